"""A letter goes to the post that heads a unit, as form 1 has it; to the unit where none does or several do."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from saraban.agencies.service import add_unit, agencies_of
from saraban.core.errors import Missing
from saraban.offices.addressing import addressed, addressed_title
from saraban.offices.content import Office, Offices
from saraban.people import service as people
from tests.common.roots import desk_in_memory

DAY = date(2024, 3, 8)


@pytest.fixture
def root(tmp_path):
    with desk_in_memory(tmp_path, {"offices": Offices}) as desk:
        add_unit(desk.root, code="d1", title="สำนักงานเขต", kind="agency")
        add_unit(desk.root, code="d1-edu", title="ฝ่ายการศึกษา", kind="section", parent="d1")
        people.add_post(desk.root, id="p-head", unit="d1", title="ผู้อำนวยการเขต")
        people.add_post(desk.root, id="p-deputy", unit="d1", title="ผู้ช่วยผู้อำนวยการเขต")
        people.grant_role(desk.root, unit="d1", role="head", post="p-head", until=date(2024, 3, 31))
        yield desk.root


def test_the_head_of_a_unit_is_written_to(root):
    assert addressed_title(root, "d1", DAY) == "ผู้อำนวยการเขต"


def test_a_unit_without_a_head_of_its_own_is_called_by_its_name(root):
    people.grant_role(root, unit="d1-edu", role="head", post="p-head")  # who heads it sits elsewhere
    assert addressed_title(root, "d1-edu", DAY) == "ฝ่ายการศึกษา"


def test_so_is_one_whose_head_has_left_or_that_has_several(root):
    assert addressed_title(root, "d1", date(2024, 4, 1)) == "สำนักงานเขต"
    people.grant_role(root, unit="d1", role="head", post="p-deputy")
    assert addressed_title(root, "d1", DAY) == "สำนักงานเขต"


def test_the_executive_whose_office_it_is_comes_before_the_deputies(root):
    people.grant_role(root, unit="d1", role="head", post="p-deputy")
    office = Office("d1")
    office.executive, office.deputies = "p-head", ("p-deputy",)
    root["offices"].offices["d1"] = office
    assert addressed_title(root, "d1", DAY) == "ผู้อำนวยการเขต"


def test_groups_have_a_name_of_their_own_and_what_is_not_there_is_left_out(root):
    agencies_of(root).groups["schools"] = SimpleNamespace(title="ผู้อำนวยการสถานศึกษา")
    line = addressed(root, ["unit:d1", "group:schools", "unit:d1-edu", "group:none", "unit:none"], DAY)
    assert line == "ผู้อำนวยการเขต ผู้อำนวยการสถานศึกษา ฝ่ายการศึกษา"


def test_a_unit_that_is_not_there(root):
    with pytest.raises(Missing):
        addressed_title(root, "d9", DAY)
