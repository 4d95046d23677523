"""The indexer: nothing is lost and nothing is indexed that is not there, whenever it dies."""

import pytest
import transaction
from ZEO.Exceptions import ClientDisconnected
from ZODB.POSException import ConflictError

from saraban.core.clock import SystemClock
from saraban.core.desk import Desk
from saraban.search import comparing, indexer, outbox, service
from saraban.search.engines import ENGINES
from saraban.search.indexer import Drained, IndexerBusy
from saraban.search.whoosh_engine import WhooshEngine
from tests.common.search_world import make_world


class TestDrain:
    def test_batches(self, world):
        for number in range(1, 8):
            world.put(number)
        drained = indexer.drain(world.desk, world.engine, world.kinds.resolve, batch=3)
        assert drained == Drained(7)
        assert (world.engine.count(), outbox.pending(world.desk.root)) == (7, {})

    def test_most(self, world):
        for number in range(1, 8):
            world.put(number)
        assert indexer.drain(world.desk, world.engine, world.kinds.resolve, batch=3, most=4).done == 6

    def test_what_changes_while_indexing_is_indexed_again(self, world):
        key = world.put(1)

        def resolve(root, wanted):
            doc = world.kinds.resolve(root, wanted)
            if not resolved:
                other.put(1, title="ใหม่")
            resolved.append(wanted)
            return doc

        resolved = []
        other = type(world)(_second_desk(world), world.registry, world.engine)
        indexer.drain(world.desk, world.engine, resolve)
        assert resolved == [key, key]
        assert comparing.check(world.desk, world.registry) == []

    def test_the_index_is_written_before_the_entry_goes(self, world, monkeypatch):
        world.put(1)

        def broken(*_args):
            raise OSError("no room")

        monkeypatch.setattr(world.engine, "write", broken)
        with pytest.raises(OSError, match="room"):
            indexer.drain(world.desk, world.engine, world.kinds.resolve)
        assert len(outbox.pending(world.desk.root)) == 1

    def test_a_conflict_is_tried_again(self, world, monkeypatch):
        world.put(1)
        tries = []

        def acknowledge(root, entries):
            tries.append(entries)
            if len(tries) < 3:
                raise ConflictError
            return outbox.acknowledge(root, entries)

        monkeypatch.setattr(indexer, "outbox", _Outbox(acknowledge))
        assert indexer.drain(world.desk, world.engine, world.kinds.resolve).done == 1
        assert len(tries) == 3

    def test_a_conflict_for_ever_is_raised(self, world, monkeypatch):
        world.put(1)

        def acknowledge(_root, _entries):
            raise ConflictError

        monkeypatch.setattr(indexer, "outbox", _Outbox(acknowledge))
        with pytest.raises(ConflictError):
            indexer.drain(world.desk, world.engine, world.kinds.resolve)

    @pytest.mark.parametrize("error", [ConflictError, ClientDisconnected])
    def test_a_store_that_is_away_does_not_make_a_damaged_record(self, world, error):
        world.put(1)

        def resolve(_root, _key):
            raise error

        with pytest.raises(error):
            indexer.drain(world.desk, world.engine, resolve)

    def test_nor_an_index_that_lacks_a_letter(self, world, monkeypatch):
        world.put(1)
        service.catch_up(world.desk, world.registry)

        def away(_root, _key):
            raise ClientDisconnected

        with monkeypatch.context() as patched:
            patched.setattr(world.kinds, "resolve", away)
            with pytest.raises(ClientDisconnected):
                service.reindex(world.desk, world.registry)
            with pytest.raises(ClientDisconnected):
                comparing.check(world.desk, world.registry)
        assert comparing.check(world.desk, world.registry) == []


class _Outbox:
    waiting = staticmethod(outbox.waiting)

    def __init__(self, acknowledge):
        self.acknowledge = acknowledge


def _second_desk(world):
    tm = transaction.TransactionManager(explicit=True)
    tm.begin()
    connection = world.desk.root._p_jar.db().open(transaction_manager=tm)
    return Desk(root=connection.root()["app"], tm=tm, clock=SystemClock(), locks=world.desk.locks)


class TestWork:
    def test_what_waited_before_the_index_was_made_is_not_indexed_twice(self, tmp_path, monkeypatch):
        engine = WhooshEngine(tmp_path / "index")
        with make_world(tmp_path, engine) as world:
            for number in (1, 2):
                world.put(number)
            broken = world.put(3, nonsense=1)
            monkeypatch.setattr(engine, "write", lambda docs, gone: written.append((list(docs), list(gone))))
            written = []
            assert indexer.work(world.desk, engine, world.kinds) == Drained(2, (broken,))
            assert written == []
            assert set(outbox.pending(world.desk.root)) == {broken}

    def test_many_waiting_make_the_index_anew(self, world, monkeypatch):
        monkeypatch.setattr(indexer, "MANY", 3)
        rebuilt = []
        monkeypatch.setattr(indexer, "rebuild", lambda *_args: rebuilt.append(1) or 0)
        for number in range(1, 4):
            world.put(number)
        indexer.work(world.desk, world.engine, world.kinds)
        assert rebuilt == []
        for number in range(4, 12):
            world.put(number)
        indexer.work(world.desk, world.engine, world.kinds)
        assert rebuilt == [1]


class TestOneIndexer:
    def test_the_second_does_nothing(self, tmp_path):
        engine = WhooshEngine(tmp_path / "index")
        with make_world(tmp_path, engine) as world:
            world.put(1)
            with WhooshEngine(tmp_path / "index").writing():
                assert service.catch_up(world.desk, world.registry) == Drained()
                with pytest.raises(IndexerBusy):
                    service.reindex(world.desk, world.registry)
            assert service.catch_up(world.desk, world.registry).done == 1
            assert indexer.drain(world.desk, engine, world.kinds.resolve) == Drained()

    def test_no_index_is_made_first(self, tmp_path):
        engine = WhooshEngine(tmp_path / "index")
        with make_world(tmp_path, engine) as world:
            world.put(1)
            assert indexer.drain(world.desk, engine, world.kinds.resolve) == Drained()
            assert comparing.check(world.desk, world.registry) != []
            indexer.work(world.desk, engine, world.kinds)
            assert comparing.check(world.desk, world.registry) == []
            assert engine.count() == 1

    @pytest.mark.parametrize("kind", ENGINES.values())
    def test_searching_goes_on_during_a_rebuild(self, tmp_path, kind):
        engine = kind(tmp_path / "index")
        with make_world(tmp_path, engine) as world:
            for number in (1, 2, 3):
                world.put(number, scopes=("u:d54",))
            service.catch_up(world.desk, world.registry)
            seen = []

            def progress(_done, _of):
                seen.append(engine.count())
                other.put(2, scopes=("u:d54",), title="ใหม่")

            other = type(world)(_second_desk(world), world.registry, engine)
            service.reindex(world.desk, world.registry, progress)
            assert seen == [3]
            assert comparing.check(world.desk, world.registry) == []
            assert outbox.pending(world.desk.root) == {}
