from __future__ import annotations

from datetime import timedelta

import pytest

from saraban.audit.service import verify
from saraban.registers.books import find_book, registers_of
from saraban.registers.checking import check
from saraban.registers.service import amend, issue, reserve, use_reserved, void


@pytest.fixture
def book(desk, registrar):
    entries = [issue(desk, registrar, unit="d54", series="send", subject=f"เรื่อง {i}") for i in range(5)]
    void(desk, registrar, entries[1].ref, "ผิด")
    amend(desk, registrar, entries[2].ref, {"subject": "แก้แล้ว"}, "ผิด")
    kept = reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today)
    used = reserve(desk, registrar, unit="d54", series="send", who="x", why="y", until=desk.today)
    use_reserved(desk, registrar, used.ref, subject="ใช้")
    assert kept.state == "reserved"
    return find_book(desk.root, "d54", "send", 2567)


def slugs(desk):
    return {p.slug for p in check(desk.root)}


def test_an_honest_store_has_no_problems(desk, book):
    desk.tm.commit()
    desk.tm.begin()
    assert check(desk.root) == []
    assert verify(desk.root) == []


@pytest.mark.parametrize(
    ("damage", "slug"),
    [
        (lambda b: b.entries.pop(3), "number-gap"),
        (lambda b: b.entries.pop(7), "entry-lost"),
        (lambda b: setattr(b.entries[1], "subject", "เรื่องอื่น"), "row-changed"),
        (lambda b: setattr(b.entries[3], "amendments", ()), "row-changed"),
        (lambda b: setattr(b.entries[2], "state", "issued"), "row-changed"),
        (lambda b: setattr(b.entries[2], "void_reason", ""), "void-unexplained"),
        (lambda b: setattr(b.entries[1], "state", "lost"), "entry-state"),
        (lambda b: setattr(b.entries[1], "n", 9), "entry-misplaced"),
        (lambda b: b.open.pop(6), "reservation-wrong"),
        (lambda b: b.open.update({99: 1}), "reservation-lost"),
        (lambda b: setattr(b.entries[1], "day", b.entries[1].day.replace(year=2023)), "year-wrong"),
        (lambda b: setattr(b.entries[4], "day", b.entries[4].day - timedelta(days=1)), "dated-back"),
        (lambda b: b.days.clear(), "days-wrong"),
        (lambda b: setattr(b, "year", 2566), "book-misplaced"),
        (lambda b: setattr(b, "start", 0), "number-gap"),
    ],
)
def test_damage_is_found(desk, book, damage, slug):
    damage(book)
    assert slug in slugs(desk)


def test_a_whole_book_that_is_gone_is_found(desk, book, registrar):
    issue(desk, registrar, unit="d54", series="receive", subject="x")
    del registers_of(desk.root).books["d54|send|2567"]
    assert "entry-lost" in slugs(desk)


def test_the_last_book_of_a_unit_that_is_gone_is_found(desk, book):
    registers_of(desk.root).books.clear()
    assert slugs(desk) == {"entry-lost"}


def test_without_the_chains_the_books_are_checked_by_themselves(desk, book):
    book.entries[1].subject = "เรื่องอื่น"
    assert check(desk.root, chains=False) == []


def test_a_problem_is_a_sentence_with_its_place(desk, book):
    book.entries.pop(3)
    assert str(check(desk.root)[0]) == "register/d54|send|2567: number 3 is missing; the next one is 4 [number-gap]"
