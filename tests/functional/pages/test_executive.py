"""The executive's office over HTTP: a clerk puts forward, a screener screens, the executive acts on several at once."""

from __future__ import annotations

import pytest

from saraban.letters import drafting, records, screening
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.common.web import open_web

CLERK, SCREENER, EXECUTIVE = "u-dgov-clerk", "u-dgov-screener", "u-dgov"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    made = open_web(tmp_path_factory.mktemp("executive"))
    for person in (CLERK, SCREENER, EXECUTIVE, "u-dgov-deputy", "u-bma-admin", "u-sch-2-clerk", "u-d54-clerk"):
        made.open_account(person)
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return web.sign_in(CLERK)


@pytest.fixture(scope="module")
def screener(web):
    return web.sign_in(SCREENER)


@pytest.fixture(scope="module")
def executive(web):
    return web.sign_in(EXECUTIVE)


@pytest.fixture(scope="module")
def admin(web):
    return web.sign_in("u-bma-admin")


def receive(web, subject, **words):
    """A letter that the office's clerk registered; gives the key of its paper."""
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, CLERK)
        paper = register_incoming(desk, clerk, unit="dgov", form=Incoming(subject=subject, **words)).paper
        desk.tm.commit()
        return paper.key


def put_forward(browser, *keys, **fields):
    form = browser.get("/offices/dgov").forms["put-forward"]
    for box in form.fields["paper"]:
        box.checked = box._value in keys
    for name, value in fields.items():
        form[name] = value
    return form.submit(status="*")


def screen(browser, key, *targets, **fields):
    form = browser.get(f"/p/{key}/screen").forms["screen"]
    for box in form.fields["assign_to"]:
        box.checked = box._value in targets
    for name, value in {"summary": "ขอความเห็นชอบโครงการ", "recommendation": "agree", **fields}.items():
        form[name] = value
    return form.submit(status="*")


def before(web, subject, **words):
    """A letter that lies before the executive, screened."""
    key = receive(web, subject)
    with web.office.desk() as desk:
        who = web.office.actor(desk, SCREENER)
        said = {"summary": f"สรุป {subject}", "recommendation": "agree", "assign_to": ("unit:dgov",), **words}
        screening.screen(desk, who, paper=records.read_paper(desk.root, who, key), **said)
        desk.tm.commit()
    return key


def state(web, key):
    with web.office.desk() as desk:
        paper = records.read_paper(desk.root, web.office.actor(desk, EXECUTIVE), key)
        return paper.state, [e.act for e in paper.endorsements]


def name_of(web, person):
    with web.office.desk() as desk:
        return web.office.actor(desk, person).name


def act(browser, do, *keys, draft=(), **fields):
    form = browser.get("/day").forms["day"]
    for box in form.fields["matter"]:
        box.checked = box._value in {*(f"p-{k}" for k in keys), *(f"l-{k}" for k in draft)}
    for name, value in fields.items():
        form[name] = value
    return form, form.submit("do", value=do, status="*")


class TestTheWay:
    def test_clerk_screener_executive(self, web, clerk, screener, executive):
        keys = [receive(web, f"เรื่องเสนอที่ {n}", urgency="urgent" if n == 2 else "normal") for n in (1, 2, 3)]
        assert "เสนอผู้กลั่นกรองแล้ว ๓ เรื่อง" in put_forward(clerk, *keys).follow()
        listed = screener.get("/offices/dgov")
        assert all(f"/p/{key}/screen" in listed for key in keys)
        for key in keys:
            assert screen(screener, key, "unit:dgov").status_int == 303
        day = executive.get("/day")
        assert all(day.text.index("เรื่องเสนอที่ 2") < day.text.index(f"เรื่องเสนอที่ {n}") for n in (1, 3))
        assert "ขอความเห็นชอบโครงการ" in day
        one = executive.get(f"/day/p-{keys[0]}")
        assert "เห็นควรให้ความเห็นชอบ" in one
        _form, done = act(executive, "order:เห็นชอบ", *keys)
        assert "not-done" not in done.text
        assert all(f"เรื่องเสนอที่ {n}" in done for n in (1, 2, 3))
        assert [state(web, key) for key in keys] == [("ordered", ["propose", "order"])] * 3

    def test_what_the_executive_opened_is_not_taken_back(self, web, screener, executive):
        key = before(web, "เปิดอ่านแล้ว")
        taken = screener.get(f"/p/{key}?tab=endorse").forms["withdraw"]
        executive.get(f"/day/p-{key}").forms["seen"].submit(status=303)
        assert "seen" not in executive.get(f"/day/p-{key}").forms
        assert "withdraw" not in screener.get(f"/p/{key}?tab=endorse").forms
        assert "เกษียนถูกอ่านแล้ว" in taken.submit(status=409).text
        assert state(web, key)[0] == "proposed"

    def test_the_same_request_twice_acts_once(self, web, executive):
        key = before(web, "ส่งซ้ำ")
        form, done = act(executive, "acknowledge:ทราบ", key)
        again = form.submit("do", value="acknowledge:ทราบ")
        assert again.text.count("ส่งซ้ำ") == done.text.count("ส่งซ้ำ")
        assert state(web, key)[1] == ["propose", "acknowledge"]

    def test_each_is_asked_alone_and_the_answer_says_why(self, web, executive):
        good, blank = before(web, "มีผู้รับมอบ"), before(web, "ไม่มีผู้รับมอบ", assign_to=())
        _form, done = act(executive, "order:มอบดำเนินการ", good, blank)
        told = done.html.find(id="not-done")
        assert "ไม่มีผู้รับมอบ" in told.text
        assert "ผู้ปฏิบัติ" in told.text or "หน่วย" in told.text
        assert (state(web, good)[0], state(web, blank)[0]) == ("ordered", "proposed")

    def test_nothing_ticked_is_said(self, web, executive):
        before(web, "ไม่ได้เลือก")
        _form, page = act(executive, "acknowledge:ทราบ")
        assert page.status_int == 422

    def test_it_goes_back_to_the_screener_with_words(self, web, executive, screener):
        key = before(web, "ส่งคืนกลั่นกรอง")
        _form, refused = act(executive, "return", key)
        assert "not-done" in refused.text
        _form, done = act(executive, "return", key, text="ขอข้อมูลงบประมาณเพิ่ม")
        assert "not-done" not in done.text
        assert "ขอข้อมูลงบประมาณเพิ่ม" in screener.get(f"/p/{key}/screen")
        assert key not in executive.get("/day").text


class TestDraftsOfTheDay:
    @pytest.fixture
    def drafts(self, web):
        with web.office.desk() as desk:
            clerk = web.office.actor(desk, CLERK)
            made = []
            for n in "๑๒":
                form = drafting.Draft(subject=f"ร่างที่ {n}", to_text="ปลัดกรุงเทพมหานคร", body="ตามที่")
                letter = drafting.write_draft(desk, clerk, unit="dgov", form=form)
                drafting.propose_draft(desk, clerk, letter=letter, to_post="dgov.head")
                made.append(letter.key)
            desk.tm.commit()
            return made

    def test_those_that_are_ticked_are_signed_in_one_sitting(self, web, executive, drafts):
        _form, way = act(executive, "sign", draft=drafts)
        assert way.status_int == 303
        page = way.follow()
        form = page.forms["sign"]
        assert {box._value for box in form.fields["letters"] if box.checked} == set(drafts)
        form["typed_name"], form["otp"] = name_of(web, EXECUTIVE), web.code(EXECUTIVE)
        done = form.submit(status=303)
        assert done.location.endswith("/day")
        assert "ร่างที่ ๑" not in done.follow().text
        with web.office.desk() as desk:
            found = [records.read_letter(desk.root, web.office.actor(desk, EXECUTIVE), key) for key in drafts]
            assert [x.state for x in found] == ["signed", "signed"]

    def test_a_received_letter_is_not_signed(self, web, executive, drafts):
        key = before(web, "ไม่ใช่ร่าง")
        _form, page = act(executive, "sign", key, draft=drafts)
        assert (page.status_int, "เฉพาะร่างหนังสือ" in page) == (422, True)
        assert act(executive, "sign")[1].status_int == 422

    def test_one_that_lies_there_no_more_is_told(self, executive, drafts):
        page = executive.get(f"/drafts/sign?letters={drafts[0]}&letters=gone&back=day")
        assert "1 ฉบับลงนามที่หน้านี้ไม่ได้" in page or "๑ ฉบับลงนามที่หน้านี้ไม่ได้" in page


class TestFrontDoor:
    def test_an_executive_comes_to_the_day_list_and_others_to_their_tray(self, clerk, executive):
        assert executive.get("/", status=303).location.endswith("/day")
        assert clerk.get("/", status=303).location.endswith("/in-tray")


class TestBackToTheClerk:
    def test_the_clerk_sees_why_and_puts_it_forward_again(self, web, clerk, screener):
        key = receive(web, "ขาดเอกสาร")
        assert "return" not in screener.get(f"/p/{key}/screen").forms, "it does not lie with the screener"
        put_forward(clerk, key)
        form = screener.get(f"/p/{key}/screen").forms["return"]
        assert form.submit(status=422).html.select_one("#give-back[open] .field-error") is not None
        form["text"] = "ขาดสิ่งที่ส่งมาด้วย"
        assert form.submit(status=303).location.endswith("/offices/dgov")
        assert "ขาดสิ่งที่ส่งมาด้วย" in clerk.get("/offices/dgov").forms["put-forward"].html.text
        put_forward(clerk, key)
        assert "ขาดสิ่งที่ส่งมาด้วย" not in clerk.get("/offices/dgov").text


class TestMenu:
    def test_put_forward_and_screen_where_one_may(self, web, clerk, screener, executive):
        key = receive(web, "จากเมนู")
        way = f"/offices/dgov?paper={key}"
        assert way in clerk.get(f"/p/{key}").text
        assert f"/p/{key}/screen" not in clerk.get(f"/p/{key}").text
        box = next(b for b in clerk.get(way).forms["put-forward"].fields["paper"] if b._value == key)
        assert box.checked
        put_forward(clerk, key)
        assert way not in clerk.get(f"/p/{key}").text
        assert f"/p/{key}/screen" in screener.get(f"/p/{key}").text
        assert way not in screener.get(f"/p/{key}").text
        assert f"/p/{key}/screen" not in executive.get(f"/p/{key}").text

    def test_the_office_s_own_step_is_the_one_thing_to_do_next(self, web, clerk, screener):
        def next_of(browser, key):
            found = browser.get(f"/p/{key}").html.select_one(".page-head a.btn-primary")
            return found["href"] if found else ""

        key = receive(web, "ขั้นถัดไป")
        way = f"/offices/dgov?paper={key}"
        assert next_of(clerk, key).startswith(way)
        done = clerk.get(f"/receive/dgov/done/{key}").html
        assert done.select_one(f'.done-card a[href^="{way}"]') is not None
        assert done.select_one('.done-card a[href*="tab=endorse"]') is None, "one way to put it before the executive"
        assert next_of(screener, key) != f"/p/{key}/screen", "it does not lie with the screener yet"
        put_forward(clerk, key)
        assert next_of(screener, key) == f"/p/{key}/screen"

    def test_a_draft_is_screened_from_its_page(self, web, clerk, screener):
        with web.office.desk() as desk:
            form = drafting.Draft(subject="ร่างให้กลั่นกรอง", to_text="ปลัดกรุงเทพมหานคร", body="ตามที่")
            made = drafting.write_draft(desk, web.office.actor(desk, CLERK), unit="dgov", form=form)
            drafting.propose_draft(desk, web.office.actor(desk, CLERK), letter=made, to_post="dgov.head")
            desk.tm.commit()
        assert f"/l/{made.key}/screen" in screener.get(f"/l/{made.key}").text
        assert f"/l/{made.key}/screen" not in clerk.get(f"/l/{made.key}").text

    def test_the_administration_leads_to_the_settings(self, admin):
        assert "/offices/dgov/settings" in admin.get("/admin/units?unit=dgov&tab=unit").text


class TestRefusals:
    def test_a_screener_is_chosen_and_says_something(self, web, clerk, screener):
        key = receive(web, "ขาดสรุป")
        refused = screen(screener, key, summary=" ")
        assert refused.status_int == 422
        assert "โปรดสรุปเรื่อง" in refused
        assert screen(screener, key, recommendation="other").status_int == 422
        assert state(web, key) == ("registered", [])
        assert put_forward(clerk).status_int == 422

    def test_a_subject_like_a_procurement_letter_is_asked_about(self, web, clerk, screener):
        key = receive(web, "ขออนุมัติจัดซื้อครุภัณฑ์")
        asked = put_forward(clerk, key)
        assert asked.status_int == 409
        assert "จัดซื้อจัดจ้าง" in asked
        form = asked.forms["put-forward"]
        form["confirm"] = ["no-procurement"]
        assert form.submit().status_int == 303
        assert f"/p/{key}/screen" in screener.get("/offices/dgov")

    def test_nothing_of_it_is_anybody_elses(self, web, executive):
        key = before(web, "ของสำนักงาน")
        school = web.sign_in("u-sch-2-clerk")
        for address in ("/offices/dgov", "/offices/dgov/settings", f"/p/{key}/screen", f"/day/p-{key}"):
            school.get(address, status=404)
        assert "/day" not in [a.get("href") for a in school.get("/in-tray").html.find_all("a")]
        deputy = web.sign_in("u-dgov-deputy")
        assert "ของสำนักงาน" not in deputy.get("/day")
        deputy.get(f"/day/p-{key}", status=404)
        executive.get(f"/day/p-{key}", status=200)
        executive.get("/day/x-1", status=404)


class TestTheOffice:
    def test_who_is_away_and_who_comes_first(self, web, clerk, screener, executive):
        page = clerk.get("/offices/dgov")
        form = next(f for f in page.forms.values() if f.action.endswith("/away") and f["post"].value == "dgov.head")
        form["until"] = "๑๕ มี.ค. ๖๗"
        assert "ไม่อยู่ถึง" in form.submit().follow()
        key = receive(web, "ผู้บริหารไม่อยู่")
        chosen = screener.get(f"/p/{key}/screen").forms["screen"]["to_post"]
        assert chosen.value == "dgov.deputy"
        assert screen(screener, key).status_int == 303
        assert "ผู้บริหารไม่อยู่" not in executive.get("/day")
        assert "ผู้บริหารไม่อยู่" in web.sign_in("u-dgov-deputy").get("/day")
        form["until"] = "๑ มี.ค. ๖๗"
        assert form.submit(status="*").status_int in {409, 422}
        form = next(f for f in clerk.get("/offices/dgov").forms.values() if f.action.endswith("/away"))
        form["until"] = ""
        assert "ไม่อยู่ถึง ๑๕" not in form.submit().follow()

    def test_it_is_set_up_by_the_administrator_alone(self, web, clerk, admin):
        clerk.get("/offices/dgov/settings", status=404)
        form = admin.get("/offices/dgov/settings").forms["settings"]
        assert form["executive"].value == "dgov.head"
        form["executive"] = "dgov.screener"
        refused = form.submit(status=422)
        assert "ไม่มีบทบาท" in refused
        form = admin.get("/offices/dgov/settings").forms["settings"]
        assert form.submit().status_int == 303
        admin.get("/offices/nowhere/settings", status=404)
