"""The unit tree: codes, moves, prefixes by date, addressee groups."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.agencies import service
from saraban.agencies.content import AddresseeGroup
from saraban.core.errors import Conflict, Invalid, Missing
from tests.common.roots import desk_in_memory


@pytest.fixture
def root(tmp_path):
    with desk_in_memory(tmp_path) as desk:
        service.add_unit(desk.root, code="d54", title="สำนักงานเขตหนองจอก", kind="agency")
        service.add_unit(desk.root, code="d54-edu", title="ฝ่ายการศึกษา", kind="section", parent="d54", prefix="กท 5407")
        service.add_unit(desk.root, code="d54-sch-1", title="โรงเรียนหนึ่ง", kind="school", parent="d54-edu")
        yield desk.root


class TestTree:
    def test_finds_by_code_wherever_it_stands(self, root):
        assert service.find_unit(root, "d54-sch-1").__parent__.code == "d54-edu"

    def test_a_move_keeps_code_and_contents(self, root):
        service.add_unit(root, code="d55", title="อีกเขต", kind="agency")
        service.move_unit(root, "d54-edu", "d55")
        assert [u.code for u in service.descendants(service.find_unit(root, "d55"))] == ["d54-edu", "d54-sch-1"]
        assert service.agency_of(service.find_unit(root, "d54-sch-1")).code == "d55"

    def test_refuses_a_move_below_itself_and_names_both_units(self, root):
        with pytest.raises(Invalid) as refused:
            service.move_unit(root, "d54", "d54-sch-1")
        title = service.find_unit(root, "d54").title
        assert refused.value.message.mapping == {"unit": f"{title} (d54)", "parent": "โรงเรียนหนึ่ง (d54-sch-1)"}
        with pytest.raises(Invalid) as refused:
            service.move_unit(root, "d54", "d54")
        assert refused.value.message.mapping == {"unit": f"{title} (d54)"}

    def test_refuses_a_used_code_and_a_strange_one(self, root):
        with pytest.raises(Conflict):
            service.add_unit(root, code="d54", title="ซ้ำ", kind="agency")
        with pytest.raises(Invalid):
            service.add_unit(root, code="เขต", title="ซ้ำ", kind="agency")

    @pytest.mark.parametrize("code", ["nothing", "", None, "../d54"])
    def test_an_unknown_code_is_missing(self, root, code):
        with pytest.raises(Missing):
            service.find_unit(root, code)

    def test_each_change_is_counted(self, root):
        before = service.tree_version(root)
        service.rename_unit(root, "d54", title="สำนักงานเขตใหม่")
        assert service.tree_version(root) == before + 1


class TestAddress:
    def test_a_unit_has_that_of_the_nearest_above_unless_it_has_one(self, root):
        service.rename_unit(root, "d54", address=" ๑ ถนนหนึ่ง \n กรุงเทพมหานคร ")
        assert service.find_unit(root, "d54").address == "๑ ถนนหนึ่ง กรุงเทพมหานคร"
        assert service.address_of(service.find_unit(root, "d54-sch-1")) == "๑ ถนนหนึ่ง กรุงเทพมหานคร"
        service.rename_unit(root, "d54-edu", address="๒ ถนนสอง")
        assert service.address_of(service.find_unit(root, "d54-sch-1")) == "๒ ถนนสอง"
        service.rename_unit(root, "d54-edu", address="")
        assert service.address_of(service.find_unit(root, "d54-edu")) == "๑ ถนนหนึ่ง กรุงเทพมหานคร"

    def test_where_none_has_one_there_is_none(self, root):
        assert service.address_of(service.find_unit(root, "d54-sch-1")) == ""

    def test_one_that_is_too_long_is_refused_at_its_field(self, root):
        with pytest.raises(Invalid) as refused:
            service.rename_unit(root, "d54", address="ก" * 201)
        assert refused.value.field == "address"
        with pytest.raises(Invalid):
            service.add_unit(root, code="d55", title="อีกเขต", kind="agency", address="ก" * 201)


class TestPrefix:
    def test_the_prefix_of_the_day_is_printed(self, root):
        service.set_prefix(root, "d54-edu", "กท 5499", date(2024, 7, 1))
        unit = service.find_unit(root, "d54-edu")
        assert unit.prefix_on(date(2024, 6, 30)) == "กท 5407"
        assert unit.prefix_on(date(2024, 7, 1)) == "กท 5499"

    def test_a_school_has_none(self, root):
        assert service.find_unit(root, "d54-sch-1").prefix_on(date(2024, 3, 1)) is None


class TestGroups:
    def test_a_group_by_kind_follows_the_tree_of_the_day(self, root):
        service.set_group(root, AddresseeGroup("schools", "ผู้อำนวยการสถานศึกษา", kind="school", below="d54"))
        assert service.expand_group(root, "schools") == ["d54-sch-1"]
        service.add_unit(root, code="d54-sch-2", title="โรงเรียนสอง", kind="school", parent="d54-edu")
        assert service.expand_group(root, "schools") == ["d54-sch-1", "d54-sch-2"]

    def test_an_unknown_group_is_missing(self, root):
        with pytest.raises(Missing):
            service.expand_group(root, "nobody")
