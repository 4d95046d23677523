"""ตัวอย่างหนังสือ over HTTP: a draft as it is printed, for those who may read it; a signed letter without the word ร่าง."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from tests.common.golden_pages import text_of
from tests.common.office import at
from tests.common.people import Person, fill, key_of
from tests.common.web import open_web


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("previews"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def draft(officer):
    return officer.write(
        "/drafts/new",
        addressees=["group:d54-schools"],
        to_text="ผู้อำนวยการสถานศึกษา",
        subject="ขอให้ส่งข้อมูลนักเรียน",
        body="ตามที่ได้กำหนดให้ส่งข้อมูลนั้น\n๑. ขอให้ส่งภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗\n| ที่ | โรงเรียน |\n|---|---|\n| ๑ | วัดตัวอย่าง |",
        references="กท ๕๔๐๗/๗๐๐ ลว. ๑ มี.ค. ๖๗",
    )


def test_a_draft_is_seen_as_it_will_be_printed(officer, draft):
    answer = officer.get(f"/l/{draft}/preview.pdf")
    text = text_of(answer.body)
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert text.startswith("ร่าง\nบันทึกข้อความ\n")
    for words in ("ขอให้ส่งข้อมูลนักเรียน", "เรียน ผู้อำนวยการสถานศึกษา", "๑. ขอให้ส่งภายในวันศุกร์ที่ ๑๕ มีนาคม", "วัดตัวอย่าง"):
        assert words in text


def test_its_page_leads_there(officer, draft):
    assert f"/l/{draft}/preview.pdf" in officer.get(f"/l/{draft}").text


def test_a_page_of_it_is_a_picture(officer, draft):
    answer = officer.get(f"/l/{draft}/preview/1.png?w=360")
    assert answer.content_type == "image/png"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Image.open(io.BytesIO(answer.body)).width == 360


@pytest.mark.parametrize("page", ["0", "2", "x", "99999999"])
def test_a_page_that_is_not_there_is_missing(officer, draft, page):
    officer.get(f"/l/{draft}/preview/{page}.png", status=404)


def test_others_see_nothing_of_it(web, draft):
    stranger = Person(web, "u-d54-clerk")
    for what in ("preview.pdf", "preview/1.png"):
        assert "ข้อมูลนักเรียน" not in stranger.get(f"/l/{draft}/{what}", status=404).text


class TestCertifiedCopies:
    def test_the_page_of_a_received_letter_makes_one(self, web):
        clerk = Person(web, "u-d54-clerk")
        form = fill(clerk.get("/receive/d54").forms["receive"], subject="หนังสือที่จะรับรอง", number="ทส 0101/8", body="ก")
        paper = key_of(form.submit("register").follow())
        form = next(f for f in clerk.get(f"/p/{paper}").forms.values() if f.action.endswith("/certified.pdf"))
        answer = form.submit()
        assert answer.headers["Content-Disposition"] == f'attachment; filename="certified-{paper}.pdf"'
        assert "สำเนาถูกต้อง" in text_of(answer.body)

    def test_a_draft_has_no_such_form_and_is_refused(self, officer, draft):
        page = officer.get(f"/l/{draft}")
        assert "certified.pdf" not in page.text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        officer.browser.post(f"/l/{draft}/certified.pdf", {"csrf_token": token}, status=409)
