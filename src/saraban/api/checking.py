"""ตรวจข้อมูลขาเข้า (checking what is sent) against the schemas, with messages that say which member and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from saraban.api.schemas import SCHEMAS
from saraban.core.errors import Invalid
from saraban.core.i18n import _

FIRST_YEAR, LAST_YEAR = 1850, 2100
BUDDHIST = range(FIRST_YEAR + 543, LAST_YEAR + 544)
MOST_ERRORS = 20
DEEPEST = 8
#: No database and no file takes these: NUL, and halves of surrogate pairs.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})\Z", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """ข้อมูลที่ผิด: the path of a member, a stable name of what is wrong, and the message."""

    field: str
    slug: str
    message: Any


class BadInput(Invalid):
    """ข้อมูลที่ส่งมาใช้ไม่ได้: every member at fault; nothing was done."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0].message, field=faults[0].field, slug=faults[0].slug)
        self.faults = faults


def check(name: str, value: Any) -> None:
    """Check a body against the schema of this name; raises ``BadInput``."""
    _refuse(list(_unstorable(value)))
    _refuse(list(_faults(_validator(name).iter_errors(value))))


def check_with(schema: dict[str, Any], value: Any) -> None:
    """The same against a schema that has no name (the parameters of a call)."""
    _refuse(list(_unstorable(value)))
    _refuse(list(_faults(Draft202012Validator(schema, format_checker=FORMATS).iter_errors(value))))


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise BadInput(faults[:MOST_ERRORS])


FORMATS = FormatChecker(formats=())


@FORMATS.checks("date")
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or _day_fault(value) is None


@FORMATS.checks("date-time")
def _is_instant(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if not _INSTANT.match(value) or _day_fault(value[:10]) is not None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _day_fault(text: str) -> tuple[str, Any] | None:
    match = _DAY.match(text)
    if match is None:
        return "date-form", _("Write a date as year-month-day with the Gregorian year, such as 2024-03-08.")
    year = int(match[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        if year in BUDDHIST:
            return "buddhist-year", _(
                "Here the year is Gregorian: write ${year} for the Buddhist year ${buddhist}.",
                mapping={"year": str(year - 543), "buddhist": str(year)},
            )
        return "absurd-date", _("This date cannot be right. Check the year.")
    try:
        date(year, int(match[2]), int(match[3]))
    except ValueError:
        return "no-such-day", _("There is no such day. Check day and month.")
    return None


@cache
def _validator(name: str) -> Draft202012Validator:
    document = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    return Draft202012Validator(document, format_checker=FORMATS)


def _unstorable(value: Any) -> Iterator[Fault]:
    """Texts that cannot be stored, wherever they stand, and what is nested deeper than anything of ours."""
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, str):
            if UNSTORABLE.search(part):
                yield Fault(
                    _path(path),
                    "unstorable",
                    _("The text contains characters that cannot be stored. Nothing was done."),
                )
        elif isinstance(part, dict | list) and len(path) > DEEPEST:
            yield Fault(_path(path[:1]), "too-deep", _("This is nested too deep."))
            return
        elif isinstance(part, dict):
            waiting += [((*path, _shown(name)), inner) for name, inner in part.items()]
        elif isinstance(part, list):
            waiting += [((*path, place), inner) for place, inner in enumerate(part)]


def _shown(name: Any) -> str:
    return "".join(c for c in str(name) if c.isprintable())[:60]


def _faults(errors: Iterable[ValidationError]) -> Iterator[Fault]:
    for error in sorted(errors, key=lambda e: ([str(p) for p in e.absolute_path], str(e.validator))):
        if error.context and error.validator in {"anyOf", "oneOf"}:
            yield from _faults(_nearest(error))
        else:
            yield from _fault(error)


def _nearest(error: ValidationError) -> list[ValidationError]:
    """Of the branches of a choice, the one that the value was meant for: not the null."""
    meant = [e for e in error.context or () if not (e.validator == "type" and e.validator_value == "null")]
    return meant or list(error.context or ())


def _fault(error: ValidationError) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        for name in [n for n in error.instance if n not in known][:MOST_ERRORS]:
            shown = _shown(name)
            yield Fault(
                _path((*path, shown)),
                "unknown-member",
                _("“${name}” is not known here. Take it out or correct its name.", mapping={"name": shown}),
            )
    elif error.validator == "required":
        for name in [n for n in error.validator_value if n not in error.instance]:
            if error.message.startswith(repr(name)):
                yield Fault(
                    _path((*path, name)),
                    "missing-member",
                    _("“${name}” is needed and is missing.", mapping={"name": name}),
                )
    else:
        yield Fault(_path(path), *_told(error))


def _told(error: ValidationError) -> tuple[str, Any]:
    limit = error.validator_value
    if error.validator == "enum":
        return "not-a-choice", _("Choose one of: ${choices}.", mapping={"choices": _choices(limit)})
    kinds: dict[str, tuple[str, Any]] = {
        "maxLength": ("too-long", _("This is longer than ${limit} characters.", mapping={"limit": str(limit)})),
        "minLength": ("empty", _("This may not be empty.")),
        "pattern": (
            "wrong-form",
            _(
                "This does not have the right form. Right is for example: ${example}.",
                mapping={"example": str(next(iter(error.schema.get("examples", ["–"]))))},
            ),
        ),
        "maxItems": ("too-many", _("There are more than ${limit} here.", mapping={"limit": str(limit)})),
        "minItems": ("too-few", _("There is nothing here; at least one is needed.")),
        "minProperties": ("too-few", _("There is nothing here; at least one is needed.")),
        "minimum": ("too-small", _("Give a number of at least ${limit}.", mapping={"limit": str(limit)})),
        "maximum": ("too-large", _("Give a number of at most ${limit}.", mapping={"limit": str(limit)})),
    }
    if error.validator == "type":
        wanted = [limit] if isinstance(limit, str) else [name for name in limit if name != "null"]
        return f"not-{wanted[0]}", _WRONG_TYPE[wanted[0]]
    if error.validator == "format":
        return _format_fault(str(error.instance), str(limit))
    return kinds.get(str(error.validator), ("invalid", _("This cannot be accepted here.")))


def _format_fault(text: str, kind: str) -> tuple[str, Any]:
    fault = _day_fault(text[:10])
    if fault is not None and (kind == "date" or fault[0] != "date-form"):
        return fault
    if kind == "date":
        return "date-form", _("Write a date as year-month-day with the Gregorian year, such as 2024-03-08.")
    return "instant-form", _("Write a moment with its offset, such as 2024-03-08T09:01:00+07:00.")


def _choices(choices: list[Any]) -> str:
    return ", ".join(str(choice) for choice in choices if choice is not None)


def _path(parts: tuple[Any, ...]) -> str:
    return ".".join(_shown(part) for part in parts)


_WRONG_TYPE = {
    "string": _("This must be a text."),
    "integer": _("This must be a whole number."),
    "number": _("This must be a number."),
    "boolean": _("This must be true or false."),
    "array": _("This must be a list."),
    "object": _("This must be an object."),
    "null": _("This must be null."),
}
