"""หนังสือตัวอย่างที่ออกแล้ว (issued letters of the demonstration): those that are signed get their pages as a PDF too.

They were signed before this store was made, so they bear the typed name (ข้อ 26) and no certificate.
"""

from __future__ import annotations

import io
from dataclasses import replace

from saraban.core.desk import Desk
from saraban.documents.sheets import set_letter
from saraban.files.service import keep
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.sheets import sheet_of
from saraban.letters.verifying import address_of
from saraban.signatures.known import known_documents


def issue_pages(desk: Desk, site: str) -> int:
    """ออกเป็นไฟล์ what is signed and has no pages yet, each in a transaction of its own; gives how many. Commits."""
    waiting = [x.id for x in records.letters_of(desk.root).letters.values() if _lacks_pages(x)]
    for key in waiting:
        letter = records.letter_by_id(desk.root, key)
        sheet = replace(sheet_of(desk.root, letter), qr=address_of(letter, site))
        name = (letter.number or letter.key).replace("/", "-")
        letter.issued = keep(desk, io.BytesIO(set_letter(sheet).pdf), f"{name}.pdf")
        known_documents(desk.root).remember(letter.issued.sha256, letter.id)
        records.changed(desk.root, letter)
        desk.tm.commit()
        desk.tm.begin()
    return len(waiting)


def _lacks_pages(letter: Letter) -> bool:
    return letter.signature is not None and letter.issued is None and letter.state in {"signed", "sent"}
