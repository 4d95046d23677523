"""หน้าลองนำเข้า in a browser: wrong places and effects are read at 1280 and 360 px, clean by axe, without scripts too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.common.places import ADMIN

HEAD = "รหัสหน่วยงาน,ชื่อหน่วยงาน,ประเภท,สังกัดรหัส\n"
GOOD, WRONG = HEAD + "d54-new,ฝ่ายใหม่,ฝ่าย/กลุ่มงาน,d54\n", HEAD + "D54!,,กอง,d53\n"


@pytest.mark.browser
@pytest.mark.parametrize(("phone", "scripts"), [(False, True), (True, True), (False, False)])
@pytest.mark.parametrize(("table", "seen"), [(GOOD, "ผลที่จะเกิดขึ้น"), (WRONG, "แถว ๒ คอลัมน์ C (ประเภท)")])
def test_what_would_change(desks, tmp_path, phone, scripts, table, seen):
    path = tmp_path / "หน่วยงาน.csv"
    path.write_text(table, encoding="utf-8")
    page = desks(ADMIN, phone=phone, scripts=scripts)
    page.goto("/admin/tables")
    page.set_input_files("#f-files", path)
    page.click("#import button")
    page.wait_for_url("**/admin/tables/check*")
    assert seen in page.inner_text("main")
    assert page.locator("#take-in").count() == (table == GOOD)
    if scripts:
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
