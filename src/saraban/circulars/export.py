"""ส่งออกผลการอ่านและรับทราบ (who has read, as a table): one row a unit, guarded against formulas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from saraban.circulars.content import Posting
from saraban.circulars.watching import standings, totals
from saraban.core.clock import BANGKOK
from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.letters.content import Letter
from saraban.thai.dates import format_date, format_time
from saraban.thai.masking import mask

COLUMNS = (
    Column("หน่วยงาน", 48),
    Column("สังกัด", 32),
    Column("รหัส", 16),
    Column("ผู้รับ ณ วันที่เวียน", 16),
    Column("อ่านแล้ว", 12),
    Column("ยังไม่อ่าน", 12),
    Column("รับทราบ", 12),
    Column("หน่วยรับทราบเมื่อ", 28),
    Column("เตือนเมื่อ", 28),
)
SHEET = "ผลการอ่านและรับทราบ"


def rows(root: Any, posting: Posting) -> Iterator[tuple[str, ...]]:
    """The units by their codes, then the sum in persons."""
    for one in standings(root, posting):
        counts = (one.staff, one.read, one.unread, one.acknowledged)
        yield (
            one.title,
            one.agency,
            one.unit,
            *map(str, counts),
            _moment(one.acknowledged_at),
            _moment(one.reminded_at),
        )
    found = totals(root, posting)
    counts = (found.persons, found.read, found.unread, found.acknowledged)
    yield ("รวม (นับรายบุคคล)", "", "", *map(str, counts), f"{found.units_acknowledged}/{found.units}", "")


def to_csv(root: Any, posting: Posting) -> bytes:
    """ส่งออก CSV."""
    return write_csv(COLUMNS, rows(root, posting))


def to_xlsx(root: Any, letter: Letter, posting: Posting) -> bytes:
    """ส่งออก XLSX with the circular's number and subject above the heads."""
    return write_xlsx(
        SHEET, COLUMNS, rows(root, posting), head_lines=[f"{letter.number} {mask(letter.subject)}".strip()]
    )


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(BANGKOK)
    return f"{format_date(local.date(), digits='arabic')} {format_time(local.time(), digits='arabic')}"
