"""แบบข้อมูลของรายการงาน (more answers): who am I, in-tray, search, circulars, problems."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, day, flag, instant, many, or_null, page_of, record, ref, text, whole, word

AWAITED = ("waiting", "overdue", "answered", "not_needed", "returned", "pulled_back")
ANSWERED = ("letter", "reply", "paper", "not_needed")

PROBLEM: Schema = {
    **record(
        "ข้อผิดพลาด: problem details (RFC 9457), with the message in Thai and English.",
        ("type", "title", "status", "detail", "detail_th", "detail_en", "slug", "request_id"),
        type=text("Stable name of the kind of problem, a URN that ends in the slug."),
        title=text("In a word."),
        status=whole("The HTTP status."),
        detail=text("What happened and what to do now, in the language asked for."),
        detail_th=text("The same in Thai."),
        detail_en=text("The same in English."),
        field=text("The member or parameter at fault, such as `deadlines.0.date`."),
        slug=text("Stable machine name."),
        questions=many(ref("Question"), "What waits for a decision: repeat the call with the slugs in `confirm`."),
        errors=many(ref("FieldError"), "All members at fault, where there are several."),
        request_id=text("The id of this request; it also stands in the server's log."),
    )
}

LISTS: dict[str, Schema] = {
    "Problem": PROBLEM,
    "IdOnly": record("The bare id of an item (`fields=id`).", id=text("Its id, or a unit's code.")),
    "Question": record(
        "คำถามที่ต้องยืนยัน.",
        ("field", "slug", "message_th", "message_en"),
        field=text("The member concerned."),
        slug=text("What to put into `confirm`."),
        message_th=text("In Thai."),
        message_en=text("In English."),
        needs_reason=flag("Give a `reason` too."),
        letters=many(text("A letter's id."), "Letters concerned."),
    ),
    "FieldError": record(
        "A member at fault.",
        field=text("Its path."),
        slug=text("Stable machine name."),
        detail_th=text("In Thai."),
        detail_en=text("In English."),
    ),
    "Me": record(
        "ฉันคือใคร.",
        person=ref("Person", "The caller."),
        post=or_null(text("The post acted in (`Saraban-Post`).")),
        unit=or_null(text("The unit of that post.")),
        posts=many(ref("HeldPost"), "Posts held or acted for today."),
        units=many(text("A code."), "Units whose letters the caller reads."),
        office=ref("Office", "The office's time."),
        token=ref("Token", "The token used."),
    ),
    "Person": record("บุคคล.", id=text("The sign-in name."), name=text("ชื่อ-สกุล.")),
    "HeldPost": record(
        "ตำแหน่งที่ใช้ปฏิบัติงานได้.",
        key=text("What to send as `Saraban-Post`."),
        post=text("The post's id."),
        title=text("ชื่อตำแหน่ง."),
        rank=text("ระดับ."),
        unit=text("The unit's code."),
        unit_title=text("ชื่อหน่วยงาน."),
        acting=or_null(ref("Acting", "Given where it is acted for.")),
        roles=many(ref("RoleIn"), "Roles of the post."),
    ),
    "Acting": record(
        "รักษาการ.",
        term=text("คำแสดงการลงนามแทน."),
        instrument=text("คำสั่ง."),
        since=day("First day."),
        until=day("Last day."),
    ),
    "RoleIn": record("บทบาท.", role=text("The role."), unit=text("Where."), inherit=flag("In the units below too.")),
    "Office": record(
        "เวลาของสำนักงาน.", today=day("Today."), now=instant("Now."), is_demo=flag("A demonstration store.")
    ),
    "Token": record(
        "โทเคน.", scopes=many(word("A scope.", "read", "write"), "What it is for."), expires=instant("Until when.")
    ),
    "Inbox": record(
        "งานรอดำเนินการ.",
        posts=many(ref("PostInbox"), "By post; work of one is never mixed with another's."),
        incoming=many(ref("UnitCount"), "Deliveries waiting at the units whose registry the caller keeps."),
    ),
    "PostInbox": record(
        "งานของตำแหน่งหนึ่ง.",
        key=text("`Saraban-Post` to act in it."),
        title=text("ชื่อตำแหน่ง."),
        trays=many(ref("Tray"), "Its trays."),
    ),
    "Tray": record(
        "ตะกร้างาน.",
        tray=text("Its key."),
        title=text("Whose it is."),
        count=whole("How many wait.", 0),
        overdue=whole("How many are overdue.", 0),
        items=many(ref("Task"), "By due date and urgency."),
        next=or_null(text("The cursor of the next page of this tray.")),
    ),
    "Task": record(
        "งานที่รอ.",
        what=text("What is asked."),
        letter=text("The letter's id."),
        receipt=or_null(text("The receipt's id.")),
        subject=text("เรื่อง."),
        number=text("ที่."),
        from_unit=text("จาก."),
        urgency=text("ชั้นความเร็ว."),
        receive_number=or_null(whole("เลขรับ.")),
        year=or_null(whole("ปี พ.ศ.")),
        due=or_null(day("Until when.")),
        is_overdue=flag("Is it late?"),
        text=text("The note with it."),
        since=instant("Since when."),
        is_read=flag("Was it opened?"),
    ),
    "UnitCount": record("A unit and a count.", unit=text("The unit's code."), count=whole("How many.", 0)),
    "Hits": record(
        "ผลการค้น: only what the caller may see, counts included.",
        items=many({"anyOf": [ref("Hit"), ref("HitId")]}, "Hits."),
        next=or_null(text("The cursor of the next page.")),
        total=whole("How many there are.", 0),
        facets={
            "type": "object",
            "description": "Counts by unit, kind, year and so on.",
            "additionalProperties": {
                "type": "object",
                "description": "Value to count.",
                "additionalProperties": whole("Count.", 0),
            },
        },
        pending=whole("Changed documents that the index does not hold yet; they are found all the same.", 0),
        near=whole("How many of these were found by a near spelling; they stand below the others.", 0),
        spellings=many(text("Words."), "What the words may have been meant to be, as visible documents write them."),
        is_catching_up=flag("The index is far behind."),
        hint=text("A remark on the words, or empty."),
    ),
    "Hit": record(
        "ผลการค้นหนึ่งรายการ.",
        id=text("The letter's id, or the receipt's."),
        kind=word("What it is.", "letter", "receipt"),
        letter=text("The letter's id."),
        receipt=or_null(text("The receipt's id.")),
        chain=text("The chain's id."),
        title=text("เรื่อง."),
        number=text("ที่."),
        date=day("The day it sorts by."),
        source_id=text("The importer's own id."),
        snippet=many(ref("Passage"), "A passage of the text."),
    ),
    "HitId": record(
        "The bare ids of a hit.",
        id=text("The letter's id, or the receipt's."),
        source_id=text("The importer's own id."),
    ),
    "Passage": record("A part of a snippet.", text=text("Its text."), is_marked=flag("Was it searched for?")),
    "Awaited": record(
        "คำตอบที่รอ: what a letter awaits from one addressee; for its sender only.",
        id=text("Its id."),
        unit=or_null(text("The addressee's code; null for somebody outside.")),
        title=text("The addressee's name."),
        delivery=or_null(text("The delivery's id.")),
        receive_number=or_null(whole("The number under which the addressee took it in.")),
        due=day("The last day for the answer."),
        state=word("The state.", *AWAITED),
        state_th=text("The state in Thai."),
        days_left=whole("Days until the last day; negative when it has passed."),
        answer=or_null(ref("AnswerShown", "The answer that counts.")),
        reminders=many(ref("ReminderShown"), "หนังสือเตือน, in order."),
    ),
    "AnswerShown": record(
        "การตอบ.",
        how=word("letter (sent in the system), reply (from outside), paper, not_needed.", *ANSWERED),
        at=instant("When it was noted."),
        name=text("By whom."),
        letter=or_null(text("The letter that answers, where it is here and the caller may read it.")),
        number=text("Its number."),
        date=or_null(day("Its date.")),
        reason=text("Why none is needed."),
    ),
    "ReminderShown": record("การเตือน.", letter=text("The reminder letter."), at=instant("When it was sent.")),
    "AwaitedPage": page_of(
        "Awaited", "Who has answered and who has not, by name.", counts=ref("AwaitedCounts", "How many in each state.")
    ),
    "AwaitedCounts": record("How many in each state.", None, **{s: whole(f"State {s}.", 0) for s in AWAITED}),
    "Asked": record(
        "หนังสือที่รอคำตอบ.",
        letter=ref("LetterBrief", "The letter."),
        answer_by=day("The last day for an answer."),
        counts=ref("AwaitedCounts", "Its addressees by state."),
    ),
    "AskedPage": page_of("Asked", "รอคำตอบ: letters of a unit that wait for answers, the earliest day first."),
    "Placed": record("ย้ายแล้ว.", receipts=many(text("A receipt's id."), "Whose originals."), place=text("Where.")),
}
