"""หนังสือเวียนถึงโรงเรียน (a circular reaches a school): published to the district, found and acknowledged on a phone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.browser.conftest import picture
from tests.browser.looking import Looking
from tests.common.hands import Hands

SUBJECT = "ซักซ้อมการใช้ BMA OTP ลงนามอิเล็กทรอนิกส์ของสถานศึกษา"
MISSPELLED = "ลงนามอิเลคทรอนิค"
#: A word, a compound, a misspelling, the number as one types it and as it is printed.
ASKED = ("OTP", "ลงนามอิเล็กทรอนิกส์", MISSPELLED, "ศธ 04001/ว 99", "ศธ ๐๔๐๐๑/ว ๙๙")
CLERK, TEACHER, SCHOOL, STRANGER = "u-d54-clerk", "u-sch-3-teacher", "u-sch-3-clerk", "u-d53-clerk"


@pytest.fixture(scope="module")
def told(desks, site):
    told = SimpleNamespace(look=Looking(site.address))
    told.person = lambda name, phone=False: Hands(desks(name, phone=phone), site, name)
    told.letter = register(site)
    publish(told)
    told.before = readers(told)
    find(told)
    acknowledge(told)
    told.after = readers(told)
    return told


def register(site):
    with site.office.desk() as desk:
        clerk = site.office.actor(desk, CLERK)
        form = Incoming(subject=SUBJECT, number="ศธ ๐๔๐๐๑/ว ๙๙", body="ให้บุคลากรทุกคนลงทะเบียน BMA OTP")
        key = register_incoming(desk, clerk, unit="d54", form=form).letter.key
        desk.tm.commit()
        return key


def publish(told):
    clerk = told.person(CLERK)
    clerk.go(f"/l/{told.letter}/publish")
    told.look.at(clerk.page, "publishing")
    clerk.page.check("input[name=audience][value=some]")
    clerk.page.check('input[name=to][value="below:d54"]')
    with clerk.page.expect_navigation():
        clerk.page.click("#publish .btn-primary")


def readers(told):
    clerk = told.person(CLERK)
    clerk.go(f"/circulars/{told.letter}/readers")
    told.look.at(clerk.page, "who has read")
    row = clerk.page.locator("table.readers tr", has_text="โรงเรียนตัวอย่างที่ ๓")
    return [cell.strip() for cell in row.locator("td").all_inner_texts()[1:5]]


def find(told):
    """The teacher looks for it by a word and reads it; the page itself says so afterwards."""
    teacher = told.person(TEACHER, phone=True)
    told.found = {words: teacher.find(words) for words in ASKED}
    teacher.find(MISSPELLED)
    told.offered = teacher.page.locator(".did-you-mean a").all_inner_texts()
    told.look.at(teacher.page, "results of a misspelled word on a phone")
    told.stranger = told.person(STRANGER).find("ซักซ้อมการใช้ BMA OTP")
    teacher.go(f"/l/{told.letter}")
    teacher.page.wait_for_selector("#circular-read", state="detached")
    told.look.at(teacher.page, "the circular on a phone")


def acknowledge(told):
    teacher = told.person(TEACHER, phone=True)
    teacher.go("/circulars?unit=d54")
    row = teacher.page.locator("li.circular", has_text=SUBJECT)
    picture(teacher.page, "phone-circular-row")
    told.height = row.locator("form > button").bounding_box()["height"]
    with teacher.page.expect_navigation():
        row.locator("form > button").click()
    told.acknowledged = row.locator(".circular-read").count()
    clerk = told.person(SCHOOL, phone=True)
    clerk.go(f"/l/{told.letter}")
    with clerk.page.expect_navigation():
        clerk.page.click('form[action$="/unit-acknowledge"] button')


def test_the_teacher_finds_it_whatever_is_typed(told):
    assert all(f"/l/{told.letter}" in found for found in told.found.values()), told.found


def test_a_misspelling_is_offered_as_the_circular_writes_it(told):
    assert any("ลงนามอิเล็กทรอนิกส์" in words for words in told.offered), told.offered


def test_nobody_outside_the_district_does(told):
    assert f"/l/{told.letter}" not in told.stranger


def test_it_is_acknowledged_with_one_press_of_a_finger(told):
    assert told.height >= 44
    assert told.acknowledged == 1


def test_the_publisher_sees_the_counts_change(told):
    assert told.before == ["๓", "๐", "๓", "๐"]
    assert told.after == ["๓", "๒", "๑", "๑"]


def test_every_page_on_the_way_is_accessible(told):
    assert told.look.wrong == []
