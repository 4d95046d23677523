"""ส่งหนังสือลับ (sending on): to the secret registrars of another unit by name, inside the vault, numbered in ทขล. ๒."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.service import find_person, holders_of, in_force, people_of
from saraban.vault.books import hold, take
from saraban.vault.clearances import is_cleared
from saraban.vault.content import SecretDelivery, SecretLetter, SecretPaper
from saraban.vault.envelopes import disclose, enclose
from saraban.vault.ledger import record, vault_of
from saraban.vault.reading import letter_of, paper_for
from saraban.vault.receiving import no_longer_waits
from saraban.vault.words import line
from saraban.vault.workflow import check_move


@dataclass(frozen=True)
class Receiver:
    """ผู้รับหนังสือลับ: a secret registrar of a unit who is cleared for the level."""

    unit: str
    title: str
    person: str
    name: str

    @property
    def value(self) -> str:
        """How the choice is written in a form."""
        return f"{self.unit}:{self.person}"


def receivers(desk: Desk, paper: SecretPaper) -> list[Receiver]:
    """Who can be sent a letter: the cleared secret registrars of the other units (the caller has passed the gate)."""
    root, level = desk.root, letter_of(desk.root, paper).level
    grants = [g for g in people_of(root).grants.values() if g.role == "secret_registrar" and in_force(g, desk.today)]
    found: dict[tuple[str, str], Receiver] = {}
    for grant in sorted(grants, key=lambda g: g.unit):
        for person, _acting in holders_of(root, grant.post, desk.today):
            if grant.unit != paper.unit and is_cleared(root, person, level, desk.today):
                title = find_unit(root, grant.unit).title
                found[grant.unit, person] = Receiver(grant.unit, title, person, find_person(root, person).name)
    return list(found.values())


def send(
    desk: Desk, actor: Actor, key: str, *, to: Iterable[str], words: str = "", proved_at: datetime | None
) -> list[SecretDelivery]:
    """ส่งหนังสือลับไปยังทะเบียนลับของหน่วยอื่น: one number of ทขล. ๒ for each unit. Takes the book's lock.

    ``to`` names receivers as ``unit:person``; a unit that has the letter already is refused. A delivery that
    nobody can register any more lapses, and a new one goes.
    """
    paper = _sendable(desk, actor, key, proved_at)
    said = line(words, "text", limit=1000)
    hold(desk, paper.unit, ("send",))
    paper = _sendable(desk, actor, key, proved_at)
    possible = {r.value: r for r in receivers(desk, paper)}
    chosen: dict[str, list[Receiver]] = {}
    for value in dict.fromkeys(to):
        if value not in possible:
            raise Invalid(_("Choose the receivers from the list."), field="to")
        chosen.setdefault(possible[value].unit, []).append(possible[value])
    if not chosen:
        raise Invalid(_("Choose the receivers from the list."), field="to")
    made = [_deliver(desk, actor, paper, unit, persons, said) for unit, persons in chosen.items()]
    paper.state = check_move("send", paper.state)
    return made


def deliveries_of(root: Any, paper: SecretPaper) -> list[SecretDelivery]:
    """Where a paper's letter was sent on to from here (the caller has passed the gate)."""
    found = _deliveries(root, letter_of(root, paper))
    return sorted((d for d in found if d.from_paper == paper.id), key=lambda d: (d.at, d.n))


def _deliveries(root: Any, letter: SecretLetter) -> list[SecretDelivery]:
    return [vault_of(root).deliveries[key] for key in letter.deliveries]


def delivered_as(root: Any, paper: SecretPaper) -> SecretDelivery | None:
    """The delivery with which a paper came, where it came through the system (the caller has passed the gate)."""
    found: SecretDelivery | None = vault_of(root).deliveries.get(paper.delivery)
    return found


def _sendable(desk: Desk, actor: Actor, key: str, proved_at: datetime | None) -> SecretPaper:
    paper = paper_for(desk, actor, key, proved_at)
    actor.require(Permission.VAULT_REGISTER, paper)
    check_move("send", paper.state)
    if letter_of(desk.root, paper).level == "open":
        raise Conflict(_("The secrecy of this letter has ended. Enter it in the ordinary book and send it from there."))
    return paper


def _deliver(
    desk: Desk, actor: Actor, paper: SecretPaper, unit: str, persons: list[Receiver], said: str
) -> SecretDelivery:
    vault, letter = vault_of(desk.root), letter_of(desk.root, paper)
    there = any(vault.papers[p].unit == unit for p in letter.papers)
    if there or _on_its_way(desk, actor, paper, unit):
        raise Conflict(_("${unit} has this letter already.", mapping={"unit": persons[0].title}))
    row = {k: v for k, v in disclose(letter.words).items() if k not in {"body", "enclosures"}}
    row |= {"to": persons[0].title, "receiver": ", ".join(r.name for r in persons)}
    entry = take(desk, actor, unit=paper.unit, series="send", paper=paper, level=letter.level, words=row)
    made = SecretDelivery(
        new_id(),
        letter.id,
        paper.id,
        paper.unit,
        unit,
        tuple(r.person for r in persons),
        at=desk.now,
        by=actor.person,
        post=actor.post,
        n=entry.n,
        words=enclose({"text": said}),
    )
    vault.deliveries[made.id] = made
    letter.deliveries = (*letter.deliveries, made.id)
    for receiver in persons:
        _check_person(desk, receiver)
        vault.waiting[receiver.person] = (*vault.waiting.get(receiver.person, ()), made.id)
    record(desk, actor, paper.unit, "sent", {"paper": paper.key, "delivery": made.key, "to": unit, "n": entry.n})
    return made


def _on_its_way(desk: Desk, actor: Actor, paper: SecretPaper, unit: str) -> bool:
    """Does a delivery wait there for somebody who can still register it? One that waits for nobody lapses."""
    able = {r.person for r in receivers(desk, paper) if r.unit == unit and find_person(desk.root, r.person).active}
    for found in _deliveries(desk.root, letter_of(desk.root, paper)):
        if found.to_unit != unit or found.state != "waiting":
            continue
        if able.intersection(found.persons):
            return True
        found.state = "lapsed"
        no_longer_waits(desk.root, found)
        record(desk, actor, found.from_unit, "delivery-lapsed", {"delivery": found.key, "to": unit})
    return False


def _check_person(desk: Desk, receiver: Receiver) -> None:
    if not find_person(desk.root, receiver.person).active:
        raise Missing(_("There is no person with the id ${id}.", mapping={"id": receiver.person}))
