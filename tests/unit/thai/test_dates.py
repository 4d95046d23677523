"""Dates and times as offices write them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.dates import (
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Conflict,
    DateError,
    find_weekday_conflicts,
    format_date,
    format_time,
    looks_like_time,
    parse_date,
    parse_dates_in,
    parse_time,
)
from saraban.thai.digits import to_arabic, to_thai

EIGHTH = date(2024, 3, 8)
days = st.dates(min_value=date(1857, 1, 1), max_value=date(2157, 12, 31))
scripts = st.sampled_from([to_thai, to_arabic])


class TestParseDate:
    @pytest.mark.parametrize(
        "written",
        [
            "ลว. ๘ มี.ค. ๖๗",
            "๘ มี.ค. ๒๕๖๗",
            "8 มีนาคม 2567",
            "2024-03-08",
            "2567-03-08",
            "8/3/67",
            "๘/๓/๒๕๖๗",
            "08-03-2567",
            "8.3.67",
            "8 มีนาคม พ.ศ. 2567",
            "8 มีนาคม ค.ศ. 2024",
            "๘ มีค ๖๗",
            "๘ มี . ค. ๖๗",
            "วันที่ ๘ เดือน มีนาคม พ.ศ. ๒๕๖๗",
            "ลงวันที่ ๘ มีนาคม ๒๕๖๗",
            "ณ วันที่ ๘ มีนาคม ๒๕๖๗",
            "8 มีนาคม 2024",
            "๘\u200bมีนาคม  ๒๕๖๗ ",
            "ลว ๘ มี.ค. ๖๗",
            "ลว.๘มี.ค.๖๗",
        ],
    )
    def test_one_day_in_every_form(self, written):
        parsed = parse_date(written)
        assert parsed.day == EIGHTH
        assert parsed.text == written
        assert not parsed.conflict

    def test_matching_weekday_passes(self):
        parsed = parse_date("วันศุกร์ที่ ๑๕ มี.ค. ๖๗")
        assert (parsed.day, parsed.weekday_written, parsed.conflict) == (date(2024, 3, 15), 4, False)

    @pytest.mark.parametrize(
        "written",
        ["วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗", "อาทิตย์ 12 มีนาคม 2567", "วันอาทิตย์ที่๑๒มี.ค.๖๗", "อา. 12/3/67", "วันอาทิตย์ 12-3-2567"],
    )
    def test_wrong_weekday_is_kept_and_flagged(self, written):
        parsed = parse_date(written)
        assert (parsed.day, parsed.weekday_written, parsed.conflict) == (date(2024, 3, 12), 6, True)
        assert parsed.text == written

    @pytest.mark.parametrize(
        ("written", "slug"),
        [
            ("09.01", "time-not-date"),
            ("วันที่ 09.01", "time-not-date"),
            ("๐๙.๐๑ น.", "time-not-date"),
            ("๓๑ กุมภาพันธ์ ๒๕๖๗", "no-such-day"),
            ("29 ก.พ. 2566", "no-such-day"),
            ("32/1/67", "no-such-day"),
            ("1/13/67", "no-such-day"),
            ("๑๕ มีนาคม", "no-year"),
            ("1 มกราคม 3000", "year-out-of-range"),
            ("8 มีนาคม พ.ศ. 2024", "year-out-of-range"),
            ("8 มีนาคม ค.ศ. 2567", "year-out-of-range"),
            ("วันนี้", "not-a-date"),
            ("", "not-a-date"),
            ("8 มีนาคม 256", "not-a-date"),
            ("99.99", "not-a-date"),
        ],
    )
    def test_refused_with_a_reason(self, written, slug):
        with pytest.raises(DateError) as caught:
            parse_date(written)
        assert caught.value.slug == slug

    @given(days, st.sampled_from(["short", "full", "weekday"]), st.sampled_from(["thai", "arabic"]))
    def test_printed_date_is_read_back(self, day, style, digits):
        parsed = parse_date(format_date(day, style, digits))
        assert parsed.day == day
        assert not parsed.conflict

    @given(days, scripts, st.sampled_from(["", "ลว. ", "ลงวันที่ ", "วันที่"]), st.sampled_from(["/", "-", "."]))
    def test_numeric_and_iso_forms(self, day, script, lead, sep):
        year = day.year + 543
        assert parse_date(script(f"{lead}{day.day}{sep}{day.month}{sep}{year}")).day == day
        assert parse_date(script(f"{lead}{day.isoformat()}")).day == day

    @given(st.dates(min_value=date(1957, 1, 1), max_value=date(2056, 12, 31)), scripts)
    def test_two_digit_years_are_of_this_century(self, day, script):
        written = f"{day.day} {SHORT_MONTHS[day.month - 1]} {(day.year + 543) % 100:02d}"
        assert parse_date(script(written)).day == day

    @given(days, st.integers(0, 6), st.sampled_from(["วัน{}ที่ ", "วัน{} ", "{}ที่ ", "{} ", "({}) "]), st.booleans())
    def test_every_spelling_of_a_weekday_is_compared(self, day, weekday, form, short):
        if form.startswith("("):
            form = "{} "
        name = SHORT_WEEKDAYS[weekday] if short and not form.startswith("วัน") else WEEKDAYS[weekday]
        written = f"{form.format(name)}{day.day} {MONTHS[day.month - 1]} {day.year + 543}"
        parsed = parse_date(written)
        assert parsed.weekday_written == weekday
        assert parsed.conflict == (day.weekday() != weekday)


class TestRunningText:
    TEXT = "พิจารณาดำเนินการ\n วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗\n และ เข้าร่วมประชุมในวันศุกร์ที่ ๑๕ มี.ค. ๖๗ เวลา ๑๐.๐๐ น."

    def test_conflicts(self):
        assert find_weekday_conflicts(self.TEXT) == [Conflict("วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗", date(2024, 3, 12), 1)]

    def test_dates_in_order_as_written(self):
        found = parse_dates_in(self.TEXT)
        assert [d.day for d in found] == [date(2024, 3, 12), date(2024, 3, 15)]
        assert all(d.text in self.TEXT for d in found)

    def test_impossible_days_are_left_out(self):
        assert parse_dates_in("ภายใน ๓๑ กุมภาพันธ์ ๒๕๖๗ หรือ ๑ มี.ค. ๒๕๖๗") == [parse_date("๑ มี.ค. ๒๕๖๗")]

    @pytest.mark.parametrize("text", ["1" + " " * 200_000, "1 " * 100_000, "วันศุกร์ที่ " * 20_000, "1 มี " * 30_000])
    def test_long_texts_take_no_long_time(self, text):
        assert parse_dates_in(text) == []

    def test_era_is_not_a_weekday(self):
        assert [d.weekday_written for d in parse_dates_in("พ.ศ. ๑๕ มี.ค. ๖๗")] == [None]

    @given(st.lists(st.dates(min_value=date(1957, 1, 1), max_value=date(2100, 1, 1)), max_size=4))
    def test_all_of_them(self, many):
        text = " และ".join(f"ภายใน{format_date(d, 'weekday')}" for d in many)
        assert [d.day for d in parse_dates_in(text)] == many
        assert find_weekday_conflicts(text) == []


class TestTimes:
    def test_stamp_time_in_the_date_slot(self):
        assert looks_like_time("09.01")
        assert parse_time("๐๙.๐๑ น.") == time(9, 1)

    @pytest.mark.parametrize("written", ["9:01", "เวลา ๐๙.๐๑ น.", "09.01 นาฬิกา", "09 . 01"])
    def test_forms(self, written):
        assert parse_time(written) == time(9, 1)

    @pytest.mark.parametrize("written", ["25.00", "10.75", "8 มี.ค. 67", "", "901"])
    def test_not_a_time(self, written):
        assert not looks_like_time(written)
        with pytest.raises(DateError, match="not-a-time"):
            parse_time(written)

    @given(st.times(), st.sampled_from(["thai", "arabic"]))
    def test_round_trip(self, value, digits):
        assert parse_time(format_time(value, digits)) == value.replace(second=0, microsecond=0, tzinfo=None)


def test_printed_forms():
    assert format_date(EIGHTH) == "๘ มี.ค. ๒๕๖๗"
    assert format_date(EIGHTH, "full") == "๘ มีนาคม ๒๕๖๗"
    assert format_date(EIGHTH, "weekday", "arabic") == "วันศุกร์ที่ 8 มีนาคม 2567"
    assert format_date(EIGHTH + timedelta(days=300), digits="arabic") == "2 ม.ค. 2568"
    assert format_time(time(9, 1)) == "๐๙.๐๑ น."
