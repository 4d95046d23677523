"""Directives that fall due and reserved numbers in the digest: to those whose work they are, until they are done."""

from datetime import timedelta

import pytest

from saraban.core.digests import Period
from saraban.core.permissions import Permission
from saraban.directives import service as directives
from saraban.news.duties import directives_part, reserved_part, units_of
from saraban.news.service import reader_of
from saraban.people.service import appoint
from saraban.registers.service import book_key, reserve, void
from tests.common.circular_world import hire
from tests.common.news_world import TODAY
from tests.unit.news.test_digest import leave
from tests.unit.news.test_feeds import events


@pytest.fixture
def ordered(world):
    """A directive of the head of d1 to its education section, due in so many days."""
    hire(world.desk.root, "head-d1", "d1", "head")
    world.keep()

    def order(days, text="ให้รายงานจำนวนนักเรียน", units=("d1-edu",)):
        due = None if days is None else TODAY + timedelta(days=days)
        form = directives.Given("head-d1", "d1.head-d1", TODAY - timedelta(days=30), "written", text, units, due)
        return directives.record_directive(world.desk, world.actor("reg-d1"), office="d1", form=form)

    return order


def told(world, part, person):
    reader = reader_of(world.desk.root, person, TODAY)
    found = part(world.desk, None, reader, Period(world.now - timedelta(days=1), world.now, TODAY))
    return [] if found is None else list(found.lines)


class TestDirectives:
    def test_overdue_ones_and_those_of_the_week_by_their_day(self, world, ordered):
        ordered(7, "ภายในสัปดาห์")
        ordered(-2, "เกินกำหนด")
        for days in (8, None):
            ordered(days, "ยังไม่ถึง")
        lines = told(world, directives_part, "staff-d1-edu")
        assert [one.text for one in lines] == ["เกินกำหนด", "ภายในสัปดาห์"]
        assert lines[0].note.mapping["day"] == "๖ มี.ค. ๒๕๖๗"
        assert lines[0].path.startswith("/directives/")

    def test_to_the_units_that_carry_it_out_and_once(self, world, ordered):
        ordered(1, units=("d1-edu", "d1-sch"))
        appoint(world.desk.root, person="staff-d1-sch", post="d1-edu.staff-d1-edu", since=TODAY)
        world.keep()
        assert [len(told(world, directives_part, p)) for p in ("staff-d1-edu", "staff-d1-sch")] == [1, 1]
        assert [told(world, directives_part, p) for p in ("staff-d1", "staff-d2", "boss")] == [[], [], []]

    def test_not_when_it_was_reported_or_withdrawn(self, world, ordered):
        one, other = ordered(1), ordered(1)
        directives.report(world.desk, world.actor("staff-d1-edu"), directive=one, text="ครบ")
        directives.withdraw(world.desk, world.actor("head-d1"), directive=other, text="ไม่ต้องแล้ว")
        assert told(world, directives_part, "staff-d1-edu") == []


class TestCalendar:
    """Directives stand in the calendar of those who carry them out, a month back and a year ahead."""

    def test_the_whole_day_with_its_words_and_page(self, world, ordered):
        one = ordered(30, "รายงาน,Passcode: 1234")
        (event,) = events(world, "staff-d1-edu")
        assert event["DTSTART;VALUE=DATE"] == f"{one.due:%Y%m%d}"
        assert event["SUMMARY"].startswith("ข้อสั่งการ: รายงาน\\,")
        assert "1234" not in str(event)
        assert event["URL"].endswith(f"/directives/{one.key}")
        assert event["UID"] == events(world, "staff-d1-edu")[0]["UID"]

    def test_only_to_those_whose_units_carry_it_out_and_while_it_is_open(self, world, ordered):
        one, other = ordered(30), ordered(3)
        assert [events(world, p) for p in ("staff-d1", "staff-d2", "boss")] == [[], [], []]
        directives.report(world.desk, world.actor("staff-d1-edu"), directive=one, text="ครบ")
        (event,) = events(world, "staff-d1-edu")
        assert event["URL"].endswith(other.key)
        leave(world, "staff-d1-edu")
        assert events(world, "staff-d1-edu") == []

    def test_within_the_span_and_no_longer_than_it_is_read(self, world, ordered):
        for days in (None, 401):
            ordered(days)
        ordered(-29, "ก" * 500)
        (event,) = events(world, "staff-d1-edu")
        assert event["SUMMARY"].endswith("ก…")
        assert len(event["SUMMARY"]) < 230


class TestReserved:
    @pytest.fixture
    def kept(self, world):
        world.desk.hold([book_key("d1", "send", 2567)])
        entry = reserve(
            world.desk, world.actor("reg-d1"), unit="d1", series="send", who="ฝ่ายการศึกษา", why="รอ", until=TODAY
        )
        world.keep()
        return entry

    def test_each_day_until_it_is_used_or_void(self, world, kept):
        (line,) = told(world, reserved_part, "reg-d1")
        assert line.text.endswith("๑ · ฝ่ายการศึกษา")
        assert line.path == "/registers/d1/send/2567/1"
        assert [told(world, reserved_part, p) for p in ("staff-d1", "reg-d2", "reg-d1-edu")] == [[], [], []]
        world.desk.hold([book_key("d1", "send", 2567)])
        void(world.desk, world.actor("reg-d1"), ref=kept.ref, reason="ไม่ใช้แล้ว")
        assert told(world, reserved_part, "reg-d1") == []


def test_a_role_that_reaches_down_is_not_meant(world):
    assert units_of(world.desk.root, "reg-d1", Permission.NUMBER_ISSUE, TODAY) == ["d1"]
    assert units_of(world.desk.root, "staff-d1", Permission.NUMBER_ISSUE, TODAY) == []
