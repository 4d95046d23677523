"""แบบข้อมูลของหนังสือนอกระบบ (letters outside the system): what is recorded of one, and the list."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, day, instant, or_null, page_of, record, text

_WORDS = {
    "number": text("ที่: the number on the paper.", 100, low=1),
    "to": text("ถึง.", 300, low=1),
    "subject": text("เรื่อง.", 500, low=1),
    "reason": text("เหตุจำเป็น: why it could not go through the system.", 1000, low=1),
    "approver_person": text("ผู้อนุมัติ: the person's id.", 80, low=1, examples=["manee"]),
    "approver_post": text(
        "The post, as in `GET /me`, in which the person approved it: one that signs letters, held on that day.",
        160,
        low=1,
        examples=["d54.director"],
    ),
}
OUTSIDE: dict[str, Schema] = {
    "OutsideBody": record(
        "หนังสือนอกระบบ (เหตุจำเป็นอื่น).",
        (*_WORDS, "date", "approved_on"),
        **_WORDS,
        date=day("ลงวันที่."),
        approved_on=day("When it was approved; not after the letter's own date."),
    ),
    "OutsideLetter": record(
        "หนังสือนอกระบบ.",
        id=text("Its id."),
        unit=text("The unit's code."),
        number=text("The number on the paper."),
        date=day("ลงวันที่."),
        to=text("ถึง."),
        subject=text("เรื่อง."),
        reason=text("เหตุจำเป็น."),
        approver=text("ผู้อนุมัติ: name and post as they were then."),
        approver_person=or_null(text("The person's id; null in records that were made when this was typed.")),
        approver_post=or_null(text("The post.")),
        approved_on=day("When it was approved."),
        name=text("Who recorded it."),
        post=text("In which post."),
        at=instant("When."),
        struck_why=or_null(text("Why the record was struck out; null while it stands.")),
        struck_by=or_null(text("Who struck it out.")),
        struck_at=or_null(instant("When.")),
    ),
    "OutsidePage": page_of("OutsideLetter", "The letters of a unit and year."),
}
