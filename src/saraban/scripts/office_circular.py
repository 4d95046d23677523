"""หนังสือเวียน ว ๓๒ (the circular of 4 March 2567): signed by the acting director, sent to its seven groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from saraban.core.clock import BANGKOK, FixedClock
from saraban.core.desk import Desk
from saraban.exchange.sending import send
from saraban.letters.content import Letter
from saraban.letters.drafting import Draft, propose_draft, sign, write_draft
from saraban.letters.records import by_number
from saraban.letters.values import Deadline, Reference
from saraban.people.rights import actor_for
from saraban.people.service import posts_of
from saraban.scripts.office_data import office_data

UNIT, SIGNER, CLERK = "ops-sec", "u-opssec", "u-opssec-clerk"
SIGNED_AT = datetime(2024, 3, 4, 10, 30, tzinfo=BANGKOK)
NUMBER = "กท 0403/ว 32"


@dataclass
class OnRecord:
    """The signature as the paper shows it: it was given before this store was made."""

    person: str
    method: str = "demonstration"


def send_circular(desk: Desk) -> bool:
    """Draft, sign, number and send ว 32 as it happened; False when it is there already. Commits."""
    if by_number(desk.root, NUMBER):
        return False
    before = desk.clock
    desk.clock = FixedClock(SIGNED_AT, before.now())
    try:
        letter = _draft(desk)
        desk.tm.commit()
        desk.tm.begin()
        acting = next(h.key for h in posts_of(desk.root, SIGNER, desk.today) if h.acting)
        signer = actor_for(desk.root, SIGNER, acting, desk.today)
        sign(desk, signer, letter=letter, proof=OnRecord(SIGNER), typed_name=signer.name)
        send(desk, actor_for(desk.root, CLERK, "", desk.today), letter=letter)
        desk.tm.commit()
        desk.tm.begin()
    finally:
        desk.clock = before
    return True


def _draft(desk: Desk) -> Letter:
    data = office_data("letters")["circular"][0]
    waiting = [d for d in desk.root["letters"].letters.values() if d.subject == data["subject"] and d.from_unit == UNIT]
    if waiting:  # a load that was cut off between the draft and the signature
        return waiting[0]
    officer = actor_for(desk.root, "u-opssec-officer", "", desk.today)
    form = Draft(
        subject=data["subject"],
        to_text=data["to"],
        body=data["body"],
        addressees=tuple(data["addressees"]),
        circular=True,
        references=tuple(Reference(n, date.fromisoformat(d)) for n, d in data["references"]),
        deadlines=tuple(Deadline(date.fromisoformat(d), text, kind, at) for d, text, kind, at in data["deadlines"]),
    )
    letter = write_draft(desk, officer, unit=UNIT, form=form)
    propose_draft(desk, officer, letter=letter, to_post="ops-sec.director")
    return letter
