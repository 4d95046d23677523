"""Whatever officers do, in whatever order, a book is 1..n: every number is there, none twice, every void explained."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from saraban.agencies.service import add_unit
from saraban.audit.content import AuditTrail
from saraban.audit.service import verify
from saraban.core.errors import SarabanError
from saraban.registers.books import book_key, find_book, open_reservations
from saraban.registers.checking import check
from saraban.registers.content import EntryRef, Registers
from saraban.registers.service import amend, issue, issuing, open_book_at, reserve, use_reserved, void
from tests.common.actors import actor_with
from tests.common.roots import desk_in_memory

SERIES = st.sampled_from(["receive", "send", "circular"])
WORDS = st.text(alphabet="กขคงจ ๑๒๓ab\x00\n", max_size=12)


class GivenUpError(Exception):
    pass


class Office(RuleBasedStateMachine):
    """Two registrars' worth of random work on three books, across the turn of two years; a model beside it."""

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        directory = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.desk = self.stack.enter_context(
            desk_in_memory(
                Path(directory), {"audit": AuditTrail, "registers": Registers}, datetime(2024, 12, 30, 3, tzinfo=UTC)
            )
        )
        add_unit(self.desk.root, code="d54", title="เขต", kind="agency", prefix="กท 5401")
        self.desk.tm.commit()
        self.actor = actor_with("registrar", "administrator")
        self.books = {}  # (series, year) -> list of states, in order
        self.starts = {}

    def teardown(self):
        self.stack.close()

    def attempt(self, series, work, *, give_up=False):
        """Do it in a transaction of its own, as a request would; gives the entry, or None when it was refused."""
        try:
            with issuing(self.desk, [book_key("d54", series, self.year)]):
                done = work()
                if give_up:
                    self.give_up()
        except (SarabanError, GivenUpError):
            return None
        return done

    def give_up(self):
        raise GivenUpError

    @property
    def year(self):
        return self.desk.today.year + 543

    def took(self, entry, state):
        if entry is not None:
            key = (entry.series, entry.year)
            states = self.books.setdefault(key, [])
            assert entry.n == self.starts.get(key, 1) + len(states)
            assert entry.day == self.desk.today
            states.append(state)

    def some(self, data):
        key = data.draw(st.sampled_from(sorted(self.books)))
        n = self.starts.get(key, 1) + data.draw(st.integers(-1, len(self.books[key])))
        ref = ("d54", *key, n)
        at = n - self.starts.get(key, 1)
        return key, ref, at if 0 <= at < len(self.books[key]) else None

    @initialize(start=st.integers(0, 5000))
    def open(self, start):
        done = self.attempt(
            "receive",
            lambda: open_book_at(
                self.desk, self.actor, unit="d54", series="receive", year=2567, start=start, why="ย้าย"
            ),
        )
        assert (done is not None) == (start > 0)
        if done is not None:
            self.starts["receive", 2567] = start

    @rule(series=SERIES, subject=WORDS, give_up=st.booleans())
    def issue(self, series, subject, give_up):
        entry = self.attempt(
            series, lambda: issue(self.desk, self.actor, unit="d54", series=series, subject=subject), give_up=give_up
        )
        assert (entry is None) == (give_up or not subject.strip() or "\x00" in subject)
        self.took(entry, "issued")

    @rule(series=SERIES, days=st.integers(-1, 3))
    def reserve(self, series, days):
        entry = self.attempt(
            series,
            lambda: reserve(
                self.desk,
                self.actor,
                unit="d54",
                series=series,
                who="ฝ่าย",
                why="รอ",
                until=self.desk.today + timedelta(days=days),
            ),
        )
        within = days >= 0 and (self.desk.today + timedelta(days=days)).year == self.desk.today.year
        left = any("reserved" in at for (of, year), at in self.books.items() if of == series and year < self.year)
        assert (entry is not None) == (within and not left)
        self.took(entry, "reserved")

    @precondition(lambda self: self.books)
    @rule(data=st.data())
    def use(self, data):
        key, ref, at = self.some(data)
        done = self.attempt(key[0], lambda: use_reserved(self.desk, self.actor, EntryRef(*ref), subject="ใช้"))
        usable = at is not None and self.books[key][at] == "reserved" and key[1] == self.year
        assert (done is not None) == usable
        if done is not None:
            self.books[key][at] = "issued"

    @precondition(lambda self: self.books)
    @rule(data=st.data(), reason=WORDS)
    def void(self, data, reason):
        key, ref, at = self.some(data)
        done = self.attempt(key[0], lambda: void(self.desk, self.actor, EntryRef(*ref), reason))
        sensible = bool(reason.strip()) and "\x00" not in reason
        assert (done is not None) == (sensible and at is not None and self.books[key][at] != "void")
        if done is not None:
            self.books[key][at] = "void"

    @precondition(lambda self: self.books)
    @rule(data=st.data(), subject=WORDS)
    def amend(self, data, subject):
        key, ref, at = self.some(data)
        done = self.attempt(key[0], lambda: amend(self.desk, self.actor, EntryRef(*ref), {"subject": subject}, "แก้"))
        assert done is None or self.books[key][at] == "issued"

    @precondition(lambda self: self.books)
    @rule(data=st.data(), after=st.integers(-2, 3))
    def insert(self, data, after):
        key, _where, _at = self.some(data)
        wanted = self.starts.get((key[0], self.year), 1) + len(self.books.get((key[0], self.year), [])) + after
        entry = self.attempt(
            key[0], lambda: issue(self.desk, self.actor, unit="d54", series=key[0], subject="แทรก", wanted=wanted)
        )
        assert (entry is not None) == (after == 0)
        self.took(entry, "issued")

    @rule(hours=st.integers(1, 40))
    def wait(self, hours):
        self.desk.clock.office += timedelta(hours=hours)

    @invariant()
    def books_are_whole(self):
        self.desk.tm.begin()
        try:
            for (series, year), states in self.books.items():
                book = find_book(self.desk.root, "d54", series, year)
                start = self.starts.get((series, year), 1)
                assert list(book.entries) == list(range(start, start + len(states)))
                assert [e.state for e in book.entries.values()] == states
                assert all(e.void_reason for e in book.entries.values() if e.state == "void")
            waiting = sum(states.count("reserved") for states in self.books.values())
            assert len(open_reservations(self.desk.root, "d54", date(2024, 1, 1))) == waiting
        finally:
            self.desk.tm.abort()

    @invariant()
    def checks_agree(self):
        self.desk.tm.begin()
        try:
            assert check(self.desk.root) == []
            assert verify(self.desk.root) == []
        finally:
            self.desk.tm.abort()


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
