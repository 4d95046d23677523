"""ลงนามและออกหนังสือ (signing letters): begun, set in pages, signed, confirmed; each step a transaction of its own.

1. begin: one code approves the letters as they stand; number and date are reserved and held on each.
2. the pages are set and read back, outside any lock.
3. they are signed with the signer's certificate, outside any transaction; where there is none, the typed name stands.
4. confirm: the numbers are used, the PDFs are the letters' from now on, the level is what was really made.

Where several sign a letter, 2 is done once, by the first, and each further one adds a field to the file as the one
before signed it; where typed names stand for signatures, they are gathered, and 2 is done once all are there.

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
from saraban.documents.sheets import set_letter
from saraban.files.service import keep, open_file
from saraban.letters import issuing, records
from saraban.letters.content import Letter
from saraban.letters.cosigning import require_signer
from saraban.letters.numbering import LEVEL
from saraban.letters.sheets import sheet_of
from saraban.letters.verifying import address_of
from saraban.people.actor import Actor
from saraban.people.rights import as_now
from saraban.registers.holding import hold_books
from saraban.registers.service import book_key
from saraban.signatures.certificates import Enrolled, certificate_for, current_of, history_of, is_named_right
from saraban.signatures.errors import (
    CertificateExpired,
    CertificateNeeded,
    CertificateRevoked,
    NamesGathered,
    NotIssued,
    OtherName,
)
from saraban.signatures.interfaces import Secret
from saraban.signatures.known import known_documents
from saraban.signatures.levels import OF_CHECKS
from saraban.signatures.making import Begun, Made, by_name, fields_of, work_of
from saraban.signatures.proofs import schedule
from saraban.signatures.signing import Level, Signed, SigningRoom
from saraban.signatures.unfinished import begun_long_ago, being_signed, bring_back_all, is_stale, lock_of
from saraban.signatures.validation import Checker


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

    def _begin(self, desk: Desk, actor: Actor, wanted: Sequence[Wanted], given: Given) -> list[Begun]:
        letters = [records.letter_by_id(desk.root, one.letter) for one in wanted]
        if given.request and all(is_signed_by(letter, given.request) for letter in letters):
            return []
        gone_on_with = len(_gone_on_with(desk.root, actor, wanted, given)) == len(letters)
        if gone_on_with and any(is_stale(letter, desk.now, self.stuck_seconds) for letter in letters):
            raise begun_long_ago()
        found = None if given.typed_only else usable(desk.root, actor.person, self.room.clock.now())
        for letter in letters:
            if letter.cosigning is not None:  # asked before anything is said of how the others signed
                require_signer(desk.root, actor, letter)
        enrolled = [_manner(letter, found, given) for letter in letters]
        if not (gone_on_with and all(map(_is_begun_with, letters, enrolled))):
            current = current_of(desk.root, actor.person) if found else None
            signers = [
                issuing.Signer(given.typed_name, one.seen, *_strength(e, current), one.reserved, given.request)
                for one, e in zip(wanted, enrolled, strict=True)
            ]
            issuing.begin(
                desk,
                actor,
                letters=letters,
                signers=signers,
                prove=lambda approval: verify_otp(desk, actor.person, given.code, approval),
            )
        return [self._begun(desk, x, e) for x, e in zip(letters, enrolled, strict=True) if x.signing is not None]

    def _begun(self, desk: Desk, letter: Letter, enrolled: Enrolled | None) -> Begun:
        """Everything that its document is made of."""
        sheet = replace(sheet_of(desk.root, letter), qr=address_of(letter, self.site))
        waiting, of = letter.cosigning, len(letter.cosigners) + 1
        if letter.signing is None:
            raise begun_long_ago()
        if waiting is None:
            return Begun(letter.id, sheet, letter.signing, enrolled, of=of)
        before = tuple(one.certificate for one in waiting.signatures)
        base = _bytes(waiting.file) if waiting.file is not None else b""
        turn = len(before) + 1
        return Begun(letter.id, sheet, letter.signing, enrolled, turn, of, before, base, waiting.places, desk.today)

    def _make(self, begun: Sequence[Begun], secret: Secret) -> list[Made]:
        """The documents: set and read back, signed where there is a certificate, and then checked like a stranger's."""
        pages = {one.letter: set_letter(one.sheet) for one in begun if one.sets_pages}
        made = {one.letter: by_name(one, pages.get(one.letter)) for one in begun if one.enrolled is None}
        by_certificate = [one for one in begun if one.enrolled is not None]
        if by_certificate and (enrolled := by_certificate[0].enrolled) is not None:
            works, places = zip(*(work_of(one, pages.get(one.letter)) for one in by_certificate), strict=True)
            level = Level.LTA if self.room.stampers or self.room.stamper else Level.B
            signed = self.room.sign_together(works, enrolled.key, secret, enrolled.holder, level)
            for one, file, left in zip(by_certificate, signed, places, strict=True):
                made[one.letter] = Made(one, file.content, self._level(one, file), left)
        return [made[one.letter] for one in begun]

    def _level(self, begun: Begun, signed: Signed) -> str:
        """ระดับตามหลักฐาน: what the check finds. Raises ``NotIssued`` unless each signature is there and holds."""
        found = self.checker.check(signed.content).signatures
        wanted = fields_of(begun, signed.fingerprint)
        there = {one.field: one.fingerprint for one in found}
        if there != wanted or len(found) != len(wanted) or not all(one.holds for one in found):
            raise NotIssued
        return OF_CHECKS[next(one.section for one in found if one.field == signed.field)]


def _manner(letter: Letter, found: Enrolled | None, given: Given) -> Enrolled | None:
    """With which certificate a letter is signed: who signs beside others does it as they did.

    Raises ``CertificateNeeded`` where the others signed with certificates, ``NamesGathered`` where their typed names
    stand and who signs now did not choose that too.
    """
    waiting = letter.cosigning
    if waiting is None:
        return found
    if waiting.file is not None and found is None:
        raise CertificateNeeded
    if waiting.file is None and found is not None and not given.typed_only:
        raise NamesGathered
    return found


def _strength(enrolled: Enrolled | None, current: Any) -> tuple[str, str]:
    """The certificate with the level that it can give; a typed name's."""
    return (current.fingerprint, current.level) if enrolled is not None and current is not None else ("", LEVEL)


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


def _confirm(desk: Desk, actor: Actor, made: Sequence[Made], at: datetime) -> None:
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
        _keep(desk, now, letter, one)


def _keep(desk: Desk, actor: Actor, letter: Letter, one: Made) -> None:
    name = (letter.held.number if letter.held is not None else letter.key).replace("/", "-")
    document = keep(desk, io.BytesIO(one.pdf), f"{name}.pdf") if one.pdf else None
    issuing.confirm(desk, actor, letter=letter, level=one.level, document=document, places=one.places)
    if document is None:
        return
    known_documents(desk.root).remember(document.sha256, letter.id, unfinished=letter.signature is None)
    if letter.signature is not None:
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
    return bool(request) and request in {one.request for one in letter.signatures}


def _gone_on_with(root: Any, actor: Actor, wanted: Sequence[Wanted], given: Given) -> list[int]:
    """Those of the letters whose signing this very request began and did not end."""
    found = [records.letter_by_id(root, one.letter) for one in wanted] if given.request else []
    mine = (given.request, actor.signing)
    return [x.id for x in found if x.signing is not None and (x.signing.request, x.signing.block) == mine]


def _is_begun_with(letter: Letter, enrolled: Enrolled | None) -> bool:
    fingerprint = enrolled.fingerprint if enrolled is not None else ""
    return letter.signing is not None and letter.signing.certificate == fingerprint


def _bytes(stored: Any) -> bytes:
    with open_file(stored) as stream:
        return bytes(stream.read())
