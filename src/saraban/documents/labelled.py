"""ป้ายและค่าบนหน้าหนังสือ (labels of a sheet): what stands above and below the text, in the order of its layout.

For whoever shows a letter otherwise than on paper, such as a page of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from saraban.documents.read_back import ORDER
from saraban.documents.sheet import Items, Line, Sheet

#: What is no label with a value: the office shows it in another place, or not at all.
_APART = frozenset(["urgency", "heading", "issuer", "owner_label", "body", "closing", "signatures", "certified"])


@dataclass(frozen=True)
class Row:
    """ป้ายและค่า: one labelled part of the form; ``name`` is the member of the sheet."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Rows:
    """ป้ายเหนือข้อความและใต้ข้อความ."""

    above: tuple[Row, ...]
    below: tuple[Row, ...]


def rows_of(sheet: Sheet) -> Rows:
    """The labels and values of a sheet that have a value."""
    order = ORDER[sheet.layout]
    at = order.index("body")
    return Rows(_rows(sheet, order[:at]), _rows(sheet, order[at:]))


def _rows(sheet: Sheet, names: tuple[str, ...]) -> tuple[Row, ...]:
    found = [row for name in names if name not in _APART for row in _of(sheet, name, getattr(sheet, name))]
    return tuple(row for row in found if row.value)


def _of(sheet: Sheet, name: str, part: object) -> Iterator[Row]:
    if isinstance(part, Line):
        yield Row(name, part.label, part.text)
    elif isinstance(part, Items):
        yield Row(name, part.label, "\n".join(part.items))
    elif name in {"owner", "contact"}:
        yield Row(name, sheet.owner_label if name == "owner" else "", "\n".join(getattr(sheet, name)))
    elif isinstance(part, tuple):
        for one in part:
            yield from _of(sheet, name, one)
