"""ประตูของหนังสือเวียน (doors of circulars): reading, acknowledging, changing, watching who has read."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.cast import UNIT
from tests.matrix.verbs import HIDDEN, Verb, call, form, page, show

P = Permission
CIRCULARS = [
    Verb(
        "circular.acknowledge",
        "circular",
        ("posted",),
        P.UNIT_READ,
        (
            page("circular-acknowledge", "/circulars/{key}/acknowledge", closed=HIDDEN),
            call("post_acknowledge", "POST", "/circulars/{key}/acknowledge", {}, closed=HIDDEN),
        ),
        about="everybody on the staff",
    ),
    Verb(
        "circular.read",
        "circular",
        ("posted",),
        P.UNIT_READ,
        (
            page("circular-read", "/circulars/{key}/read", closed=HIDDEN),
            call("post_read_circular", "POST", "/circulars/{key}/read", {}, closed=HIDDEN),
        ),
        about="everybody on the staff",
    ),
    Verb(
        "circular.unit_acknowledge",
        "circular",
        ("posted",),
        P.REGISTER_RECEIVE,
        (
            page(
                "circular-unit",
                "/circulars/{key}/unit-acknowledge",
                fields={"unit": UNIT},
                refused=HIDDEN,
                closed=HIDDEN,
            ),
            call(
                "post_unit_acknowledge",
                "POST",
                "/circulars/{key}/unit-acknowledge",
                {"unit": UNIT},
                refused=HIDDEN,
                closed=HIDDEN,
            ),
        ),
        right_first=True,
    ),
    Verb(
        "circular.withdraw",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-withdraw", "/circulars/{key}/withdraw", fields={"why": "x"}, closed=HIDDEN),
            call("post_withdraw_circular", "POST", "/circulars/{key}/withdraw", {"reason": "x"}, closed=HIDDEN),
        ),
    ),
    Verb(
        "circular.change",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-change", "/circulars/{key}/change", fields={"category": "policy"}, closed=HIDDEN),
            form("circular-change", "/circulars/{key}/change", closed=HIDDEN),
            page("circular-pin", "/circulars/{key}/pin", fields={"pinned": "1"}, closed=HIDDEN),
            call("patch_circular", "PATCH", "/circulars/{key}", {"category": "policy"}, closed=HIDDEN),
        ),
    ),
    Verb(
        "circular.watch",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            show("circular-readers", "/circulars/{key}/readers", closed=HIDDEN),
            show("circular-readers-export:csv", "/circulars/{key}/readers.csv", door="export", closed=HIDDEN),
            show("circular-readers-export:xlsx", "/circulars/{key}/readers.xlsx", door="export", closed=HIDDEN),
            call("list_readers", "GET", "/circulars/{key}/readers", closed=HIDDEN),
        ),
    ),
    Verb(
        "circular.remind",
        "circular",
        ("posted",),
        P.CIRCULAR_PUBLISH,
        (
            page("circular-remind", "/circulars/{key}/remind", closed=HIDDEN),
            call("post_remind", "POST", "/circulars/{key}/remind", {}, closed=HIDDEN),
        ),
    ),
]
