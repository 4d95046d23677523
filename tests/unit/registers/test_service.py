from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from saraban.agencies.service import find_unit
from saraban.audit.service import records
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.registers.books import SERIES
from saraban.registers.content import EntryRef
from saraban.registers.events import BookOpened, EntryAmended, NumberIssued, NumberReserved, NumberVoided
from saraban.registers.service import (
    amend,
    book_key,
    find,
    find_book,
    issue,
    issuing,
    open_book_at,
    open_reservations,
    reserve,
    use_reserved,
    void,
)
from tests.common.actors import actor_with


def receive(desk, actor, subject="เรื่องทดสอบ", **more):
    return issue(desk, actor, unit="d54", series="receive", subject=subject, **more)


def send(desk, actor, subject="เรื่องทดสอบ", series="send", **more):
    return issue(desk, actor, unit="d54", series=series, subject=subject, **more)


class TestIssue:
    def test_numbers_from_one_and_counts_on(self, desk, registrar):
        assert [receive(desk, registrar).n for _ in range(3)] == [1, 2, 3]

    def test_keeps_the_columns_of_the_form(self, desk, registrar):
        entry = receive(
            desk,
            registrar,
            number="กท ๐๔๐๓/ว ๓๒",
            dated=date(2024, 3, 4),
            from_="สำนักงานเลขานุการ",
            to="ผู้อำนวยการเขต",
            subject="  การติดตาม\n ความคืบหน้า ",
            action="ฝ่ายปกครอง",
            remark="ด่วน",
            letter=7,
            paper=8,
        )
        desk.tm.commit()
        desk.tm.begin()
        kept = find(desk.root, "d54", "receive", 2567, 1)
        assert kept is entry
        assert (kept.number, kept.dated, kept.from_, kept.to, kept.subject, kept.action, kept.remark) == (
            "กท 0403/ว 32",
            date(2024, 3, 4),
            "สำนักงานเลขานุการ",
            "ผู้อำนวยการเขต",
            "การติดตาม ความคืบหน้า",
            "ฝ่ายปกครอง",
            "ด่วน",
        )
        assert (kept.letter, kept.paper, kept.day, kept.at, kept.by, kept.post) == (
            7,
            8,
            date(2024, 3, 8),
            desk.now,
            "u-clerk",
            "p-clerk",
        )

    @pytest.mark.parametrize(
        ("series", "printed"),
        [
            ("send", "กท 5401/1"),
            ("circular", "กท 5401/ว 1"),
            ("order", "1/2567"),
            ("announcement", "1/2567"),
            ("certificate", "1/2567"),
        ],
    )
    def test_writes_its_own_number_in_the_form_of_the_series(self, desk, registrar, series, printed):
        assert send(desk, registrar, series=series).number == printed

    def test_a_unit_without_a_code_prints_the_bare_number(self, desk):
        entry = issue(desk, actor_with("registrar", unit="school"), unit="school", series="circular", subject="x")
        assert entry.number == "ว 1"

    def test_each_series_counts_for_itself(self, desk, registrar):
        assert [send(desk, registrar, series=s).n for s in ("send", "circular", "order", "send")] == [1, 1, 1, 2]

    def test_letters_memos_and_seals_share_a_book_unless_split(self, desk, registrar):
        with pytest.raises(Invalid) as error:
            send(desk, registrar, series="memo")
        assert error.value.field == "series"
        entry = issue(desk, actor_with("registrar", unit="split"), unit="split", series="memo", subject="x")
        assert (entry.n, entry.number) == (1, "กท 5408/1")

    def test_the_year_turns_at_midnight_in_bangkok(self, desk, registrar):
        desk.clock.office = datetime(2024, 12, 31, 16, 59, 59, tzinfo=UTC)
        last = send(desk, registrar)
        desk.clock.office = datetime(2024, 12, 31, 17, 0, 0, tzinfo=UTC)
        first = send(desk, registrar)
        assert (last.year, last.n, last.day) == (2567, 1, date(2024, 12, 31))
        assert (first.year, first.n, first.day) == (2568, 1, date(2025, 1, 1))

    def test_a_letter_received_before_it_could_be_entered_keeps_its_day(self, desk, registrar):
        receive(desk, registrar)
        late = receive(desk, registrar, day=date(2024, 3, 6))
        assert (late.n, late.day, late.at) == (2, date(2024, 3, 6), desk.now)

    def test_own_numbers_are_never_dated_back(self, desk, registrar):
        send(desk, registrar)
        with pytest.raises(Conflict) as error:
            send(desk, registrar, day=date(2024, 3, 7))
        assert error.value.slug == "back-dated"

    @pytest.mark.parametrize("day", [date(2024, 3, 9), date(2023, 12, 31), date(1567, 3, 8)])
    def test_refuses_a_day_that_cannot_be(self, desk, registrar, day):
        with pytest.raises(Invalid) as error:
            send(desk, registrar, day=day)
        assert error.value.field == "day"

    @pytest.mark.parametrize("wanted", ["1/1", "๑/๑", 3, "0", "-1"])
    def test_nothing_is_put_between_two_numbers(self, desk, registrar, wanted):
        send(desk, registrar)
        with pytest.raises(Conflict) as error:
            send(desk, registrar, wanted=wanted)
        assert error.value.slug == "no-insertion"
        assert find_book(desk.root, "d54", "send", 2567).last == 1

    def test_the_next_number_may_be_asked_for(self, desk, registrar):
        send(desk, registrar)
        assert send(desk, registrar, wanted="๒").n == 2

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("subject", "ก" * 2001),
            ("subject", " \n "),
            ("subject", "ก\x00ข"),
            ("subject", "\ud800"),
            ("number", "1" * 201),
            ("from_", "ก\x07"),
            ("to", "ก" * 2001),
            ("action", "x" * 1001),
            ("remark", "x" * 1001),
            ("dated", date(2567, 3, 4)),
            ("dated", date(24, 3, 4)),
        ],
    )
    def test_refuses_what_cannot_stand_in_a_register_and_takes_no_number(self, desk, registrar, field, value):
        with pytest.raises(Invalid) as error:
            receive(desk, registrar, **{"subject": "เรื่อง", field: value})
        assert error.value.field == field.rstrip("_")
        assert find_book(desk.root, "d54", "receive", 2567) is None

    def test_a_subject_of_two_thousand_characters_is_taken(self, desk, registrar):
        assert len(receive(desk, registrar, subject="ก" * 2000).subject) == 2000

    @pytest.mark.parametrize("dated", [date(2023, 12, 29), date(2025, 1, 3)])
    def test_a_number_of_our_own_stands_under_no_date_of_another_year(self, desk, registrar, dated):
        with pytest.raises(Invalid) as error:
            send(desk, registrar, dated=dated)
        assert error.value.field == "dated"
        assert find_book(desk.root, "d54", "send", 2567) is None
        assert send(desk, registrar, dated=date(2024, 1, 3)).dated == date(2024, 1, 3)

    def test_the_number_of_its_owner_may_be_of_last_year(self, desk, registrar):
        assert send(desk, registrar, number="กท 5407/99", dated=date(2023, 12, 29)).number == "กท 5407/99"
        assert receive(desk, registrar, number="กท 5407/99", dated=date(2023, 12, 29)).n == 1

    def test_refuses_a_series_that_there_is_not(self, desk, registrar):
        with pytest.raises(Invalid):
            send(desk, registrar, series="secret")

    def test_a_closed_unit_takes_no_numbers(self, desk, registrar):
        find_unit(desk.root, "d54").active = False
        with pytest.raises(Conflict):
            send(desk, registrar)

    def test_a_clerk_receives_and_does_not_issue(self, desk):
        clerk = actor_with("clerk")
        assert receive(desk, clerk).n == 1
        with pytest.raises(NotAllowed):
            send(desk, clerk)

    def test_a_stranger_does_not_learn_that_there_is_a_book(self, desk):
        with pytest.raises(Missing):
            send(desk, actor_with("registrar", unit="school"))

    def test_who_may_send_or_signs_a_letter_takes_its_number(self, desk):
        head = actor_with("head")
        with pytest.raises(NotAllowed):
            send(desk, head)
        assert send(desk, head, letter=5).n == 1
        assert send(desk, head, letter=6, signed=True).n == 2

    def test_tells_upward_and_leaves_a_trace_without_words(self, desk, registrar):
        told = []
        desk.notify = told.append
        entry = send(desk, registrar, subject="ความลับ", letter=9)
        assert told == [NumberIssued(entry.ref, 9, 0)]
        (leaf,) = records(desk.root, "d54")
        assert (leaf.event, leaf.person, leaf.about["n"], leaf.about["series"]) == (
            "number-issued",
            "u-clerk",
            1,
            "send",
        )
        assert "ความลับ" not in str(leaf)

    def test_stores_the_entry_and_two_buckets_but_not_the_book(self, desk, registrar):
        receive(desk, registrar)
        desk.tm.commit()
        desk.tm.begin()
        receive(desk, registrar)
        changed = {type(o).__name__ for o in desk.root._p_jar._registered_objects}
        assert "Book" not in changed
        assert "Registers" not in changed


class TestIssuing:
    def test_commits_at_the_end(self, desk, registrar):
        with issuing(desk, [book_key("d54", "send", 2567)]):
            send(desk, registrar)
        desk.tm.begin()
        assert find(desk.root, "d54", "send", 2567, 1).state == "issued"

    def test_an_error_takes_no_number_and_frees_the_lock(self, desk, registrar):
        key = book_key("d54", "send", 2567)
        with pytest.raises(ZeroDivisionError), issuing(desk, [key]):
            send(desk, registrar)
            raise ZeroDivisionError
        with issuing(desk, [key]):
            assert send(desk, registrar).n == 1


class TestReserve:
    def test_takes_the_next_number_and_keeps_the_day(self, desk, registrar):
        told = []
        desk.notify = told.append
        entry = reserve(desk, registrar, unit="d54", series="send", who="ฝ่ายโยธา", why="รอลงนาม", until=desk.today)
        assert (entry.n, entry.state, entry.number, entry.day) == (1, "reserved", "กท 5401/1", date(2024, 3, 8))
        assert send(desk, registrar).n == 2
        assert told[0] == NumberReserved(entry.ref)

    @pytest.mark.parametrize("days", [-1, 91])
    def test_refuses_a_time_that_is_over_or_too_far(self, desk, registrar, days):
        with pytest.raises(Invalid) as error:
            reserve(
                desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today + timedelta(days=days)
            )
        assert error.value.field == "until"

    @pytest.mark.parametrize("blank", ["who", "why"])
    def test_asks_who_and_why(self, desk, registrar, blank):
        words = {"who": "x", "why": "y", blank: " "}
        with pytest.raises(Invalid) as error:
            reserve(desk, registrar, unit="d54", series="send", until=desk.today, **words)
        assert error.value.field == blank

    def test_open_ones_are_listed_over_the_turn_of_the_year_and_overdue_ones_marked(self, desk, registrar):
        desk.clock.office = datetime(2024, 12, 30, 3, tzinfo=UTC)
        old = reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today)
        desk.clock.office = datetime(2025, 1, 2, 3, tzinfo=UTC)
        new = reserve(desk, registrar, unit="d54", series="order", who="x", why="y", until=desk.today)
        found = open_reservations(desk.root, "d54", desk.today)
        assert [(r.entry.ref, r.is_overdue) for r in found] == [(old.ref, True), (new.ref, False)]
        assert open_reservations(desk.root, "school", desk.today) == []

    def test_is_kept_until_the_year_closes_at_the_latest(self, desk, registrar):
        desk.clock.office = datetime(2024, 12, 30, 3, tzinfo=UTC)
        with pytest.raises(Invalid) as error:
            reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=date(2025, 1, 1))
        assert error.value.field == "until"

    def test_waits_until_what_an_earlier_year_left_is_void(self, desk, registrar):
        desk.clock.office = datetime(2024, 12, 30, 3, tzinfo=UTC)
        old = reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today)
        desk.clock.office = datetime(2025, 1, 2, 3, tzinfo=UTC)
        words = {"unit": "d54", "series": "send", "who": "x", "why": "y", "until": desk.today}
        with pytest.raises(Conflict) as error:
            reserve(desk, registrar, **words)
        assert error.value.slug == "year-open"
        assert send(desk, registrar).n == 1
        void(desk, registrar, old.ref, "ไม่ได้ใช้")
        assert reserve(desk, registrar, **words).n == 2


class TestUseReserved:
    def test_not_once_its_year_has_closed(self, desk, registrar, reserved):
        desk.clock.office = datetime(2025, 1, 2, 3, tzinfo=UTC)
        with pytest.raises(Conflict) as error:
            use_reserved(desk, registrar, reserved.ref, subject="คำตอบ")
        assert error.value.slug == "year-closed"
        assert void(desk, registrar, reserved.ref, "ไม่ได้ใช้").state == "void"

    def test_fills_the_entry_and_keeps_the_date_of_the_reservation(self, desk, registrar, reserved):
        desk.clock.office += timedelta(days=3)
        entry = use_reserved(desk, registrar, reserved.ref, subject="คำตอบ", to="โรงเรียน", letter=4)
        assert (entry.state, entry.subject, entry.day, entry.number) == (
            "issued",
            "คำตอบ",
            date(2024, 3, 8),
            "กท 5401/1",
        )
        assert (entry.letter, entry.used_at, entry.used_by) == (4, desk.now, "u-clerk")
        assert open_reservations(desk.root, "d54", desk.today) == []

    @pytest.mark.parametrize("number", [None, "กท ๕๔๐๑/๑"])
    def test_not_under_a_date_of_another_year(self, desk, registrar, reserved, number):
        with pytest.raises(Invalid) as error:
            use_reserved(desk, registrar, reserved.ref, subject="เรื่อง", number=number, dated=date(2023, 12, 29))
        assert error.value.field == "dated"
        assert reserved.state == "reserved"

    def test_is_used_once(self, desk, registrar, reserved):
        use_reserved(desk, registrar, reserved.ref, subject="คำตอบ")
        with pytest.raises(Conflict) as error:
            use_reserved(desk, registrar, reserved.ref, subject="อีกครั้ง")
        assert error.value.slug == "not-reserved"

    def test_a_number_that_there_is_not(self, desk, registrar):
        with pytest.raises(Missing):
            use_reserved(desk, registrar, EntryRef("d54", "send", 2567, 99), subject="x")

    @pytest.fixture
    def reserved(self, desk, registrar):
        return reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today)


class TestVoid:
    def test_the_entry_stays_and_the_number_is_not_used_again(self, desk, registrar):
        entry = send(desk, registrar)
        told = []
        desk.notify = told.append
        void(desk, registrar, entry.ref, "ออกผิดเรื่อง")
        kept = find(desk.root, *entry.ref)
        assert (kept.state, kept.void_reason, kept.void_by, kept.void_at) == ("void", "ออกผิดเรื่อง", "u-clerk", desk.now)
        assert kept.subject == "เรื่องทดสอบ"
        assert send(desk, registrar).n == 2
        assert told[0] == NumberVoided(entry.ref, 0)

    def test_a_reservation_that_is_not_needed(self, desk, registrar):
        entry = reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today)
        void(desk, registrar, entry.ref, "ไม่ใช้แล้ว")
        assert open_reservations(desk.root, "d54", desk.today) == []

    def test_needs_a_reason(self, desk, registrar):
        entry = send(desk, registrar)
        with pytest.raises(Invalid) as error:
            void(desk, registrar, entry.ref, "  ")
        assert error.value.field == "reason"

    def test_once(self, desk, registrar):
        entry = send(desk, registrar)
        void(desk, registrar, entry.ref, "x")
        with pytest.raises(Conflict):
            void(desk, registrar, entry.ref, "y")

    def test_a_letters_number_goes_with_its_letter_only(self, desk, registrar):
        entry = send(desk, registrar, letter=5)
        with pytest.raises(Conflict) as error:
            void(desk, registrar, entry.ref, "x")
        assert error.value.slug == "belongs-to-letter"
        with pytest.raises(Conflict):
            void(desk, registrar, entry.ref, "x", letter=6)
        assert void(desk, actor_with("head"), entry.ref, "x", letter=5).state == "void"

    def test_naming_a_letter_gives_no_right_over_other_numbers(self, desk, registrar):
        entry = send(desk, registrar)
        with pytest.raises(Conflict):
            void(desk, actor_with("head"), entry.ref, "x", letter=5)

    def test_a_clerk_may_not(self, desk, registrar):
        entry = send(desk, registrar)
        with pytest.raises(NotAllowed):
            void(desk, actor_with("clerk"), entry.ref, "x")


class TestAmend:
    def test_keeps_what_stood_there(self, desk, registrar):
        entry = receive(desk, registrar, number="กท 1/1")
        told = []
        desk.notify = told.append
        desk.clock.office += timedelta(hours=1)
        amend(desk, registrar, entry.ref, {"number": "กท ๑/๒", "subject": "เรื่องใหม่"}, "พิมพ์ผิด")
        assert (entry.number, entry.subject) == ("กท 1/2", "เรื่องใหม่")
        assert [(a.field, a.old, a.new, a.by, a.at, a.why) for a in entry.amendments] == [
            ("number", "กท 1/1", "กท 1/2", "u-clerk", desk.now, "พิมพ์ผิด"),
            ("subject", "เรื่องทดสอบ", "เรื่องใหม่", "u-clerk", desk.now, "พิมพ์ผิด"),
        ]
        assert told == [EntryAmended(entry.ref, ("number", "subject"))]

    def test_only_ever_appends(self, desk, registrar):
        entry = receive(desk, registrar)
        for subject in ("ก", "ข", "ค"):
            amend(desk, registrar, entry.ref, {"subject": subject}, "แก้")
        assert [a.old for a in entry.amendments] == ["เรื่องทดสอบ", "ก", "ข"]

    @pytest.mark.parametrize("field", ["n", "day", "state", "letter", "salt", "unit"])
    def test_not_what_makes_the_number(self, desk, registrar, field):
        entry = receive(desk, registrar)
        with pytest.raises(Invalid) as error:
            amend(desk, registrar, entry.ref, {field: "1"}, "x")
        assert error.value.field == field

    @pytest.mark.parametrize("changes", [{}, {"subject": "เรื่องทดสอบ"}])
    def test_refuses_a_change_that_is_none(self, desk, registrar, changes):
        entry = receive(desk, registrar)
        with pytest.raises(Invalid):
            amend(desk, registrar, entry.ref, changes, "x")

    @pytest.mark.parametrize("changes", [{"subject": ""}, {"dated": date(2567, 1, 1)}, {"to": "ก\x00"}])
    def test_refuses_what_issuing_would_refuse(self, desk, registrar, changes):
        entry = receive(desk, registrar)
        with pytest.raises(Invalid):
            amend(desk, registrar, entry.ref, changes, "x")

    def test_a_clerk_may_not(self, desk, registrar):
        entry = receive(desk, registrar)
        with pytest.raises(NotAllowed):
            amend(desk, actor_with("clerk"), entry.ref, {"subject": "y"}, "x")

    def test_not_to_a_date_of_another_year_under_a_number_of_our_own(self, desk, registrar):
        entry = send(desk, registrar, dated=date(2024, 3, 8))
        with pytest.raises(Invalid) as error:
            amend(desk, registrar, entry.ref, {"dated": date(2023, 12, 29)}, "ผิด")
        assert error.value.field == "dated"
        owner = send(desk, registrar, number="กท 5407/99", dated=date(2024, 1, 3))
        assert amend(desk, registrar, owner.ref, {"dated": date(2023, 12, 29)}, "ผิด").dated == date(2023, 12, 29)
        taken = receive(desk, registrar, dated=date(2024, 1, 3))
        assert amend(desk, registrar, taken.ref, {"dated": date(2023, 12, 29)}, "ผิด").dated == date(2023, 12, 29)

    def test_not_a_void_entry(self, desk, registrar):
        entry = receive(desk, registrar)
        void(desk, registrar, entry.ref, "x")
        with pytest.raises(Conflict):
            amend(desk, registrar, entry.ref, {"subject": "y"}, "x")


class TestOpenBookAt:
    def test_the_first_number_is_the_one_given(self, desk, registrar, administrator):
        told = []
        desk.notify = told.append
        book = self.open(desk, administrator)
        assert told == [BookOpened("d54", "receive", 2567, 3398)]
        assert (book.opened.by, book.opened.why, book.opened.at) == ("u-admin", "ย้ายจากทะเบียนกระดาษ", desk.now)
        assert [receive(desk, registrar).n for _ in range(2)] == [3398, 3399]

    def test_once(self, desk, administrator):
        self.open(desk, administrator)
        with pytest.raises(Conflict) as error:
            self.open(desk, administrator, start=5)
        assert error.value.slug == "opened-already"

    def test_only_while_empty(self, desk, registrar, administrator):
        receive(desk, registrar)
        with pytest.raises(Conflict) as error:
            self.open(desk, administrator)
        assert error.value.slug == "book-not-empty"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("start", 0), ("start", 10**8), ("why", " "), ("year", 2024), ("series", "x"), ("series", "memo")],
    )
    def test_refuses_what_cannot_be(self, desk, administrator, field, value):
        with pytest.raises(Invalid) as error:
            self.open(desk, administrator, **{field: value})
        assert error.value.field == field

    def test_a_registrar_may_not(self, desk, registrar):
        with pytest.raises(Missing):
            self.open(desk, registrar)

    def open(self, desk, actor, **more):
        given = {"unit": "d54", "series": "receive", "year": 2567, "start": 3398, "why": "ย้ายจากทะเบียนกระดาษ", **more}
        return open_book_at(desk, actor, **given)


def test_every_series_has_a_thai_name():
    assert all(name.startswith("ทะเบียน") for name in SERIES.values())
