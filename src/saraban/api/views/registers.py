"""ทะเบียนรับและทะเบียนส่ง (registers): registering a letter from outside, and the pages of the books."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.api import cursors, rows
from saraban.api.contract import Page, Parameter, operation
from saraban.api.gate import Call
from saraban.api.schemas.bodies import OWN_SERIES
from saraban.api.schemas.parts import word
from saraban.api.views.parameters import FROM_NUMBER, ON_DAY, PAGING, YEAR, as_day, as_instant, named
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline, Reference
from saraban.registers.books import SERIES
from saraban.registers.service import page, read_book

SERIES_PARAMETER = Parameter("series", word("A series.", *OWN_SERIES, default="send"), "ชุดเลข: which book of the unit.")
PAGES = (YEAR, FROM_NUMBER, ON_DAY, *PAGING)


@operation(
    "POST",
    "/units/{code}/received",
    tag="registers",
    thai="ลงทะเบียนรับหนังสือ",
    english="Register a letter from outside",
    body="Incoming",
    answer="Registered",
    status=201,
    uploads=True,
    about="A duplicate, or days that cannot follow each other (received or to be answered before the letter's date), "
    "are answered with 409 and questions; the same call with their slugs in `confirm` goes through. Files may come "
    "along: multipart/form-data with the JSON in `data`.",
)
def post_received(call: Call) -> dict[str, Any]:
    """The unit's next receive number."""
    done = register_incoming(call.desk, call.actor, unit=call.path["code"], form=_incoming(call))
    return rows.registered(done)


@operation(
    "GET",
    "/units/{code}/received",
    tag="registers",
    thai="ทะเบียนหนังสือรับ",
    english="The register of received letters",
    answer="RegisterPage",
    query=PAGES,
)
def list_received(call: Call) -> Page:
    """In the order of the numbers."""
    return _page(call, "receive")


@operation(
    "GET",
    "/units/{code}/sent",
    tag="registers",
    thai="ทะเบียนหนังสือส่ง",
    english="The register of sent letters",
    answer="RegisterPage",
    query=(SERIES_PARAMETER, *PAGES),
)
def list_sent(call: Call) -> Page:
    """In the order of the numbers; other series by name."""
    return _page(call, call.query.get("series", "send"))


def deadlines(rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """กำหนดเวลา of a body."""
    return tuple(
        Deadline(date.fromisoformat(r["date"]), r.get("text", ""), r.get("kind", "deadline"), r.get("time", ""))
        for r in rows
    )


def references(rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """อ้างถึง of a body."""
    return tuple(Reference(r["number"], as_day(r.get("date")), r.get("owner", "")) for r in rows)


def _incoming(call: Call) -> Incoming:
    body = call.body
    if "subject" not in body and body.get("handling") != "personal":
        raise Invalid(
            _("“${name}” is needed and is missing.", mapping={"name": "subject"}),
            field="subject",
            slug="missing-member",
        )
    plain = named(
        body,
        number="number",
        from_text="from_unit",
        body="body",
        urgency="urgency",
        secrecy="secrecy",
        kind="kind",
        action="action",
        remark="remark",
        source_id="source_id",
        circular="is_circular",
        reason="reason",
    )
    return Incoming(
        subject=body.get("subject", ""),
        dated=as_day(body.get("date")),
        to_text="\n".join(body.get("to", [])),
        references=references(body.get("references", [])),
        enclosures=tuple(body.get("enclosures", [])),
        deadlines=deadlines(body.get("deadlines", [])),
        actions=tuple(body.get("actions", [])),
        answer_by=as_day(body.get("answer_by")),
        handling=body.get("handling", ""),
        named=tuple(body.get("concerned", [])),
        urgent_within=as_instant(body.get("urgent_within")),
        received_at=as_instant(body.get("received_at")),
        confirm=tuple(body.get("confirm", [])),
        arrivals=call.arrivals(),
        **plain,
    )


def _page(call: Call, series: str) -> Page:
    query = call.query
    year = query.get("year", buddhist_year(call.desk.today))
    book = read_book(call.root, call.actor, unit=call.path["code"], series=series, year=year)
    place = cursors.read(query.get("cursor"), int)
    begin = place[0] if place else query.get("from_number", 0)
    if not 0 <= begin <= 2_000_000_000:
        raise Invalid(_("This cursor is none of ours. Begin again without one."), field="cursor", slug="bad-cursor")
    found = page(book, begin, call.limit, as_day(query.get("day")), call.actor)
    items = [_bare(e) if call.wants_ids else rows.entry(e) for e in found.entries]
    more = {
        "unit": call.path["code"],
        "series": series,
        "year": year,
        "title": SERIES[series],
        "start": book.start,
        "last": book.last,
    }
    return Page(items, cursors.write(found.next_from) if found.next_from is not None else None, more)


def _bare(row: Any) -> dict[str, Any]:
    paper_or_letter = row.paper or row.letter
    return {"n": row.n, "id": id_text(paper_or_letter) if paper_or_letter else None}
