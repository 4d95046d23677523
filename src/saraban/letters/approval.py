"""สิ่งที่อนุมัติด้วยลายมือชื่อ (what a signature approves): the digest of a letter before it has its number, and the proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Protocol

from saraban.letters.content import Letter

ADDED_LATER = (
    "subkind", "filled", "addressee_class", "salutation", "closing", "copies", "procurement", "outside_ref",
    "receivers", "cosigners", "from_address", "issuer", "owner",
)  # fmt: skip


class Proof(Protocol):
    """หลักฐานยืนยันตัวตน: a fresh one-time password of this person."""

    @property
    def person(self) -> str:
        """Whose it is."""

    @property
    def method(self) -> str:
        """How it was given."""


def content_digest(letter: Letter) -> str:
    """The SHA-256 of what is signed: everything but number and date, which the register adds."""
    parts: dict[str, Any] = {
        "body": letter.body,
        "subject": letter.subject,
        "to": letter.to_text,
        "from": letter.from_unit,
        "addressees": list(letter.addressees),
        "urgency": letter.urgency,
        "kind": letter.kind,
        "references": [[r.number, str(r.dated or ""), *filter(None, [r.owner])] for r in letter.references],
        "enclosures": list(letter.enclosures),
        "files": [f.sha256 for f in letter.files],
        "circular": letter.circular,
        "actions": list(letter.actions),
        "deadlines": [[str(d.day), d.time, d.text, d.kind] for d in letter.deadlines],
    }
    if letter.answer_by is not None:  # what was signed before there was this keeps its digest
        parts["answer_by"] = str(letter.answer_by)
    for name in ADDED_LATER:  # what was signed before there were these keeps its digest as well
        value = getattr(letter, name)
        if value:
            parts[name] = value if isinstance(value, str) else [list(v) if isinstance(v, tuple) else v for v in value]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


#: What the register adds to what was approved, and nothing else.
REGISTER_ADDS = ("number", "date")


def approved(digests: Sequence[str]) -> str:
    """สิ่งที่รหัสใช้ครั้งเดียวอนุมัติ: the digest over the letters of one signing and the rule of what is added to them."""
    told = json.dumps({"letters": list(digests), "added": REGISTER_ADDS}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
