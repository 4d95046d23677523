"""การนำเข้าผังหน่วยงาน (loading an organisation): agencies, divisions with two posts each, users with accounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import add_unit, agencies_of
from saraban.auth.passwords import hash_password
from saraban.auth.service import create_account, get_account
from saraban.core.desk import Desk
from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.people.service import add_person, add_post, appoint, grant_role, people_of
from saraban.scripts.progress import Progress

CITY, CENTRAL = "bma", "central"
IMPORTER = "importer"
#: The printed code of division d000 and those after it.
FIRST_CODE = 400
COMMIT_EVERY = 50


class OrgFailed(SarabanError):
    """ผังหน่วยงานไม่ถูกต้อง: says which record; what was committed before stays, and loading again goes on from there."""


@dataclass
class Made:
    """What was new in this run."""

    agencies: int = 0
    divisions: int = 0
    posts: int = 0
    persons: int = 0
    already_there: int = 0


def load_org(desk: Desk, data: Any, bar: Progress) -> Made:
    """นำเข้าผังหน่วยงาน; what is there already is left alone, so that it can be run again. Commits as it goes.

    Raises ``OrgFailed`` for a document that is not an organisation.
    """
    try:
        agencies, divisions, users = data["agencies"], data["divisions"], data["users"]
    except (TypeError, KeyError):
        raise OrgFailed(_("This document is not an organisation: it needs agencies, divisions and users.")) from None
    made = Made()
    steps: list[tuple[Callable[[Desk, Any, Made], None], Any]] = [
        (_city, None),
        *((_agency, a) for a in agencies),
        *((_division, d) for d in divisions),
        *((_user, u) for u in users),
    ]
    bar.total = len(steps)
    for done, (step, record) in enumerate(steps, 1):
        try:
            step(desk, record, made)
        except (SarabanError, TypeError, KeyError, ValueError) as error:
            desk.tm.abort()
            raise OrgFailed(
                _(
                    "Record ${n} of the organisation cannot be taken in: ${reason}",
                    mapping={"n": done, "reason": str(error)[:200]},
                )
            ) from None
        if done % COMMIT_EVERY == 0 or done == len(steps):
            desk.tm.commit()
            desk.tm.begin()
        bar.to(done)
    return made


def registrar_post(unit: str) -> str:
    """The id of the registrar's post of a loaded unit."""
    return f"{unit}.registrar"


def member_post(unit: str) -> str:
    """The id of the members' post of a loaded unit."""
    return f"{unit}.member"


def _city(desk: Desk, _record: None, made: Made) -> None:
    root = desk.root
    known = agencies_of(root).by_code
    if CITY not in known:
        add_unit(root, code=CITY, title="กรุงเทพมหานคร", kind="city", abbreviation="กทม.", prefix="กท")
    if CENTRAL not in known:
        add_unit(root, code=CENTRAL, title="หน่วยงานสารบรรณกลางของกรุงเทพมหานคร", kind="central", parent=CITY)
    _posts(root, CENTRAL, made)
    if IMPORTER not in people_of(root):
        add_person(root, id=IMPORTER, name="โปรแกรมนำเข้าข้อมูล")


def _agency(desk: Desk, record: dict[str, Any], made: Made) -> None:
    if record["id"] in agencies_of(desk.root).by_code:
        made.already_there += 1
        return
    add_unit(desk.root, code=record["id"], title=record["title"], kind="agency", parent=CITY)
    made.agencies += 1


def _division(desk: Desk, record: dict[str, Any], made: Made) -> None:
    code = record["id"]
    if code in agencies_of(desk.root).by_code:
        made.already_there += 1
        return
    number = re.fullmatch(r"d(\d+)", code)
    prefix = f"กท {FIRST_CODE + int(number[1]):04d}" if number else None
    add_unit(desk.root, code=code, title=record["title"], kind="section", parent=record["agency"], prefix=prefix)
    _posts(desk.root, code, made)
    made.divisions += 1


def _posts(root: Any, unit: str, made: Made) -> None:
    if registrar_post(unit) in people_of(root).posts:
        return
    add_post(root, id=registrar_post(unit), unit=unit, title="เจ้าหน้าที่สารบรรณ")
    grant_role(root, unit=unit, role="registrar", post=registrar_post(unit))
    add_post(root, id=member_post(unit), unit=unit, title="ผู้ปฏิบัติงาน")
    grant_role(root, unit=unit, role="member", post=member_post(unit))
    made.posts += 2


def _user(desk: Desk, record: dict[str, Any], made: Made) -> None:
    person, home = record["id"], record["home"]
    root = desk.root
    if person in people_of(root):
        made.already_there += 1
        return
    add_person(root, id=person, name=record["fullname"])
    is_first = not people_of(root).holdings_by_post.get(registrar_post(home))
    appoint(root, person=person, post=registrar_post(home) if is_first else member_post(home))
    for division in record["divisions"]:
        if division != home:
            appoint(root, person=person, post=member_post(division))
    create_account(desk, person, may_put_off_otp=True)
    get_account(root, person).password_hash = hash_password(record["password"])  # handed out: changed at first sign-in
    made.persons += 1
