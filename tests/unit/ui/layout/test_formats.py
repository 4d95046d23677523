from datetime import UTC, date, datetime

import pytest

from saraban.ui.layout.formats import Formats, initials

TODAY = date(2024, 3, 8)
MORNING = datetime(2024, 3, 8, 2, 1, tzinfo=UTC)


@pytest.fixture
def thai():
    return Formats("th", TODAY)


@pytest.fixture
def english():
    return Formats("en", TODAY)


class TestDigits:
    def test_thai_pages_show_thai_digits(self, thai):
        assert thai.digits("กท 0403/ว 32") == "กท ๐๔๐๓/ว ๓๒"
        assert thai.count(12345) == "๑๒,๓๔๕"

    def test_english_pages_show_arabic_digits(self, english):
        assert english.digits("กท ๐๔๐๓/ว ๓๒") == "กท 0403/ว 32"

    def test_nothing_stays_nothing(self, thai):
        assert thai.digits(None) == ""


class TestTime:
    def test_a_date_for_people_and_machines(self, thai):
        shown = thai.time(TODAY)
        assert shown == '<time datetime="2024-03-08" title="วันศุกร์ที่ ๘ มีนาคม ๒๕๖๗">๘ มี.ค. ๒๕๖๗</time>'
        assert shown.__html__() == shown

    def test_an_instant_is_told_in_bangkok(self, thai):
        shown = thai.time(MORNING, clock=True)
        assert 'datetime="2024-03-08T09:01+07:00"' in shown
        assert "๘ มี.ค. ๒๕๖๗ ๐๙.๐๑ น." in shown

    def test_the_day_turns_at_midnight_in_bangkok(self, thai):
        assert thai.day(datetime(2024, 3, 8, 17, 0, tzinfo=UTC)) == "๙ มี.ค. ๒๕๖๗"

    def test_english_keeps_the_buddhist_year(self, english):
        assert english.day(TODAY) == "8 Mar 2567"
        assert english.day(TODAY, "weekday") == "Friday, 8 Mar 2567"
        assert english.clock(MORNING) == "09:01"

    def test_no_date_shows_nothing(self, thai):
        assert (thai.time(None), thai.day(None), thai.clock(None)) == ("", "", "")


class TestDue:
    @pytest.mark.parametrize(
        ("day", "style", "group"),
        [
            (date(2024, 3, 6), "late", "late"),
            (date(2024, 3, 8), "soon", "today"),
            (date(2024, 3, 9), "later", "week"),
            (date(2024, 3, 14), "later", "week"),
            (date(2024, 3, 15), "later", "later"),
            (None, "later", "none"),
        ],
    )
    def test_groups_of_the_in_tray(self, thai, day, style, group):
        due = thai.due(day)
        assert (due.style, due.group) == (style, group)

    def test_late_says_by_how_much(self, thai):
        due = thai.due(date(2024, 3, 6))
        assert due.text.mapping == {"n": "๒"}
        assert due.iso == "2024-03-06"

    def test_today_says_the_time_where_there_is_one(self, thai):
        assert thai.due(TODAY, "16.30 น.").text.mapping == {"time": "๑๖.๓๐ น."}

    def test_this_week_says_the_weekday(self, thai, english):
        assert thai.due(date(2024, 3, 12)).text == "อังคาร ๑๒ มี.ค."
        assert english.due(date(2024, 3, 12)).text == "Tue 12 Mar"


class TestUrgency:
    def test_words_of_the_regulation_and_a_style(self, thai):
        assert thai.urgency("most_urgent").text == "ด่วนที่สุด"
        assert [thai.urgency(u).style for u in ("normal", "urgent", "very_urgent", "most_urgent")] == [
            "normal",
            "soon",
            "soon",
            "now",
        ]

    def test_english_words(self, english):
        assert english.urgency("urgent").text == "Urgent"


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "two"), [("นางสาวจันทร์ นาใจดี", "จน"), ("เก่ง ไกรสร", "กก"), ("Anna Berg", "AB"), ("", "?")]
    )
    def test_first_letters_without_leading_vowels_and_titles(self, name, two):
        assert initials(name) == two
