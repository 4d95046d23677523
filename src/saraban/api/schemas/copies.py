"""แบบข้อมูลของสำเนาคู่ฉบับ (file copies): one of them, and the list of a central saraban."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, day, flag, instant, or_null, page_of, record, text, whole

COPIES: dict[str, Schema] = {
    "FileCopy": record(
        "สำเนาคู่ฉบับ. Of a letter that is not the caller's to read only numbers and dates are told.",
        None,
        id=text("The id of the copy."),
        letter=or_null(text("The letter's id; null where it is not the caller's to read.")),
        number=text("ที่."),
        date=or_null(day("ลงวันที่.")),
        unit=or_null(text("The code of the unit that issued it; null as above.")),
        **{"from": text("The name of that unit.")},
        to=text("ถึง."),
        subject=text("เรื่อง, passcodes hidden."),
        received_at=instant("When the copy came."),
        is_void=flag("Was the letter made void afterwards?"),
    ),
    "ListedAddressee": record(
        "ผู้รับรายหนึ่งในบัญชีรายชื่อ.",
        None,
        id=text("The row, as text."),
        n=whole("The row, from 1.", 1),
        unit=or_null(text("The code of the unit in the system; null for one outside.")),
        to=text("The words after เรียน."),
        has_copy=flag("May the caller have the copy that names this addressee?"),
    ),
    "ListedAddresseePage": page_of("ListedAddressee", "The list of addressees in order."),
    "FileCopyPage": page_of("FileCopy", "The file copies of a central saraban, the newest first."),
}
