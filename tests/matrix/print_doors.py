"""ประตูของสิ่งที่พิมพ์ (doors of what is printed in the permission matrix): letters as pages, certified copies."""

from __future__ import annotations

from saraban.letters.workflow import UNISSUED
from tests.matrix.stage import LETTERS, PAPERS
from tests.matrix.verbs import CONFLICT, DONE, READING, Verb, page, show

_NOT_ISSUED = (*UNISSUED, "cosigning-file", "void")
PRINTING = [
    Verb(
        "paper.certify",
        "paper",
        PAPERS,
        READING,
        (page("paper-certified", "/p/{key}/certified.pdf", ok=200),),
        quiet=PAPERS,
    ),
    Verb(
        "letter.certify",
        "letter",
        tuple(state for state in LETTERS if state not in _NOT_ISSUED),
        READING,
        (page("letter-certified", "/l/{key}/certified.pdf", ok=200),),
        also=dict.fromkeys(_NOT_ISSUED, CONFLICT),
        quiet=LETTERS,
    ),
    Verb(
        "letter.preview",
        "letter",
        LETTERS[1:],
        READING,
        (
            show("letter-preview", "/l/{key}/preview.pdf", door="file"),
            show("letter-preview-page", "/l/{key}/preview/1.png?w=180", door="file"),
        ),
        also={"sent": DONE},  # both lead to the sheets that were issued
    ),
]
