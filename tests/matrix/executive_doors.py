"""ประตูของสำนักงานผู้บริหารและข้อสั่งการ (doors of executives' offices and directives in the permission matrix)."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.cast import UNIT
from tests.matrix.verbs import READING, Verb, call, page, show

P = Permission
_BOOK = (P.REGISTER_READ,)
OFFICE = [
    Verb(
        "unit.office",
        "unit",
        ("working",),
        P.REGISTER_READ,
        (show("office", "/offices/{unit}"), call("get_office", "GET", "/units/{unit}/office")),
        sees=_BOOK,
    ),
    Verb(
        "unit.away",
        "unit",
        ("working",),
        P.PAPER_FORWARD,
        (
            page("office-away", "/offices/{unit}/away", fields={"post": "m.head", "until": "{today}"}),
            call("post_away", "POST", "/units/{unit}/office/away", {"post": "m.head", "until": None}),
        ),
        sees=_BOOK,
        right_first=True,
    ),
]
_ORDERED = {"given_on": "{today}", "how": "spoken", "occasion": "x", "text": "x", "units": UNIT}
_IN_UNIT = [
    Verb(
        "unit.directives",
        "unit",
        ("working",),
        P.REGISTER_READ,
        (
            show("directives-export:csv", "/directives/{unit}/given.csv", door="export"),
            show("directives-export:xlsx", "/directives/{unit}/received.xlsx", door="export"),
            call("list_directives", "GET", "/units/{unit}/directives"),
        ),
        sees=_BOOK,
    ),
    Verb(
        "unit.direct",
        "unit",
        ("working",),
        P.PAPER_ENDORSE,
        (
            page("directive-new", "/directives/new/{unit}", fields={**_ORDERED, "by": "m-head m.head"}),
            call(
                "post_directive",
                "POST",
                "/units/{unit}/directives",
                {
                    "by": "m-head",
                    "post": "m.head",
                    "given_on": "{day}",
                    "how": "written",
                    "text": "x",
                    "units": [UNIT],
                },
                ok=201,
            ),
        ),
        sees=_BOOK,
        right_first=True,
    ),
]
DIRECTIVES = [
    *_IN_UNIT,
    Verb(
        "directive.read",
        "directive",
        ("running",),
        READING,
        (show("directive", "/directives/{key}"), call("get_directive", "GET", "/directives/{key}")),
    ),
    *(
        Verb(
            f"directive.{verb}",
            "directive",
            ("running",),
            permission,
            (
                page(
                    f"directive-act:{verb.replace('_', '-')}",
                    f"/directives/{{key}}/{verb.replace('_', '-')}",
                    fields=fields,
                ),
                call("post_directive_act", "POST", "/directives/{key}/acts", {"act": verb, **body}),
            ),
        )
        for verb, permission, fields, body in (
            ("report", P.PAPER_ENDORSE, {"text": "x"}, {"text": "x"}),
            ("accept", P.PAPER_ENDORSE, {"text": "x"}, {"text": "x"}),
            ("withdraw", P.PAPER_ORDER, {"text": "x"}, {"text": "x"}),
        )
    ),
]
EXECUTIVES = [*OFFICE, *DIRECTIVES]

#: Doors without a row, each for a reason.
EXECUTIVES_OWN = {
    **dict.fromkeys(
        ("day", "day-matter", "get_day", "post_day_acts", "directives"),
        "shows or asks only what the person's own posts reach; single things behind it have rows of their own",
    ),
    **dict.fromkeys(
        ("directive-act:add-letter", "directive-act:send-back"),
        "names a letter, or follows a report; tried in tests/functional/pages/test_directives.py",
    ),
}
