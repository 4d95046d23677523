"""หนังสือตามที่พิมพ์ (letters as typed): a form as a letter that is kept nowhere, and a draft as the form it came from."""

from __future__ import annotations

from dataclasses import fields

from saraban.agencies.service import find_unit
from saraban.core.desk import Desk
from saraban.core.ids import next_id
from saraban.core.permissions import Permission
from saraban.letters.content import Letter
from saraban.letters.filling import Draft, check_draft, put_down
from saraban.people.actor import Actor

_SAME = tuple(f.name for f in fields(Draft) if f.name not in {"arrivals", "signer_post"})


def draft_of(letter: Letter) -> Draft:
    """The form that gives this draft again."""
    post = letter.draft.signer_post if letter.draft is not None else ""
    return Draft(**{name: getattr(letter, name) for name in _SAME}, signer_post=post)


def letter_as_typed(desk: Desk, actor: Actor, *, unit: str, form: Draft) -> Letter:
    """ดูตัวอย่างโดยไม่บันทึก: the letter that saving would give; for who drafts for the unit.

    Raises ``Invalid`` at the first field that cannot be.
    """
    owner = find_unit(desk.root, unit)
    actor.require(Permission.LETTER_DRAFT, owner)
    letter = Letter(next_id())
    letter.from_unit, letter.from_text, letter.state = unit, owner.title, "draft"
    letter.created_at, letter.created_by = desk.now, actor.person
    put_down(desk.root, letter, form, check_draft(desk, actor, unit=unit, form=form))
    return letter
