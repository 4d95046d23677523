"""เวียนหนังสือ: for whom, until when, pinned, in whose place; and who may do it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saraban.agencies.content import AddresseeGroup
from saraban.agencies.service import move_unit, set_group
from saraban.audit import service as audit
from saraban.circulars import service
from saraban.circulars.board import newer_of, older_of
from saraban.circulars.lists import board_of
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.permissions import Permission
from saraban.people.rights import can_read
from tests.common.circular_world import UNITS

STAFF = tuple(f"staff-{code}" for code in UNITS)


def readers(world, letter):
    return {p.removeprefix("staff-") for p in STAFF if world.actor(p).may(Permission.LETTER_READ, letter)}


class TestAudience:
    @pytest.mark.parametrize(
        ("audience", "units"),
        [
            (("all",), set(UNITS)),
            (("below:d1",), {"d1", "d1-edu", "d1-sch"}),
            (("unit:d2",), {"d1", "d2"}),
            (("group:schools",), {"d1", "d1-sch", "d2-sch"}),
            (("unit:d1-edu", "below:d2"), {"d1", "d1-edu", "d2", "d2-sch"}),
            (("unit:d2", "all"), set(UNITS)),
        ],
    )
    def test_who_reads(self, world, publisher, audience, units):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1", audience=audience)
        assert readers(world, letter) == units

    def test_rights_follow_the_tree_and_the_groups(self, world, publisher, root):
        below, group = world.letter(), world.letter()
        set_group(root, AddresseeGroup("near", "ใกล้กัน", ("d2",)))
        service.publish(world.desk, publisher, letter=below, unit="d1", audience=("below:d1",))
        service.publish(world.desk, publisher, letter=group, unit="d1", audience=("group:near",))
        move_unit(root, "d1-sch", "d2")
        assert readers(world, below) == {"d1", "d1-edu"}
        set_group(root, AddresseeGroup("near", "ใกล้กัน", ("d2-sch",)))
        assert readers(world, group) == {"d1", "d2-sch"}

    def test_a_post_of_the_audience_can_be_handed_the_letter(self, world, publisher, root):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1", audience=("unit:d1-edu",))
        assert can_read(root, "post:d1-edu.staff-d1-edu", letter.scopes, world.desk.today)
        assert not can_read(root, "post:d2.staff-d2", letter.scopes, world.desk.today)

    @pytest.mark.parametrize(
        "audience",
        [
            (),
            ("unit:nowhere",),
            ("group:none",),
            ("person:boss",),
            ("group:others",),
            tuple(f"unit:{n}" for n in range(101)),
        ],
    )
    def test_an_audience_that_is_none(self, world, publisher, root, audience):
        others = AddresseeGroup("others", "ของหน่วยอื่น", ("d2",))
        others.owner = "d2"
        set_group(root, others)
        with pytest.raises(Invalid) as refused:
            service.publish(world.desk, publisher, letter=world.letter(), unit="d1", audience=audience)
        assert refused.value.field == "audience"


class TestPublish:
    def test_the_cost_is_the_same_for_everybody_and_for_one_school(self, world, publisher):
        sizes = []
        for audience in (("all",), ("unit:d2-sch",)):
            letter = world.letter()
            world.keep()
            service.publish(world.desk, publisher, letter=letter, unit="d1", audience=audience)
            sizes.append(len(world.desk.root._p_jar._registered_objects))
            world.keep()
        assert abs(sizes[0] - sizes[1]) <= 2

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ({"state": "draft"}, Conflict),
            ({"handling": "concerned"}, Conflict),
            ({"from_unit": "d2", "scopes": ("u:d1",)}, Invalid),
            ({"scopes": ("u:d2",)}, Missing),
        ],
    )
    def test_letters_that_cannot_be_circulated(self, world, publisher, change, error):
        with pytest.raises(error):
            service.publish(world.desk, publisher, letter=world.letter(**change), unit="d1")

    @pytest.mark.parametrize(
        ("form", "field"),
        [({"category": "none"}, "category"), ({"expires": -1}, "expires"), ({"expires": 1, "effective": 2}, "expires")],
    )
    def test_a_form_that_is_wrong(self, world, publisher, form, field):
        today = world.desk.today
        days = {k: today + timedelta(days=v) if isinstance(v, int) else v for k, v in form.items()}
        with pytest.raises(Invalid) as refused:
            service.publish(world.desk, publisher, letter=world.letter(), unit="d1", **days)
        assert refused.value.field == field

    def test_once_on_the_board(self, world, publisher):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1")
        with pytest.raises(Conflict):
            service.publish(world.desk, publisher, letter=letter, unit="d1")

    def test_not_by_who_has_no_such_duty(self, world):
        with pytest.raises(Missing):
            service.publish(world.desk, world.actor("staff-d1"), letter=world.letter(), unit="d1")

    def test_it_is_in_the_audit(self, world, publisher, root):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1", audience=("below:d1", "unit:d2"))
        service.pin(world.desk, publisher, letter=letter, pinned=True)
        service.withdraw(world.desk, publisher, letter=letter, why="ผิด")
        assert events(root, "d1") == ["circular-published", "circular-pinned", "circular-withdrawn"]


class TestWithdraw:
    def test_only_who_has_it_by_other_ways_reads_on(self, world, publisher):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1")
        service.withdraw(world.desk, publisher, letter=letter, why="ผิดฉบับ")
        assert readers(world, letter) == {"d1"}
        with pytest.raises(Missing):
            service.withdraw(world.desk, publisher, letter=letter, why="อีกครั้ง")
        again = service.publish(world.desk, publisher, letter=letter, unit="d1", audience=("unit:d2",))
        assert again.readers() == 0
        assert readers(world, letter) == {"d1", "d2"}

    def test_with_a_reason_by_its_unit(self, world, publisher):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1")
        with pytest.raises(NotAllowed):
            service.withdraw(world.desk, world.actor("reg-d2"), letter=letter, why="ไม่ชอบ")
        with pytest.raises(Invalid):
            service.withdraw(world.desk, publisher, letter=letter, why=" ")


class TestPin:
    def test_a_few_at_a_time(self, world, publisher):
        letters = [world.letter() for _n in range(4)]
        for letter in letters:
            service.publish(world.desk, publisher, letter=letter, unit="d1")
        for letter in letters[:3]:
            service.pin(world.desk, publisher, letter=letter, pinned=True)
        service.pin(world.desk, publisher, letter=letters[0], pinned=True)
        with pytest.raises(Conflict):
            service.pin(world.desk, publisher, letter=letters[3], pinned=True)
        service.pin(world.desk, publisher, letter=letters[0], pinned=False)
        assert service.pin(world.desk, publisher, letter=letters[3], pinned=True).pinned_at is not None

    def test_an_expired_one_makes_room(self, world, publisher):
        letters = [world.letter() for _n in range(4)]
        for letter in letters:
            service.publish(world.desk, publisher, letter=letter, unit="d1", expires=world.desk.today)
        for letter in letters[:3]:
            service.pin(world.desk, publisher, letter=letter, pinned=True)
        world.later(days=1)
        with pytest.raises(Conflict):
            service.pin(world.desk, publisher, letter=letters[3], pinned=True)
        fresh = world.letter()
        service.publish(world.desk, publisher, letter=fresh, unit="d1")
        service.pin(world.desk, publisher, letter=fresh, pinned=True)


class TestSupersede:
    def test_both_show_it_to_who_reads_both(self, world, publisher, root):
        old, new = world.letter(), world.letter()
        first = service.publish(world.desk, publisher, letter=old, unit="d1")
        second = service.publish(
            world.desk, publisher, letter=new, unit="d1", audience=("below:d1",), supersedes=(old,)
        )
        assert newer_of(root, publisher, first) is new
        assert older_of(root, publisher, second) == [old]
        assert newer_of(root, world.actor("staff-d2"), first) is None
        service.supersede(world.desk, publisher, letter=old, by=new)
        assert second.supersedes == (old.id,)

    def test_only_a_later_one_of_the_same_unit(self, world, publisher):
        mine, later, other = world.letter(), world.letter(), world.letter("d2")
        service.publish(world.desk, publisher, letter=mine, unit="d1")
        service.publish(world.desk, publisher, letter=later, unit="d1")
        service.publish(world.desk, world.actor("reg-d2"), letter=other, unit="d2")
        with pytest.raises(Invalid):
            service.supersede(world.desk, publisher, letter=later, by=mine)
        with pytest.raises(NotAllowed):
            service.supersede(world.desk, publisher, letter=other, by=later)
        service.supersede(world.desk, publisher, letter=mine, by=later)
        third = world.letter()
        service.publish(world.desk, publisher, letter=third, unit="d1")
        with pytest.raises(Conflict):
            service.supersede(world.desk, publisher, letter=mine, by=third)


class TestChange:
    def test_it_moves_with_its_category(self, world, publisher, root):
        letter = world.letter()
        service.publish(world.desk, publisher, letter=letter, unit="d1")
        service.pin(world.desk, publisher, letter=letter, pinned=True)
        until = world.desk.today + timedelta(days=3)
        service.change(world.desk, publisher, letter=letter, category="training", expires=until)
        service.change(world.desk, publisher, letter=letter, category="training")
        posting = board_of(root).postings[letter.id]
        assert (posting.category, posting.expires, posting.pinned_at is None) == ("training", until, False)
        assert events(root, "d1").count("circular-changed") == 1


def events(root, unit):
    return [found.event for found in audit.records(root, unit)]
