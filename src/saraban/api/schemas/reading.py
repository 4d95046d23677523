"""แบบข้อมูลของการอ่านหนังสือ (schemas of intake): what is sent to be read, and what could be read in it."""

from __future__ import annotations

from saraban.api.schemas.bodies import SECRECIES, URGENCIES
from saraban.api.schemas.parts import Schema, code, day, flag, instant, many, or_null, record, ref, text, whole, word
from saraban.intake.reading import FIELDS, KINDS

_SURE = {"type": "number", "description": "0 to 1: from 0.9 certain, from 0.6 likely.", "minimum": 0, "maximum": 1}
_WORDS = record(
    "The words that a field was read from, and where they stand in `text` (Python offsets).",
    None,
    words=text("As they stand there."),
    begin=whole("Offset of the first character.", 0),
    end=whole("Offset behind the last.", 0),
)
_DAYS = many(ref("Deadline"), "Days that the letter names.")

READING: dict[str, Schema] = {
    "ToRead": record(
        "หนังสือที่จะให้อ่าน: an incoming letter, or a stack of them, as pasted text (or a file beside it).",
        (),
        text=text("The text, page after page.", 200_000),
        unit=code("The receiving unit: of a stack, the letter addressed to it is read."),
    ),
    "Reading": record(
        "สิ่งที่อ่านได้: a proposal; nothing was stored. What could not be read is null or empty and has no confidence.",
        None,
        kind=word("ชนิดหนังสือ.", *KINDS),
        number=or_null(text("ที่: Arabic digits.")),
        is_circular=flag("หนังสือเวียน: a number with ว."),
        date=or_null(day("ลงวันที่.")),
        subject=or_null(text("เรื่อง.")),
        from_unit=or_null(text("จาก.")),
        to=many(text("One addressee."), "ถึง: addressees one by one."),
        references=many(ref("Reference"), "อ้างถึง."),
        enclosures=many(text("One enclosure."), "สิ่งที่ส่งมาด้วย."),
        urgency=word("ชั้นความเร็ว, from its printed place only.", *URGENCIES),
        secrecy=word("ชั้นความลับ, from its printed place only.", *SECRECIES),
        handling=word("Printed: เฉพาะผู้เกี่ยวข้อง, ถึงเฉพาะบุคคล.", "", "concerned", "personal"),
        urgent_within=or_null(instant("ด่วนภายใน: by when it has to arrive.")),
        deadlines=_DAYS,
        events=_DAYS,
        deadline_questions=many(
            record(
                "A time to count from a day that the letter does not name: never computed, to be asked about.",
                None,
                words=text("As written: ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือฉบับนี้."),
                days=or_null(whole("Days from the receipt of the letter, if it counts from that.", 1)),
            ),
            "ระยะเวลาที่ไม่รู้วันเริ่มนับ.",
        ),
        weekday_conflicts=many(
            record(
                "A date whose written weekday is not its own.",
                None,
                written=text("As written."),
                date=day("The day."),
                actual=text("The weekday of that day, in Thai."),
            ),
            "วันในสัปดาห์ไม่ตรง: kept as written.",
        ),
        history=many(ref("ReadBefore"), "Stamps, covering letters and notes of other units in the stack."),
        confidence=record("How sure each field is.", (), **dict.fromkeys(FIELDS, _SURE)),
        words=record("Where each field was read.", (), **dict.fromkeys(FIELDS, _WORDS)),
        text=text("The repaired text."),
        body=text("The text of the letter that was chosen, and of those it covers."),
    ),
    "ReadBefore": record(
        "ทางเดินที่ผ่านมา: what else lies in the stack.",
        None,
        kind=word("What it is.", "stamp", "letter", "note"),
        unit=text("The unit, as printed."),
        number=text("Its number, or the receive number of a stamp."),
        date=or_null(day("Its date.")),
        time=or_null(text("The time in a stamp, HH:MM.")),
        to=text("To whom."),
        words=text("How it begins."),
    ),
}
