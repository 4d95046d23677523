"""ประตูของชุดหนังสือจากบัญชีรายชื่อ (doors of letters made from a list in the permission matrix)."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.stage import MERGES
from tests.matrix.verbs import Verb, call, page, show

P = Permission
_DRAFTED, _SIGNED = MERGES
_UNIT = (P.LETTER_DRAFT,)
MERGED = [
    Verb(
        "merge.read",
        "merge",
        MERGES,
        P.LETTER_DRAFT,
        (show("merge", "/merges/{key}"), call("get_merge", "GET", "/merges/{key}")),
        sees=_UNIT,
    ),
    Verb(
        "merge.propose",
        "merge",
        (_DRAFTED,),
        P.LETTER_DRAFT,
        (
            page("merge-propose", "/merges/{key}/propose", fields={"to_post": "m.head"}, ok=200),
            call("post_propose_merge", "POST", "/merges/{key}/propose", {"to_post": "m.head"}),
        ),
        sees=_UNIT,
    ),
    Verb(
        "merge.send",
        "merge",
        (_SIGNED,),
        P.LETTER_SEND,
        (
            page("merge-send", "/merges/{key}/send", ok=200),
            call("post_send_merge", "POST", "/merges/{key}/send", {}),
        ),
        sees=_UNIT,
    ),
]
