"""ประตูของการตอบ (doors of answers): those that are waited for and those that are owed."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.stage import AWAITED, OWED
from tests.matrix.verbs import HIDDEN, READING, Verb, call, form, page, show

P = Permission
_ROW = {"awaited": "{word}"}
ANSWERS = [
    Verb(
        "awaited.read",
        "awaited",
        AWAITED,
        READING,
        (show("letter-answers", "/l/{key}/answers"), call("list_answers", "GET", "/letters/{key}/answers")),
    ),
    Verb(
        "awaited.remind",
        "awaited",
        ("waiting",),
        P.LETTER_DRAFT,
        (
            page("letter-answers-act:remind", "/l/{key}/answers/remind", fields=_ROW, refused=HIDDEN),
            call(
                "post_reminder",
                "POST",
                "/letters/{key}/reminders",
                {"awaited": ["{word}"]},
                ok=201,
                refused=HIDDEN,
            ),
        ),
    ),
    Verb(
        "awaited.remind_many",
        "awaited",
        ("waiting",),
        P.LETTER_DRAFT,
        (page("answers-remind", "/answers/remind", fields={"letter": "{key}"}, refused=HIDDEN),),
    ),
    *(
        Verb(
            f"awaited.{verb}",
            "awaited",
            (state,),
            P.LETTER_SEND,
            (
                page(f"letter-answers-act:{verb}", f"/l/{{key}}/answers/{verb}", fields={**_ROW, **fields}),
                call("post_answers", "POST", "/letters/{key}/answers", {"awaited": ["{word}"], "how": how, **fields}),
            ),
            right_first=True,
        )
        for verb, how, state, fields in (
            ("answered", "paper", "waiting", {"number": "ทส 9"}),
            ("let-off", "not_needed", "waiting", {"reason": "x"}),
            ("undo", "undone", "answered", {"reason": "x"}),
        )
    ),
    Verb("owed.read", "owed", OWED, READING, (call("get_owed", "GET", "/receipts/{key}/answer"),)),
    Verb("owed.ask", "owed", OWED, P.PAPER_CLOSE, (form("paper-answer", "/p/{key}/answer"),)),
    *(
        Verb(
            f"owed.{how}",
            "owed",
            (state,),
            P.PAPER_CLOSE,
            (
                page("paper-answer", "/p/{key}/answer", fields={"how": how, **fields}),
                call("post_owed", "POST", "/receipts/{key}/answer", {"how": how, **fields}),
            ),
            right_first=True,
        )
        for how, state, fields in (
            ("paper", "owing", {"number": "ทส 9"}),
            ("not_needed", "owing", {"reason": "x"}),
            ("undone", "owed-answered", {"reason": "x"}),
        )
    ),
]
