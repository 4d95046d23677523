"""แบบข้อมูลของหนังสือเฉพาะผู้เกี่ยวข้อง (schemas of letters for few)."""

from __future__ import annotations

from saraban.api.schemas.bodies import NAMED
from saraban.api.schemas.parts import Schema, many, record, text, word

_NAME = text("A person or post: `person:ID`, `post:ID`.", 110, pattern=NAMED, examples=["post:d54.head"])

FOR_FEW: dict[str, Schema] = {
    "NamesBody": record(
        "ระบุผู้เกี่ยวข้องเพิ่ม: who else reads the letter.",
        ("concerned", "reason"),
        concerned=many(_NAME, "ผู้เกี่ยวข้อง.", 50, minItems=1),
        reason=text("เหตุผล.", 500, low=1),
    ),
    "NameOffBody": record(
        "ถอนชื่อผู้เกี่ยวข้อง: who reads the letter no more.",
        ("name", "reason"),
        name=_NAME,
        reason=text("เหตุผล.", 500, low=1),
    ),
    "HandBackBody": record(
        "ส่งคืนงานสารบรรณ: the subject of an opened letter, and who reads it from now on.",
        ("subject",),
        subject=text("เรื่อง.", 500, low=1),
        handling=word("As usual, or เฉพาะผู้เกี่ยวข้อง (concerned).", "", "concerned"),
        concerned=many(_NAME, "ผู้เกี่ยวข้อง besides the addressee.", 50),
    ),
    "CompleteBody": record(
        "แนบหนังสือจากซอง: the text of a letter that was registered unopened; its files come along, or alone.",
        (),
        body=text("The text of the letter.", 200_000),
    ),
}
