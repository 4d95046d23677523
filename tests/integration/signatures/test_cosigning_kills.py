"""kill -9 between any two steps of each signature of a letter that several sign, by certificates and by typed names.

Each signer is killed at one point after the other, always with the same request; then the request is let through, and
sent once more. After each kill the store is opened anew and judged (``bench.cosigned``, ``saraban check``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from saraban.scripts.bench import cosigned
from saraban.signatures.validation import Checker
from tests.common.cosigning_world import (
    FIRST,
    HEAD,
    SECOND,
    SECOND_POST,
    THIRD_POST,
    draft,
    look,
    open_cosigning_office,
    seen,
    sign,
)
from tests.common.issuing_world import open_signing_office
from tests.common.killing import PATIENCE, POINTS, SIGNED_POINTS, power_cut
from tests.common.signed_letters import trust_in

#: The others who sign, by how many they are.
OTHERS = {1: (SECOND_POST,), 2: (SECOND_POST, THIRD_POST)}
SIGNERS = (HEAD, FIRST, SECOND)


@dataclass
class Killed:
    """A letter that several sign, and what became of it at each kill."""

    world: object
    of: int
    certified: bool
    authority: object
    only: tuple[str, ...] = (*SIGNED_POINTS, *POINTS)
    kills: list[str] = field(default_factory=list)
    #: the files that were there, each judged once: nothing, and what each signature made of it
    judged: list[bytes] = field(default_factory=lambda: [b""])

    def points(self, turn):
        """Where this one is killed: pages are set, signed and kept by some only."""
        missing = set() if self.certified else set(SIGNED_POINTS)
        if not (turn == 0 or (turn == self.of and not self.certified)):
            missing |= {"set"}
        if not (turn == self.of or self.certified):
            missing |= {"kept"}
        return [point for point in self.only if point not in missing]

    def walk(self):
        """Each signs it in turn, killed at each point before."""
        self.letter = draft(self.world, *OTHERS[self.of])
        self.taken, self.held = self.numbers(), ""
        for turn, person in enumerate(SIGNERS[: self.of + 1]):
            code, request = self.world.office.web.code(person), f"request-{self.letter}-{turn}"
            shown = seen(self.world, self.letter)
            for point in self.points(turn):
                self.kill(person, point, code=code, request=request, seen=shown)
                self.kills.append(f"{turn}:{point}")
                self.judge(turn, point)
            for _again in range(2):
                sign(self.world, self.letter, person, code=code, request=request, seen=shown)
                self.judge(turn, "confirmed")
        assert self.signed() == self.of + 1

    def kill(self, person, point, **given):
        """Let somebody sign in a process of its own, which ends at a point."""
        power_cut(self.world.office.web.office, point, lambda: sign(self.world, self.letter, person, **given))

    def judge(self, turn, point):
        """Nothing half, one number, all that was signed before, and whose turn it is."""
        now, where = look(self.world, self.letter), f"{turn}:{point}"
        with self.world.office.web.office.desk() as desk:
            assert [str(one) for one in cosigned.check(desk.root)] == [], where
        assert self.world.office.problems() == [], where
        done = turn + (point == "confirmed")
        before = "cosigning" if done else "proposed"
        at_rest = "signed" if done > self.of else before
        begun = point not in {"beginning", "confirmed"} or (point == "beginning" and self.is_begun(turn))
        assert now["state"] == ("signing" if begun else at_rest), where
        assert len(now["signatures"]) == done, where
        number = now["held"] or now["number"]
        assert not self.held or number == self.held, where
        self.held = number
        assert self.numbers() - self.taken == (1 if begun or done else 0), where
        if self.certified and now["file"] not in self.judged:
            found = Checker(trust_in(self.authority), seconds=PATIENCE).check(now["file"]).signatures
            assert [one.holds for one in found] == [True] * done, where
            self.judged.append(now["file"])

    def is_begun(self, turn):
        return any(kill.startswith(f"{turn}:") and not kill.endswith("beginning") for kill in self.kills)

    def signed(self):
        return len(look(self.world, self.letter)["signatures"])

    def numbers(self):
        """How many numbers there are in all books."""
        with self.world.office.web.office.desk() as desk:
            return sum(len(book.entries) for book in desk.root["registers"].books.values())


@pytest.fixture(scope="module")
def certified(tmp_path_factory, authority):
    world = open_cosigning_office(tmp_path_factory.mktemp("certified"), authority)
    world.office.change(checker=Checker(trust_in(authority), seconds=PATIENCE))
    yield world
    world.office.web.office.close()


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("named"))
    for person in (FIRST, SECOND):
        office.web.open_account(person)
    yield SimpleNamespace(office=office)
    office.web.office.close()


def test_killed_here_and_there_with_certificates(certified, authority):
    killed = Killed(certified, 1, True, authority, ("signed", "begun", "confirming", "confirmed"))
    killed.walk()
    assert len(killed.kills) == 8


def test_killed_here_and_there_with_typed_names(named, authority):
    killed = Killed(named, 2, False, authority, ("beginning", "made", "kept"))
    killed.walk()
    assert len(killed.kills) == 7


@pytest.mark.proof
@pytest.mark.parametrize(("of", "kills"), [(1, 17), (2, 25)])
def test_killed_anywhere_with_certificates(certified, authority, of, kills):
    killed = Killed(certified, of, True, authority)
    killed.walk()
    assert len(killed.kills) == kills


@pytest.mark.proof
@pytest.mark.parametrize(("of", "kills"), [(1, 13), (2, 18)])
def test_killed_anywhere_with_typed_names(named, authority, of, kills):
    killed = Killed(named, of, False, authority)
    killed.walk()
    assert len(killed.kills) == kills
