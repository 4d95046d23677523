"""ค่าที่ส่งให้แม่แบบ (what a template is given): a sheet's texts in pieces, and which texts a page begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from unicodedata import category

import segno

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.blocks import Paragraph, Table
from saraban.documents.breaking import pieces
from saraban.documents.fonts import letters_of_font
from saraban.documents.sheet import Items, Line, Sheet, Signing
from saraban.thai.normalise import clean

LONGEST_PIECE, LONGEST_IN_CELL = 56, 20
#: A word of a name with no more letters beside each other stays whole where two sign side by side.
LONGEST_NAME = 32
#: A column is at most so many times as wide as the narrowest.
WIDEST = 8
#: Between the words of a name; ณ stays with the one after it.
_AFTER_A_WORD = re.compile("(?<! ณ) ")


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
    """Everything a template needs, as JSON values; of the texts a page can begin with, those of the body come first."""
    texts: list[dict[str, Any]] = []
    body = [_block(block, texts) for block in sheet.body]
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
        "body": body,
        "body_texts": len(texts),
        **_lines_around(sheet, texts),
        "texts": texts,
        "signatures": [_signing(one) for one in sheet.signatures],
        "abreast": sheet.abreast,
        "seal": sheet.seal,
        "photo": sheet.photo,
        "footer": [printed(line) for line in sheet.footer],
        "urgency": printed(sheet.urgency),
        "secrecy": printed(sheet.secrecy),
        "marking": printed(sheet.marking),
        "draft": printed(sheet.draft),
        "workers": [_line(line, []) for line in sheet.workers],
        "certified": _signing(sheet.certified) if sheet.certified is not None else None,
        "qr": code_squares(sheet.qr) if sheet.qr and sheet.style.qr_shown else None,
        "break_at": None,
    }


def _lines_around(sheet: Sheet, texts: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands before and after the body, long enough at times for a page to begin in it."""
    return {
        "number": _line(sheet.number, texts),
        "date": _line(sheet.date, texts),
        "subject": _line(sheet.subject, texts),
        "to": [_line(line, texts) for line in sheet.to],
        "references": _items(sheet.references, texts),
        "enclosures": _items(sheet.enclosures, texts),
        "fields": [_line(line, texts) for line in sheet.fields],
        "lists": [_items(one, texts) for one in sheet.lists],
        "opening": _line(sheet.opening, texts),
        "ending": _line(sheet.ending, texts),
        "closing": _text(sheet.closing, texts) if sheet.closing else None,
        "contact": [_text(line, texts) for line in sheet.contact],
        "copies": _items(sheet.copies, texts),
    }


def _units(text: str, longest: int = LONGEST_PIECE) -> list[str]:
    return pieces(printed(text), longest)


def _text(text: str, texts: list[dict[str, Any]], number: str = "") -> dict[str, Any]:
    """A text that a page can begin with, after its number or label."""
    texts.append({"number": number, "units": _units(text)})
    return {"units": texts[-1]["units"], "k": len(texts) - 1}


def _line(line: Line | None, texts: list[dict[str, Any]]) -> dict[str, Any] | None:
    if line is None:
        return None
    label = printed(line.label)
    return {"label": label, **_text(line.text, texts, label)}


def _items(items: Items | None, texts: list[dict[str, Any]]) -> dict[str, Any] | None:
    if items is None or not items.items:
        return None
    label = printed(items.label)
    return {"label": label, "items": [_text(item, texts, "" if n else label) for n, item in enumerate(items.items)]}


def _name(line: str) -> list[str]:
    """A person's name in brackets: a line ends between its words, never inside one that a column has room for."""
    words = _AFTER_A_WORD.split(printed(line))
    parts = [[word] if _letters(word) <= LONGEST_NAME else pieces(word, LONGEST_NAME) for word in words]
    return [piece for n, part in enumerate(parts) for piece in ([" "] if n else []) + part]


def _letters(word: str) -> int:
    """How many letters beside each other, marks above and below not counted."""
    return sum(category(char) != "Mn" for char in word)


def _signing(one: Signing) -> dict[str, Any]:
    lines = [_name(line) if line.startswith("(") and line.endswith(")") else _units(line) for line in one.lines]
    return {"key": one.key, "above": printed(one.above), "lines": lines, "in_field": one.in_field, "room": one.room}


def _block(block: Paragraph | Table, texts: list[dict[str, Any]]) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        texts.append({"number": printed(block.number), "units": _units(block.text)})
        return {"text": len(texts) - 1, "level": block.level}
    rows = []
    for row in block.rows:
        rows.append([len(texts) + i for i in range(len(row))])
        texts += [{"number": "", "units": _units(cell, LONGEST_IN_CELL)} for cell in row]
        for k in rows[-1][:-1]:
            texts[k]["next"] = k + 1
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
