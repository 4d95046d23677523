"""หนังสือเวียนสำหรับแสดง (circulars as shown): rows of the board and the filters above them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.circulars import categories
from saraban.circulars.board import BoardRow, newer_of, publishing_units, years
from saraban.circulars.lists import Wanted
from saraban.circulars.service import is_own
from saraban.core.access import CIRCULAR
from saraban.core.i18n import _
from saraban.thai.masking import mask
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.readers import small_number
from saraban.ui.layout.reasons import audience_words, unit_title
from saraban.ui.layout.sheets import translator

FIRST_YEAR, LAST_YEAR = 2400, 2699


@dataclass(frozen=True)
class Shown:
    """หนังสือเวียนหนึ่งฉบับบนกระดาน."""

    href: str
    at: str
    subject: str
    meta: str
    posted: Any
    category: str
    audience: str
    urgency: str
    notes: tuple[str, ...]
    deadlines: tuple[tuple[Any, str], ...]
    files: tuple[tuple[str, str], ...]
    unread: bool
    acknowledged: Any
    own: bool


@dataclass(frozen=True)
class Filters:
    """ตัวกรองของกระดาน: what is chosen and what there is to choose from."""

    categories: tuple[tuple[str, str, str], ...]
    units: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, str], ...]
    wanted: Wanted


def wanted_of(request: Any) -> Wanted:
    """The filters in the address; what is none of ours is as if it were not there."""
    asked, root = request.GET, request.desk.root
    category, unit = asked.get("category", ""), asked.get("unit", "")
    year = small_number(asked.get("year", ""))
    return Wanted(
        category=category if category in {c.key for c in categories.categories(root)} else "",
        unit=unit if unit in agencies_of(root).by_code else "",
        year=year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None,
        unread=asked.get("unread") == "1",
        past=asked.get("past") == "1",
    )


def filters_shown(request: Any, wanted: Wanted) -> Filters:
    """Categories as tabs, publishing units and years as lists: only those of circulars that the reader has."""
    root, fmt = request.desk.root, formats_for(request)
    kept = {"unread": "1" if wanted.unread else "", "past": "1" if wanted.past else ""}
    tail = "".join(f"&{name}={value}" for name, value in kept.items() if value)
    tabs = [("", request.localizer.translate(_("All")), f"/circulars?{tail[1:]}" if tail else "/circulars")]
    tabs += [
        (c.key, category_title(c, is_thai=fmt.is_thai), f"/circulars?category={c.key}{tail}")
        for c in categories.categories(root)
        if c.active or c.key == wanted.category
    ]
    units = [(code, unit_title(root, code)) for code in publishing_units(root, request.actor, past=wanted.past)]
    return Filters(
        tuple(tabs),
        tuple(sorted(units, key=lambda pair: pair[1])),
        tuple((y, fmt.year(y)) for y in years(root, request.actor, request.desk.today)),
        wanted,
    )


def category_title(category: Any, *, is_thai: bool) -> str:
    """The name of a category in the language of the page."""
    return str(category.title if is_thai else category.title_en)


def category_words(root: Any, key: str, *, is_thai: bool) -> str:
    """The name of a category by its key."""
    found = next((c for c in categories.categories(root) if c.key == key), None)
    return category_title(found, is_thai=is_thai) if found is not None else key


def shown(request: Any, row: BoardRow) -> Shown:
    """One circular for one reader."""
    fmt, letter, posting = formats_for(request), row.letter, row.posting
    root = request.desk.root
    unit = unit_title(root, posting.unit)
    ahead = [d for d in letter.deadlines if d.day >= request.desk.today]
    return Shown(
        href=f"/l/{letter.key}",
        at=f"/circulars/{letter.key}",
        subject=mask(letter.subject),
        meta=" · ".join(p for p in (letter.from_text or unit, fmt.digits(letter.number)) if p),
        posted=fmt.time(posting.published_at),
        category=category_words(root, posting.category, is_thai=fmt.is_thai),
        audience="" if posting.scopes == (CIRCULAR,) else audience_text(request, posting),
        urgency=letter.urgency,
        notes=tuple(notes_of(request, posting)),
        deadlines=tuple((fmt.due(d.day, d.time), mask(d.text)) for d in ahead[:3]),
        files=tuple((mask(f.name), f"/l/{letter.key}/files/{f.key}") for f in letter.files),
        unread=row.mark.read_at is None,
        acknowledged=fmt.time(row.mark.acknowledged_at, clock=True),
        own=is_own(root, request.actor, posting),
    )


def audience_text(request: Any, posting: Any, most: int = 3) -> str:
    """For whom it is: the first few and how many more."""
    say, fmt = translator(request), formats_for(request)
    words = [audience_words(request.desk.root, scope, say) for scope in posting.scopes[:most]]
    more = len(posting.scopes) - most
    if more > 0:
        words.append(say(_("and ${n} more", mapping={"n": fmt.count(more)})))
    return ", ".join(words)


def notes_of(request: Any, posting: Any) -> list[str]:
    """Since when it holds, until when it stands here, and that another has taken its place."""
    say, fmt = translator(request), formats_for(request)
    found = []
    if posting.planned:
        found.append(say(_("goes on the board on ${day}", mapping={"day": fmt.day(posting.effective)})))
    elif posting.effective is not None:
        found.append(say(_("in force from ${day}", mapping={"day": fmt.day(posting.effective)})))
    if posting.expires is not None:
        over = posting.expires < request.desk.today
        words = _("expired ${day}") if over else _("until ${day}")
        found.append(say(_(str(words), mapping={"day": fmt.day(posting.expires)})))
    if newer_of(request.desk.root, request.actor, posting) is not None:
        found.append(say(_("replaced by a later one")))
    return found
