"""หน้าหนังสือ (sheet): everything that is printed of a letter, as plain values. Who fills it in needs no typesetting.

Labels, salutations and phrases are values like the rest: they come from the table of letter kinds, sizes and margins
from the settings of the office. A ``Line`` without text is printed with its label and room left open.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.documents.blocks import Block

LAYOUTS = (
    "external", "memo", "seal", "order", "regulation", "announcement", "statement", "news", "certificate", "minutes",
)  # fmt: skip
CM = 72 / 2.54


@dataclass(frozen=True)
class Line:
    """ช่อง: a label as printed (may be nothing) and what stands after it."""

    label: str
    text: str = ""


@dataclass(frozen=True)
class Items:
    """รายการ: a label and several lines below each other (อ้างถึง, สิ่งที่ส่งมาด้วย, ผู้มาประชุม)."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Signing:
    """ที่ลงชื่อ: room for a signature, called ``key``, and the lines under it: name in brackets, post, acting phrase.

    ``room`` are lines more that are left free in it, for a name that comes with the signature.
    """

    lines: tuple[str, ...]
    key: str = "signature"
    #: printed above the room, such as ``สำเนาถูกต้อง`` or ``ผู้จดรายงานการประชุม``
    above: str = ""
    #: the room takes in the lines too: the signature field that comes there shows them, they are not printed twice
    in_field: bool = False
    room: int = 0


@dataclass(frozen=True)
class Style:
    """ขนาดและระยะ: sizes and lengths in points, which an office may set; the text is like 16 points of its old font."""

    size: float = 10.8
    pitch: float = 16.75
    heading: float = 19.6
    label: float = 13.5
    urgency: float = 22.0
    secrecy: float = 16.0
    footer: float = 8.5
    left: float = 3 * CM
    right: float = 2 * CM
    top: float = 2.2 * CM
    bottom: float = 2.5 * CM
    indent: float = 2.5 * CM
    step: float = 0.75 * CM
    part: float = 3.0
    sign_room: float = 54.0
    sign_width: float = 7 * CM
    sign_axis: float = 0.64
    seal: float = 4.5 * CM
    qr: float = 1.6 * CM
    qr_left: float = 0.9 * CM
    qr_bottom: float = 0.9 * CM
    qr_shown: bool = True
    qr_on_every_page: bool = False
    head_rule: bool = True


#: Between which values a member of ``Style`` lies.
RANGES: dict[str, tuple[float, float]] = {
    "size": (9, 18), "pitch": (13, 36), "heading": (12, 40), "label": (9, 24), "urgency": (14, 40),
    "secrecy": (12, 36), "footer": (6, 12), "left": (42, 142), "right": (28, 142), "top": (42, 142),
    "bottom": (56, 142), "indent": (0, 142), "step": (0, 71), "part": (0, 24), "sign_room": (28, 142),
    "sign_width": (85, 283), "sign_axis": (0.4, 0.8), "seal": (85, 170), "qr": (34, 85), "qr_left": (14, 510),
    "qr_bottom": (14, 71),
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """หนังสือที่จะพิมพ์: what is printed, from the head down. Empty members are not printed."""

    layout: str
    title: str
    made: datetime
    garuda: float = 0.0
    heading: str = ""
    issuer: str = ""
    owner: tuple[str, ...] = ()
    owner_label: str = ""
    number: Line | None = None
    date: Line | None = None
    subject: Line | None = None
    to: tuple[Line, ...] = ()
    references: Items | None = None
    enclosures: Items | None = None
    #: lines of the head that a kind has of its own (ฉบับที่, พ.ศ., ครั้งที่, เมื่อ, ณ)
    fields: tuple[Line, ...] = ()
    #: lists before the text (ผู้มาประชุม …), and lines right before and after it (เริ่ม, เลิกประชุมเวลา)
    lists: tuple[Items, ...] = ()
    opening: Line | None = None
    body: tuple[Block, ...] = ()
    ending: Line | None = None
    closing: str = ""
    signatures: tuple[Signing, ...] = ()
    #: two signatures side by side, not below each other
    abreast: bool = False
    #: ตราชื่อส่วนราชการ: room for the red seal
    seal: bool = False
    #: รูปถ่ายผู้ได้รับการรับรอง: room for a photograph
    photo: bool = False
    contact: tuple[str, ...] = ()
    copies: Items | None = None
    footer: tuple[str, ...] = ()
    urgency: str = ""
    secrecy: str = ""
    #: สำเนา, สำเนาคู่ฉบับ
    marking: str = ""
    #: ร่าง: across every page, pale; such a sheet is looked at, never issued
    draft: str = ""
    #: ผู้ร่าง ผู้พิมพ์ ผู้ตรวจ, on the file copy
    workers: tuple[Line, ...] = ()
    certified: Signing | None = None
    qr: str = ""
    style: Style = field(default_factory=Style)


def check_sheet(sheet: Sheet) -> None:
    """Raise ``Invalid`` for a layout that is not there, or a size with which nothing can be printed."""
    if sheet.layout not in LAYOUTS:
        raise Invalid(_("There is no layout “${name}”.", mapping={"name": sheet.layout[:40]}), field="layout")
    for member in fields(Style):
        value = getattr(sheet.style, member.name)
        low, high = RANGES.get(member.name, (0, 1))
        if not low <= value <= high:
            raise Invalid(
                _(
                    "The size “${name}” must lie between ${low} and ${high} points.",
                    mapping={"name": member.name, "low": low, "high": high},
                ),
                field=member.name,
            )
    if sheet.style.pitch < 1.4 * sheet.style.size:  # marks of one line touch those of the next
        raise Invalid(_("Lines are at least 1.4 times as far apart as the letters are high."), field="pitch")
    if not 0 <= sheet.garuda <= 3 * CM + 1:
        raise Invalid(_("The garuda is at most 3 centimetres high."), field="garuda")
