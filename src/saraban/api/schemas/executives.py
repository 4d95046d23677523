"""แบบข้อมูลของสำนักงานผู้บริหาร (schemas of executives' offices): screening, the day list, who stands in."""

from __future__ import annotations

from saraban.api.schemas.bodies import ASSIGNEE
from saraban.api.schemas.parts import (
    Schema,
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
    word,
)
from saraban.directives.workflow import DIRECTIVE_MOVES, STATES
from saraban.executives.acting import ACTS
from saraban.letters.screening import RECOMMENDATIONS

_MATTER = text("`p-ID` a receipt, `l-ID` a draft.", 20, low=3, pattern="^[pl]-.+$", examples=["p-4f2k9m0x7c1qz"])
_POST = text("A post's id.", 80, low=1)
_POINTS = {
    "summary": text("สรุปเรื่อง.", 1800, low=1),
    "recommendation": word("ความเห็นเสนอ.", *RECOMMENDATIONS),
    "words": text("The recommendation in own words, instead of the usual phrase.", 300),
    "points": text("ข้อพิจารณา.", 1800),
    "to_post": text("Before whom it is put: the executive or a deputy; left out, the first who is there.", 80),
}
_ASSIGNED = many(
    text("A unit, post or person.", 110, pattern=ASSIGNEE, examples=["unit:d54-edu"]),
    "Who carries it out: `unit:CODE`, `post:ID`, `person:ID`.",
    200,
)

EXECUTIVES: dict[str, Schema] = {
    "PutForwardBody": record(
        "เสนอผู้กลั่นกรอง.",
        ("to_post",),
        to_post=_POST,
        text=text("A word to the screener.", 300),
        no_procurement=flag("Its subject reads like a procurement letter and it is none.", default=False),
    ),
    "ScreeningBody": record(
        "กลั่นกรองหนังสือ.",
        ("summary", "recommendation"),
        **_POINTS,
        assign_to=_ASSIGNED,
        due=or_null(day("Until when.")),
    ),
    "DraftScreeningBody": record("กลั่นกรองร่าง.", ("summary", "recommendation"), **_POINTS),
    "Screening": record(
        "การกลั่นกรอง.",
        at=instant("When."),
        name=text("Who screened it."),
        post=text("In which post."),
        summary=text("สรุปเรื่อง."),
        recommendation=word("ความเห็นเสนอ.", *RECOMMENDATIONS),
        words=text("As it stands on the paper."),
        points=text("ข้อพิจารณา."),
        to_post=text("Before whom it was put."),
        assign_to=many(text("A unit, post or person."), "Who should carry it out."),
    ),
    "Matter": record(
        "เรื่องในรายการประจำวัน.",
        matter=_MATTER,
        what=word("decide รอเกษียนสั่งการ, sign รอลงนาม.", "decide", "sign"),
        letter=ref("LetterBrief", "หนังสือ."),
        receipt=or_null(opaque("The receipt; null for a draft.")),
        due=or_null(day("กำหนด.")),
        since=instant("Since when it lies there."),
        is_read=flag("Was it opened?"),
        screening=or_null(ref("Screening", "การกลั่นกรอง; null where nobody screened it.")),
    ),
    "DayPage": page_of("Matter", "รายการประจำวัน, the most urgent first."),
    "DayActBody": record(
        "สั่งการหลายเรื่องพร้อมกัน.",
        ("matters", "act"),
        matters=many(_MATTER, "Which.", 50, minItems=1),
        act=word("order สั่งการ, acknowledge รับทราบ, return ส่งคืนผู้กลั่นกรอง.", *ACTS),
        verb=text("คำเกษียน: one of the usual phrases.", 200),
        text=text("The note; of a return, why.", 4000),
        assign_to=_ASSIGNED,
        due=or_null(day("Until when.")),
        keep=flag("Keep the order among the directives.", default=False),
    ),
    "Outcomes": record(
        "ผลของแต่ละเรื่อง.",
        items=many(
            record(
                "เรื่องหนึ่ง.",
                matter=_MATTER,
                subject=text("เรื่อง; empty where it may not be seen."),
                done=flag("Was it done?"),
                why_th=text("Why not, or where it went instead, in Thai."),
                why_en=text("Why not, or where it went instead, in English."),
            ),
            "One of each, in the order in which they were named.",
        ),
    ),
    "OfficeBody": record(
        "ตั้งสำนักงานผู้บริหาร.",
        ("executive",),
        executive=_POST,
        deputies=many(_POST, "รอง, in order of precedence.", 20),
        screeners=many(_POST, "ผู้กลั่นกรอง.", 20),
        procurement=flag("Are procurement letters put before the executive?", default=False),
    ),
    "AwayBody": record(
        "ลงว่าไม่อยู่.",
        ("post", "until"),
        post=_POST,
        until=or_null(day("The last day of the absence; null: back again.")),
    ),
    "ExecutiveOffice": record(
        "สำนักงานผู้บริหาร.",
        unit=text("The unit's code."),
        screeners=many(text("A post's id."), "ผู้กลั่นกรอง."),
        procurement=flag("Are procurement letters put before the executive?"),
        standing=many(
            record(
                "ผู้ปฏิบัติ.",
                post=text("The post's id."),
                title=text("ชื่อตำแหน่ง."),
                names=many(text("A name."), "Who holds it today or acts in it."),
                is_there=flag("Is somebody there for it today?"),
                away_until=or_null(day("Until when its holder is away.")),
            ),
            "The executive, then the deputies in order of precedence.",
        ),
        first=text("The post that comes first among those that are there."),
    ),
    "DirectiveBody": record(
        "บันทึกข้อสั่งการ.",
        ("by", "post", "given_on", "how", "text", "units"),
        by=text("Who gave it: a sign-in name.", 80, low=1),
        post=text("The post's key that he held, or acted in, on that day.", 200, low=1),
        given_on=day("วันที่สั่งการ; not in the future."),
        how=word("spoken วาจา, written ลายลักษณ์อักษร.", "spoken", "written"),
        occasion=text("Of a spoken one, on which occasion.", 300),
        text=text("ข้อสั่งการ.", 4000, low=1),
        units=many(text("A unit's code.", 60, low=1), "หน่วยรับผิดชอบ.", 50, minItems=1),
        due=or_null(day("กำหนด.")),
    ),
    "DirectiveActBody": record(
        "ดำเนินการกับข้อสั่งการ.",
        ("act",),
        act=word(
            "report รายงานผล, accept แล้วเสร็จ, send_back ให้ดำเนินการต่อ, withdraw ยกเลิก, add_letter หนังสือที่ดำเนินการ.",
            *DIRECTIVE_MOVES,
        ),
        text=text("The report, or the reason.", 4000),
        letter=text("Of add_letter: the letter's id.", 13),
    ),
    "Directive": record(
        "ข้อสั่งการ.",
        id=opaque("Its id."),
        office=text("The office that gave it."),
        by=text("Who gave it."),
        post=text("In which post."),
        block=many(text("A line."), "The signature block as it was then."),
        given_on=day("วันที่สั่งการ."),
        how=word("spoken วาจา, written ลายลักษณ์อักษร.", "spoken", "written"),
        occasion=text("On which occasion it was said."),
        text=text("ข้อสั่งการ."),
        units=many(text("A unit's code."), "หน่วยรับผิดชอบ."),
        due=or_null(day("กำหนด.")),
        state=word("สถานะ.", *STATES),
        state_th=text("In Thai."),
        is_overdue=flag("Has its day passed while nothing was reported?"),
        result=text("ผลการดำเนินการ."),
        letters=many(opaque("A letter."), "The letters that carry it out and that the caller reads."),
        receipt=or_null(opaque("The receipt on which it was written, where the caller reads it.")),
        recorded_by=text("Who recorded it."),
        recorded_at=instant("When."),
    ),
    "DirectivePage": page_of("Directive", "ข้อสั่งการ, the newest first."),
}
