"""Directives over HTTP: a spoken one is recorded, carried out with letters, reported and accepted; an order is kept."""

from __future__ import annotations

import pytest

from saraban.letters import records, screening
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.common.web import open_web

CLERK, EXECUTIVE, UNIT_CLERK, STRANGER = "u-dgov-clerk", "u-dgov", "u-d54-edu-clerk", "u-sch-2-clerk"
OTHER, DISTRICT = "u-d54-finance-clerk", "u-d54-clerk"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    made = open_web(tmp_path_factory.mktemp("directives"))
    for person in (CLERK, EXECUTIVE, UNIT_CLERK, STRANGER, OTHER, DISTRICT):
        made.open_account(person)
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return web.sign_in(CLERK)


@pytest.fixture(scope="module")
def section(web):
    return web.sign_in(UNIT_CLERK)


@pytest.fixture(scope="module")
def stranger(web):
    return web.sign_in(STRANGER)


def record(browser, **fields):
    form = browser.get("/directives/new/dgov").forms["directive"]
    for name, value in {
        "occasion": "การประชุมผู้บริหาร",
        "text": "ให้เร่งติดตั้งระบบ",
        "others": "d54-edu",
        "due": "๑๕ มี.ค. ๖๗",
        **fields,
    }.items():
        form[name] = value
    return form.submit(status="*")


def do(browser, address, verb, **fields):
    form = browser.get(address).forms["add-letter" if verb == "add-letter" else "directive-act"]
    for name, value in fields.items():
        form[name] = value
    form.action = f"{address}/{verb}"
    return form.submit(status="*")


class TestRecording:
    def test_a_spoken_one_says_on_which_occasion_and_by_whom(self, clerk):
        refused = record(clerk, occasion="")
        assert (refused.status_int, "โปรดระบุโอกาส" in refused) == (422, True)
        made = record(clerk).follow()
        assert "ให้เร่งติดตั้งระบบ" in made
        assert "นายสมมติ รองผู้ว่าการตัวอย่าง" in made
        assert "การประชุมผู้บริหาร" in made

    @pytest.mark.parametrize(
        ("field", "value"),
        [("given_on", "๑ เม.ย. ๖๗"), ("text", " "), ("others", ""), ("due", "๑ มี.ค. ๖๗"), ("others", "ไม่มีหน่วยนี้")],
    )
    def test_what_cannot_be_is_said(self, clerk, field, value):
        refused = record(clerk, **{field: value})
        assert refused.status_int == 422
        assert f"f-{field}" in refused or "f-units" in refused

    def test_what_was_ticked_stays_and_what_is_needed_is_marked(self, clerk):
        form = clerk.get("/directives/new/dgov").forms["directive"]
        for box in form.fields["units"]:
            box.checked = box._value in {"dgov", "d54"}
        page = form.submit(status=422)
        assert {b["value"] for b in page.html.select('input[name="units"][checked]')} == {"dgov", "d54"}
        marked = {
            m.find_parent(["label", "legend"]).get_text().split("(")[0].strip() for m in page.html.select(".must")
        }
        assert marked == {"วันที่สั่งการ", "โอกาสที่สั่งการ", "ข้อสั่งการ", "หน่วยรับผิดชอบ"}

    def test_others_neither_record_nor_see(self, clerk, section, stranger):
        address = record(clerk, text="เรื่องของสองหน่วย").location
        assert "เรื่องของสองหน่วย" in section.get(address)
        stranger.get(address, status=404)
        stranger.get("/directives/new/dgov", status=404)
        stranger.get("/directives/dgov/given.csv", status=404)
        assert "/directives" not in [a.get("href") for a in stranger.get("/in-tray").html.find_all("a")]


class TestInTheTray:
    def due(self, browser):
        return browser.get("/in-tray").html.find(id="directives-due")

    def test_what_falls_due_stands_there_until_it_is_reported(self, clerk, section, stranger):
        address = record(clerk, text="ให้ส่งแผนติดตั้ง", due="๑๒ มี.ค. ๖๗").location
        record(clerk, text="ให้ส่งสรุปปลายเดือน", due="๓๑ มี.ค. ๖๗")
        record(clerk, text="ไม่มีกำหนด", due="")
        shown = self.due(section)
        assert "ให้ส่งแผนติดตั้ง" in shown.text
        assert "นายสมมติ รองผู้ว่าการตัวอย่าง" in shown.text
        assert shown.find("time")["datetime"] == "2024-03-12"
        assert address.endswith(shown.find("a")["href"])
        assert not [words for words in ("ให้ส่งสรุปปลายเดือน", "ไม่มีกำหนด") if words in shown.text]
        assert self.due(stranger) is None
        assert do(section, address, "report", text="ส่งแล้ว").status_int == 303
        assert "ให้ส่งแผนติดตั้ง" not in (self.due(section).text if self.due(section) else "")


class TestCarryingOut:
    def test_from_the_word_to_the_end(self, web, clerk, section):
        address = record(clerk, text="ให้รายงานจำนวนผู้ใช้").location
        listed = section.get("/directives")
        assert "ให้รายงานจำนวนผู้ใช้" in listed
        with web.office.desk() as desk:
            who = web.office.actor(desk, UNIT_CLERK)
            form = Incoming(subject="จำนวนผู้ใช้", number="ศธ 77/1")
            register_incoming(desk, who, unit="d54-edu", form=form)
            desk.tm.commit()
        assert do(section, address, "add-letter", letter="ไม่มี 1/1").status_int == 422
        assert do(section, address, "add-letter", letter="ศธ ๗๗/๑").status_int == 303
        assert do(section, address, "add-letter", letter="ศธ ๗๗/๑").status_int == 409
        assert "จำนวนผู้ใช้" in section.get(address)
        assert "ศธ ๗๗/๑" not in clerk.get(address)
        assert do(section, address, "accept").status_int == 403
        assert do(section, address, "report").status_int == 422
        assert do(section, address, "report", text="ครบทุกคน").status_int == 303
        assert do(clerk, address, "send-back", text="ขอรายละเอียด").status_int == 303
        assert do(section, address, "report", text="ครบ ๓๐ คน").status_int == 303
        assert do(clerk, address, "accept").status_int == 303
        ended = clerk.get(address)
        assert "ครบ ๓๐ คน" in ended
        assert "directive-act" not in ended.forms
        assert "ให้รายงานจำนวนผู้ใช้" in clerk.get("/directives?unit=dgov&side=given&show=done")
        assert "ให้รายงานจำนวนผู้ใช้" not in clerk.get("/directives?unit=dgov&side=given")

    def test_what_one_of_several_units_reports_leaves_the_others_theirs(self, web, clerk, section):
        other = web.sign_in(OTHER)
        address = record(
            clerk, text="ให้ส่งบัญชีครุภัณฑ์", others="d54-edu\nd54-finance", given_on="๑ มี.ค. ๖๗", due="๕ มี.ค. ๖๗"
        ).location
        assert do(section, address, "report", text="ส่งแล้ว ๑๐ รายการ").status_int == 303
        assert "ให้ส่งบัญชีครุภัณฑ์" in other.get("/in-tray")
        assert "ให้ส่งบัญชีครุภัณฑ์" not in section.get("/in-tray")
        assert "ให้ส่งบัญชีครุภัณฑ์" not in section.get("/directives?unit=d54-edu&show=overdue")
        page = clerk.get(address)
        assert "ยังไม่รายงานผล" in page
        assert "ฝ่ายการศึกษา: ส่งแล้ว ๑๐ รายการ" in page
        assert do(other, address, "report", text="ไม่มีครุภัณฑ์").status_int == 303
        page = clerk.get(address)
        assert "ยังไม่รายงานผล" not in page
        assert "ฝ่ายการคลัง: ไม่มีครุภัณฑ์" in page
        assert "ให้ส่งบัญชีครุภัณฑ์" not in other.get("/in-tray")
        assert do(clerk, address, "send-back", text="ขอรูปถ่าย").status_int == 303
        assert "ให้ส่งบัญชีครุภัณฑ์" in section.get("/in-tray")

    def test_the_list_opens_where_something_is_to_be_done(self, web, clerk):
        record(clerk, text="ให้เขตรายงาน", others="d54")
        assert "ให้เขตรายงาน" in web.sign_in(DISTRICT).get("/directives")

    def test_a_section_is_found_with_the_name_of_its_agency(self, clerk):
        assert record(clerk, text="ให้ฝ่ายรายงาน", others="ฝ่ายการศึกษา สำนักงานเขตหนองจอก").status_int == 303

    def test_withdrawn_by_those_who_order(self, web, clerk):
        address = record(clerk, text="ยกเลิกได้").location
        assert do(clerk, address, "withdraw", text="เปลี่ยนแผน").status_int == 403
        assert do(web.sign_in(EXECUTIVE), address, "withdraw", text="เปลี่ยนแผน").status_int == 303
        assert "เปลี่ยนแผน" in clerk.get(address)

    def test_the_table_and_what_is_overdue(self, web, clerk):
        record(clerk, text="=เลยกำหนด", given_on="๑ มี.ค. ๖๗", due="๕ มี.ค. ๖๗")
        assert "=เลยกำหนด" in clerk.get("/directives?unit=dgov&side=given&show=overdue")
        table = clerk.get("/directives/dgov/given.csv").body.decode("utf-8-sig")
        assert "'=เลยกำหนด" in table
        assert "เกินกำหนด" in table
        assert clerk.get("/directives/dgov/given.xlsx").body[:2] == b"PK"


def test_an_order_is_kept_for_the_units_that_it_names(web, clerk):
    with web.office.desk() as desk:
        who = web.office.actor(desk, CLERK)
        paper = register_incoming(desk, who, unit="dgov", form=Incoming(subject="ขอสนับสนุน")).paper
        key = paper.key
        desk.tm.commit()
    with web.office.desk() as desk:
        who = web.office.actor(desk, "u-dgov-screener")
        paper = records.read_paper(desk.root, who, key)
        screening.screen(desk, who, paper=paper, summary="ย่อ", recommendation="approve", assign_to=("unit:d54-edu",))
        desk.tm.commit()
    form = web.sign_in(EXECUTIVE).get(f"/day/p-{key}").forms["day"]
    form["keep"], form["text"] = True, "ภายในเดือนนี้"
    form.submit("do", value="order:อนุมัติ", status=200)
    page = clerk.get("/directives?unit=dgov&side=given")
    assert "อนุมัติ ภายในเดือนนี้ (เรื่อง ขอสนับสนุน)" in page
