"""ค่าที่ส่งให้แม่แบบ (what a template is given): a sheet's texts in pieces, and which texts a page begins with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import segno

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.blocks import Paragraph, Table
from saraban.documents.breaking import pieces
from saraban.documents.fonts import letters_of_font
from saraban.documents.sheet import Items, Line, Sheet, Signing
from saraban.thai.normalise import clean

LONGEST_PIECE, LONGEST_IN_CELL = 56, 20
#: A column is at most so many times as wide as the narrowest.
WIDEST = 8


def printed(text: str) -> str:
    """A text as it is printed: one spelling, single spaces. Raises ``Invalid`` for what the font has no shape for."""
    found = " ".join(clean(text).split())
    unknown = next((char for char in found if char not in letters_of_font()), None)
    if unknown is not None:
        raise Invalid(
            _(
                "“${char}” (U+${code}) cannot be printed in a letter. Take it out or write it in words.",
                mapping={"char": unknown, "code": f"{ord(unknown):04X}"},
            ),
            field="body",
            slug="cannot-be-printed",
        )
    return found


def data_of(sheet: Sheet) -> dict[str, Any]:
    """Everything a template needs, as JSON values."""
    texts: list[dict[str, Any]] = []
    return {
        "layout": sheet.layout,
        "title": sheet.title,
        "made": sheet.made.isoformat(),
        "style": asdict(sheet.style),
        "garuda": sheet.garuda,
        "heading": printed(sheet.heading),
        "issuer": _units(sheet.issuer),
        "owner": [_units(line) for line in sheet.owner],
        "owner_label": printed(sheet.owner_label),
        "number": _line(sheet.number),
        "date": _line(sheet.date),
        "subject": _line(sheet.subject),
        "to": [_line(line) for line in sheet.to],
        "references": _items(sheet.references),
        "enclosures": _items(sheet.enclosures),
        "fields": [_line(line) for line in sheet.fields],
        "lists": [_items(one) for one in sheet.lists],
        "opening": _line(sheet.opening),
        "body": [_block(block, texts) for block in sheet.body],
        "texts": texts,
        "ending": _line(sheet.ending),
        "closing": printed(sheet.closing),
        "signatures": [_signing(one) for one in sheet.signatures],
        "abreast": sheet.abreast,
        "seal": sheet.seal,
        "photo": sheet.photo,
        "contact": [_units(line) for line in sheet.contact],
        "copies": _items(sheet.copies),
        "footer": [printed(line) for line in sheet.footer],
        "urgency": printed(sheet.urgency),
        "secrecy": printed(sheet.secrecy),
        "marking": printed(sheet.marking),
        "draft": printed(sheet.draft),
        "workers": [_line(line) for line in sheet.workers],
        "certified": _signing(sheet.certified) if sheet.certified is not None else None,
        "qr": code_squares(sheet.qr) if sheet.qr and sheet.style.qr_shown else None,
        "break_at": None,
    }


def _units(text: str, longest: int = LONGEST_PIECE) -> list[str]:
    return pieces(printed(text), longest)


def _line(line: Line | None) -> dict[str, Any] | None:
    return {"label": printed(line.label), "units": _units(line.text)} if line is not None else None


def _items(items: Items | None) -> dict[str, Any] | None:
    if items is None or not items.items:
        return None
    return {"label": printed(items.label), "items": [_units(item) for item in items.items]}


def _signing(one: Signing) -> dict[str, Any]:
    lines = [_units(line) for line in one.lines]
    return {"key": one.key, "above": printed(one.above), "lines": lines, "in_field": one.in_field, "room": one.room}


def _block(block: Paragraph | Table, texts: list[dict[str, Any]]) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        texts.append({"number": printed(block.number), "units": _units(block.text)})
        return {"text": len(texts) - 1, "level": block.level}
    rows = []
    for row in block.rows:
        rows.append([len(texts) + i for i in range(len(row))])
        texts += [{"number": "", "units": _units(cell, LONGEST_IN_CELL)} for cell in row]
    if block.head and len(rows) > 1:  # a page that begins with the first row begins with the head above it
        first = next((k for k in rows[0] if texts[k]["units"]), rows[0][0])
        for k in rows[1]:
            texts[k]["begins"] = first
    return {"rows": rows, "head": block.head, "widths": _widths(block.rows), "aligns": block.columns}


def _widths(rows: Iterable[tuple[str, ...]]) -> list[int]:
    """Shares of the width: a column as wide as its longest cell, within limits."""
    longest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    least = max(4, min(longest, default=4))
    return [max(least, min(length, WIDEST * least, 60)) for length in longest]


def code_squares(address: str) -> dict[str, Any]:
    """รหัสตรวจสอบ as QR: its squares, dark ones 0, an image of one byte a square."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=2)]
    return {"size": len(rows), "pixels": [0 if dark else 255 for row in rows for dark in row]}
