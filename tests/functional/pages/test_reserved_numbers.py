"""Reserved numbers of a year that closes: the list says what is to be done with them, until each is used or void."""

from datetime import timedelta

import pytest

from saraban.registers.amending import void
from saraban.registers.content import EntryRef
from saraban.registers.service import book_key, find, reserve
from saraban.thai.digits import to_thai
from saraban.ui.layout.formats import Formats
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

CLERK = "u-d54-clerk"
USE, VOID = "โปรดใช้หรือยกเลิกก่อนสิ้นปี", "ปีของเลขนี้สิ้นสุดแล้ว โปรดยกเลิกเลขพร้อมเหตุผล"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("reserved"))
    yield web
    web.office.close()


def test_the_list_says_each_day_once(web):
    with web.office.desk() as desk:
        desk.hold([book_key("d54", "send", 2567)])
        clerk = web.office.actor(desk, CLERK)
        later = desk.today + timedelta(days=30)
        entry = reserve(desk, clerk, unit="d54", series="send", who="ฝ่ายโยธา", why="รอลงนาม", until=later)
        desk.tm.commit()
    (row,) = [r for r in Person(web, CLERK).get("/numbers/d54").html.select("li[data-row]") if "ฝ่ายโยธา" in r.text]
    assert "รอลงนาม" in row.text
    assert row.text.count(Formats("th", later).day(later)) == 1
    with web.office.desk() as desk:
        desk.hold([book_key("d54", "send", 2567)])
        void(desk, web.office.actor(desk, CLERK), EntryRef("d54", "send", 2567, entry.n), "ไม่ใช้")
        desk.tm.commit()


def test_the_number_to_be_used_stands_in_thai_digits_and_is_kept_in_arabic(web):
    with web.office.desk() as desk:
        desk.hold([book_key("d54", "send", 2567)])
        later = desk.today + timedelta(days=30)
        entry = reserve(
            desk, web.office.actor(desk, CLERK), unit="d54", series="send", who="ฝ่ายโยธา", why="รอ", until=later
        )
        desk.tm.commit()
        stored = entry.number
    form = Person(web, CLERK).get(f"/registers/d54/send/2567/{entry.n}").forms["form-use"]
    assert form["number"].value == to_thai(stored)
    form["subject"] = "ใช้เลขที่จอง"
    form.submit(status=303)
    with web.office.desk() as desk:
        kept = find(desk.root, "d54", "send", 2567, entry.n)
        assert (kept.state, kept.number) == ("issued", stored)


def test_the_list_asks_for_them_to_be_used_or_void(web):
    web.office.clock.office = at(20, month=11)
    with web.office.desk() as desk:
        desk.hold([book_key("d54", "send", 2567)])
        clerk = web.office.actor(desk, CLERK)
        reserve(desk, clerk, unit="d54", series="send", who="ฝ่ายการศึกษา", why="รอ", until=desk.today)
        desk.tm.commit()
    clerk = Person(web, CLERK)
    pages = ["/numbers/d54", "/in-tray"]
    for page in pages:
        shown = clerk.get(page).text
        assert "ฝ่ายการศึกษา" in shown
        assert USE not in shown
        assert VOID not in shown
        assert "กันไว้" not in shown
    web.office.clock.office = at(30, month=12)
    for page in pages:
        shown = Person(web, CLERK).get(page).text
        assert USE in shown
        assert VOID not in shown
    assert "กันไว้ ๔๐ วันแล้ว" in Person(web, CLERK).get("/numbers/d54").text
    assert "เลขถัดไป" in Person(web, CLERK).get("/registers/d54/send/2567").text
    web.office.clock.office = at(2, month=1, year=2025)
    assert "เลขถัดไป" not in Person(web, CLERK).get("/registers/d54/send/2567").text, "its year is over"
    assert "เลขถัดไป" in Person(web, CLERK).get("/registers/d54/receive/2567").text, "what came late is entered there"
    for page in pages:
        shown = Person(web, CLERK).get(page).text
        assert VOID in shown
        assert USE not in shown
    form = Person(web, CLERK).get("/numbers/d54?do=reserve").forms["form"]
    refused = (
        fill(form, series="send", until="3 ม.ค. 68", who="ฝ่ายการศึกษา", why="รอ").submit("reserve", status=409).text
    )
    assert "ของปี ๒๕๖๗" in refused
    assert "ของปี 2567" not in refused
