"""อ่านเอกสาร Word (.docx): its paragraphs and tables as blocks; looked into with caps, no macros, nothing fetched.

The XML is parsed by defusedxml. The numbers that Word counts itself are written out. Pictures, headers, footers and
notes are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.blocks import Block, Paragraph, Table
from saraban.documents.packages import BROKEN
from saraban.documents.word_numbers import Numbers

MAX_SIZE = 20 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_XML = 16 * 1024 * 1024
MAX_BLOCKS = 5000
MAX_COLUMNS = 12
DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What holds paragraphs and tables without being one: content controls, custom marks.
_HOLDERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
#: What was moved away by tracked changes, and the second telling of what is drawn.
_TOLD_ELSEWHERE = {f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
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
    parts = _parts(data)
    body = _tree(parts[DOCUMENT]).find(f"{_W}body")
    if body is None:
        raise _refused(_("The Word document is damaged. Save it again as .docx."))
    numbers = Numbers(*(_tree(parts[name]) if name in parts else None for name in (NUMBERING, STYLES)))
    found: list[Block] = []
    for element in _blocks(body):
        if element.tag == f"{_W}p":
            found += [Paragraph(line) for line in _words(element, numbers).split("\n") if line.strip()]
        else:
            found += _table(element, numbers)
        if len(found) > MAX_BLOCKS:
            raise _refused(_("The Word document has more than 5,000 paragraphs. Attach it as an enclosure instead."))
    return found


def _tree(xml: bytes) -> Any:
    try:
        return fromstring(xml, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError):
        raise _refused(_("The Word document is damaged. Save it again as .docx.")) from None


def _parts(data: bytes) -> dict[str, bytes]:
    """The XML of the text and of its numbers, from an archive whose directory was looked at first."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
            if len(entries) > MAX_ENTRIES or any(e.flag_bits & 0x1 for e in entries.values()):
                raise _refused(_("The Word document is locked or built to exhaust the machine. It was not opened."))
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in entries):
                raise _refused(_("The Word document carries macros. Save it as .docx without macros."))
            if DOCUMENT not in entries:
                raise _refused(_("This is no Word document. Choose a .docx file."))
            found = {name: _part(package, name) for name in (DOCUMENT, NUMBERING, STYLES) if name in entries}
    except BROKEN:
        raise _refused(_("This is no Word document. Choose a .docx file.")) from None
    if sum(len(xml) for xml in found.values()) > MAX_XML:
        raise _refused(_("The Word document is locked or built to exhaust the machine. It was not opened."))
    return found


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(MAX_XML + 1)


def _blocks(body: Any) -> Iterator[Any]:
    """The paragraphs and tables of the text in order, also those within content controls."""
    waiting = [*reversed(body)]
    while waiting:
        element = waiting.pop()
        if element.tag in {f"{_W}p", f"{_W}tbl"}:
            yield element
        elif element.tag in _HOLDERS:
            waiting += reversed(element)


def _table(element: Any, numbers: Numbers) -> list[Block]:
    rows = [
        tuple(" ".join(_words(cell, numbers).split()) for cell in row.findall(f"{_W}tc")[:MAX_COLUMNS])
        for row in element.findall(f"{_W}tr")
    ]
    width = max((len(row) for row in rows), default=0)
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows if any(row))
    return [Table(filled)] if filled else []


def _words(element: Any, numbers: Numbers) -> str:
    """The words of an element in order, its numbers too; what tracked changes struck out is not among them."""
    found, waiting = [], [element]
    while waiting:
        part = waiting.pop()
        if part.tag in _TOLD_ELSEWHERE:
            continue
        waiting += reversed(part)
        if part.tag == f"{_W}t":
            found.append(part.text or "")
        elif part.tag == f"{_W}tab":
            found.append(" ")
        elif part.tag == f"{_W}noBreakHyphen":
            found.append("-")
        elif part.tag in {f"{_W}br", f"{_W}cr"}:
            found.append("\n")
        elif part.tag == f"{_W}p":
            found += ["\n"] if found else []
            found += [f"{mark} "] if (mark := numbers.mark(part)) else []
    return _CONTROL.sub("", "".join(found)).strip()


def _refused(message: Any) -> Invalid:
    return Invalid(message, field="word", slug="word-document")
