"""ชนิดไฟล์ (file types): the content decides what a file is; the name only has to agree, or is corrected.

Taken are PDF, images, Office and OpenDocument files without macros, and plain text. Everything else is refused.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from typing import IO

import puremagic
from PIL import Image, UnidentifiedImageError

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.files import containers
from saraban.files.drawer import SECONDS, NotDrawn, run_drawer

_LOCKED = _("The file is locked with a password. Attach it without one.")
CHUNK = 1024 * 1024
HEAD = 4096
TAIL = 2048
MAX_PIXELS = 120_000_000
MAX_FRAMES = 500


@dataclass(frozen=True)
class FileType:
    """A type that is taken: its media type, its extensions (the usual one first), and whether it has sheets to show."""

    media_type: str
    extensions: tuple[str, ...]
    has_pages: bool = False


PDF = FileType("application/pdf", (".pdf",), has_pages=True)
TEXT = FileType("text/plain", (".txt", ".csv", ".md"))
#: A list of addressees: read by the caller and not kept, so that its name is all that matters.
LIST = FileType("text/csv", (".csv", ".xlsx"))
IMAGES = {
    "PNG": FileType("image/png", (".png",), has_pages=True),
    "JPEG": FileType("image/jpeg", (".jpg", ".jpeg", ".jpe"), has_pages=True),
    "TIFF": FileType("image/tiff", (".tif", ".tiff"), has_pages=True),
    "GIF": FileType("image/gif", (".gif",), has_pages=True),
    "WEBP": FileType("image/webp", (".webp",), has_pages=True),
}
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
OFFICE = {
    t.media_type: t
    for t in (
        FileType(f"{_OOXML}wordprocessingml.document", (".docx",)),
        FileType(f"{_OOXML}spreadsheetml.sheet", (".xlsx",)),
        FileType(f"{_OOXML}presentationml.presentation", (".pptx",)),
        FileType(f"{_ODF}text", (".odt",)),
        FileType(f"{_ODF}spreadsheet", (".ods",)),
        FileType(f"{_ODF}presentation", (".odp",)),
        FileType("application/msword", (".doc",)),
        FileType("application/vnd.ms-excel", (".xls",)),
        FileType("application/vnd.ms-powerpoint", (".ppt",)),
    )
}
TYPES = {t.media_type: t for t in (PDF, TEXT, *IMAGES.values(), *OFFICE.values())}
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<body", b"<head", b"<?php", b"<iframe", b"<math")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"dex\n",
    b"\x00asm",
    b"!<arch>",
)


class FileRefused(Invalid):
    """ไม่รับไฟล์นี้: nothing of it was kept; says why and what to send instead."""

    def __init__(self, message: object, slug: str) -> None:
        super().__init__(message, field="files", slug=slug)


def recognise(stream: IO[bytes], size: int) -> FileType:
    """จำแนกชนิดไฟล์ by content. Raises ``FileRefused`` for what is empty, damaged, locked, dangerous or unknown."""
    if size == 0:
        raise FileRefused(_("The file is empty. Choose it again."), "file-empty")
    stream.seek(0)
    head = stream.read(HEAD)
    if head.startswith(_PROGRAMS):
        raise FileRefused(
            _("Programs are not taken. Attach a PDF, an image, an Office file or plain text."), "file-program"
        )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return _pdf(stream, size, head)
    if head.startswith(containers.ZIP_SIGNATURE):
        return _office(containers.zip_media_type(stream, size))
    if head.startswith(containers.OLE_SIGNATURE):
        return _office(containers.ole_media_type(stream))
    return _image(stream) or _text(stream) or _refuse(head)


def _pdf(stream: IO[bytes], size: int, head: bytes) -> FileType:
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    if head.startswith(b"%PDF-") and b"%%EOF" in tail and b"startxref" in tail:
        if _says(stream, b"/Encrypt") and not _opens(stream):
            raise FileRefused(_LOCKED, "file-locked")
        return PDF
    raise FileRefused(
        _("The PDF is damaged or cut off. Save or scan it again and attach the new file."), "file-damaged"
    )


def _says(stream: IO[bytes], word: bytes) -> bool:
    stream.seek(0)
    rest = b""
    while chunk := stream.read(CHUNK):
        if word in rest + chunk:
            return True
        rest = chunk[1 - len(word) :]
    return False


def _opens(stream: IO[bytes]) -> bool:
    """Does a PDF with a password show its sheets without it? Many only forbid changes."""
    stream.seek(0)
    with tempfile.TemporaryFile() as copy:  # the program reads from where a file stands, which buffers do not tell
        shutil.copyfileobj(stream, copy, CHUNK)
        copy.seek(0)
        try:
            run_drawer(copy, SECONDS, PDF.media_type, "count")
        except NotDrawn:
            return False
    return True


def _office(found: str) -> FileType:
    if found == containers.UNSAFE:
        raise FileRefused(
            _(
                "The archive inside this file is built to exhaust the machine. It was not kept. "
                "Save the document anew, or as PDF."
            ),
            "file-unsafe-archive",
        )
    if found == containers.LOCKED:
        raise FileRefused(_LOCKED, "file-locked")
    if found == containers.MACROS:
        raise FileRefused(
            _("The file carries macros. Save it without macros, or as PDF, and attach that."), "file-macros"
        )
    if found == containers.DAMAGED:
        raise FileRefused(_("The file is damaged. Save it again and attach the new file."), "file-damaged")
    known = OFFICE.get(found)
    if known is None:
        raise FileRefused(
            _("Archives are not taken. Attach the files in it one by one: PDF, images, Office files or plain text."),
            "file-archive",
        )
    return known


def _image(stream: IO[bytes]) -> FileType | None:
    stream.seek(0)
    try:
        with Image.open(stream, formats=tuple(IMAGES)) as image:
            width, height = image.size
            frames = getattr(image, "n_frames", 1) if image.format in {"TIFF", "GIF", "WEBP"} else 1
            found = IMAGES[image.format or ""]
    except UnidentifiedImageError:
        return None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        width, height, frames = MAX_PIXELS, 2, 1
    except Exception:  # noqa: BLE001 - hostile bytes may make a decoder raise anything; the file is refused
        raise FileRefused(_("The image is damaged. Scan or save it again."), "file-damaged") from None
    if width * height > MAX_PIXELS or frames > MAX_FRAMES:
        raise FileRefused(_("The image is too large. Scan it at 300 dots per inch or less."), "file-too-many-pixels")
    return found


def _text(stream: IO[bytes]) -> FileType | None:
    stream.seek(0)
    data = stream.read()
    start = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((*_MARKUP, b"<!--")):
        raise FileRefused(
            _("Web pages, SVG drawings and XML files are not taken. Attach a PDF or an image instead."), "file-markup"
        )
    if data.translate(None, bytes([9, 10, 12, 13, *range(32, 127), *range(128, 256)])):
        return None
    for encoding in ("utf-8-sig", "tis-620"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return TEXT
    return None


def _refuse(head: bytes) -> FileType:
    raise FileRefused(
        _(
            "Files of this kind (${kind}) are not taken. Attach a PDF, an image, an Office file or plain text.",
            mapping={"kind": _kind_of(head)},
        ),
        "file-type",
    )


def _kind_of(head: bytes) -> str:
    try:
        best = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return "?"
    return (best.extension or best.mime_type or "?")[:40]
