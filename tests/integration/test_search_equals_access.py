"""What search finds is what the gate allows: over random trees, roles, acting periods, folders and letters."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saraban.agencies.service import add_unit
from saraban.app import configure
from saraban.core.access import CIRCULAR, person_scope, unit_scope
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter, Paper, Text
from saraban.people import service as people
from saraban.people.rights import actor_for
from saraban.search import service as search
from saraban.search.interfaces import Query
from tests.common.engines import ON_DISK
from tests.common.roots import MORNING, desk_in_memory

TODAY = date(2024, 3, 8)
UNITS, PERSONS = 6, 4
DAYS = st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))

OFFICES = st.fixed_dictionaries(
    {
        "parents": st.lists(st.integers(-1, UNITS - 1), min_size=UNITS, max_size=UNITS),
        "roles": st.lists(
            st.tuples(
                st.integers(0, UNITS - 1),
                st.integers(0, UNITS - 1),
                st.booleans(),
                st.sampled_from(["registrar", "head", "member", "clerk", "administrator", "auditor"]),
            ),
            max_size=8,
        ),
        "holdings": st.lists(st.tuples(st.integers(0, PERSONS - 1), st.integers(0, UNITS - 1), DAYS, DAYS), max_size=5),
        "acting": st.lists(st.tuples(st.integers(0, PERSONS - 1), st.integers(0, UNITS - 1), DAYS, DAYS), max_size=3),
        "letters": st.lists(
            st.tuples(
                st.sets(st.integers(0, UNITS - 1), max_size=3),
                st.booleans(),
                st.sets(st.integers(0, PERSONS - 1), max_size=1),
            ),
            min_size=1,
            max_size=6,
        ),
        "indexed": st.integers(0, 6),
    }
)


@pytest.fixture(scope="module", params=ON_DISK)
def registry(request, tmp_path_factory):
    place = tmp_path_factory.mktemp("registry")
    registry = configure({"saraban.store": f"file://{place}/Data.fs", "saraban.var": str(place)}).registry
    search.engine_of(registry).called(request.param).rebuild([])
    return registry


def furnish(root, office):
    for i, parent in enumerate(office["parents"]):
        above = f"u{parent}" if 0 <= parent < i else None
        add_unit(root, code=f"u{i}", title=f"หน่วย {i}", kind="section", parent=above)
        people.add_post(root, id=f"post{i}", unit=f"u{i}", title=f"ตำแหน่ง {i}")
    for i in range(PERSONS):
        people.add_person(root, id=f"person{i}", name=f"บุคคล {i}")
    for unit, post, inherit, role in office["roles"]:
        people.grant_role(root, unit=f"u{unit}", role=role, post=f"post{post}", inherit=inherit)
    for person, post, since, until in office["holdings"]:
        people.appoint(
            root, person=f"person{person}", post=f"post{post}", since=min(since, until), until=max(since, until)
        )
    for person, post, since, until in office["acting"]:
        people.grant_acting(
            root,
            person=f"person{person}",
            post=f"post{post}",
            term="acting-for",
            instrument="คำสั่ง",
            since=min(since, until),
            until=max(since, until),
        )


def add_letter(root, i, units, circular, named):
    letter = Letter(1000 + i)
    letter.subject, letter.text, letter.created_at, letter.dated = f"ขอเชิญประชุม {i}", Text("ประชุม"), MORNING, TODAY
    scopes = [unit_scope(f"u{u}") for u in units] + [person_scope(f"person{p}") for p in named]
    letter.scopes = tuple(scopes + ([CIRCULAR] if circular else []))
    records.add_letter(root, letter)
    records.changed(root, letter)
    for u in units:
        paper = Paper(2000 + i * 10 + u, letter.id, f"u{u}", (unit_scope(f"u{u}"),))
        paper.received_at, paper.n, paper.year = MORNING, i + 1, 2567
        records.add_paper(root, paper)
        records.changed(root, paper)


def everything(root):
    store = records.letters_of(root)
    yield from (("L" + x.key, x) for x in store.letters.values())
    yield from (("P" + x.key, x) for x in store.papers.values())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(office=OFFICES)
def test_hits_counts_and_facets_are_those_of_brute_force(registry, office):
    with tempfile.TemporaryDirectory() as place, desk_in_memory(Path(place), registry.sections) as desk:
        furnish(desk.root, office)
        for i, (units, circular, named) in enumerate(office["letters"]):
            if i == office["indexed"]:
                desk.tm.commit()
                desk.tm.begin()
                search.reindex(desk, registry)
            add_letter(desk.root, i, units, circular, named)
        desk.tm.commit()
        desk.tm.begin()
        if office["indexed"] >= len(office["letters"]):
            search.reindex(desk, registry)
        for n in range(PERSONS):
            actor = actor_for(desk.root, f"person{n}", "", TODAY)
            allowed = {key for key, thing in everything(desk.root) if actor.may(Permission.LETTER_READ, thing)}
            found = search.find(desk, registry, actor, Query(text="ประชุม", limit=100))
            assert {hit.key for hit in found.hits} == allowed
            assert found.total == len(allowed)
            for counts in found.facets.values():
                assert sum(counts.values()) <= len(allowed)
