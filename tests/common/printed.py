"""อ่านสิ่งพิมพ์ (reading what was printed): the words of a PDF made here, page by page."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2

#: The font draws a consonant and its marks as one sign; readers give it back twice or with the marks in another order.
_MARKS = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_TWICE = re.compile(f"([\u0e01-\u0e2e]{_MARKS}+)\\1")


def printed_pages(pdf: bytes) -> list[str]:
    """The text of each page without spaces and without marks above and below, to be compared with ``bare``."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [bare(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def bare(text: str) -> str:
    """A text as ``printed_pages`` gives it."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("ำ", "า")
    return re.sub(_MARKS, "", _TWICE.sub(r"\1", "".join(plain.split())))
