"""ลงทะเบียนหนังสือที่ยกเลิกชั้นความลับแล้ว (entering openly): a new entry of the ordinary book, once the secrecy ended."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from saraban.classification.levels import SECRECY_TH, Secrecy
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.files.service import Arrival, check_in, open_file
from saraban.letters.content import Paper
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.people.actor import Actor
from saraban.thai.dates import format_date
from saraban.vault.content import SecretLetter, SecretPaper
from saraban.vault.envelopes import disclose
from saraban.vault.ledger import record, vault_of
from saraban.vault.reading import letter_of, paper_for
from saraban.vault.workflow import check_move


def enter_openly(desk: Desk, actor: Actor, key: str, *, proved_at: datetime | None) -> Paper:
    """ลงทะเบียนรับในทะเบียนหนังสือรับปกติ: by somebody named who receives for the unit; the vault keeps its record."""
    paper = paper_for(desk, actor, key, proved_at)
    check_move("enter-openly", paper.state)
    letter = letter_of(desk.root, paper)
    if letter.level != Secrecy.OPEN:
        raise Conflict(_("The letter is classified. End its secrecy first; then it may stand in the ordinary book."))
    _check_not_entered(paper)
    arrivals = tuple(_arrivals(desk, letter))
    try:
        form = _form(letter, disclose(letter.words), arrivals)
        done = register_incoming(desk, actor, unit=paper.unit, form=form)
    except BaseException:
        for arrival in arrivals:
            Path(arrival.path).unlink(missing_ok=True)
        raise
    paper = paper_for(desk, actor, key, proved_at)  # the locks began a fresh transaction
    _check_not_entered(paper)  # somebody may have entered it while the lock was waited for
    paper.opened_as = done.paper.key
    record(desk, actor, paper.unit, "entered-openly", {"paper": paper.key, "as": done.paper.key})
    return done.paper


def _check_not_entered(paper: SecretPaper) -> None:
    if paper.opened_as:
        raise Conflict(_("The letter stands in the ordinary book already."))


def _form(letter: SecretLetter, words: dict[str, Any], arrivals: tuple[Arrival, ...]) -> Incoming:
    last = letter.changes[-1]
    remark = f"เดิมชั้นความลับ {SECRECY_TH[Secrecy(last.old)]} ยกเลิกชั้นเมื่อ {format_date(last.at.date())}"
    return Incoming(
        subject=words["subject"],
        number=words["number"],
        dated=date.fromisoformat(words["dated"]) if words["dated"] else None,
        from_text=words["from"],
        to_text=words["to"],
        body=words["body"],
        enclosures=tuple(words["enclosures"]),
        remark=remark,
        arrivals=arrivals,
        confirm=("duplicate", "classified-number"),
    )


def _arrivals(desk: Desk, letter: SecretLetter) -> list[Arrival]:
    directory = Path(desk.root._p_jar.db().storage.temporaryDirectory())
    found = []
    for key in letter.files:
        stored = vault_of(desk.root).files[key]
        with open_file(stored) as stream:
            found.append(check_in(stream, stored.name, directory=directory, found_again=False))
    return found
