"""หน่วยงานสำหรับผู้ดูแล (a unit as its administrator sees it): posts and who holds them, roles, acting grants, codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import UNIT_KINDS, address_of, find_unit
from saraban.auth.attempts import account_of
from saraban.core.i18n import _
from saraban.people.service import ACTING_TERMS, find_person, find_post, in_force, people_of, posts_in
from saraban.ui.admin.sentences import DELEGABLE, DOES, scope_said
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.reasons import ROLES

TABS = (
    ("people", _("People and posts")),
    ("roles", _("Roles")),
    ("acting", _("Acting grants")),
    ("unit", _("Unit and codes")),
)
#: kinds of letters that a unit can count apart from its sent letters
APART = {
    "external": _("External letters"),
    "memo": _("Memos"),
    "seal": _("Sealed letters"),
}
KINDS_EN = {
    "city": _("City"),
    "agency": _("Agency"),
    "bureau": _("Bureau"),
    "section": _("Section"),
    "school": _("School"),
    "executive": _("Executive office"),
    "central": _("Central registry"),
}


@dataclass(frozen=True)
class HolderShown:
    """ผู้ดำรงตำแหน่ง, or who acts for the holder."""

    person: str
    name: str
    term: str
    period: str
    instrument: str
    key: str
    now: bool
    scope: str = ""
    account: str = ""
    spelt: str = ""


@dataclass(frozen=True)
class PostShown:
    """ตำแหน่งหนึ่งตำแหน่ง."""

    id: str
    title: str
    rank: str
    holders: tuple[HolderShown, ...]
    acting: tuple[HolderShown, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class RoleShown:
    """บทบาทหนึ่งรายการ."""

    id: str
    role: Any
    post: str
    unit: str
    inherit: bool
    period: str
    now: bool


@dataclass(frozen=True)
class UnitShown:
    """The unit with all its tabs."""

    code: str
    title: str
    abbreviation: str
    address: str
    address_above: str
    kind: str
    parent: str
    tab: str
    posts: tuple[PostShown, ...]
    roles: tuple[RoleShown, ...]
    prefixes: tuple[tuple[str, Any], ...]
    kinds: tuple[tuple[str, Any], ...]
    role_names: tuple[tuple[str, Any], ...]
    terms: tuple[tuple[str, str], ...]
    series: tuple[tuple[str, Any, bool], ...]
    powers: tuple[tuple[str, Any], ...]


def unit_shown(request: Any, unit: Any, tab: str) -> UnitShown:
    """Put the unit together."""
    fmt = formats_for(request)
    return UnitShown(
        code=unit.code,
        title=unit.title,
        abbreviation=unit.abbreviation,
        address=unit.address,
        address_above="" if unit.address else address_of(unit),
        kind=UNIT_KINDS[unit.kind] if fmt.is_thai else KINDS_EN[unit.kind],
        parent=getattr(unit.__parent__, "code", ""),
        tab=tab if tab in dict(TABS) else "people",
        posts=tuple(_post(request, p, fmt) for p in posts_in(request.desk.root, unit.code)),
        roles=tuple(_roles(request, unit.code, fmt)),
        prefixes=tuple((fmt.digits(p.text), fmt.time(p.since)) for p in sorted(unit.prefixes, key=lambda p: p.since)),
        kinds=tuple((k, words if fmt.is_thai else KINDS_EN[k]) for k, words in UNIT_KINDS.items() if k != "city"),
        role_names=tuple((r, words) for r, words in ROLES.items() if r != "folder"),
        terms=tuple(ACTING_TERMS.items()),
        series=tuple((key, words, key in unit.splits) for key, words in APART.items()),
        powers=tuple((p.value, words) for p, words in DOES.items() if p in DELEGABLE),
    )


def _post(request: Any, post: Any, fmt: Formats) -> PostShown:
    root, day = request.desk.root, request.desk.today
    people = people_of(root)
    holdings = (people.holdings[k] for k in people.holdings_by_post.get(post.id, ()))
    acting = (people.acting[k] for k in people.acting_by_post.get(post.id, ()))
    grants = (people.grants[k] for k in people.grants_by_post.get(post.id, ()))
    say = request.localizer.translate
    roles = tuple(
        f"{say(ROLES[g.role])} · {find_unit(root, g.unit).title}"
        + (f" {say(_('and the units below'))}" if g.inherit else "")
        for g in grants
        if in_force(g, day)
    )
    return PostShown(
        post.id,
        post.title,
        post.rank,
        tuple(
            HolderShown(
                h.person,
                find_person(root, h.person).name,
                "",
                _period(h, fmt),
                "",
                h.id,
                in_force(h, day),
                account=_account(root, h.person),
                spelt=find_person(root, h.person).certificate_name,
            )
            for h in holdings
        ),
        tuple(
            HolderShown(
                g.person,
                find_person(root, g.person).name,
                ACTING_TERMS[g.term],
                _period(g, fmt),
                g.instrument,
                g.id,
                in_force(g, day),
                scope_said(g.scope, say),
            )
            for g in acting
        ),
        roles,
    )


def _account(root: Any, person: str) -> str:
    account = account_of(root, person)
    if account is None:
        return ""
    return "active" if account.active else "suspended"


def _roles(request: Any, code: str, fmt: Formats) -> list[RoleShown]:
    root, day = request.desk.root, request.desk.today
    people = people_of(root)
    found = []
    for key in people.grants_by_unit.get(code, ()):
        grant = people.grants[key]
        post = find_post(root, grant.post)
        found.append(
            RoleShown(
                key,
                ROLES[grant.role],
                post.title,
                find_unit(root, post.unit).title,
                grant.inherit,
                _period(grant, fmt),
                in_force(grant, day),
            )
        )
    return found


def _period(thing: Any, fmt: Formats) -> str:
    if thing.since is None and thing.until is None:
        return ""
    return f"{fmt.day(thing.since)} – {fmt.day(thing.until)}"
