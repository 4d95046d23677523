"""อ่านเอกสาร Word (.docx): its paragraphs and tables as blocks; looked into with caps, no macros, nothing fetched.

The XML is parsed by defusedxml. What is drawn (pictures, boxes, headers and footers) is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.blocks import Block, Paragraph, Table
from saraban.documents.packages import BROKEN

MAX_SIZE = 20 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_XML = 16 * 1024 * 1024
MAX_BLOCKS = 5000
MAX_COLUMNS = 12
DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLE = b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read_word(data: bytes) -> list[Block]:
    """The blocks of a Word document.

    Raises ``Invalid`` (field ``word``) for what is too large, locked, damaged, carries macros or is none.
    """
    if len(data) > MAX_SIZE:
        raise _refused(_("The Word document is larger than 20 MB. Attach it as an enclosure instead."))
    if data.startswith(_OLE):
        raise _refused(_("This is an old .doc file, or one that is locked. Save it as .docx without a password."))
    try:
        body = fromstring(_document(data), forbid_dtd=True).find(f"{_W}body")
    except (DefusedXmlException, ParseError, ValueError):
        raise _refused(_("The Word document is damaged. Save it again as .docx.")) from None
    if body is None:
        raise _refused(_("The Word document is damaged. Save it again as .docx."))
    found: list[Block] = []
    for element in body:
        if element.tag == f"{_W}p":
            found += [Paragraph(line) for line in _words(element).split("\n") if line.strip()]
        elif element.tag == f"{_W}tbl":
            found += _table(element)
        if len(found) > MAX_BLOCKS:
            raise _refused(_("The Word document has more than 5,000 paragraphs. Attach it as an enclosure instead."))
    return found


def _document(data: bytes) -> bytes:
    """The XML of the text, from an archive whose directory was looked at first."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
            if len(entries) > MAX_ENTRIES or any(e.flag_bits & 0x1 for e in entries.values()):
                raise _refused(_("The Word document is locked or built to exhaust the machine. It was not opened."))
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in entries):
                raise _refused(_("The Word document carries macros. Save it as .docx without macros."))
            if DOCUMENT not in entries:
                raise _refused(_("This is no Word document. Choose a .docx file."))
            with package.open(DOCUMENT) as part:
                xml = part.read(MAX_XML + 1)
    except BROKEN:
        raise _refused(_("This is no Word document. Choose a .docx file.")) from None
    if len(xml) > MAX_XML:
        raise _refused(_("The Word document is locked or built to exhaust the machine. It was not opened."))
    return xml


def _table(element: Any) -> list[Block]:
    rows = [
        tuple(" ".join(_words(cell).split()) for cell in row.findall(f"{_W}tc")[:MAX_COLUMNS])
        for row in element.findall(f"{_W}tr")
    ]
    width = max((len(row) for row in rows), default=0)
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows if any(row))
    return [Table(filled)] if filled else []


def _words(element: Any) -> str:
    """The words of an element in order; what was struck out by tracked changes is not among them."""
    found = []
    for part in element.iter():
        if part.tag == f"{_W}t":
            found.append(part.text or "")
        elif part.tag == f"{_W}tab":
            found.append(" ")
        elif part.tag in {f"{_W}br", f"{_W}cr"} or (part.tag == f"{_W}p" and found):
            found.append("\n")
    return _CONTROL.sub("", "".join(found)).strip()


def _refused(message: Any) -> Invalid:
    return Invalid(message, field="word", slug="word-document")
