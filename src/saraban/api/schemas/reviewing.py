"""แบบข้อมูลของการตรวจร่าง (reviewing drafts): opinions, comments, locks and versions."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, flag, instant, many, or_null, record, ref, text, whole, word

REVIEWING: dict[str, Schema] = {
    "OpinionsBody": record(
        "ขอความเห็น.",
        ("posts",),
        posts=many(text("A post's id.", 80, low=1), "The posts that are asked.", 20, minItems=1),
        text=text("What is asked.", 1000),
    ),
    "CommentBody": record(
        "ความเห็นต่อย่อหน้า.",
        ("text",),
        text=text("The comment.", 4000, low=1),
        paragraph=whole("Which block of the text, from 1; 0 = the whole.", 0, 100_000, default=0),
    ),
    "LockBody": record("จองแก้ไขร่าง.", (), take_over=flag("Take it over from who keeps it.", default=False)),
    "Opinion": record(
        "ความเห็น.",
        post=text("The post that was asked."),
        title=text("Its title."),
        asked_at=instant("When it was asked."),
        asked_by=text("By whom."),
        text=text("What was asked."),
        at=or_null(instant("When it answered; null while it is waited for.")),
        name=text("Who answered."),
        answer=text("The opinion."),
    ),
    "Comment": record(
        "ความเห็นต่อย่อหน้า.",
        n=whole("Its number.", 1),
        paragraph=whole("Which block of the text; 0 = the whole.", 0),
        quote=text("How the paragraph began then."),
        text=text("The comment."),
        at=instant("When."),
        name=text("Who."),
        post=text("In which post."),
        settled_at=or_null(instant("When it was settled.")),
        settled_by=text("By whom, or empty."),
    ),
    "Review": record(
        "การตรวจร่าง.",
        ("state", "opinions", "comments"),
        state=text("The draft's state."),
        opinions=many(ref("Opinion"), "ความเห็นที่ขอ."),
        comments=many(ref("Comment"), "ความเห็นต่อย่อหน้า."),
        makers=record(
            "ผู้ร่าง ผู้พิมพ์ ผู้ตรวจ.",
            drafter=text("ผู้ร่าง."),
            typist=text("ผู้พิมพ์."),
            checker=text("ผู้ตรวจ, or empty."),
        ),
        lock=or_null(
            record("จองแก้ไข.", name=text("By whom."), post=text("In which post."), until=instant("Until when."))
        ),
    ),
    "DraftVersion": record(
        "รุ่นของร่าง.",
        version=whole("Its number.", 1),
        at=instant("When it was saved."),
        name=text("By whom."),
        post=text("In which post."),
        differences=many(
            record(
                "ช่องที่ต่างกัน.",
                label=text("The field."),
                changes=many(
                    record(
                        "ช่วงข้อความ.",
                        kind=word("What happened to it.", "same", "added", "taken"),
                        text=text("The words."),
                    ),
                    "In reading order.",
                ),
            ),
            "What differs from the version before it.",
        ),
    ),
    "DraftVersionPage": record(
        "รุ่นของร่าง, the newest first.",
        items=many(ref("DraftVersion"), "Versions."),
        next=or_null(text("Always null: all are given.")),
    ),
}
