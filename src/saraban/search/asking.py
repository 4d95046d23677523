"""คำถามเป็นข้อความ (asking): a search as the parameters that an address, a saved search or a mail carries it by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from saraban.search.interfaces import Query
from saraban.thai.dates import DateError, parse_date
from saraban.thai.digits import to_arabic

#: The parameters of a search, in the order of its address.
KEPT = ("q", "kind", "year", "unit", "series", "state", "from", "to", "sort")
TEXT_LIMIT = 400
MOST_DIGITS = 6

Pairs = tuple[tuple[str, str], ...]


def pairs_of(given: Mapping[str, str]) -> Pairs:
    """The parameters of a search that say something; nothing else is taken."""
    found = ((name, given.get(name, "").strip()[:TEXT_LIMIT]) for name in KEPT)
    return tuple((name, value) for name, value in found if value)


def query_of(given: Mapping[str, str], offset: int = 0, limit: int = 20) -> Query:
    """The query of these parameters; a year or a day that cannot be read is left out, never guessed."""
    asked = dict(pairs_of(given))
    return Query(
        text=asked.get("q", ""),
        unit=asked.get("unit"),
        kind=asked.get("kind"),
        year=whole(asked.get("year", "")),
        series=asked.get("series"),
        state=asked.get("state"),
        day_from=_day(asked.get("from", "")),
        day_to=_day(asked.get("to", "")),
        sort="relevance" if asked.get("sort") == "relevance" else "newest",
        offset=offset,
        limit=limit,
    )


def whole(text: str) -> int | None:
    """A whole number of few digits, Thai or Arabic; None for anything else."""
    plain = to_arabic(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text).day if text else None
    except DateError:
        return None
