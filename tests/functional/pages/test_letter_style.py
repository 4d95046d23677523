"""หน้ารูปแบบการพิมพ์หนังสือ over HTTP: sample pages first, then a version; by administrators of the office."""

import re

import pytest

from saraban.core.pace import Pace
from saraban.ui.admin import letter_style
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

ADDRESS = "/admin/kinds/style"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("style"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def admin(web):
    return Person(web, "u-bma-admin")


@pytest.fixture
def form(admin):
    return admin.get(ADDRESS).forms["style"]


@pytest.fixture(autouse=True)
def pace(monkeypatch):
    """A new minute for every test."""
    monkeypatch.setattr(letter_style, "PACE", Pace(30))


def save(form, **typed):
    return fill(form, since="๑ เม.ย. ๖๗", why="ปรับ", **typed).submit("act", value="save", status="*")


class TestWho:
    @pytest.mark.parametrize("person", ["u-d54-admin", "u-d54-clerk"])
    def test_nobody_else(self, web, person):
        Person(web, person).get(ADDRESS, status=404)

    def test_the_way_there(self, admin):
        assert f'href="{ADDRESS}"' in admin.get("/admin/kinds").text


class TestChanging:
    def test_nothing_changed(self, form):
        assert "ไม่มีการเปลี่ยนแปลง" in form.submit("act", value="preview", status=200).text
        assert save(form).status_int == 422

    def test_a_preview_shows_a_letter_and_a_memo_and_keeps_nothing(self, admin, form):
        page = fill(form, left="๓.๕").submit("act", value="preview", status=200)
        assert page.text.count("data:image/png;base64,") >= 3
        assert re.findall(r"<td>(.*?)</td>.*<ins>(.*?)</ins>", page.text) == [("ขอบซ้าย", "3.5")]
        assert page.forms["style"]["left"].value == "๓.๕"
        assert admin.get(ADDRESS).forms["style"]["left"].value == "3"

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ({"left": "2.9"}, "ขอบซ้าย: ต้องอยู่ระหว่าง 3 ถึง 4"),
            ({"left": "กว้าง"}, "เช่น ๒.๕"),
            ({"left": "nan"}, "ต้องอยู่ระหว่าง"),
            ({"pitch": "15.2", "size": "14"}, "๑.๔ เท่า"),
            ({"footer": "11"}, "ท้ายหน้าไม่มีที่พอ"),
            ({"footer_lines": "ก\nข\nค"}, "หนึ่งหรือสองบรรทัด"),
            ({"footer_lines": ""}, "หนึ่งหรือสองบรรทัด"),
            ({"footer_lines": "หนังสือราชการ" * 11}, "ให้ย่อข้อความท้ายหน้า"),
            ({"footer_lines": "กข ค" * 37}, "ให้ย่อข้อความท้ายหน้า"),
            ({"qr_left": "5", "qr": "2.5"}, "คิวอาร์โค้ดจะทับข้อความ"),
            ({"label": "18"}, "พิมพ์หนังสือตัวอย่างด้วยรูปแบบนี้ไม่ได้"),
        ],
    )
    @pytest.mark.parametrize("act", ["preview", "save"])
    def test_what_cannot_be(self, admin, form, act, typed, why):
        page = fill(form, since="๑ เม.ย. ๖๗", why="ปรับ", **typed).submit("act", value=act, status=422)
        assert why in page.text
        name = next(iter(typed))
        assert page.forms["style"][name].value.split() == typed[name].split()
        assert admin.get(ADDRESS).forms["style"]["seen"].value == "1"

    @pytest.mark.parametrize(("since", "why"), [("", "x"), ("๑ ม.ค. ๖๗", "x"), ("๑ เม.ย. ๖๗", "")])
    def test_a_day_to_come_and_a_reason(self, form, since, why):
        fill(form, left="3.5", since=since, why=why).submit("act", value="save", status=422)

    def test_a_version_once_and_the_way_back(self, admin, form):
        form["qr_shown"] = False
        made = save(form, left="3.5", footer_lines="ท้ายหนังสือ")
        assert made.location.endswith("/admin/kinds/versions/2")
        assert form.submit("act", value="save", status=303).location == made.location  # pressed twice
        page = admin.get("/admin/kinds/versions/2")
        assert "<ins>3.5</ins>" in page.text
        assert "<ins>ท้ายหนังสือ</ins>" in page.text
        back = admin.get(f"{ADDRESS}?from=1").forms["style"]
        assert (back["left"].value, back["seen"].value, back["qr_shown"].checked) == ("3", "2", True)
        assert save(back).location.endswith("/admin/kinds/versions/3")
        assert admin.get(ADDRESS).forms["style"]["left"].value == "3"

    def test_made_from_an_older_version_is_refused(self, admin, form):
        form["seen"] = "1"
        assert save(form, right="2.5").status_int == 409

    def test_so_many_samples_a_minute(self, form, monkeypatch):
        monkeypatch.setattr(letter_style, "PACE", Pace(1))
        form.submit("act", value="preview", status=200)
        form.submit("act", value="preview", status=429)

    def test_an_unknown_version(self, admin):
        admin.get(f"{ADDRESS}?from=999", status=404)
