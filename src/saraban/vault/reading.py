"""การเปิดอ่านหนังสือลับ (reading): the one gate. Named on the paper, cleared for its level, proved with a fresh code.

A role alone reads nothing, nor does any rank. A refused reading is on record before it is refused, and answers as a
letter that does not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from saraban.agencies.service import find_unit
from saraban.auth.accounts import may_put_off
from saraban.auth.attempts import account_of
from saraban.auth.errors import OtpNotEnrolled, StepUpNeeded
from saraban.classification.levels import RANK, Secrecy
from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.core.permissions import Permission
from saraban.files.content import StoredFile
from saraban.people.actor import Actor
from saraban.thai.normalise import normalise
from saraban.thai.numbers import number_key
from saraban.vault.clearances import NOTHING, highest, is_cleared
from saraban.vault.content import SecretDelivery, SecretLetter, SecretPaper
from saraban.vault.envelopes import disclose
from saraban.vault.ledger import READS, opened, record, refused, vault_of

#: How long a code counts as fresh for classified letters.
FRESH = timedelta(minutes=15)


def require_fresh(desk: Desk, person: str, proved_at: datetime | None) -> None:
    """Raise ``StepUpNeeded`` when the session has no fresh code, ``OtpNotEnrolled`` for a person without a phone."""
    account = account_of(desk.root, person)
    if account is None or not account.totp_secret:
        if account is not None and may_put_off(desk.root, account):
            return  # a demonstration store, where the phone can wait
        raise OtpNotEnrolled(_("Classified letters need the code of your phone. Set up the phone first."))
    if proved_at is None or desk.clock.now() - proved_at > FRESH:
        raise StepUpNeeded(_("Prove once more that it is you: type the code that your phone shows, then repeat."))


def letter_of(root: Any, paper: SecretPaper) -> SecretLetter:
    """The letter of a paper (the caller has passed the gate)."""
    letter: SecretLetter = vault_of(root).letters[paper.letter]
    return letter


def reads(desk: Desk, actor: Actor, paper: SecretPaper) -> bool:
    """Is the actor named on the paper and cleared for its level today?"""
    level = letter_of(desk.root, paper).level
    return actor.may(Permission.VAULT_READ, paper) and is_cleared(desk.root, actor.person, level, desk.today)


def paper_for(desk: Desk, actor: Actor, key: str, proved_at: datetime | None) -> SecretPaper:
    """The paper at an address for somebody who may read it. Raises ``Missing``, then asks for a fresh code."""
    wanted = id_value(key)
    paper: SecretPaper | None = vault_of(desk.root).papers.get(wanted)
    if paper is None or not reads(desk, actor, paper):
        refused(desk, actor, wanted)  # a key that was made up as well: what it costs may not tell it from a letter
        raise Missing(NOTHING)
    require_fresh(desk, actor.person, proved_at)
    return paper


def open_paper(desk: Desk, actor: Actor, key: str, proved_at: datetime | None) -> tuple[SecretPaper, dict[str, Any]]:
    """เปิดอ่าน: the paper and what the letter says; the opening is recorded in the same transaction."""
    paper = paper_for(desk, actor, key, proved_at)
    opened(desk, actor, paper)
    return paper, disclose(letter_of(desk.root, paper).words)


def open_file(desk: Desk, actor: Actor, key: str, file: str, proved_at: datetime | None) -> StoredFile:
    """เปิดไฟล์ of a paper; recorded as an opening of its own."""
    paper = paper_for(desk, actor, key, proved_at)
    wanted = id_value(file)
    if wanted not in letter_of(desk.root, paper).files:
        raise Missing(NOTHING)
    stored: StoredFile = vault_of(desk.root).files[wanted]
    opened(desk, actor, paper, "file-opened", {"file": stored.key})
    return stored


def readable(
    desk: Desk, actor: Actor, wanted: Callable[[SecretPaper], bool] = lambda _paper: True
) -> list[SecretPaper]:
    """หนังสือลับที่มีรายชื่อ: the papers that the actor may read, the last received first; of these the ``wanted``."""
    vault = vault_of(desk.root)
    found = (vault.papers[k] for k in vault.named.get(actor.person, ()))
    seen = (p for p in found if wanted(p) and reads(desk, actor, p))
    return sorted(seen, key=lambda p: (p.received_at, p.n), reverse=True)


def look_over(
    desk: Desk, actor: Actor, papers: Iterable[SecretPaper], proved_at: datetime | None
) -> list[tuple[SecretPaper, dict[str, Any]]]:
    """ดูรายการพร้อมชื่อเรื่อง: number, sender and subject of papers that the actor may read.

    The look is recorded once in each unit's chain of reads, with how many papers it showed.
    """
    require_fresh(desk, actor.person, proved_at)
    seen = [p for p in papers if reads(desk, actor, p)]
    for unit, count in sorted(Counter(p.unit for p in seen).items()):
        record(desk, actor, unit + READS, "list-opened", {"papers": count})
    said = ((p, disclose(letter_of(desk.root, p).words)) for p in seen)
    return [(p, {k: words[k] for k in ("number", "from", "subject")}) for p, words in said]


def files_of(root: Any, paper: SecretPaper) -> list[StoredFile]:
    """ไฟล์ของหนังสือ by name and size (the caller has opened the paper); the bytes are given out by ``open_file``."""
    vault = vault_of(root)
    return [vault.files[k] for k in letter_of(root, paper).files]


def find(desk: Desk, actor: Actor, query: str, proved_at: datetime | None) -> list[SecretPaper]:
    """ค้นหาในคลังลับ: looks through what the actor may read and nothing else; no index is kept of it anywhere."""
    require_fresh(desk, actor.person, proved_at)
    wanted = normalise(query).casefold().split()
    number = number_key(query)
    return [p for p in readable(desk, actor) if wanted and _says(desk.root, p, wanted, number)]


def _says(root: Any, paper: SecretPaper, wanted: list[str], number: str) -> bool:
    words = disclose(letter_of(root, paper).words)
    if number and words["number"] and number_key(words["number"]) == number:
        return True
    notes = (disclose(note.words).get("text", "") for note in paper.notes)
    parts = [*(words[k] for k in ("number", "subject", "from", "to", "body")), *words["enclosures"], *notes]
    said = normalise("\n".join(parts)).casefold()
    return all(word in said for word in wanted)


def waiting_for(desk: Desk, actor: Actor) -> list[SecretDelivery]:
    """หนังสือลับรอลงทะเบียน: deliveries to the actor, as long as he or she is cleared for their level."""
    vault = vault_of(desk.root)
    found = [vault.deliveries[k] for k in vault.waiting.get(actor.person, ())]
    return [d for d in found if is_cleared(desk.root, actor.person, vault.letters[d.letter].level, desk.today)]


def lying_with(desk: Desk, actor: Actor) -> list[SecretPaper]:
    """หนังสือลับที่รอดำเนินการ: what the actor reads and has the next word on, in the post acted in.

    A letter that somebody else put forward lies with who gives orders in the unit; a new one, and one on which somebody
    else gave an order or took note, with its secret registrar. It is counted on every page, and most letters are done
    with: what a letter says of itself is asked before who may read it.
    """
    kept = registries(desk, actor)
    return readable(desk, actor, lambda paper: _has_next_word(desk.root, actor, paper, kept))


def _has_next_word(root: Any, actor: Actor, paper: SecretPaper, kept: list[str]) -> bool:
    if paper.notes and paper.notes[-1].signing.person == actor.person:
        return False
    if paper.state == "proposed":
        return actor.may(Permission.PAPER_ORDER, find_unit(root, paper.unit))
    return paper.state in {"registered", "ordered", "acknowledged"} and paper.unit in kept


def registries(desk: Desk, actor: Actor) -> list[str]:
    """The units whose secret books the actor keeps, where cleared at all: a role without a clearance opens nothing."""
    if highest(desk.root, actor.person, desk.today) < RANK[Secrecy.CONFIDENTIAL]:
        return []
    units = dict.fromkeys(unit for role, unit in sorted(actor.duties) if role == "secret_registrar")
    return [u for u in units if actor.may(Permission.VAULT_REGISTER, find_unit(desk.root, u))]


def keeps_clearances(desk: Desk, actor: Actor) -> list[str]:
    """The units whose list of clearances is the actor's to keep or to confirm, where there is something to do.

    The secret registrar begins a list; a head has it as soon as something is recorded in it.
    """
    begun = vault_of(desk.root).cleared_by_unit
    duties = dict.fromkeys(unit for _role, unit in sorted(actor.duties))
    return [
        u
        for u in duties
        if actor.may(Permission.VAULT_REGISTER, find_unit(desk.root, u))
        or (u in begun and actor.may(Permission.VAULT_CLEAR, find_unit(desk.root, u)))
    ]


def has_something(desk: Desk, actor: Actor) -> bool:
    """Is there anything behind the door for this person?"""
    return bool(
        keeps_clearances(desk, actor) or registries(desk, actor) or waiting_for(desk, actor) or readable(desk, actor)
    )
