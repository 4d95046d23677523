"""ลงนามและออกหนังสือ (signing letters): begun, set in pages, signed, confirmed; each step a transaction of its own.

1. begin: one code approves the letters as they stand; number and date are reserved and held on each.
2. the pages are set and read back, outside any lock.
3. they are signed with the signer's certificate, outside any transaction; where there is none, the typed name stands.
4. confirm: the numbers are used, the PDFs are the letters' from now on, the level is what was really made.

What fails in 2 to 4 brings the letters back to where they were, the number held for the next try. A letter is worked on
by one at a time: by a lock that goes with the process that holds it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ZODB.POSException import POSError

from saraban.auth.apart import apart
from saraban.auth.service import verify_otp
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, SarabanError
from saraban.core.i18n import _
from saraban.core.locks import RegisterBusy, alone
from saraban.documents.sheet import Sheet
from saraban.documents.sheets import Issued, set_letter
from saraban.files.service import keep
from saraban.letters import issuing, records
from saraban.letters.content import Letter
from saraban.letters.numbering import LEVEL
from saraban.letters.sheets import sheet_of
from saraban.letters.values import BegunSigning
from saraban.letters.verifying import address_of
from saraban.people.actor import Actor
from saraban.people.rights import as_now
from saraban.registers.holding import hold_books
from saraban.registers.service import book_key
from saraban.signatures.appearance import Signer, letter_mark, signature_mark
from saraban.signatures.boxes import POINTS_PER_MM, Box
from saraban.signatures.certificates import Enrolled, certificate_for, current_of, history_of, is_named_right
from saraban.signatures.errors import CertificateExpired, CertificateRevoked, OtherName, SigningRefused
from saraban.signatures.interfaces import Secret
from saraban.signatures.known import known_documents
from saraban.signatures.levels import OF_CHECKS
from saraban.signatures.proofs import schedule
from saraban.signatures.signing import Level, Signed, SigningRoom, Work
from saraban.signatures.unfinished import begun_long_ago, being_signed, bring_back_all, is_stale, lock_of
from saraban.signatures.validation import Checker

FIELD = "signature"


class NotIssued(SigningRefused):
    """ออกหนังสือไม่ได้: what was signed does not hold when it is checked, so it was not issued."""

    slug = "not-issued"

    def __init__(self) -> None:
        super().__init__(
            _("The signed letter did not pass the check of its signature and was not issued. Tell the administrator.")
        )


@dataclass(frozen=True)
class Wanted:
    """หนังสือหนึ่งฉบับที่จะลงนาม: which, the digest of what was shown (None: to nobody), the reserved number it is to take."""

    letter: int
    seen: str | None = None
    reserved: int = 0


@dataclass(frozen=True)
class Given:
    """สิ่งที่ผู้ลงนามให้: name as typed, the one-time password, what the key store asks for, the request's digest.

    ``typed_only``: the typed name stands for the signature (ข้อ 26) although the person may have a certificate.
    """

    typed_name: str
    code: str = field(repr=False)
    secret: Secret = field(default_factory=Secret)
    request: str = ""
    typed_only: bool = False


@dataclass(frozen=True)
class _Begun:
    """A letter whose signing has begun, as plain values: nothing of the store is needed to make its document."""

    letter: int
    sheet: Sheet
    signing: BegunSigning
    enrolled: Enrolled | None


@dataclass(frozen=True)
class _Made:
    begun: _Begun
    pdf: bytes
    level: str


@dataclass(frozen=True)
class Issuing:
    """งานลงนามและออกหนังสือของหน่วยงาน: where letters are signed, by whom what was made is checked, how many at once."""

    room: SigningRoom
    checker: Checker
    sitting: int = 20
    #: a signing that began so long ago does not go on; the worker brings it back after as long
    stuck_seconds: int = 300
    #: where people reach the system; the QR of each letter leads there
    site: str = ""

    def sign(self, desk: Desk, actor: Actor, wanted: Sequence[Wanted], given: Given) -> None:
        """ลงนามและออกเลข: all of these letters or none, by one code; the desk stands in a fresh transaction afterwards.

        The same request again goes on where the first one was cut off, or finds it done. Raises what
        ``letters.issuing`` refuses and one of ``signatures.errors``; the letters are then as they were.
        """
        check_sitting(wanted, self.sitting)
        try:
            with alone(desk.locks.directory, [lock_of(one.letter) for one in wanted]):
                self._sign_alone(desk, actor, wanted, given)
        except RegisterBusy:
            raise being_signed() from None
        desk.tm.abort()
        desk.tm.begin()

    def _sign_alone(self, desk: Desk, actor: Actor, wanted: Sequence[Wanted], given: Given) -> None:
        try:
            begun = apart(desk, lambda own: self._begin(own, actor, wanted, given))
        except SarabanError as error:
            slug = error.slug
            apart(desk, lambda own: bring_back_all(own, actor, _gone_on_with(own.root, actor, wanted, given), slug))
            raise
        try:
            made = self._make(begun, given.secret)
            apart(desk, lambda own: _confirm(own, actor, made, self.room.clock.now()))
        except (
            POSError
        ):  # the store was away: the same request goes on with the same code, or the worker brings them back
            raise
        except Exception as error:
            why = error.slug if isinstance(error, SarabanError) else type(error).__name__
            with suppress(POSError):  # the store is gone meanwhile: the worker brings them back
                apart(desk, lambda own: bring_back_all(own, actor, [one.letter for one in begun], why))
            raise

    def _begin(self, desk: Desk, actor: Actor, wanted: Sequence[Wanted], given: Given) -> list[_Begun]:
        letters = [records.letter_by_id(desk.root, one.letter) for one in wanted]
        if given.request and all(is_signed_by(letter, given.request) for letter in letters):
            return []
        gone_on_with = len(_gone_on_with(desk.root, actor, wanted, given)) == len(letters)
        if gone_on_with and any(is_stale(letter, desk.now, self.stuck_seconds) for letter in letters):
            raise begun_long_ago()
        enrolled = None if given.typed_only else usable(desk.root, actor.person, self.room.clock.now())
        if not (gone_on_with and all(_is_begun_with(letter, enrolled) for letter in letters)):
            current = current_of(desk.root, actor.person) if enrolled else None
            with_certificate = (current.fingerprint, current.level) if current is not None else ("", LEVEL)
            signers = [
                issuing.Signer(given.typed_name, one.seen, *with_certificate, one.reserved, given.request)
                for one in wanted
            ]
            issuing.begin(
                desk,
                actor,
                letters=letters,
                signers=signers,
                prove=lambda approval: verify_otp(desk, actor.person, given.code, approval),
            )
        return [
            _Begun(x.id, replace(sheet_of(desk.root, x), qr=address_of(x, self.site)), x.signing, enrolled)
            for x in letters if x.signing is not None
        ]  # fmt: skip

    def _make(self, begun: Sequence[_Begun], secret: Secret) -> list[_Made]:
        """The documents: set and read back, signed where there is a certificate, and then checked like a stranger's."""
        issued = [set_letter(one.sheet) for one in begun]
        enrolled = begun[0].enrolled if begun else None
        if enrolled is None:
            return [_Made(one, document.pdf, LEVEL) for one, document in zip(begun, issued, strict=True)]
        works = [_work(one, document) for one, document in zip(begun, issued, strict=True)]
        level = Level.LTA if self.room.stampers or self.room.stamper else Level.B
        signed = self.room.sign_together(works, enrolled.key, secret, enrolled.holder, level)
        return [_Made(one, s.content, self._level(s)) for one, s in zip(begun, signed, strict=True)]

    def _level(self, signed: Signed) -> str:
        """ระดับตามหลักฐาน: what the check finds in the file. Raises ``NotIssued`` unless it holds."""
        found = self.checker.check(signed.content).signatures
        if len(found) != 1 or not found[0].holds or found[0].fingerprint != signed.fingerprint:
            raise NotIssued
        return OF_CHECKS[found[0].section]


def usable(root: Any, person: str, now: datetime) -> Enrolled | None:
    """ใบรับรองที่ใช้ได้ของผู้ลงนาม: None for who never had one.

    Raises ``CertificateExpired`` or ``CertificateRevoked`` for who had: that a signature becomes weaker is not to
    happen unseen; ``OtherName`` where the certificate names somebody else.
    """
    found = certificate_for(root, person, now)
    newest = next(iter(history_of(root, person)), None)
    if found is None and newest is not None:
        raise CertificateExpired if newest.is_used else CertificateRevoked
    if found is not None and newest is not None and not is_named_right(root, newest):
        raise OtherName(newest.name)
    return found


def check_sitting(wanted: Sequence[Wanted], most: int) -> None:
    """Raise ``Invalid`` for no letter, one that is named twice, or more than are signed in one sitting."""
    if not 1 <= len(wanted) <= most or len({one.letter for one in wanted}) < len(wanted):
        raise Invalid(
            _("Choose between 1 and ${most} letters to sign together.", mapping={"most": most}), field="letters"
        )


def _confirm(desk: Desk, actor: Actor, made: Sequence[_Made], at: datetime) -> None:
    """``at`` is real time, by which certificates are valid."""
    letters = [records.letter_by_id(desk.root, one.begun.letter) for one in made]
    held = [x.held.entry for x in letters if x.held is not None]
    hold_books(desk, [entry[:2] for entry in held], [book_key(*entry[:3]) for entry in held])
    now = as_now(desk.root, actor, desk.today)
    for letter, one in zip(letters, made, strict=True):
        if letter.signing != one.begun.signing or now.signing != one.begun.signing.block:
            raise Conflict(
                _("What the signature rests on has changed meanwhile. Nothing was issued; look at the letter again."),
                slug="changed-meanwhile",
            )
        _require_certificate(desk.root, now.person, one.begun.signing.certificate, at)
        name = (letter.held.number if letter.held is not None else letter.key).replace("/", "-")
        document = keep(desk, io.BytesIO(one.pdf), f"{name}.pdf")
        issuing.confirm(desk, now, letter=letter, level=one.level, document=document)
        known_documents(desk.root).remember(document.sha256, letter.id)
        schedule(desk.root, letter.id, one.pdf)


def _require_certificate(root: Any, person: str, begun: str, at: datetime) -> None:
    """Raise where the certificate that signed is by now over, revoked in our records, or in use no more."""
    if not begun:
        return
    found = usable(root, person, at)
    if found is None or found.fingerprint != begun:
        raise CertificateRevoked


def is_signed_by(letter: Letter, request: str) -> bool:
    """ลงนามแล้วด้วยคำขอนี้: did this very request sign the letter already?"""
    return bool(request) and letter.signature is not None and letter.signature.request == request


def _gone_on_with(root: Any, actor: Actor, wanted: Sequence[Wanted], given: Given) -> list[int]:
    """Those of the letters whose signing this very request began and did not end."""
    found = [records.letter_by_id(root, one.letter) for one in wanted] if given.request else []
    mine = (given.request, actor.signing)
    return [x.id for x in found if x.signing is not None and (x.signing.request, x.signing.block) == mine]


def _is_begun_with(letter: Letter, enrolled: Enrolled | None) -> bool:
    fingerprint = enrolled.fingerprint if enrolled is not None else ""
    return letter.signing is not None and letter.signing.certificate == fingerprint


def _work(one: _Begun, document: Issued) -> Work:
    """The field where the sheet left room for it, with name, post and date as its appearance; unseen where none is."""
    place = document.place("signature") or document.place("initials")
    if place is None or one.enrolled is None:
        return Work(document.pdf, FIELD)
    page, room = place
    high = document.boxes[page - 1].height
    x, y = room.x / POINTS_PER_MM, (high - room.y - room.height) / POINTS_PER_MM
    box = Box(page, x, y, room.width / POINTS_PER_MM, room.height / POINTS_PER_MM)
    block = one.signing.block
    signer = Signer(block.name, block.lines[1:], one.signing.dated, one.enrolled.image)
    below = any(given.in_field for given in one.sheet.signatures)  # else initials beside a seal
    mark = letter_mark(box, signer, one.sheet.style) if below else signature_mark(box, signer)
    return Work(document.pdf, FIELD, box, mark, room_known=True)
