"""ทะเบียนของสำนักงานตัวอย่าง (the office's books): opened where the paper books ended, with the circulars before ว ๓๒."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from saraban.circulars.service import publish
from saraban.core.clock import BANGKOK
from saraban.core.desk import Desk
from saraban.core.ids import next_id
from saraban.filing.service import add_folder
from saraban.letters import records
from saraban.letters.content import Letter, Text
from saraban.letters.values import Reference
from saraban.people.actor import Actor
from saraban.people.rights import actor_for
from saraban.people.service import holders_of, posts_with_role
from saraban.registers.service import book_key, issue, open_book_at
from saraban.scripts.office_data import office_data
from saraban.thai.numbers import number_key

CIRCULAR_UNIT = "ops-sec"
OPENED_BY = "u-bma-admin"


def book_keys() -> list[str]:
    """The locks of the books that the office is furnished with."""
    return [book_key(b["unit"], b["series"], b["year"]) for b in office_data("books")["books"]]


def furnish_books(desk: Desk, room: Mapping[str, int]) -> None:
    """Open the books, enter the circulars that were before, make the folders. The caller holds ``book_keys()``."""
    opener = actor_for(desk.root, OPENED_BY, "", desk.today)
    for book in office_data("books")["books"]:
        start = book["start"] - room.get(book_key(book["unit"], book["series"], book["year"]), 0)
        open_book_at(desk, opener, **{**book, "start": start})
    clerk = registrar_of(desk, CIRCULAR_UNIT)
    for row in office_data("letters")["background"]:
        _enter(desk, clerk, row)
    for folder in office_data("books")["folders"]:
        add_folder(
            desk, registrar_of(desk, folder["unit"]), unit=folder["unit"], title=folder["title"], id=folder["id"]
        )


def registrar_of(desk: Desk, unit: str) -> Actor:
    """The registrar of a unit at work today."""
    return holder_at_work(desk, unit, "registrar")


def holder_at_work(desk: Desk, unit: str, role: str) -> Actor:
    """Whoever holds a post with this role in a unit today, at work in it."""
    post = posts_with_role(desk.root, unit, role, desk.today)[0]
    person = next(p for p, grant in holders_of(desk.root, post, desk.today) if grant is None)
    return actor_for(desk.root, person, post, desk.today)


def _enter(desk: Desk, clerk: Actor, row: dict[str, Any]) -> None:
    day = date.fromisoformat(row["day"])
    letter = None if row.get("paper") else _letter(desk, row, day)
    entry = issue(
        desk,
        clerk,
        unit=CIRCULAR_UNIT,
        series="circular",
        day=day,
        dated=day,
        to=row["to"],
        from_=clerk_title(desk),
        subject=row["subject"],
        letter=letter.id if letter else 0,
        remark="" if letter else "หนังสือกระดาษ",
        wanted=row["n"],
    )
    if letter is None:
        return
    letter.number, letter.entry = entry.number, entry.ref[:]
    letter.number_key = number_key(entry.number)
    records.add_letter(desk.root, letter)
    publish(desk, clerk, letter=letter, unit=CIRCULAR_UNIT, category=row["category"])


def clerk_title(desk: Desk) -> str:
    """The printed name of the unit that circulates."""
    title: str = desk.root["agencies"].by_code[CIRCULAR_UNIT].title
    return title


def _letter(desk: Desk, row: dict[str, Any], day: date) -> Letter:
    letter = Letter(next_id())
    letter.kind, letter.state, letter.dated = "memo", "sent", day
    letter.from_unit, letter.from_text = CIRCULAR_UNIT, clerk_title(desk)
    letter.to_text, letter.subject, letter.text = row["to"], row["subject"], Text(row["body"])
    letter.urgency = row["urgency"]
    letter.references = tuple(Reference(n, date.fromisoformat(d)) for n, d in row.get("references", ()))
    letter.scopes = (f"u:{CIRCULAR_UNIT}",)
    letter.created_at = datetime.combine(day, time(10), BANGKOK).astimezone(UTC)
    letter.created_by = OPENED_BY
    return letter
