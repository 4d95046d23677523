"""หนังสือเวียนรอเผยแพร่: on no board, in no count and readable to nobody by it before its day; up on the day, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saraban.agencies.content import AddresseeGroup
from saraban.agencies.service import set_group
from saraban.circulars import groups, planning, reading, service
from saraban.circulars.board import board, newer_of, unread_count
from saraban.circulars.events import CircularPublished
from saraban.circulars.lists import board_of
from saraban.circulars.published import published_by
from saraban.circulars.watching import count_staff, remind, set_aside
from saraban.circulars.wellbeing import health, late_ones
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Paper
from tests.common.circular_world import UNITS
from tests.unit.circulars.test_service import events, readers


@pytest.fixture
def planned(world, publisher):
    letter = world.letter()
    service.publish(world.desk, publisher, letter=letter, unit="d1", effective=world.desk.today + timedelta(days=1))
    world.keep()
    return letter


def on_board(world, person):
    page = board(world.desk.root, world.actor(person), today=world.desk.today)
    return [row.letter for row in (*page.pinned, *page.rows)]


def released(world):
    done = planning.release(world.desk)
    world.keep()
    return done


class TestBeforeItsDay:
    def test_it_is_nowhere(self, world, root, planned):
        assert readers(world, planned) == {"d1"}
        assert not on_board(world, "staff-d2")
        assert not on_board(world, "reg-d1")
        assert unread_count(root, world.actor("staff-d2"), today=world.desk.today) == 0
        assert not planned.circular
        assert not count_staff(root)

    def test_its_unit_sees_it_as_planned(self, root, publisher, planned):
        rows, _older = published_by(root, publisher, "d1")
        assert [(row.letter, row.posting.planned) for row in rows] == [(planned, True)]

    def test_nobody_reads_acknowledges_reminds_or_pins_it(self, world, publisher, planned):
        for verb in (reading.read_circular, reading.acknowledge_circular):
            with pytest.raises(Missing):
                verb(world.desk, publisher, letter=planned)
        with pytest.raises(Missing):
            reading.acknowledge_for_unit(world.desk, publisher, letter=planned, unit="d1")
        with pytest.raises(Conflict):
            remind(world.desk, publisher, letter=planned)
        with pytest.raises(Conflict):
            service.pin(world.desk, publisher, letter=planned, pinned=True)

    def test_it_stays_where_it_is(self, world, planned):
        assert released(world) == 0
        world.later(hours=14)  # 23.01 in Bangkok
        assert released(world) == 0
        assert readers(world, planned) == {"d1"}

    def test_it_is_planned_once(self, world, publisher, planned):
        with pytest.raises(Conflict):
            service.publish(world.desk, publisher, letter=planned, unit="d1")

    @pytest.mark.parametrize("days", [0, 3])
    def test_another_unit_with_the_letter_hears_nothing_of_it(self, world, root, planned, days):
        records.add_paper(root, Paper(new_id(), planned.id, "d2", ("u:d2",)))
        planned.scopes = (*planned.scopes, "u:d2")
        day = world.desk.today + timedelta(days=days)
        before = board_of(root).postings[planned.id]
        made = service.publish(world.desk, world.actor("reg-d2"), letter=planned, unit="d2", effective=day)
        world.keep()
        assert (made.unit, made.planned) == ("d2", days > 0)
        assert before.withdrawn_why == planning.OTHERS_FIRST
        [row] = published_by(root, world.actor("reg-d1"), "d1")[0]  # its unit sees what became of it
        assert row.posting is before
        with pytest.raises(Missing if days else NotAllowed):
            service.withdraw(world.desk, world.actor("reg-d1"), letter=planned, why="ผิด")
        world.later(days=1)
        released(world)
        assert board_of(root).postings[planned.id] is made
        assert on_board(world, "staff-d1") == ([planned] if days == 0 else [])

    def test_what_it_takes_the_place_of_stands_alone_until_then(self, world, root, publisher):
        old, new = world.letter(), world.letter()
        posting = service.publish(world.desk, publisher, letter=old, unit="d1")
        tomorrow = world.desk.today + timedelta(days=1)
        service.publish(world.desk, publisher, letter=new, unit="d1", effective=tomorrow, supersedes=(old,))
        assert newer_of(root, publisher, posting) is None
        world.later(days=1)
        released(world)
        assert newer_of(root, publisher, posting) is new

    @pytest.mark.parametrize("ended", ["withdrawn", "unfit"])
    def test_what_it_was_to_replace_can_be_replaced_by_another(self, world, root, publisher, ended):
        old, new, third = (world.letter() for _i in range(3))
        service.publish(world.desk, publisher, letter=old, unit="d1")
        tomorrow = world.desk.today + timedelta(days=1)
        service.publish(world.desk, publisher, letter=new, unit="d1", effective=tomorrow, supersedes=(old,))
        if ended == "withdrawn":
            service.withdraw(world.desk, publisher, letter=new, why="ผิด")
        else:
            new.state = "void"
            world.later(days=1)
            released(world)
        service.publish(world.desk, publisher, letter=third, unit="d1", supersedes=(old,))
        assert board_of(root).postings[old.id].superseded_by == third.id

    def test_others_who_read_the_letter_hear_nothing_of_the_plan(self, world, publisher):
        letter, never = (world.letter(scopes=("u:d1", "u:d2")) for _i in range(2))
        tomorrow = world.desk.today + timedelta(days=1)
        service.publish(world.desk, publisher, letter=letter, unit="d1", effective=tomorrow)
        told = []
        for asked in (letter, never):
            with pytest.raises(Missing) as refused:
                service.withdraw(world.desk, world.actor("reg-d2"), letter=asked, why="x")
            told.append(refused.value.message)
        assert told[0] == told[1]

    def test_its_group_is_in_use(self, world, root, publisher):
        key = groups.keep_group(world.desk, publisher, unit="d1", title="ใกล้กัน", units=["d2"])
        tomorrow = world.desk.today + timedelta(days=1)
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1", audience=(f"group:{key}",), effective=tomorrow)
        with pytest.raises(Conflict):
            groups.remove_group(world.desk, publisher, unit="d1", key=key)
        service.withdraw(world.desk, publisher, letter=letter, why="ผิด")
        groups.remove_group(world.desk, publisher, unit="d1", key=key)
        set_group(root, AddresseeGroup("near", "ใกล้กัน", ("d2",)))


class TestOnItsDay:
    def test_from_midnight_in_bangkok_it_is_for_all(self, world, root, planned):
        world.later(hours=15)  # 00.01 in Bangkok
        told = []
        world.desk.notify = told.append
        assert released(world) == 1
        assert readers(world, planned) == set(UNITS)
        assert on_board(world, "staff-d2") == [planned]
        assert planned.circular
        assert unread_count(root, world.actor("staff-d2"), today=world.desk.today) == 1
        assert told == [CircularPublished(planned.id, "d1")]

    def test_again_changes_nothing(self, world, root, planned):
        world.later(days=1)
        assert [released(world), released(world)] == [1, 0]
        assert events(root, "d1") == ["circular-planned", "circular-published"]
        assert len(board_of(root).by_id) == 1

    def test_it_is_as_new_as_its_day(self, world, root, publisher, planned):
        world.later(hours=20)
        other = world.letter()
        service.publish(world.desk, publisher, letter=other, unit="d1")
        world.later(days=1)
        released(world)
        assert on_board(world, "staff-d2") == [planned, other]
        assert [row.letter for row in published_by(root, publisher, "d1")[0]] == [planned, other]
        posting = board_of(root).postings[planned.id]
        assert posting.published_at == world.now
        assert posting.planned_at < posting.published_at

    def test_readers_and_staff_count_from_then_on(self, world, root, planned):
        world.later(days=1)
        released(world)
        assert count_staff(root) == 1
        world.acknowledges("staff-d2", planned)
        assert board_of(root).postings[planned.id].acknowledgers() == 1

    def test_one_that_became_void_meanwhile_is_withdrawn(self, world, root, planned):
        planned.state = "void"
        world.keep()
        world.later(days=1)
        assert [released(world), released(world)] == [1, 0]
        assert board_of(root).postings[planned.id].withdrawn_why == planning.UNFIT
        assert not world.actor("staff-d2").may(Permission.LETTER_READ, planned)

    def test_one_whose_last_day_is_over_too_goes_to_the_past(self, world, root, publisher):
        letter, tomorrow = world.letter(), world.desk.today + timedelta(days=1)
        service.publish(world.desk, publisher, letter=letter, unit="d1", effective=tomorrow, expires=tomorrow)
        world.later(days=5)
        released(world)
        assert not on_board(world, "staff-d2")
        assert set_aside(root, world.desk.today) == 1

    def test_the_health_page_tells_of_late_ones(self, world, root, planned):
        midnight = world.now + timedelta(hours=15)
        assert late_ones(root, midnight) == 0
        assert late_ones(root, midnight + timedelta(minutes=20)) == 1
        told = health(None, root)  # real time, years later
        assert (told.well, told.figures) == (False, {"planned": 1, "late": 1})
        world.later(days=1)
        released(world)
        assert health(None, root).well

    def test_a_board_made_before_there_were_plans(self, world, root, publisher):
        board_of(root).planned = None
        assert released(world) == 0
        assert health(None, root).figures["planned"] == 0
        tomorrow = world.desk.today + timedelta(days=1)
        service.publish(world.desk, publisher, letter=world.letter(), unit="d1", effective=tomorrow)
        world.later(days=1)
        assert released(world) == 1


class TestChangingThePlan:
    def test_another_day(self, world, publisher, planned):
        service.change(world.desk, publisher, letter=planned, effective=world.desk.today + timedelta(days=3))
        world.later(days=2)
        assert released(world) == 0
        world.later(days=1)
        assert released(world) == 1

    @pytest.mark.parametrize("days", [None, 0, -1])
    def test_at_once(self, world, root, publisher, planned, days):
        day = None if days is None else world.desk.today + timedelta(days=days)
        service.change(world.desk, publisher, letter=planned, effective=day)
        assert on_board(world, "staff-d2") == [planned]
        world.later(days=2)
        assert released(world) == 0
        assert events(root, "d1") == ["circular-planned", "circular-changed", "circular-published"]

    def test_its_category_and_last_day(self, world, root, publisher, planned):
        last = world.desk.today + timedelta(days=9)
        service.change(world.desk, publisher, letter=planned, category="policy", expires=last)
        assert not on_board(world, "staff-d2")
        world.later(days=1)
        released(world)
        assert on_board(world, "staff-d2") == [planned]

    def test_withdrawn(self, world, publisher, planned):
        service.withdraw(world.desk, publisher, letter=planned, why="ไม่ใช้แล้ว")
        world.later(days=1)
        assert released(world) == 0
        service.publish(world.desk, publisher, letter=planned, unit="d1")
        assert on_board(world, "staff-d2") == [planned]

    def test_what_is_up_is_not_taken_back_to_a_later_day(self, world, publisher):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1")
        with pytest.raises(Invalid) as refused:
            service.change(world.desk, publisher, letter=letter, effective=world.desk.today + timedelta(days=1))
        assert refused.value.field == "effective"
        service.change(world.desk, publisher, letter=letter, effective=world.desk.today - timedelta(days=1))
