"""หลักฐานระยะยาว (proofs of issued letters): time stamps are renewed a year before they expire, one letter at a time.

A renewed file is the old one with a further stamp behind it; it takes the old one's place with the letter, and the
old one is kept. So it is with a unit's own sheet, which its paper holds. Cut off at any moment, it is done again.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from pyhanko.pdf_utils.misc import PdfError

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import SarabanError
from saraban.core.health import Health
from saraban.core.i18n import _
from saraban.files.content import StoredFile
from saraban.files.service import keep, open_file
from saraban.letters.records import letters_of
from saraban.signatures.content import Proofs
from saraban.signatures.known import known_documents
from saraban.signatures.list_places import learn
from saraban.signatures.renewing import AHEAD, Renewer, stamp_end
from saraban.signatures.reports import SignatureReport
from saraban.signatures.signing import SigningRoom
from saraban.signatures.validation import Checker, Keeper

#: What could not be renewed is tried again after so long.
AGAIN = timedelta(days=1)
#: A new stamp that lasts no longer than the old one is no gain: asked for again after so long, and told once the old
#: one's end is so near.
LATER, NEAR = timedelta(days=30), timedelta(days=90)
#: Who is on record for what the system does by itself.
SYSTEM = "system"


class Renews(Protocol):
    """ผู้ต่ออายุหลักฐาน: gives a file with renewed proofs."""

    def renew(self, content: bytes) -> bytes:
        """Raises ``NotRenewed``, ``StamperDown``."""


def proofs_of(root: Any) -> Proofs:
    """การต่ออายุหลักฐาน of this store."""
    found: Proofs = root["proofs"]
    return found


def renewer_of(room: SigningRoom, checker: Checker, archive: Keeper | None = None) -> Renewer:
    """ผู้ต่ออายุหลักฐานของหน่วยงาน: who trusts, stamps and judges as signing and checking do."""

    async def judge(content: bytes) -> tuple[SignatureReport, ...]:
        return (await asyncio.to_thread(checker.check, content, archive)).signatures

    return Renewer(room.trust, tuple(room.stampers), judge)


def schedule(root: Any, letter: int, content: bytes) -> None:
    """กำหนดวันต่ออายุ of an issued letter (or a paper's own sheet) by its last time stamp; without one there is nothing.

    The authorities that came with it are put down too, so that their lists of revoked certificates are archived.
    Called in the transaction that confirms a signing, and after each renewal. Told twice, it is planned once.
    """
    learn(root, content)
    end = _end(content)
    if end is not None:
        proofs_of(root).due[_day(end - AHEAD), letter] = None


def replan(root: Any, paper: int, before: bytes, content: bytes) -> None:
    """กำหนดวันต่ออายุใหม่ of a unit's own sheet that grew: by its new stamp in place of the one before."""
    end, due = _end(before), proofs_of(root).due
    if end is not None and (key := (_day(end - AHEAD), paper)) in due:
        del due[key]
    schedule(root, paper, content)


def bring_forward(desk: Desk, until: date) -> int:
    """เลื่อนการต่ออายุให้เร็วขึ้น: what is due up to a day is due today; how many. The caller commits.

    An authority that goes before its stamps end takes with it what was not stamped under another one by then.
    """
    due, today = proofs_of(desk.root).due, _day(desk.clock.now())
    later = [key for key in due.keys(min=(today, 2**63), max=(until.isoformat(), 2**63)) if key[0] > today]
    for day, number in later:
        del due[day, number]
        due[today, number] = None
    return len(later)


def renew_next(desk: Desk, renewer: Renews, prepare: Callable[[Desk], None] = lambda _desk: None) -> bool:
    """ต่ออายุหลักฐานของหนังสือฉบับถัดไปที่ถึงกำหนด; whether there was one. Commits. A failure is kept and told.

    ``prepare`` comes first: what the authorities say of that day goes into the archive.
    """
    now = desk.clock.now()
    key = _next(proofs_of(desk.root), now)
    if key is None:
        return False
    stored = _stored(desk.root, key[1])
    if stored is None:
        del proofs_of(desk.root).due[key]
        desk.tm.commit()
        return True
    prepare(desk)
    before = stored.sha256
    content, why = _bytes(stored)
    desk.tm.abort()  # nothing is held while the network is asked
    made, why = _renewed(renewer, content) if content else (None, why)
    end = _end(content)
    desk.tm.begin()
    proofs, stored = proofs_of(desk.root), _stored(desk.root, key[1])
    if key not in proofs.due or stored is None or stored.sha256 != before:
        return True  # somebody else has done it meanwhile
    if made is not None and end is not None and (_end(made) or end) <= end and end - now > NEAR:
        del proofs.due[key]
        proofs.due[_day(now + LATER), key[1]] = None
    elif made is None or end is None or (_end(made) or end) <= end:
        proofs.failed[key[1]] = (now, why or "stamp-not-later")
    else:
        _put(desk, proofs, key, made)
    desk.tm.commit()
    return True


def health(_registry: Any, root: Any) -> Health:
    """สุขภาพของหลักฐาน: how many letters are overdue for new time stamps, and how many could not get one."""
    proofs = proofs_of(root)
    failed = len(proofs.failed)
    overdue = len(proofs.due.keys(max=(_day(datetime.now(UTC) - 2 * AGAIN), 0)))
    well = not failed and not overdue
    message = (
        _("The proofs of issued letters are renewed in time.")
        if well
        else _("Proofs of issued letters could not be renewed. Look at the time stamping service before they expire.")
    )
    return Health(well=well, message=message, figures={"overdue": overdue, "failed": failed})


def _stored(root: Any, key: int) -> StoredFile | None:
    """The file that is renewed: a letter's issued one, or a unit's own sheet; ids are never of both."""
    store = letters_of(root)
    holder = store.letters.get(key)
    found: StoredFile | None = holder.issued if holder is not None else None
    if found is None and key in store.papers:
        found = store.papers[key].sheet
    return found


def _put(desk: Desk, proofs: Proofs, key: tuple[str, int], made: bytes) -> None:
    del proofs.due[key]
    proofs.failed.pop(key[1], None)
    store, old = letters_of(desk.root), _stored(desk.root, key[1])
    assert old is not None
    proofs.earlier[key[1]] = (*proofs.earlier.get(key[1], ()), old)
    new = keep(desk, io.BytesIO(made), old.name)
    letter = store.letters.get(key[1])
    if letter is not None:
        letter.issued = new
        unit, number, about = letter.from_unit, letter.id, {"letter": letter.key, "sha256": new.sha256}
    else:
        paper = store.papers[key[1]]
        paper.marks = (*paper.marks[:-1], replace(paper.marks[-1], file=new))
        unit, number, about = paper.unit, paper.letter, {"paper": paper.key, "sha256": new.sha256}
    known_documents(desk.root).remember(new.sha256, number)
    schedule(desk.root, key[1], made)
    audit.record(desk, unit, "proofs-renewed", person=SYSTEM, about=about)


def _next(proofs: Proofs, now: datetime) -> tuple[str, int] | None:
    """The first that is due and was not tried within the last day."""
    for key in proofs.due.keys(max=(_day(now), 2**63)):
        tried = proofs.failed.get(key[1])
        if tried is None or tried[0] + AGAIN <= now:
            found: tuple[str, int] = key
            return found
    return None


def _renewed(renewer: Renews, content: bytes) -> tuple[bytes | None, str]:
    try:
        return renewer.renew(content), ""
    except SarabanError as error:
        return None, error.slug
    except Exception as error:  # noqa: BLE001 - one file that nobody can read must not hold up the others
        return None, type(error).__name__


def _end(content: bytes) -> datetime | None:
    """When the last stamp of a file expires; None without one, or where it cannot be read."""
    try:
        return stamp_end(content)
    except (PdfError, ValueError, KeyError):
        return None


def _bytes(stored: StoredFile) -> tuple[bytes, str]:
    """The file; nothing and the reason where it cannot be read."""
    try:
        with open_file(stored) as stream:
            return stream.read(), ""
    except (OSError, SarabanError) as error:
        return b"", type(error).__name__


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()
