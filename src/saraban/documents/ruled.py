"""แบบพิมพ์ตีเส้น (ruled forms): แบบที่ ๑๓, ๑๔ และ ๑๖ on A4 across, several pages, the heads again on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saraban.core.clock import BANGKOK
from saraban.documents.breaking import GLUE, pieces
from saraban.documents.typesetting import typeset
from saraban.thai.dates import format_date, format_time

#: A row of more characters than this may run over to the next page; a shorter one stays together.
LONG = 500
NOTHING = "ไม่มีรายการ"


@dataclass(frozen=True)
class RuledColumn:
    """คอลัมน์ของแบบพิมพ์: its width in millimetres (0 = what is left); a line end breaks it."""

    head: str
    width: int = 0
    centred: bool = False


@dataclass(frozen=True)
class RuledRow:
    """แถวของแบบพิมพ์; a void one is struck through but for its last cell, which says why; a ``tall`` one is signed in."""

    cells: tuple[str, ...]
    void: bool = False
    tall: bool = False


@dataclass
class RuledGroup:
    """รายการของหนึ่งวัน: the words that announce the day (empty: none), and its rows."""

    day: str = ""
    rows: list[RuledRow] = field(default_factory=list)


@dataclass(frozen=True)
class RuledForm:
    """แบบพิมพ์: number and title of the form, unit, head (label, value, width in mm), columns, groups of rows."""

    form: str
    title: str
    unit: str
    head: tuple[tuple[str, str, int], ...]
    columns: Sequence[RuledColumn]
    groups: Iterable[RuledGroup]


def ruled_pdf(form: RuledForm, *, at: datetime, by: str) -> bytes:
    """พิมพ์แบบ: the form as PDF; its foot says when it was printed and by whom. Raises ``TypesettingFailed``."""
    return typeset("ruled.typ", _data(form, at, by))


def in_one_line(text: str) -> str:
    """Text that is not broken between its words: a date, a number."""
    return text.replace(" ", GLUE)


def _data(form: RuledForm, at: datetime, by: str) -> dict[str, Any]:
    local = at.astimezone(BANGKOK)
    return {
        "form": form.form,
        "title": form.title,
        "unit": form.unit,
        "head": form.head,
        "columns": [{"head": c.head, "width": c.width, "centred": c.centred} for c in form.columns],
        "groups": [{"day": g.day, "rows": [_row(row) for row in g.rows]} for g in form.groups],
        "foot": f"พิมพ์เมื่อ {format_date(local.date())} {format_time(local.time())} · {by}",
        "nothing": NOTHING,
        "made": at.isoformat(),
    }


def _row(row: RuledRow) -> dict[str, Any]:
    return {
        "void": row.void,
        "tall": row.tall,
        "long": max(map(len, row.cells)) > LONG,
        "cells": [pieces(cell) for cell in row.cells],
    }
