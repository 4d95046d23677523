"""ตารางสิทธิทุกช่อง: every role, state, verb and door; allowed and done, or refused as the tables say."""

from __future__ import annotations

import re
import sys
from collections import Counter

import pytest
from ZODB.utils import get_pickle_metadata

from saraban.api.table import OPERATIONS
from saraban.audit.service import trail_of
from saraban.letters.workflow import LETTER_MOVES, PAPER_MOVES
from saraban.ui.admin.changes import SECRETS
from saraban.ui.admin.changes import VERBS as CHANGES
from tests.matrix.cast import CASES
from tests.matrix.doors import OWN, VERBS
from tests.matrix.driver import open_matrix
from tests.matrix.verbs import LETTER_WAYS, PAPER_WAYS
from tests.matrix.verdicts import cells

AT_LEAST = 5_000
#: What a refused opening of a classified letter leaves: a leaf in the vault's own chain, and in its count of tries.
REFUSALS = {
    ("saraban.audit.content", "Leaf"),
    ("saraban.audit.content", "Head"),
    ("saraban.core.trees", "Roll"),
    ("BTrees.IOBTree", "IOBucket"),
    ("BTrees.OOBTree", "OOBTree"),
    ("BTrees.OOBTree", "OOBucket"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_matrix(tmp_path_factory.mktemp("matrix"))
    yield office
    office.veto.active = False
    office.web.office.close()


@pytest.fixture(scope="module")
def table():
    found = {}
    for cell in cells():
        found.setdefault(cell.case.name, []).append(cell)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_cell(office, table, case):
    before, chains = office.web.office.database.lastTransaction(), ordinary_chains(office)
    wrong = [f"{cell} -> {said}" for cell in table[case.name] if (said := judged(office, cell))]
    assert not wrong, f"{len(wrong)} of {len(table[case.name])} cells:\n" + "\n".join(wrong[:40])
    assert written_since(office, before) <= REFUSALS
    assert ordinary_chains(office) == chains


def judged(office, cell):
    """What is wrong with the answer to a cell; nothing where it is right."""
    answer = office.ask(cell)
    if answer.status not in cell.expected:
        return f"{answer.status}, not {cell.expected}"
    if cell.way.door == "search" and not cell.case.shut:
        found = office.key_of(cell) in answer.body
        wanted = cell.state in cell.verb.states and not cell.hidden
        return "" if found == wanted else f"found: {found}"
    if cell.hidden and not office.looks_missing(cell, answer):
        return "a hidden thing does not answer as a missing one"
    return done_wrong(cell, answer)


def done_wrong(cell, answer):
    """What is wrong with what was done."""
    if cell.way.method == "GET" and cell.verb.traced and cell.allowed:
        return "" if answer.changed else "it was opened, and that is not on record"
    if cell.way.method == "GET":
        return "reading has changed the store" if answer.changed else ""
    if not cell.allowed:
        return ""
    if not answer.changed and cell.state not in cell.verb.quiet:
        return "allowed, and nothing was done"
    wanted = cell.verb.leads_to
    return f"leads to {answer.state!r}, not {wanted!r}" if wanted and answer.state != wanted else ""


def ordinary_chains(office):
    """How long each chain is outside the vault."""
    with office.web.office.desk() as desk:
        return {unit: chain.head.count for unit, chain in trail_of(desk.root).chains.items()}


def written_since(office, before):
    """The classes of what was written after a transaction, and not undone."""
    storage = office.web.office.database.storage
    found = set()
    for transaction in storage.iterator(before):
        if transaction.tid > before and transaction.tid not in office.undone:
            found |= {get_pickle_metadata(record.data) for record in transaction}
    return found


def test_there_are_cells_enough(table, capsys):
    counted = Counter(cell.way.door for row in table.values() for cell in row)
    allowed = sum(cell.allowed for row in table.values() for cell in row)
    doors = ", ".join(f"{n} {door}" for door, n in counted.most_common())
    with capsys.disabled():
        sys.stdout.write(f"\npermission matrix: {counted.total()} cells ({allowed} allowed): {doors}\n")
    assert counted.total() >= AT_LEAST


def test_every_door_is_in_the_matrix(office):
    known = {name for verb in VERBS for way in verb.ways for name in way.names}
    doors = {*routes(office), *(operation.name for operation in OPERATIONS)}
    lacking = sorted(doors - known - set(OWN))
    assert not lacking, f"give these a row in tests/matrix/doors.py, or a reason in OWN: {lacking}"
    assert sorted(set(OWN) - doors - {"openapi"}) == [], "reasons for doors that are not there"
    assert sorted(known - doors) == [], "rows for doors that are not there"


def test_every_move_of_the_tables_has_its_doors():
    assert set(PAPER_MOVES) == set(PAPER_WAYS), "give the verb its ways in tests/matrix/verbs.py"
    by_signing = {"begin_sign", "sign_first", "cosign"}  # steps of signing, by its doors
    assert set(LETTER_MOVES) - by_signing == set(LETTER_WAYS), "give the verb its ways in tests/matrix/verbs.py"


def routes(office):
    """``name`` or ``name:verb`` of every page that has a view."""
    introspector = office.web.office.registry.introspector
    patterns = {
        r["introspectable"]["name"]: r["introspectable"]["pattern"] for r in introspector.get_category("routes")
    }
    for known in introspector.get_category("views"):
        view = known["introspectable"]
        name = view["route_name"]
        if name is None or name.startswith("api ") or name not in patterns:
            continue
        yield from verbs_of(name, patterns[name], view["match_param"])


def verbs_of(name, pattern, matched):
    """The address once for each verb in it, as far as the view answers to it."""
    if name == "admin-change":
        return [f"{name}:{verb}" for verb in (*CHANGES, *SECRETS)]
    words = re.search(r"\{(verb|act|kind):([a-z|-]+)\}", pattern)
    if words is None:
        return [name]
    wanted = {matched} if isinstance(matched, str) else set(matched or ())
    return [
        f"{name}:{word}" for word in words.group(2).split("|") if not wanted or f"{words.group(1)}={word}" in wanted
    ]
