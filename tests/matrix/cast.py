"""ผู้เล่น (the cast of the permission matrix): one person for each role, and everybody else who may knock.

What each may do comes from ``ROLE_PERMISSIONS`` and, for classified letters, from being named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.offices.content import Office
from saraban.people.service import add_person, add_post, appoint, find_person, grant_acting, grant_role

#: The unit that everything belongs to, one that has nothing to do with it, one that sends to it, and one it sends to.
UNIT, OTHER, SENDER, RECEIVER, ABOVE = "d54-inspect", "d54-works", "d54-edu", "d54-env", "d54"

ROLE_NAMES = {
    "administrator": "ผู้ดูแลระบบของหน่วยงาน",
    "auditor": "ผู้ตรวจสอบ",
    "clerk": "เจ้าหน้าที่ธุรการ",
    "head": "หัวหน้าหน่วย",
    "member": "ผู้ปฏิบัติงานในหน่วย",
    "registrar": "เจ้าหน้าที่สารบรรณ",
    "secret_registrar": "นายทะเบียนข้อมูลข่าวสารลับ",
}


@dataclass(frozen=True)
class Case:
    """ผู้ขอหนึ่งราย: who asks, what the tables say of this one, and whether the door opens at all.

    ``post`` is the capacity that is named (an acting grant); ``shut`` = a person without a valid way in.
    """

    name: str
    permissions: frozenset[Permission] = frozenset()
    reads: bool = False
    shut: bool = False
    post: str = ""

    @property
    def person(self) -> str:
        """The id of the person."""
        return f"m-{self.name}"

    def may(self, permission: Permission | None) -> bool:
        """Do the tables give this permission in the unit? None asks for reading."""
        if permission is Permission.UNIT_READ:
            return not self.shut  # all staff
        return self.reads if permission is None else permission in self.permissions


def _with(*roles: Role) -> frozenset[Permission]:
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))


def _case(name: str, *roles: Role, **details: Any) -> Case:
    return Case(name, _with(*roles), Permission.LETTER_READ in _with(*roles), **details)


LIMITED_TO = frozenset({Permission.PAPER_ENDORSE, Permission.REGISTER_READ})
#: whose turn it is to sign beside others: by the post that is named, not by the role
TURN = frozenset({Permission.LETTER_COSIGN})
ROLES = [
    replace(c, permissions=c.permissions | TURN) if c.name == Role.HEAD else c
    for c in (_case(role.value, role) for role in Role)
]
#: every role, cleared and named on the classified letters; and one who is named and has no role
ALL = Case("all", _with(*Role) | {Permission.VAULT_READ}, reads=True)
NAMED = Case("named", frozenset({Permission.VAULT_READ}))
INHERITING = _case("inheriting", Role.REGISTRAR)
FULL_ACTING = replace(_case("acting", Role.HEAD, post="m.head~acting-full"), permissions=_with(Role.HEAD) | TURN)
LIMITED = Case("limited", LIMITED_TO, reads=True, post="m.registrar~acting-limited")
EXPIRED = Case("expired")  # acted for the registrar until yesterday: today a stranger
NOT_INHERITING = Case("above")  # every role in the unit above, which reaches no further
STRANGER = Case("stranger")  # every role in a unit beside
SHUT = [Case("nobody", shut=True), Case("inactive", shut=True), Case("suspended", shut=True)]
CASES = [*ROLES, ALL, NAMED, INHERITING, FULL_ACTING, LIMITED, EXPIRED, NOT_INHERITING, STRANGER, *SHUT]


def put_on_stage(desk: Any) -> None:
    """Write the cast into the store: posts, roles, grants; ``m-drafter`` and ``m-sender`` only prepare things."""
    root, day = desk.root, desk.today
    for case in [*CASES, Case("drafter"), Case("sender"), Case("boss")]:
        add_person(root, id=case.person, name=f"นายสมมติ {case.name}")
    for role in Role:
        _post(root, f"m.{role.value}", UNIT, (UNIT, role))
        appoint(root, person=f"m-{role.value}", post=f"m.{role.value}", since=day)
    places = {
        "all": (UNIT, [(UNIT, r) for r in Role]),
        "named": (UNIT, []),
        "inheriting": (ABOVE, [(ABOVE, Role.REGISTRAR)]),
        "above": (ABOVE, [(ABOVE, r) for r in Role]),
        "stranger": (OTHER, [(OTHER, r) for r in Role]),
        "expired": (OTHER, [(OTHER, Role.MEMBER)]),
        "drafter": (UNIT, [(UNIT, Role.MEMBER)]),
        "boss": (UNIT, [(UNIT, r) for r in Role]),
        "sender": (SENDER, [(SENDER, r) for r in Role]),
        "inactive": (UNIT, [(UNIT, Role.REGISTRAR)]),
        "suspended": (UNIT, [(UNIT, Role.REGISTRAR)]),
    }
    for name, (unit, roles) in places.items():
        _post(root, f"m.{name}", unit, *roles, inherit=name == "inheriting")
        appoint(root, person=f"m-{name}", post=f"m.{name}", since=day)
    office = root["offices"].offices[UNIT] = Office(UNIT)
    office.executive, office.deputies, office.screeners = "m.head", ("m.boss",), ("m.member",)
    _acting(root, "acting", "head", day, id="acting-full")
    _acting(root, "limited", "registrar", day, id="acting-limited", scope=tuple(sorted(LIMITED_TO)))
    _acting(root, "expired", "registrar", day - timedelta(days=1), id="acting-expired")


def close_doors(root: Any) -> None:
    """Last of all: the one who has left the office."""
    find_person(root, "m-inactive").active = False
    root["people"].changes.version += 1


def _post(root: Any, key: str, unit: str, *roles: tuple[str, Role], inherit: bool = False) -> None:
    add_post(root, id=key, unit=unit, title=f"ตำแหน่ง {key}")
    for code, role in roles:
        grant_role(root, unit=code, role=role.value, post=key, inherit=inherit)


def _acting(root: Any, who: str, post: str, until: Any, **details: Any) -> None:
    since = until - timedelta(days=7)
    grant_acting(
        root,
        person=f"m-{who}",
        post=f"m.{post}",
        term="acting-in-post",
        instrument="คำสั่งที่ ๑/๒๕๖๗",
        since=since,
        until=until,
        **details,
    )
