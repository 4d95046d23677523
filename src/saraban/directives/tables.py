"""ตารางข้อสั่งการ (directives as tables): the list of an office or unit for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.clock import bangkok_date
from saraban.core.permissions import Permission
from saraban.directives.content import Directive
from saraban.directives.service import SPOKEN, is_overdue
from saraban.directives.workflow import STATES
from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.letters import records
from saraban.people.actor import Actor
from saraban.thai.dates import format_date

TITLE = "บัญชีข้อสั่งการ"
COLUMNS = (
    Column("วันที่สั่งการ", 16),
    Column("ผู้สั่งการ", 36),
    Column("ลักษณะ", 12),
    Column("โอกาส", 28),
    Column("ข้อสั่งการ", 56),
    Column("หน่วยรับผิดชอบ", 40),
    Column("กำหนด", 16),
    Column("สถานะ", 18),
    Column("ผลการดำเนินการ", 48),
    Column("หนังสือที่ดำเนินการ", 36),
    Column("ผู้บันทึก", 32),
    Column("บันทึกเมื่อ", 16),
)


def to_csv(root: Any, actor: Actor, found: Iterable[Directive], today: date) -> bytes:
    """ส่งออก CSV."""
    return write_csv(COLUMNS, _rows(root, actor, found, today))


def to_xlsx(root: Any, actor: Actor, unit: str, found: Iterable[Directive], today: date) -> bytes:
    """ส่งออก XLSX, with whose list it is above the heads."""
    return write_xlsx(TITLE, COLUMNS, _rows(root, actor, found, today), head_lines=[TITLE, find_unit(root, unit).title])


def _rows(root: Any, actor: Actor, found: Iterable[Directive], today: date) -> Iterator[tuple[str, ...]]:
    for d in found:
        yield (
            format_date(d.given_on, digits="arabic"),
            " ".join(d.by.lines),
            "วาจา" if d.how == SPOKEN else "ลายลักษณ์อักษร",
            d.occasion,
            d.text,
            ", ".join(find_unit(root, code).title for code in d.units),
            format_date(d.due, digits="arabic") if d.due else "",
            "เกินกำหนด" if is_overdue(d, today) else STATES[d.state],
            d.result,
            ", ".join(letter_words(root, actor, d)),
            d.recorded.name,
            format_date(bangkok_date(d.at), digits="arabic"),
        )


def letter_words(root: Any, actor: Actor, directive: Directive) -> list[str]:
    """The letters that carry it out, as far as the actor may read them."""
    found = (records.letters_of(root).letters.get(key) for key in directive.letters)
    return [x.number or x.subject for x in found if x is not None and actor.may(Permission.LETTER_READ, x)]
