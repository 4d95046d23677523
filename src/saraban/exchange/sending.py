"""ส่งหนังสือ (sending): one register entry, N deliveries; what was sent is pulled back before it is opened."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.access import unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value, next_id
from saraban.core.permissions import Permission
from saraban.exchange import envelopes, waiting
from saraban.exchange.content import Delivery
from saraban.exchange.events import LetterSent
from saraban.exchange.leaving import note_on_paper
from saraban.letters import apart, awaiting, owing, records, reminding
from saraban.letters.addressees import copied_units, expand_addressees
from saraban.letters.content import Letter, Paper
from saraban.letters.drafting import leave_drafts
from saraban.letters.values import Step
from saraban.letters.words import check_words
from saraban.letters.workflow import LETTER_MOVES, PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.tasks import service as tasks

TEXT_LENGTH = 1000
CAME_BACK = frozenset({"returned", "pulled_back"})
#: What stands on a delivery of a copy.
COPY = "สำเนาส่ง"
_OPENED = _("The receiver has opened it already, so it cannot be pulled back. Ask the receiver to return it.")
_NOT_PULLED_BACK = {
    "pulled_back": _("It was pulled back already and is with the receiver no longer. It may be sent again."),
    "returned": _("The receiver has returned it already. Acknowledge the return; then it may be sent again."),
}


def send(desk: Desk, actor: Actor, *, letter: Letter, named: tuple[str, ...] = ()) -> list[Delivery]:
    """ส่งหนังสือ that is signed and numbered to its addressees: one delivery for each unit, no further number.

    ``named``: who reads a letter for few at its receivers (``post:ID``, ``person:ID``).
    """
    move = check_move(LETTER_MOVES, "send", letter.state)
    actor.require(move.permission, letter)
    codes = receivers_of(desk.root, letter)
    if not codes:
        raise Invalid(_("Choose at least one addressee in the system."), field="addressees")
    sent = _deliver_to(desk, actor, letter, codes, named)
    leave_drafts(desk.root, letter)
    letter.state = move.leads_to
    _record_sent(desk, actor, letter, "send", "", len(sent))
    return sent


def send_again(
    desk: Desk, actor: Actor, *, letter: Letter, addressees: tuple[str, ...], named: tuple[str, ...] = ()
) -> list[Delivery]:
    """ส่งอีกครั้ง: a sent letter goes to chosen units and groups, to those of them that do not have it.

    A return from one of them that waited to be acknowledged is done with.
    """
    move = check_move(LETTER_MOVES, "send_again", letter.state)
    actor.require(move.permission, letter)
    codes = [c for c in expand_addressees(desk.root, addressees) if c != letter.from_unit]
    if not codes:
        raise Invalid(_("Choose at least one addressee in the system."), field="addressees")
    codes = [c for c in codes if not waiting.has_letter(desk.root, letter.id, c)]
    if not codes:
        raise Conflict(_("All that were chosen have this letter already."), slug="has-it-already")
    for delivery in waiting.deliveries_of(desk.root, letter.id):
        if delivery.to_unit in codes and delivery.from_unit == letter.from_unit and delivery.task is not None:
            tasks.clear(desk.root, delivery.task)
            delivery.task = None
    sent = _deliver_to(desk, actor, letter, codes, named)
    names = ", ".join(find_unit(desk.root, code).title for code in codes)
    _record_sent(desk, actor, letter, "send_again", names, len(sent))
    return sent


def send_on_paper(desk: Desk, actor: Actor, *, letter: Letter, how: str) -> None:
    """ส่งด้วยกระดาษ: a signed letter that addresses no unit in the system left the office; ``how`` says in which way."""
    move = check_move(LETTER_MOVES, "send_on_paper", letter.state)
    actor.require(move.permission, letter)
    check_on_paper(desk.root, letter)
    words = check_words(how, "how", TEXT_LENGTH)
    if not words:
        raise Invalid(_("Write how it was sent: by post, by hand, to whom."), field="how")
    leave_drafts(desk.root, letter)
    letter.state = move.leads_to
    records.changed(desk.root, letter)
    awaiting.begin_outside(desk.root, letter)
    owing.note_sent(desk, actor, letter=letter, to_units=None)
    reminding.note_reminders(desk, letter=letter, to_units=())
    note_on_paper(desk.root["exchange"], letter, desk.now)
    _record_sent(desk, actor, letter, "send_on_paper", words, 0)


def check_on_paper(root: Any, letter: Letter) -> None:
    """Raise ``Conflict`` for a letter that addresses units in the system: it goes to them here."""
    if receivers_of(root, letter):
        raise Conflict(_("The letter addresses units in the system. Send it to them here."), slug="wrong-state")


def receivers_of(root: Any, letter: Letter) -> list[str]:
    """The units in the system that a letter is addressed to, then those that get a copy (สำเนาส่ง)."""
    wanted = (*letter.addressees, *copied_units(letter.copies))
    return [c for c in expand_addressees(root, wanted) if c != letter.from_unit]


def pull_back(desk: Desk, actor: Actor, *, delivery: Delivery) -> None:
    """ดึงคืน what was sent, before the receiver has opened it."""
    sender = find_unit(desk.root, delivery.from_unit)
    actor.require(Permission.LETTER_READ, delivery)
    if not actor.may(Permission.PAPER_FORWARD, sender):  # who reads it knows that it is there
        raise NotAllowed(_("Only the unit that sent it pulls it back."))
    if delivery.state != "delivered":
        raise Conflict(_NOT_PULLED_BACK.get(delivery.state, _OPENED))
    waiting.leave(desk.root, delivery)
    delivery.state, delivery.pulled_back_at = "pulled_back", desk.now
    letter = records.letter_by_id(desk.root, delivery.letter)
    drop_scope(desk.root, letter, delivery)
    came_back(desk, actor, letter, delivery, "ดึงคืน")
    sender_paper = records.letters_of(desk.root).papers.get(delivery.from_paper)
    if sender_paper is not None and sender_paper.state in PAPER_MOVES["forward"].states:
        give_to_registry(desk, letter, sender_paper)
    audit.record(
        desk, delivery.from_unit, "pulled-back", person=actor.person, post=actor.post, about={"delivery": delivery.key}
    )


def came_back(desk: Desk, actor: Actor, letter: Letter, delivery: Delivery, reason: str) -> None:
    """What the letter asked of the unit is awaited no longer, and what it answered there is awaited again."""
    awaiting.end(desk, delivery.id, delivery.state)
    if not delivery.from_paper:
        awaiting.take_answers_back(desk, actor, letter=letter, unit=delivery.to_unit, reason=reason)
        sent = (d for d in waiting.deliveries_of(desk.root, letter.id) if not d.from_paper)
        copied = _only_copied(desk.root, letter)
        still_at = [d.to_unit for d in sent if d.state not in CAME_BACK and d.to_unit not in copied]
        owing.take_back(desk, actor, letter=letter, still_at=still_at, reason=reason)


def drop_scope(root: Any, letter: Letter, delivery: Delivery) -> None:
    """The unit no longer has the letter: take its scope off, unless it came to it by another way too."""
    others = [
        d
        for d in waiting.deliveries_of(root, letter.id)
        if d.to_unit == delivery.to_unit and d.id != delivery.id and d.state not in CAME_BACK
    ]
    if letter.handling:
        apart.refresh_readers(root, letter)
    elif not others and records.paper_of_unit(root, letter.id, delivery.to_unit) is None:
        letter.scopes = tuple(s for s in letter.scopes if s != unit_scope(delivery.to_unit))
        records.changed(root, letter)


def give_to_registry(desk: Desk, letter: Letter, paper: Paper, text: str = "") -> None:
    """What went out and came back lies with the unit's registry again."""
    ref = tasks.place(
        desk.root,
        records.registry_tray(paper),
        what="handle",
        letter=letter.id,
        paper=paper.id,
        due=paper.due,
        urgency=letter.urgency,
        within=letter.urgent_within,
        text=text,
        since=desk.now,
    )
    paper.tasks = (*paper.tasks, ref)


def delivery_by_id(root: Any, delivery: int) -> Delivery:
    """Give a delivery; raises ``Missing``."""
    found = root["exchange"].deliveries.get(delivery)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def read_delivery(root: Any, actor: Actor, key: str) -> Delivery:
    """Give the delivery at an address if the actor may read it; a hidden one answers as a missing one."""
    found = delivery_by_id(root, id_value(key))
    actor.require(Permission.LETTER_READ, found)
    return found


def _deliver_to(
    desk: Desk, actor: Actor, letter: Letter, codes: list[str], named: tuple[str, ...] = ()
) -> list[Delivery]:
    readers = envelopes.readers_there(desk, letter, codes, named)
    refuse_closed(desk.root, codes)
    if letter.handling:
        letter.own_scopes = letter.own_scopes or letter.scopes
    copied = _only_copied(desk.root, letter)
    sent = [
        deliver(desk, actor, letter, letter.from_unit, c, named=readers.get(c, ()), text=COPY if c in copied else "")
        for c in codes
    ]
    if not letter.handling:
        records.add_scopes(desk.root, letter, *(unit_scope(code) for code in codes))
    awaiting.begin(desk.root, letter, [(d.id, d.to_unit) for d in sent if d.to_unit not in copied])
    addressed = [code for code in codes if code not in copied]  # a copy for information answers nobody
    awaiting.note_answers(desk, actor, letter=letter, to_units=addressed)
    owing.note_sent(desk, actor, letter=letter, to_units=addressed)
    reminding.note_reminders(desk, letter=letter, to_units=codes)
    return sent


def _only_copied(root: Any, letter: Letter) -> set[str]:
    """Those that get a copy and are not addressed: nothing is asked of them."""
    return set(expand_addressees(root, copied_units(letter.copies))) - set(expand_addressees(root, letter.addressees))


def _record_sent(desk: Desk, actor: Actor, letter: Letter, verb: str, words: str, count: int) -> None:
    letter.steps = (*letter.steps, Step(verb, desk.now, actor.person, actor.name, actor.post, words))
    audit.record(
        desk,
        letter.from_unit,
        "letter-sent",
        person=actor.person,
        post=actor.post,
        about={"letter": id_text(letter.id), "deliveries": count},
    )
    desk.notify(LetterSent(letter.id, letter.from_unit, count))


def deliver(
    desk: Desk,
    actor: Actor,
    letter: Letter,
    from_unit: str,
    to_unit: str,
    *,
    paper: Paper | None = None,
    text: str = "",
    due: date | None = None,
    named: tuple[str, ...] = (),
) -> Delivery:
    """Put the letter on the way from one unit to another."""
    delivery = Delivery(next_id(), letter.id, from_unit, to_unit, desk.now)
    if due is not None:
        delivery.due = due
    delivery.delivered_at, delivery.sent_by, delivery.text = desk.now, actor.person, text
    delivery.from_paper = paper.id if paper is not None else 0
    if letter.handling:
        delivery.named, delivery.sender_scopes = named, paper.scopes if paper is not None else letter.own_scopes
    waiting.arrive(desk.root, delivery)
    return delivery


def refuse_closed(root: Any, codes: list[str]) -> None:
    """Raise ``Conflict`` for a unit that was closed."""
    for code in codes:
        unit = find_unit(root, code)
        if not unit.active:
            raise Conflict(_("${unit} has been closed and receives nothing.", mapping={"unit": unit.title}))
