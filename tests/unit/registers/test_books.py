from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from saraban.agencies.service import find_unit, set_prefix
from saraban.core.errors import Invalid, Missing
from saraban.registers.books import (
    books_of,
    days_of,
    find,
    find_book,
    page,
    printed_number,
    read_book,
    series_for,
)
from saraban.registers.service import issue
from tests.common.actors import actor_with


def fill(desk, actor, count, **more):
    return [issue(desk, actor, unit="d54", series="receive", subject=f"เรื่องที่ {i}", **more).n for i in range(count)]


class TestPage:
    def test_the_last_page_comes_first(self, desk, registrar):
        fill(desk, registrar, 25)
        found = page(find_book(desk.root, "d54", "receive", 2567), limit=10)
        assert [e.n for e in found.entries] == list(range(16, 26))
        assert (found.next_from, found.previous_from) == (None, 6)

    def test_walks_both_ways_without_missing_one(self, desk, registrar):
        fill(desk, registrar, 25)
        book = find_book(desk.root, "d54", "receive", 2567)
        forward, at = [], 1
        while at is not None:
            found = page(book, at, limit=10)
            forward += [e.n for e in found.entries]
            at = found.next_from
        assert forward == list(range(1, 26))
        assert page(book, 21, 10).previous_from == 11
        assert page(book, 5, 10).previous_from == 1
        assert page(book, 1, 10).previous_from is None

    @pytest.mark.parametrize("beyond", [26, 10**6, 2**40])
    def test_beyond_the_end_is_empty_and_leads_back(self, desk, registrar, beyond):
        fill(desk, registrar, 25)
        found = page(find_book(desk.root, "d54", "receive", 2567), beyond, limit=10)
        assert (found.entries, found.next_from, found.previous_from) == ([], None, 16)

    def test_an_empty_book(self, desk, registrar):
        book = read_book(desk.root, registrar, unit="d54", series="receive", year=2567)
        found = page(book)
        assert (found.entries, found.next_from, found.previous_from, book.next) == ([], None, None, 1)
        assert find_book(desk.root, "d54", "receive", 2567) is None

    def test_by_day_with_letters_entered_late(self, desk, registrar):
        fill(desk, registrar, 3)
        fill(desk, registrar, 2, day=date(2024, 3, 6))
        fill(desk, registrar, 2)
        desk.clock.office += timedelta(days=1)
        fill(desk, registrar, 1)
        book = find_book(desk.root, "d54", "receive", 2567)
        assert [e.n for e in page(book, day=date(2024, 3, 8)).entries] == [1, 2, 3, 6, 7]
        assert [e.n for e in page(book, day=date(2024, 3, 6)).entries] == [4, 5]
        assert [e.n for e in page(book, day=date(2024, 3, 9)).entries] == [8]
        assert page(book, day=date(2024, 3, 7)).entries == []
        assert days_of(book) == [date(2024, 3, 6), date(2024, 3, 8), date(2024, 3, 9)]

    def test_a_day_in_pages(self, desk, registrar):
        fill(desk, registrar, 7)
        book = find_book(desk.root, "d54", "receive", 2567)
        first = page(book, day=desk.today, limit=3)
        second = page(book, first.next_from, 3, desk.today)
        last = page(book, second.next_from, 3, desk.today)
        assert [[e.n for e in p.entries] for p in (first, second, last)] == [[1, 2, 3], [4, 5, 6], [7]]
        assert (first.previous_from, second.previous_from, last.next_from) == (None, 1, None)


class TestFind:
    def test_by_number(self, desk, registrar):
        fill(desk, registrar, 3)
        assert find(desk.root, "d54", "receive", 2567, 2).subject == "เรื่องที่ 1"

    @pytest.mark.parametrize(
        "ref",
        [
            ("d54", "receive", 2567, 4),
            ("d54", "receive", 2566, 1),
            ("x", "receive", 2567, 1),
            ("d54", "receive", 2567, -1),
            ("d54", "receive", 2567, 2**70),
        ],
    )
    def test_what_there_is_not(self, desk, registrar, ref):
        fill(desk, registrar, 3)
        with pytest.raises(Missing):
            find(desk.root, *ref)


class TestReadBook:
    @pytest.mark.parametrize("role", ["registrar", "clerk", "head", "member", "auditor"])
    def test_is_read_by_who_works_in_the_unit(self, desk, registrar, role):
        fill(desk, registrar, 1)
        assert read_book(desk.root, actor_with(role), unit="d54", series="receive", year=2567).last == 1

    @pytest.mark.parametrize("actor", [actor_with("administrator"), actor_with("registrar", unit="school")])
    def test_is_hidden_from_others(self, desk, registrar, actor):
        fill(desk, registrar, 1)
        with pytest.raises(Missing):
            read_book(desk.root, actor, unit="d54", series="receive", year=2567)

    @pytest.mark.parametrize(("field", "value"), [("series", "x"), ("year", 2024)])
    def test_refuses_what_cannot_be(self, desk, registrar, field, value):
        with pytest.raises(Invalid) as error:
            read_book(desk.root, registrar, **{"unit": "d54", "series": "send", "year": 2567, field: value})
        assert error.value.field == field


def test_the_books_of_a_unit_are_its_own(desk, registrar):
    fill(desk, registrar, 1)
    issue(desk, registrar, unit="d54", series="order", subject="คำสั่ง")
    issue(desk, actor_with("registrar", unit="school"), unit="school", series="order", subject="คำสั่ง")
    assert [(b.unit, b.series, b.year) for b in books_of(desk.root, "d54")] == [
        ("d54", "order", 2567),
        ("d54", "receive", 2567),
    ]


def test_series_of_a_kind(desk):
    assert [series_for(find_unit(desk.root, "d54"), k) for k in ("memo", "seal", "external", "circular")] == [
        "send",
        "send",
        "send",
        "circular",
    ]
    assert [series_for(find_unit(desk.root, "split"), k) for k in ("memo", "seal")] == ["memo", "send"]


def test_a_number_is_printed_with_the_code_of_its_day(desk):
    set_prefix(desk.root, "d54", "กท 6401", date(2024, 7, 1))
    unit = find_unit(desk.root, "d54")
    assert printed_number(unit, "send", 9, 2567, date(2024, 6, 30)) == "กท 5401/9"
    assert printed_number(unit, "circular", 9, 2567, date(2024, 7, 1)) == "กท 6401/ว 9"
    assert printed_number(unit, "receive", 9, 2567, date(2024, 7, 1)) == "9"
    assert printed_number(unit, "order", 9, 2567, date(2024, 7, 1)) == "9/2567"


def test_entries_and_books_carry_the_list_of_their_unit(desk, registrar):
    desk.clock.office = datetime(2024, 3, 8, tzinfo=UTC)
    fill(desk, registrar, 1)
    book = find_book(desk.root, "d54", "receive", 2567)
    assert book.__acl__ == book.entries[1].__acl__ == find_unit(desk.root, "d54").__acl__
