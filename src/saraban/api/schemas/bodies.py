"""แบบข้อมูลขาเข้า (what is sent): the bodies of calls. Unknown members are refused, sizes are capped."""

from __future__ import annotations

from saraban.api.schemas.parts import (
    Schema,
    code,
    day,
    flag,
    instant,
    many,
    or_null,
    record,
    ref,
    text,
    whole,
    word,
)

URGENCIES = ("normal", "urgent", "very_urgent", "most_urgent")
SECRECIES = ("open", "confidential", "secret", "top_secret")
DEADLINE_KINDS = ("deadline", "meeting", "monthly", "event")
ROLES = ("administrator", "auditor", "clerk", "head", "member", "registrar", "secret_registrar")
OWN_SERIES = ("send", "circular", "order", "announcement", "certificate", "external", "memo", "seal")
ASSIGNEE = "^(unit|post|person):.{1,100}$"
NAMED = "^(post|person):.{1,100}$"

_SUBJECT = text("เรื่อง: the subject.", 2000, low=1)
_BODY = text("The text of the letter.", 200_000)
_URGENCY = word("ชั้นความเร็ว: ปกติ, ด่วน, ด่วนมาก, ด่วนที่สุด.", *URGENCIES, default="normal")
_SECRECY = word(
    "ชั้นความลับ: only open letters are taken; the others are refused and nothing of them is stored.",
    *SECRECIES,
    default="open",
)
_TO = many(text("One addressee as printed.", 2000), "เรียน / ถึง: addressees as printed.", 200)
_REFERENCES = many(ref("Reference"), "อ้างถึง: letters referred to.", 200)
_ENCLOSURES = many(text("One enclosure.", 500), "สิ่งที่ส่งมาด้วย: enclosures as printed.", 200)
_DEADLINES = many(ref("Deadline"), "Deadlines and meetings that the letter names; past ones are taken too.", 200)
_ACTIONS = many(text("One thing to do.", 500), "What receivers have to do; each becomes a task.", 50)
_UNIT = code("The unit; left out, that of the post acted in.")
_REASON = text("Why; it stays on record.", 1000, low=1)
_NOTE = text("A note that goes along.", 1000)

_SHOWN = text(
    "`seen` of the letter as it was read (`GET /letters/{id}`): what the signer approves. Where it was changed since, "
    "the answer is 409 and nothing is signed.",
    64,
    pattern="^[0-9a-f]{64}$",
    examples=["0" * 64],
)
_GIVEN: dict[str, Schema] = {
    "otp": text("The one-time password that the signer's phone shows.", 20, low=1),
    "pin": text("The PIN of the key, where its store asks for one.", 200),
    "signing_code": text("The code that the service holding the key sent to the signer, where it asks for one.", 20),
    "typed_name": text("The signer's full name as it is registered: it stands for the signature.", 200, low=1),
    "typed_only": flag("Sign by the typed name alone (section 9), although there is a certificate."),
}

DRAFT: dict[str, Schema] = {
    "kind": text("ชนิดหนังสือ: a key of `GET /kinds`, such as `memo` or `external`.", 40, default="memo"),
    "subkind": text("ชนิดย่อย: a key of the kind's sub-kinds, or empty.", 40),
    "filled": {
        "type": "object",
        "description": "Fields of the kind's own by name; days and times as written or in ISO form, "
        "the `effective` day of an order also as `บัดนี้เป็นต้นไป`. Those with `must` "
        "have to be there when it is proposed, but `recorder` (ผู้จดรายงานการประชุม) only where no `cosigners` are named "
        "and the kind has a place of that key among its `signers`: he signs then. What was typed there is kept.",
        "additionalProperties": {"type": "string", "maxLength": 20_000},
        "maxProperties": 40,
    },
    "addressee_class": text("ฐานะของผู้รับ: a key of `GET /kinds`; the salutation and closing follow from it.", 40),
    "salutation": text("คำขึ้นต้น, only for a class whose words are free.", 300),
    "closing": text("คำลงท้าย, only for a class whose words are free.", 300),
    "copies": many(text("`unit:CODE`, `group:KEY` or words as printed.", 300), "สำเนาส่ง.", 100),
    "procurement": text("เรื่องจัดซื้อจัดจ้าง: a key of `GET /kinds`; what belongs outside is refused.", 40),
    "outside_ref": text("The project's number in the procurement system.", 100),
    "typist": text("ผู้พิมพ์, where it is not who wrote it.", 300),
    "subject": _SUBJECT,
    "to": _TO,
    "body": _BODY,
    "addressees": many(
        text("A unit or a group of units.", 110, pattern="^(unit|group):.{1,100}$", examples=["unit:d54-edu"]),
        "Where it is delivered: `unit:CODE` and `group:KEY`.",
        1000,
    ),
    "urgency": _URGENCY,
    "secrecy": _SECRECY,
    "is_circular": flag("หนังสือเวียน: takes its number from the series ว.", default=False),
    "references": _REFERENCES,
    "enclosures": _ENCLOSURES,
    "deadlines": _DEADLINES,
    "actions": _ACTIONS,
    "signer_post": text("The post that is to sign.", 80),
    "cosigners": many(
        text("A post.", 80, low=1), "ผู้ลงนามร่วม: the posts that sign after the first signer, in order.", 9
    ),
    "answer_by": or_null(
        day("ต้องการคำตอบภายใน: the last day for an answer of each addressee; null = none is asked for.")
    ),
}
_SEEN = text(
    "`seen` of the draft as it was read: where somebody changed it since, the answer is 409 and nothing is changed. "
    "Left out, the change is made whatever was changed meanwhile.",
    64,
    pattern="^[0-9a-f]{64}$",
)
_CONFIRM = many(
    text("The slug of a question.", 250),
    "Questions that are hereby confirmed: `reference:NUMBER` for a number with the code of a unit of this office that "
    "is not found here (`reference:กท0403/ว25@2567`, with the year where the reference has a date). Without it, the "
    "answer is 409 with the questions and nothing is stored. Letters of other offices are not asked for.",
    200,
)
_THERE = many(
    text("A person or post.", 110, pattern=NAMED, examples=["post:d54-finance.head"]),
    "ผู้เกี่ยวข้องที่หน่วยรับ: of a letter for few, who reads it in the units; at least one in each.",
    50,
)
_COLUMNS: dict[str, Schema] = {
    "number": text("ที่: the letter's own number, where it is not the one issued here.", 100),
    "date": day("ลงวันที่: the letter's date."),
    "from_unit": text("จาก: sender as printed.", 300),
    "to": text("ถึง: addressee as printed.", 2000),
    "action": text("การปฏิบัติ.", 300),
    "remark": text("หมายเหตุ.", 500),
}

BODIES: dict[str, Schema] = {
    "Reference": record(
        "อ้างถึง: a letter referred to.",
        ("number",),
        number=text("Its number as written.", 200, low=1),
        date=or_null(day("Its date.")),
        owner=text("ส่วนราชการเจ้าของหนังสือ: the office that issued it, without the word หนังสือ.", 300),
    ),
    "Deadline": record(
        "กำหนดเวลา: a day that the letter names.",
        ("date",),
        date=day("The day."),
        text=text("What is due.", 500),
        kind=word("What kind of day it is.", *DEADLINE_KINDS, default="deadline"),
        time=text("Time of day, HH:MM.", 5, pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$|^$"),
    ),
    "Nothing": record("An empty object; the body may be left out too.", ()),
    "UnitChanges": {
        **record(
            "What changes about a unit.",
            (),
            title=text("ชื่อหน่วยงาน.", 200, low=1),
            abbreviation=text("ชื่อย่อ.", 60),
            address=text("ที่ตั้ง, as printed at the head of an external letter; empty: none.", 200),
            parent=code("The unit that it moves below."),
        ),
        "minProperties": 1,
    },
    "PersonChanges": record(
        "ชื่อในใบรับรอง: how certificates write the person's name.",
        ("certificate_name",),
        certificate_name=text("Such as the name in Latin letters; empty: as it is registered.", 200),
    ),
    "GrantBody": record(
        "บทบาท: a role in this unit for the holders of a post.",
        ("role", "post"),
        role=word("The role.", *ROLES),
        post=text("The post that gets it.", 80, low=1),
        inherit=flag("In the units below too.", default=False),
        since=or_null(day("First day; null = at once.")),
        until=or_null(day("Last day; null = open.")),
    ),
    "RegisterDelivery": record(
        "ลงทะเบียนรับ a delivery.",
        (),
        action=text("การปฏิบัติ: the register's column.", 300),
        to=text("ถึง: written into the register instead of the letter's addressee.", 2000),
    ),
    "Reason": record("A reason.", ("reason",), reason=_REASON),
    "Incoming": record(
        "หนังสือรับ: a letter from outside, as it stands on the paper. Only an unopened one has no subject.",
        (),
        number=text("ที่: the letter's number in any spelling.", 100),
        date=or_null(day("ลงวันที่: the letter's date.")),
        from_unit=text("จาก: sender as printed.", 300),
        to=_TO,
        subject=_SUBJECT,
        body=_BODY,
        urgency=_URGENCY,
        secrecy=_SECRECY,
        kind=text("ชนิดหนังสือ.", 40, pattern="^[a-z][a-z_-]*$", default="external"),
        is_circular=flag("หนังสือเวียน.", default=False),
        references=_REFERENCES,
        enclosures=_ENCLOSURES,
        deadlines=_DEADLINES,
        actions=_ACTIONS,
        answer_by=or_null(day("ต้องตอบภายใน: by when the letter asks for an answer.")),
        handling=word(
            "เฉพาะผู้เกี่ยวข้อง (concerned): read and found by those named alone. "
            "ถึงเฉพาะบุคคล (personal): registered unopened, for one person; no subject, text or files.",
            "",
            "concerned",
            "personal",
        ),
        concerned=many(
            text("A person or post.", 110, pattern=NAMED, examples=["person:manee"]),
            "ผู้เกี่ยวข้อง: who is named, `person:ID` or `post:ID`; whoever registers a letter for those concerned is too. "
            "Of a personal letter the one addressee, or the post that he alone holds today.",
            50,
        ),
        urgent_within=or_null(
            instant("ด่วนภายใน: the moment by which it has to be dealt with; not before the receipt.")
        ),
        action=text("การปฏิบัติ: the register's column.", 300),
        remark=text("หมายเหตุ: the register's column.", 500),
        received_at=or_null(instant("When it came, if not now; never before the letter's date without a reason.")),
        source_id=text("The importer's own id, unique in the unit.", 200),
        confirm=many(
            text("The slug of a question.", 60), "Questions of an earlier answer that are hereby confirmed.", 20
        ),
        reason=text("The reason that a question asks for.", 500),
    ),
    "EndorsementBody": record(
        "เกษียนหนังสือ: a note on the unit's paper.",
        ("act",),
        act=word("propose เสนอ, order สั่งการ, acknowledge รับทราบ.", "propose", "order", "acknowledge"),
        to=text("เรียน: to whom a proposal is addressed.", 300),
        to_post=text("The post in whose tray it is laid.", 80),
        verb=text("คำเกษียน: one of the usual phrases.", 200),
        text=text("The note.", 4000),
        assign_to=many(
            text("A unit, post or person.", 110, pattern=ASSIGNEE, examples=["unit:d54-edu"]),
            "Who carries out an order: `unit:CODE`, `post:ID`, `person:ID`.",
            200,
        ),
        due=or_null(day("Until when.")),
        without_delegate=flag("The proposal names nobody to do it, on purpose.", default=False),
        on_sheet=or_null(ref("SigningOnSheet", "Given: the note is signed on the unit's own sheet as well.")),
    ),
    "PaperEndorsementBody": record(
        "เกษียนบนกระดาษ: a note that was written on the paper, recorded for its writer. The scan comes along as a file.",
        ("act", "person", "post", "written_on"),
        act=word("propose เสนอ, order สั่งการ, acknowledge รับทราบ.", "propose", "order", "acknowledge"),
        person=text("Who wrote it: a sign-in name, never the caller's own.", 80, low=1),
        post=text("The post's key (as in `GET /me`) that he held, or acted in, on that day.", 200, low=1),
        written_on=day("The day under the note; not before the receipt, not in the future."),
        to=text("เรียน: to whom a proposal is addressed.", 300),
        to_post=text("The post in whose tray it is laid.", 80),
        verb=text("คำเกษียน: one of the usual phrases.", 200),
        text=text("The note.", 4000),
        assign_to=many(
            text("A unit, post or person.", 110, pattern=ASSIGNEE, examples=["unit:d54-edu"]),
            "Who carries out an order: `unit:CODE`, `post:ID`, `person:ID`.",
            200,
        ),
        due=or_null(day("Until when.")),
        without_delegate=flag("The proposal names nobody to do it, on purpose.", default=False),
    ),
    "StrikeBody": record("ขีดฆ่า.", ("reason",), reason=text("Why it was wrong.", 500, low=1)),
    "PlaceBody": record(
        "ย้ายต้นฉบับกระดาษ.", ("place",), place=text("Where it is from now on: ตู้, แฟ้ม, หน่วย.", 200, low=1)
    ),
    "PlacesBody": record(
        "ย้ายต้นฉบับกระดาษ, several at once: all or none.",
        ("receipts", "place"),
        receipts=many(text("A receipt's id.", 13, low=1), "Whose originals.", 1000, minItems=1),
        place=text("Where they are from now on.", 200, low=1),
    ),
    "AnswersBody": record(
        "ลงว่าตอบแล้วด้วยตนเอง: what the system cannot know.",
        ("awaited", "how"),
        awaited=many(text("The id of an awaited answer.", 13, low=1), "Whose answers.", 1000, minItems=1),
        how=word(
            "paper ตอบเป็นกระดาษ (needs `number`), not_needed ไม่ต้องตอบแล้ว, undone รอตอบต่อ (both need `reason`).",
            "paper",
            "not_needed",
            "undone",
        ),
        number=text("The number of the letter that answered on paper.", 100),
        date=or_null(day("Its date.")),
        reason=text("Why.", 500),
    ),
    "OwedBody": record(
        "ลงเรื่องคำตอบที่หน่วยต้องตอบ: what was not written in the system.",
        ("how",),
        how=word(
            "paper ตอบด้วยหนังสือนอกระบบ (needs `number`), not_needed ไม่ต้องตอบ, undone ต้องตอบต่อ (both need `reason`).",
            "paper",
            "not_needed",
            "undone",
        ),
        number=text("The number of the letter that answered.", 100),
        date=or_null(day("Its date.")),
        reason=text("Why.", 500),
    ),
    "ReminderBody": record(
        "หนังสือเตือน.",
        ("awaited",),
        awaited=many(
            text("The id of an awaited answer.", 13, low=1), "Who is reminded; all of one letter.", 1000, minItems=1
        ),
    ),
    "ForwardBody": record(
        "ส่งต่อ.",
        ("to",),
        to=many(
            text("A unit, post or person.", 110, pattern=ASSIGNEE, examples=["unit:d54-edu"]),
            "To whom: `unit:CODE` (registers it itself), `post:ID`, `person:ID`.",
            1000,
            minItems=1,
        ),
        text=_NOTE,
        due=or_null(day("Until when.")),
        concerned=_THERE,
    ),
    "Result": record("ปิดเรื่อง: the result.", ("result",), result=text("What was done with the matter.", 1000, low=1)),
    "Folder": record("เข้าแฟ้ม.", ("folder",), folder=text("The folder's id (see the unit).", 80, low=1)),
    "DraftBody": record(
        "ร่างหนังสือ.",
        ("subject",),
        unit=_UNIT,
        parent_receipt=text("หนังสือนำ: the receipt on whose strength it is written.", 13),
        **DRAFT,
        confirm=_CONFIRM,
    ),
    "DraftChanges": {
        **record(
            "What changes in a draft.",
            (),
            **DRAFT,
            confirm=_CONFIRM,
            seen=_SEEN,
            take_over=flag("Take the draft over from who is editing it; this stays on record.", default=False),
        ),
        "minProperties": 1,
    },
    "ProposeBody": record("เสนอลงนาม.", ("to_post",), to_post=text("The post that is to sign.", 80, low=1), text=_NOTE),
    "TakeBackBody": record(
        "ดึงงานคืน.",
        ("from",),
        **{"from": text("The post or person that it was handed to.", 110, pattern="^(post|person):.{1,100}$")},
    ),
    "SendBody": record("ส่งหนังสือ.", (), concerned=_THERE),
    "SendAgainBody": record(
        "ส่งอีกครั้ง.", ("addressees",), addressees={**DRAFT["addressees"], "minItems": 1}, concerned=_THERE
    ),
    "SendOnPaperBody": record(
        "ส่งด้วยกระดาษ.", ("how",), how=text("How it was sent: by post, by hand, to whom.", 1000, low=1)
    ),
    "ReturnBody": record("ส่งคืนแก้ไข.", ("text",), text=text("What is to be changed.", 1000, low=1)),
    "SittingBody": record(
        "ลงนามหลายฉบับ.",
        ("letters", "typed_name", "otp"),
        letters=many(ref("LetterToSign"), "The letters, in the order of their numbers.", 200),
        **_GIVEN,
    ),
    "LetterToSign": record("หนังสือหนึ่งฉบับที่จะลงนาม.", ("id", "seen"), id=text("The letter's id.", 40, low=1), seen=_SHOWN),
    "SignBody": record(
        "ลงนาม.",
        ("seen", "typed_name", "otp"),
        **_GIVEN,
        seen=_SHOWN,
        reserved=whole(
            "ใช้เลขที่จอง: a reserved number of this year's book, with the date of its reservation.", 0, 2_000_000_000
        ),
    ),
    "NumberBody": record(
        "ออกเลขหรือจองเลข: a number without a document.",
        (),
        series=word("ชุดเลข.", *OWN_SERIES, default="send"),
        subject=text("เรื่อง; needed unless it is reserved.", 2000),
        reserve=or_null(ref("Reservation", "Given: the number is reserved, not issued.")),
        wanted=whole("The number expected; any but the next one is refused.", 1, 10_000_000),
        **_COLUMNS,
    ),
    "Reservation": record(
        "จองเลข.", who=text("For whom.", 300, low=1), why=text("Why.", 1000, low=1), until=day("Until when it is kept.")
    ),
    "UseNumber": record("ใช้เลขที่จอง.", ("subject",), subject=_SUBJECT, **_COLUMNS),
    "AmendNumber": record(
        "แก้ไขรายการ: new columns, and why.", ("why",), why=text("Why.", 1000, low=1), subject=_SUBJECT, **_COLUMNS
    ),
}
