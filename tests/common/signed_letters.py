"""หนังสือที่ลงนามสำหรับการทดสอบ (signed letters for tests): a letter of two pages, and rooms to sign it in."""

from __future__ import annotations

import io
import subprocess
import tempfile
from datetime import date, time
from functools import cache
from pathlib import Path

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from saraban.core.clock import SystemClock
from saraban.signatures.appearance import Signer, receive_mark, signature_mark
from saraban.signatures.boxes import Box
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.identity import Identity
from saraban.signatures.interfaces import PKCS12, KeyReference, Secret
from saraban.signatures.keys import KeyStores
from saraban.signatures.signing import Holder, Level, Signed, SigningRoom, Work
from saraban.signatures.trust import Trust
from tests.common.authority import PASSWORD, PEOPLE, Authority

MADE_ON = date(2026, 11, 26)
#: Where the people of a letter sign; all free places of its pages.
PLACES = {
    "drafter": Box(2, 20, 60, 60, 30),
    "section": Box(2, 110, 60, 60, 30),
    "director": Box(2, 65, 110, 70, 35),
    "receiver": Box(1, 150, 8, 50, 25),
    "note1": Box(2, 20, 170, 80, 40),
    "note2": Box(2, 105, 170, 80, 40),
}
_SOURCE = """
#set page(paper: "a4", margin: 3.5cm)
#set document(title: "หนังสือทดสอบ")
#set text(font: "Sarabun", lang: "th", fallback: false)
บันทึกข้อความ ทดสอบการลงนาม จำนวนเงิน ๑๐๐ บาท
#lorem(120)
#pagebreak()
หน้าที่สอง
"""


@cache
def letter() -> bytes:
    """A letter of two pages, PDF/A-1b, made once."""
    from fontpkg_sarabun import __file__ as fonts  # noqa: PLC0415 - a folder of files, needed here only

    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "letter.typ"
        source.write_text(_SOURCE, encoding="utf-8")
        return typst.compile(
            str(source),
            font_paths=[str(Path(fonts).parent / "files")],
            ignore_system_fonts=True,
            pdf_standards="a-1b",
            pdf_tags=False,
        )


def letter_with_streams() -> bytes:
    """The same with a stream of places in place of a table, and an object packed into another."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(letter())), writer_kwargs={"stream_xrefs": True})
    title = generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("a")})
    writer.set_info(writer.add_object(title, obj_stream=writer.prepare_object_stream()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def letter_for_the_web() -> bytes:
    """The same with the first page in front."""
    with tempfile.TemporaryDirectory() as place:
        before, after = Path(place) / "a.pdf", Path(place) / "b.pdf"
        before.write_bytes(letter())
        subprocess.run(["mutool", "clean", "-l", str(before), str(after)], check=True, capture_output=True)
        return after.read_bytes()


@cache
def mark_of(label: str) -> bytes:
    """What is drawn where somebody signs; the receiving unit's is the receive stamp."""
    box, name = PLACES[label], PEOPLE[label][0]
    if label == "receiver":
        return receive_mark(box, "สำนักตัวอย่าง", "417", date(2026, 11, 26), time(9, 41))
    note = ("เรียน ผู้อำนวยการ", "เพื่อโปรดพิจารณา") if label.startswith("note") else ()
    return signature_mark(box, Signer(name, ("ผู้อำนวยการกลุ่มงานตัวอย่าง",), date(2026, 11, 26)), note)


def trust_in(authority: Authority, *, agency: bool = False) -> Trust:
    """An office that trusts the root of an authority and asks its services of revocation."""
    return trust_in_all(authority, agency=agency)


def trust_in_all(*authorities: Authority, agency: bool = False) -> Trust:
    """The same of several roots, as an office has them that moves from one to the next."""
    roots = tuple(one.root for one in authorities)
    services = tuple(f"{one.url}/office/{what}" for one in authorities for what in ("ocsp", "crls"))
    return Trust(agency=roots, services=services) if agency else Trust(certified=roots, services=services)


def room_of(authority: Authority, *stampers: str) -> SigningRoom:
    """A room with keys in files."""
    for label in PEOPLE:
        if not (authority.directory / f"{label}.p12").exists():
            authority.pkcs12(label)
    addresses = [authority.stamper(one) for one in stampers or ("tsa1",)]
    stores = KeyStores({PKCS12: KeyFiles(authority.directory)})
    return SigningRoom(stores, trust_in(authority), addresses, SystemClock())


def signed_by(
    room: SigningRoom, label: str, content: bytes | None = None, level: Level = Level.LTA, **options: object
) -> Signed:
    """One of the people signs, at the place that is theirs."""
    shown = label in PLACES and "appearance" not in options
    work = Work(content or letter(), f"sig-{label}", PLACES.get(label), mark_of(label) if shown else None)
    holder = Holder(Identity(PEOPLE[label][1]))
    return room.sign(_with(work, options), KeyReference(PKCS12, label), Secret(pin=PASSWORD), holder, level)


def _with(work: Work, options: dict[str, object]) -> Work:
    return Work(**{**vars(work), **options})  # type: ignore[arg-type]


def pdfsig(content: bytes) -> str:
    """What poppler's reader of signatures says."""
    return _told("pdfsig", content)


def mutool(content: bytes) -> str:
    """What mupdf's reader of signatures says."""
    return _told("mutool", content, "sign", "-v")


def _told(program: str, content: bytes, *before: str) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        done = subprocess.run([program, *before, file.name], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
