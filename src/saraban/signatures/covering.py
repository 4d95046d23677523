"""ลายมือชื่อที่ทับข้อความ (what later signatures lie on): a new visible field may cover what was signed, and all readers
of signatures call that valid. So the page as it was signed is looked at below each field that came or changed later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from saraban.files.render_page import taken
from saraban.signatures.boxes import Sheet

#: So many squares of half a millimetre with ink under a later field are more than an edge that touches.
SOME = 8


def is_covered(content: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether something that came after a signature is drawn over what stood on the page then."""
    end = _end(signature)
    sheets: dict[int, Sheet] = {}
    for page, rectangle in _later(signature.reader, signature.signed_revision):
        if page not in sheets:
            found = taken(content[:end], page + 1)
            if found is None:
                return False
            sheets[page] = Sheet.of(found)
        if sheets[page].ink_under(rectangle) >= SOME:
            return True
    return False


def _end(signature: EmbeddedPdfSignature) -> int:
    """Where the revision that was signed ends in the file."""
    _start, _first, second, length = (int(part) for part in signature.byte_range)
    return second + length


def _later(reader: PdfFileReader, revision: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Visible fields and notes that came or changed after a revision: page from 0, rectangle in points."""
    for page, reference in enumerate(_pages(reader.root["/Pages"])):
        for given in reference.get("/Annots", ()):
            if not isinstance(given, generic.IndirectObject):
                continue
            if reader.xrefs.get_last_change(given.reference) <= revision:
                continue
            edges = [float(edge) for edge in given.get_object().get("/Rect", ())]
            if len(edges) == 4 and edges[0] != edges[2] and edges[1] != edges[3]:
                xs, ys = sorted(edges[::2]), sorted(edges[1::2])
                yield page, (xs[0], ys[0], xs[1], ys[1])


def _pages(node: Any, depth: int = 0) -> Iterator[Any]:
    """The pages in order."""
    if depth > 20:
        return
    if "/Kids" not in node:
        yield node
        return
    for kid in node["/Kids"]:
        yield from _pages(kid.get_object(), depth + 1)
