"""รูปลักษณ์ลายมือชื่อ (how a signature shows): a small PDF of the size of its box, set by us as all our documents are.

What is drawn proves nothing; it says to a reader of the page who signed, in what post and when. The image of a hand
signature is used only where its owner and the office agreed to that.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from PIL import Image

from saraban.core.i18n import _
from saraban.documents.breaking import pieces
from saraban.documents.read_back import SheetDiffers, bare, read_pages
from saraban.documents.sheet import Style
from saraban.documents.typesetting import ARCHIVAL, set_document
from saraban.signatures.boxes import POINTS_PER_MM, SMALLEST, Box
from saraban.thai.dates import format_date, format_time
from saraban.thai.digits import to_thai

#: So much of a box may be the image of the hand signature, and so many pixels it keeps.
IMAGE_PART, IMAGE_PIXELS = 0.4, 1200
#: Nor is it higher than so many millimetres, however long the note above it.
IMAGE_MOST = 20
#: What stands where a hand would sign, where no image of it was approved.
NO_HAND = "ลงลายมือชื่ออิเล็กทรอนิกส์"


@dataclass(frozen=True)
class Signer:
    """ผู้ลงนามตามที่พิมพ์: name, the lines of the post and of acting for another, the date; hand signature (PNG)."""

    name: str
    post: Sequence[str]
    day: date
    hand: bytes | None = None


def signature_mark(box: Box, signer: Signer, note: Sequence[str] = ()) -> bytes:
    """ลายมือชื่อ ชื่อ ตำแหน่ง วันที่; above them the lines of a note (เกษียน), where the signature is under one."""
    images = {"hand.png": _on_paper(signer.hand)} if signer.hand else {}
    lines = [f"({signer.name})", *signer.post, format_date(signer.day, "full")]
    data = {
        "kind": "signature",
        "title": signer.name,
        "heading": [pieces(line) for line in note],
        "lines": [pieces(line) for line in lines],
        "image": "hand.png" if images else "",
        "image_height": min(box.height * IMAGE_PART, IMAGE_MOST),
    }
    return _set(box, data, images)


def letter_mark(box: Box, signer: Signer, style: Style) -> bytes:
    """ลายมือชื่อท้ายหนังสือ: it stands in the place of the printed lines, so it is set like them, under the signature.

    Raises ``SheetDiffers`` where what was set does not say who signed.
    """
    lines = [f"({signer.name})", *signer.post, format_date(signer.day, "full")]
    room = max(box.height - len(lines) * style.pitch / POINTS_PER_MM, SMALLEST)
    data = {
        "kind": "letter",
        "title": signer.name,
        "heading": [] if signer.hand else [pieces(NO_HAND)],
        "lines": [pieces(line) for line in lines],
        "image": "hand.png" if signer.hand else "",
        "image_height": min(room, IMAGE_MOST),
        "size": style.size,
    }
    made = _set(box, data, {"hand.png": _on_paper(signer.hand)} if signer.hand else {})
    told = "".join(page.text for page in read_pages(made))
    if any(bare(line) not in told for line in lines):
        raise SheetDiffers(_("The printed letter does not say who signs it. It was not issued."))
    return made


def receive_mark(box: Box, unit: str, number: str, day: date, at: time) -> bytes:
    """ตรารับหนังสือ (ข้อ 37) as the appearance of the receiving unit's own signature."""
    rows = [
        {"label": "เลขรับ", "value": to_thai(number)},
        {"label": "วันที่", "value": format_date(day, "short")},
        {"label": "เวลา", "value": format_time(at)},
    ]
    return _set(box, {"kind": "received", "title": unit, "heading": [pieces(unit)], "rows": rows}, {})


def _set(box: Box, data: dict[str, Any], images: dict[str, bytes]) -> bytes:
    given = {**data, "width": box.width, "height": box.height}
    return set_document("mark.typ", given, images, standard=ARCHIVAL).pdf  # it becomes part of what is kept for good


def _on_paper(hand: bytes) -> bytes:
    """The image without transparency, which PDF/A-1b does not allow; nothing of the file but its pixels."""
    with Image.open(io.BytesIO(hand), formats=("PNG",)) as opened:
        image = opened.convert("RGBA")
    image.thumbnail((IMAGE_PIXELS, IMAGE_PIXELS))
    paper = Image.new("RGB", image.size, (255, 255, 255))
    paper.paste(image, mask=image.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()
