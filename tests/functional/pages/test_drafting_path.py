"""ตรวจร่าง over HTTP: sent to be checked, checked, opinions and comments, the lock, versions beside each other."""

import pytest

from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("path"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def head(web):
    return Person(web, "u-d54-edu-head")


@pytest.fixture
def draft(officer):
    return officer.write(
        "/drafts/new",
        addressees=[],
        subject="ขอข้อมูล",
        to_text="หัวหน้า",
        body="๑. ขอข้อมูลนักเรียน",
        deadlines="๒๙ มี.ค. ๖๗ ตอบ",
    )


def submit(officer, draft):
    form = officer.get(f"/l/{draft}/submit").forms["act"]
    form["to_post"] = "d54-edu.registrar"
    form.submit(status=303)


class TestPath:
    def test_checked_proposed_and_returned_to_who_checked(self, officer, clerk, head, draft):
        submit(officer, draft)
        assert "รอตรวจร่าง" in clerk.get("/in-tray").text
        clerk.get(f"/l/{draft}").forms["primary"].submit(status=303)
        assert officer.get(f"/l/{draft}").html.select_one(".page-head a.btn-primary")["href"] == f"/l/{draft}/propose"
        assert clerk.get(f"/l/{draft}").html.select_one(".page-head .btn-primary") is None
        form = officer.get(f"/l/{draft}/propose").forms["act"]
        form["to_post"] = "d54-edu.head"
        form.submit(status=303)
        fill(head.get(f"/l/{draft}/return-previous").forms["act"], text="ตรวจอีกครั้ง").submit(status=303)
        assert "ตรวจอีกครั้ง" in clerk.get("/in-tray").text
        assert "f-text" in clerk.get(f"/l/{draft}/send-back").forms["act"].submit(status=422).text
        fill(clerk.get(f"/l/{draft}/send-back").forms["act"], text="แก้คำ").submit(status=303)
        officer.get(f"/l/{draft}/edit")

    def test_who_wrote_a_draft_takes_it_back_and_is_not_offered_to_return_it(self, clerk):
        draft = clerk.write("/drafts/new", addressees=[], subject="ขอข้อมูล", to_text="หัวหน้า", body="ขอข้อมูล")
        form = clerk.get(f"/l/{draft}/submit").forms["act"]
        form["to_post"] = "d54-edu.head"
        form.submit(status=303)
        page = clerk.get(f"/l/{draft}").text
        assert f"/l/{draft}/recall" in page
        assert f"/l/{draft}/send-back" not in page

    def test_who_checked_and_signs_is_not_offered_to_return_it_to_himself(self, officer, head, draft):
        form = officer.get(f"/l/{draft}/submit").forms["act"]
        form["to_post"] = "d54-edu.head"
        form.submit(status=303)
        head.get(f"/l/{draft}").forms["primary"].submit(status=303)
        form = officer.get(f"/l/{draft}/propose").forms["act"]
        form["to_post"] = "d54-edu.head"
        form.submit(status=303)
        page = head.get(f"/l/{draft}").text
        assert f"/l/{draft}/return-previous" not in page
        assert f"/l/{draft}/return" in page

    def test_somebody_has_to_be_chosen(self, officer, draft):
        form = officer.get(f"/l/{draft}/submit").forms["act"]
        token, request = form["csrf_token"].value, form["request_id"].value
        answer = officer.browser.post(f"/l/{draft}/submit", {"csrf_token": token, "request_id": request}, status=422)
        assert "f-to_post" in answer.text

    def test_the_writer_is_not_offered_the_check(self, officer, draft):
        submit(officer, draft)
        assert "do-check" not in officer.get(f"/l/{draft}").text


class TestSaid:
    def test_opinions_of_other_units(self, web, officer, draft):
        form = officer.get(f"/l/{draft}/ask").forms["act"]
        assert "f-posts" in fill(form, posts="ตำแหน่งที่ไม่มี").submit(status=422).text
        fill(officer.get(f"/l/{draft}/ask").forms["act"], posts="ผู้อำนวยการเขตหนองจอก", text="เห็นควรไหม").submit(
            status=303
        )
        asked = Person(web, "u-d54-dir")
        assert "๒๙ มี.ค. ๒๕๖๗" in asked.get("/in-tray").text
        letter = asked.get(f"/l/{draft}").html
        assert letter.select_one(".page-head-actions .btn-primary")["href"] == f"/l/{draft}/review#opinion"
        form = asked.get(f"/l/{draft}/review").forms["opinion"]
        fill(form, text="เห็นควร").submit(status=303)
        assert "เห็นควร" in officer.get(f"/l/{draft}/review").text
        assert "opinion" not in asked.get(f"/l/{draft}/review").forms
        assert "#opinion" not in asked.get(f"/l/{draft}").text

    def test_comments_are_written_and_settled(self, officer, clerk, draft):
        form = clerk.get(f"/l/{draft}/review").forms["comment"]
        form["paragraph"] = "1"
        page = fill(form, text="ปีใด").submit(status=303).follow()
        assert "ปีใด" in page.text
        page = officer.get(f"/l/{draft}/review")
        settle = next(f for f in page.forms.values() if f.action.endswith("/settle"))
        assert "แก้แล้วโดย" in settle.submit(status=303).follow().text

    def test_an_empty_comment_is_refused(self, clerk, draft):
        assert clerk.get(f"/l/{draft}/review").forms["comment"].submit(status=422)


class TestEditing:
    def test_one_at_a_time(self, officer, clerk, draft):
        officer.get(f"/l/{draft}/review").forms["lock"].submit(status=303)
        form = clerk.get(f"/l/{draft}/edit").forms["draft"]
        assert "กำลังแก้ไขโดย" in clerk.get(f"/l/{draft}/edit").text
        again = fill(form, subject="ของเจ้าหน้าที่").submit(status=409).forms["draft"]
        assert again["subject"].value == "ของเจ้าหน้าที่"
        again["take_over"] = True
        again.submit(status=303)
        assert "รับช่วงแก้ไขต่อจาก" in officer.get(f"/l/{draft}?tab=facts").text

    def test_given_up(self, officer, draft):
        officer.get(f"/l/{draft}/review").forms["lock"].submit(status=303)
        page = officer.get(f"/l/{draft}/review").forms["unlock"].submit(status=303).follow()
        assert "unlock" not in page.forms

    def test_versions_beside_each_other(self, officer, draft):
        fill(officer.get(f"/l/{draft}/edit").forms["draft"], body="๑. ขอข้อมูลครู").submit(status=303)
        page = officer.get(f"/l/{draft}/versions")
        assert "<del>นักเรียน</del><ins>ครู</ins>" in page.text
        assert "{+" not in page.text
        assert "[-" not in page.text
        officer.get(f"/l/{draft}/versions?old=9", status=404)
