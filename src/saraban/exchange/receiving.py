"""รับหนังสือที่ส่งในระบบ (taking in): open, register under the unit's own number, or return."""

from __future__ import annotations

from typing import Any

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange import envelopes, waiting
from saraban.exchange.content import Delivery
from saraban.exchange.events import DeliveryReturned, PaperGone
from saraban.exchange.sending import TEXT_LENGTH, came_back, delivery_by_id, drop_scope, give_to_registry
from saraban.letters import apart, records
from saraban.letters.content import Paper
from saraban.letters.receiving import Registered, open_paper
from saraban.letters.values import Step
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.registers.holding import hold_books
from saraban.tasks import service as tasks

WAITING = {"delivered", "opened"}


def open_delivery(desk: Desk, actor: Actor, *, delivery: Delivery) -> None:
    """เปิดอ่าน: the registry has looked at it; from now on the sender cannot pull it back."""
    actor.require(Permission.LETTER_READ, delivery)
    actor.require(Permission.REGISTER_RECEIVE, delivery)
    if delivery.state == "delivered":
        delivery.state, delivery.opened_at = "opened", desk.now


def register_delivery(
    desk: Desk, actor: Actor, *, delivery: Delivery, action: str = "", to_text: str = ""
) -> Registered:
    """ลงทะเบียนรับ a delivered letter: the unit's next receive number goes back to the sender.

    Takes the lock of the receive register, so call it before anything is changed. Raises ``Conflict`` when it was
    registered, returned or pulled back meanwhile; then no number is used.
    """
    may_take(actor, delivery)
    hold_books(desk, [(delivery.to_unit, "receive")])
    return register_delivery_held(desk, actor, delivery=delivery, action=action, to_text=to_text)


def register_delivery_held(
    desk: Desk,
    actor: Actor,
    *,
    delivery: Delivery,
    action: str = "",
    to_text: str = "",
) -> Registered:
    """The same when the caller holds the register's lock already (batches)."""
    may_take(actor, delivery)
    letter = records.letter_by_id(desk.root, delivery.letter)
    tray = envelopes.tray_of(desk, delivery) if letter.handling else ""
    done = open_paper(
        desk,
        actor,
        unit=delivery.to_unit,
        letter=letter,
        action=action,
        from_paper=delivery.from_paper,
        delivery=delivery.id,
        due=delivery.due,
        remark=delivery.text,
        to_text=to_text,
        registry=tray,
        named=delivery.named,
    )
    if letter.handling:
        apart.refresh_readers(desk.root, letter)
    waiting.leave(desk.root, delivery)
    delivery.opened_at = delivery.opened_at or desk.now
    delivery.state, delivery.registered_at = "registered", desk.now
    delivery.receive_n, delivery.receive_year, delivery.paper = done.entry.n, done.paper.year, done.paper.id
    return done


def register_deliveries(desk: Desk, actor: Actor, *, deliveries: list[int]) -> list[Registered]:
    """ลงทะเบียนรับ several delivered letters, in this order; either all get their numbers or none does."""
    found = [delivery_by_id(desk.root, key) for key in deliveries]
    for delivery in found:
        may_take(actor, delivery)
    hold_books(desk, [(delivery.to_unit, "receive") for delivery in found])
    return [register_delivery_held(desk, actor, delivery=delivery) for delivery in found]


def return_delivery(desk: Desk, actor: Actor, *, delivery: Delivery, reason: str) -> None:
    """ส่งคืน a delivery that is not for the unit, unregistered, with the reason; the sender sees it."""
    may_take(actor, delivery)
    _give_back(desk, actor, delivery, reason)


def accept_return(desk: Desk, actor: Actor, *, delivery: Delivery) -> None:
    """รับทราบการส่งคืน: the sender's registry knows that a letter of the unit came back; it waits there no longer."""
    actor.require(Permission.LETTER_READ, delivery)
    actor.require(Permission.LETTER_SEND, records.letter_by_id(desk.root, delivery.letter))
    if delivery.state != "returned" or delivery.task is None:
        raise Conflict(_("There is no return that waits to be acknowledged."), slug="wrong-state")
    tasks.clear(desk.root, delivery.task)
    delivery.task = None
    audit.record(
        desk,
        delivery.from_unit,
        "return-accepted",
        person=actor.person,
        post=actor.post,
        about={"delivery": delivery.key},
    )


def return_paper(desk: Desk, actor: Actor, *, paper: Paper, reason: str) -> None:
    """ส่งคืน a letter after it was registered: the number stays used, the sender gets the letter back with the reason."""
    move = check_move(PAPER_MOVES, "return", paper.state)
    actor.require(move.permission, paper)
    delivery = delivery_of(desk.root, paper)
    _give_back(desk, actor, delivery, reason)
    for ref in paper.tasks:
        tasks.clear(desk.root, ref)
    paper.tasks, paper.state = (), move.leads_to
    paper.history = (*paper.history, Step("return", desk.now, actor.person, actor.name, actor.post, delivery.reason))
    letter = records.letter_by_id(desk.root, paper.letter)
    if letter.handling:
        apart.refresh_readers(desk.root, letter)
    records.changed(desk.root, paper)
    desk.notify(PaperGone(desk, actor, letter.id, paper.unit, delivery.reason))


def delivery_of(root: Any, paper: Paper) -> Delivery:
    """By which a paper came; raises ``Conflict`` for one from outside, which goes back by letter or on paper."""
    found: Delivery | None = root["exchange"].deliveries.get(paper.delivery)
    if found is None:
        raise Conflict(_("This letter came from outside the system. Answer the sender by letter or on paper."))
    return found


def may_take(actor: Actor, delivery: Delivery) -> None:
    """Raise unless the actor may register or return this delivery, and it still waits for that."""
    actor.require(Permission.LETTER_READ, delivery)
    actor.require(Permission.REGISTER_RECEIVE, delivery)
    if delivery.state not in WAITING:
        raise Conflict(_("This delivery has been registered, returned or pulled back meanwhile."), slug="wrong-state")


def _give_back(desk: Desk, actor: Actor, delivery: Delivery, reason: str) -> None:
    words = check_words(reason, "reason", TEXT_LENGTH)
    if not words:
        raise Invalid(_("Write why it is returned, in at most 1,000 characters."), field="reason")
    waiting.leave(desk.root, delivery)
    delivery.state, delivery.returned_at, delivery.reason = "returned", desk.now, words
    letter = records.letter_by_id(desk.root, delivery.letter)
    drop_scope(desk.root, letter, delivery)
    came_back(desk, actor, letter, delivery, words)
    sender_paper = records.letters_of(desk.root).papers.get(delivery.from_paper)
    if sender_paper is not None:
        give_to_registry(desk, letter, sender_paper, words)
    else:
        delivery.task = tasks.place(
            desk.root,
            envelopes.sender_tray(desk.root, letter, delivery)
            if letter.handling
            else tasks.unit_tray(delivery.from_unit),
            what="handle",
            letter=letter.id,
            urgency=letter.urgency,
            text=words,
            since=desk.now,
        )
    audit.record(
        desk,
        delivery.to_unit,
        "delivery-returned",
        person=actor.person,
        post=actor.post,
        about={"delivery": delivery.key},
    )
    desk.notify(DeliveryReturned(delivery.id, delivery.to_unit))
