"""ร่างหนังสือ (drafting): a memo or letter is written, changed, proposed, returned, taken back, made void.

How it is signed and gets its number: ``letters.issuing`` and ``signatures.issuing``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.access import post_scope, unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.ids import next_id
from saraban.core.permissions import Permission
from saraban.letters import apart, records
from saraban.letters.approval import content_digest
from saraban.letters.content import Letter, Paper
from saraban.letters.cosigning import check_first, drop, first_right_of
from saraban.letters.events import LetterVoided
from saraban.letters.filling import Draft, check_complete, fill
from saraban.letters.issuing import sign
from saraban.letters.locking import held_by_another
from saraban.letters.moving import clear_task, end_opinions, put_on_record, record_step, require_move, wait_in
from saraban.letters.numbering import give_up_number
from saraban.letters.referring import ask_references
from saraban.letters.values import CONCERNED, DraftState, Reference
from saraban.letters.versions import keep_version
from saraban.letters.words import check_words
from saraban.letters.workflow import UNSIGNED
from saraban.offices.service import refuse_excluded
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.registers.content import EntryRef
from saraban.registers.service import book_key
from saraban.tasks import service as tasks

__all__ = [
    "Draft", "Reference", "change_draft", "clear_task", "drafts_of", "is_own_draft", "leave_drafts", "propose_draft",
    "recall_draft", "record_step", "require_move", "return_draft", "sign", "void_letter", "wait_in", "write_draft",
]  # fmt: skip

TEXT_LENGTH = 4000
REASON_LENGTH = 1000


def write_draft(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    form: Draft,
    parent: Paper | None = None,
    confirm: tuple[str, ...] | None = None,
) -> Letter:
    """ร่างหนังสือ of a unit; ``parent`` is the paper on whose strength it is written (หนังสือนำ); it joins that chain.

    ``confirm`` are the questions that somebody answered (``referring.ask_references``); None: nobody is asked.
    """
    owner = find_unit(desk.root, unit)
    actor.require(Permission.LETTER_DRAFT, owner)
    letter = Letter(next_id())
    letter.from_unit, letter.from_text = unit, owner.title
    letter.scopes, letter.state = (unit_scope(unit),), "draft"
    letter.created_at, letter.created_by = desk.now, actor.person
    if parent is not None:
        actor.require(Permission.LETTER_READ, parent)
        letter.parent_paper = parent.id
        letter.chain = records.letter_by_id(desk.root, parent.letter).chain
        if apart.is_apart(desk.root, parent):  # what is written on it says what it says
            letter.handling, letter.scopes = CONCERNED, parent.scopes
    fill(desk, actor, letter, form)
    if confirm is not None:
        ask_references(desk.root, actor, letter.references, confirm)
    keep_version(desk, actor, letter)
    records.add_letter(desk.root, letter)
    records.letters_of(desk.root).drafts.insert((unit, letter.id))
    put_on_record(desk, actor, letter, "drafted")
    return letter


def change_draft(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    form: Draft,
    seen: str = "",
    take_over: bool = False,
    confirm: tuple[str, ...] | None = None,
) -> None:
    """แก้ไขร่าง while it is a draft; each save is a version. ``take_over`` takes the lock of another.

    ``seen`` is the digest of the draft as it was opened; raises ``Conflict`` when somebody has changed it since.
    ``confirm`` as when it is written; what stands in the draft already is not asked for again.
    """
    require_move(actor, letter, "change")
    held_by_another(desk, actor, letter, take_over=take_over)
    if seen and seen != content_digest(letter):
        raise Conflict(
            _(
                "Somebody else changed this draft since you opened it. Nothing was saved; what you typed is kept. "
                "Compare it with the draft in another window, then save it again."
            ),
            slug="changed-meanwhile",
        )
    kept = letter.references
    fill(desk, actor, letter, form)
    if confirm is not None:
        ask_references(desk.root, actor, letter.references, confirm, kept)
    keep_version(desk, actor, letter)
    put_on_record(desk, actor, letter, "changed")


def propose_draft(desk: Desk, actor: Actor, *, letter: Letter, to_post: str, text: str = "") -> None:
    """เสนอลงนาม: the draft waits in the tray of the post that is to sign it."""
    require_move(actor, letter, "propose")
    check_complete(desk.root, letter)
    words = check_words(text, "text", TEXT_LENGTH)
    if not post_may(desk.root, to_post, first_right_of(desk.root, letter), letter.from_unit, desk.today):
        raise Invalid(_("This post does not sign for the unit. Choose one that does."), field="to_post")
    check_first(letter, to_post)
    refuse_excluded(desk.root, to_post, letter)
    letter.draft = replace(letter.draft or DraftState(), signer_post=to_post)
    if letter.handling:
        apart.check_named(desk, f"post:{to_post}")
        records.add_scopes(desk.root, letter, post_scope(to_post))
    wait_in(desk, letter, tasks.post_tray(to_post), "sign", words)
    record_step(desk, actor, letter, "propose", words)


def return_draft(desk: Desk, actor: Actor, *, letter: Letter, text: str) -> None:
    """ส่งคืนแก้ไข to the drafter, with what is to be changed."""
    require_move(actor, letter, "return")
    words = check_words(text, "text", TEXT_LENGTH)
    if not words:
        raise Invalid(_("Write what is to be changed."), field="text")
    wait_in(desk, letter, tasks.person_tray(letter.created_by), "revise", words)
    record_step(desk, actor, letter, "return", words)


def recall_draft(desk: Desk, actor: Actor, *, letter: Letter) -> None:
    """ดึงร่างกลับ before it is signed by all who sign it; what some have signed counts no more."""
    require_move(actor, letter, "recall")
    drop(desk, actor, letter)
    clear_task(desk.root, letter)
    record_step(desk, actor, letter, "recall", "")


def void_letter(desk: Desk, actor: Actor, *, letter: Letter, reason: str) -> None:
    """ยกเลิก: a draft, or a signed letter that was not sent; its number, also one that is held, stays void.

    Who wrote a draft may cancel it himself while it is not signed (ยกเลิกร่าง).
    """
    _may_void(actor, letter)
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(_("Write why it is made void."), field="reason")
    taken = letter.entry or (letter.held.entry if letter.held is not None else None)
    if taken is not None:
        ref = EntryRef(*taken)
        desk.hold([book_key(ref.unit, ref.series, ref.year)])
        _may_void(actor, letter)
        give_up_number(desk, actor, letter, ref, words)
    drop(desk, actor, letter)
    clear_task(desk.root, letter)
    end_opinions(desk, letter)
    _leave_drafts(desk.root, letter)
    record_step(desk, actor, letter, "void", words)
    desk.notify(LetterVoided(desk, actor, letter.id, words))


def drafts_of(root: Any, actor: Actor, unit: str) -> list[Letter]:
    """The drafts and signed, unsent letters of a unit that the actor may read."""
    store = records.letters_of(root)
    found = [store.letters[i] for _u, i in store.drafts.keys(min=(unit, 0), max=(unit, 1 << 63))]
    return sorted((d for d in found if actor.may(Permission.LETTER_READ, d)), key=lambda d: d.created_at, reverse=True)


def leave_drafts(root: Any, letter: Letter) -> None:
    """It was sent: no longer among the drafts, nothing waits for it."""
    clear_task(root, letter)
    _leave_drafts(root, letter)


def _leave_drafts(root: Any, letter: Letter) -> None:
    drafts = records.letters_of(root).drafts
    if (letter.from_unit, letter.id) in drafts:
        drafts.remove((letter.from_unit, letter.id))


def _may_void(actor: Actor, letter: Letter) -> None:
    if not is_own_draft(actor, letter):
        require_move(actor, letter, "void")


def is_own_draft(actor: Actor, letter: Letter) -> bool:
    """ร่างของตน: written by this person, not signed, and still of a unit for which the post drafts."""
    mine = letter.created_by == actor.person and bool(letter.from_unit)
    return mine and letter.state in UNSIGNED and actor.may(Permission.LETTER_DRAFT, letter)
