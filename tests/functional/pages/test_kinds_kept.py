"""หน้าชนิดหนังสือ over HTTP: looked at, previewed, changed by a version, brought back; by administrators of the office."""

import re

import pytest

from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("kinds"))
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def admin(web):
    return Person(web, "u-bma-admin")


PAGES = ("/admin/kinds", "/admin/kinds/edit/memo", "/admin/kinds/words", "/admin/kinds/versions/1")


class TestWho:
    @pytest.mark.parametrize("address", PAGES)
    @pytest.mark.parametrize("person", ["u-d54-admin", "u-d54-clerk"])
    def test_nobody_else(self, web, person, address):
        Person(web, person).get(address, status=404)

    @pytest.mark.parametrize(
        "address", ["/admin/kinds/edit/telegram", "/admin/kinds/edit/memo.x", "/admin/kinds/versions/99"]
    )
    def test_what_is_not_there(self, admin, address):
        admin.get(address, status=404)


class TestChanging:
    def test_looked_at_with_a_sample(self, admin):
        assert "/admin/kinds" in admin.get("/admin/units").text
        assert 'href="/admin/kinds/edit/memo.invitation"' in admin.get("/admin/kinds").text
        page = admin.get("/admin/kinds/edit/external")
        assert "ขอแสดงความนับถือ" in page.text
        assert "subject | เรื่อง | must" in page.forms["kind"]["fields"].value

    def test_a_preview_changes_nothing(self, admin):
        form = fill(admin.get("/admin/kinds/edit/seal").forms["kind"], title="หนังสือประทับตราใหม่")
        page = form.submit("act", value="preview", status=200)
        assert "<ins>หนังสือประทับตราใหม่</ins>" in page.text
        assert "หนังสือประทับตราใหม่" not in admin.get("/admin/kinds").text

    def test_what_would_change_is_said_in_words(self, admin):
        form = fill(admin.get("/admin/kinds/edit/seal").forms["kind"], level="section-28", unit_kinds="city, agency")
        form["fields"] = form["fields"].value.replace(
            "contact | โทร. | must, type=line", "contact | โทรศัพท์ | type=text"
        )
        page = form.submit("act", value="preview", status=200).html
        rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
        told = {place: (old, new) for place, old, new in rows}
        assert told["หนังสือประทับตรา › ระดับลายมือชื่อขั้นต่ำ"][1].startswith("มาตรา ๒๖")
        assert told["หนังสือประทับตรา › ชนิดหน่วยงานที่ออกได้"] == ("", "กรุงเทพมหานคร, หน่วยงาน")
        assert told["หนังสือประทับตรา › โทรศัพท์ › สิ่งที่พิมพ์ในช่อง"] == ("หนึ่งบรรทัด", "หลายบรรทัด")
        assert told["หนังสือประทับตรา › โทรศัพท์ › ต้องมี"][0] == "✓"
        assert not any(part in place for place in told for part in ("kinds", ".", "level", "fields"))

    def test_a_field_more_is_said_by_its_name(self, admin):
        form = admin.get("/admin/kinds/edit/seal").forms["kind"]
        form["fields"] = form["fields"].value.strip() + "\nroom | ห้อง | type=line"
        page = form.submit("act", value="preview", status=200).html
        [fields] = [row.select("td") for row in page.select("tbody tr") if row.td.get_text().endswith("ช่องในแบบ")]
        assert fields[2].get_text().endswith("โทร., ห้อง")
        assert "seal" not in fields[2].get_text()

    def test_notes_are_in_thai(self, admin):
        for key in ("announcement", "regulation"):
            note = admin.get(f"/admin/kinds/edit/{key}").forms["kind"]["note"].value
            assert note
            assert not any(c.isascii() and c.isalpha() for c in note)

    def test_nothing_but_what_was_changed_differs(self, admin):
        for key in ("external", "memo", "memo.chair", "order.city", "minutes", "regulation.bylaw"):
            form = admin.get(f"/admin/kinds/edit/{key}").forms["kind"]
            assert "ไม่มีการเปลี่ยนแปลง" in form.submit("act", value="preview", status=200).text, key
        form = admin.get("/admin/kinds/words").forms["words"]
        assert "ไม่มีการเปลี่ยนแปลง" in form.submit("act", value="preview", status=200).text

    def test_what_each_of_several_who_sign_is_called(self, admin):
        form = admin.get("/admin/kinds/edit/minutes").forms["kind"]
        assert form["signers"].value.replace("\r\n", "\n") == (
            "recorder | ผู้จดรายงานการประชุม | anyone\nreviewer | ผู้ตรวจรายงานการประชุม"
        )
        form["signers"] = "recorder | ผู้จดรายงานการประชุม | anyone\nreviewer | ประธานในที่ประชุม | must"
        assert "<ins>ประธานในที่ประชุม</ins>" in form.submit("act", value="preview", status=200).text
        form["signers"] = "recorder | ผู้จดรายงานการประชุม | sometimes"
        again = form.submit("act", value="save", status="4*")
        assert again.forms["kind"]["signers"].value == "recorder | ผู้จดรายงานการประชุม | sometimes"

    def test_a_version_and_the_way_back(self, admin):
        form = fill(
            admin.get("/admin/kinds/edit/news").forms["kind"], heading="ข่าวประชาสัมพันธ์", since="๑ เม.ย. ๖๗", why="ปรับ"
        )
        page = form.submit("act", value="save", status=303).follow()
        assert "<ins>ข่าวประชาสัมพันธ์</ins>" in page.text
        back = fill(admin.get("/admin/kinds/versions/1").forms["restore"], since="๑ เม.ย. ๖๗", why="กลับ")
        assert "<del>ข่าวประชาสัมพันธ์</del>" in back.submit(status=303).follow().text

    def test_words_by_addressee(self, admin):
        form = admin.get("/admin/kinds/words").forms["words"]
        form["classes"] = form["classes"].value + "\njudge | ผู้พิพากษา | เรียน | ขอแสดงความนับถือ"
        page = fill(form, since="๑ เม.ย. ๖๗", why="เพิ่ม").submit("act", value="save", status=303).follow()
        assert "ผู้พิพากษา" in page.text

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ("subject | เรื่อง | maybe", "อ่านบรรทัดนี้ไม่ได้"),
            ("body", "เรื่องและข้อความ"),
            ("subject\nbody\nx", "ข้อมูลแบบใด"),
        ],
    )
    def test_fields_that_cannot_be(self, admin, fields, why):
        form = fill(admin.get("/admin/kinds/edit/news").forms["kind"], fields=fields, since="๑ เม.ย. ๖๗", why="x")
        page = form.submit("act", value="save", status=422)
        assert why in page.text
        assert page.forms["kind"]["fields"].value == fields

    @pytest.mark.parametrize(
        ("kind", "typed", "at", "place"),
        [
            ("minutes", {"signers": "Taker | ผู้จด"}, "signers", "รายงานการประชุม › ผู้จด"),
            ("order", {"signers": "a | ก | anyone"}, "signers", "คำสั่ง › ที่ลงนามของผู้ลงนามหลายคน"),
            ("memo", {"unit_kinds": "village"}, "unit_kinds", "บันทึกข้อความ › ชนิดหน่วยงานที่ออกได้"),
            ("memo.invitation", {"title": ""}, "title", "บันทึกข้อความ › "),
            ("memo.invitation", {"fields": "venue | สถานที่"}, "fields", "บันทึกเชิญประชุม › สถานที่"),
            ("news", {"fields": "subject\nsubject\nbody"}, "fields", "ข่าว › "),
            ("news", {"garuda": "99"}, "garuda", "ข่าว › ความสูงของครุฑ"),
        ],
    )
    def test_what_is_refused_is_named_as_on_the_page(self, admin, kind, typed, at, place):
        form = fill(admin.get(f"/admin/kinds/edit/{kind}").forms["kind"], since="๑ เม.ย. ๖๗", why="x", **typed)
        for act in ("preview", "save"):
            page = form.submit("act", value=act, status=422)
            told = page.html.select_one(".notice.danger")
            assert place in told.get_text()
            assert not re.search(r"kinds\.|subkinds|signers|unit_kinds", told.get_text())
            assert told.select_one(f'a[href="#f-{at}"]')
            assert page.html.select_one(f"#f-{at}").find_parent(class_="field").select_one(".field-error")

    def test_the_words_of_a_class_are_named_too(self, admin):
        form = admin.get("/admin/kinds/words").forms["words"]
        form["procurement"] = form["procurement"].value + "\nmine | เรื่องตัวอย่าง | nowhere"
        told = fill(form, since="๑ เม.ย. ๖๗", why="x").submit("act", value="save", status=422).html
        words = told.select_one(".notice.danger").get_text()
        assert "เรื่องจัดซื้อจัดจ้าง › เรื่องตัวอย่าง › " in words
        assert "procurement." not in words
        assert told.select_one('.notice.danger a[href="#f-procurement"]')

    @pytest.mark.parametrize(("since", "why"), [("", "x"), ("๑ ม.ค. ๖๗", "x"), ("๑ เม.ย. ๖๗", "")])
    def test_a_day_to_come_and_a_reason(self, admin, since, why):
        form = fill(admin.get("/admin/kinds/edit/news").forms["kind"], title="ข่าวใหม่", since=since, why=why)
        form.submit("act", value="save", status=422)

    def test_made_from_an_older_version_is_refused(self, admin):
        form = fill(admin.get("/admin/kinds/edit/news").forms["kind"], title="ข่าวใหม่", since="๑ เม.ย. ๖๗", why="x")
        form["seen"] = "1"
        assert form.submit("act", value="save", status="*").status_int == 409
