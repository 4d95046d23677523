"""หมวดและกลุ่มผู้รับ: lists that publishers and administrators keep."""

from __future__ import annotations

import pytest

from saraban.circulars import categories, groups, service
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.permissions import Permission


class TestCategories:
    @pytest.fixture
    def boss(self, world):
        return world.actor("boss")

    def test_added_renamed_and_closed(self, world, root, boss, publisher):
        health = {"key": "health", "title": "สุขภาพ", "title_en": "Health"}
        categories.set_category(world.desk, boss, **health)
        service.publish(world.desk, publisher, letter=world.letter(), unit="d1", category="health")
        categories.set_category(world.desk, boss, **{**health, "title": "สุขอนามัย"}, active=False)
        assert [c.key for c in categories.categories(root)][-1] == "health"
        assert "health" not in [c.key for c in categories.open_categories(root)]
        with pytest.raises(Invalid):
            service.publish(world.desk, publisher, letter=world.letter(), unit="d1", category="health")
        world.keep()
        assert {c.key: c.title for c in categories.categories(root)}["health"] == "สุขอนามัย"

    @pytest.mark.parametrize(
        ("form", "field"), [({"key": "ข"}, "key"), ({"title": " "}, "title"), ({"title_en": "x" * 61}, "title_en")]
    )
    def test_a_form_that_is_wrong(self, world, boss, form, field):
        with pytest.raises(Invalid) as refused:
            categories.set_category(world.desk, boss, **{"key": "a", "title": "ก", "title_en": "A", **form})
        assert refused.value.field == field

    def test_the_list_has_an_end(self, world, boss):
        for n in range(categories.MOST - len(categories.FIRST)):
            categories.set_category(world.desk, boss, key=f"c{n}", title="ก", title_en="A")
        with pytest.raises(Invalid):
            categories.set_category(world.desk, boss, key="more", title="ก", title_en="A")

    def test_by_administrators_of_the_office_only(self, world, publisher):
        with pytest.raises(Missing):
            categories.set_category(world.desk, publisher, key="a", title="ก", title_en="A")


class TestGroups:
    def test_kept_by_the_unit_that_publishes(self, world, root, publisher):
        key = groups.keep_group(world.desk, publisher, unit="d1", title="ใกล้กัน", units=["d2", "d2", "d1-sch"])
        assert groups.units_of(root, key) == ["d2", "d1-sch"]
        assert [g.key for g in groups.groups_for(root, "d1")] == [key, "schools"]
        assert [g.key for g in groups.groups_for(root, "d2")] == ["schools"]
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1", audience=(f"group:{key}",))
        assert world.actor("staff-d2").may(Permission.LETTER_READ, letter)
        groups.keep_group(world.desk, publisher, unit="d1", title="ใกล้กัน", units=["d1-sch"], key=key)
        assert not world.actor("staff-d2").may(Permission.LETTER_READ, letter)
        with pytest.raises(Conflict):
            groups.remove_group(world.desk, publisher, unit="d1", key=key)
        service.withdraw(world.desk, publisher, letter=letter, why="ผิด")
        groups.remove_group(world.desk, publisher, unit="d1", key=key)
        assert [g.key for g in groups.groups_for(root, "d1")] == ["schools"]

    def test_others_groups_are_out_of_reach(self, world, publisher):
        key = groups.keep_group(world.desk, publisher, unit="d1", title="ก", units=["d2"])
        other = world.actor("reg-d2")
        for unit in ("d1", "d2"):
            with pytest.raises(Missing):
                groups.keep_group(world.desk, other, unit=unit, title="ข", units=["d2"], key=key)
            with pytest.raises(Missing):
                groups.remove_group(world.desk, other, unit=unit, key=key)

    def test_those_of_the_office_are_its_administrators(self, world, root, publisher):
        with pytest.raises(Missing):
            groups.keep_group(world.desk, publisher, unit="", title="ก", units=["d2"])
        key = groups.keep_group(world.desk, world.actor("boss"), unit="", title="ก", units=["d2"])
        assert key in [g.key for g in groups.groups_for(root, "d2")]
        assert groups.may_keep(root, world.actor("boss"), "")
        assert not groups.may_keep(root, publisher, "")
        with pytest.raises(Conflict):  # the tree says what is in it
            groups.keep_group(world.desk, world.actor("boss"), unit="", title="ก", units=["d2"], key="schools")

    @pytest.mark.parametrize(
        ("form", "field"),
        [({"title": " "}, "title"), ({"units": []}, "units"), ({"units": ["nowhere"]}, "units")],
    )
    def test_a_form_that_is_wrong(self, world, publisher, form, field):
        with pytest.raises(Invalid) as refused:
            groups.keep_group(world.desk, publisher, unit="d1", **{"title": "ก", "units": ["d2"], **form})
        assert refused.value.field == field
