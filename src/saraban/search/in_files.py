"""ที่พบในสิ่งที่ส่งมาด้วย (in files): on which sheet of which file the words stand, looked for in what is shown only."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.search.interfaces import FileWords, Place, SearchDoc, Segments
from saraban.search.snippets import AROUND, pattern_of, snippet
from saraban.thai.masking import blank, mask

MOST_PLACES = 3


def places_of(doc: SearchDoc, needles: tuple[str, ...], most: int = MOST_PLACES) -> tuple[Place, ...]:
    """The sheets that have most of the words, in their order; each word may stand in any spelling of its signs."""
    return tuple(_place(sheet) for sheet in _sheets(doc, needles)[:most])


def passage_of(doc: SearchDoc, needles: tuple[str, ...]) -> tuple[Segments, tuple[Place, ...]]:
    """A passage of the text, or of a file where only that has the words; and the sheets that have them."""
    sheets = _sheets(doc, needles)
    places = tuple(_place(sheet) for sheet in sheets[:MOST_PLACES])
    pattern = pattern_of(needles)
    in_text = pattern is None or not sheets or pattern.search(doc.text) is not None
    return snippet(doc.text if in_text else _blanked(sheets[0]), needles), places


@dataclass(frozen=True)
class _Sheet:
    """A sheet (from 1) of a file."""

    file: FileWords
    page: int

    @property
    def words(self) -> str:
        return self.file.pages[self.page - 1]


def _place(sheet: _Sheet) -> Place:
    return Place(mask(sheet.file.name), sheet.page, sheet.file.enclosure)


def _blanked(sheet: _Sheet) -> str:
    """The words of a sheet without what is hidden; its label may stand at the end of the sheet before."""
    before = sheet.file.pages[sheet.page - 2][-AROUND:] if sheet.page > 1 else ""
    return blank(f"{before} {sheet.words}")[len(before) + 1 :]


def _sheets(doc: SearchDoc, needles: tuple[str, ...]) -> list[_Sheet]:
    if not doc.files:
        return []
    patterns = [p for p in (pattern_of((needle,)) for needle in dict.fromkeys(needles)) if p is not None]
    found = [
        (sum(pattern.search(words) is not None for pattern in patterns), _Sheet(file, page))
        for file in doc.files
        for page, words in enumerate(file.pages, 1)
    ]
    best = max((count for count, _sheet in found), default=0)
    return [sheet for count, sheet in found if count == best] if best else []
