"""ยกเลิกการลงทะเบียนรับ (cancelling a receipt): what was registered wrongly or twice; number and paper stay, void."""

from __future__ import annotations

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.exchange import waiting
from saraban.exchange.content import Delivery
from saraban.exchange.events import PaperGone
from saraban.letters import apart, awaiting, records
from saraban.letters.content import Paper
from saraban.letters.values import Step
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.people.actor import Actor
from saraban.registers.content import EntryRef
from saraban.registers.service import book_key, void
from saraban.tasks import service as tasks

REASON_LENGTH = 500
GONE = {"returned", "pulled_back"}


def void_receipt(desk: Desk, actor: Actor, *, paper: Paper, reason: str) -> None:
    """ยกเลิกการลงทะเบียนรับ: the receive number becomes void, nothing waits for the paper any more.

    What came by a delivery waits to be registered again; a letter from outside stays readable to the unit. Takes the
    lock of the receive register. Raises ``Conflict`` when something was sent on or written on its strength.
    """
    _check(desk, actor, paper)
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(_("Write why the registration is cancelled."), field="reason")
    ref = EntryRef(paper.unit, "receive", paper.year, paper.n)
    desk.hold([book_key(ref.unit, ref.series, ref.year)])
    _check(desk, actor, paper)
    void(desk, actor, ref, words, letter=paper.letter)
    for task in paper.tasks:
        tasks.clear(desk.root, task)
    paper.tasks, paper.state = (), PAPER_MOVES["void"].leads_to
    paper.history = (*paper.history, Step("void", desk.now, actor.person, actor.name, actor.post, words))
    delivery = desk.root["exchange"].deliveries.get(paper.delivery)
    if delivery is not None and find_unit(desk.root, delivery.from_unit).active:
        _wait_again(desk, delivery)
    letter = records.letter_by_id(desk.root, paper.letter)
    if not letter.from_unit:
        awaiting.take_answers_back(desk, actor, letter=letter, unit=paper.unit, reason=words)
    if letter.handling:
        apart.refresh_readers(desk.root, letter)
    records.changed(desk.root, letter)
    records.changed(desk.root, paper)
    audit.record(
        desk,
        paper.unit,
        "receipt-voided",
        person=actor.person,
        post=actor.post,
        about={"paper": paper.key, "n": paper.n},
    )
    desk.notify(PaperGone(desk, actor, letter.id, paper.unit, words))


def _check(desk: Desk, actor: Actor, paper: Paper) -> None:
    move = check_move(PAPER_MOVES, "void", paper.state)
    actor.require(move.permission, paper)
    sent_on = any(d.state not in GONE for d in waiting.forwarded_from(desk.root, paper.id))
    answered = any(letter.state != "void" for letter in records.covering_letters(desk.root, paper.id))
    if sent_on or answered:
        raise Conflict(
            _("The letter was sent on or a covering letter was written for it, so its registration stays."),
            slug="sent-on-already",
        )


def _wait_again(desk: Desk, delivery: Delivery) -> None:
    delivery.state, delivery.registered_at = "opened", None
    delivery.receive_n = delivery.receive_year = delivery.paper = 0
    waiting.wait(desk.root, delivery)
