"""หนังสือนอกระบบ: recorded with reason, approver and paper number, struck but never taken away, reported as a table."""

from datetime import date, timedelta

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.outside import service
from saraban.outside.approvers import approvers_near
from saraban.people.service import appoint, end_holding, find_person, find_post, people_of, posts_of
from tests.common.office import at, open_office

CLERK = "u-d54-edu-clerk"
GIVEN = {
    "number": "กท 5407/900", "to": "กรมตัวอย่าง", "subject": "เรื่องด่วน", "reason": "ระบบขัดข้อง",
    "approver": ("u-d54-dir", "d54.director"), "dated": date(2024, 3, 13), "approved_on": date(2024, 3, 12),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("outside"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def clerk(office, desk):
    return office.actor(desk, CLERK)


def recorded(desk, clerk, **more):
    return service.record_outside(desk, clerk, unit="d54-edu", **{**GIVEN, **more})


def test_on_the_list_of_its_year_in_the_order_of_the_days(desk, clerk):
    later = recorded(desk, clerk)
    earlier = recorded(desk, clerk, number="กท 5407/899", dated=date(2024, 3, 12))
    assert service.read_outside(desk.root, clerk, unit="d54-edu", year=2567) == [earlier, later]
    assert service.read_outside(desk.root, clerk, unit="d54-edu", year=2566) == []
    assert (later.reason, later.name) == ("ระบบขัดข้อง", clerk.name)
    assert (later.approver_person, later.approver_post) == GIVEN["approver"]
    assert later.approver == f"{find_person(desk.root, 'u-d54-dir').name} {find_post(desk.root, 'd54.director').title}"


def test_who_approved_is_somebody_of_the_directory_in_a_post_that_signs(office, desk, clerk):
    offered = {one.key for one in approvers_near(desk, "d54-edu", date(2024, 3, 12))}
    assert {"u-d54-dir d54.director", "u-d54-edu-head d54-edu.head"} <= offered
    assert not {key for key in offered if key.startswith(("u-d54-edu-clerk ", "u-opssec"))}
    for nobody in (("", ""), ("นายสมมติ", "ผู้อำนวยการเขต"), ("u-d54-dir", ""), ("u-d54-dir", "d54-edu.head"),
                   (CLERK, "d54-edu.registrar"), ("u-d54-dir", "d54.director~9")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            recorded(desk, clerk, approver=nobody)
        assert refused.value.field == "approver"


def test_the_post_is_held_on_the_day_of_the_approval(office, desk, clerk):
    first = next(h.key for h in posts_of(desk.root, "u-d54-dir", date(2024, 3, 12)))
    holding = people_of(desk.root).holdings_by_post["d54.director"][0]
    end_holding(desk.root, holding, date(2024, 3, 11))
    appoint(desk.root, person="u-d54-asst", post="d54.director", since=date(2024, 3, 12))
    with pytest.raises(Invalid):
        recorded(desk, clerk, approver=("u-d54-dir", first))
    assert recorded(desk, clerk, approver=("u-d54-asst", first)).approver_person == "u-d54-asst"
    assert recorded(desk, clerk, number="2", approver=("u-d54-dir", first), approved_on=date(2024, 3, 11))
    desk.tm.abort()


@pytest.mark.parametrize("field", ["number", "to", "subject", "reason"])
@pytest.mark.parametrize("text", [" ", "x" * 1001, "a\x00b"])
def test_each_field_is_needed_and_kept_short(desk, clerk, field, text):
    with pytest.raises(Invalid) as refused:
        recorded(desk, clerk, **{field: text})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"dated": None}, "dated"), ({"approved_on": None}, "approved_on"),
        ({"dated": date(2024, 3, 13) + timedelta(days=1)}, "dated"), ({"dated": date(2024, 3, 11)}, "approved_on"),
    ],
)  # fmt: skip
def test_days_that_can_be(desk, clerk, more, field):
    with pytest.raises(Invalid) as refused:
        recorded(desk, clerk, **more)
    assert refused.value.field == field


def test_a_number_once_a_year_unless_it_was_struck_out(desk, clerk):
    first = recorded(desk, clerk)
    with pytest.raises(Conflict):
        recorded(desk, clerk)
    service.strike_outside(desk, clerk, record=first, why="ลงผิด")
    recorded(desk, clerk)
    with pytest.raises(Conflict):
        service.strike_outside(desk, clerk, record=first, why="อีกครั้ง")
    assert [r.struck_why for r in service.read_outside(desk.root, clerk, unit="d54-edu", year=2567)].count("ลงผิด") == 1


def test_for_those_whose_duty_it_is(office, desk, clerk):
    kept = recorded(desk, clerk)
    assert service.find_outside(desk.root, clerk, kept.key) is kept
    stranger, member = office.actor(desk, "u-d53-clerk"), office.actor(desk, "u-d54-edu-officer")
    for act in (
        lambda: service.read_outside(desk.root, stranger, unit="d54-edu", year=2567),
        lambda: service.find_outside(desk.root, stranger, kept.key),
        lambda: recorded(desk, member),
        lambda: service.strike_outside(desk, member, record=kept, why="x"),
    ):
        with pytest.raises((Missing, NotAllowed)):
            act()
    with pytest.raises(Missing):
        service.find_outside(desk.root, clerk, "0" * 12 + "1")


def test_the_report(desk, clerk):
    service.strike_outside(desk, clerk, record=recorded(desk, clerk, subject="=1+1"), why="ลงผิด")
    found = service.read_outside(desk.root, clerk, unit="d54-edu", year=2567)
    text = service.to_csv(found).decode("utf-8-sig")
    assert "เหตุจำเป็น" in text
    assert "'=1+1" in text
    assert "ขีดฆ่า: ลงผิด" in text
    assert service.to_xlsx(desk.root, "d54-edu", 2567, found).startswith(b"PK")
