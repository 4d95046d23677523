"""ทางเดินหนังสือ (the chain): one matter through all units, both ways, as far as the reader may see it.

A letter, each unit's paper of it, what was sent on without a new number, and the covering letters written on its
strength. A paper that the reader may not read is folded: its unit's name (and, for sender and receiver, the receive
number) where something readable lies beyond it, nothing otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.core.permissions import Permission
from saraban.exchange.content import Delivery
from saraban.exchange.waiting import deliveries_of
from saraban.letters import records
from saraban.letters.content import Letter, Paper
from saraban.people.actor import Actor

READ = Permission.LETTER_READ


@dataclass
class Node:
    """One step: a ``letter``, a unit's ``paper`` of it, or a ``delivery`` that is not registered yet."""

    kind: str
    unit: str
    unit_title: str
    letter: Letter | None = None
    paper: Paper | None = None
    delivery: Delivery | None = None
    folded: bool = False
    depth: int = 0
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def chain_of(root: Any, actor: Actor, letter: Letter) -> Node:
    """The chain that a letter belongs to, from its first letter down."""
    top = records.letters_of(root).letters.get(letter.chain, letter)
    node = _letter_node(root, actor, top, 0)
    return node if node is not None else _letter_node(root, actor, letter, 0) or Node("letter", "", "", folded=True)


def flat(node: Node) -> list[Node]:
    """The chain as a list in reading order."""
    return list(node.walk())


def _letter_node(root: Any, actor: Actor, letter: Letter, depth: int) -> Node | None:
    readable = actor.may(READ, letter)
    node = Node(
        "letter",
        letter.from_unit,
        letter.from_text,
        letter=letter if readable else None,
        folded=not readable,
        depth=depth,
    )
    deliveries = deliveries_of(root, letter.id)
    papers = sorted(records.papers_of(root, letter.id), key=_arrival)
    reminders = [_letter_node(root, actor, r, depth + 1) for r in records.reminder_letters(root, letter.id)]
    node.children = _below(root, actor, 0, deliveries, papers, depth + 1) + [r for r in reminders if r is not None]
    return node if readable or node.children else None


def _below(
    root: Any,
    actor: Actor,
    from_paper: int,
    deliveries: list[Delivery],
    papers: list[Paper],
    depth: int,
) -> list[Node]:
    nodes = [_paper_node(root, actor, p, deliveries, papers, depth) for p in papers if p.from_paper == from_paper]
    waiting = [
        Node("delivery", d.to_unit, _title(root, d.to_unit), delivery=d, depth=depth)
        for d in deliveries
        if d.from_paper == from_paper and not d.paper and actor.may(READ, d)
    ]
    return [n for n in nodes if n is not None] + waiting


def _paper_node(
    root: Any,
    actor: Actor,
    paper: Paper,
    deliveries: list[Delivery],
    papers: list[Paper],
    depth: int,
) -> Node | None:
    delivery = next((d for d in deliveries if d.id == paper.delivery and d.paper == paper.id), None)
    readable = actor.may(READ, paper)
    node = Node(
        "paper",
        paper.unit,
        _title(root, paper.unit),
        folded=not readable,
        depth=depth,
        paper=paper if readable else None,
        delivery=delivery if delivery is not None and actor.may(READ, delivery) else None,
    )
    covering = [_letter_node(root, actor, c, depth + 1) for c in records.covering_letters(root, paper.id)]
    below = _below(root, actor, paper.id, deliveries, papers, depth + 1)
    node.children = below + [c for c in covering if c is not None]
    return node if readable or node.delivery is not None or node.children else None


def _title(root: Any, code: str) -> str:
    unit = agencies_of(root).by_code.get(code)
    return unit.title if unit is not None else code


def _arrival(paper: Paper) -> float:
    return paper.received_at.timestamp() if paper.received_at is not None else 0.0
