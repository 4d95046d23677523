"""ปรับรูปแบบการพิมพ์ (changing the style of printed letters): sample pages first, then a version of the table of kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.pace import Pace
from saraban.documents.read_back import SheetDiffers
from saraban.documents.sheet import Line, Sheet, Style
from saraban.documents.sheets import Issued, is_code_free, set_letter
from saraban.documents.typesetting import TypesettingFailed
from saraban.kinds import service as kinds
from saraban.kinds.checking import check_table
from saraban.kinds.content import KindVersion
from saraban.kinds.shapes import KindBook, book_from
from saraban.kinds.style import whole_style
from saraban.letters.content import Text
from saraban.letters.samples import sample_of
from saraban.letters.sheets import OFFICE_COPY, sheet_under
from saraban.people.actor import Actor
from saraban.people.whole import top_unit

#: The layouts that a style is tried on: a letter to the outside and a memo.
TRIED = ("external", "memo")
_TEXT = "\n".join(f"{n}. " + "ข้อความตัวอย่างสำหรับดูระยะขอบกระดาษและระยะบรรทัด " * 5 for n in range(1, 11))
#: What printers leave white at the edge of the paper, in points.
EDGE = 12.0
#: Each change sets sample pages: so many a minute of one person, by the page and by programs together.
PACE = Pace(30)
_CHECK_AT = "https://example.invalid/verify"


def samples(root: Any, data: dict[str, Any]) -> list[Issued]:
    """หน้าตัวอย่าง: a letter and a memo of two pages by a table that may not be kept; it has been checked.

    Raises ``Invalid`` where they cannot be printed so.
    """
    book = book_from(0, data)
    tried = {kind.layout: kind.key for kind in reversed(book.kinds) if kind.layout in TRIED}
    try:
        found = [set_letter(_sample(root, book, tried[layout])) for layout in TRIED if layout in tried]
    except (SheetDiffers, TypesettingFailed) as error:
        raise Invalid(
            _("A sample letter cannot be printed in this style. Nothing was saved."), field="style"
        ) from error
    for issued in found:
        _check_room(issued, book.style)
    return found


def _sample(root: Any, book: KindBook, key: str) -> Sheet:
    letter = sample_of(book, key)
    letter.text = Text(_TEXT)
    workers = tuple(Line(label, "ชื่อตัวอย่าง") for label in ("ผู้ร่าง", "ผู้พิมพ์", "ผู้ตรวจ"))
    return replace(sheet_under(root, letter, book), marking=OFFICE_COPY, workers=workers, qr=_CHECK_AT)


def _check_room(issued: Issued, style: Style) -> None:
    """Refuse what reaches the edge of the paper or stands on the QR code of the last page, such as a long foot."""
    outside = any(b.x < EDGE or b.x + b.width > page.width - EDGE for page in issued.boxes for b in page.occupied)
    if outside or not is_code_free(issued, style):
        raise Invalid(
            _("Something does not fit beside the QR code or on the paper: shorten the lines at the foot."),
            field="style.footer_lines",
        )


def change_table(
    desk: Desk, actor: Actor, *, data: dict[str, Any], since: date, why: str, seen: int = 0
) -> KindVersion:
    """แก้ไขตารางชนิดหนังสือ, the style of its letters tried first where it differs from the newest version's."""
    top_unit(desk.root, actor)
    check_table(data)
    if whole_style(data) != whole_style(kinds.table_of(kinds.versions(desk.root)[0])):
        samples(desk.root, data)
    return kinds.change_kinds(desk, actor, data=data, since=since, why=why, seen=seen)


def change_style(
    desk: Desk, actor: Actor, *, style: dict[str, Any], since: date, why: str, seen: int = 0
) -> KindVersion:
    """ปรับรูปแบบการพิมพ์: a new version of the table with this style, holding from ``since`` on.

    Letters keep the version that they were written under. By the administrators of the office as a whole. Raises
    ``Invalid`` for a size outside its bounds, a style in which a sample cannot be printed, a day that has passed or no
    reason; ``Conflict`` where there is a newer version than the one that was ``seen``.
    """
    top_unit(desk.root, actor)
    return change_table(desk, actor, data=styled(desk.root, style), since=since, why=why, seen=seen)


def styled(root: Any, style: Any) -> dict[str, Any]:
    """The newest table with another style, every member of it written down. Raises ``Invalid``."""
    data = kinds.table_of(kinds.versions(root)[0])
    before = whole_style(data)
    check_table({**data, "style": style})
    after = whole_style({"style": {**before, **style}})
    return data if after == before else {**data, "style": after}
