"""คำตอบที่ควรได้ (the expected answers): worked out from the tables alone, before anybody knocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.matrix.cast import CASES, Case
from tests.matrix.doors import VERBS
from tests.matrix.secret_stage import SECRET_ARRIVALS, SECRETS
from tests.matrix.stage import ARRIVALS, AWAITED, ENTRIES, FEW, LETTERS, MERGES, NAMED, OWED, PAPERS, SENDINGS
from tests.matrix.verbs import HIDDEN, Verb, Way

STATES = {
    "paper": PAPERS,
    "letter": LETTERS,
    "arrival": ARRIVALS,
    "sending": SENDINGS,
    "few": FEW,
    "awaited": AWAITED,
    "owed": OWED,
    "merge": MERGES,
    "directive": ("running",),
    "circular": ("posted", "withdrawn"),
    "entry": ENTRIES,
    "unit": ("working",),
    "folder": ("open",),
    "secret": SECRETS,
    "secret-arrival": SECRET_ARRIVALS,
}
#: States in which the thing is one of the person's own; there is one only for who could make it.
OWN_STATES = {"noted": "note", "own-draft": "draft"}
#: Answers of a closed door: pages ask to sign in, a form that was sent says so, the API wants a token.
SHUT = {"api": (401,), "GET": (303,), "POST": (400, 401)}
#: Of who is signed in still, and left the office: signing in again would lead to the same page for ever
LEFT: dict[str, tuple[int, ...]] = {**SHUT, "GET": (403,), "POST": (400, 403)}
#: Where a door is narrower than the table, on purpose: (verb, door, case) -> answer.
NARROWER = {
    ("unit.originals", "page", "inheriting"): HIDDEN,  # these lists are of the post's own units
    ("unit.draft", "page", "inheriting"): HIDDEN,  # the form offers the units of the post itself, not all those below
}


@dataclass(frozen=True)
class Cell:
    """ช่องหนึ่งของตาราง: who, what, in which state, by which door, and which answer is right."""

    case: Case
    verb: Verb
    state: str
    way: Way
    expected: tuple[int, ...]

    @property
    def allowed(self) -> bool:
        """Is it something that is done?"""
        return self.expected == (self.way.ok,)

    @property
    def hidden(self) -> bool:
        """Does this one not know that the thing is there?"""
        return not self.case.shut and not _sees(self.case, self.verb, self.state)

    def __str__(self) -> str:
        return f"{self.case.name}: {self.verb.name} [{self.state}] by {self.way.door} {self.way.method} {self.way.path}"


def states_of(verb: Verb, case: Case) -> list[str]:
    """All states of the kind, and those of one's own things."""
    own = [s for s in verb.states if s in OWN_STATES]
    if own == list(verb.states):
        return own
    return [*STATES[verb.kind], *own]


def cells() -> Iterator[Cell]:
    """Every cell, in the order of persons."""
    for case in CASES:
        for verb in VERBS:
            for state in states_of(verb, case):
                if state in OWN_STATES and (not case.may(verb.permission) or case.shut):
                    continue
                for way in verb.ways:
                    yield Cell(case, verb, state, way, expected(case, verb, state, way))


def expected(case: Case, verb: Verb, state: str, way: Way) -> tuple[int, ...]:
    """The right answer."""
    if case.shut and way.path.startswith("/api/"):
        return SHUT["api"]
    if case.shut:
        return (LEFT if case.name == "inactive" else SHUT)[way.method]
    if way.door == "search":
        return (way.ok,)  # everybody may search; what is found is another matter
    narrower = NARROWER.get((verb.name, way.door, case.name))
    return (narrower or _by_the_table(case, verb, state, way),)


def _by_the_table(case: Case, verb: Verb, state: str, way: Way) -> int:
    wrong = state not in verb.states
    if not _sees(case, verb, state):
        return HIDDEN
    if verb.permission is None and wrong:
        return verb.also.get(state, HIDDEN)
    right = case.may(verb.right(state))
    if (wrong and not verb.right_first) or (wrong and right):
        return way.closed
    also = verb.also if way.also is None else way.also
    return also.get(state, way.ok) if right else way.refused


def _sees(case: Case, verb: Verb, state: str) -> bool:
    """A circular is everybody's, a letter for few theirs; other things are seen by those whom the row names."""
    if verb.kind == "few" and state in NAMED:
        return case.name in NAMED[state]
    return verb.kind == "circular" or any(case.may(permission) for permission in verb.sees)
