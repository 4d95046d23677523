"""กระดานของผู้อ่าน: what stands on it, its pages both ways, its filters, and the count of what is unread."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saraban.circulars import service
from saraban.circulars.board import board, publishing_units, unread_count, years
from saraban.circulars.lists import Wanted, board_of
from saraban.circulars.watching import set_aside
from saraban.core.permissions import Permission
from tests.common.circular_world import UNITS


def put_up(world, n=1, unit="d1", **form):
    """So many circulars of a unit, an hour apart; gives their letters, the newest first."""
    made = []
    for i in range(n):
        letter = world.letter(unit, f"เวียน {i}")
        service.publish(world.desk, world.actor(f"reg-{unit}"), letter=letter, unit=unit, **form)
        made.append(letter)
        world.keep()
        world.later(hours=1)
    return made[::-1]


def letters_on(page):
    return [row.letter for row in page.rows]


def look(world, person, after=None, limit=30, **wanted):
    return board(
        world.desk.root,
        world.actor(person),
        today=world.desk.today,
        wanted=Wanted(**wanted),
        after=after,
        limit=limit,
    )


class TestPages:
    def test_newest_first_and_both_ways(self, world):
        letters = put_up(world, 7)
        first = look(world, "staff-d2", limit=3)
        second = look(world, "staff-d2", limit=3, after=first.older)
        third = look(world, "staff-d2", limit=3, after=second.older)
        assert letters_on(first) + letters_on(second) + letters_on(third) == letters
        assert (first.newer, second.newer, third.older) == (None, 0, None)
        assert letters_on(look(world, "staff-d2", limit=3, after=third.newer)) == letters_on(second)

    def test_one_posting_for_several_audiences_stands_once(self, world):
        (letter,) = put_up(world, audience=("below:d1", "unit:d1-sch", "group:schools"))
        assert letters_on(look(world, "staff-d1-sch")) == [letter]
        assert letters_on(look(world, "staff-d2")) == []

    def test_postings_of_one_moment_stand_in_the_order_of_publishing(self, world):
        letters = [world.letter() for _n in range(5)]
        for letter in letters:
            service.publish(world.desk, world.actor("reg-d1"), letter=letter, unit="d1")
        assert letters_on(look(world, "staff-d2")) == letters[::-1]

    def test_pinned_ones_stand_apart_on_the_first_page(self, world, publisher):
        letters = put_up(world, 4)
        service.pin(world.desk, publisher, letter=letters[-1], pinned=True)
        page = look(world, "staff-d2", limit=2)
        assert [row.letter for row in page.pinned] == [letters[-1]]
        assert letters_on(page) == letters[:2]
        assert letters_on(look(world, "staff-d2", limit=2, after=page.older)) == letters[2:]
        assert look(world, "staff-d2", unread=True).pinned == ()


class TestFilters:
    @pytest.fixture
    def letters(self, world):
        return {
            ("d1", "policy"): put_up(world, category="policy"),
            ("d1", "training"): put_up(world, category="training"),
            ("d2", "policy"): put_up(world, unit="d2", category="policy"),
        }

    def test_by_category_and_unit(self, world, letters):
        assert letters_on(look(world, "staff-bma", category="policy")) == [
            *letters["d2", "policy"],
            *letters["d1", "policy"],
        ]
        assert letters_on(look(world, "staff-bma", unit="d1", category="policy")) == letters["d1", "policy"]
        assert letters_on(look(world, "staff-bma", unit="d1-edu")) == []

    def test_by_the_year_of_publishing_in_bangkok(self, world):
        world.later(days=298, hours=8)  # 31 December 2567, 17.01
        (old,) = put_up(world)
        world.later(hours=6)  # 1 January 2568, 00.01
        (new,) = put_up(world)
        assert letters_on(look(world, "staff-d2", year=2567)) == [old]
        assert letters_on(look(world, "staff-d2", year=2568)) == [new]
        assert letters_on(look(world, "staff-d2", year=2567, unread=True)) == [old]
        assert years(world.desk.root, world.actor("staff-d2"), world.desk.today) == [2568, 2567]

    def test_unread_only(self, world):
        letters = put_up(world, 5)
        for letter in (letters[0], letters[3]):
            world.reads("staff-d2", letter)
        page = look(world, "staff-d2", unread=True, limit=2)
        rest = look(world, "staff-d2", unread=True, limit=2, after=page.older)
        assert letters_on(page) + letters_on(rest) == [letters[1], letters[2], letters[4]]

    def test_expired_ones_stand_on_the_shelf_of_the_past(self, world, root):
        (letter,) = put_up(world, expires=world.desk.today)
        assert letters_on(look(world, "staff-d2")) == [letter]
        world.later(days=1)
        for _swept in range(2):  # with the sweep and without it
            assert letters_on(look(world, "staff-d2")) == []
            assert unread_count(root, world.actor("staff-d2"), today=world.desk.today) == 0
            set_aside(root, world.desk.today)
        assert letters_on(look(world, "staff-d2", past=True)) == [letter]
        assert world.actor("staff-d2").may(Permission.LETTER_READ, letter)  # it is still found by search
        assert set_aside(root, world.desk.today) == 0
        service.change(world.desk, world.actor("reg-d1"), letter=letter, expires=None)
        assert letters_on(look(world, "staff-d2")) == [letter]
        assert not board_of(root).expiring

    def test_only_units_that_the_reader_has_something_of(self, world, root):
        put_up(world, unit="d2", audience=("below:d2",))
        put_up(world)
        assert publishing_units(root, world.actor("staff-d2")) == ["d1", "d2"]
        assert publishing_units(root, world.actor("staff-d1")) == ["d1"]


class TestUnread:
    def test_counts_what_is_on_the_board_and_not_read(self, world, root):
        letters = put_up(world, 3)
        put_up(world, audience=("below:d1",))
        reader = world.actor("staff-d2")
        world.keep()
        assert unread_count(root, reader, today=world.desk.today) == 3
        world.acknowledges("staff-d2", letters[0])
        assert unread_count(root, reader, today=world.desk.today) == 2
        service.withdraw(world.desk, world.actor("reg-d1"), letter=letters[1], why="ผิด")
        assert unread_count(root, reader, today=world.desk.today) == 1
        world.keep()
        assert unread_count(root, reader, today=world.desk.today) == 1

    def test_what_is_long_ago_is_owed_no_more(self, world, root):
        put_up(world)
        world.later(days=91)
        assert unread_count(root, world.actor("staff-d2"), today=world.desk.today) == 0


AUDIENCES = ["all", *(f"{kind}:{code}" for kind in ("below", "unit") for code in UNITS), "group:schools"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(AUDIENCES), min_size=1, max_size=3), st.booleans(), st.booleans()),
        max_size=6,
    )
)
def test_the_board_is_what_the_gate_says(world, postings):
    """Every reader has those on the board that he may read by being in the audience, each once, and no others."""
    desk, live = world.desk, []
    publisher = world.actor("reg-d1")
    for audience, gone, _pinned in postings:
        letter = world.letter()
        service.publish(desk, publisher, letter=letter, unit="d1", audience=tuple(audience))
        letter.scopes = tuple(s for s in letter.scopes if s != "u:d1")  # by the board alone
        if gone:
            letter.scopes = (*letter.scopes, "u:d1")
            service.withdraw(desk, publisher, letter=letter, why="x")
        else:
            live.append(letter)
    for person in [f"staff-{code}" for code in UNITS]:
        reader = world.actor(person)
        wanted = [letter for letter in live[::-1] if reader.may(Permission.LETTER_READ, letter)]
        pages, after = [], None
        for _n in itertools.count():
            page = look(world, person, after=after, limit=2)
            pages += letters_on(page)
            after = page.older
            if after is None:
                break
        assert pages == wanted
        assert unread_count(desk.root, reader, today=desk.today) == len(wanted)
    desk.tm.abort()
    desk.tm.begin()
