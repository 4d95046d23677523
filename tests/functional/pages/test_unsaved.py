"""Typed and not saved: kept for whoever typed it, offered when he comes back, gone when it is saved or thrown away."""

import re

import pytest

from saraban.ui.drafts import views
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

AT = "/drafts/unsaved"
OFFERED, SHOWN = "พิมพ์ค้างไว้ที่นี่", "นี่คือข้อความที่ท่านพิมพ์ไว้"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("unsaved"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def colleague(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(autouse=True)
def nothing_kept(officer, colleague):
    for person in (officer, colleague):
        form = person.get("/drafts/new").forms["draft"]
        person.browser.post(AT, {**sent_by(form), "act": "forget"}, status=303)


def sent_by(form, **typed):
    """The fields as the script sends them."""
    fields = {name: value for name, value in form.submit_fields() if name not in {"files", "word"}}
    return {**fields, **typed}


def keep(person, address, status=200, **typed):
    return person.browser.post(AT, sent_by(person.get(address).forms["draft"], **typed), status=status)


def body_of(page):
    return page.forms["draft"]["body"].value


def test_kept_offered_and_shown_again(officer):
    said = keep(officer, "/drafts/new", subject="ขอเชิญประชุม", body="๑. ข้อความ", addressees="group:d54-schools")
    assert said.content_type == "text/plain"
    assert "ยังไม่ได้บันทึก" in said.text
    assert "๑๓ มี.ค. ๒๕๖๗ ๐๙." in said.text  # by the office's clock
    page = officer.get("/drafts/new")
    assert OFFERED in page.text
    assert body_of(page) == ""
    again = page.click(href="unsaved=1")
    form = again.forms["draft"]
    assert SHOWN in again.text
    assert (form["subject"].value, body_of(again)) == ("ขอเชิญประชุม", "๑. ข้อความ")
    assert [box.value for box in form.fields["addressees"] if box.checked] == ["group:d54-schools"]


def test_saved_it_is_no_longer_offered(officer):
    keep(officer, "/drafts/new", subject="เรื่องที่บันทึก", to_text="หัวหน้า", body="ข้อความ")
    form = officer.get("/drafts/new?unsaved=1").forms["draft"]
    form.submit(status=303)
    assert OFFERED not in officer.get("/drafts/new").text


def test_a_refused_save_keeps_it(officer):
    keep(officer, "/drafts/new", subject="เรื่อง", body="ข้อความ")
    form = officer.get("/drafts/new?unsaved=1").forms["draft"]
    form["subject"] = ""
    form.submit(status=422)
    assert OFFERED in officer.get("/drafts/new").text


def test_a_save_that_fails_at_its_end_keeps_it(officer, monkeypatch):
    def fails(request, about):
        real(request, about)
        raise RuntimeError("the disk is full")

    keep(officer, "/drafts/new", subject="เรื่องที่บันทึกไม่สำเร็จ", to_text="หัวหน้า", body="ข้อความ")
    form = officer.get("/drafts/new?unsaved=1").forms["draft"]
    real = views.forget
    monkeypatch.setattr(views, "forget", fails)
    form.submit(status=500)
    monkeypatch.undo()
    assert OFFERED in officer.get("/drafts/new").text
    assert "เรื่องที่บันทึกไม่สำเร็จ" not in officer.get("/drafts").text


def test_thrown_away(officer):
    keep(officer, "/drafts/new", subject="เรื่อง", body="ไม่เอาแล้ว")
    form = officer.get("/drafts/new").forms["draft"]
    page = officer.browser.post(AT, {**sent_by(form), "act": "forget"}, status=303).follow()
    assert page.request.path == "/drafts/new"
    assert OFFERED not in page.text
    assert body_of(officer.get("/drafts/new?unsaved=1")) == ""


def test_nobody_else_is_offered_it(officer, colleague):
    keep(officer, "/drafts/new", subject="เรื่อง", body="ของฉันเท่านั้น")
    for address in ("/drafts/new", "/drafts/new?unsaved=1"):
        page = colleague.get(address)
        assert OFFERED not in page.text
        assert "ของฉันเท่านั้น" not in page.text


def test_of_a_draft_that_stands(officer):
    letter = officer.write("/drafts/new", addressees=[], subject="ร่างเดิม", to_text="หัวหน้า", body="เดิม")
    keep(officer, f"/l/{letter}/edit", body="แก้ไว้แล้วยังไม่บันทึก")
    assert body_of(officer.get(f"/l/{letter}/edit")) == "เดิม"
    assert OFFERED not in officer.get("/drafts/new").text
    page = officer.get(f"/l/{letter}/edit").click(href="unsaved=1")
    assert body_of(page) == "แก้ไว้แล้วยังไม่บันทึก"
    page.forms["draft"].submit(status=303)
    assert OFFERED not in officer.get(f"/l/{letter}/edit").text
    assert body_of(officer.get(f"/l/{letter}/edit")) == "แก้ไว้แล้วยังไม่บันทึก"


def test_what_says_the_same_is_not_offered(officer):
    letter = officer.write("/drafts/new", addressees=[], subject="ร่างเดิม", to_text="หัวหน้า", body="หนึ่ง\nสอง")
    keep(officer, f"/l/{letter}/edit", body="หนึ่ง\r\nสอง\r\n")
    assert OFFERED not in officer.get(f"/l/{letter}/edit").text


def test_what_others_changed_meanwhile_is_not_written_over(officer, colleague):
    letter = officer.write("/drafts/new", addressees=[], subject="ร่างเดิม", to_text="หัวหน้า", body="เดิม")
    keep(officer, f"/l/{letter}/edit", body="ของเจ้าหน้าที่")
    form = colleague.get(f"/l/{letter}/edit").forms["draft"]
    form["body"] = "ของเพื่อนร่วมงาน"
    form.submit(status=303)
    refused = officer.get(f"/l/{letter}/edit?unsaved=1").forms["draft"].submit(status="*")
    assert refused.status_int in {409, 422}
    assert body_of(colleague.get(f"/l/{letter}/edit")) == "ของเพื่อนร่วมงาน"


def test_only_forms_that_one_may_fill_in(web, officer):
    form = officer.get("/drafts/new").forms["draft"]
    for wrong in ({"unit": "opssec"}, {"unit": ""}, {"draft": "nothing"}, {"paper": "nothing"}):
        officer.browser.post(AT, sent_by(form, **wrong), status=404)
    school = Person(web, "u-sch-1-teacher")
    letter = officer.write("/drafts/new", addressees=[], subject="ร่างเดิม", to_text="หัวหน้า", body="เดิม")
    token = re.search(r'name="csrf_token" value="([^"]+)"', school.get("/me").text).group(1)
    theirs = {"csrf_token": token, "draft": letter, "body": "x"}
    school.browser.post(AT, theirs, status=404)


def test_so_many_a_minute(monkeypatch, officer):
    monkeypatch.setattr("saraban.ui.drafts.unsaved.PACE.most", 0)
    keep(officer, "/drafts/new", status=429, body="x")


def test_passwords_and_tokens_are_not_kept(web, officer):
    keep(officer, "/drafts/new", subject="เรื่อง", body="ข้อความ")
    files = [path.read_text(encoding="utf-8") for path in (web.office.registry.saraban.var / "unsaved").rglob("*.json")]
    assert any("เรื่อง" in text for text in files)
    assert not [
        text for text in files for name in ("csrf_token", "request_id", "confirm", "otp") if f'["{name}"' in text
    ]
