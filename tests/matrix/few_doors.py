"""ประตูของหนังสือที่อ่านเฉพาะผู้ที่ระบุชื่อ (doors of letters for few in the permission matrix)."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.stage import FEW
from tests.matrix.verbs import CONFLICT, READING, Verb, call, form, page, show

P = Permission
_NAMED, _UNOPENED, _OPENED, _FOR_ALL, _HANDED_BACK = FEW
FOR_FEW = [
    Verb(
        "few.read",
        "few",
        FEW,
        READING,
        (
            show("paper", "/p/{key}"),
            show("paper-named", "/p/{key}/named"),
            call("get_receipt", "GET", "/receipts/{key}"),
            show("paper-rendition", "/p/{key}/rendition.pdf", door="file"),
        ),
    ),
    Verb(
        "few.find",
        "few",
        (_NAMED, _FOR_ALL, _HANDED_BACK),
        READING,
        (show("search", "/search?q={word}", door="search"), call("search", "GET", "/search?q={word}", door="search")),
    ),
    Verb(
        "few.name",
        "few",
        (_NAMED,),
        P.PAPER_ENDORSE,
        (
            page("paper-named", "/p/{key}/named", fields={"do": "name", "concerned": "m-stranger", "reason": "x"}),
            call("post_names", "POST", "/receipts/{key}/names", {"concerned": ["person:m-stranger"], "reason": "x"}),
        ),
        right_first=True,
    ),
    Verb(
        "few.take_off",
        "few",
        (_NAMED,),
        P.PAPER_ENDORSE,
        (
            page(
                "paper-named", "/p/{key}/named", fields={"do": "take_off", "target": "person:m-auditor", "reason": "x"}
            ),
            call(
                "post_name_off", "POST", "/receipts/{key}/names/take-off", {"name": "person:m-auditor", "reason": "x"}
            ),
        ),
        right_first=True,
    ),
    Verb(
        "few.open",
        "few",
        (_UNOPENED, _OPENED),
        READING,
        (
            page("paper-named", "/p/{key}/named", fields={"do": "open"}),
            call("post_open_envelope", "POST", "/receipts/{key}/open-envelope", {}),
        ),
        also={_NAMED: CONFLICT, _FOR_ALL: CONFLICT, _HANDED_BACK: CONFLICT},
        about="the addressee alone",
        quiet=(_OPENED,),
    ),
    Verb(
        "few.hand_back",
        "few",
        (_OPENED,),
        READING,
        (
            page("paper-named", "/p/{key}/named", fields={"do": "hand_back", "subject": "x"}),
            call("post_hand_back", "POST", "/receipts/{key}/hand-back", {"subject": "x"}),
        ),
        also={_NAMED: CONFLICT, _UNOPENED: CONFLICT, _FOR_ALL: CONFLICT, _HANDED_BACK: CONFLICT},
        about="the addressee alone",
    ),
    Verb(
        "few.complete",
        "few",
        (_HANDED_BACK,),
        P.REGISTER_RECEIVE,
        (
            page("paper-complete", "/p/{key}/complete", fields={"body": "x"}),
            form("paper-complete", "/p/{key}/complete"),
            call("post_complete", "POST", "/receipts/{key}/complete", {"body": "x"}),
        ),
        right_first=True,
    ),
]
