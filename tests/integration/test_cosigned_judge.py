"""What judges letters of several signers after a kill: silent where all is well, and red for each planted fault."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from saraban.letters import issuing, records
from saraban.registers.books import find_book
from saraban.scripts.bench import facts
from saraban.scripts.bench.cosigned import check
from saraban.scripts.bench.kills import CHECKS
from saraban.tasks import service as tasks
from tests.common.cosigning_world import FIRST, HEAD, SECOND, draft, sign
from tests.common.issuing_world import open_signing_office


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("judge"))
    for person in (FIRST, SECOND):
        office.web.open_account(person)
    yield SimpleNamespace(office=office)
    office.web.office.close()


@pytest.fixture(scope="module")
def letters(world):
    """One that waits for the second, one for the last, one that is issued; and one that nobody signed."""
    made = {name: draft(world) for name in ("one", "two", "all", "none")}
    for number, (name, signers) in enumerate(
        {"one": (HEAD,), "two": (HEAD, FIRST), "all": (HEAD, FIRST, SECOND)}.items()
    ):
        for person in signers:
            sign(world, made[name], person, request=f"{number}-{person}")
    return made


def said(world, letter, damage=lambda _letter, _root: None):
    """What is said of a letter after some damage, which is not kept."""
    with world.office.web.office.desk() as desk:
        there = records.letter_by_id(desk.root, letter)
        damage(there, desk.root)
        found = {one.slug for one in check(desk.root) if one.where == f"letter/{there.key}"}
        desk.tm.abort()
    return found


def entry_of(letter, root):
    unit, series, year, n = letter.held.entry if letter.held is not None else letter.entry
    return find_book(root, unit, series, year).entries[n]


def another_number(letter, root):
    entry = entry_of(letter, root)
    book = find_book(root, entry.unit, entry.series, entry.year)
    other = next(e for e in book.entries.values() if e is not entry)
    other.letter = letter.id


def half_begun(letter, _root):
    letter.state = "signing"


def left_listed(letter, root):
    issuing.underway(root).insert(letter.id)


def lies_nowhere(letter, root):
    tasks.clear(root, letter.draft.task)


def lies_before_another(letter, root):
    ref = tasks.place(
        root, tasks.post_tray("d54.director"), what="cosign", letter=letter.id, paper=0, since=letter.cosigning.since
    )
    letter.draft = replace(letter.draft, task=ref)


def signed(letter, change):
    waiting = letter.cosigning
    letter.cosigning = replace(waiting, signatures=tuple(change([*waiting.signatures])))


def second_signed(letter, **otherwise):
    signed(letter, lambda made: [made[0], replace(made[1], **otherwise)])


FAULTS = [
    ("one", "second-number", another_number),
    ("all", "second-number", another_number),
    ("one", "number-lost", lambda letter, root: setattr(entry_of(letter, root), "letter", 0)),
    ("all", "number-lost", lambda letter, root: setattr(entry_of(letter, root), "state", "void")),
    ("one", "number-astray", lambda letter, root: setattr(entry_of(letter, root), "state", "issued")),
    ("two", "number-astray", lambda letter, _root: setattr(letter, "held", None)),
    ("all", "number-astray", lambda letter, root: setattr(entry_of(letter, root), "state", "reserved")),
    ("one", "half-begun", half_begun),
    ("two", "half-begun", left_listed),
    ("one", "half-waiting", lambda letter, _root: setattr(letter, "cosigning", None)),
    ("two", "half-waiting", lambda letter, _root: setattr(letter, "state", "proposed")),
    ("all", "half-issued", lambda letter, _root: setattr(letter, "issued", None)),
    ("all", "half-issued", lambda letter, _root: setattr(letter, "signature", None)),
    ("two", "half-issued", lambda letter, _root: setattr(letter, "state", "signed")),
    ("one", "wrong-turn", lies_nowhere),
    ("one", "wrong-turn", lies_before_another),
    ("one", "wrong-turn", lambda letter, _root: signed(letter, lambda made: [*made, made[0]])),
    ("all", "signature-missing", lambda letter, _root: setattr(letter, "cosignatures", letter.cosignatures[:1])),
    ("all", "signature-order", lambda letter, _root: setattr(letter, "cosignatures", letter.cosignatures[::-1])),
    ("two", "signed-twice", lambda letter, _root: signed(letter, lambda made: [made[1], made[1]])),
    ("two", "signed-twice", lambda letter, _root: second_signed(letter, request=letter.signatures[0].request)),
    ("two", "signature-void", lambda letter, _root: setattr(letter, "subject", "เรื่องอื่น")),
    ("two", "signature-void", lambda letter, _root: second_signed(letter, approval="")),
    ("all", "told-otherwise", lambda letter, _root: setattr(letter, "steps", letter.steps[:-1])),
    ("none", "half-begun", half_begun),
    ("none", "half-issued", lambda letter, _root: setattr(letter, "state", "signed")),
]  # fmt: skip


@pytest.mark.parametrize("name", ["one", "two", "all", "none"])
def test_nothing_is_said_of_what_is_whole(world, letters, name):
    assert said(world, letters[name]) == set()


@pytest.mark.parametrize(("name", "slug", "damage"), FAULTS)
def test_each_fault_is_seen(world, letters, name, slug, damage):
    assert slug in said(world, letters[name], damage)


def test_the_bench_asks_it_after_each_kill():
    assert check in CHECKS


def test_a_signature_that_was_acknowledged_and_is_gone_is_lost(world, letters):
    with world.office.web.office.desk() as desk:
        key = records.letter_by_id(desk.root, letters["two"]).key
        found = facts.read(desk.root)
    told = {("signed in turn", f"{key} {turn}"): person for turn, person in enumerate((HEAD, FIRST, SECOND))}
    last = ("signed in turn", f"{key} 2")
    assert facts.compare(found, {fact: who for fact, who in told.items() if fact != last}, told).lost == []
    assert facts.compare(found, told, told).lost == [f"signed in turn {key} 2: told '{SECOND}', there is None"]
