"""ตัวกรองผลการค้น (facets): what a result can be narrowed to, with counts of what the reader sees, as plain links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.registers.books import SERIES
from saraban.search import keeping
from saraban.search.interfaces import Results
from saraban.ui.layout.formats import Formats
from saraban.ui.search.asked import NARROWING, Asked, address, read_asked

#: So many values of a side are shown, and so many when all are asked for.
MOST_OPTIONS, MOST_ALL = 12, 300
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
#: States of letters and of papers.
STATES = {
    "received": _("Received letter"),
    "draft": _("Draft"),
    "checking": _("Waits to be checked"),
    "checked": _("Checked"),
    "proposed": _("Proposed"),
    "signing": _("Being signed"),
    "cosigning": _("Waits for further signatures"),
    "signed": _("Signed and numbered"),
    "sent": _("Sent"),
    "void": _("Void"),
    "registered": _("Registered"),
    "ordered": _("Order given"),
    "in_hand": _("In hand"),
    "returned": _("Returned"),
    "closed": _("Closed"),
    "filed": _("Filed"),
}
BOOKS = {
    "receive": _("Book of received letters"),
    "send": _("Book of sent letters"),
    "circular": _("Book of circulars"),
    "order": _("Book of orders"),
    "announcement": _("Book of announcements"),
    "certificate": _("Book of certificates"),
    "external": _("Book of sent letters (external letters)"),
    "memo": _("Book of sent letters (memos)"),
    "seal": _("Book of sent letters (sealed letters)"),
}
TITLES = {
    "unit": _("Unit"),
    "kind": _("Kind"),
    "year": _("Year"),
    "series": _("Register book"),
    "state": _("State"),
    "from": _("From day"),
    "to": _("To day"),
}


@dataclass(frozen=True)
class Option:
    """ตัวเลือกหนึ่งของตัวกรอง: ``href`` narrows to it, or takes it off where it is chosen."""

    title: Any
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """ตัวกรองหนึ่งด้าน: ``count`` values in all; ``turn`` shows all of them, or again the first few only."""

    key: str
    title: Any
    options: list[Option]
    count: int
    is_whole: bool
    turn: str


def groups_shown(root: Any, results: Results, asked: Asked, fmt: Formats, whole: str = "") -> list[Group]:
    """The facets that say something: those with a choice, and those that are chosen; of one all values, if asked."""
    groups = [
        _group(root, key, results.facets.get(key, {}), asked, fmt, is_whole=key == whole)
        for key in NARROWING
        if key not in {"from", "to"}
    ]
    return [group for group in groups if group.options]


def _group(root: Any, key: str, counts: dict[str, int], asked: Asked, fmt: Formats, *, is_whole: bool) -> Group:
    options = _options(root, key, counts, asked, fmt)
    turn = "" if len(options) <= MOST_OPTIONS else address(asked, all="" if is_whole else key) + f"#facet-{key}"
    return Group(
        key, TITLES[key], options[: MOST_ALL if is_whole else MOST_OPTIONS], len(options), bool(turn and is_whole), turn
    )


def chosen_shown(root: Any, asked: Asked, fmt: Formats) -> list[tuple[Any, Any, str]]:
    """What the search is narrowed to: (side, choice, address without it)."""
    return [
        (TITLES[key], _title(root, key, asked[key], fmt), address(asked, **{key: ""}))
        for key in NARROWING
        if asked[key]
    ]


def _options(root: Any, key: str, counts: dict[str, int], asked: Asked, fmt: Formats) -> list[Option]:
    counts = {str(value): count for value, count in counts.items() if str(value)}
    if key == "year":
        order = sorted(counts, reverse=True)
    else:
        order = sorted(counts, key=lambda value: (value != asked[key], -counts[value], value))
    return [
        Option(
            title=_title(root, key, value, fmt),
            count=counts[value],
            href=address(asked, **{key: "" if value == asked[key] else value}),
            is_chosen=value == asked[key],
        )
        for value in order
    ]


def _title(root: Any, key: str, value: str, fmt: Formats) -> Any:
    if key == "kind":
        return KINDS.get(value, value)
    if key == "state":
        return STATES.get(value, value)
    if key == "series":
        return BOOKS.get(value) or SERIES.get(value, value)
    if key in {"year", "from", "to"}:
        return fmt.digits(value)
    try:
        return find_unit(root, value).title
    except Missing:
        return value


def recent_shown(request: Any, fmt: Formats) -> list[tuple[str, str]]:
    """The reader's last searches: in words, and where they lead."""
    found = keeping.recent_searches(request.desk.root, request.actor)
    return [(words_of(request, dict(pairs), fmt), address(dict(pairs))) for pairs in found]


def words_of(request: Any, asked: Mapping[str, str], fmt: Formats) -> str:
    """A search in words: what was typed, and what it is narrowed to."""
    say, asked = request.localizer.translate, read_asked(asked)
    narrowed = [f"{say(side)}: {say(choice)}" for side, choice, _href in chosen_shown(request.desk.root, asked, fmt)]
    return " · ".join(part for part in (asked["q"], *narrowed) if part)
