"""รุ่นของร่าง (versions of a draft): each save keeps what was there, and two of them are compared word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.kinds.service import kind_of
from saraban.letters.addressees import copy_words
from saraban.letters.content import DraftVersion, Letter
from saraban.letters.own_fields import own_words
from saraban.letters.sheets import reference_words
from saraban.people.actor import Actor
from saraban.people.service import find_post
from saraban.thai.difference import Change, differences

#: A draft keeps at most so many; of more the oldest between the first and the last ones goes.
MOST = 200


@dataclass(frozen=True)
class FieldChange:
    """ช่องที่ต่างกัน: its label and what was taken out and put in."""

    label: str
    changes: tuple[Change, ...]


def keep_version(desk: Desk, actor: Actor, letter: Letter) -> None:
    """Keep the draft as it is saved now; nothing is kept where nothing changed."""
    rows = _rows(desk.root, letter)
    last = letter.versions[-1] if letter.versions else None
    if last is not None and last.rows == rows:
        return
    n = last.n + 1 if last is not None else 1
    kept = (*letter.versions, DraftVersion(n, rows, at=desk.now, person=actor.person, name=actor.name, post=actor.post))
    letter.versions = kept if len(kept) <= MOST else (kept[0], *kept[2:])


def version_of(letter: Letter, n: int) -> DraftVersion:
    """One version of a draft; raises ``Missing``."""
    found = next((v for v in letter.versions if v.n == n), None)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def compare(old: DraftVersion, new: DraftVersion) -> list[FieldChange]:
    """ข้อแตกต่าง between two versions of a draft: the fields that differ, in the order of the form."""
    before, after = dict(old.rows), dict(new.rows)
    labels = [*after, *(label for label in before if label not in after)]
    return [
        FieldChange(label, tuple(differences(before.get(label, ""), after.get(label, ""))))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _rows(root: Any, letter: Letter) -> tuple[tuple[str, str], ...]:
    kind = kind_of(root, letter)
    own = dict(letter.filled)
    rows = [
        ("ชนิดหนังสือ", kind.title if kind is not None else letter.kind),
        ("ชั้นความเร็ว", "" if letter.urgency == "normal" else letter.urgency),
        ("เรื่อง", letter.subject),
        ("เรียน", letter.to_text),
        ("ผู้รับในระบบ", "\n".join(copy_words(root, letter.addressees))),
        ("อ้างถึง", "\n".join(reference_words(r) for r in letter.references)),
        ("สิ่งที่ส่งมาด้วย", "\n".join(letter.enclosures)),
        *((f.label or f.name, own_words(f, own[f.name])) for f in (kind.own if kind else ()) if f.name in own),
        ("ข้อความ", letter.body),
        ("ผู้ลงนามร่วม", "\n".join(find_post(root, post).title for post in letter.cosigners)),
        ("สำเนาส่ง", "\n".join(copy_words(root, letter.copies))),
        ("ไฟล์", "\n".join(f.name for f in letter.files)),
    ]
    return tuple((label, value) for label, value in rows if value)
