"""ที่พบในสิ่งที่ส่งมาด้วย (in files): on which sheet of which file the words stand, looked for in what is shown only."""

from __future__ import annotations

from saraban.search.interfaces import Place, SearchDoc, Segments
from saraban.search.snippets import AROUND, pattern_of, snippet
from saraban.thai.masking import blank, mask

MOST_PLACES = 3


def places_of(doc: SearchDoc, needles: tuple[str, ...], most: int = MOST_PLACES) -> tuple[Place, ...]:
    """The sheets that have most of the words, in their order; each word may stand in any spelling of its signs."""
    return tuple(Place(mask(name), page) for name, page, _words in _sheets(doc, needles)[:most])


def passage_of(doc: SearchDoc, needles: tuple[str, ...]) -> tuple[Segments, tuple[Place, ...]]:
    """A passage of the text, or of a file where only that has the words; and the sheets that have them."""
    sheets = _sheets(doc, needles)
    places = tuple(Place(mask(name), page) for name, page, _words in sheets[:MOST_PLACES])
    pattern = pattern_of(needles)
    in_text = pattern is None or not sheets or pattern.search(doc.text) is not None
    return snippet(doc.text if in_text else _blanked(doc, sheets[0]), needles), places


def _blanked(doc: SearchDoc, sheet: tuple[str, int, str]) -> str:
    """The words of a sheet without what is hidden; its label may stand at the end of the sheet before."""
    name, page, words = sheet
    pages = next(pages for of, pages in doc.files if of == name and pages[page - 1 : page] == (words,))
    before = pages[page - 2][-AROUND:] if page > 1 else ""
    return blank(f"{before} {words}")[len(before) + 1 :]


def _sheets(doc: SearchDoc, needles: tuple[str, ...]) -> list[tuple[str, int, str]]:
    patterns = [p for p in (pattern_of((needle,)) for needle in dict.fromkeys(needles)) if p is not None]
    found = [
        (sum(pattern.search(words) is not None for pattern in patterns), name, page, words)
        for name, pages in doc.files
        for page, words in enumerate(pages, 1)
    ]
    best = max((count for count, *_sheet in found), default=0)
    return [(name, page, words) for count, name, page, words in found if count == best] if best else []
