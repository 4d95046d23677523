"""หนังสือกระดาษ (letters on paper): small PDF files that look like what a counter receives."""

from __future__ import annotations

from functools import cache

from saraban.documents.typesetting import typeset


@cache
def paper_letter(heading: str, fields: tuple[tuple[str, str], ...], *paragraphs: str) -> bytes:
    """A letter as PDF: heading, labels with their values, paragraphs."""
    data = {
        "title": heading,
        "copy": "",
        "heading": heading,
        "made": "",
        "stamp": None,
        "sheets": [],
        "fields": [{"label": label, "value": value} for label, value in fields],
        "paragraphs": list(paragraphs),
        "signatures": [],
        "footer": [],
        "endorsements": [],
        "endorsements_heading": "",
    }
    return typeset("rendition.typ", data)
