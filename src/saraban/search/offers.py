"""คำแนะนำขณะพิมพ์ (offers): what somebody may mean while he types: searches of his own, numbers, units, subjects.

Offered is what the actor has kept himself and what stands in letters that he may read, each checked against its own
access list; passcodes are hidden as in a snippet. An actor without scopes is offered nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from saraban.agencies.service import agencies_of
from saraban.core.desk import Desk
from saraban.core.pace import Pace
from saraban.people.actor import Actor
from saraban.search import keeping
from saraban.search.analysis import HEADING, Analyser, Piece
from saraban.search.asking import Pairs
from saraban.search.interfaces import SearchDoc
from saraban.search.looking import ask, engine_of, read
from saraban.search.plan import Either, Every, Node, Phrase, Plan
from saraban.thai.masking import mask
from saraban.thai.normalise import normalise
from saraban.thai.numbers import number_key

#: How many documents are read for an offer, how short and how long what is typed may be.
MOST_READ, SHORTEST, LONGEST = 40, 2, 100
#: How many of each kind are offered, and how many together.
MOST_OWN, MOST_NUMBERS, MOST_UNITS, MOST_LETTERS, MOST_OFFERED = 3, 3, 2, 6, 10
#: So many times a minute one person is offered something: more often than anybody types.
PACE = Pace(most=240)
#: So many units with the words in their names are asked whether they have anything to read.
MOST_UNITS_ASKED = 6

Kind = Literal["saved", "recent", "number", "unit", "letter"]


@dataclass(frozen=True)
class Offer:
    """คำแนะนำหนึ่งบรรทัด: the words to show, and the search that it stands for (``asked``) or the key of a letter."""

    kind: Kind
    words: str
    asked: Pairs = ()
    letter: str = ""


@dataclass(frozen=True)
class _Asker:
    """Who types, where."""

    desk: Desk
    registry: Any
    actor: Actor

    def docs(self, node: Node, *, most: int = MOST_READ, **values: str) -> Iterator[SearchDoc]:
        """The letters of a node that the actor may read, the newest first."""
        narrowed = (("what", "L"), *values.items())
        plan = Plan(node, frozenset(self.actor.scopes), values=narrowed, limit=most, faceted=False)
        for row in ask(self.desk, self.registry, plan).rows:
            doc = read(self.desk, self.registry.searchables, self.actor, row)
            if doc is not None:
                yield doc


def suggest(desk: Desk, registry: Any, actor: Actor, typed: str) -> list[Offer]:
    """Offer what the unfinished words may mean (คำแนะนำ): the actor's own searches first, then letters he may read.

    Offers nothing for less than two letters, and nothing to an actor without scopes. Refuses and keeps nothing.
    """
    plain = " ".join(normalise(typed[:LONGEST]).split())
    if len(plain) < SHORTEST or not actor.scopes:
        return []
    asker = _Asker(desk, registry, actor)
    offers = (*_own(asker, plain), *_numbers(asker, plain), *_units(asker, plain), *_letters(asker, plain))
    return list(offers)[:MOST_OFFERED]


def _own(asker: _Asker, plain: str) -> list[Offer]:
    """The actor's saved searches by name, and his last ones by their words."""
    root, actor = asker.desk.root, asker.actor
    found = [
        Offer("saved", mask(saved.name), saved.asked)
        for saved in keeping.saved_searches(root, actor)
        if plain in normalise(saved.name) or plain in normalise(_typed(saved.asked))
    ]
    known = {offer.asked for offer in found}
    for asked in keeping.recent_searches(root, actor):
        words = _typed(asked)
        if asked not in known and words and plain in normalise(words) and normalise(words) != plain:
            found.append(Offer("recent", mask(words), asked))
    return found[:MOST_OWN]


def _typed(asked: Pairs) -> str:
    return dict(asked).get("q", "")


def _numbers(asker: _Asker, plain: str) -> list[Offer]:
    """Letters whose number begins so."""
    begins = number_key(plain)
    if not any(char.isdigit() for char in begins):
        return []
    node = _beginning(engine_of(asker.registry).analyser, plain)
    found = [
        Offer("number", f"{number} {mask(doc.title)}", letter=doc.key[1:])
        for doc in (asker.docs(node) if node is not None else ())
        if (number := _number_of(doc)) and number_key(number).startswith(begins)
    ]
    return found[:MOST_NUMBERS]


def _number_of(doc: SearchDoc) -> str:
    """The number of a letter as it is written, which its text begins with."""
    written = doc.text.partition("\n")[0]
    return written if written and number_key(written) in doc.numbers[:1] else ""


def _units(asker: _Asker, plain: str) -> list[Offer]:
    """Units of that name from which there is a letter to read."""
    root = asker.desk.root
    named = [unit for unit in agencies_of(root).by_code.values() if plain in _plain(unit.title)]
    named.sort(key=lambda unit: (not _plain(unit.title).startswith(plain), len(unit.title), unit.title))
    offers = (
        Offer("unit", unit.title, (("unit", unit.code),))
        for unit in named[:MOST_UNITS_ASKED]
        if any(asker.docs(Every(), most=1, unit=unit.code))
    )
    return list(islice(offers, MOST_UNITS))


@lru_cache(maxsize=8192)
def _plain(title: str) -> str:
    return normalise(title)


def _letters(asker: _Asker, plain: str) -> list[Offer]:
    """Letters in whose subjects all that was typed stands, each subject once; the last word may be unfinished."""
    analyser, words = engine_of(asker.registry).analyser, plain.split()
    parts = [_in_subject(analyser, word, last=at == len(words) - 1) for at, word in enumerate(words)]
    nodes = tuple(part for part in parts if part is not None)
    offers: dict[str, Offer] = {}
    for doc in asker.docs(Every(nodes)) if nodes else ():
        shown = mask(doc.title)
        offers.setdefault(shown, Offer("letter", shown, letter=doc.key[1:]))
    return list(offers.values())[:MOST_LETTERS]


def _in_subject(analyser: Analyser, word: str, *, last: bool) -> Node | None:
    if last:
        return _beginning(analyser, word, HEADING)
    pieces = [replace(p, text=HEADING + p.text, joined="") for p in analyser.pieces(word)]
    return Phrase(tuple(pieces)) if pieces else None


def _beginning(analyser: Analyser, words: str, mark: str = "") -> Node | None:
    """What begins so: what stands at the end may be the beginning of one piece or of several."""
    pieces = [replace(p, text=mark + p.text, joined="") for p in analyser.pieces(words)]
    ways = []
    for at in range(len(pieces)):
        end = Piece(mark + "".join(p.text.removeprefix(mark) for p in pieces[at:]))
        ways.append(Phrase((*pieces[:at], end), prefix=True))
    return Either(tuple(ways)) if ways else None
