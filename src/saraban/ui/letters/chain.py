"""ทางเดินหนังสือสำหรับแสดง (the chain as shown): one node a unit, many receivers folded into one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange.chain import Node, chain_of
from saraban.letters.assignees import describe_assignee
from saraban.letters.workflow import PAPER_STATES, UNISSUED
from saraban.thai.numbers import is_number
from saraban.ui.layout.formats import Formats

MANY = 6
_DONE = {"closed", "filed"}
_STOPPED = {"returned", "void"}
_DELIVERED = {
    "delivered": _("Sent, not opened yet"),
    "opened": _("Opened, not registered yet"),
    "returned": _("Returned"),
    "pulled_back": _("Pulled back"),
}
ACTS = {"propose": _("Proposed"), "order": _("Ordered"), "acknowledge": _("Acknowledged")}
ON_PAPER = _("signed on paper")
STATES_EN = {
    "registered": _("Registered"),
    "proposed": _("Being proposed"),
    "ordered": _("To be carried out as ordered"),
    "in_hand": _("In hand"),
    "returned": _("Returned"),
    "closed": _("Closed"),
    "filed": _("Filed"),
    "void": _("Registration cancelled"),
}


@dataclass(frozen=True)
class Step:
    """จุดในทางเดิน: what is shown of one node."""

    state: str
    title: str
    text: str
    depth: int
    href: str = ""
    notes: tuple[str, ...] = ()
    pull_back: str = ""
    accept: str = ""
    here: bool = False


class ChainShown:
    """The chain in words, for one reader."""

    def __init__(self, request: Any, fmt: Formats, here: int) -> None:
        self.request = request
        self.root = request.desk.root
        self.actor = request.actor
        self.fmt = fmt
        self.here = here

    def say(self, message: Any) -> str:
        return str(self.request.localizer.translate(message))

    def steps(self, letter: Any) -> list[Step]:
        """All steps in reading order."""
        return list(self._walk(chain_of(self.root, self.actor, letter)))

    def _walk(self, node: Node) -> Iterator[Step]:
        yield self._step(node)
        leaves = [c for c in node.children if _is_plain(c)]
        if len(leaves) > MANY:
            yield self._many(leaves, node.depth + 1)
        for child in node.children:
            if len(leaves) <= MANY or not _is_plain(child):
                yield from self._walk(child)

    def _step(self, node: Node) -> Step:
        if node.kind == "letter":
            return self._letter(node)
        if node.kind == "paper":
            return self._paper(node)
        return self._delivery(node)

    def _letter(self, node: Node) -> Step:
        letter = node.letter
        if letter is None:
            return Step("done", node.unit_title, self.say(_("A letter that is not yours to read")), node.depth)
        number = self.fmt.digits(letter.number) if is_number(letter.number) else ""
        state = "waiting" if letter.state in UNISSUED else "stopped" if letter.state == "void" else "done"
        words = [self.fmt.day(letter.dated)]
        if letter.state == "void" and number:
            words.append(self.say(_("Made void")))
        if letter.signature is not None:
            block = letter.signature.block
            words.append(
                self.say(_("signed electronically"))
                + " "
                + (f"{block.acting_term}{block.acting_for}" or block.post_title)
            )
        issued = _("${unit} issued ${number}", mapping={"unit": letter.from_text, "number": number})
        title = self.say(issued) if number else self._unnumbered(letter)
        return Step(
            state, title, " · ".join(w for w in words if w), node.depth, f"/l/{letter.key}", here=letter.id == self.here
        )

    def _unnumbered(self, letter: Any) -> str:
        waits = self.say(_("Made void") if letter.state == "void" else _("no number yet"))
        if letter.from_unit:
            return f"{letter.from_text} · {waits}"
        return str(letter.from_text or letter.subject or self.say(_("A letter without a number")))

    def _paper(self, node: Node) -> Step:
        paper = node.paper
        if paper is None:
            return self._folded(node)
        state = "done" if paper.state in _DONE else "stopped" if paper.state in _STOPPED else "now"
        words = f"{self.fmt.day(paper.received_at)} {self.fmt.clock(paper.received_at)} · {self._state(paper.state)}"
        return Step(
            state,
            self._received(node.unit_title, paper.n),
            words,
            node.depth,
            f"/p/{paper.key}",
            tuple(self._note(e) for e in paper.endorsements if e.is_live),
            here=paper.id == self.here,
        )

    def _folded(self, node: Node) -> Step:
        """A paper that is not the reader's: the sender is told the receive number, or that it came back and why."""
        delivery = node.delivery
        if delivery is None or not delivery.receive_n:
            return Step("done", node.unit_title, self.say(_("Its own steps are not shown")), node.depth)
        title = self._received(node.unit_title, delivery.receive_n)
        if delivery.state == "returned":
            words = f"{self.say(_DELIVERED['returned'])}: {delivery.reason}"
            return Step("stopped", title, words, node.depth, accept=self._accept(delivery))
        return Step("done", title, self.fmt.day(delivery.registered_at), node.depth)

    def _delivery(self, node: Node) -> Step:
        delivery = node.delivery
        if delivery is None:
            return Step("waiting", node.unit_title, "", node.depth)
        words = self.say(_DELIVERED.get(delivery.state, delivery.state))
        if delivery.reason:
            words = f"{words}: {delivery.reason}"
        state = "waiting" if delivery.state in {"delivered", "opened"} else "stopped"
        sender = find_unit(self.root, delivery.from_unit)
        mine = delivery.state == "delivered" and self.actor.may(Permission.PAPER_FORWARD, sender)
        return Step(
            state,
            node.unit_title,
            words,
            node.depth,
            pull_back=delivery.key if mine else "",
            accept=self._accept(delivery),
        )

    def _accept(self, delivery: Any) -> str:
        """The key of a delivery whose return waits to be acknowledged here, or nothing."""
        sender = find_unit(self.root, delivery.from_unit)
        waits = delivery.task is not None and self.actor.may(Permission.LETTER_SEND, sender)
        return str(delivery.key) if waits else ""

    def _many(self, nodes: list[Node], depth: int) -> Step:
        done = sum(1 for n in nodes if n.delivery is not None and n.delivery.state == "registered")
        text = self.say(
            _("registered ${done} of ${all}", mapping={"done": self.fmt.count(done), "all": self.fmt.count(len(nodes))})
        )
        title = self.say(_("Sent to ${n} units", mapping={"n": self.fmt.count(len(nodes))}))
        lines = tuple(f"{s.title} · {s.text}" for s in map(self._step, nodes))
        return Step("done" if done == len(nodes) else "waiting", title, text, depth, notes=lines)

    def _received(self, title: str, n: int) -> str:
        return self.say(_("${unit} received no. ${n}", mapping={"unit": title, "n": self.fmt.digits(n)}))

    def _state(self, state: str) -> str:
        return PAPER_STATES[state] if self.fmt.is_thai else self.say(STATES_EN[state])

    def _note(self, note: Any) -> str:
        to = ", ".join(describe_assignee(self.root, a) for a in note.assign_to) or note.to
        words = note.verb or note.text.split("\n")[0][:60]
        line = f"{self.say(ACTS[note.act])} “{words}”" + (f" → {to}" if to else "") + f" · {self.fmt.day(note.day)}"
        return line if note.is_electronic else f"{line} · {self.say(ON_PAPER)}"


def _is_plain(node: Node) -> bool:
    return not node.children and (node.kind == "delivery" or (node.kind == "paper" and node.paper is None))
