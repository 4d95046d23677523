"""The feed and the calendar: well formed, in Bangkok's time, only what may be read now."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from saraban.circulars import service as circulars
from saraban.letters.content import Letter
from saraban.letters.values import Deadline
from saraban.news.feed import ATOM, circulars_feed
from saraban.news.ical import OCTETS, calendar, written
from saraban.news.waiting import Dated
from saraban.tasks import service as tasks
from tests.common.news_world import CODE, TODAY, circulate
from tests.unit.news.test_digest import leave, put

HOST = "https://saraban.example"


def titles(world, person):
    found = fromstring(circulars_feed(world.desk.root, world.actor(person), today=TODAY, host=HOST))
    assert found.tag == f"{{{ATOM}}}feed"
    return [e.text for e in found.findall(f"{{{ATOM}}}entry/{{{ATOM}}}title")]


def events(world, person):
    """The events as name -> value, unfolded."""
    text = calendar(world.desk.root, world.actor(person), today=TODAY, host=HOST).decode()
    rows = text.replace("\r\n ", "").split("\r\n")
    found = []
    for row in rows:
        name, _colon, value = row.partition(":")
        if row == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return found


class TestFeed:
    def test_of_the_own_board_newest_first_without_codes(self, world):
        circulate(world, "หนึ่ง <b>&\x0b")
        world.later(minutes=1)
        circulate(world, "สอง", audience=("below:d1",))
        assert titles(world, "staff-d1") == ["สอง Passcode: ••••••", "หนึ่ง <b>& Passcode: ••••••"]
        assert titles(world, "staff-d2") == ["หนึ่ง <b>& Passcode: ••••••"]

    def test_it_says_what_atom_asks_for(self, world):
        circulate(world, "หนึ่ง")
        raw = circulars_feed(world.desk.root, world.actor("staff-d1"), today=TODAY, host=HOST)
        feed = fromstring(raw)
        for tag in ("id", "title", "updated", "author"):
            assert feed.find(f"{{{ATOM}}}{tag}") is not None
            assert feed.find(f"{{{ATOM}}}entry/{{{ATOM}}}{tag}") is not None
        assert feed.find(f"{{{ATOM}}}entry/{{{ATOM}}}link").get("href").startswith(f"{HOST}/l/")
        assert raw == circulars_feed(world.desk.root, world.actor("staff-d1"), today=TODAY, host=HOST)
        assert CODE.encode() not in raw

    def test_withdrawn_and_moved_away(self, world):
        letter = circulate(world, "หนึ่ง")
        circulate(world, "สอง", audience=("unit:d1",))
        circulars.withdraw(world.desk, world.actor("reg-d1"), letter=letter, why="ผิด")
        world.keep()
        assert titles(world, "staff-d1") == ["สอง Passcode: ••••••"]
        leave(world, "staff-d1")
        assert titles(world, "staff-d1") == []

    def test_empty(self, world):
        assert titles(world, "staff-d1") == []
        assert ET.fromstring(circulars_feed(world.desk.root, world.actor("boss"), today=TODAY, host=HOST)) is not None


class TestCalendar:
    def test_a_meeting_at_its_hour_in_bangkok(self, world):
        circulate(world, "หนึ่ง")
        (event,) = events(world, "staff-d1")
        assert event["DTSTART;TZID=Asia/Bangkok"] == "20240313T100000"
        assert event["DTEND;TZID=Asia/Bangkok"] == "20240313T110000"
        assert event["SUMMARY"] == "ประชุม หนึ่ง Meeting ID: ••••••"
        assert event["TRANSP"] == "OPAQUE"
        assert (event["URL"].startswith(f"{HOST}/l/"), event["CLASS"]) == (True, "PRIVATE")

    def test_a_deadline_takes_the_whole_day(self, world):
        letter = world.letter(subject="ก,ข;ค\\ง", scopes=("p:staff-d1",))
        put(world, tasks.person_tray("staff-d1"), letter, due=date(2024, 3, 31))
        (event,) = events(world, "staff-d1")
        assert event["DTSTART;VALUE=DATE"] == "20240331"
        assert event["DTEND;VALUE=DATE"] == "20240401"
        assert event["SUMMARY"] == "ก\\,ข\\;ค\\\\ง"

    def test_only_what_may_be_read(self, world):
        circulate(world, "เขตหนึ่ง", audience=("below:d1",))
        gone = circulate(world, "ถอน")
        circulars.withdraw(world.desk, world.actor("reg-d1"), letter=gone, why="ผิด")
        put(world, tasks.person_tray("staff-d1"), world.letter(subject="ของเขา", scopes=("u:d2",)), due=TODAY)
        world.keep()
        assert [e["SUMMARY"][:16] for e in events(world, "staff-d1")] == ["ประชุม เขตหนึ่ง "]
        assert events(world, "staff-d2") == []
        leave(world, "staff-d1")
        assert events(world, "staff-d1") == []

    def test_a_letter_for_few_says_no_subject(self, world):
        letter = world.letter(subject="เรื่องสอบสวน", handling="personal", scopes=("p:staff-d1",))
        put(world, tasks.person_tray("staff-d1"), letter, due=TODAY)
        (event,) = events(world, "staff-d1")
        assert "สอบสวน" not in str(event)

    def test_far_away_days_are_left_out(self, world):
        days = (Deadline(TODAY - timedelta(days=40), "ก"), Deadline(TODAY + timedelta(days=500), "ข"))
        circulate(world, "หนึ่ง", deadlines=days)
        assert events(world, "staff-d1") == []

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_whatever_the_words_each_line_is_one_of_ours(self, words, subject):
        letter = Letter(1)
        letter.subject = subject
        one = Dated(
            letter, Deadline(TODAY, words.encode("utf-8", "ignore").decode()), "/l/x", datetime(2024, 3, 1, tzinfo=UTC)
        )
        raw = written([one, one], host=HOST, store="s")
        lines = raw.split(b"\r\n")
        assert all(len(line) <= OCTETS for line in lines)
        assert b"\n" not in raw.replace(b"\r\n", b"")
        names = [row.partition(b":")[0].partition(b";")[0] for row in raw.replace(b"\r\n ", b"").split(b"\r\n")]
        assert names.count(b"BEGIN") == names.count(b"END") == 5
        raw.decode("utf-8")
