"""หน้ารอคำตอบ over HTTP: asked for, seen, noted by hand, reminded in bulk; answered with one press by who owes it."""

from __future__ import annotations

import re

import pytest

from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

HEAD = "นางสมมติ การศึกษาตัวอย่าง"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("answers"))
    web.office.clock.office = at(8, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def head(web):
    return Person(web, "u-d54-edu-head")


@pytest.fixture(scope="module")
def registrar(web):
    return Person(web, "u-d54-clerk")


@pytest.fixture(scope="module")
def school(web):
    return Person(web, "u-sch-1-clerk")


@pytest.fixture(scope="module")
def asking(web, clerk, head):
    """Three schools are asked for numbers by the fifteenth; gives the key of the letter."""
    key = clerk.write(
        "/drafts/new",
        addressees=["group:d54-schools"],
        subject="ขอข้อมูลจำนวนนักเรียน",
        body="ขอให้รายงานจำนวนนักเรียน",
        answer_by="๑๕ มี.ค. ๖๗",
    )
    assert clerk.get(f"/l/{key}/edit").forms["draft"]["answer_by"].value == "๑๕ มี.ค. ๒๕๖๗"
    head.sign(key, HEAD)
    form = clerk.get(f"/l/{key}/signed").forms["send"]
    form.submit(status=303)
    return key


def rows(page):
    return dict(re.findall(r'value="(\w{13})"[^>]*?aria-label.*?<b>([^<]+)</b>', page.text, re.DOTALL))


def chosen(page, *names):
    form = page.forms["awaited"]
    keys = {name: key for key, name in rows(page).items()}
    for box in form.fields["awaited"]:
        box.checked = box._value in {keys[n] for n in names}
    return form


def press(form, browser, ending):
    """Send a form by its button with an address of its own."""
    fields = [(name, value) for name, value in form.submit_fields()]
    return browser.post(ending, fields, expect_errors=True)


NAMES = [f"โรงเรียนตัวอย่างที่ {n} สำนักงานเขตหนองจอก" for n in "๑๒๓"]


class TestAsking:
    def test_a_day_that_cannot_be_is_said_at_its_field(self, clerk):
        form = clerk.get("/drafts/new").forms["draft"]
        again = fill(form, subject="ขอข้อมูล", answer_by="๓๑ ก.พ. ๖๗").submit(status=422)
        assert "f-answer_by-error" in again.text
        assert again.forms["draft"]["answer_by"].value == "๓๑ ก.พ. ๖๗"

    def test_the_letter_and_its_page_of_answers(self, clerk, asking):
        page = clerk.get(f"/l/{asking}")
        assert "ตอบแล้ว ๐ จาก ๓ ราย" in page.text
        answers = clerk.get(f"/l/{asking}/answers")
        assert sorted(rows(answers).values()) == NAMES
        assert "รอตอบ ๓" in answers.text

    def test_the_list_of_the_unit(self, clerk, asking):
        page = clerk.get("/answers").text
        assert f"/l/{asking}/answers" in page
        assert "รอตอบ ๓" in page

    def test_is_nobody_elses(self, web, school, asking):
        assert school.get(f"/l/{asking}").status_int == 200
        school.get(f"/l/{asking}/answers", status=404)
        assert asking not in school.get("/answers").text
        school.get("/answers", params={"unit": "d54-edu"}, status=404)
        form = school.get("/answers")
        token = re.search(r'name="csrf_token" value="([^"]+)"', form.text).group(1)
        school.browser.post("/answers/remind", {"csrf_token": token, "letter": asking}, status=409)


class TestOwing:
    def test_the_receiver_is_told_and_answers_with_everything_filled_in(self, web, clerk, school, asking):
        page = school.get("/in-tray").text
        assert "ต้องตอบภายใน" in page
        school.press(school.get("/in-tray"), r"/deliveries/\w+/register")
        page = school.get("/in-tray")
        address = re.search(r'href="(/drafts/new\?paper=\w+&amp;answer=1)"', page.text).group(1).replace("&amp;", "&")
        form = school.get(address).forms["draft"]
        assert form["subject"].value == "ขอข้อมูลจำนวนนักเรียน"
        assert form["to_text"].value == "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก"
        assert form["references"].value.startswith("กท 5407/")
        assert [b._value for b in form.fields["addressees"] if b.checked] == ["unit:d54-edu"]
        done = fill(form, body="จำนวนนักเรียน ๒๑๐ คน").submit(status=303)
        key = done.location.rpartition("/")[2]
        Person(web, "u-sch-1").sign(key, "นางสมมติ โรงเรียนที่๑")
        school.get(f"/l/{key}/signed").forms["send"].submit(status=303)
        assert "/drafts/new?paper" not in school.get("/in-tray").text
        page = clerk.get(f"/l/{asking}/answers?state=answered")
        assert list(rows(page).values()) == NAMES[:1]
        assert f'href="/l/{key}"' in page.text


class TestByHand:
    def test_noted_and_awaited_again(self, clerk, asking):
        at_answers = f"/l/{asking}/answers"
        form = chosen(clerk.get(at_answers), NAMES[2])
        form["number"], form["dated"] = "๑๒/๒๕๖๗", "๗ มี.ค. ๖๗"
        assert press(form, clerk.browser, f"{at_answers}/answered").status_int == 303
        assert "ที่ ๑๒/๒๕๖๗ ลงวันที่ ๗ มี.ค. ๒๕๖๗" in clerk.get(at_answers).text
        form = chosen(clerk.get(at_answers), NAMES[2])
        form["reason"] = "เป็นหนังสือเรื่องอื่น"
        assert press(form, clerk.browser, f"{at_answers}/undo").status_int == 303
        assert list(rows(clerk.get(f"{at_answers}?state=waiting")).values()) == NAMES[1:]

    def test_what_was_typed_stays_when_it_is_refused(self, clerk, asking):
        at_answers = f"/l/{asking}/answers"
        form = chosen(clerk.get(at_answers), NAMES[1], NAMES[2])
        form["number"] = "๙"
        again = press(form, clerk.browser, f"{at_answers}/let-off")
        assert again.status_int == 422
        assert again.forms["awaited"]["number"].value == "๙"
        assert [b.checked for b in again.forms["awaited"].fields["awaited"]].count(True) == 2
        nobody = clerk.get(at_answers).forms["awaited"]
        nobody["reason"] = "ไม่ต้อง"
        assert press(nobody, clerk.browser, f"{at_answers}/undo").status_int == 422


class TestReminding:
    def test_before_the_day_nobody_is_late(self, clerk, asking):
        form = clerk.get("/answers").forms["asked"]
        form["letter"] = True
        again = form.submit(status=409)
        assert "ยังไม่มีผู้ใดเกินกำหนดตอบเรื่อง “ขอข้อมูลจำนวนนักเรียน”" in again.text
        assert [box.checked for box in again.forms["asked"].fields["letter"]] == [True]

    def test_with_none_selected_the_list_says_so(self, clerk, asking):
        again = clerk.get("/answers").forms["asked"].submit(status=422)
        assert "โปรดเลือกหนังสืออย่างน้อยหนึ่งเรื่องก่อน" in again.text
        assert f"/l/{asking}/answers" in again.text

    def test_one_reminder_goes_straight_to_the_signature(self, web, clerk, head, asking):
        web.office.clock.office = at(18, 9, 0)
        page = head.get("/answers")
        assert "เกินกำหนด ๒" in page.text
        assert 'class="badge-count">๒<' in page.text
        form = page.forms["asked"]
        form["letter"] = True
        done = form.submit(status=303)
        key = re.search(r"/l/(\w{13})/sign$", done.location).group(1)
        assert "เตือนการตอบหนังสือ เรื่อง ขอข้อมูลจำนวนนักเรียน" in done.follow().text
        head.sign(key, HEAD)
        head.get(f"/l/{key}/signed").forms["send"].submit(status=303)
        page = clerk.get(f"/l/{asking}/answers?state=overdue")
        assert page.text.count("เตือนแล้ว ๑ ครั้ง") == 2

    def test_it_is_tied_to_the_letter_that_waits(self, web, clerk, asking):
        second = Person(web, "u-sch-2-clerk")
        page = second.get("/in-tray")
        assert page.text.index("ขอข้อมูลจำนวนนักเรียน") > 0
        first = re.search(r"/deliveries/(\w+)/register", page.text).group(1)
        second.press(page, rf"/deliveries/{first}/register")
        page = second.get("/in-tray").text
        assert "หนังสือเตือนของ" in page
        paper = re.search(r'<a href="/p/(\w{13})">หนังสือที่รอตอบ', page).group(1)
        assert "ขอข้อมูลจำนวนนักเรียน" in second.get(f"/p/{paper}").text

    def test_a_registrar_chooses_who_signs(self, clerk, asking):
        form = chosen(clerk.get(f"/l/{asking}/answers"), NAMES[2])
        done = form.submit(status=303)
        assert done.location.endswith("/propose")
        assert "(ครั้งที่ ๒)" in done.follow().text

    def test_of_several_those_with_nobody_late_are_passed_over(self, clerk, head, asking):
        key = clerk.write(
            "/drafts/new",
            addressees=["group:d54-schools"],
            subject="ขอแผนอบรม",
            body="ขอแผน",
            answer_by="๒๙ มี.ค. ๖๗",
        )
        head.sign(key, HEAD)
        clerk.get(f"/l/{key}/signed").forms["send"].submit(status=303)
        form = clerk.get("/answers").forms["asked"]
        assert {box._value for box in form.fields["letter"]} == {asking, key}
        for box in form.fields["letter"]:
            box.checked = True
        done = form.submit(status=303)
        assert done.location.endswith("/propose")
        assert "ขอข้อมูลจำนวนนักเรียน" in done.follow().text


class TestTheListOfAUnit:
    def test_it_is_shown_by_tabs_and_pages(self, clerk, asking, monkeypatch):
        monkeypatch.setattr("saraban.ui.answers.presenters.PAGE_SIZE", 1)
        first = clerk.get("/answers?unit=d54-edu&show=all")
        assert first.text.count('name="letter"') == 1
        second = clerk.get("/answers?unit=d54-edu&show=all&page=2")
        assert 'rel="prev"' in second.text
        assert 'aria-current="page"' in clerk.get("/answers?unit=d54-edu&show=answered").text
        assert clerk.get("/answers?unit=d54-edu&show=nothing&page=x").status_int == 200


class TestOwedToSomebodyOutside:
    @pytest.fixture
    def paper(self, registrar):
        """A ministry's letter that asks for an answer; gives the key of the district's paper."""
        form = registrar.get("/receive/d54").forms["receive"]
        fill(form, subject="ขอสถิติ", answer_by="๒๙ มี.ค. ๖๗")
        return form.submit(status=303).location.rpartition("/")[2]

    def test_before_it_is_closed_the_answer_owed_is_said(self, registrar, paper):
        said = "หนังสือนี้ต้องตอบภายใน ๒๙ มี.ค. ๒๕๖๗ และยังไม่ได้ตอบ"
        assert said in registrar.get(f"/p/{paper}/close").text
        assert said not in registrar.get(f"/p/{paper}/forward").text
        form = registrar.get(f"/p/{paper}").click("ตอบแล้ว หรือไม่ต้องตอบ").forms["answer"]
        fill(form, number="กท ๕๔๐๑/๙", dated="๗ มี.ค. ๖๗").submit(status=303)
        assert said not in registrar.get(f"/p/{paper}/close").text

    def test_once_sent_on_the_answer_comes_next(self, registrar, paper):
        form = registrar.get(f"/p/{paper}/forward").forms["act"]
        form["others"] = "ฝ่ายการศึกษา"
        form.submit(status=303)
        primary = registrar.get(f"/p/{paper}").html.select_one(".page-head a.btn-primary")
        assert primary["href"] == f"/drafts/new?paper={paper}&answer=1"

    def test_it_is_noted_undone_and_told_on_the_letter(self, registrar, paper):
        page = registrar.get(f"/p/{paper}")
        assert "ต้องตอบภายใน" in registrar.get("/in-tray").text
        form = page.click("ตอบแล้ว หรือไม่ต้องตอบ").forms["answer"]
        fill(form, number="กท ๕๔๐๑/๙", dated="๗ มี.ค. ๖๗").submit(status=303)
        page = registrar.get(f"/p/{paper}")
        assert "กท ๕๔๐๑/๙" in page.text
        assert f"/drafts/new?paper={paper}&amp;answer=1" not in page.text
        form = page.click("ที่ลงไว้เรื่องการตอบ").forms["answer"]
        assert fill(form, reason=" ").submit(status=422)
        fill(form, reason="เป็นหนังสือเรื่องอื่น").submit(status=303)
        assert f"/drafts/new?paper={paper}&amp;answer=1" in registrar.get(f"/p/{paper}").text
        noted = registrar.get(f"/p/{paper}/answer").text
        assert noted.index("กท ๕๔๐๑/๙") < noted.index("เป็นหนังสือเรื่องอื่น")

    def test_what_was_typed_stays_when_it_is_refused(self, registrar, paper):
        form = registrar.get(f"/p/{paper}/answer").forms["answer"]
        again = fill(form, how="not_needed", number="กท ๑", dated="๓๑ ก.พ. ๖๗", reason="แจ้งแล้ว").submit(status=422)
        assert "f-dated-error" in again.text
        assert again.forms["answer"]["dated"].value == "๓๑ ก.พ. ๖๗"
        assert again.forms["answer"]["how"].value == "not_needed"

    def test_who_may_not_is_told_and_others_find_nothing(self, web, paper, clerk):
        clerk.get(f"/p/{paper}/answer", status=404)
        reader = Person(web, "u-auditor")
        assert "/answer" not in reader.get(f"/p/{paper}").text
        reader.get(f"/p/{paper}/answer", status=403)

    def test_a_letter_that_asks_nothing_has_no_such_page(self, registrar):
        form = fill(registrar.get("/receive/d54").forms["receive"], subject="เพื่อทราบ")
        paper = form.submit(status=303).location.rpartition("/")[2]
        registrar.get(f"/p/{paper}/answer", status=409)
