"""รวมไฟล์เพื่อพิมพ์ (joining): several PDFs one behind the other, for printing."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pypdfium2

from saraban.documents.read_back import READING


def join(files: Iterable[bytes]) -> bytes:
    """รวมไฟล์ PDF: their pages in order, as one file."""
    out = io.BytesIO()
    with READING:
        joined = pypdfium2.PdfDocument.new()
        for content in files:
            one = pypdfium2.PdfDocument(content)
            joined.import_pages(one)
            one.close()
        joined.save(out)
        joined.close()
    return out.getvalue()
