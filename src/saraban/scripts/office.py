"""สำนักงานตัวอย่าง (the demonstration office): a district, its neighbours and their people, from the package's data.

All persons are invented; the codes of units that no published letter shows are invented too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from saraban.agencies.content import AddresseeGroup
from saraban.agencies.service import add_unit, set_group, set_prefix
from saraban.core.clock import BANGKOK
from saraban.core.desk import Desk
from saraban.offices.content import Office
from saraban.people.service import add_person, add_post, appoint, grant_acting, grant_role
from saraban.scripts.office_books import book_keys, furnish_books
from saraban.scripts.office_data import office_data

#: When the business clock of a new demonstration office starts: a Friday morning, the registry has just opened.
OPENING = datetime(2024, 3, 8, 8, 45, tzinfo=BANGKOK)
#: A domain that nobody can have (RFC 2606): nothing that is sent there arrives anywhere.
MAIL_DOMAIN = "bangkok.example"


@dataclass(frozen=True)
class Account:
    """บัญชีทดลอง: a person of the office and what to try first."""

    person: str
    name: str
    hint_th: str
    hint_en: str


def build_office(desk: Desk, room: Mapping[str, int] | None = None) -> None:
    """ตั้งสำนักงานตัวอย่าง: units, people, rights, books and folders as they stood in March 2567; the caller commits.

    Takes the locks of the books first, so nothing may be unsaved. The desk's clock has to stand in March 2567, after
    the first. The next numbers are ว 32 of ops-sec, 3398 of d54, 511 of d54-admin, 556 and 800 of d54-edu; ``room``
    opens a book (by its key) so many numbers earlier.
    """
    desk.hold(book_keys())
    build_people(desk)
    furnish_books(desk, room or {})


def build_people(desk: Desk) -> None:
    """Lay out the units, addressee groups, posts, people, roles and acting grants; the caller commits.

    The tree must be empty; ids are those of the data files, the same every time.
    """
    _add_units(desk.root)
    _add_posts(desk.root)
    _add_persons(desk.root)
    _add_offices(desk.root)


def start_business_clock(desk: Desk, opening: datetime = OPENING) -> None:
    """ตั้งนาฬิกาสำนักงาน: from now on the office's time runs from ``opening``; the store is marked as a demonstration."""
    info = desk.root.info
    info.demo = True
    offset: timedelta = opening - desk.clock.now()
    info.office_offset_seconds = offset.total_seconds()


def accounts() -> list[Account]:
    """The persons with something to try, in the order of the sign-in page."""
    return [
        Account(p["id"], p["name"], p["hint"]["th"], p["hint"]["en"])
        for p in office_data("people")["persons"]
        if "hint" in p
    ]


def _add_units(root: Any) -> None:
    data = office_data("units")
    for unit in data["units"]:
        code = unit["code"]
        add_unit(
            root,
            code=code,
            title=unit["title"],
            kind=unit["kind"],
            parent=unit["parent"],
            abbreviation=unit["abbreviation"],
            address=unit.get("address", ""),
        )
        for text, since in unit["prefixes"]:
            set_prefix(root, code, text, date.fromisoformat(since))
    for group in data["groups"]:
        units = tuple(group["units"])
        set_group(
            root,
            AddresseeGroup(
                group["key"], group["title"], units, kind=group.get("kind", ""), below=group.get("below", "")
            ),
        )


def _add_offices(root: Any) -> None:
    for row in office_data("units")["offices"]:
        office = root["offices"].offices[row["unit"]] = Office(row["unit"])
        office.executive, office.deputies, office.screeners = (
            row["executive"], tuple(row["deputies"]), tuple(row["screeners"])
        )  # fmt: skip


def _add_posts(root: Any) -> None:
    for post in office_data("people")["posts"]:
        add_post(root, id=post["id"], unit=post["unit"], title=post["title"], rank=post["rank"])
        for role in post["roles"]:
            grant_role(root, unit=role["unit"], role=role["role"], post=post["id"], inherit=role.get("inherit", False))


def _add_persons(root: Any) -> None:
    data = office_data("people")
    for person in data["persons"]:
        add_person(root, id=person["id"], name=person["name"], email=f"{person['id']}@{MAIL_DOMAIN}")
        appoint(root, person=person["id"], post=person["post"], since=date.fromisoformat(person["since"]))
    for grant in data["acting"]:
        period: dict[str, Any] = {key: date.fromisoformat(grant[key]) for key in ("since", "until")}
        kept = {k: v for k, v in grant.items() if k not in period}
        grant_acting(root, **kept, **period)
