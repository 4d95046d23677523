"""แบบข้อมูลของชนิดหนังสือ (kinds of letters): versions of the table, as they are given and taken."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, day, instant, many, or_null, page_of, record, ref, text, whole

_TABLE: Schema = {
    "type": "object",
    "description": "The whole table: `title`, `kinds`, `classes` (ฐานะของผู้รับ), `procurement`. Its members are those of "
    "`GET /kinds`; what cannot be is refused with its place, such as `kinds.memo.series`.",
    "additionalProperties": True,
    "maxProperties": 10,
}
_WHY = text("Why; it stays on record.", 1000, low=1)
_SINCE = day("The day from which it holds: today or later.")
_SEEN = whole("The version that the change was made from; another one since then is refused.", 1, 1_000_000)

_VERSION: dict[str, Schema] = {
    "version": whole("Its number.", 1),
    "since": day("The day from which it holds."),
    "is_in_force": {"type": "boolean", "description": "Does it hold today?"},
    "why": text("Why it was made; empty for the one that is shipped."),
    "name": text("Who made it."),
    "at": or_null(instant("When.")),
    "restores": or_null(whole("The version that it brings back.", 1)),
}

KINDS: dict[str, Schema] = {
    "KindsBody": record(
        "ตารางชนิดหนังสือรุ่นใหม่.", ("table", "since", "why"), table=_TABLE, since=_SINCE, why=_WHY, seen=_SEEN
    ),
    "KindsRestoreBody": record("นำรุ่นเดิมกลับมาใช้.", ("since", "why"), since=_SINCE, why=_WHY, seen=_SEEN),
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
