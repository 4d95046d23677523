"""Refused openings of classified letters: on record, no chain grows with every try, an invented key is one too."""

from datetime import timedelta

import pytest

from saraban.core.errors import Missing
from saraban.core.ids import id_text, new_id
from saraban.vault import checking, door, ledger
from tests.common.vault import CLERK, HEAD, REGISTRAR, clear, register
from tests.common.web import open_web


@pytest.fixture
def office(tmp_path):
    web = open_web(tmp_path)
    clear(web)
    yield web.office
    web.office.close()


@pytest.fixture
def key(office):
    return register(office)


def attempt(office, key, person=CLERK):
    """One try in a request of its own; gives what the refusal says."""
    with office.desk() as desk:
        with pytest.raises(Missing) as refused:
            door.open_paper(desk, office.actor(desk, person), key, office.clock.now())
        desk.tm.abort()
    return refused.value.message


def refusals(office):
    with office.desk() as desk:
        return [(r.person, r.about) for r in ledger.records(desk.root, "d54/reads") if r.event == "refused"]


def written(office, key):
    """How many objects a try wrote."""
    before = office.database.storage.lastTransaction()
    attempt(office, key)
    made = [(t.tid, sum(1 for _record in t)) for t in office.database.storage.iterator(start=before)]
    (count,) = [count for tid, count in made if tid != before]
    return count


class TestOneLeafAnHour:
    def test_of_a_person_and_a_paper(self, office, key):
        for person in (CLERK, CLERK, HEAD, CLERK, HEAD):
            attempt(office, key, person)
        assert refusals(office) == [(CLERK, {"paper": key}), (HEAD, {"paper": key})]

    def test_of_each_paper(self, office, key):
        other = register(office)
        for tried in (key, other, key, other):
            attempt(office, tried)
        assert [about["paper"] for _person, about in refusals(office)] == [key, other]

    def test_the_next_hour_says_how_many_more_there_were(self, office, key):
        for _try in range(4):
            attempt(office, key)
        office.clock.real += timedelta(hours=1)
        attempt(office, key)
        assert [about for _person, about in refusals(office)] == [{"paper": key}, {"paper": key, "further": 3}]
        with office.desk() as desk:
            assert checking.check(desk.root) == []


class TestAnInventedKey:
    def test_is_answered_alike_and_stands_in_no_chain(self, office, key):
        invented = id_text(new_id())
        with office.desk() as desk:
            chains = {unit: chain.head.count for unit, chain in desk.root["vault"].trail.chains.items()}
        assert attempt(office, invented) == attempt(office, invented, HEAD) == attempt(office, key)
        with office.desk() as desk:
            after = {unit: chain.head.count for unit, chain in desk.root["vault"].trail.chains.items()}
        assert after == {**chains, "d54/reads": chains.get("d54/reads", 0) + 1}

    def test_costs_as_many_objects_as_a_letter_the_first_time_and_later(self, office, key):
        attempt(office, key, HEAD)  # the chain of reads is begun
        assert written(office, key) == 4
        assert written(office, key) == 4
        assert [written(office, id_text(new_id())) for _try in range(3)] == [4, 4, 4]

    def test_leaves_no_more_behind_however_often(self, office, key):
        for _try in range(ledger.KEPT + 20):
            attempt(office, id_text(new_id()))
        with office.desk() as desk:
            vault = desk.root["vault"]
            assert sum(len(chain.leaves) for chain in vault.nowhere.chains.values()) == ledger.KEPT
            assert len(vault.tries) == 1


def test_a_store_from_before_counts_them_too(office, key):
    with office.desk() as desk:
        vault = desk.root["vault"]
        del vault.tries, vault.nowhere
        desk.tm.commit()
    attempt(office, key)
    assert len(refusals(office)) == 1


def test_the_registrar_still_reads(office, key):
    attempt(office, key)
    with office.desk() as desk:
        now = office.clock.now()
        assert door.open_paper(desk, office.actor(desk, REGISTRAR), key, now)[0].key == key
