"""ผลการค้นที่แสดง (what a search shows): cards of two lines with a marked snippet, one a chain, and facets with counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.letters import records
from saraban.letters.workflow import LETTER_STATES, PAPER_STATES
from saraban.search.interfaces import Hit, Results
from saraban.ui.layout.formats import Formats

MOST_OPTIONS = 12
KINDS = {
    "external": _("External letter"),
    "memo": _("Memo"),
    "seal": _("Sealed letter"),
    "circular": _("Circular"),
    "order": _("Order letter"),
    "announcement": _("Announcement"),
    "certificate": _("Certificate"),
    "regulation": _("Regulation"),
    "statement": _("Statement"),
    "news": _("News release"),
    "minutes": _("Minutes of a meeting"),
}


@dataclass(frozen=True)
class HitShown:
    """ผลการค้นหนึ่งการ์ด; ``chain`` counts the further hits of the same chain folded into it."""

    href: str
    title: str
    meta: str
    day: Any
    urgency: str
    state: str
    snippet: list[tuple[str, bool]]
    folded: list[tuple[str, str]]


@dataclass(frozen=True)
class Option:
    """ตัวเลือกหนึ่งของตัวกรอง."""

    value: str
    title: Any
    count: int
    checked: bool


@dataclass(frozen=True)
class Group:
    """ตัวกรอง: one of a kind."""

    key: str
    title: Any
    options: list[Option]
    any_checked: bool


def hits_shown(root: Any, results: Results, fmt: Formats) -> list[HitShown]:
    """The cards of a page, letters of one chain folded into the first of them."""
    cards: dict[str, HitShown] = {}
    for hit in results.hits:
        if hit.chain in cards:
            cards[hit.chain].folded.append((_href(hit), _where(root, hit, fmt)))
        else:
            cards[hit.chain] = _card(root, hit, fmt)
    return list(cards.values())


def _href(hit: Hit) -> str:
    return f"/{'p' if hit.key.startswith('P') else 'l'}/{hit.key[1:]}"


def _card(root: Any, hit: Hit, fmt: Formats) -> HitShown:
    thing = _thing(root, hit)
    paper = hit.key.startswith("P")
    letter = records.letter_by_id(root, thing.letter) if paper else thing
    states = PAPER_STATES if paper else LETTER_STATES
    return HitShown(
        href=_href(hit),
        title=hit.title,
        meta=_meta(root, hit, fmt),
        day=fmt.time(hit.day),
        urgency=letter.urgency,
        state=states.get(thing.state, "") if fmt.is_thai and (paper or thing.state != "received") else "",
        snippet=list(hit.snippet),
        folded=[],
    )


def _thing(root: Any, hit: Hit) -> Any:
    key = id_value(hit.key[1:])
    return records.paper_by_id(root, key) if hit.key.startswith("P") else records.letter_by_id(root, key)


def _meta(root: Any, hit: Hit, fmt: Formats) -> str:
    thing = _thing(root, hit)
    letter = records.letter_by_id(root, thing.letter) if hit.key.startswith("P") else thing
    parts = [letter.from_text, fmt.digits(letter.number)]
    if hit.key.startswith("P"):
        parts.append(_where(root, hit, fmt))
    return " · ".join(part for part in parts if part)


def _where(root: Any, hit: Hit, fmt: Formats) -> str:
    """A unit's receive number, or the letter's own number."""
    thing = _thing(root, hit)
    if not hit.key.startswith("P"):
        return " · ".join(p for p in (thing.from_text, fmt.digits(thing.number)) if p) or thing.subject
    number = f"รับที่ {fmt.digits(thing.n)}" if fmt.is_thai else f"received {thing.n}"
    return f"{find_unit(root, thing.unit).title} {number}"


def groups_shown(root: Any, results: Results, chosen: dict[str, str], fmt: Formats) -> list[Group]:
    """The facets: kind, year and unit, the chosen one always among them."""
    titles = {"kind": _("Kind"), "year": _("Year"), "unit": _("Unit")}
    return [
        Group(
            key,
            title,
            _options(root, key, results.facets.get(key, {}), chosen.get(key, ""), fmt),
            bool(chosen.get(key)),
        )
        for key, title in titles.items()
    ]


def _options(root: Any, key: str, counts: dict[str, int], chosen: str, fmt: Formats) -> list[Option]:
    counts = {str(value): count for value, count in counts.items() if str(value)}
    if chosen:
        counts.setdefault(chosen, 0)
    if key == "year":
        order = sorted(counts, reverse=True)
    else:
        order = sorted(counts, key=lambda value: (value != chosen, -counts[value], value))
    return [Option(v, _title(root, key, v, fmt), counts[v], v == chosen) for v in order[:MOST_OPTIONS]]


def _title(root: Any, key: str, value: str, fmt: Formats) -> Any:
    if key == "kind":
        return KINDS.get(value, value)
    if key == "year":
        return fmt.digits(value)
    try:
        return find_unit(root, value).title
    except Missing:
        return value
