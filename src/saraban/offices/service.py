"""งานตั้งสำนักงานผู้บริหาร (what can be done about executives' offices): set one up, say who is away, who comes first.

Who may sign for an executive follows from posts and acting grants alone. The order of precedence only says to which
post a paper is put forward while the executive is away; a person chooses it, and nothing is signed by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.offices.content import Office, Offices
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.people.service import find_person, find_post, holders_of

MOST_POSTS = 20


@dataclass(frozen=True)
class Standing:
    """ลำดับผู้ปฏิบัติ: a post that papers may be put before, who is there for it today, and whether it is away."""

    post: str
    title: str
    names: tuple[str, ...]
    acting: bool
    away_until: date | None

    @property
    def is_there(self) -> bool:
        """Does somebody hold the post or act in it, and is not away?"""
        return bool(self.names) and (self.acting or self.away_until is None)


def office_of(root: Any, unit: str) -> Office | None:
    """The executive's office that a unit is, or None."""
    return _offices(root).offices.get(unit)


def require_office(root: Any, unit: str) -> Office:
    """The same; raises ``Conflict`` for a unit that is none."""
    found = office_of(root, unit)
    if found is None:
        raise Conflict(
            _("This unit is not set up as an executive's office. Ask the unit's administrator."), slug="no-office"
        )
    return found


def offices_before(root: Any, post: str) -> list[Office]:
    """The offices in which papers are put before a post: as executive or as a deputy."""
    return [o for o in _offices(root).offices.values() if post and post in o.posts]


def set_office(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    executive: str,
    deputies: tuple[str, ...] = (),
    screeners: tuple[str, ...] = (),
    procurement: bool = False,
) -> Office:
    """ตั้งสำนักงานผู้บริหาร: the posts, the deputies in order of precedence, and whether procurement letters come in.

    Raises ``Invalid`` for a post that does not give orders (executive, deputies) or write notes (screeners) here.
    """
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))
    deputies, screeners = tuple(dict.fromkeys(deputies)), tuple(dict.fromkeys(screeners))
    if executive in deputies:
        raise Invalid(_("The executive is not a deputy of the same office."), field="deputies")
    for field, posts, duty in (
        ("executive", (executive,), Permission.PAPER_ORDER),
        ("deputies", deputies, Permission.PAPER_ORDER),
        ("screeners", screeners, Permission.PAPER_ENDORSE),
    ):
        _check_posts(desk, unit, field, posts, duty)
    offices = _offices(desk.root).offices
    office = offices.get(unit)
    if office is None:
        office = offices[unit] = Office(unit)
    office.executive, office.deputies, office.screeners = executive, deputies, screeners
    office.procurement = procurement
    office.away = tuple((p, until) for p, until in office.away if p in office.posts)
    about = {"executive": executive, "procurement": "in" if procurement else "out"}
    audit.record(desk, unit, "office-set", person=actor.person, post=actor.post, about=about)
    return office


def set_away(desk: Desk, actor: Actor, *, unit: str, post: str, until: date | None) -> Office:
    """ลงว่าผู้บริหารไม่อยู่: until which day a post's holder is away; None = there again."""
    office = require_office(desk.root, unit)
    _require_here(desk.root, actor, Permission.PAPER_FORWARD, office)
    if post not in office.posts:
        raise Invalid(_("Choose the executive or a deputy of this office."), field="post")
    if until is not None and until < desk.today:
        raise Invalid(_("Write the last day of the absence, today or later."), field="until")
    office.away = (*((p, d) for p, d in office.away if p != post), *(((post, until),) if until else ()))
    about = {"of": post, "until": str(until or "back")}
    audit.record(desk, unit, "office-away", person=actor.person, post=actor.post, about=about)
    return office


def precedence(root: Any, office: Office, day: date) -> list[Standing]:
    """ลำดับอาวุโส: the executive first, then the deputies, with who is there for each on ``day``."""
    away = {post: until for post, until in office.away if until >= day}
    found = []
    for post in office.posts:
        holders = holders_of(root, post, day)
        names = tuple(find_person(root, p).name for p, _grant in holders)
        acting = any(grant is not None for _p, grant in holders)
        found.append(Standing(post, find_post(root, post).title, names, acting, away.get(post)))
    return found


def first_there(root: Any, office: Office, day: date) -> str:
    """The post that comes first among those that are there today; the executive's where nobody is."""
    return next((s.post for s in precedence(root, office, day) if s.is_there), office.executive)


def refuse_excluded(root: Any, post: str, letter: Any) -> None:
    """เรื่องที่ยกเว้น: raise ``Conflict`` for a procurement letter before an executive whose office does not take them.

    Classified letters have a store of their own and never come this way; what is top secret is refused everywhere.
    """
    closed = [o for o in offices_before(root, post) if not o.procurement] if letter.procurement else []
    if closed:
        raise Conflict(
            _(
                "Procurement letters are not put before the executive in ${office} by this system yet. "
                "Nothing was done; put it forward on paper, or ask the unit's administrator to let them in.",
                mapping={"office": find_unit(root, closed[0].unit).title},
            ),
            slug="procurement-excluded",
        )


def _require_here(root: Any, actor: Actor, permission: Permission, office: Office) -> None:
    place = find_unit(root, office.unit)
    if not actor.may(permission, place) and actor.may(Permission.REGISTER_READ, place):
        raise NotAllowed(
            _("The post you act in may not do this here. Switch to another post, or ask the unit's administrator.")
        )
    actor.require(permission, place)


def _check_posts(desk: Desk, unit: str, field: str, posts: tuple[str, ...], duty: Permission) -> None:
    if len(posts) > MOST_POSTS:
        raise Invalid(_("Choose at most ${n} posts.", mapping={"n": MOST_POSTS}), field=field)
    for post in posts:
        if not post:
            raise Invalid(_("Choose the executive's post."), field=field)
        title = find_post(desk.root, post).title
        if not post_may(desk.root, post, duty, unit, desk.today):
            raise Invalid(
                _("“${post}” has no role for this in the unit. Give the post its role first.", mapping={"post": title}),
                field=field,
            )


def _offices(root: Any) -> Offices:
    offices: Offices = root["offices"]
    return offices
