"""ลงนามร่วม (signing together): a letter that several sign, each in turn, the first of them with its number and date.

Who signs further is named by the posts in the draft. The first signature holds the number; the letter then waits for
each of the others, with what is signed so far, and is issued with the last. How a signature is added to the file that
the first one signed is the business of ``signatures.issuing``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from saraban.core.access import post_scope
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import Figures, _
from saraban.core.permissions import Permission
from saraban.kinds.service import kind_of
from saraban.kinds.shapes import Kind
from saraban.letters import records
from saraban.letters.approval import content_digest
from saraban.letters.content import Letter
from saraban.letters.events import SigningDropped
from saraban.letters.moving import clear_task, put_on_record, record_step, wait_in
from saraban.letters.values import Cosigning
from saraban.letters.words import check_words
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.people.service import find_post
from saraban.registers.interfaces import EntryRef
from saraban.registers.service import find
from saraban.tasks import service as tasks

#: So many sign a letter beside the first.
MOST = 9
TEXT_LENGTH = 4000
#: The field of minutes in which the name of who wrote them down is typed, and his place among those who sign.
RECORDER = "recorder"


def check_cosigners(root: Any, kind: Kind, unit: str, posts: tuple[str, ...], day: Any) -> tuple[str, ...]:
    """ตรวจรายชื่อผู้ลงนามร่วม: the posts that are to sign after the first signer, in order.

    Raises ``Invalid`` for a kind that nobody or a seal signs, too many, one named twice, one that is not there, and
    where the first may be anybody of the unit and nobody among the others signs for it.
    """
    wanted = tuple(post.strip() for post in posts if post.strip())
    if not wanted:
        return ()
    if kind.signing != "signature":
        raise Invalid(_("A letter of this kind is not signed by several persons."), field="cosigners")
    if len(wanted) > MOST:
        raise Invalid(_("At most ${most} sign beside the first.", mapping={"most": MOST}), field="cosigners")
    if len(set(wanted)) < len(wanted):
        raise Invalid(_("A post is named twice among those who sign."), field="cosigners")
    for post in wanted:
        _check_post(root, post)
    if first_right(kind, wanted) is not Permission.LETTER_SIGN and not any(
        post_may(root, post, Permission.LETTER_SIGN, unit, day) for post in wanted
    ):
        raise Invalid(_("Somebody who signs for the unit has to be among those who sign."), field="cosigners")
    return wanted


def _check_post(root: Any, post: str) -> None:
    try:
        active = find_post(root, post).active
    except Missing:
        active = False
    if not active:
        raise Invalid(_("There is no such post: ${name}.", mapping={"name": post[:80]}), field="cosigners")


def check_named(root: Any, letter: Letter, day: Any) -> None:
    """The same of those who are named in a letter, as things stand when its signing begins."""
    kind = kind_of(root, letter)
    if letter.cosigners and letter.cosigning is None and kind is not None:
        check_cosigners(root, kind, letter.from_unit, letter.cosigners, day)


def first_right(kind: Kind | None, cosigners: tuple[str, ...]) -> Permission:
    """สิทธิของผู้ลงนามคนแรก: to sign for the unit; to write for it where the kind lets anybody begin (as minutes do)."""
    anyone = bool(cosigners) and kind is not None and bool(kind.signers) and kind.signers[0].anyone
    return Permission.LETTER_DRAFT if anyone else Permission.LETTER_SIGN


def first_right_of(root: Any, letter: Letter) -> Permission:
    """The same of a letter."""
    return first_right(kind_of(root, letter), letter.cosigners)


def check_first(letter: Letter, post: str) -> None:
    """Raise ``Invalid`` where the post that is to sign first is named among the others too."""
    if post and post in letter.cosigners:
        raise Invalid(_("This post is named among those who sign after the first. Choose another."), field="to_post")


def missing_cosigners(kind: Kind, letter: Letter) -> list[str]:
    """ที่ลงนามที่ยังไม่มีผู้ลงนาม: what the places are called that the kind demands and nobody is named for."""
    return [place.label for n, place in enumerate(kind.signers) if n > len(letter.cosigners) and place.must]


def is_asked_of_one_signer(kind: Kind, field: str) -> bool:
    """ช่องที่ขอเฉพาะเมื่อลงนามคนเดียว: who wrote the minutes down, where the kind has him sign when several do."""
    return field == RECORDER and any(place.key == RECORDER for place in kind.signers)


def signs_as_recorder(kind: Kind, letter: Letter) -> bool:
    """ผู้จดลงนามเอง: does who wrote the minutes down sign them, so that no typed name stands for him?"""
    return bool(letter.cosigners) and is_asked_of_one_signer(kind, RECORDER)


def seen_of(letter: Letter) -> str:
    """สิ่งที่ผู้ลงนามเห็น: the digest of the letter as it stands; of one that others have signed, of what they signed."""
    waiting = letter.cosigning
    if waiting is None:
        return content_digest(letter)
    if waiting.file is not None:
        return str(waiting.file.sha256)
    told = [content_digest(letter), *([one.block.person, one.block.post] for one in waiting.signatures)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def may_sign(root: Any, actor: Actor, letter: Letter) -> bool:
    """May this letter be signed by the post acted in now?"""
    if letter.cosigning is not None:
        mine = letter.turn == actor.post and not _has_signed(actor, letter)
        return mine and letter.state in {"cosigning", "signing"} and actor.may(Permission.LETTER_COSIGN, letter)
    possible = bool(letter.from_unit) and letter.state in LETTER_MOVES["sign"].states
    return possible and actor.post not in letter.cosigners and actor.may(first_right_of(root, letter), letter)


def require_signer(root: Any, actor: Actor, letter: Letter) -> None:
    """Raise ``Conflict`` or ``NotAllowed`` unless this post signs the letter now: first, or when its turn has come."""
    if letter.cosigning is not None:
        _require_turn(root, actor, letter, "cosign")
        return
    check_move(LETTER_MOVES, "sign", letter.state)
    if not letter.from_unit:
        raise Conflict(_("This letter was received; it is not a draft of your unit."))
    actor.require(first_right_of(root, letter), letter)
    check_first(letter, actor.post)


def _require_turn(root: Any, actor: Actor, letter: Letter, verb: str) -> None:
    if letter.state != "signing" or verb != "cosign":
        check_move(LETTER_MOVES, verb, letter.state)
    actor.require(LETTER_MOVES[verb].permission, letter)
    if actor.post != letter.turn:
        title = find_post(root, letter.turn).title
        raise NotAllowed(_("The letter waits for “${post}”. Switch to that post to sign it.", mapping={"post": title}))
    if verb == "cosign" and _has_signed(actor, letter):
        raise Conflict(_("You have signed this letter already; nobody signs it twice."), slug="signed-already")
    if verb == "cosign":
        _check_held(root, actor, letter)


def _has_signed(actor: Actor, letter: Letter) -> bool:
    return actor.person in {one.block.person for one in letter.signatures}


def _check_held(root: Any, actor: Actor, letter: Letter) -> None:
    """Raise ``Conflict`` where the number that stands on the signed pages cannot be used any more."""
    if letter.held is None:
        return
    entry = find(root, *EntryRef(*letter.held.entry))
    if entry.state != "reserved" or (actor.day is not None and entry.year != buddhist_year(actor.day)):
        raise Conflict(
            _(
                "The number ${number} that stands on this letter was given up, or its year has closed. Return the "
                "letter: it is signed anew with another number.",
                mapping={"number": Figures(letter.held.number)},
            ),
            slug="number-given-up",
        )


def wait_for_next(desk: Desk, actor: Actor, letter: Letter, progress: Cosigning) -> None:
    """รอผู้ลงนามคนต่อไป: what is signed so far is kept, and the letter lies before the next of those who sign."""
    verb = "sign_first" if letter.cosigning is None else "cosign"
    letter.cosigning, letter.state = progress, "cosigning"
    records.add_scopes(desk.root, letter, post_scope(letter.turn))
    wait_in(desk, letter, tasks.post_tray(letter.turn), "cosign", "")
    record_step(desk, actor, letter, verb, "")


def decline(desk: Desk, actor: Actor, *, letter: Letter, text: str) -> None:
    """ไม่ลงนามร่วม ส่งคืนแก้ไข: whose turn it is returns the letter to who wrote it, with what is to be changed.

    What the others signed counts no more; the number stays held for the next signing.
    """
    _require_turn(desk.root, actor, letter, "decline")
    words = check_words(text, "text", TEXT_LENGTH)
    if not words:
        raise Invalid(_("Write what is to be changed."), field="text")
    drop(desk, actor, letter)
    wait_in(desk, letter, tasks.person_tray(letter.created_by), "revise", words)
    record_step(desk, actor, letter, "decline", words)


def drop(desk: Desk, actor: Actor, letter: Letter) -> None:
    """เลิกสิ่งที่ลงนามไว้แล้ว: what is signed so far of a letter counts no more; the file stays as evidence of that."""
    waiting = letter.cosigning
    if waiting is None:
        return
    letter.cosigning = None
    clear_task(desk.root, letter)
    about: dict[str, Any] = {"signatures": str(len(waiting.signatures))}
    if waiting.file is not None:
        letter.dropped = (*letter.dropped, waiting.file)
        about["sha256"] = waiting.file.sha256
        desk.notify(SigningDropped(desk, letter.id, waiting.file.sha256))
    put_on_record(desk, actor, letter, "signatures-dropped", **about)
