"""แบบข้อมูลของแผ่นที่ลงนามเพิ่ม (a unit's own sheet): what signing on it asks for, and what was signed on it."""

from __future__ import annotations

from saraban.api.schemas.parts import Schema, instant, or_null, record, text, word

SHEETS: dict[str, Schema] = {
    "SigningOnSheet": record(
        "ลงนามบนแผ่น: what the signer gives. A certificate is needed.",
        ("seen", "typed_name", "otp"),
        seen=text(
            "The SHA-256 of the sheet that was read: the receipt's `sheet`, else the letter's `issued`.",
            64,
            pattern="^[0-9a-f]{64}$",
            examples=["0" * 64],
        ),
        typed_name=text("The signer's full name as it is registered.", 200, low=1),
        otp=text("The one-time password that the signer's phone shows.", 20, low=1),
        pin=text("The PIN of the key, where its store asks for one.", 200),
        signing_code=text("The code that the service holding the key sent to the signer, where it asks for one.", 20),
    ),
    "SheetMark": record(
        "ลายมือชื่อบนแผ่น.",
        None,
        what=word("Of what.", "note", "stamp"),
        endorsement=or_null(text("The note's id.")),
        name=text("By whom."),
        post=text("In which post."),
        at=instant("When."),
        level=word("What was found in it.", "section-26", "section-28"),
        certificate=text("The SHA-256 of the certificate."),
        sha256=text("The SHA-256 of the sheet with it."),
    ),
}
