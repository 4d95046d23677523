"""ประตูของไฟล์ (doors of files of letters): what came with a letter, and the letter as it was issued."""

from __future__ import annotations

from saraban.core.permissions import Permission
from tests.matrix.verbs import HIDDEN, READING, Verb, call, show

ISSUED = [
    Verb(
        "paper.sheet",
        "paper",
        ("registered",),
        READING,
        (
            show("paper-sheet", "/p/{key}/sheet.pdf", door="file", closed=HIDDEN),
            show("paper-sheet-page", "/p/{key}/sheet/1.png?w=180", door="file", closed=HIDDEN),
            call("get_sheet", "GET", "/receipts/{key}/sheet", door="file", closed=HIDDEN),
        ),
    ),
    Verb(
        "letter.office_copy",
        "letter",
        ("signed", "signed-for-paper", "sent"),
        Permission.REGISTER_READ,
        (
            show("letter-office-copy", "/l/{key}/office-copy.pdf", door="file", closed=HIDDEN),
            call("get_office_copy", "GET", "/letters/{key}/office-copy.pdf", door="file", closed=HIDDEN),
        ),
    ),
    Verb(
        "letter.issued",
        "letter",
        ("sent",),
        READING,
        (
            show("letter-issued", "/l/{key}/issued.pdf", door="file", closed=HIDDEN),
            show("letter-offline", "/l/{key}/verify.zip", door="file", closed=HIDDEN),
            show("letter-issued-page", "/l/{key}/issued/1.png?w=180", door="file", closed=HIDDEN),
        ),
    ),
    Verb(
        "letter.so_far",
        "letter",
        ("cosigning-file",),
        READING,
        (
            show("letter-so-far", "/l/{key}/so-far.pdf", door="file", closed=HIDDEN),
            show("letter-so-far-page", "/l/{key}/so-far/1.png?w=180", door="file", closed=HIDDEN),
        ),
    ),
    Verb(
        "letter.file",
        "letter",
        ("received",),
        READING,
        (show("letter-file", "/l/{key}/files/{file}", door="file"),),
    ),
    Verb(
        "letter.bytes",
        "letter",
        ("received", "cosigning-file", "sent"),
        READING,
        (call("get_file", "GET", "/letters/{key}/file", door="file"),),
    ),
]
