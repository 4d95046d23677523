"""คำขอซ้ำทำครั้งเดียว: the ledger, alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from ZODB.POSException import ConflictError

from saraban.core.clock import FixedClock
from saraban.core.content import KeptAnswers
from saraban.core.errors import Invalid
from saraban.core.idempotency import Answer, KeyReused, digest_of, once
from saraban.core.store import desk_on, lay_out, open_database

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Office:
    """A store with the ledger only, and a clock."""

    def __init__(self, directory):
        self.uri = f"file://{directory}/Data.fs"
        self.database = open_database(self.uri)
        self.clock = FixedClock(START)
        connection = self.database.open()
        lay_out(connection.root(), {"idempotency": KeptAnswers})
        connection.transaction_manager.commit()
        connection.close()

    @contextmanager
    def desk(self):
        with desk_on(self.database, self.uri) as desk:
            desk.clock = self.clock
            yield desk

    def ask(self, key="k1", body="one", caller="somchai", answer="done"):
        """One committed request; gives its answer and whether the work was done."""
        done = []

        def work():
            done.append(1)
            return Answer(201, answer)

        with self.desk() as desk:
            got = once(desk, caller, key, digest_of([body]), work)
            desk.tm.commit()
        return got, bool(done)


class TestOnce:
    def test_first_request_does_the_work(self, office):
        assert office.ask() == (Answer(201, "done"), True)

    def test_same_request_again_gets_the_first_answer(self, office):
        office.ask()
        assert office.ask(answer="other") == (Answer(201, "done", replayed=True), False)

    def test_other_body_is_refused(self, office):
        office.ask()
        with pytest.raises(KeyReused) as refused:
            office.ask(body="two")
        assert refused.value.status == 422

    def test_keys_belong_to_their_caller(self, office):
        office.ask()
        assert office.ask(caller="malee")[1]

    def test_failed_work_is_not_kept(self, office):
        def fail():
            raise Invalid("no")

        with office.desk() as desk, pytest.raises(Invalid):
            once(desk, "somchai", "k1", digest_of(["one"]), fail)
        assert office.ask()[1]

    @pytest.mark.parametrize("key", ["", " ", "ก", "a b", "x" * 201, "a\n"])
    def test_a_key_is_visible_ascii(self, office, key):
        with pytest.raises(Invalid):
            office.ask(key=key)

    @pytest.mark.parametrize(("days", "again"), [(29, False), (30, False), (31, True), (400, True)])
    def test_kept_thirty_days(self, office, days, again):
        office.ask()
        office.clock.real = START + timedelta(days=days)
        assert office.ask()[1] is again

    def test_old_shards_are_dropped(self, office):
        for days in range(0, 100, 4):
            office.clock.real = START + timedelta(days=days)
            office.ask(key=f"k{days}")
        with office.desk() as desk:
            assert len(desk.root["idempotency"].shards) <= 8

    def test_locks_in_the_work_let_the_earlier_writer_win(self, office):
        """The second request passes the first look, then waits for the register; its work is dropped."""
        entered, go = threading.Event(), threading.Event()
        answers = []

        def slow():
            with office.desk() as desk:

                def work():
                    entered.set()
                    go.wait(5)
                    desk.hold(["register"])
                    desk.root.info.store_id += "-slow"
                    return Answer(201, "slow")

                answers.append(once(desk, "somchai", "k1", digest_of(["one"]), work))
                desk.tm.commit()

        thread = threading.Thread(target=slow)
        thread.start()
        entered.wait(5)
        office.ask(answer="quick")
        go.set()
        thread.join(10)
        assert answers == [Answer(201, "quick", replayed=True)]
        with office.desk() as desk:
            assert not desk.root.info.store_id.endswith("-slow")

    def test_refused_because_the_first_has_been_done_meanwhile(self, office):
        """Waiting for the register, the second finds a duplicate, which is the first one's work."""
        with office.desk() as desk:

            def work():
                office.ask(answer="quick")
                desk.hold(["register"])
                raise Invalid("there is one already")

            assert once(desk, "somchai", "k1", digest_of(["one"]), work) == Answer(201, "quick", replayed=True)

    def test_same_moment_without_locks_is_a_conflict(self, office):
        with office.desk() as one, office.desk() as two:
            once(one, "somchai", "k1", digest_of(["one"]), lambda: Answer(200, "1"))
            once(two, "somchai", "k1", digest_of(["one"]), lambda: Answer(200, "2"))
            one.tm.commit()
            with pytest.raises(ConflictError):
                two.tm.commit()
        assert office.ask() == (Answer(200, "1", replayed=True), False)

    @pytest.fixture
    def office(self, tmp_path) -> Iterator[Office]:
        office = Office(tmp_path)
        yield office
        office.database.close()
