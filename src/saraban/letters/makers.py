"""ผู้ร่าง ผู้พิมพ์ ผู้ตรวจ (makers): who made a letter, as the office's copy of it names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.letters.content import Letter
from saraban.letters.values import DraftState
from saraban.people.service import people_of


@dataclass(frozen=True)
class Makers:
    """ผู้ร่าง ผู้พิมพ์ ผู้ตรวจ of a letter, by name."""

    drafter: str
    typist: str
    checker: str


def makers_of(root: Any, letter: Letter) -> Makers:
    """ผู้ร่าง ผู้พิมพ์ ผู้ตรวจ: who wrote it, who typed it where that is another, who checked it with his post."""
    people = people_of(root)
    drafter = people[letter.created_by].name if letter.created_by in people else ""
    state = letter.draft or DraftState()
    checker = " ".join(
        part for part in (state.checked_by, f"({state.checked_post})" if state.checked_post else "") if part
    )
    return Makers(drafter, letter.typist or drafter, checker)
