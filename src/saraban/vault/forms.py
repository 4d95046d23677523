"""แบบทะเบียนลับ (the forms of the secret books): the columns of ทขล. ๑, ๒ and ๓, and a row of a book in them.

A row on which the reader is not named has its number, its day and its level; every other column says nothing. The
columns are data: an installation that has the annexed forms of the regulation before it gives its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.classification.levels import SECRECY_TH, Secrecy
from saraban.core.clock import bangkok_date
from saraban.core.settings import BadSetting, Columns
from saraban.people.service import find_person, find_post
from saraban.thai.dates import format_date
from saraban.thai.digits import Digits, in_digits
from saraban.vault.books import SERIES, Row
from saraban.vault.content import SecretDelivery, SecretEntry, SecretLetter, SecretPaper
from saraban.vault.envelopes import disclose
from saraban.vault.sending import deliveries_of

_LEVEL, _SUBJECT, _REMARK = ("ชั้นความลับ", "level"), ("เรื่อง", "subject"), ("หมายเหตุ", "remark")
_LETTER = (("ที่", "no"), ("ลงวันที่", "dated"), ("จาก", "from"), ("ถึง", "to"))
#: ชุดเลข -> the columns of its form: (head, what stands in it).
FORMS: dict[str, Columns] = {
    "receive": (
        ("เลขทะเบียนรับ", "number"),
        ("วันเดือนปีที่รับ", "day"),
        *_LETTER,
        _LEVEL,
        _SUBJECT,
        ("จำนวน (ชุด/แผ่น)", "sheets"),
        ("การดำเนินการ", "action"),
        _REMARK,
    ),
    "send": (
        ("เลขทะเบียนส่ง", "number"),
        ("วันเดือนปีที่ส่ง", "day"),
        *_LETTER,
        ("ผู้รับ", "receiver"),
        _LEVEL,
        _SUBJECT,
        ("จำนวน (ชุด/แผ่น)", "sheets"),
        ("การดำเนินการ", "own-action"),
        ("ใบตอบรับ", "receipt"),
        _REMARK,
    ),
    "control": (
        ("ลำดับ", "number"),
        ("ที่/วันที่", "no-dated"),
        ("เจ้าของเรื่อง", "from"),
        _LEVEL,
        _SUBJECT,
        ("ชุดที่/จำนวนชุด", "sheets"),
        ("ผู้ถือ/ที่เก็บ", "held"),
        ("การสำเนา", "copies"),
        ("ยืม/คืน", "lent"),
        ("ปรับชั้น", "changes"),
        ("ทำลาย", "destroyed"),
        _REMARK,
    ),
}
#: What stands in หมายเหตุ of a row that is not the reader's.
WITHHELD = "เฉพาะผู้มีรายชื่อ"


def form_name(series: str) -> str:
    """The number of the form on which a book is printed."""
    return SERIES[series][0]


def check_columns(own: Mapping[str, Columns]) -> None:
    """Raise ``BadSetting`` for a book that is none, a column in which nothing known stands, and rows without number."""
    known = {key for form in FORMS.values() for _head, key in form}
    for series, form in own.items():
        wrong = sorted({key for _head, key in form} - known)
        if series not in FORMS or wrong or not form or form[0][1] != "number":
            msg = (
                f"saraban.secret_columns_file: {series}: {', '.join(wrong)}; the books are {', '.join(FORMS)}, "
                f"the first column is number, and the others are of {', '.join(sorted(known))}"
            )
            raise BadSetting(msg)


def columns(series: str, own: Mapping[str, Columns] | None = None) -> tuple[str, ...]:
    """The heads of the columns of a book; ``own`` are those of the installation."""
    return tuple(head for head, _key in _form(series, own))


def _form(series: str, own: Mapping[str, Columns] | None) -> Columns:
    return (own or {}).get(series) or FORMS[series]


def cells(
    root: Any, series: str, row: Row, digits: Digits = "thai", own: Mapping[str, Columns] | None = None
) -> tuple[str, ...]:
    """A row in the columns of its form, with Buddhist years. What the row withholds is not looked up."""
    told = {"number": in_digits(str(row.entry.n), digits), "day": format_date(row.entry.day, digits=digits)}
    told["level"] = SECRECY_TH[Secrecy(row.entry.level)]
    if row.paper is None or row.letter is None or row.words is None:
        told["remark"] = WITHHELD
    else:
        told |= _said(row.words, digits)
        told |= _done(root, row.entry, row.paper, row.letter, digits)
        told["remark"] = _joined([told["remark"], told["entered"], told["noted"] if series != "control" else ""])
    if series == "control":
        told["remark"] = _joined([f"ลงทะเบียน {told['day']}", told["remark"]])
    return tuple(told.get(key, "") for _head, key in _form(series, own))


def _said(words: dict[str, Any], digits: Digits) -> dict[str, str]:
    """What the row says of the letter, as it was entered."""
    dated = format_date(date.fromisoformat(words["dated"]), digits=digits) if words["dated"] else ""
    said = {key: words.get(key, "") for key in ("from", "to", "receiver", "subject", "sheets")}
    said["no"], said["dated"] = in_digits(words["number"], digits), dated
    said["no-dated"] = " ลว. ".join(part for part in (said["no"], dated) if part)
    said["action"], said["remark"] = words.get("action", ""), words.get("remark", "")
    return said | {"own-action": said["action"]}


def _done(root: Any, entry: SecretEntry, paper: SecretPaper, letter: SecretLetter, digits: Digits) -> dict[str, str]:
    """What became of the letter since, from what the vault keeps of it."""
    words = disclose(entry.words)
    sendings = deliveries_of(root, paper)
    closed = disclose(paper.result).get("text", "")
    entered = "ลงในทะเบียนหนังสือรับปกติแล้ว" if paper.opened_as else ""
    changes = _joined(_change(root, change, digits) for change in letter.changes)
    return {
        "action": _joined(
            [
                words.get("action", ""),
                *(_sent(root, d, digits) for d in sendings),
                f"ปิดเรื่อง: {closed}" if closed else "",
            ]
        ),
        "receipt": _joined(_receipt(root, d, digits) for d in sendings if _is_of(d, entry)),
        "held": _joined(["คลังลับในระบบ", *(_person(root, n.person) for n in paper.named)]),
        "copies": _joined(_copies(root, made, digits) for made in paper.copies),
        "lent": _joined(f"คืน: {_person(root, u.person)} {_day(u.at, digits)}" for u in paper.unnamed),
        "changes": changes,
        "entered": entered,
        "noted": f"ปรับชั้น: {changes}" if changes else "",
    }


def _is_of(delivery: SecretDelivery, entry: SecretEntry) -> bool:
    """Was this number of ทขล. ๒ given to the delivery? Numbers begin anew each year."""
    return delivery.n == entry.n and bangkok_date(delivery.at) == entry.day


def _sent(root: Any, delivery: SecretDelivery, digits: Digits) -> str:
    where = find_unit(root, delivery.to_unit).title
    return f"ส่ง {where} ทขล. ๒ ที่ {in_digits(str(delivery.n), digits)} {_day(delivery.at, digits)}"


def _receipt(root: Any, delivery: SecretDelivery, digits: Digits) -> str:
    if delivery.state == "lapsed":
        return "ไม่มีผู้ลงทะเบียนรับ"
    if delivery.registered_at is None:
        return "ยังไม่ตอบรับ"
    return f"{_person(root, delivery.registered_by)} ลงทะเบียนรับ {_day(delivery.registered_at, digits)}"


def _copies(root: Any, made: Any, digits: Digits) -> str:
    by = _joined([_person(root, made.by), find_post(root, made.post).title if made.post else ""], " ")
    return f"{in_digits(str(made.number), digits)} ชุด {_day(made.at, digits)} {by}: {disclose(made.why)['text']}"


def _change(root: Any, change: Any, digits: Digits) -> str:
    old, new = (SECRECY_TH[Secrecy(level)] for level in (change.old, change.new))
    new = "ยกเลิกชั้น" if change.new == Secrecy.OPEN else new
    said = disclose(change.why)
    return f"{old} เป็น {new} {_day(change.at, digits)} {_person(root, change.by)}: {said['instrument']}"


def _person(root: Any, person: str) -> str:
    return str(find_person(root, person).name)


def _day(at: datetime, digits: Digits) -> str:
    return format_date(bangkok_date(at), digits=digits)


def _joined(parts: Iterable[str], between: str = " · ") -> str:
    return between.join(part for part in parts if part)
