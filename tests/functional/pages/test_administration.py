"""หน้าจัดการระบบ over HTTP: what an administrator changes holds from the next page; others do not even see the page."""

import re

import pytest

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.filing.service import add_folder
from saraban.letters import records
from saraban.people.service import find_person
from saraban.registers.books import series_for
from tests.common.office import at
from tests.common.people import Person, fill, key_of
from tests.common.web import open_web

UNIT = "/admin/units?unit=d54-edu"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("admin"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def admin(web):
    return Person(web, "u-d54-admin")


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


def form_of(page, verb):
    return next(f for f in page.forms.values() if f.action.endswith(f"/{verb}"))


def _of(page, verb, person):
    return next(f for f in page.forms.values() if f.action.endswith(f"/{verb}") and f["person"].value == person)


def change(admin, verb, tab="people", unit="d54-edu", status=303, **fields):
    form = form_of(admin.get(f"/admin/units?unit={unit}&tab={tab}"), verb)
    return fill(form, **fields).submit(status=status)


class TestDoors:
    @pytest.mark.parametrize(
        "path",
        [
            "/admin/units",
            UNIT,
            "/admin/why",
            "/admin/clock",
            "/admin/units/d54-edu/grant?post=d54-edu.officer&role=head",
        ],
    )
    def test_nobody_else_sees_the_page(self, clerk, path):
        clerk.get(path, status=404)

    def test_only_what_one_manages(self, admin):
        admin.get("/admin/units?unit=d53", status=404)
        admin.get("/admin/units?unit=nowhere", status=404)
        tree = re.search(r'class="card tree".*?</nav>', admin.get("/admin/units").text, re.DOTALL).group(0)
        assert "สำนักงานเขตมีนบุรี" not in tree
        assert "ฝ่ายการศึกษา" in tree

    def test_changes_elsewhere_are_refused(self, admin):
        token = form_of(admin.get(UNIT), "add-post")["csrf_token"].value
        for verb in ("rename", "add-post", "add-person", "grant"):
            admin.browser.post(f"/admin/units/d53/{verb}", {"csrf_token": token, "title": "ยึด"}, status=404)
        admin.browser.post("/admin/units/d54/nonsense", {"csrf_token": token}, status=404)

    @pytest.mark.parametrize("tab", ["people", "roles", "acting", "unit", "nonsense"])
    def test_each_tab_opens(self, admin, tab):
        assert "ฝ่ายการศึกษา" in admin.get(f"{UNIT}&tab={tab}").text


class TestRoles:
    def test_said_first_given_and_taken(self, admin, officer):
        officer.get("/receive/d54-edu", status=404)
        asked = form_of(admin.get(f"{UNIT}&tab=roles"), "grant")
        said = fill(asked, post="นักวิชาการศึกษาชำนาญการ", role="clerk", inherit=True).submit()
        assert "นางสาวสมมติ วิชาการศึกษา" in said.text
        assert "๓" in said.text
        officer.get("/receive/d54-edu", status=404)
        form_of(said, "grant").submit(status=303)
        officer.get("/receive/d54-edu")
        taken = admin.get("/admin/units/d54-edu/revoke?grant=d54-edu.clerk.d54-edu.officer")
        form_of(taken, "revoke").submit(status=303)
        officer.get("/receive/d54-edu", status=404)

    def test_unknown_ones(self, admin):
        admin.get("/admin/units/d54-edu/revoke?grant=nothing", status=404)
        admin.get("/admin/units/d54-edu/grant?post=d54-edu.officer&role=king", status=404)
        admin.get("/admin/units/d54-edu/grant?post=nobody&role=head", status=404)

    def test_an_administrator_reads_no_letters_by_it(self, admin):
        said = admin.get("/admin/units/d54-edu/grant?post=d54-edu.officer&role=administrator")
        assert said.text.count("<p>") >= 3


class TestPeople:
    def test_a_new_post_a_new_person_a_first_password(self, web, admin):
        change(admin, "add-post", id="d54-edu.officer9", title="นักวิชาการศึกษาปฏิบัติการ")
        page = change(
            admin,
            "add-person",
            status=200,
            id="u-new",
            name="นางสมมติ คนใหม่",
            post="d54-edu.officer9",
            since="๑ มี.ค. ๖๗",
        )
        password = re.search(r'class="once">([^<]+)<', page.text).group(1)
        assert password not in admin.get(UNIT).text
        form = web.browser().get("/sign-in").forms["sign-in"]
        fill(form, name="u-new", password=password).submit(status=303)
        again = change(
            admin, "add-person", status=409, id="u-new", name="ซ้ำ", post="d54-edu.officer9", since="๑ มี.ค. ๖๗"
        )
        assert form_of(again, "add-person")["name"].value == "ซ้ำ"

    def test_appointed_and_gone(self, web, admin):
        change(
            admin, "appoint", person="u-d54-works-clerk", post="d54-edu.officer", since="๑ มี.ค. ๖๗", until="๓๑ มี.ค. ๖๗"
        )
        page = admin.get(UNIT).text
        assert "u-d54-works-clerk" in page
        ending = [
            f
            for f in admin.get(UNIT).forms.values()
            if f.action.endswith("/end-appointment") and "u-d54-works-clerk" in f["holding"].value
        ]
        fill(ending[0], until="๕ มี.ค. ๖๗").submit(status=303)
        assert (
            "f-since"
            in change(admin, "appoint", status=422, person="u-d54-works-clerk", post="d54-edu.officer", since="").text
        )

    def test_a_new_password_for_ones_own_people(self, web, admin):
        form = next(
            f
            for f in admin.get(UNIT).forms.values()
            if f.action.endswith("/password") and f["person"].value == "u-d54-edu-officer"
        )
        assert 'class="once"' in form.submit(status=200).text

    def test_suspended_and_resumed(self, web, admin):
        works = Person(web, "u-d54-works-clerk")
        page = admin.get("/admin/units?unit=d54-works")
        _of(page, "suspend", "u-d54-works-clerk").submit(status=303)
        works.get("/in-tray", status=303)
        page = admin.get("/admin/units?unit=d54-works")
        _of(page, "resume", "u-d54-works-clerk").submit(status=303)
        web.sign_in("u-d54-works-clerk").get("/in-tray", status=200)

    def test_renamed(self, admin):
        form = _of(admin.get("/admin/units?unit=d54-works"), "rename-person", "u-d54-works-clerk")
        assert "นางสมมติ ชื่อใหม่" in fill(form, name="นางสมมติ ชื่อใหม่").submit(status=303).follow().text
        form = _of(admin.get("/admin/units?unit=d54-works"), "rename-person", "u-d54-works-clerk")
        fill(form, name=" ").submit(status=422)

    def test_spelt_for_certificates(self, web, admin):
        form = _of(admin.get("/admin/units?unit=d54-works"), "certificate-name", "u-d54-works-clerk")
        fill(form, certificate_name=" Sommut  Tuayang ").submit(status=303)
        form = _of(admin.get("/admin/units?unit=d54-works"), "certificate-name", "u-d54-works-clerk")
        assert form["certificate_name"].value == "Sommut Tuayang"
        for wrong in ("ก" * 201, "\u200b"):
            page = fill(form, certificate_name=wrong).submit(status=422)
            assert "เขียนชื่อตามที่ปรากฏในใบรับรอง" in page.text
        fill(form, certificate_name="").submit(status=303)
        with web.office.desk() as desk:
            assert find_person(desk.root, "u-d54-works-clerk").certificate_name == ""

    def test_nobody_spells_his_own_name(self, admin):
        page = admin.get("/admin/units?unit=d54")
        fields = {"csrf_token": form_of(page, "add-post")["csrf_token"].value, "person": "u-d54-admin"}
        admin.browser.post("/admin/units/d54-admin/certificate-name", {**fields, "certificate_name": "A B"}, status=403)

    def test_nobody_suspends_himself(self, admin):
        page = admin.get("/admin/units?unit=d54")
        fields = {"csrf_token": form_of(page, "add-post")["csrf_token"].value, "person": "u-d54-admin"}
        admin.browser.post("/admin/units/d54/suspend", fields, status="4*")
        admin.get("/in-tray")

    def test_not_for_somebody_of_another_office(self, admin):
        form = next(f for f in admin.get(UNIT).forms.values() if f.action.endswith("/password"))
        form["person"].force_value("u-dgov")
        form.submit(status=404)


class TestActing:
    def test_recorded_used_and_ended(self, admin, clerk):
        fields = {
            "person": "u-d54-edu-clerk",
            "post": "d54-edu.head",
            "term": "acting-for",
            "instrument": "คำสั่งเขต ที่ ๑๓๐/๒๕๖๗",
        }
        change(admin, "acting", tab="acting", since="๘ มี.ค. ๖๗", until="๑๐ มี.ค. ๖๗", **fields)
        clerk.act_as("d54-edu.head~")
        assert "รักษาราชการแทน" in clerk.get("/in-tray").text
        clerk.act_as("d54-edu.registrar")
        page = admin.get(f"{UNIT}&tab=acting")
        assert "คำสั่งเขต ที่ ๑๓๐/๒๕๖๗" in page.text
        ending = form_of(page, "end-acting")
        fill(ending, until="๘ มี.ค. ๖๗").submit(status=303)

    def test_limited_to_some_powers(self, admin):
        form = form_of(admin.get("/admin/units?unit=d54-works&tab=acting"), "acting")
        next(box for box in form.fields["scope"] if box._value == "paper:order").checked = True
        fields = {"person": "u-d54-works-clerk", "post": "d54-works.head", "term": "acting-for"}
        fill(form, instrument="คำสั่ง", since="๘ มี.ค. ๖๗", until="๓๐ มี.ค. ๖๗", **fields).submit(status=303)
        said = "เฉพาะ: สั่งการในหนังสือ"
        assert said in admin.get("/admin/units?unit=d54-works&tab=acting").text
        assert said in admin.get("/admin/units?unit=d54-works&tab=people").text

    def test_what_is_missing_is_said(self, admin):
        again = change(
            admin,
            "acting",
            tab="acting",
            status=422,
            person="u-d54-edu-clerk",
            post="d54-edu.head",
            term="acting-for",
            instrument="",
            since="๘ มี.ค. ๖๗",
            until="๑๐ มี.ค. ๖๗",
        )
        assert "f-instrument" in again.text
        assert form_of(again, "acting")["person"].value == "u-d54-edu-clerk"

    def test_not_for_oneself(self, admin):
        change(
            admin,
            "acting",
            tab="acting",
            status=403,
            person="u-d54-admin",
            post="d54-edu.head",
            term="acting-for",
            instrument="คำสั่ง",
            since="๘ มี.ค. ๖๗",
            until="๑๐ มี.ค. ๖๗",
        )


class TestUnits:
    def test_renamed_coded_added_moved(self, admin):
        change(admin, "rename", tab="unit", unit="d54-works", title="ฝ่ายโยธาและผังเมือง", abbreviation="ฝยธ")
        assert "ฝ่ายโยธาและผังเมือง" in admin.get("/admin/units").text
        at = "๙ ถนนใหม่ กรุงเทพมหานคร ๑๐๕๓๐"
        change(admin, "rename", tab="unit", unit="d54-works", title="ฝ่ายโยธาและผังเมือง", address=at)
        assert f'value="{at}"' in admin.get("/admin/units?unit=d54-works&tab=unit").text
        change(admin, "prefix", tab="unit", unit="d54-works", text="กท 5499", since="๑ เม.ย. ๖๗")
        assert "กท ๕๔๙๙" in admin.get("/admin/units?unit=d54-works&tab=unit").text
        change(
            admin,
            "add-unit",
            tab="unit",
            unit="d54-works",
            code="d54-works-plan",
            new_title="กลุ่มงานผังเมือง",
            kind="section",
        )
        change(admin, "move", tab="unit", unit="d54-works-plan", parent="d54-revenue")
        assert "กลุ่มงานผังเมือง" in admin.get("/admin/units?unit=d54-revenue").text
        change(admin, "add-unit", tab="unit", status=409, unit="d54", code="d54-works", new_title="ซ้ำ", kind="section")

    def test_series_counted_apart(self, web, admin):
        form = form_of(admin.get("/admin/units?unit=d54-works&tab=unit"), "split")
        next(box for box in form.fields["apart"] if box._value == "memo").checked = True
        assert "บันทึกข้อความ" in form.submit(status=303).follow().text
        with web.office.desk() as desk:
            unit = find_unit(desk.root, "d54-works")
            assert (series_for(unit, "memo"), series_for(unit, "external")) == ("memo", "send")
            last = list(audit.records(desk.root, "d54-works"))[-1]
            assert (last.event, last.about) == ("series-split", {"apart": "memo"})
        form = form_of(admin.get("/admin/units?unit=d54-works&tab=unit"), "split")
        assert [box.checked for box in form.fields["apart"]] == [False, True, False]
        wrong = {"csrf_token": form["csrf_token"].value, "apart": "receive"}
        admin.browser.post("/admin/units/d54-works/split", wrong, status=422)

    def test_not_below_somebody_elses(self, admin):
        change(admin, "move", tab="unit", unit="d54-welfare", parent="d53", status="4*")


class TestWhy:
    def test_in_sentences(self, admin, clerk):
        form = clerk.get("/receive/d54-edu").forms["receive"]
        done = fill(form, subject="เรื่องของฝ่าย", number="กท ๐๙๐๑/๙").submit(status=303).follow()
        for letter in ("กท 0901/9", f"http://localhost/p/{key_of(done)}"):
            page = admin.get("/admin/why", params={"person": "u-d54-edu-head", "letter": letter}).text
            assert "หัวหน้าฝ่ายการศึกษา" in page
            assert "bi-check2-circle" in page
        cannot = admin.get("/admin/why", params={"person": "u-sch-1-teacher", "letter": "กท 0901/9"}).text
        assert "bi-slash-circle" in cannot
        assert "เรื่องของฝ่าย" not in cannot

    def test_auditors_of_the_unit_ask_too(self, web, admin):
        auditor = Person(web, "u-auditor")
        assert "/admin/units" not in auditor.get("/admin/why").text
        asked = {"person": "u-d54-edu-head", "letter": "กท 0901/9"}
        assert "bi-check2-circle" in auditor.get("/admin/why", params=asked).text
        auditor.get("/admin/clock", status=404)

    def test_folders_of_other_units_are_not_named(self, web, admin, clerk):
        with web.office.desk() as desk:
            paper = next(p for p in records.letters_of(desk.root).papers.values() if p.unit == "d54-edu")
            other = web.office.actor(desk, "u-d53-clerk")
            folder = add_folder(desk, other, unit="d53", title="แฟ้มลับของเขตอื่น")
            letter = records.letter_by_id(desk.root, paper.letter)
            records.add_scopes(desk.root, letter, f"f:{folder.id}")
            desk.tm.commit()
            key = letter.key
        for person in ("u-d54-edu-head", "u-d54-works-clerk"):
            page = admin.get("/admin/why", params={"person": person, "letter": key}).text
            assert "bi-check2-circle" in page or "bi-slash-circle" in page
            assert "แฟ้มลับของเขตอื่น" not in page

    def test_nothing_outside_what_one_manages(self, admin):
        for person, letter in (("u-dgov", "กท 0901/9"), ("nobody", "กท 0901/9"), ("u-d54-edu-head", "กท ๙๙/๙๙๙๙๙")):
            page = admin.get("/admin/why", params={"person": person, "letter": letter}).text
            assert "bi-check2-circle" not in page
            assert "bi-slash-circle" not in page


class TestClock:
    def test_only_in_a_demonstration(self, web, admin):
        admin.get("/admin/clock", status=404)
        with web.office.desk() as desk:
            desk.root.info.demo = True
            desk.tm.commit()
        form = form_of(admin.get("/admin/clock"), "clock")
        assert "f-day" in fill(form, day="", time="").submit(status=422).text
        fill(form_of(admin.get("/admin/clock"), "clock"), day="๑๑ มี.ค. ๖๗", time="๐๘.๔๐").submit(status=303)
        with web.office.desk() as desk:
            at_office = desk.clock.now() + desk.root.info.office_offset
            assert (at_office - at(11, 8, 40)).total_seconds() == pytest.approx(0, abs=1)
