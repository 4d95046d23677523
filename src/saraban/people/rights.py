"""สิทธิของบุคคล (rights): scopes and duties of a person on a day, from a small table kept in memory and versioned.

Granting or revoking anything makes the tables of all processes stale at once: the version is part of the key, and it
is read from the store in every request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from saraban.agencies.service import ancestors, find_unit, groups_with
from saraban.agencies.tree import tree_of
from saraban.core.access import (
    CIRCULAR,
    below_scope,
    copy_scope,
    folder_scope,
    group_scope,
    is_reading,
    person_scope,
    post_scope,
    principals_for,
    reads_copies,
    staff_scope,
    unit_scope,
)
from saraban.core.errors import NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.people.actor import Actor, Signing
from saraban.people.content import ACTING_TERMS
from saraban.people.service import HeldPost, find_person, find_post, holders_of, in_force, posts_of, roles_of_post

CACHE_SIZE = 5000


@dataclass(frozen=True)
class Reason:
    """เหตุผล: one sentence of why a scope is a person's: the post, how it is held, the role and where it was given."""

    scope: str
    post: str
    post_title: str
    acting_term: str
    role: str
    granted_in: str


class _Cache:
    """The last computed scope sets, by store, versions, person and day."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, frozenset[str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> frozenset[str] | None:
        with self._lock:
            return self._kept.get(key)

    def put(self, key: Any, scopes: frozenset[str]) -> None:
        with self._lock:
            self._kept[key] = scopes
            while len(self._kept) > CACHE_SIZE:
                self._kept.popitem(last=False)


_SCOPES = _Cache()


def scopes_of(root: Any, person: str, day: date) -> frozenset[str]:
    """The scopes that a person reads on ``day``: every post valid then, acting ones included, and his own."""
    version = _version(root)
    known = _SCOPES.get((*version, person, day)) if version else None
    if known is None:
        held = posts_of(root, person, day)
        own = {post_scope(h.post.id) for h in held} | circulated_to(root, {h.post.unit for h in held})
        known = frozenset({CIRCULAR, person_scope(person), *own, *(r.scope for r in reasons(root, person, day))})
        if version:
            _SCOPES.put((*version, person, day), known)
    return known


def circulated_to(root: Any, units: Iterable[str]) -> frozenset[str]:
    """The scopes of circulars to some units and not to all: each unit's own, those from above it, its groups'.

    Who works in the unit today reads them, whichever role the post has, also what was circulated before.
    """
    found: set[str] = set()
    for code in units:
        place = find_unit(root, code)
        found |= {staff_scope(code), below_scope(code), *(below_scope(u.code) for u in ancestors(place))}
        found |= {group_scope(key) for key in groups_with(root, place)}
    return frozenset(found)


def _version(root: Any) -> tuple[Any, ...] | None:
    """What the tables stand on: committed serials; None while this transaction has changed them itself."""
    rights, tree = root["people"].changes, root["agencies"].changes
    numbers = (rights.version, tree.version)  # loads both before their serials are read; savepoints leave these alone
    if rights._p_changed or tree._p_changed or rights._p_jar is None or tree._p_jar is None:
        return None
    return (root.info.store_id, id(rights._p_jar.db()), rights._p_serial, tree._p_serial, *numbers)


def reasons(root: Any, person: str, day: date) -> list[Reason]:
    """Why a person reads what he reads: one reason for each scope that a post brings."""
    found: list[Reason] = []
    for held in posts_of(root, person, day):
        term = ACTING_TERMS[held.acting.term] if held.acting else ""
        for grant in roles_of_post(root, held.post.id, day):
            found += [
                Reason(scope, held.post.id, held.post.title, term, grant.role, grant.unit)
                for scope in _brought(root, grant)
            ]
        found += [
            Reason(folder_scope(f), held.post.id, held.post.title, term, "folder", f)
            for f in root["people"].folder_lists.get(held.post.id, ())
        ]
    return found


def duties_of(root: Any, held: HeldPost, day: date) -> frozenset[tuple[str, str]]:
    """The (role, unit) pairs that a post may carry out on ``day``."""
    return frozenset(
        (grant.role, code) for grant in roles_of_post(root, held.post.id, day) for code in _reach(root, grant)
    )


def actor_for(root: Any, person: str, post: str, day: date) -> Actor:
    """Put a person to work in a post (``HeldPost.key``; empty = the first one) on ``day``.

    Raises ``NotAllowed`` when the person neither holds the post nor acts for its holder on that day.
    """
    who = find_person(root, person)
    capacities = posts_of(root, person, day)
    held = next((h for h in capacities if post in {"", h.key}), None)
    if held is None and post:
        raise NotAllowed(
            _("You do not hold this post today. Choose one of your posts, or ask for the acting grant to be recorded.")
        )
    scopes = scopes_of(root, person, day)
    duties = duties_of(root, held, day) if held else frozenset()
    return Actor(
        person=person,
        name=who.name,
        post=held.post.id if held else "",
        unit=held.post.unit if held else "",
        signing=signing_block(root, person, held, day),
        scopes=scopes,
        duties=duties,
        day=day,
        limits=_limits(held),
        principals=principals_for(person, scopes, duties),
    )


def _limits(held: HeldPost | None) -> frozenset[str]:
    """What an acting grant is limited to; who may sign may sign beside others too."""
    given = frozenset(held.acting.scope) if held is not None and held.acting is not None else frozenset()
    return given | {Permission.LETTER_COSIGN} if Permission.LETTER_SIGN in given else given


def as_now(root: Any, actor: Actor, day: date) -> Actor:
    """The same person in the same post, as it stands on ``day``; raises ``NotAllowed`` when that has ended."""
    acting = actor.signing.grant
    return actor_for(root, actor.person, f"{actor.post}~{acting}" if acting else actor.post, day)


def signing_block(root: Any, person: str, held: HeldPost | None, day: date) -> Signing:
    """The block printed under what a person signs in a post: own post first, then the term and the post acted for."""
    who = find_person(root, person)
    if held is None:
        return Signing(person=person, name=who.name, post="", post_title="")
    if held.acting is None:
        post = held.post
        return Signing(person, who.name, post.id, post.title, rank=post.rank, unit=post.unit)
    own = next((h.post for h in posts_of(root, person, day) if h.acting is None), None)
    return Signing(
        person,
        who.name,
        held.post.id,
        own.title if own else "",
        rank=own.rank if own else "",
        acting_term=ACTING_TERMS[held.acting.term],
        acting_for=held.post.title,
        grant=held.acting.id,
        instrument=held.acting.instrument,
        unit=held.post.unit,
    )


def other_authorities(root: Any, post: str, day: date, person: str) -> list[str]:
    """Names of the others who hold or act for the same post that day: two heads on one sheet are to be seen."""
    return [find_person(root, p).name for p, _grant in holders_of(root, find_post(root, post).id, day) if p != person]


def post_may(root: Any, post: str, permission: Permission, unit: str, day: date) -> bool:
    """Has a post a role on ``day`` that allows this in a unit, whoever holds it?"""
    return any(
        permission in ROLE_PERMISSIONS[Role(grant.role)] and unit in _reach(root, grant)
        for grant in roles_of_post(root, post, day)
    )


def can_read(root: Any, target: str, scopes: Iterable[str], day: date) -> bool:
    """Does ``post:ID`` or ``person:ID`` read what has these scopes? For handing a letter to somebody."""
    wanted = set(scopes)
    kind, _colon, key = target.partition(":")
    if kind == "person":
        return bool(wanted & scopes_of(root, key, day))
    listed = {folder_scope(f) for f in root["people"].folder_lists.get(key, ())}
    return (
        CIRCULAR in wanted
        or post_scope(key) in wanted
        or bool(wanted & circulated_to(root, [find_post(root, key).unit]))
        or bool(wanted & listed)
        or any(wanted & set(_brought(root, grant)) for grant in roles_of_post(root, key, day))
    )


def _reach(root: Any, grant: Any) -> list[str]:
    unit = find_unit(root, grant.unit)
    return tree_of(root).reach(unit.code) if grant.inherit else [unit.code]


def _brought(root: Any, grant: Any) -> list[str]:
    """The scopes that a role brings: of its units, and of the copies that those get which are a central saraban."""
    found = _reach(root, grant) if is_reading(grant.role) else []
    copies = tree_of(root).central.intersection(found) if reads_copies(grant.role) else ()
    return [*map(unit_scope, found), *map(copy_scope, sorted(copies))]


@dataclass(frozen=True)
class Reader:
    """ผู้อ่านได้: a post that reads a scope, who holds it, and the role that lets it."""

    post: str
    post_title: str
    names: tuple[str, ...]
    role: str
    granted_in: str


def readers_of(root: Any, scope: str, day: date) -> list[Reader]:
    """Who reads a scope (``u:CODE``, ``c:CODE`` or ``f:ID``) on ``day``: the other direction of ``reasons``."""
    kind, _colon, key = scope.partition(":")
    if kind == "f":
        posts = [p for p, folders in root["people"].folder_lists.items() if key in folders]
        return [_reader(root, post, "folder", key, day) for post in posts]
    if kind not in {"u", "c"}:
        return []
    reads = is_reading if kind == "u" else reads_copies
    unit = find_unit(root, key)
    grants = root["people"].grants
    by_unit = root["people"].grants_by_unit
    return [
        _reader(root, grant.post, grant.role, place.code, day)
        for place in [unit, *ancestors(unit)]
        for grant in (grants[k] for k in by_unit.get(place.code, ()))
        if reads(grant.role) and in_force(grant, day) and (place is unit or grant.inherit)
    ]


def _reader(root: Any, post: str, role: str, granted_in: str, day: date) -> Reader:
    names = tuple(find_person(root, person).name for person, _grant in holders_of(root, post, day))
    return Reader(post, find_post(root, post).title, names, role, granted_in)
