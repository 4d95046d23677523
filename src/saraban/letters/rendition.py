"""ฉบับแสดงตรารับและเกษียน (rendition): the sheet with a unit's stamp and endorsements, beside the untouched original.

A rendition is a copy: it says so on each page, and the original's bytes are never changed (ข้อ 37, 38; design: received
and signed bytes never change).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from saraban.agencies.service import find_unit
from saraban.core.clock import BANGKOK, bangkok_date
from saraban.documents.breaking import pieces
from saraban.documents.free_room import lay, spot_for_stamp
from saraban.documents.sheet_data import code_squares
from saraban.documents.typesetting import typeset
from saraban.kinds.service import book_of
from saraban.letters.content import Endorsement, Letter, Paper
from saraban.thai.dates import format_date, format_time
from saraban.thai.digits import to_thai
from saraban.thai.numbers import is_number

COPY = "สำเนา – แสดงตรารับและเกษียนหนังสือ ไม่ใช่ต้นฉบับ"
CERTIFIED = "สำเนาถูกต้อง"
#: Of a letter from outside that has no sheets in the system: what is certified is not how the paper looks.
WRITTEN_OUT = "คัดจากข้อความที่ลงทะเบียนไว้ในระบบ ไม่ใช่ภาพของต้นฉบับ"
VERIFY = "ตรวจสอบหนังสือที่ลงนาม"
#: Characters of a digest that stand on a line together.
GROUP = 16


#: A rendition shows at most this many sheets of the original; the rest is read in the original itself.
MOST_SHEETS = 60


#: A note of more characters may run over to the next page; a shorter one stays together.
LONG_NOTE = 800


@dataclass(frozen=True)
class Certified:
    """คำรับรองสำเนา: who certifies that a copy is true (name in brackets, post), on which day (ข้อ ๓๑)."""

    lines: tuple[str, ...]
    day: date
    #: the address at which the issued letter is verified, or nothing
    verify_at: str = ""


class Sheets(Protocol):
    """ภาพหน้าของต้นฉบับ: where the images of a file's pages come from."""

    def count(self, stored: Any) -> int:
        """How many sheets there are."""

    def image(self, stored: Any, page: int, width: int = 1080) -> bytes:
        """One sheet as PNG."""


def rendition_of(
    root: Any, letter: Letter, paper: Paper | None, pages: Sheets, certified: Certified | None = None
) -> bytes:
    """Make the rendition of a letter with the sheets of its original (the caller has asked the gate).

    The original is the PDF that was issued, or the first file that has sheets. A letter that was signed here before
    letters were issued is its text; its files are enclosures.
    """
    original = original_of(letter, pages)
    count = min(pages.count(original), MOST_SHEETS) if original is not None else 0
    sheets = [pages.image(original, n, 1620) for n in range(1, count + 1)]
    return rendition_pdf(root, letter, paper, sheets, certified=certified, digest=original.sha256 if original else "")


def original_of(letter: Letter, pages: Sheets) -> Any:
    """The stored file whose sheets are the letter, or None."""
    issued = letter.issued
    if issued is not None or letter.signature is not None:
        return issued
    return next((f for f in letter.files if pages.count(f)), None)


def rendition_pdf(
    root: Any,
    letter: Letter,
    paper: Paper | None,
    sheets: list[bytes],
    *,
    certified: Certified | None = None,
    digest: str = "",
) -> bytes:
    """Make the rendition of a letter for a unit's paper (None = the letter alone).

    ``sheets`` are PNG images of the original's pages; without any, the letter's text is set as a memo. The stamp lies
    on the first sheet where that is free. The caller has asked the gate for both.
    """
    spot = spot_for_stamp(sheets[0]) if sheets and paper is not None else None
    laid = [spot.laid if i == 0 and spot else lay(content) for i, content in enumerate(sheets)]
    images = {f"sheet-{i}.png": content for i, content in enumerate(sheets)}
    data = _data(root, letter, paper)
    data["sheets"] = [{"file": name, **vars(place)} for name, place in zip(images, laid, strict=True)]
    data["spot"] = [spot.x, spot.y] if spot else None
    data["certified"] = _certified(letter, certified, len(sheets), digest) if certified is not None else None
    return typeset("rendition.typ", data, images)


def _certified(letter: Letter, certified: Certified, sheets: int, digest: str) -> dict[str, Any]:
    """What is certified: which letter, how many sheets, and the digest of the original where that is a file."""
    day = format_date(certified.day, "full")
    number = f" ที่ {to_thai(letter.number)}" if is_number(letter.number) else ""
    dated = f" ลงวันที่ {format_date(letter.dated, 'full')}" if letter.dated else ""
    extent = f"จำนวน {to_thai(str(sheets))} แผ่น" if sheets else "" if letter.from_unit else WRITTEN_OUT
    about = [f"หนังสือ{number}{dated}", f"เรื่อง {letter.subject}", extent]
    return {
        "words": CERTIFIED,
        "band": " ".join([CERTIFIED, *certified.lines[:1], day]),
        "about": [pieces(line) for line in about if line],
        "lines": [*certified.lines, day],
        "qr": code_squares(certified.verify_at) if certified.verify_at else None,
        "qr_label": VERIFY,
        "digest_label": "SHA-256 ของต้นฉบับ",
        "digest": [digest[i : i + GROUP] for i in range(0, len(digest), GROUP)],
    }


def _data(root: Any, letter: Letter, paper: Paper | None) -> dict[str, Any]:
    return {
        "title": letter.subject,
        "copy": COPY,
        "heading": "บันทึกข้อความ" if letter.kind == "memo" else "หนังสือ",
        "made": letter.created_at.isoformat() if letter.created_at else "",
        "stamp": _stamp(root, paper) if paper is not None else None,
        "fields": _fields(letter),
        "paragraphs": [pieces(line.strip()) for line in letter.body.splitlines() if line.strip()],
        "signatures": [list(one.block.lines) for one in letter.signatures] if letter.signature is not None else [],
        "footer": list(book_of(root, letter.kinds_version).footer) if letter.signature is not None else [],
        "endorsements": [_note(e) for e in paper.endorsements] if paper is not None else [],
        "endorsements_heading": f"เกษียนหนังสือ · {find_unit(root, paper.unit).title}" if paper is not None else "",
    }


def _stamp(root: Any, paper: Paper) -> dict[str, Any]:
    at = paper.received_at
    return {
        "unit": pieces(find_unit(root, paper.unit).title),
        "number_label": "เลขรับ",
        "number": to_thai(str(paper.n)),
        "date_label": "วันที่",
        "date": format_date(bangkok_date(at)) if at else "",
        "time_label": "เวลา",
        "time": format_time(at.astimezone(BANGKOK).time()) if at else "",
    }


def _fields(letter: Letter) -> list[dict[str, Any]]:
    rows = [
        ("ส่วนราชการ", letter.from_text),
        ("ที่", to_thai(letter.number)),
        ("วันที่", format_date(letter.dated, "full") if letter.dated else ""),
        ("เรื่อง", letter.subject),
        ("เรียน", letter.to_text),
    ]
    return [{"label": label, "value": pieces(value)} for label, value in rows if value]


def _note(note: Endorsement) -> dict[str, Any]:
    lines = [line for line in (note.verb, *note.text.splitlines()) if line.strip()]
    return {
        "to": f"เรียน {note.to.removeprefix('เรียน').strip()}" if note.to else "",
        "lines": [pieces(line) for line in lines],
        "long": sum(map(len, lines)) > LONG_NOTE,
        "due": f"กำหนด {format_date(note.due)}" if note.due else "",
        "signature": list(note.signing.lines),
        "date": format_date(note.day),
        "recorded": _recorded(note),
        "withdrawn": not note.is_live,
        "withdrawn_text": f"ขีดฆ่า: {note.struck.reason}" if note.struck else "ดึงคืนก่อนถูกอ่าน",
    }


def _recorded(note: Endorsement) -> str:
    """What marks a note on paper, so that it is not taken for an electronic one."""
    if note.recorded is None:
        return ""
    return f"ลงนามในกระดาษ · บันทึกแทนโดย {note.recorded.name} {format_date(bangkok_date(note.recorded.at))}"
