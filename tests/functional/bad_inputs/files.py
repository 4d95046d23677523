"""ไฟล์ที่ไม่รับ (bad files): the same bytes under the same name, chosen in the receive form and sent to the API."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from tests.common.sample_files import image, locked_pdf, ole, ooxml, package, pdf
from tests.functional.bad_inputs.doors import Answer, World, call, send_form
from tests.functional.bad_inputs.letters import ADDRESS, PATH, SENT, TYPED
from tests.functional.bad_inputs.table import WAITING, Bad

MEGABYTE = 1024 * 1024
ZEROS = b"\0" * (8 * MEGABYTE)
Files = list[tuple[str, bytes]]


def encrypted_zip() -> bytes:
    """A package whose parts are marked as encrypted."""
    data = bytearray(ooxml())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def vast_image() -> bytes:
    """A PNG of a few bytes that says it is a million dots wide and high."""
    head = struct.pack(">IIBBBBB", 1_000_000, 1_000_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + image()[33:]


def many_parts() -> bytes:
    """More parts than any document has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<x/>")
        for n in range(5001):
            made.writestr(f"{n}", "")
    return out.getvalue()


CHOSEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a program called a PDF": ("หนังสือ.pdf", lambda: b"MZ\x90\x00" + b"\0" * 200, "Programs are not taken"),
    "a program of another system": ("letter.docx", lambda: b"\x7fELF" + b"\0" * 200, "Programs are not taken"),
    "a script in front of a PDF": ("x.pdf", lambda: b"#!/bin/sh\nexit\n" + pdf(), "Programs are not taken"),
    "a web page called a PDF": ("x.pdf", lambda: b"<html><script>alert(1)</script></html>", "Attach a PDF"),
    "a web page in front of a PDF": ("x.pdf", lambda: b"<!doctype html><p>" + pdf(), "Attach a PDF"),
    "a drawing with scripts": ("x.png", lambda: b"<svg onload=alert(1)></svg>", "Attach a PDF"),
    "an archive called a PDF": ("x.pdf", lambda: package({"a.txt": b"x"}) + pdf(), "one by one"),
    "an archive": ("x.zip", lambda: package({"a.pdf": pdf()}), "one by one"),
    "a zip bomb in a document": ("x.docx", lambda: ooxml(word__a=ZEROS), "built to exhaust"),
    "a zip bomb in a workbook": ("x.xlsx", lambda: ooxml("spreadsheetml.sheet", xl__a=ZEROS), "built to exhaust"),
    "a document of five thousand parts": ("x.docx", many_parts, "built to exhaust"),
    "a document that climbs out": ("x.docx", lambda: ooxml(**{"..__..__etc__passwd": b"x"}), "built to exhaust"),
    "a workbook with macros": (
        "x.xlsx",
        lambda: ooxml("spreadsheetml.sheet", **{"xl__vbaProject.bin": b"x"}),
        "without macros",
    ),
    "an old document with macros": ("x.doc", lambda: ole("WordDocument", "Macros"), "without macros"),
    "a locked document": ("x.docx", lambda: ole("EncryptionInfo", "EncryptedPackage"), "without one"),
    "a locked package": ("x.docx", encrypted_zip, "without one"),
    "a locked PDF": ("x.pdf", lambda: locked_pdf("กุญแจ"), "without one"),
    "a PDF cut off": ("x.pdf", lambda: pdf()[:-60], "Save or scan it again"),
    "a document cut off": ("x.docx", lambda: ooxml()[:-40], "Save it again"),
    "an image cut off": ("x.png", lambda: image()[:20], "Scan or save it again"),
    "an image of a million dots": ("x.png", vast_image, "300 dots"),
    "bytes that are nothing": ("x.pdf", lambda: b"\x00\x01\x02\x03" * 20, "Attach a PDF"),
    "an empty file": ("x.pdf", lambda: b"", "Choose it again"),
    "a file too large": ("x.txt", lambda: b"x" * (MEGABYTE + 1), "larger than 1 MB"),
}


def chosen(files: Callable[[], Files]) -> Any:
    """Chosen in the receive form."""

    def go(world: World, language: str) -> Answer:
        parts = [("files", name, data) for name, data in files()]
        return send_form(world, ADDRESS, "receive", TYPED, language=language, files=parts)

    return go


def uploaded(files: Callable[[], Files]) -> Any:
    """Sent to the API."""
    return lambda world, language: call(world, "POST", PATH, SENT, language=language, files=files())


def files(name: str, made: Callable[[], Files], says: str, *, waits: bool = False) -> Bad:
    """A row of this table; ``waits`` = there was a good file too, which the form keeps."""
    doors = {"page": chosen(made), "api": uploaded(made)}
    allowed = {"page": (WAITING,)} if waits else {}
    return Bad(name, doors, dict.fromkeys(doors, 422), dict.fromkeys(doors, says), TYPED, allowed)


def _one(name: str, made: Callable[[], bytes]) -> Callable[[], Files]:
    return lambda: [(name, made())]


FILES = [
    *(files(title, _one(name, made), says) for title, (name, made, says) in CHOSEN.items()),
    files("fifty-one files", lambda: [(f"{n}.txt", b"x") for n in range(51)], "more than 50"),
    files(
        "a bad file between good ones",
        lambda: [("ก.pdf", pdf()), ("ข.pdf", b"MZ" + b"\0" * 80), ("ค.pdf", pdf(2))],
        "Programs are not taken",
        waits=True,
    ),
]
