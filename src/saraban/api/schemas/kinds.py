"""แบบข้อมูลของชนิดหนังสือ (kinds of letters): versions of the table, as they are given and taken."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, day, flag, instant, many, or_null, page_of, record, ref, text, whole
from saraban.kinds.style import FLAGS, LENGTHS, POINTS, SIZES

_TABLE: Schema = {
    "type": "object",
    "description": "The whole table: `title`, `kinds`, `classes` (ฐานะของผู้รับ), `procurement`, `style`. Its members are "
    "those of `GET /kinds`; what cannot be is refused with its place, such as `kinds.memo.series`.",
    "additionalProperties": True,
    "maxProperties": 10,
}
_WHY = text("Why; it stays on record.", 1000, low=1)
_SINCE = day("The day from which it holds: today or later.")
_SEEN = whole("The version that the change was made from; another one since then is refused.", 1, 1_000_000)

_STYLE_MEMBERS: dict[str, Schema] = {
    **{
        name: {
            "type": "number",
            "minimum": low,
            "maximum": high,
            "description": f"{'Centimetres' if name in LENGTHS else 'Points' if name in POINTS else 'A share'}; "
            f"{shipped:g} as shipped.",
        }
        for name, (low, high, shipped) in SIZES.items()
    },
    **{name: flag("Is it printed so?") for name in FLAGS},
    "footer_lines": {**many(text("A line.", 150, low=1), "Lines at the foot of every page.", 2), "minItems": 1},
}

_VERSION: dict[str, Schema] = {
    "version": whole("Its number.", 1),
    "since": day("The day from which it holds."),
    "is_in_force": {"type": "boolean", "description": "Does it hold today?"},
    "why": text("Why it was made; empty for the one that is shipped."),
    "name": text("Who made it."),
    "at": or_null(instant("When.")),
    "restores": or_null(whole("The version that it brings back.", 1)),
    "completes": or_null(whole("The version that it follows with what a later release brought.", 1)),
}

KINDS: dict[str, Schema] = {
    "KindsBody": record(
        "ตารางชนิดหนังสือรุ่นใหม่.", ("table", "since", "why"), table=_TABLE, since=_SINCE, why=_WHY, seen=_SEEN
    ),
    "KindsRestoreBody": record("นำรุ่นเดิมกลับมาใช้.", ("since", "why"), since=_SINCE, why=_WHY, seen=_SEEN),
    "LetterStyleMembers": record("รูปแบบการพิมพ์หนังสือ.", (), **_STYLE_MEMBERS),
    "LetterStyleBody": record(
        "รูปแบบการพิมพ์หนังสือรุ่นใหม่.",
        ("style", "since", "why"),
        style=ref("LetterStyleMembers", "The members that change."),
        since=_SINCE,
        why=_WHY,
        seen=_SEEN,
    ),
    "LetterStyle": record(
        "รูปแบบการพิมพ์หนังสือ.", None, **_VERSION, style=ref("LetterStyleMembers", "The style that the version has.")
    ),
    "KindVersion": record("รุ่นของตารางชนิดหนังสือ.", None, **_VERSION),
    "KindVersionPage": page_of("KindVersion", "Versions, the newest first."),
    "KindDifference": record(
        "ข้อแตกต่าง.",
        None,
        place=text("Where in the table."),
        old=text("What stood there."),
        new=text("What stands there."),
    ),
    "Kinds": record(
        "ตารางชนิดหนังสือ.",
        None,
        **_VERSION,
        table=_TABLE,
        differences=many(ref("KindDifference"), "What differs from the version before it."),
    ),
}
