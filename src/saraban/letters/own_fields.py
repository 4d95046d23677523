"""ช่องเฉพาะของชนิดหนังสือ (fields of a kind's own): what is typed becomes the value that is kept, and that is printed."""

from __future__ import annotations

from datetime import date, time

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.kinds.shapes import FROM_NOW, Field, Kind
from saraban.letters.words import check_words
from saraban.thai.dates import DateError, format_date, format_time, parse_date, parse_time
from saraban.thai.digits import to_arabic, to_thai

LINE, TEXT = 500, 20_000
_NO_DAY = _("“${text}” cannot be read as a date. Write for example 8 มี.ค. 67, 8/3/2567 or 2024-03-08.")
_NO_DAY_NOR_NOW = _("“${text}” cannot be read as a date. Write for example 8 มี.ค. 67, or บัดนี้เป็นต้นไป.")
_NO_TIME = _("“${text}” cannot be read as a time. Write for example 09.01.")


def read_own(kind: Kind, typed: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The values of a kind's own fields in their one form; raises ``Invalid`` at the first that cannot be read."""
    own = {field.name: field for field in kind.own}
    found = {}
    for name, text in typed:
        if name not in own:
            raise Invalid(
                _("A letter of this kind has no field “${name}”.", mapping={"name": name[:60]}), field="filled"
            )
        value = _value(own[name], text)
        if value:
            found[name] = value
    return tuple((name, found[name]) for name in own if name in found)


def own_words(field: Field, value: str) -> str:
    """The value of a kind's own field as it is printed."""
    if value == FROM_NOW and field.takes_now:
        return value
    if field.type == "day":
        return format_date(date.fromisoformat(value), "full")
    if field.type == "time":
        return format_time(time.fromisoformat(value))
    return to_thai(value) if field.type == "number" or field.name == "contact" else value


def effective_words(field: Field, value: str) -> str:
    """ทั้งนี้ ตั้งแต่วันที่ … เป็นต้นไป, or ``ตั้งแต่บัดนี้เป็นต้นไป``: the last paragraph of an order."""
    words = own_words(field, value)
    return f"{field.label}{words}" if value == FROM_NOW else f"{field.label}วันที่ {words} เป็นต้นไป"


def _value(field: Field, text: str) -> str:
    at = f"own-{field.name}"
    words = check_words(text.replace("\r\n", "\n"), at, TEXT if field.type == "text" else LINE)
    if not words or field.type == "text":
        return words
    if field.type == "day":
        return _day(field, words, at)
    if field.type == "time":
        try:
            return f"{parse_time(words):%H:%M}"
        except DateError:
            raise Invalid(_(str(_NO_TIME), mapping={"text": words[:80]}), field=at) from None
    if field.type == "number":
        digits = to_arabic(words)
        if not digits.isascii() or not digits.isdecimal() or len(digits) > 9 or int(digits) < field.least:
            raise Invalid(_("Write a whole number from ${least} on.", mapping={"least": field.least}), field=at)
        return str(int(digits))
    return " ".join(words.split())


def _day(field: Field, words: str, at: str) -> str:
    if field.takes_now and _is_from_now(words):
        return FROM_NOW
    try:
        return parse_date(words).day.isoformat()
    except DateError:
        message = _NO_DAY_NOR_NOW if field.takes_now else _NO_DAY
        raise Invalid(_(str(message), mapping={"text": words[:80]}), field=at) from None


def _is_from_now(words: str) -> bool:
    """Also as people write it: ``บัดนี้``, ``ตั้งแต่บัดนี้เป็นต้นไป``."""
    bare = "".join(words.split()).removeprefix("ทั้งนี้").removeprefix("ตั้งแต่")
    return bare in {"บัดนี้", FROM_NOW}
