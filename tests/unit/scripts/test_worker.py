"""The worker's turn: everything that is due, whatever happens to one of its duties."""

from __future__ import annotations

import io
import os
import time

import pytest
from ZODB.POSException import ConflictError

from saraban.audit.sealing import verify_seals
from saraban.core.store import SEAL_KEY
from saraban.files.service import check_in
from saraban.jobs.heartbeat import last_beat
from saraban.scripts.console import CommandFailed, Console
from saraban.scripts.seal_key import make_seal_key, read_seal_key
from saraban.scripts.worker import Duty, duties_of, turn
from saraban.search import outbox
from saraban.search.comparing import check, last_compared
from saraban.search.service import engine_of
from saraban.search.wellbeing import health
from tests.common.office import open_office
from tests.common.search_world import make_doc


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("worker"))
    make_seal_key(office.registry.saraban.var)
    yield Console(office.registry, office.database)
    office.close()


class TestTurn:
    def test_a_turn_does_everything(self, console):
        var = console.registry.saraban.var
        arrival = check_in(io.BytesIO(b"abc"), "a.txt", directory=var / "arrivals")
        os.utime(f"{arrival.path}.json", (1, 1))
        turn(console, duties_of(console))
        with console.desk() as desk:
            assert outbox.waiting(desk.root) == []
            assert len(desk.root["audit"].seals) == 1
            assert verify_seals(desk.root) == []
        assert last_beat(var) is not None
        assert list((var / "arrivals").iterdir()) == []

    def test_the_index_is_compared_with_the_store(self, console):
        """What differs is indexed again, and the health page says so; it is not compared again the same night."""
        engine = engine_of(console.registry)
        duties = [duty for duty in duties_of(console) if duty.name in {"index", "compare"}]
        console.registry.search_compared.unlink(missing_ok=True)
        turn(console, duties[:1])
        engine.write([make_doc(77)], ())
        for _turn in range(3):
            duties[1].due = 0.0
            turn(console, duties)
        compared = last_compared(console.registry.search_compared)
        assert compared.differences == 1
        with console.desk() as desk:
            figures = health(console.registry, desk.root).figures
            assert figures["differences"] == 1
            assert len(outbox.waiting(desk.root)) == 1
        duties[0].due = duties[1].due = 0.0
        turn(console, duties)
        with console.desk() as desk:
            assert check(desk, console.registry) == []
        assert last_compared(console.registry.search_compared) == compared

    def test_the_comparison_waits_where_people_come_back(self, console):
        console.registry.search_compared.unlink(missing_ok=True)
        turn(console, duties_of(console, time.monotonic() + 60))
        assert last_compared(console.registry.search_compared) is None
        duties = [duty for duty in duties_of(console, time.monotonic() - 1) if duty.name == "compare"]
        for _turn in range(3):
            turn(console, duties)
        assert last_compared(console.registry.search_compared) is not None

    def test_nothing_new_is_not_sealed_again(self, console):
        turn(console, duties_of(console))
        turn(console, duties_of(console))
        with console.desk() as desk:
            assert len(desk.root["audit"].seals) == 1

    @pytest.mark.parametrize("error", [ConflictError(), ValueError("broken")])
    def test_a_failure_does_not_stop_the_rest(self, console, error):
        done = []

        def fail(_console):
            raise error

        turn(console, [Duty("first", 60.0, fail), Duty("second", 60.0, done.append)])
        assert done == [console]

    def test_a_conflict_is_tried_again_at_once(self, console):
        def fail(_console):
            raise ConflictError

        duty = Duty("first", 60.0, fail)
        turn(console, [duty])
        assert duty.due == 0.0

    def test_what_is_not_due_waits(self, console):
        done = []
        duty = Duty("now and then", 60.0, done.append)
        turn(console, [duty])
        turn(console, [duty])
        assert len(done) == 1


class TestSealKey:
    def test_made_once_and_private(self, tmp_path):
        make_seal_key(tmp_path)
        first = (tmp_path / SEAL_KEY).read_bytes()
        make_seal_key(tmp_path)
        assert (tmp_path / SEAL_KEY).read_bytes() == first
        assert (tmp_path / SEAL_KEY).stat().st_mode & 0o777 == 0o600
        assert read_seal_key(tmp_path).sign(b"x")

    @pytest.mark.parametrize("text", [None, "not a key"])
    def test_unreadable(self, tmp_path, text):
        if text is not None:
            (tmp_path / SEAL_KEY).write_text(text)
        with pytest.raises(CommandFailed):
            read_seal_key(tmp_path)
