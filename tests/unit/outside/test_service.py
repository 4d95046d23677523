"""หนังสือนอกระบบ: recorded with reason, approver and paper number, struck but never taken away, reported as a table."""

from datetime import date, timedelta

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.outside import service
from tests.common.office import at, open_office

CLERK = "u-d54-edu-clerk"
GIVEN = {
    "number": "กท 5407/900", "to": "กรมตัวอย่าง", "subject": "เรื่องด่วน", "reason": "ระบบขัดข้อง",
    "approver": "นายสมมติ ผู้อำนวยการเขต", "dated": date(2024, 3, 13), "approved_on": date(2024, 3, 12),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("outside"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def desk(office):
    with office.desk() as desk:
        yield desk


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
    assert (later.reason, later.approver, later.name) == ("ระบบขัดข้อง", GIVEN["approver"], clerk.name)


@pytest.mark.parametrize("field", ["number", "to", "subject", "reason", "approver"])
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
