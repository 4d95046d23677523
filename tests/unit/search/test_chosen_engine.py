"""The engine of an office: chosen once, kept with the index, followed by every process."""

import json

import pytest
from zope.interface.verify import verifyObject

from saraban.core.errors import Invalid
from saraban.search import analysis, service
from saraban.search.engines import ENGINES, ChosenEngine
from saraban.search.indexer import IndexerBusy
from saraban.search.interfaces import ISearchEngine
from tests.common.engines import ON_DISK, ask
from tests.common.search_world import make_doc, make_world


@pytest.fixture
def place(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def office(tmp_path, place):
    with make_world(tmp_path, ChosenEngine(place)) as world:
        world.put(1, scopes=("u:a",))
        yield world


def test_interface(place):
    assert verifyObject(ISearchEngine, ChosenEngine(place))


def test_whoosh_where_nothing_was_chosen(place):
    engine = ChosenEngine(place)
    assert (engine.name, engine.is_ready(), engine.count()) == ("whoosh", False, 0)
    engine.rebuild([[make_doc(1, scopes=("u:a",))]])
    assert (engine.name, engine.is_ready(), engine.count()) == ("whoosh", True, 1)


@pytest.mark.parametrize("ways", [ON_DISK, ON_DISK[::-1]])
def test_a_switch_is_followed_by_every_process_from_its_next_search_on(office, place, ways):
    other = ChosenEngine(place)
    for name in ways:
        assert service.reindex(office.desk, office.registry, engine_name=name) == 1
        assert (office.engine.name, other.name, ChosenEngine(place).name) == (name, name, name)
        assert [r.seq for r in ask(other).rows] == [1]
        assert len(list(place.glob("g-*"))) == 1


@pytest.mark.parametrize("name", ON_DISK)
def test_what_is_made_anew_later_is_made_by_the_same_engine(office, place, monkeypatch, name):
    service.reindex(office.desk, office.registry, engine_name=name)
    service.reindex(office.desk, office.registry)
    assert office.engine.name == name
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    engine = ChosenEngine(place)
    assert not engine.is_ready()
    engine.rebuild([])
    assert (engine.name, engine.is_ready()) == (name, True)


def test_the_choice_outlives_a_lost_index(office, place):
    service.reindex(office.desk, office.registry, engine_name="tantivy")
    (place / "current").unlink()
    engine = ChosenEngine(place)
    assert (engine.name, engine.is_ready()) == ("tantivy", False)


def test_while_the_other_engine_makes_its_index_the_first_one_answers(office, place):
    service.reindex(office.desk, office.registry)
    seen = []

    def batches():
        seen.append((ChosenEngine(place).name, ask(ChosenEngine(place)).total))
        yield [make_doc(2, scopes=("u:a",)), make_doc(3, scopes=("u:a",))]
        seen.append((office.engine.name, ask(office.engine).total))

    office.engine.called("tantivy").rebuild(batches())
    assert seen == [("whoosh", 1), ("whoosh", 1)]
    assert (office.engine.name, ask(office.engine).total) == ("tantivy", 2)


def test_a_switch_that_breaks_changes_nothing(office, place):
    service.reindex(office.desk, office.registry)

    def broken():
        yield [make_doc(2, scopes=("u:a",))]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        office.engine.called("tantivy").rebuild(broken())
    assert (ChosenEngine(place).name, ask(ChosenEngine(place)).total) == ("whoosh", 1)
    office.engine.rebuild([])
    assert office.engine.name == "whoosh"


def test_one_writer_of_whichever_engine(place):
    with ENGINES["tantivy"](place).writing() as first, ChosenEngine(place).writing() as second:
        assert (first, second) == (True, False)


def test_a_worker_that_is_just_indexing_is_waited_for(office, place, monkeypatch):
    """Refused at once it would be refused by chance; refused in the end when it does not stop."""
    monkeypatch.setattr(service, "PAUSE_SECONDS", 0.0)
    with ENGINES["whoosh"](place).writing(), pytest.raises(IndexerBusy):
        service.reindex(office.desk, office.registry, patience=0.01)
    held = ENGINES["whoosh"](place).writing()
    held.__enter__()
    monkeypatch.setattr(service.time, "sleep", lambda _seconds: held.__exit__(None, None, None))
    assert service.reindex(office.desk, office.registry, patience=5.0) == 1


def test_there_is_no_such_engine(office):
    with pytest.raises(Invalid):
        service.reindex(office.desk, office.registry, engine_name="lucene")


@pytest.mark.parametrize("note", ["{", "[]", '{"engine": 1}', '{"engine": "lucene"}'])
def test_a_damaged_note_is_no_index(office, place, note):
    service.reindex(office.desk, office.registry, engine_name="tantivy")
    next(place.glob("g-*/made.json")).write_text(note, encoding="utf-8")
    engine = ChosenEngine(place)
    assert (engine.name, engine.is_ready()) == ("tantivy", False)
    engine.rebuild([])
    assert engine.is_ready()
    assert json.loads(next(place.glob("g-*/made.json")).read_text(encoding="utf-8"))["engine"] == "tantivy"
