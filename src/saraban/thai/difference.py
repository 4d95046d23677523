"""ข้อแตกต่างของข้อความ (differences between two texts): word by word, since Thai writes words without spaces."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from saraban.thai.segment import segment

#: Longer texts are compared line by line first, and only lines that differ word by word.
LONGEST = 20_000
SAME, ADDED, TAKEN = "same", "added", "taken"


@dataclass(frozen=True)
class Change:
    """ช่วงข้อความ: ``kind`` is ``same``, ``added`` or ``taken``."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Change]:
    """What was taken out and what was put in, in reading order; the parts join to both texts."""
    if old == new:
        return [Change(SAME, old)] if old else []
    if max(len(old), len(new)) > LONGEST:
        return _merged(_compared(old.splitlines(keepends=True), new.splitlines(keepends=True), inside=True))
    return _merged(_compared(segment(old), segment(new), inside=False))


def _compared(old: list[str], new: list[str], *, inside: bool) -> list[Change]:
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        taken, added = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            found.append(Change(SAME, taken))
        elif inside and taken and added and max(len(taken), len(added)) <= LONGEST:
            found += _compared(segment(taken), segment(added), inside=False)
        else:
            found += [Change(TAKEN, taken), Change(ADDED, added)]
    return found


def _merged(changes: list[Change]) -> list[Change]:
    found: list[Change] = []
    for change in changes:
        if not change.text:
            continue
        if found and found[-1].kind == change.kind:
            found[-1] = Change(change.kind, found[-1].text + change.text)
        else:
            found.append(change)
    return found
