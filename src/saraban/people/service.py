"""งานบุคลากร (people): who holds which post, who acts for whom, which role a post has, and what follows from it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission, Role
from saraban.people.content import ACTING_TERMS, ActingGrant, Holding, People, Person, Post, RoleGrant
from saraban.thai.normalise import is_seen

ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")
ALWAYS = date(1982, 1, 1)


@dataclass(frozen=True)
class HeldPost:
    """A post that a person may act in today: as its holder, or by an acting grant."""

    post: Post
    acting: ActingGrant | None = None

    @property
    def key(self) -> str:
        """The name of this capacity in a session: the post's id, or post and grant."""
        return self.post.id if self.acting is None else f"{self.post.id}~{self.acting.id}"


def people_of(root: Any) -> People:
    """ทะเบียนบุคลากร of this store."""
    return root["people"]


def find_person(root: Any, person: str) -> Person:
    """Give a person by id; raises ``Missing``."""
    people = people_of(root)
    if not isinstance(person, str) or person not in people:
        raise Missing(_("There is no person with the id ${id}.", mapping={"id": str(person)[:80]}))
    return people[person]


def find_post(root: Any, post: str) -> Post:
    """Give a post by id; raises ``Missing``."""
    found = people_of(root).posts.get(post) if isinstance(post, str) else None
    if found is None:
        raise Missing(_("There is no post with the id ${id}.", mapping={"id": str(post)[:80]}))
    return found


def add_person(root: Any, *, id: str, name: str, email: str = "") -> Person:
    """เพิ่มบุคคล. ``id`` is the sign-in name. Raises ``Invalid`` for a bad id or no name, ``Conflict`` for a used id."""
    people = people_of(root)
    _checked_id(id)
    full_name = _full_name(name)
    if id in people:
        raise Conflict(_("The id ${id} is in use. Choose another one.", mapping={"id": id}))
    person = Person(id, full_name, email.strip())
    people.add(id, person, send_events=False)
    _touched(people)
    return person


def rename_person(root: Any, person: str, name: str) -> Person:
    """เปลี่ยนชื่อบุคคล. Raises ``Invalid`` for no name."""
    found = find_person(root, person)
    found.name = _full_name(name)
    _touched(people_of(root))
    return found


def readdress_person(root: Any, person: str, email: str) -> Person:
    """เปลี่ยนอีเมล."""
    found = find_person(root, person)
    found.email = email.strip()
    _touched(people_of(root))
    return found


def spell_person(root: Any, person: str, certificate_name: str) -> Person:
    """กำหนดชื่อในใบรับรอง: how certificates write the name; empty = as it is registered. Raises ``Invalid``."""
    found = find_person(root, person)
    spelt = " ".join(unicodedata.normalize("NFC", certificate_name).split())
    if len(spelt) > 200 or not spelt.isprintable() or (spelt and not is_seen(spelt)):
        message = _("Write the name as it stands in the certificate, at most 200 characters.")
        raise Invalid(message, field="certificate_name")
    found.certificate_name = spelt
    return found


def let_in(root: Any, person: str, active: bool) -> Person:  # noqa: FBT001 - the state is what is said
    """เปิดหรือระงับบุคคลที่ยังไม่มีบัญชี: who is not active is let in nowhere, whatever account he is given."""
    found = find_person(root, person)
    found.active = active
    _touched(people_of(root))
    return found


def rename_post(root: Any, post: str, *, title: str, rank: str) -> Post:
    """เปลี่ยนชื่อตำแหน่งและระดับ. Raises ``Invalid`` for no title."""
    found = find_post(root, post)
    found.title, found.rank = _post_title(title), rank.strip()
    _touched(people_of(root))
    return found


def _post_title(title: str) -> str:
    if not title.strip() or len(title) > 200:
        raise Invalid(_("Give the post a title of at most 200 characters."), field="title")
    return title.strip()


def _full_name(name: str) -> str:
    if not name.strip() or len(name) > 200:
        raise Invalid(_("Give the full name, at most 200 characters."), field="name")
    return name.strip()


def add_post(root: Any, *, id: str, unit: str, title: str, rank: str = "") -> Post:
    """เพิ่มตำแหน่ง in a unit."""
    people = people_of(root)
    find_unit(root, unit)
    _checked_id(id)
    if id in people.posts:
        raise Conflict(_("The id ${id} is in use. Choose another one.", mapping={"id": id}))
    post = Post(id, unit, _post_title(title), rank.strip())
    people.posts[id] = post
    _append(people.posts_by_unit, unit, id)
    _touched(people)
    return post


def appoint(root: Any, *, person: str, post: str, since: date = ALWAYS, until: date | None = None) -> Holding:
    """แต่งตั้งให้ดำรงตำแหน่ง from ``since`` to ``until`` (inclusive Bangkok dates; None = open)."""
    people = people_of(root)
    find_person(root, person)
    find_post(root, post)
    _checked_period(since, until)
    holding = Holding(_next_key(people.holdings, f"{person}-{post}"), person, post, since, until)
    people.holdings[holding.id] = holding
    _append(people.holdings_by_person, person, holding.id)
    _append(people.holdings_by_post, post, holding.id)
    _touched(people)
    return holding


def end_holding(root: Any, holding: str, until: date) -> None:
    """พ้นจากตำแหน่ง: the last day in the post."""
    found = people_of(root).holdings.get(holding)
    if found is None:
        raise Missing(_("There is no such appointment."))
    _checked_period(found.since, until)
    found.until = until
    _touched(people_of(root))


def grant_acting(
    root: Any,
    *,
    person: str,
    post: str,
    term: str,
    instrument: str,
    since: date,
    until: date,
    scope: tuple[str, ...] = (),
    given_by: str = "",
    id: str | None = None,
) -> ActingGrant:
    """บันทึกการรักษาการหรือมอบอำนาจ. The instrument (order number, date) and both dates are required.

    Refuses it from a person who reaches the post only by delegation himself: delegated power is not passed on.
    """
    people = people_of(root)
    find_person(root, person)
    find_post(root, post)
    _checked_period(since, until)
    if term not in ACTING_TERMS:
        raise Invalid(_("Choose the acting term from the list."), field="term")
    if not instrument.strip():
        raise Invalid(_("Give the order or letter that appoints the acting officer."), field="instrument")
    known = {p.value for p in Permission}
    if any(s not in known for s in scope):
        raise Invalid(_("The scope names a permission that does not exist."), field="scope")
    _refuse_passing_on(root, post, given_by, since)
    key = id or _next_key(people.acting, f"{person}-for-{post}")
    if key in people.acting:
        raise Conflict(_("The id ${id} is in use. Choose another one.", mapping={"id": key}))
    grant = ActingGrant(key, person, post, term, instrument.strip(), since, until, tuple(scope))
    grant.given_by = given_by
    people.acting[key] = grant
    _append(people.acting_by_person, person, key)
    _append(people.acting_by_post, post, key)
    _touched(people)
    return grant


def _refuse_passing_on(root: Any, post: str, given_by: str, day: date) -> None:
    """Raise ``NotAllowed`` when the post is reached by delegation (ปฏิบัติราชการแทน) only."""
    reached = [held for held in posts_of(root, given_by, day) if held.post.id == post] if given_by else []
    if reached and all(held.acting is not None and held.acting.term == "by-delegation" for held in reached):
        raise NotAllowed(_("You act in this post by delegation only. Delegated power is not passed on."))


def end_acting(root: Any, grant: str, until: date) -> None:
    """สิ้นสุดการรักษาการ: the last day of the grant."""
    found = people_of(root).acting.get(grant)
    if found is None:
        raise Missing(_("There is no such acting grant."))
    _checked_period(found.since, until)
    found.until = until
    _touched(people_of(root))


def grant_role(
    root: Any,
    *,
    unit: str,
    role: str,
    post: str,
    inherit: bool = False,
    since: date | None = None,
    until: date | None = None,
    id: str | None = None,
) -> RoleGrant:
    """ให้บทบาท in a unit to the holders of a post; the same grant id again replaces it. Holds from the next request."""
    people = people_of(root)
    find_unit(root, unit)
    find_post(root, post)
    if role not in {r.value for r in Role}:
        raise Invalid(_("Choose the role from the list."), field="role")
    if since is not None:
        _checked_period(since, until)
    key = id or f"{unit}.{role}.{post}"
    if not ID.match(key) or len(key) > 200:
        raise Invalid(_("An id has small Latin letters, digits, dots, hyphens and underscores."), field="id")
    if key in people.grants:
        if people.grants[key].unit != unit:
            raise Conflict(_("The id ${id} is in use. Choose another one.", mapping={"id": key}))
        if people.grants[key].post != post:
            revoke_role(root, unit, key)
    grant = RoleGrant(key, unit, role, post, inherit=inherit, since=since, until=until)
    if key not in people.grants:
        _append(people.grants_by_post, post, key)
        _append(people.grants_by_unit, unit, key)
    people.grants[key] = grant
    _touched(people)
    return grant


def revoke_role(root: Any, unit: str, grant: str) -> None:
    """ถอนบทบาท; raises ``Missing`` when the unit has no such grant."""
    people = people_of(root)
    found = people.grants.get(grant)
    if found is None or found.unit != unit:
        raise Missing(_("The unit has no such grant."))
    del people.grants[grant]
    _remove(people.grants_by_post, found.post, grant)
    _remove(people.grants_by_unit, unit, grant)
    _touched(people)


def posts_of(root: Any, person: str, day: date) -> list[HeldPost]:
    """The posts that a person may act in on ``day``: held ones first, then acting ones."""
    people = people_of(root)
    held = [
        HeldPost(people.posts[h.post])
        for h in (people.holdings[k] for k in people.holdings_by_person.get(person, ()))
        if in_force(h, day)
    ]
    acting = [
        HeldPost(people.posts[g.post], g)
        for g in (people.acting[k] for k in people.acting_by_person.get(person, ()))
        if in_force(g, day)
    ]
    return held + acting


def acting_of(root: Any, person: str) -> list[ActingGrant]:
    """การรักษาการทั้งหมด of a person: past, present and to come."""
    people = people_of(root)
    return [people.acting[k] for k in people.acting_by_person.get(person, ())]


def holders_of(root: Any, post: str, day: date) -> list[tuple[str, ActingGrant | None]]:
    """Who holds a post on ``day`` or acts for its holder: (person id, acting grant or None)."""
    people = people_of(root)
    held = [people.holdings[k] for k in people.holdings_by_post.get(post, ())]
    acting = [people.acting[k] for k in people.acting_by_post.get(post, ())]
    return [(h.person, None) for h in held if in_force(h, day)] + [(g.person, g) for g in acting if in_force(g, day)]


def posts_in(root: Any, unit: str) -> list[Post]:
    """The posts of a unit, as they were added."""
    people = people_of(root)
    return [people.posts[k] for k in people.posts_by_unit.get(unit, ())]


def roles_of_post(root: Any, post: str, day: date) -> list[RoleGrant]:
    """The role grants of a post in force on ``day``."""
    people = people_of(root)
    return [g for g in (people.grants[k] for k in people.grants_by_post.get(post, ())) if in_force(g, day)]


def posts_with_role(root: Any, unit: str, role: str, day: date) -> list[str]:
    """The posts that have a role in exactly this unit."""
    people = people_of(root)
    grants = (people.grants[k] for k in people.grants_by_unit.get(unit, ()))
    return [g.post for g in grants if g.role == role and in_force(g, day)]


def in_force(thing: Any, day: date) -> bool:
    """Is a dated holding or grant in force on ``day``? Both ends are inclusive."""
    return (thing.since is None or thing.since <= day) and (thing.until is None or day <= thing.until)


def rights_version(root: Any) -> int:
    """The number of changes of persons, posts and grants so far."""
    return people_of(root).changes.version


def _checked_id(text: str) -> None:
    if not isinstance(text, str) or not ID.match(text) or len(text) > 80:
        raise Invalid(_("An id has small Latin letters, digits, dots, hyphens and underscores."), field="id")


def _checked_period(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Invalid(_("The period ends before it begins. Correct the first or the last day."), field="until")


def _next_key(table: Any, stem: str) -> str:
    key, n = stem, 1
    while key in table:
        n += 1
        key = f"{stem}-{n}"
    return key


def _append(table: Any, key: str, value: str) -> None:
    table[key] = (*table.get(key, ()), value)


def _remove(table: Any, key: str, value: str) -> None:
    table[key] = tuple(v for v in table.get(key, ()) if v != value)


def _touched(people: People) -> None:
    people.changes.version += 1
