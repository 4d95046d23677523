"""ร่างหนังสือ (drafting): a memo or letter is written, proposed, returned, signed, numbered.

Signing here is a typed name with a one-time password (section 9 of the electronic transactions act; ข้อ 26): the number
and date are added in the transaction that freezes the signature. A number never comes from anywhere but the register.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.access import post_scope, unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.ids import id_text, new_id
from saraban.core.permissions import Permission
from saraban.letters import apart, records
from saraban.letters.approval import Proof, content_digest
from saraban.letters.content import Letter, Paper
from saraban.letters.events import LetterSigned, LetterVoided
from saraban.letters.filling import Draft, check_complete, fill
from saraban.letters.locking import held_by_another
from saraban.letters.numbering import LEVEL, check_level, give_number, series_of
from saraban.letters.values import CONCERNED, DraftState, Reference, Signature, Step
from saraban.letters.versions import keep_version
from saraban.letters.words import check_words
from saraban.letters.workflow import LETTER_MOVES, UNSIGNED, check_move
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.registers.content import EntryRef
from saraban.registers.holding import hold_books
from saraban.registers.service import book_key, void
from saraban.tasks import service as tasks

__all__ = [
    "Draft", "Reference", "change_draft", "clear_task", "drafts_of", "is_own_draft", "leave_drafts", "propose_draft",
    "recall_draft", "record_step", "require_move", "return_draft", "sign", "void_letter", "wait_in", "write_draft",
]  # fmt: skip

TEXT_LENGTH = 4000
REASON_LENGTH = 1000


def write_draft(desk: Desk, actor: Actor, *, unit: str, form: Draft, parent: Paper | None = None) -> Letter:
    """ร่างหนังสือ of a unit; ``parent`` is the paper on whose strength it is written (หนังสือนำ); it joins that chain."""
    owner = find_unit(desk.root, unit)
    actor.require(Permission.LETTER_DRAFT, owner)
    letter = Letter(new_id())
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
    keep_version(desk, actor, letter)
    records.add_letter(desk.root, letter)
    records.letters_of(desk.root).drafts.insert((unit, letter.id))
    _record(desk, actor, letter, "drafted")
    return letter


def change_draft(
    desk: Desk, actor: Actor, *, letter: Letter, form: Draft, seen: str = "", take_over: bool = False
) -> None:
    """แก้ไขร่าง while it is a draft; each save is a version. ``take_over`` takes the lock of another.

    ``seen`` is the digest of the draft as it was opened; raises ``Conflict`` when somebody has changed it since.
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
    fill(desk, actor, letter, form)
    keep_version(desk, actor, letter)
    _record(desk, actor, letter, "changed")


def propose_draft(desk: Desk, actor: Actor, *, letter: Letter, to_post: str, text: str = "") -> None:
    """เสนอลงนาม: the draft waits in the tray of the post that is to sign it."""
    require_move(actor, letter, "propose")
    check_complete(desk.root, letter)
    words = check_words(text, "text", TEXT_LENGTH)
    if not post_may(desk.root, to_post, Permission.LETTER_SIGN, letter.from_unit, desk.today):
        raise Invalid(_("This post does not sign for the unit. Choose one that does."), field="to_post")
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
    """ดึงร่างกลับ before it is signed."""
    require_move(actor, letter, "recall")
    clear_task(desk.root, letter)
    record_step(desk, actor, letter, "recall", "")


def void_letter(desk: Desk, actor: Actor, *, letter: Letter, reason: str) -> None:
    """ยกเลิก: a draft, or a signed letter that was not sent; its number stays in the register, void.

    Who wrote a draft may cancel it himself while it is not signed (ยกเลิกร่าง).
    """
    _may_void(actor, letter)
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(_("Write why it is made void."), field="reason")
    if letter.entry is not None:
        ref = EntryRef(*letter.entry)
        desk.hold([book_key(ref.unit, ref.series, ref.year)])
        _may_void(actor, letter)
        void(desk, actor, ref, words, letter=letter.id)
    clear_task(desk.root, letter)
    end_opinions(desk, letter)
    _leave_drafts(desk.root, letter)
    record_step(desk, actor, letter, "void", words)
    desk.notify(LetterVoided(desk, actor, letter.id, words))


def sign(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    proof: Proof | Callable[[str], Proof],
    typed_name: str,
    seen: str = "",
    reserved: int = 0,
) -> Letter:
    """ลงนามและออกเลข: typed name and one-time password, then number and date from the register, all in one transaction.

    ``proof`` may be a function of the digest that is approved: it is called when the register's lock is held, so that
    the code is spent in the transaction that signs. ``seen`` is the digest of what the signer was shown. Takes the
    lock of the register first. Raises ``Invalid`` when the typed name is not the signer's, ``Conflict`` when the letter
    is not what was shown any more, ``NotAllowed`` outside a held post or acting period; then no number is used.
    ``reserved`` is a reserved number of this year that the letter takes, with the date of its reservation. A kind
    without a book takes no number. A kind that demands a stronger signature is refused here.
    """
    require_move(actor, letter, "sign")
    if "".join(typed_name.split()) != "".join(actor.name.split()):
        raise Invalid(_("Type your full name as it is registered: it stands for your signature."), field="typed_name")
    check_complete(desk.root, letter)
    check_level(desk.root, letter, LEVEL)
    series = series_of(desk.root, letter)
    day = hold_books(desk, [(letter.from_unit, series)] if series else [])
    require_move(actor, letter, "sign")
    digest = content_digest(letter)
    if seen and seen != digest:
        raise Conflict(
            _("The letter was changed since you opened it. Nothing was signed; read it again."),
            slug="changed-meanwhile",
        )
    shown = proof(digest) if callable(proof) else proof
    if shown.person != actor.person:
        raise Invalid(_("The one-time password belongs to another person."), field="otp")
    letter.dated = give_number(desk, actor, letter, series, reserved=reserved) or day
    letter.signature = Signature(actor.signing, desk.now, shown.method, LEVEL, digest)
    clear_task(desk.root, letter)
    end_opinions(desk, letter)
    tray = tasks.person_tray(actor.person) if letter.handling else tasks.unit_tray(letter.from_unit)
    wait_in(desk, letter, tray, "carry_out", "")
    record_step(desk, actor, letter, "sign", "")
    desk.notify(LetterSigned(letter.id, letter.from_unit))
    return letter


def drafts_of(root: Any, actor: Actor, unit: str) -> list[Letter]:
    """The drafts and signed, unsent letters of a unit that the actor may read."""
    store = records.letters_of(root)
    found = [store.letters[i] for _u, i in store.drafts.keys(min=(unit, 0), max=(unit, 1 << 63))]
    return sorted((d for d in found if actor.may(Permission.LETTER_READ, d)), key=lambda d: d.created_at, reverse=True)


def leave_drafts(root: Any, letter: Letter) -> None:
    """It was sent: no longer among the drafts, nothing waits for it."""
    clear_task(root, letter)
    _leave_drafts(root, letter)


def wait_in(desk: Desk, letter: Letter, tray: str, what: str, text: str) -> None:
    """The draft lies in this tray from now on, with its urgency and its first due date, and in no other."""
    clear_task(desk.root, letter)
    ref = tasks.place(
        desk.root,
        tray,
        what=what,
        letter=letter.id,
        urgency=letter.urgency,
        text=text,
        since=desk.now,
        due=_first_due(letter, desk.today),
    )
    letter.draft = replace(letter.draft or DraftState(), task=ref)


def _first_due(letter: Letter, today: date) -> date | None:
    named = [*(d.day for d in letter.deadlines), *([letter.answer_by] if letter.answer_by else [])]
    return min((day for day in named if day >= today), default=None)


def clear_task(root: Any, letter: Letter) -> None:
    """Nothing waits for the draft any more."""
    if letter.draft is not None and letter.draft.task is not None:
        tasks.clear(root, letter.draft.task)
        letter.draft = replace(letter.draft, task=None)


def end_opinions(desk: Desk, letter: Letter) -> None:
    """Nothing is asked any more once the draft is signed or void, and nobody edits it."""
    for opinion in letter.opinions:
        if opinion.task is not None:
            tasks.clear(desk.root, opinion.task)
    letter.opinions, letter.lock = tuple(replace(o, task=None) for o in letter.opinions), None


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


def require_move(actor: Actor, letter: Letter, verb: str) -> None:
    """Raise ``Conflict`` or ``NotAllowed`` where the table does not allow a verb on a letter that is written here."""
    move = check_move(LETTER_MOVES, verb, letter.state)
    if not letter.from_unit:
        raise Conflict(_("This letter was received; it is not a draft of your unit."))
    actor.require(move.permission, letter)


def record_step(desk: Desk, actor: Actor, letter: Letter, verb: str, text: str) -> None:
    """Move a letter on as the table says, and put down who did it."""
    move = LETTER_MOVES.get(verb)
    letter.state = (move.leads_to if move is not None else "") or letter.state
    letter.steps = (*letter.steps, Step(verb, desk.now, actor.person, actor.name, actor.post, text))
    _record(desk, actor, letter, verb)


def _record(desk: Desk, actor: Actor, letter: Letter, event: str) -> None:
    records.changed(desk.root, letter)
    audit.record(
        desk,
        letter.from_unit,
        f"letter-{event}",
        person=actor.person,
        post=actor.post,
        about={"letter": id_text(letter.id)},
    )
