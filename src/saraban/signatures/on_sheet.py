"""ลงนามบนแผ่น (signing on the sheet): a note or the receive stamp becomes a further signature at the end of the file.

1. rehearse: what is to be done is tried and dropped, so that what is refused costs no code and no signature.
2. a free place is found and what stands there is set, outside any lock of the store.
3. the code is spent for exactly this, and the newest sheet is signed with the certificate of who writes.
4. the whole file is checked as anybody's would be; only then, in one transaction, note and file are kept.

Cut off anywhere before that, the paper is as it was. A sheet grows by one at a time.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.auth.apart import apart, rehearse
from saraban.auth.service import verify_otp
from saraban.core.clock import BANGKOK, bangkok_date
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.locks import RegisterBusy, alone
from saraban.core.permissions import Permission
from saraban.files.service import keep, open_file
from saraban.letters import on_sheet, records
from saraban.letters.content import Paper
from saraban.letters.notes import Note
from saraban.letters.on_sheet import NOTE, STAMP
from saraban.letters.values import SheetMark
from saraban.people.actor import Actor
from saraban.people.rights import as_now
from saraban.signatures.appearance import Signer, receive_mark, signature_mark
from saraban.signatures.boxes import Box
from saraban.signatures.certificates import Enrolled
from saraban.signatures.errors import CertificateRevoked, NoCertificate, SheetNotKept
from saraban.signatures.free_places import place_for_note, place_for_stamp
from saraban.signatures.issuing import Given, usable
from saraban.signatures.known import known_documents
from saraban.signatures.levels import OF_CHECKS
from saraban.signatures.list_archive import archive_of
from saraban.signatures.proofs import replan
from saraban.signatures.signing import Level, Signed, SigningRoom, Work
from saraban.signatures.unfinished import being_signed
from saraban.signatures.validation import Checker, Keeper

#: Papers share so many locks; two of one lock are signed one after the other.
LOCKS = 256


@dataclass(frozen=True)
class _Wanted:
    """What is to stand on the sheet: a note, or without one the receive stamp; ``seen`` is the sheet that was shown."""

    paper: int
    seen: str
    note: Note | None


@dataclass(frozen=True)
class _Begun:
    """What was tried and may be signed, as plain values."""

    wanted: _Wanted
    base: bytes
    approval: str
    block: Any
    enrolled: Enrolled
    field: str
    name: str
    draw: Callable[[bytes], tuple[Box, bytes]]
    request: str
    #: what stands on the sheet as its date
    day: date


@dataclass(frozen=True)
class OnSheet:
    """งานลงนามบนแผ่นของหน่วย: where is signed, and by whom what was made is checked."""

    room: SigningRoom
    checker: Checker

    def endorse(self, desk: Desk, actor: Actor, *, paper: int, note: Note, seen: str, given: Given) -> int:
        """เกษียนและลงนามบนแผ่น: the note, with all that follows from it, is signed on the unit's sheet; gives its id.

        The same request again acts once. Raises what ``letters.endorsing`` refuses and one of ``signatures.errors``;
        then nothing was stored. The desk stands in a fresh transaction afterwards.
        """
        return self._grow(desk, actor, _Wanted(paper, seen, note), given)

    def stamp(self, desk: Desk, actor: Actor, *, paper: int, seen: str, given: Given) -> None:
        """ประทับตรารับบนแผ่น: the receive stamp, signed by who keeps the unit's register; once on each paper."""
        self._grow(desk, actor, _Wanted(paper, seen, None), given)

    def _grow(self, desk: Desk, actor: Actor, wanted: _Wanted, given: Given) -> int:
        try:
            with alone(desk.locks.directory, [f"sheet-{wanted.paper % LOCKS}"]):
                done = self._grow_alone(desk, actor, wanted, given)
        except RegisterBusy:
            raise being_signed() from None
        desk.tm.abort()
        desk.tm.begin()
        return done

    def _grow_alone(self, desk: Desk, actor: Actor, wanted: _Wanted, given: Given) -> int:
        done = rehearse(desk, lambda own: _done_by(own.root, wanted.paper, given.request))
        if done is not None:
            return done.note
        begun = rehearse(desk, lambda own: self._begin(own, actor, wanted, given))
        box, mark = begun.draw(begun.base)
        method = apart(desk, lambda own: verify_otp(own, actor.person, given.code, begun.approval).method)
        level = Level.LTA if self.room.stampers or self.room.stamper else Level.B
        work = Work(begun.base, begun.field, box, mark)
        signed = self.room.sign(work, begun.enrolled.key, given.secret, begun.enrolled.holder, level)
        found = self._level(begun, signed, archive_of(desk.root))
        now = self.room.clock.now
        return apart(desk, lambda own: _confirm(own, actor, begun, signed, (method, found), now()))

    def _begin(self, desk: Desk, actor: Actor, wanted: _Wanted, given: Given) -> _Begun:
        """Everything but the code, tried on a desk that is dropped."""
        paper = records.paper_by_id(desk.root, wanted.paper)
        actor.require(Permission.LETTER_READ, paper)
        if wanted.note is None:
            on_sheet.check_stamp(actor, paper)
        base = on_sheet.base_of(desk.root, paper)
        _check_signer(actor, given)
        enrolled = usable(desk.root, actor.person, self.room.clock.now())
        if enrolled is None:
            raise NoCertificate
        if base.sha256 != wanted.seen:
            raise _changed()
        signer = Signer(actor.signing.name, actor.signing.lines[1:], desk.today, enrolled.image)
        if wanted.note is None:
            draw = _stamp_drawn(desk.root, paper)
        else:
            note = on_sheet.write_note(desk, actor, paper, wanted.note)
            draw = _note_drawn(on_sheet.lines_of(desk.root, note), signer)
        field = f"{STAMP if wanted.note is None else NOTE}-{len(paper.marks) + 1}"
        with open_file(base) as stream:
            content = stream.read()
        return _Begun(
            wanted,
            content,
            _approval(wanted, base.sha256, actor),
            actor.signing,
            enrolled,
            field,
            _name(base.name),
            draw,
            given.request,
            desk.today,
        )

    def _level(self, begun: _Begun, signed: Signed, archive: Keeper) -> str:
        """ระดับตามหลักฐาน of the new signature. Raises ``SheetNotKept`` unless all in the file hold and all are there."""
        before = self.checker.check(begun.base, archive).signatures
        after = {one.field: one for one in self.checker.check(signed.content, archive).signatures}
        new = after.get(begun.field)
        if new is None or not all(one.holds for one in after.values()) or new.fingerprint != signed.fingerprint:
            raise SheetNotKept
        if set(after) - {begun.field} != {one.field for one in before} or len(after) != len(before) + 1:
            raise SheetNotKept
        return OF_CHECKS[new.section]


def _confirm(desk: Desk, actor: Actor, begun: _Begun, signed: Signed, proof: tuple[str, str], at: datetime) -> int:
    """Note and grown sheet in one transaction; ``at`` is real time, by which certificates are valid."""
    paper = records.paper_by_id(desk.root, begun.wanted.paper)
    now = as_now(desk.root, actor, desk.today)
    now.require(Permission.LETTER_READ, paper)
    letter = records.letter_by_id(desk.root, paper.letter)
    desk.root._p_jar.readCurrent(letter)  # made void in this moment: one of the two is tried again
    base = on_sheet.base_of(desk.root, paper)
    if (base.sha256, now.signing, desk.today) != (begun.wanted.seen, begun.block, begun.day):
        raise _changed()
    found = usable(desk.root, now.person, at)
    if found is None or found.fingerprint != begun.enrolled.fingerprint:
        raise CertificateRevoked
    note = None
    if begun.wanted.note is None:
        on_sheet.check_stamp(now, paper)
    else:
        note = on_sheet.write_note(desk, now, paper, begun.wanted.note)
    file = keep(desk, io.BytesIO(signed.content), begun.name)
    method, level = proof
    mark = SheetMark(
        what=STAMP if note is None else NOTE,
        field=begun.field,
        block=begun.block,
        at=desk.now,
        method=method,
        approval=begun.approval,
        certificate=signed.fingerprint,
        level=level,
        base=base.sha256,
        file=file,
        note=0 if note is None else note.id,
        request=begun.request,
    )
    on_sheet.put_on_sheet(desk, now, paper, mark, note)
    known_documents(desk.root).remember(file.sha256, paper.letter)
    replan(desk.root, paper.id, begun.base, signed.content)
    return mark.note


def _done_by(root: Any, paper: int, request: str) -> SheetMark | None:
    """What this very request put on the sheet already."""
    marks = records.paper_by_id(root, paper).marks if request else ()
    return next((mark for mark in marks if mark.request == request), None)


def _check_signer(actor: Actor, given: Given) -> None:
    if "".join(given.typed_name.split()) != "".join(actor.name.split()):
        raise Invalid(_("Type your full name as it is registered: it stands for your signature."), field="typed_name")


def _approval(wanted: _Wanted, base: str, actor: Actor) -> str:
    """สิ่งที่รหัสใช้ครั้งเดียวอนุมัติ: this note (or the stamp) by this post on exactly this sheet of this paper."""
    told = {
        "paper": wanted.paper,
        "sheet": base,
        "note": asdict(wanted.note) if wanted.note is not None else STAMP,
        "post": actor.post,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=date.isoformat).encode()).hexdigest()


def _note_drawn(lines: tuple[str, ...], signer: Signer) -> Callable[[bytes], tuple[Box, bytes]]:
    def draw(content: bytes) -> tuple[Box, bytes]:
        below = (f"({signer.name})", *signer.post, "วันที่")
        box = place_for_note(content, (*lines, *below), image=signer.hand is not None)
        return box, signature_mark(box, signer, lines)

    return draw


def _stamp_drawn(root: Any, paper: Paper) -> Callable[[bytes], tuple[Box, bytes]]:
    at = (paper.received_at or datetime.now(BANGKOK)).astimezone(BANGKOK)
    unit, number = find_unit(root, paper.unit).title, str(paper.n)

    def draw(content: bytes) -> tuple[Box, bytes]:
        box = place_for_stamp(content)
        return box, receive_mark(box, unit, number, bangkok_date(at), at.time())

    return draw


def _name(name: str) -> str:
    """The name of a grown file, of what it grew from."""
    return f"{name.removesuffix('.pdf').removesuffix('-ลงนามเพิ่ม')}-ลงนามเพิ่ม.pdf"


def _changed() -> Conflict:
    return Conflict(
        _("The sheet was changed since you opened it. Nothing was signed; look at it again."), slug="changed-meanwhile"
    )
