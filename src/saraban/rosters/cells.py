"""อ่านช่องของตาราง (reading cells): a cell as the value of its column, or what is wrong and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from saraban.agencies.service import CODE
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.table_reading import CellValue, Unreadable
from saraban.people.service import ID
from saraban.rosters.tables import Field
from saraban.thai.dates import DateError, format_date, parse_date
from saraban.thai.digits import to_arabic

LONGEST = 200
YES = frozenset({"ใช่", "yes", "true", "1", "y", "มี", "เปิด", "✓", "จริง"})
NO = frozenset({"ไม่ใช่", "ไม่", "no", "false", "0", "n", "ไม่มี", "ปิด", "-", "เท็จ"})
YES_WORD, NO_WORD = "ใช่", "ไม่ใช่"
EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[^@\s<>\"',;:()\[\]\\]+\Z")
_SEPARATOR = re.compile(r"[,;|\n]")
_DATES = {
    "time-not-date": _("“${text}” is a time of day, not a date. Write for example 8 มี.ค. 2567."),
    "no-year": _("The year is missing in “${text}”. Write for example 8 มี.ค. 2567."),
    "year-out-of-range": _("The year in “${text}” cannot be. Write a Buddhist year such as 2567."),
    "no-such-day": _("There is no such day: “${text}”. Check day and month."),
}
_NO_DATE = _("“${text}” cannot be read as a date. Write for example 8 มี.ค. 2567, 8/3/2567 or 2024-03-08.")


def read_cell(column: Field, cell: CellValue) -> Any:
    """The value of a cell; an empty one gives None where the column is not text. Raises ``Invalid``."""
    if isinstance(cell, Unreadable):
        raise Invalid(cell.message)
    if isinstance(cell, date):
        return _from_date(column, cell)
    text = unicodedata.normalize("NFC", cell).strip()
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in text.replace("\n", "")):
        raise Invalid(_("The cell holds characters that cannot be printed. Type it again."))
    if not text:
        if column.needed:
            raise Invalid(_("This cell must not be empty."))
        return _EMPTY.get(column.kind)
    return _READERS[column.kind](column, text)


def write_cell(column: Field, value: Any) -> str:
    """The text of a value that ``read_cell`` reads again."""
    if value is None:
        return ""
    if column.kind == "flag":
        return YES_WORD if value else NO_WORD
    if column.kind == "day":
        return format_date(value, digits="arabic")
    if column.kind == "choice":
        return column.words.get(value, str(value))
    if column.kind == "set":
        return ", ".join(column.words.get(v, v) for v in sorted(value))
    return str(value)


def _from_date(column: Field, day: date) -> date:
    if column.kind != "day":
        raise Invalid(_("The cell holds a date. Write text, and give the column the text format."))
    return day


def _text(_column: Field, text: str) -> str:
    if len(text) > LONGEST:
        raise Invalid(_("Write at most ${limit} characters.", mapping={"limit": LONGEST}))
    if "\n" in text:
        raise Invalid(_("The cell holds a line break. Write it on one line."))
    return text


def _code(column: Field, text: str) -> str:
    code = to_arabic(_text(column, text))
    if column.key == "code" and not CODE.match(code):
        raise Invalid(_("A unit code has small Latin letters, digits and hyphens, such as d54-edu."))
    if column.key == "id" and not ID.match(code):
        raise Invalid(_("An id has small Latin letters, digits, dots, hyphens and underscores."))
    return code


def _email(column: Field, text: str) -> str:
    if not EMAIL.match(_text(column, text)):
        raise Invalid(_("“${text}” is no e-mail address. Write one such as name@example.go.th.",
                        mapping={"text": text[:80]}))  # fmt: skip
    return text


def _flag(_column: Field, text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise Invalid(_("“${text}” is neither yes nor no. Write ใช่ or ไม่ใช่.", mapping={"text": text[:80]}))
    return word in YES


def _day(_column: Field, text: str) -> date:
    try:
        read = parse_date(text)
    except DateError as error:
        raise Invalid(_(str(_DATES.get(error.slug, _NO_DATE)), mapping={"text": text[:80]})) from None
    if read.conflict:
        raise Invalid(
            _("The weekday in “${text}” is not that of the date. Check the date, or leave the weekday out.",
              mapping={"text": text[:80]}))  # fmt: skip
    return read.day


def _choice(column: Field, text: str) -> str:
    plain = "".join(text.split()).casefold()
    for value, words in column.words.items():
        if plain in {value.casefold(), "".join(words.split()).casefold()}:
            return value
    raise Invalid(
        _("“${text}” is none of these: ${words}.",
          mapping={"text": text[:80], "words": ", ".join(column.words.values())}))  # fmt: skip


def _set(column: Field, text: str) -> frozenset[str]:
    return frozenset(_choice(column, part) for part in _SEPARATOR.split(text) if part.strip())


_EMPTY: dict[str, Any] = {"text": "", "code": "", "email": "", "set": frozenset()}
_READERS = {
    "text": _text,
    "code": _code,
    "email": _email,
    "flag": _flag,
    "day": _day,
    "choice": _choice,
    "set": _set,
}
