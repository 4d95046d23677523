"""หน้าของผู้เวียน: publishing to some, who has read, reminders, groups, categories; and the reader's side of it."""

from __future__ import annotations

import csv
import io
import re
from types import SimpleNamespace

import pytest

from saraban.circulars.lists import board_of
from saraban.circulars.planning import release
from saraban.core.ids import new_id
from saraban.letters import endorsing
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.search.interfaces import Query
from saraban.search.service import find
from saraban.thai.digits import to_arabic
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.printed import bare, printed_pages
from tests.common.web import open_web

SUBJECT, NOTE = "แนวทางการใช้รหัสผ่านครั้งเดียว", "เห็นควรให้ฝ่ายการคลังตรวจสอบก่อน"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("kept"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def people(web):
    names = ("u-d54-clerk", "u-sch-1-teacher", "u-sch-1-clerk", "u-sch-2-clerk", "u-d53-clerk", "u-bma-admin")
    return {name: Person(web, name) for name in names}


@pytest.fixture(scope="module")
def told(web, people):
    """A letter that the district registered, with a note of its own, circulated to it and its schools by hand."""
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, "u-d54-clerk")
        made = register_incoming(desk, clerk, unit="d54", form=Incoming(subject=SUBJECT, number="ลต 7", body="BMA OTP"))
        desk.tm.commit()
        desk.tm.begin()
        endorsing.propose(desk, clerk, paper=made.paper, to="ผู้อำนวยการเขต", to_post="d54.director", text=NOTE)
        desk.tm.commit()
        told = SimpleNamespace(letter=made.letter.key, paper=made.paper.key, id=made.letter.id)
    form = people["u-d54-clerk"].get(f"/l/{told.letter}/publish").forms["publish"]
    form["audience"] = "some"
    told.refused = fill(form, category="training").submit(status=422)
    form = told.refused.forms["publish"]
    told.kept = form["category"].value
    fill(form, to=["below:d54"], effective="๘ มี.ค. ๖๗", expires="30 เม.ย. 2567").submit(status=303)
    return told


def row_of(page, letter):
    rows = page.html.select("li.circular")
    return next((r for r in rows if r.select_one(f'a[href="/l/{letter}"]')), None)


class TestReader:
    def test_the_form_comes_back_as_it_was_typed(self, told):
        assert told.kept == "training"
        assert "เลือกผู้รับหนังสือเวียน" in told.refused.text

    def test_it_is_on_the_board_of_those_it_is_for(self, people, told):
        row = row_of(people["u-sch-1-teacher"].get("/circulars?category=training"), told.letter)
        assert "สำนักงานเขตหนองจอกและหน่วยงานในสังกัดทั้งหมด" in row.text
        assert "มีผลตั้งแต่ ๘ มี.ค. ๒๕๖๗" in row.text
        assert "ถึง ๓๐ เม.ย. ๒๕๖๗" in row.text
        assert row_of(people["u-sch-1-teacher"].get("/circulars?category=policy"), told.letter) is None

    def test_nobody_else_meets_it(self, web, people, told):
        stranger = people["u-d53-clerk"]
        assert SUBJECT not in stranger.get("/circulars?unit=d54").text
        stranger.get(f"/l/{told.letter}", status=404)
        assert f"/l/{told.letter}" not in stranger.find("รหัสผ่านครั้งเดียว")
        with web.office.desk() as desk:
            counts = {
                who: find(
                    desk, web.office.registry, web.office.actor(desk, who), Query("รหัสผ่านครั้งเดียว", frozenset())
                ).total
                for who in ("u-d53-clerk", "u-sch-1-teacher")
            }
        assert counts == {"u-d53-clerk": 0, "u-sch-1-teacher": 1}

    def test_looking_writes_nothing_and_the_page_says_that_it_was_read(self, web, people, told):
        teacher = people["u-sch-1-teacher"]
        before = web.office.database.lastTransaction()
        page = teacher.get(f"/l/{told.letter}")
        teacher.get("/circulars")
        assert web.office.database.lastTransaction() == before
        form = page.forms["circular-read"]
        assert form.action == f"/circulars/{told.letter}/read"
        for _again in range(2):
            form.submit(status=303)
        assert posting(web, told).readers() == 1
        assert "circular-read" not in teacher.get(f"/l/{told.letter}").forms

    def test_the_unread_count_of_the_rail(self, people, told):
        page = people["u-sch-1-clerk"].get("/circulars?unread=1")
        before = count(page)
        people["u-sch-1-clerk"].get(f"/l/{told.letter}").forms["circular-read"].submit()
        assert count(people["u-sch-1-clerk"].get("/circulars")) == before - 1
        assert row_of(people["u-sch-1-clerk"].get("/circulars?unread=1"), told.letter) is None

    def test_acknowledged_in_one_press_from_the_board(self, people, told):
        teacher = people["u-sch-1-teacher"]
        page = teacher.get("/circulars?category=training")
        form = next(f for f in page.forms.values() if f.action == f"/circulars/{told.letter}/acknowledge")
        after = form.submit(status=303).follow()
        assert row_of(after, told.letter).select_one(".circular-read")
        assert "ท่านรับทราบแล้ว" in teacher.get(f"/l/{told.letter}").text

    def test_of_the_units_notes_he_learns_nothing(self, web, people, told):
        teacher = people["u-sch-1-teacher"]
        assert NOTE not in teacher.get(f"/l/{told.letter}").text
        teacher.get(f"/p/{told.paper}", status=404)
        teacher.get(f"/p/{told.paper}/rendition.pdf", status=404)
        assert bare(NOTE) not in "".join(printed_pages(teacher.get(f"/l/{told.letter}/rendition.pdf").body))
        assert teacher.find("ฝ่ายการคลังตรวจสอบก่อน") == set()
        assert NOTE in people["u-d54-clerk"].get(f"/p/{told.paper}").text
        assert (
            NOTE
            not in teacher.get(f"/l/{told.letter}?tab=facts").text + teacher.get(f"/l/{told.letter}?tab=rights").text
        )

    def test_he_is_told_why_he_sees_it(self, people, told):
        page = people["u-sch-1-teacher"].get(f"/l/{told.letter}?tab=rights")
        assert "เป็นหนังสือเวียนถึง สำนักงานเขตหนองจอกและหน่วยงานในสังกัดทั้งหมด" in page.text

    def test_the_registry_acknowledges_for_its_unit(self, web, people, told):
        clerk = people["u-sch-1-clerk"]
        page = clerk.get(f"/l/{told.letter}")
        (form,) = (f for f in page.forms.values() if f.action.endswith("/unit-acknowledge"))
        for _again in range(2):
            form.submit(status=303)
        assert "รับทราบแล้วเมื่อ" in clerk.get(f"/l/{told.letter}").html.select_one("#circular").text
        assert list(posting(web, told).by_units) == ["d54-sch-1"]


class TestPublisher:
    def test_sees_the_counts_the_chart_and_the_table(self, people, told):
        page = people["u-d54-clerk"].get(f"/circulars/{told.letter}/readers")
        cells = [td.text.strip() for td in unit_row(page, "d54-sch-1", done=True).select("td")]
        assert cells[1:5] == ["๓", "๒", "๑", "๑"]
        assert "๑๖ มี.ค." not in cells[6]
        assert "๘ มี.ค. ๒๕๖๗" in cells[6]
        bars = unit_row(page, "d54-sch-1", done=True).select("rect")
        assert [float(r["width"]) for r in bars] == [33.3, 33.3, 33.3]
        assert not re.search(r"\sstyle=", page.text)

    def test_reminds_those_that_have_not(self, people, told):
        page = people["u-d54-clerk"].get(f"/circulars/{told.letter}/readers?late=1")
        form = page.forms["remind"]
        for box in form.fields["unit"]:
            box.checked = box._value == "d54-sch-2"
        assert "เตือนแล้ว ๑ หน่วยงาน" in form.submit(status=303).follow().text
        again = people["u-d54-clerk"].get(f"/circulars/{told.letter}/readers")
        assert "เตือนเมื่อ" in unit_row(again, "d54-sch-2").text
        school = people["u-sch-2-clerk"]
        assert "หน่วยงานยังไม่รับทราบหนังสือเวียน" in school.get("/in-tray").text
        page = school.get(f"/l/{told.letter}")
        next(f for f in page.forms.values() if f.action.endswith("/unit-acknowledge")).submit(status=303)
        assert "หน่วยงานยังไม่รับทราบหนังสือเวียน" not in school.get("/in-tray").text

    def test_exports_the_list(self, people, told):
        answer = people["u-d54-clerk"].get(f"/circulars/{told.letter}/readers.csv")
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
        school = next(r for r in rows if r[2] == "d54-sch-1")
        assert school[1] == "สำนักงานเขตหนองจอก"
        assert school[3:7] == ["3", "2", "1", "1"]
        assert rows[-1][0].startswith("รวม")
        assert people["u-d54-clerk"].get(f"/circulars/{told.letter}/readers.xlsx").body[:2] == b"PK"
        for kind in ("", ".csv", ".xlsx"):
            people["u-d53-clerk"].get(f"/circulars/{told.letter}/readers{kind}", status=404)
            people["u-sch-1-teacher"].get(f"/circulars/{told.letter}/readers{kind}", status=403)

    def test_pins_and_changes_it(self, people, told):
        clerk = people["u-d54-clerk"]
        clerk.get(f"/circulars/{told.letter}/readers").forms["pin"].submit(status=303)
        top = people["u-sch-1-teacher"].get("/circulars").html.select_one("ul.list")
        assert "ปักหมุด" in top.select_one(".group").text
        assert SUBJECT in top.text
        form = clerk.get(f"/circulars/{told.letter}/change").forms["change"]
        fill(form, expires="1 มกราคม 2560").submit(status=422)
        fill(form, expires="", category="policy").submit(status=303)
        assert "ถึง ๓๐" not in row_of(people["u-sch-1-teacher"].get("/circulars?category=policy"), told.letter).text

    def test_a_later_one_takes_its_place(self, web, people, told):
        clerk = people["u-d54-clerk"]
        with web.office.desk() as desk:
            actor = web.office.actor(desk, "u-d54-clerk")
            newer = register_incoming(
                desk, actor, unit="d54", form=Incoming(subject="แนวทางใหม่", number="ลต 8")
            ).letter.key
            desk.tm.commit()
        form = clerk.get(f"/l/{newer}/publish").forms["publish"]
        form["audience"] = "some"
        fill(form, to=["unit:d54"], units="โรงเรียนที่ไม่มี", supersedes="ลต 7").submit(status=422)
        fill(form, units="d54-sch-2", supersedes="ลต 99").submit(status=422)
        fill(form, supersedes="ลต 7").submit(status=303)
        assert f'href="/l/{newer}"' in clerk.get(f"/l/{told.letter}").html.select_one("#circular").decode()
        assert f'href="/l/{told.letter}"' in clerk.get(f"/l/{newer}").html.select_one("#circular").decode()
        hidden = people["u-sch-1-teacher"].get(f"/l/{told.letter}").html.select_one("#circular").decode()
        assert newer not in hidden
        assert "แทน" not in hidden

    def test_the_list_of_the_unit(self, people, told):
        page = people["u-d54-clerk"].get("/circulars/own?unit=d54")
        assert SUBJECT in page.text
        people["u-d53-clerk"].get("/circulars/own?unit=d54", status=404)
        assert "/circulars/own" not in people["u-sch-1-teacher"].get("/circulars").text


class TestPlanned:
    """รอเผยแพร่: its unit sees it and can stop it; all others learn of it on its day."""

    @pytest.fixture
    def planned(self, web, people):
        with web.office.desk() as desk:
            clerk = web.office.actor(desk, "u-d54-clerk")
            form = Incoming(subject="หนังสือเวียนของวันข้างหน้า qzplanned", number=f"ลต {new_id()}")
            letter = register_incoming(desk, clerk, unit="d54", form=form).letter.key
            desk.tm.commit()
        form = people["u-d54-clerk"].get(f"/l/{letter}/publish").forms["publish"]
        done = fill(form, effective="๑๐ มี.ค. ๖๗").submit(status=303).follow()
        assert "จะขึ้นกระดาน ๑๐ มี.ค. ๒๕๖๗" in done.text
        return letter

    def released(self, web):
        with web.office.desk() as desk:
            done = release(desk)
            desk.tm.commit()
        return done

    def test_until_its_day_nobody_else_meets_it(self, web, people, planned):
        teacher, clerk = people["u-sch-1-teacher"], people["u-d54-clerk"]
        assert self.released(web) == 0
        for page in ("/circulars", "/circulars?unread=1", "/circulars?unit=d54", "/"):
            assert "qzplanned" not in teacher.get(page).text
        assert teacher.find("qzplanned") == set()
        teacher.get(f"/l/{planned}", status=404)
        assert "qzplanned" not in clerk.get("/circulars").text
        own = clerk.get("/circulars/own?unit=d54")
        assert "รอเผยแพร่" in row_text(own, f"/circulars/{planned}/readers")
        shown = clerk.get(f"/l/{planned}").html.select_one("#circular").text
        assert "รอเผยแพร่" in shown
        assert "acknowledge" not in clerk.get(f"/l/{planned}").forms
        watched = clerk.get(f"/circulars/{planned}/readers")
        assert "รอเผยแพร่" in watched.text
        assert "remind-all" not in watched.forms
        web.office.clock.office = at(10, 0, 1)
        try:
            assert self.released(web) == 1
            assert "qzplanned" in teacher.get("/circulars").text
            assert teacher.find("qzplanned") == {f"/l/{planned}"}
            assert "รอเผยแพร่" not in clerk.get(f"/l/{planned}").text
        finally:
            web.office.clock.office = at(8, 9, 1)

    def test_stopped_or_put_up_at_once(self, web, people, planned):
        clerk = people["u-d54-clerk"]
        form = clerk.get(f"/circulars/{planned}/change").forms["change"]
        fill(form, effective="๘ มี.ค. ๖๗").submit(status=303)
        assert "qzplanned" in people["u-sch-1-teacher"].get("/circulars").text
        fill(clerk.get(f"/circulars/{planned}/change").forms["withdraw"], why="ผิดฉบับ").submit(status=303)
        people["u-sch-1-teacher"].get(f"/l/{planned}", status=404)


class TestLists:
    def test_a_group_is_kept_used_changed_and_removed(self, people):
        clerk = people["u-d54-clerk"]
        form = clerk.get("/circulars/groups?unit=d54").forms["group"]
        fill(form, title="โรงเรียนนำร่อง", units="d54-sch-1\nไม่มีหน่วยนี้").submit(status=422)
        page = fill(form, units="d54-sch-1").submit(status=303).follow()
        key = re.search(r"unit=d54&amp;key=(\w{13})", page.text).group(1)
        edit = clerk.get(f"/circulars/groups?unit=d54&key={key}").forms["group"]
        fill(edit, units=edit["units"].value + "\nd54-sch-2").submit(status=303)
        assert "๒ หน่วยงาน" in clerk.get("/circulars/groups?unit=d54").text
        assert key not in people["u-d53-clerk"].get("/circulars/groups").text
        remove = next(
            f
            for f in clerk.get("/circulars/groups?unit=d54").forms.values()
            if "do" in f.fields and f["key"].value == key
        )
        assert key not in remove.submit(status=303).follow().text

    def test_categories_are_the_administrators_of_the_office(self, people):
        admin = people["u-bma-admin"]
        form = admin.get("/circulars/categories").forms["category"]
        fill(form, key="health", title="สุขภาพ", title_en="").submit(status=422)
        fill(form, title_en="Health").submit(status=303)
        assert "สุขภาพ" in people["u-sch-1-teacher"].get("/circulars").text
        people["u-d54-clerk"].get("/circulars/categories", status=404)
        people["u-d54-clerk"].get("/circulars/groups?unit=office", status=404)
        office = admin.get("/circulars/groups?unit=office").forms["group"]
        fill(office, title="เขตตะวันออก", units="d53\nd54").submit(status=303)
        assert "เขตตะวันออก" in people["u-d54-clerk"].get("/circulars/groups?unit=d54").text


def posting(web, told):
    with web.office.desk() as desk:
        found = board_of(desk.root).postings[told.id]
        found.readers(), list(found.by_units)
        return found


def count(page):
    """The unread circulars that the rail tells of."""
    link = page.html.select_one('nav a[href="/circulars"]')
    found = re.search(r"\d+", to_arabic(link.text))
    return int(found.group()) if found else 0


def row_text(page, href):
    return next(row for row in page.html.select("li.circular") if row.select_one(f'a[href="{href}"]')).text


def unit_row(page, unit, *, done=False):
    rows = page.html.select("table.readers tbody tr")
    if done:
        return next(r for r in rows if "โรงเรียน" in r.text and not r.select("input"))
    return next(r for r in rows if r.select_one(f'input[value="{unit}"]'))
