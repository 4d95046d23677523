"""ลงนามและออกหนังสือ (issuing a letter): begun with a number and date, confirmed with its document, or brought back.

Each of these is one transaction; what lies between them (setting the pages, signing them) is nobody's transaction and
may fail or be cut off. The number is held for the letter from the first of them on, so none is lost and none is taken
twice. A number never comes from anywhere but the register.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from BTrees.LOBTree import LOTreeSet

from saraban.core.clock import bangkok_date
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.letters import records
from saraban.letters.approval import Proof, approved, content_digest
from saraban.letters.content import ANCHOR, Letter
from saraban.letters.cosigning import check_named, require_signer, seen_of, wait_for_next
from saraban.letters.events import LetterSigned
from saraban.letters.filling import check_complete
from saraban.letters.moving import clear_task, end_opinions, put_on_record, record_step, require_move, wait_in
from saraban.letters.numbering import LEVEL, check_level, give_number, hold_number, series_of
from saraban.letters.values import BegunSigning, Cosigning, Signature, Step
from saraban.people.actor import Actor
from saraban.registers.holding import hold_books
from saraban.registers.service import book_key
from saraban.tasks import service as tasks

Prove = Proof | Callable[[str], Proof]


@dataclass(frozen=True)
class Signer:
    """สิ่งที่ผู้ลงนามยืนยัน: name as typed, the digest of what was shown, the certificate with the level that it can give.

    ``seen`` is None where nothing was shown: within the system only, never for who signs by a page or a program.
    ``reserved`` is a reserved number that the letter is to take, ``request`` the digest of the request:
    the same one sent again acts once.
    """

    typed_name: str
    seen: str | None = None
    certificate: str = ""
    level: str = LEVEL
    reserved: int = 0
    request: str = ""


def begin(desk: Desk, actor: Actor, *, letters: list[Letter], signers: list[Signer], prove: Prove) -> None:
    """เริ่มลงนาม: one proof approves the letters as they stand; each holds its number and date from now on.

    ``prove`` may be a function of what is approved: it is called when the registers' locks are held, so that the code
    is spent in the transaction that reserves. Raises ``Invalid`` when the typed name is not the signer's, ``Conflict``
    when a letter is not what was shown any more, ``NotAllowed`` outside a held post or acting period; then nothing is
    reserved.
    """
    pairs = list(zip(letters, signers, strict=True))
    for letter, signer in pairs:
        _check(desk, actor, letter, signer)
    books = [(letter.from_unit, series) for letter in letters if (series := series_of(desk.root, letter))]
    day = hold_books(desk, books, [book_key(*x.held.entry[:3]) for x in letters if x.held is not None])
    for letter, signer in pairs:
        _check(desk, actor, letter, signer)
    approval = approved([seen_of(letter) for letter in letters])
    shown = _proof(actor, prove, approval)
    for letter, signer in pairs:
        bring_back(desk, actor, letter=letter, why="")
        letter.signing = BegunSigning(
            actor.signing,
            _dated(desk, actor, letter, signer) or day,
            content_digest(letter),
            shown.method,
            desk.now,
            letter.state,
            signer.certificate,
            approval,
            signer.request,
        )
        letter.state = "signing"
        underway(desk.root).insert(letter.id)
        put_on_record(desk, actor, letter, "begin_sign")


def confirm(
    desk: Desk, actor: Actor, *, letter: Letter, level: str, document: Any = None, places: tuple[Any, ...] = ()
) -> None:
    """ยืนยันการลงนาม: the held number is used, the document is the letter's from now on, and it may be sent.

    Where others are still to sign, it waits for the next of them instead, with the document as it is so far and the
    number held; ``places`` are the rooms that it leaves them. ``level`` is what was really made. Raises ``Conflict``
    where the number is the letter's no longer, or its kind demands more; then nothing is changed.
    """
    require_signer(desk.root, actor, letter)
    begun, before = letter.signing, letter.cosigning
    if begun is None or content_digest(letter) != begun.digest:
        raise _changed()
    check_level(desk.root, letter, level)
    made = Signature(
        begun.block, desk.now, begun.method, level, begun.digest, begun.certificate, begun.approval, begun.request
    )
    signatures = (*letter.signatures, made)
    if len(signatures) > len(letter.cosigners):
        _issue(desk, actor, letter, signatures, document)
    else:
        since, left = (before.since, before.places) if before is not None else (desk.now, places)
        wait_for_next(desk, actor, letter, Cosigning(signatures, begun.dated, since, document, left))
    letter.signing = None
    _leave(desk.root, letter)


def _issue(desk: Desk, actor: Actor, letter: Letter, signatures: tuple[Signature, ...], document: Any) -> None:
    """All who sign it have signed."""
    begun = letter.signing
    reserved = letter.held.entry[3] if letter.held is not None else 0
    give_number(desk, actor, letter, series_of(desk.root, letter), reserved=reserved)
    letter.dated = begun.dated if begun is not None else None
    letter.issued = document
    letter.signature, *beside = signatures
    letter.cosignatures, letter.cosigning, letter.held = tuple(beside), None, None
    _signed(desk, actor, letter)


def _dated(desk: Desk, actor: Actor, letter: Letter, signer: Signer) -> date | None:
    """Its date, with the number that is held for it from now on; who signs beside others finds both."""
    if letter.cosigning is not None:
        return letter.cosigning.dated
    hold_number(desk, actor, letter, series_of(desk.root, letter), chosen=signer.reserved)
    return letter.held.dated if letter.held is not None else None


def bring_back(desk: Desk, actor: Actor | None, *, letter: Letter, why: str) -> bool:
    """กลับสู่สถานะก่อนลงนาม: a signing that was not confirmed is over; the number stays held for the next one.

    ``actor`` None = the system. Gives whether there was one.
    """
    begun = letter.signing
    if letter.state != "signing" or begun is None:
        return False
    letter.state, letter.signing = begun.before, None
    _leave(desk.root, letter)
    who = actor.signing if actor is not None else begun.block
    name = actor.name if actor is not None else "ระบบ"
    held = letter.held.number if letter.held is not None else ""
    step = Step("bring_back", desk.now, who.person, name, who.post, held)
    letter.steps = (*(letter.steps[:-1] if _is_same_try(letter, step) else letter.steps), step)
    put_on_record(desk, actor or begun.block, letter, "bring_back", **({"why": why} if why else {}))
    return True


def _is_same_try(letter: Letter, step: Step) -> bool:
    """Was it the last thing in its history, too, that this signing failed on this day? One line stands for all."""
    last = letter.steps[-1] if letter.steps else None
    return last is not None and (last.verb, last.person, last.name, last.post, last.text, bangkok_date(last.at)) == (
        step.verb, step.person, step.name, step.post, step.text, bangkok_date(step.at),
    )  # fmt: skip


def return_to_before(desk: Desk, actor: Actor, *, letter: Letter) -> None:
    """คืนหนังสือที่ค้างลงนาม: who signs for the unit takes a letter out of a signing that did not end."""
    require_move(actor, letter, "bring_back")
    bring_back(desk, actor, letter=letter, why="by-hand")


def stuck(root: Any, since: datetime) -> list[int]:
    """หนังสือที่ค้างลงนาม: letters whose signing began before a time and neither ended nor failed."""
    found = records.letters_of(root).letters
    waiting = [found[key] for key in underway(root) if key != ANCHOR]
    return [x.id for x in waiting if x.signing is not None and x.signing.started_at < since]


def sign(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    proof: Prove,
    typed_name: str,
    seen: str | None = None,
    reserved: int = 0,
) -> Letter:
    """ลงนามในคราวเดียว: typed name and proof, number and date, in one transaction and without a document.

    For letters that were signed before this store was made. The office signs by ``signatures.issuing``.
    """
    if letter.cosigners:
        raise Conflict(_("A letter that several sign is signed by each in turn."), slug="several-sign")
    signer = Signer(typed_name, seen)
    _check(desk, actor, letter, signer)
    series = series_of(desk.root, letter)
    day = hold_books(desk, [(letter.from_unit, series)] if series else [])
    _check(desk, actor, letter, signer)
    digest = content_digest(letter)
    shown = _proof(actor, proof, digest)
    letter.dated = give_number(desk, actor, letter, series, reserved=reserved) or day
    letter.signature = Signature(actor.signing, desk.now, shown.method, LEVEL, digest)
    _signed(desk, actor, letter)
    return letter


def underway(root: Any) -> LOTreeSet:
    """The letters that are being signed; a store from before there was signing in steps gets the set."""
    letters = records.letters_of(root)
    if letters.underway is None:
        letters.underway = LOTreeSet([ANCHOR])
    return letters.underway


def _leave(root: Any, letter: Letter) -> None:
    if letter.id in underway(root):
        underway(root).remove(letter.id)


def _check(desk: Desk, actor: Actor, letter: Letter, signer: Signer) -> None:
    require_signer(desk.root, actor, letter)
    if "".join(signer.typed_name.split()) != "".join(actor.name.split()):
        raise Invalid(_("Type your full name as it is registered: it stands for your signature."), field="typed_name")
    check_complete(desk.root, letter)
    check_named(desk.root, letter, desk.today)
    check_level(desk.root, letter, signer.level)
    if signer.seen is not None and signer.seen != seen_of(letter):
        raise _changed()


def _proof(actor: Actor, prove: Prove, approval: str) -> Proof:
    shown = prove(approval) if callable(prove) else prove
    if shown.person != actor.person:
        raise Invalid(_("The one-time password belongs to another person."), field="otp")
    return shown


def _signed(desk: Desk, actor: Actor, letter: Letter) -> None:
    """What follows a signature: nothing waits for it any more, and somebody sends it."""
    clear_task(desk.root, letter)
    end_opinions(desk, letter)
    tray = tasks.person_tray(actor.person) if letter.handling else tasks.unit_tray(letter.from_unit)
    wait_in(desk, letter, tray, "carry_out", "")
    record_step(desk, actor, letter, "cosign" if letter.cosignatures else "sign", "")
    letter.state = "signed"
    desk.notify(LetterSigned(desk, actor, letter.id, letter.from_unit))


def _changed() -> Conflict:
    return Conflict(
        _("The letter was changed since you opened it. Nothing was signed; read it again."), slug="changed-meanwhile"
    )
