"""หน้าบันทึกการตรวจสอบ: an auditor reads the chain and its state; for others there is no such page."""

import pytest

from saraban.audit import service as audit
from saraban.audit.content import Leaf
from saraban.ui.audit import views
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("audit"))
    web.office.clock.office = at(8, 9, 1)
    with web.office.desk() as desk:
        for n in range(120):
            audit.record(desk, "d54-edu", "thing-done", person="u-someone", post="d54-edu.head", about={"mark": n})
        desk.tm.commit()
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def auditor(web):
    return Person(web, "u-auditor")


def test_newest_first_and_paged(auditor):
    page = auditor.get("/audit/d54-edu")
    assert "bi-shield-check" in page.text
    assert page.text.index("mark 119") < page.text.index("mark 118")
    assert "u-someone" in page.text
    older = page.click(href=r"page=2")
    assert "mark 119" not in older.text
    assert "mark 40" in older.text


def test_the_rail_leads_there(auditor):
    assert "/audit/d54" in auditor.get("/registers").text


def test_others_have_no_such_page(web, auditor):
    auditor.get("/audit/d53", status=404)
    auditor.get("/audit/nowhere", status=404)
    for name in ("u-d54-edu-clerk", "u-d54-admin"):
        person = Person(web, name)
        person.get("/audit/d54-edu", status=404)
        assert "/audit/" not in person.get("/circulars").text


def test_a_long_chain_says_how_far_it_was_verified(web, auditor, monkeypatch):
    monkeypatch.setattr(views, "VERIFIED", 50)
    page = auditor.get("/audit/d54-edu")
    assert "๕๐" in page.text
    assert "ตรวจทั้งสาย" not in page.click("ตรวจทั้งสาย").text
    with web.office.desk() as desk:
        leaves = audit.trail_of(desk.root).chains["d54-edu"].leaves
        whole = {n: leaves[n] for n in (10, 100)}
        for n, shown in ((10, False), (100, True)):
            leaves[n] = Leaf(whole[n].body.replace("thing-done", "thing-made"))
            assert bool(audit.verify_unit(desk.root, "d54-edu", 50)) is shown
            assert audit.verify_unit(desk.root, "d54-edu")
            leaves[n] = whole[n]
        desk.tm.abort()


def test_damage_is_said(web, auditor, monkeypatch):
    with web.office.desk() as desk:
        leaves = audit.trail_of(desk.root).chains["d54-edu"].leaves
        leaves[60] = Leaf(leaves[60].body.replace("thing-done", "thing-made"))
        desk.tm.commit()
    page = auditor.get("/audit/d54-edu")
    assert "bi-exclamation-triangle" in page.text
    assert "ไม่ต่อจากรายการก่อนหน้า" in page.text
    monkeypatch.setattr(views, "VERIFIED", 50)
    assert "bi-exclamation-triangle" not in auditor.get("/audit/d54-edu").text
    assert "bi-exclamation-triangle" in auditor.get("/audit/d54-edu?verify=whole").text
