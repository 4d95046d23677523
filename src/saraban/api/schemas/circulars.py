"""แบบข้อมูลของหนังสือเวียน (circulars): what is sent and answered about the board."""

from __future__ import annotations

from saraban.api.schemas.parts import (
    CODE,
    Schema,
    code,
    day,
    flag,
    instant,
    many,
    opaque,
    or_null,
    page_of,
    record,
    ref,
    text,
    whole,
)

_CATEGORY = text("หมวด: the key of a category.", 60, low=1)
_AUDIENCE = many(text("`all`, `below:CODE`, `unit:CODE` or `group:KEY`."), "Whose staff may read it.")
_TERMS = {
    "category": text("หมวด."),
    "audience": _AUDIENCE,
    "published_at": instant("When."),
    "effective": or_null(day("In force and on the board from.")),
    "expires": or_null(day("The last day.")),
    "is_pinned": flag("Does it stand on top of the board?"),
    "is_planned": flag("รอเผยแพร่: does it wait for its day? Then only the unit sees it."),
}

BODIES: dict[str, Schema] = {
    "OfUnit": record("The unit that does it.", (), unit=code("The unit; left out, that of the post acted in.")),
    "PublishBody": record(
        "เวียนหนังสือ.",
        (),
        unit=code("The unit; left out, that of the post acted in."),
        category={**_CATEGORY, "default": "general"},
        audience=many(
            text("ผู้รับ: `all`, `below:CODE` (a unit and all below it), `unit:CODE`, `group:KEY`.", 90, low=3),
            "Whose staff may read it; left out, all staff.",
            100,
            minItems=1,
        ),
        effective=or_null(day("In force and on the board from this day.")),
        expires=or_null(day("The last day on the board.")),
        supersedes=many(opaque("A circular's letter."), "The unit's own circulars whose place it takes.", 20),
    ),
    "CircularPatch": record(
        "แก้ไขหนังสือเวียน.",
        (),
        category=_CATEGORY,
        effective=or_null(day("In force and on the board from this day.")),
        expires=or_null(day("The last day on the board.")),
        is_pinned=flag("ปักหมุด: on top of the board."),
        supersedes=many(opaque("A circular's letter."), "Further circulars of the unit whose place it takes.", 20),
    ),
    "WithdrawBody": record("ถอนหนังสือเวียน.", reason=text("Why.", 500, low=1)),
    "RemindBody": record(
        "เตือนหน่วย.",
        (),
        units=many(code("A unit."), "Those to remind; left out, all that have not acknowledged.", 2000),
    ),
    "CircularGroupBody": record(
        "กลุ่มผู้รับหนังสือเวียน.",
        title=text("Its name.", 200, low=1),
        units=many(code("A unit."), "Its units.", 2000, minItems=1),
    ),
    "CircularCategoryBody": record(
        "หมวดหนังสือเวียน.",
        ("title", "title_en"),
        title=text("Its name in Thai.", 60, low=1),
        title_en=text("Its name in English.", 60, low=1),
        is_open=flag("Does it take new circulars?", default=True),
    ),
}

ANSWERS: dict[str, Schema] = {
    "Circular": record(
        "หนังสือเวียน.",
        None,
        letter=ref("LetterBrief", "The letter."),
        unit=text("Who circulates it."),
        **_TERMS,
        superseded_by=or_null(text("The letter that has taken its place, where the caller may read it.")),
        supersedes=many(text("A letter."), "Whose place it took, as far as the caller may read those."),
        files=many(record("A file.", id=text("Its id."), name=text("Its name.")), "สิ่งที่แนบมา."),
        read_at=or_null(instant("When the caller read it.")),
        acknowledged_at=or_null(instant("When the caller acknowledged it.")),
    ),
    "CircularPage": page_of("Circular", "กระดานหนังสือเวียน, newest first."),
    "CircularMark": record(
        "อ่านแล้ว รับทราบแล้ว.",
        letter=text("The letter's id."),
        read_at=instant("When it was read."),
        acknowledged_at=or_null(instant("When it was acknowledged.")),
    ),
    "UnitAcknowledged": record(
        "หน่วยรับทราบแล้ว.",
        letter=text("The letter's id."),
        unit=text("The unit's code."),
        acknowledged_at=instant("When."),
    ),
    "CircularPublished": record(
        "หนังสือเวียนของหน่วยงาน.",
        None,
        letter=ref("LetterBrief", "The letter."),
        unit=text("Who circulates it."),
        **_TERMS,
        read=whole("How many persons have read it.", 0),
        acknowledged=whole("How many persons have acknowledged it.", 0),
        withdrawn_at=or_null(instant("When it was withdrawn.")),
        withdrawn_why=text("Why it was withdrawn."),
    ),
    "PublishedPage": page_of("CircularPublished", "What a unit has circulated, newest first."),
    "Standing": record(
        "ผลการอ่านของหน่วย.",
        unit=text("The unit's code.", pattern=CODE),
        title=text("Its name."),
        agency=text("The agency that it belongs to; empty for an agency itself."),
        staff=whole("Its staff on the day of publishing.", 0),
        read=whole("How many of them have read it.", 0),
        unread=whole("How many of them have not.", 0),
        acknowledged=whole("How many of them have acknowledged it.", 0),
        acknowledged_at=or_null(instant("When its registry acknowledged it.")),
        reminded_at=or_null(instant("When it was reminded last.")),
    ),
    "StandingTotals": record(
        "ยอดรวม: persons, each once.",
        persons=whole("The staff on the day of publishing.", 0),
        read=whole("Who has read it, `others` included.", 0),
        unread=whole("Who of the staff has not read it.", 0),
        acknowledged=whole("Who has acknowledged it.", 0),
        others=whole("Who reads by an acting post or has come since.", 0),
        units=whole("The units.", 0),
        units_acknowledged=whole("The units whose registry has acknowledged.", 0),
    ),
    "StandingPage": page_of("Standing", "Unit by unit, by code.", totals=ref("StandingTotals", "The sums.")),
    "Reminded": record("เตือนแล้ว.", letter=text("The letter's id."), units=many(text("A unit."), "Who is told now.")),
    "CircularGroup": record(
        "กลุ่มผู้รับหนังสือเวียน.",
        key=text("Its key."),
        title=text("Its name."),
        owner=or_null(text("The unit that keeps it; null for one of the whole office.")),
        units=many(text("A unit."), "Its units today."),
    ),
    "CircularGroupPage": page_of("CircularGroup", "The unit's own first."),
    "CircularCategory": record(
        "หมวดหนังสือเวียน.",
        key=text("Its key."),
        title=text("Its name in Thai."),
        title_en=text("Its name in English."),
        is_open=flag("Does it take new circulars?"),
    ),
    "CircularCategoryPage": page_of("CircularCategory", "In the order in which they were added."),
}
