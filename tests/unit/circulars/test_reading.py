"""การอ่าน รับทราบ และติดตามผล: each reader once, each unit exactly, and the reminders of those that have not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saraban.circulars import reading, service, watching
from saraban.circulars.lists import board_of
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.people.service import add_post, appoint, grant_acting
from saraban.tasks import service as tasks
from tests.common.circular_world import UNITS, hire


@pytest.fixture
def letter(world, publisher):
    letter = world.letter()
    service.publish(world.desk, publisher, letter=letter, unit="d1", audience=("below:d1",))
    world.keep()
    return letter


@pytest.fixture
def posting(root, letter):
    return board_of(root).postings[letter.id]


def standing(world, posting):
    return {s.unit: (s.staff, s.read, s.acknowledged) for s in watching.standings(world.desk.root, posting)}


class TestPerson:
    def test_reads_once_and_acknowledges_once(self, world, letter, posting):
        first = world.reads("staff-d1-sch", letter)
        world.later(minutes=5)
        assert world.reads("staff-d1-sch", letter) == first
        second = world.acknowledges("staff-d1-sch", letter)
        assert second.read_at == first.read_at
        assert second.acknowledged_at - first.read_at == timedelta(minutes=5)
        assert world.acknowledges("staff-d1-sch", letter) == second
        assert world.reads("staff-d1-sch", letter) == second
        assert standing(world, posting)["d1-sch"] == (2, 1, 1)

    def test_who_acknowledges_has_read(self, world, letter, posting):
        mark = world.acknowledges("staff-d1", letter)
        assert mark.read_at == mark.acknowledged_at
        assert (posting.readers(), posting.acknowledgers()) == (1, 1)

    @pytest.mark.parametrize("verb", ["reads", "acknowledges"])
    def test_what_was_acknowledged_while_it_waited_stays_so(self, world, letter, posting, monkeypatch, verb):
        """Two requests of one reader at once: the second finds what the first has made when it has the locks."""
        hold, first = world.desk.hold, []

        def hold_later(keys):
            if not first:
                first.append(None)
                first[0] = world.acknowledges("staff-d1", letter)
                world.later(minutes=5)
            hold(keys)

        monkeypatch.setattr(world.desk, "hold", hold_later)
        assert getattr(world, verb)("staff-d1", letter) == first[0]
        assert reading.mark_of(world.desk.root, "staff-d1", posting) == first[0]
        assert (posting.readers(), posting.acknowledgers()) == (1, 1)
        assert standing(world, posting)["d1"] == (2, 1, 1)

    def test_not_who_may_not_read_it_or_what_is_withdrawn(self, world, publisher, letter):
        with pytest.raises(Missing):
            reading.read_circular(world.desk, world.actor("staff-d2"), letter=letter)
        service.withdraw(world.desk, publisher, letter=letter, why="ผิด")
        with pytest.raises(Missing):
            reading.acknowledge_circular(world.desk, publisher, letter=letter)

    def test_two_posts_in_one_unit_are_one_reader_and_in_two_units_one_person(self, world, root, publisher):
        add_post(root, id="second", unit="d1-sch", title="ครูเวร")
        add_post(root, id="third", unit="d1-edu", title="ศึกษานิเทศก์")
        for post in ("second", "third"):
            appoint(root, person="staff-d1-sch", post=post)
        letter = world.letter()
        posting = service.publish(world.desk, publisher, letter=letter, unit="d1", audience=("below:d1",))
        world.keep()
        world.reads("staff-d1-sch", letter)
        assert standing(world, posting) == {"d1": (2, 0, 0), "d1-edu": (3, 1, 0), "d1-sch": (2, 1, 0)}
        found = watching.totals(root, posting)
        assert (found.persons, found.read, found.unread) == (6, 1, 5)

    def test_who_came_later_or_acts_for_somebody_counts_apart(self, world, root, letter, posting):
        today = world.desk.today
        grant_acting(
            root, person="staff-d2", post="d1.reg-d1", term="acting-in-post", instrument="คำสั่งที่ ๑", since=today,
            until=today + timedelta(days=9),
        )  # fmt: skip
        hire(root, "new", "d1-sch", "member", since=today + timedelta(days=1))
        world.keep()
        world.later(days=1)
        for person in ("staff-d2", "new", "staff-d1-sch"):
            world.reads(person, letter)
        assert standing(world, posting)["d1-sch"] == (2, 1, 0)
        found = watching.totals(root, posting)
        assert (found.persons, found.read, found.others, found.unread) == (6, 3, 2, 5)


class TestStaff:
    def test_counted_by_the_worker_as_on_the_day_of_publishing(self, world, root, letter, posting):
        assert watching.staff_of(root, posting) == ({"d1": 2, "d1-edu": 2, "d1-sch": 2}, 6)
        assert watching.count_staff(root) == 1
        hire(root, "new", "d1-sch", "member")
        assert watching.staff_of(root, posting) == ({"d1": 2, "d1-edu": 2, "d1-sch": 2}, 6)
        assert watching.count_staff(root) == 0

    def test_all_staff(self, world, root, publisher):
        posting = service.publish(world.desk, publisher, letter=world.letter(), unit="d1")
        counted = watching.staff_of(root, posting)
        watching.count_staff(root)
        assert watching.staff_of(root, posting) == counted
        assert counted == ({**dict.fromkeys(UNITS, 2), "bma": 3}, 13)


class TestUnit:
    def test_its_registry_acknowledges_once(self, world, root, letter, posting):
        registrar = world.actor("reg-d1-sch")
        first = reading.acknowledge_for_unit(world.desk, registrar, letter=letter, unit="d1-sch")
        world.later(hours=1)
        assert reading.acknowledge_for_unit(world.desk, registrar, letter=letter, unit="d1-sch") == first
        assert reading.unit_acknowledged_at(posting, "d1-sch") == first
        assert watching.totals(root, posting).units_acknowledged == 1
        assert standing(world, posting)["d1-sch"] == (2, 0, 0)  # a unit's acknowledgement is no person's

    @pytest.mark.parametrize(("person", "unit"), [("staff-d1-sch", "d1-sch"), ("reg-d1-sch", "d1"), ("reg-d2", "d2")])
    def test_not_by_others_nor_for_units_that_it_is_not_for(self, world, letter, person, unit):
        with pytest.raises((Missing, NotAllowed)):
            reading.acknowledge_for_unit(world.desk, world.actor(person), letter=letter, unit=unit)

    def test_which_units_are_left(self, world, root, letter, posting):
        codes = ["d1-sch", "d1", "d2"]
        assert reading.units_to_acknowledge(root, posting, codes) == ["d1-sch", "d1"]
        reading.acknowledge_for_unit(world.desk, world.actor("reg-d1"), letter=letter, unit="d1")
        assert reading.units_to_acknowledge(root, posting, codes) == ["d1-sch"]


class TestRemind:
    def tray(self, root, unit):
        return tasks.tray(root, tasks.unit_tray(unit))

    def test_those_that_have_not(self, world, root, publisher, letter):
        reading.acknowledge_for_unit(world.desk, world.actor("reg-d1-edu"), letter=letter, unit="d1-edu")
        assert watching.remind(world.desk, publisher, letter=letter) == ["d1", "d1-sch"]
        assert watching.remind(world.desk, publisher, letter=letter) == []  # one that lies there is not doubled
        (task,) = self.tray(root, "d1-sch")
        assert (task.what, task.letter) == ("circular", letter.id)
        reading.acknowledge_for_unit(world.desk, world.actor("reg-d1-sch"), letter=letter, unit="d1-sch")
        assert self.tray(root, "d1-sch") == []
        service.withdraw(world.desk, publisher, letter=letter, why="ผิด")
        assert self.tray(root, "d1") == []

    def test_those_that_are_named(self, world, publisher, letter):
        assert watching.remind(world.desk, publisher, letter=letter, units=["d1-sch"]) == ["d1-sch"]
        for units in (["d2"], ["nowhere"]):
            with pytest.raises(Invalid):
                watching.remind(world.desk, publisher, letter=letter, units=units)

    def test_nobody_is_left(self, world, publisher, letter):
        for unit in ("d1", "d1-edu", "d1-sch"):
            reading.acknowledge_for_unit(world.desk, world.actor(f"reg-{unit}"), letter=letter, unit=unit)
        with pytest.raises(Conflict):
            watching.remind(world.desk, publisher, letter=letter)

    def test_by_the_unit_that_published_it(self, world, letter):
        with pytest.raises(NotAllowed):
            watching.remind(world.desk, world.actor("reg-d1-sch"), letter=letter)
