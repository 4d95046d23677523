"""หนังสือเวียน ว ๓๒ through the pages: from the Permanent Secretary's office to the schools, by hand."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from tests.common.office import at
from tests.common.people import Person, big_number, fill, key_of
from tests.common.web import open_web

SUBJECT = "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร"
GROUPS = (
    "office-directors",
    "csc-head",
    "gov-secretary",
    "council-secretary",
    "district-directors",
    "ops-bureaus",
    "commerce-director",
)
ADDRESSEES = (
    "ผู้อำนวยการสำนัก หัวหน้าสำนักงาน ก.ก. เลขานุการผู้ว่าราชการกรุงเทพมหานคร เลขานุการสภากรุงเทพมหานคร ผู้อำนวยการเขต "
    "หัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร ผู้อำนวยการสำนักงานการพาณิชย์ของกรุงเทพมหานคร"
)
BODY = """ตามที่ได้มีการประชุมติดตามความคืบหน้า เมื่อวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๗ เวลา ๑๐.๐๐ น. นั้น
๑. ให้ลงทะเบียนอีเมล @bangkok.go.th และดาวน์โหลดแอปพลิเคชัน BMA OTP และเปิดอ่านหนังสือเวียนอิเล็กทรอนิกส์ได้ด้วยตนเอง
๕. ประชุมติดตามในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๑๐.๐๐ น. ผ่านระบบออนไลน์"""
DEADLINES = """๒๙ กุมภาพันธ์ ๒๕๖๗ ระยะที่ ๑
๓๑ มีนาคม ๒๕๖๗ ระยะที่ ๒
๓๐ เมษายน ๒๕๖๗ ระยะที่ ๓
๑ สิงหาคม ๒๕๖๗ ระยะที่ ๔
๑ เม.ย. ๖๗ ทุกเดือน ข้อมูลอัตรากำลัง ณ วันที่ ๑ ของเดือน
วันศุกร์ที่ ๑๕ มี.ค. ๖๗ ประชุม เวลา ๑๐.๐๐ น."""
ACTIONS = """สมัครอีเมลส่วนบุคคล @bangkok.go.th
สมัคร BMA Single Sign-On
สมัครใบรับรองอิเล็กทรอนิกส์ (CA)
ดาวน์โหลดแอปพลิเคชัน BMA OTP"""
PEOPLE = (
    "u-opssec-officer",
    "u-opssec",
    "u-opssec-clerk",
    "u-d54-clerk",
    "u-d54-adm-head",
    "u-d54-asst",
    "u-d54-dir",
    "u-d54-adm-act",
    "u-d54-edu-clerk",
    "u-d54-edu-head",
    "u-sch-1-clerk",
    "u-sch-2-clerk",
    "u-sch-3-clerk",
    "u-sch-1",
    "u-sch-1-teacher",
    "u-d54-admin",
)
NUMBERS = ("กท ๐๔๐๓/ว ๓๒", "กท 0403/ว 32", "กท0403/ว32", "3398", "556", "กท ๕๔๐๑/๕๑๑", "กท ๕๔๐๗/๘๐๐")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("story"))
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def people(web):
    return {name: Person(web, name) for name in PEOPLE}


@pytest.fixture(scope="module")
def told(web, people):
    """Walk the eight steps once; the tests look at what was seen on the way."""
    told, clock = SimpleNamespace(), web.office.clock
    _issue(told, clock, people)
    _district(told, clock, people)
    _education(told, clock, people)
    _schools(told, clock, people)
    return told


def _issue(told, clock, people):
    clock.office = at(4, 9, 0)
    officer, signer, clerk = people["u-opssec-officer"], people["u-opssec"], people["u-opssec-clerk"]
    told.circular = officer.write(
        "/drafts/new",
        addressees=[f"group:{g}" for g in GROUPS],
        to_text=ADDRESSEES,
        subject=SUBJECT,
        body=BODY,
        circular=True,
        references="กท ๐๔๐๓/ว ๒๕ ลว. ๑๙ ก.พ. ๖๗\nกท ๐๔๐๓/ว ๒๘ ลว. ๒๑ กุมภาพันธ์ ๒๕๖๗",
        deadlines=DEADLINES,
    )
    told.draft = officer.get(f"/l/{told.circular}")
    propose = officer.get(f"/l/{told.circular}/propose").forms["act"]
    propose["to_post"] = "ops-sec.director"
    propose.submit(status=303)
    told.not_acting = signer.get(f"/l/{told.circular}/sign", status="*")
    signer.act_as("ops-sec.director~")
    told.sign_page = signer.get(f"/l/{told.circular}/sign")
    told.signed = signer.sign(told.circular, "นางสมมติ บริหารกลางตัวอย่าง")
    told.sent = clerk.get(f"/l/{told.circular}/signed").forms["send"].submit(status=303).follow()
    publish = clerk.get(f"/l/{told.circular}/publish").forms["publish"]
    publish["category"] = "policy"
    publish.submit(status=303)


def _district(told, clock, people):
    clock.office = at(8, 9, 1)
    clerk, head, assistant, director = (people[p] for p in ("u-d54-clerk", "u-d54-adm-head", "u-d54-asst", "u-d54-dir"))
    told.d54 = clerk.register_arrival(to_text="ผู้อำนวยการเขต", action="ฝ่ายปกครอง")
    told.paper = key_of(told.d54)
    form = head.get(f"/p/{told.paper}?tab=endorse&act=propose").forms["note"]
    fill(
        form,
        to="ผู้อำนวยการเขต",
        verb="เพื่อโปรดพิจารณา",
        due="๑๒ มี.ค. ๖๗",
        text="- เพื่อโปรดทราบ\n- เห็นควรมอบให้..... พิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป",
    )
    told.blank = form.submit(status=422)
    again = told.blank.forms["note"]
    told.kept_words = again["text"].value
    fill(again, text="- เพื่อโปรดทราบ\n- เห็นควรมอบให้ทุกฝ่ายพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗")
    again.submit(status=303)
    assistant.endorse(told.paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดพิจารณา")
    told.no_assignee = fill(
        director.get(f"/p/{told.paper}?tab=endorse&act=order").forms["note"], text="ดำเนินการตามเสนอ"
    ).submit(status=422)
    told.director_tray = director.get("/in-tray")
    told.ordered = director.endorse(told.paper, "order", text="ดำเนินการตามเสนอ", assign_to=["unit:d54-admin"])

    acting = people["u-d54-adm-act"]
    acting.act_as("d54-admin.head~")
    told.covering = people["u-d54-clerk"].write(
        f"/drafts/new?paper={told.paper}&unit=d54-admin",
        addressees=["group:d54-section-heads"],
        to_text="หัวหน้าฝ่าย",
        subject=SUBJECT,
        body="สำเนาถูกต้องมาเพื่อโปรดทราบและดำเนินการในส่วนที่เกี่ยวข้อง ดังนี้",
        deadlines="๑๕ มี.ค. ๖๗ ประชุม เวลา ๑๐.๐๐ น.",
    )
    told.two_heads = acting.get(f"/l/{told.covering}/sign")
    told.n511 = acting.sign(told.covering, "นางสาวสมมติ รักษาการตัวอย่าง")
    told.n511_sheet = acting.get(f"/l/{told.covering}")
    clerk.get(f"/l/{told.covering}/signed").forms["send"].submit(status=303)


def _education(told, clock, people):
    clock.office = at(11, 8, 40)
    clerk, head = people["u-d54-edu-clerk"], people["u-d54-edu-head"]
    told.edu = clerk.register_arrival(to_text="หัวหน้าฝ่ายการศึกษา")
    told.edu_paper = key_of(told.edu)
    head.endorse(told.edu_paper, "acknowledge", text="1๗๙")

    clock.office = at(13, 10, 0)
    told.onward = clerk.write(
        f"/drafts/new?paper={told.edu_paper}",
        addressees=["group:d54-schools"],
        subject="ขอให้ผู้บริหารสถานศึกษาดำเนินการสมัครใช้งานระบบ",
        body="ให้แล้วเสร็จภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
        deadlines="วันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
        actions=ACTIONS,
    )
    told.n800 = head.sign(told.onward, "นางสมมติ การศึกษาตัวอย่าง")
    clerk.get(f"/l/{told.onward}/signed").forms["send"].submit(status=303)


def _schools(told, clock, people):
    told.schools = []
    for n in (1, 2, 3):
        clock.office = at(13, 13, n)
        told.schools.append(people[f"u-sch-{n}-clerk"].register_arrival())
    told.school_tray = people["u-sch-1-clerk"].get("/in-tray")


class TestNumbers:
    """Assertions 5 and 6: four counters of their own; seven groups make one entry."""

    def test_each_unit_counts_for_itself(self, told):
        assert big_number(told.signed) == "กท ๐๔๐๓/ว ๓๒"
        assert big_number(told.d54) == "๓๓๙๘"
        assert big_number(told.n511) == "กท ๕๔๐๑/๕๑๑"
        assert big_number(told.edu) == "๕๕๖"
        assert big_number(told.n800) == "กท ๕๔๐๗/๘๐๐"

    def test_the_stamp_has_number_time_and_day(self, told):
        assert re.search(r"เลขรับ <b>๓๓๙๘</b> เวลา ๐๙\.๐๑ น\.", told.d54.text)
        assert "วันที่ ๘ มี.ค. ๒๕๖๗" in told.d54.text
        assert "วันที่ ๑๑ มี.ค. ๒๕๖๗" in told.edu.text

    def test_one_entry_many_deliveries(self, told, people):
        book = people["u-opssec-clerk"].get("/registers/ops-sec/circular/2567")
        assert book.text.count(SUBJECT) == 1
        assert "ถึง ๑๘ หน่วยงาน" in told.sent.text

    def test_the_register_entry_of_the_district(self, told, people):
        book = people["u-d54-clerk"].get("/registers/d54/receive/2567").text
        for words in ("๓๓๙๘", "กท ๐๔๐๓/ว ๓๒", "๔ มี.ค.", "ผู้อำนวยการเขต", "ฝ่ายปกครอง", SUBJECT):
            assert words in book

    def test_the_next_one_follows(self, told, people):
        assert "๓๓๙๙" in people["u-d54-clerk"].get("/receive/d54").text


class TestChain:
    """Assertion 1: one chain from any of its numbers."""

    @pytest.mark.parametrize("number", NUMBERS)
    def test_found_by_any_number(self, told, people, number):
        clerk = people["u-d54-edu-clerk" if number in {"556", "กท ๕๔๐๗/๘๐๐"} else "u-d54-clerk"]
        found = clerk.find(number)
        assert found, number
        chains = {self._first(clerk, address) for address in found}
        assert f"/l/{told.circular}" in chains

    def _first(self, person, address):
        page = person.get(address)
        return re.search(r'class="timeline chain">.*?href="(/l/\w{13})"', page.text, re.DOTALL).group(1)

    def test_both_ways(self, told, people):
        page = people["u-d54-edu-clerk"].get(f"/l/{told.onward}").text
        for words in ("กท ๐๔๐๓/ว ๓๒", "กท ๕๔๐๑/๕๑๑", "๕๕๖", "กท ๕๔๐๗/๘๐๐"):
            assert words in page
        assert "๘๐๐" in people["u-d54-edu-clerk"].get(f"/l/{told.circular}").text


class TestDates:
    """Assertions 2 and 3."""

    @pytest.mark.parametrize("written", ["ลว. ๘ มี.ค. ๖๗", "๘ มี.ค. ๒๕๖๗", "8 มีนาคม 2567", "2024-03-08"])
    def test_every_way_of_writing_a_day(self, told, people, written):
        form = people["u-sch-2-clerk"].get("/receive/d54-sch-2").forms["receive"]
        done = fill(form, subject="ทดสอบวันที่", number=f"ทส ๑/{written}", dated=written).submit(status=303).follow()
        paper = people["u-sch-2-clerk"].get(f"/p/{key_of(done)}?tab=facts")
        assert "วันศุกร์ที่ ๘ มีนาคม ๒๕๖๗" in paper.text

    def test_a_wrong_weekday_is_asked_about_and_kept(self, told, people):
        form = people["u-sch-3-clerk"].get("/receive/d54-sch-3").forms["receive"]
        asked = fill(form, subject="เชิญประชุม", body="ประชุมวันอาทิตย์ที่ ๑๒ มี.ค. ๖๗ และวันศุกร์ที่ ๑๕ มี.ค. ๖๗").submit(status=409)
        assert "อังคาร" in asked.text
        again = asked.forms["receive"]
        assert again["body"].value.startswith("ประชุมวันอาทิตย์ที่ ๑๒")
        again["confirm"] = True
        done = again.submit(status=303).follow()
        assert "วันอาทิตย์ที่ ๑๒ มี.ค. ๖๗" in people["u-sch-3-clerk"].get(f"/p/{key_of(done)}").text


class TestSigning:
    """Assertion 7: acting only in its period, printed as it is, and two heads are seen."""

    def test_without_the_acting_post_there_is_no_signing(self, told):
        assert told.not_acting.status_int in {403, 404}

    def test_the_block(self, told):
        block = re.search(r"sheet-block shown-block.*?</div>", told.sign_page.text, re.DOTALL).group(0)
        lines = re.findall(r"<p>([^<]+)</p>", block)
        assert lines == [
            "(นางสมมติ บริหารกลางตัวอย่าง)",
            "ผู้อำนวยการส่วนบริหารกลาง",
            "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร สำนักปลัดกรุงเทพมหานคร",
        ]

    def test_two_people_hold_the_same_power(self, told):
        assert "นายสมมติ ปกครองตัวอย่าง" in told.two_heads.text
        assert "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง" in told.two_heads.text

    def test_the_sheet_carries_the_footer(self, told):
        assert "ต้นฉบับเป็นเอกสารอิเล็กทรอนิกส์" in told.n511_sheet.text
        assert "สิ่งพิมพ์ออกเป็นกระดาษถือเป็นสำเนาเอกสาร" in told.n511_sheet.text

    def test_before_the_period_nobody_acts(self, web, told, people):
        now, web.office.clock.office = web.office.clock.office, at(7)
        try:
            tray = people["u-d54-adm-act"].get("/in-tray").text
            assert "รักษาการในตำแหน่ง" not in tray
            people["u-d54-adm-act"].get(f"/l/{told.covering}/sign", status="*")
        finally:
            web.office.clock.office = now


class TestNotes:
    """Assertions 9 and 12."""

    def test_in_order_each_with_post_and_day(self, told, people):
        page = people["u-d54-clerk"].get(f"/p/{told.paper}").text
        notes = re.search(r'class="sheet-notes".*?</ol>', page, re.DOTALL).group(0)
        order = [
            notes.index(words)
            for words in ("นายสมมติ ปกครองตัวอย่าง", "นางสมมติ ผู้ช่วยเขตตัวอย่าง", "นายสมมติ อำนวยการเขตตัวอย่าง")
        ]
        assert order == sorted(order)
        assert "๘ มี.ค. ๒๕๖๗" in notes
        assert "ดำเนินการตามเสนอ" in notes

    def test_a_blank_delegate_is_refused_and_nothing_lost(self, told):
        assert "เห็นควรมอบให้....." in told.kept_words
        assert "without_delegate" in told.blank.text

    def test_an_order_needs_somebody(self, told):
        assert 'id="f-assign_to"' in told.no_assignee.text
        assert "ดำเนินการตามเสนอ" in told.no_assignee.text

    def test_after_the_order_the_registry_carries_it_out(self, told, people):
        primary = people["u-d54-clerk"].get(f"/p/{told.paper}").text
        assert f"/p/{told.paper}/forward" in primary


class TestStaff:
    """Assertion 10: a teacher opens and finds the circular, without the notes of the district."""

    @pytest.mark.parametrize("words", ["หนังสือเวียน", "BMA OTP", "@bangkok.go.th"])
    def test_found_by_its_words(self, told, people, words):
        assert f"/l/{told.circular}" in people["u-sch-1-teacher"].find(words)

    def test_opened_without_the_notes(self, told, people):
        page = people["u-sch-1-teacher"].get(f"/l/{told.circular}").text
        assert "BMA OTP" in page
        assert "อำนวยการเขตตัวอย่าง" not in page
        people["u-sch-1-teacher"].get(f"/p/{told.paper}", status=404)
        assert people["u-sch-1-teacher"].find("3398") == set()


class TestDue:
    """Assertion 11."""

    def test_the_district_by_12_march(self, told):
        row = told.director_tray.text
        assert "2024-03-12" in row

    def test_the_schools_have_four_things_to_do_by_15_march(self, told):
        page = told.school_tray.text
        for action in ACTIONS.split("\n"):
            assert action in page
        assert page.count("2024-03-15") >= 4

    def test_a_deadline_that_is_past_is_taken_and_marked(self, told, people):
        page = people["u-d54-clerk"].get(f"/l/{told.circular}").text
        past = re.search(r'<li class="past">.*?</li>', page, re.DOTALL).group(0)
        assert "ระยะที่ ๑" in past


class TestWhy:
    """One page says why."""

    def test_can_and_cannot(self, told, people):
        admin = people["u-d54-admin"]
        can = admin.get("/admin/why", params={"person": "u-d54-dir", "letter": told.circular}).text
        assert "bi-check2-circle" in can
        cannot = admin.get("/admin/why", params={"person": "u-sch-1-teacher", "letter": told.circular}).text
        assert "bi-slash-circle" in cannot
