"""ข่าวที่งานลายมือชื่อรับ (what signatures hear): a file that some signed and that is not issued is known as that."""

from __future__ import annotations

from saraban.letters.events import SigningDropped
from saraban.signatures.known import known_documents


def signing_dropped(event: SigningDropped) -> None:
    """เลิกสิ่งที่ลงนามไว้แล้ว: who checks that file is told that it was not issued."""
    known_documents(event.desk.root).remember(event.sha256, event.letter)
