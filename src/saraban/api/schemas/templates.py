"""แบบข้อมูลของแบบหนังสือ (templates and letters from a list): what is kept of a form, and what a list makes."""

from __future__ import annotations

from saraban.api.schemas.bodies import DRAFT
from saraban.api.schemas.parts import (
    Schema,
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
    word,
)

_NAME = text("ชื่อแบบหนังสือ: found by the unit under this name.", 150, low=1)
_KEPT = {name: schema for name, schema in DRAFT.items() if name not in {"secrecy", "deadlines", "answer_by", "typist"}}
_SEEN = whole(
    "`version` of the template as it was read: where somebody changed it since, the answer is 409 and nothing is "
    "changed. Left out, the change is made whatever was changed meanwhile.",
    1,
    1_000_000,
)
_BLANKS = many(text("A name."), "ช่องว่าง: the names of the blanks, as they stand in `{{ }}`.")
_MADE = {
    "mode": word("`each`: a letter for every row; `one`: one letter for all.", "each", "one"),
    "list": text("บัญชีรายชื่อ as CSV: its heads name the blanks; หน่วยงาน and เรียน say where it goes.", 1_000_000, low=1),
}
TEMPLATES: dict[str, Schema] = {
    "TemplateBody": record("แบบหนังสือใหม่.", ("name", "subject"), name=_NAME, **_KEPT),
    "TemplateChanges": {
        **record("What changes in a template; what is not sent stays as it is.", (), name=_NAME, seen=_SEEN, **_KEPT),
        "anyOf": [{"required": [name]} for name in ("name", *_KEPT)],
    },
    "TemplateBrief": record(
        "แบบหนังสือ, in short.",
        id=opaque("Its id."),
        unit=text("The code of the unit that keeps it."),
        name=text("Its name."),
        kind=text("ชนิดหนังสือ."),
        version=whole("The number of the version that holds.", 1),
        at=instant("When that version was kept."),
        by=text("Who kept it."),
        retired_at=or_null(instant("Since when it starts no letter any more; null = in use.")),
        blanks=_BLANKS,
    ),
    "TemplatePage": page_of("TemplateBrief", "The templates of a unit, by name; retired ones last."),
    "TemplateVersion": record(
        "รุ่นของแบบหนังสือ.",
        n=whole("Its number.", 1),
        name=text("The name it had."),
        at=instant("When it was kept."),
        by=text("Who kept it."),
    ),
    "Template": record(
        "แบบหนังสือ.",
        template=ref("TemplateBrief", "Which."),
        form=record("What a letter from it starts with.", None, **_KEPT),
        versions=many(ref("TemplateVersion"), "The versions, the oldest first."),
    ),
    "MergeBody": record("หนังสือจากบัญชีรายชื่อ.", ("mode", "list"), **_MADE),
    "WrongCell": record(
        "ที่ผิดในบัญชีรายชื่อ.",
        line=whole("The line, as a spreadsheet counts.", 1),
        column=text("The letters of the column; empty = the whole row."),
        message_th=text("What is wrong, in Thai."),
        message_en=text("What is wrong, in English."),
    ),
    "MergePreview": record(
        "What the list would make; nothing was kept.",
        rows=whole("Rows of the list.", 0),
        letters=whole("Letters that would be made.", 0),
        wrong=many(ref("WrongCell"), "Every place that is wrong; none = it can be made."),
        sample=many(
            record("A letter.", subject=text("เรื่อง."), to=text("เรียน."), body=text("ข้อความ.")),
            "The first letters as they would be, ten at most.",
        ),
    ),
    "MergeBrief": record(
        "ชุดหนังสือจากบัญชีรายชื่อ, in short.",
        id=opaque("Its id."),
        unit=text("The unit's code."),
        title=text("What it was made from."),
        mode=_MADE["mode"],
        rows=whole("Rows of the list.", 0),
        at=instant("When it was made."),
        by=text("Who made it."),
        undone_at=or_null(instant("When all of it was cancelled.")),
        undone_why=or_null(text("Why.")),
    ),
    "MergePage": page_of("MergeBrief", "Letters made from lists, the newest first."),
    "Merge": record(
        "ชุดหนังสือจากบัญชีรายชื่อ.",
        merge=ref("MergeBrief", "Which."),
        letters=many(ref("LetterBrief"), "Its letters in the order of the list, as far as the caller reads them."),
        may_undo=flag("Is none of them signed?"),
    ),
    "MergeOutcomes": record(
        "ผลของหนังสือแต่ละฉบับในชุด.",
        items=many(
            record(
                "หนังสือหนึ่งฉบับ.",
                letter=opaque("Its id."),
                subject=text("เรื่อง."),
                to=text("เรียน."),
                done=flag("Was it done?"),
                why_th=text("Why not, in Thai."),
                why_en=text("Why not, in English."),
            ),
            "One of each that was tried, in the order of the list.",
        ),
    ),
}
