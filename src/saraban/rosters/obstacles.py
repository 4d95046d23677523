"""สิ่งที่ขวางการย้อน (obstacles): what was built on an import since, so that it cannot be undone any more.

A row that was changed again, a letter or a number in a new unit, a new person who has signed in, somebody at work in a
post that the import gave. The audit chains tell what was done since: every verb leaves a leaf there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import agencies_of, children
from saraban.audit import service as audit
from saraban.auth.attempts import account_of
from saraban.central.giving import has_copies
from saraban.core.i18n import _
from saraban.people.service import people_of
from saraban.rosters.content import ImportRecord
from saraban.rosters.hands import Hands
from saraban.rosters.states import State, state_of, whole
from saraban.rosters.tables import BY_NAME, Table

Changes = list[tuple[str, Any, State | None, State]]
#: Leaves that are looked through at most; after more than these an import is part of how things are.
MOST_LEAVES = 200_000
MOST_SAID = 100
#: What administrators do to rows of the tables: seen by comparing the rows, and no reason once it was undone too.
_ADMINISTRATION = frozenset({
    "account-resumed", "account-suspended", "acting-ended", "acting-given", "appointed", "appointment-ended",
    "certificate-name-changed",
    "email-changed", "password-renewed", "person-added", "person-renamed", "post-added", "post-renamed",
    "prefix-set", "role-given", "role-taken", "series-split", "tables-imported", "tables-undone", "unit-added",
    "unit-closed", "unit-moved", "unit-opened", "unit-renamed",
})  # fmt: skip


@dataclass(frozen=True)
class New:
    """สิ่งที่การนำเข้าเพิ่ม: the keys of the rows that were not there before, by table."""

    units: frozenset[str]
    posts: frozenset[str]
    people: frozenset[str]
    grants: frozenset[str]
    holdings: frozenset[Any]
    acting: frozenset[Any]
    moved: frozenset[str]  # units that stood elsewhere or were not there


def obstacles_of(hands: Hands, record: ImportRecord, changes: Changes) -> list[Any]:
    """Everything that stands in the way, as messages; at most a hundred."""
    added: dict[str, set[Any]] = {name: set() for name in BY_NAME}
    for table, key, before, _after in changes:
        if before is None:
            added[table].add(key)
    moved = {key for table, key, before, after in changes
             if table == "units" and (before is None or before["parent"] != after["parent"])}  # fmt: skip
    new = New(moved=frozenset(moved), **{name: frozenset(keys) for name, keys in added.items() if name != "prefixes"})
    changed = list(_changed(hands, changes))
    if changed:  # what stands on a row that is another one now is not looked for
        return changed[:MOST_SAID]
    found = [*_units(hands.root, new), *_posts(hands.root, new), *_people(hands.root, new)]
    return list({str(m.interpolate()): m for m in (*found, *_done_since(hands.root, record, new))}.values())[:MOST_SAID]


def row_words(table: Table, key: Any) -> str:
    """A row in a sentence: its table and its key."""
    parts = key if isinstance(key, tuple) else (key,)
    return f"{table.thai} {' '.join(str(part) for part in parts)}"


def _changed(hands: Hands, changes: Changes) -> Iterator[Any]:
    for name, key, before, after in changes:
        table = BY_NAME[name]
        if state_of(hands.root, table, key) != whole(table, after):
            yield _("${row} was changed after the import.", mapping={"row": row_words(table, key)})
        elif name == "units" and before is not None and before["parent"] != after["parent"]:
            parent = before["parent"]
            if not hands.founding and not hands.manages(parent):
                yield _("${row} stood below a unit that you do not manage.", mapping={"row": row_words(table, key)})


def _units(root: Any, new: New) -> Iterator[Any]:
    agencies, people = agencies_of(root), people_of(root)
    grouped = {code for group in agencies.groups.values() for code in (*group.units, group.below)}
    filed = {folder.unit for folder in root["filing"].values()}
    for code in sorted(new.units):
        mapping = {"code": code}
        below = {u.code for u in children(agencies.by_code[code])}
        named = set(people.posts_by_unit.get(code, ())) - new.posts or (
            set(people.grants_by_unit.get(code, ())) - new.grants
        )
        used = (
            any(True for _key in root["registers"].books.keys(f"{code}|", f"{code}}}"))
            or code in root["exchange"].waiting_counts
            or f"unit:{code}" in root["tasks"].trays
            or code in filed
            or has_copies(root, code)
        )
        if below - new.moved:
            yield _("There are units below ${code} that the import did not bring.", mapping=mapping)
        if named or code in grouped:
            yield _("Posts, roles or groups that the import did not bring belong to ${code}.", mapping=mapping)
        if used:
            yield _("There are letters, numbers or folders of ${code} now.", mapping=mapping)


def _posts(root: Any, new: New) -> Iterator[Any]:
    people = people_of(root)
    for post in sorted(new.posts):
        held = {(h.person, h.post, h.since) for h in _of(people.holdings, people.holdings_by_post, post)}
        acted = {(g.person, g.post, g.term, g.since) for g in _of(people.acting, people.acting_by_post, post)}
        roles = set(people.grants_by_post.get(post, ()))
        tray = f"post:{post}" in root["tasks"].trays
        if held - new.holdings or acted - new.acting or roles - new.grants or people.folder_lists.get(post) or tray:
            yield _("The post ${id} is in use.", mapping={"id": post})


def _people(root: Any, new: New) -> Iterator[Any]:
    people = people_of(root)
    for person in sorted(new.people):
        account = account_of(root, person)
        held = {(h.person, h.post, h.since) for h in _of(people.holdings, people.holdings_by_person, person)}
        acted = {(g.person, g.post, g.term, g.since) for g in _of(people.acting, people.acting_by_person, person)}
        if account is not None and not account.must_change:
            yield _("${id} has signed in with the account already.", mapping={"id": person})
        if held - new.holdings or acted - new.acting:
            yield _("${id} holds another post by now.", mapping={"id": person})
        if f"person:{person}" in root["tasks"].trays:
            yield _("Work waits for ${id}.", mapping={"id": person})


def _of(table: Any, index: Any, key: str) -> Iterable[Any]:
    return (table[k] for k in index.get(key, ()))


def _done_since(root: Any, record: ImportRecord, new: New) -> Iterator[Any]:
    """What was done in the new units, who of the new people and who in the posts that the import gave was at work."""
    heads = audit.heads(root)
    since = {unit: record.heads.get(unit, 0) for unit, (count, _head) in heads.items()}
    if sum(heads[unit][0] - count for unit, count in since.items()) > MOST_LEAVES:
        yield _("Too much has happened after the import. Change what is wrong by hand, or by another import.")
        return
    ids = new.units | new.posts | new.people
    pairs = {(key[0], key[1]) for key in (*new.holdings, *new.acting)}
    for unit, count in since.items():
        for leaf in audit.records(root, unit, count + 1):
            if unit in new.units and leaf.event not in _ADMINISTRATION:
                yield _("Something was done in ${code} after the import.", mapping={"code": unit})
            if leaf.person in new.people and leaf.post:  # what others did to the account leaves no post
                yield _("${id} has used the system after the import.", mapping={"id": leaf.person})
            elif leaf.post in new.posts or (leaf.person, leaf.post) in pairs:
                mapping = {"person": leaf.person, "post": leaf.post}
                yield _("${person} has worked in the post ${post} after the import. Record the last day in it instead.",
                        mapping=mapping)  # fmt: skip
            for named in ids.intersection(map(str, leaf.about.values())) if leaf.event not in _ADMINISTRATION else ():
                yield _("What was done after the import names ${id}.", mapping={"id": named})
