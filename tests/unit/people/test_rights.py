"""Scopes and duties follow from posts, acting grants and roles, on the day."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.agencies.service import add_unit, find_unit, move_unit
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.permissions import Permission
from saraban.people import service as people
from saraban.people.rights import actor_for, other_authorities, reasons, scopes_of
from tests.common.roots import desk_in_memory

DAY = date(2024, 3, 8)


@pytest.fixture
def root(tmp_path):
    with desk_in_memory(tmp_path) as desk:
        root = desk.root
        add_unit(root, code="d1", title="สำนักงานเขต", kind="agency")
        add_unit(root, code="d1-edu", title="ฝ่ายการศึกษา", kind="section", parent="d1")
        add_unit(root, code="d2", title="สำนักงานเขตข้างเคียง", kind="agency")
        for person in ("head", "clerk", "deputy"):
            people.add_person(root, id=person, name=f"ชื่อ {person}")
        people.add_post(root, id="p-head", unit="d1", title="ผู้อำนวยการเขต")
        people.add_post(root, id="p-clerk", unit="d1-edu", title="เจ้าหน้าที่สารบรรณ")
        people.appoint(root, person="head", post="p-head")
        people.appoint(root, person="clerk", post="p-clerk", since=date(2024, 1, 1), until=date(2024, 3, 31))
        people.grant_role(root, unit="d1", role="head", post="p-head", inherit=True)
        people.grant_role(root, unit="d1-edu", role="registrar", post="p-clerk")
        yield root


class TestScopes:
    def test_an_inherited_role_reaches_the_units_below(self, root):
        assert {"u:d1", "u:d1-edu"} <= scopes_of(root, "head", DAY)

    def test_a_role_that_is_not_inherited_stays_in_its_unit(self, root):
        assert scopes_of(root, "clerk", DAY) == {
            "circular", "p:clerk", "o:p-clerk", "u:d1-edu", "s:d1-edu", "b:d1-edu", "b:d1"
        }  # fmt: skip

    def test_after_the_last_day_in_the_post_nothing_is_left(self, root):
        assert "u:d1-edu" in scopes_of(root, "clerk", date(2024, 3, 31))
        assert "u:d1-edu" not in scopes_of(root, "clerk", date(2024, 4, 1))

    def test_revoking_holds_at_once_also_when_scopes_were_cached(self, root):
        root._p_jar.transaction_manager.commit()
        root._p_jar.transaction_manager.begin()
        assert "u:d1-edu" in scopes_of(root, "clerk", DAY)
        people.revoke_role(root, "d1-edu", "d1-edu.registrar.p-clerk")
        assert "u:d1-edu" not in scopes_of(root, "clerk", DAY)

    def test_an_aborted_grant_leaves_nothing_behind(self, root):
        tm = root._p_jar.transaction_manager
        tm.commit()
        tm.begin()
        people.grant_role(root, unit="d2", role="member", post="p-clerk")
        assert "u:d2" in scopes_of(root, "clerk", DAY)
        tm.abort()
        tm.begin()
        assert "u:d2" not in scopes_of(root, "clerk", DAY)

    def test_moving_a_unit_moves_what_is_inherited(self, root):
        move_unit(root, "d1-edu", "d2")
        assert "u:d1-edu" not in scopes_of(root, "head", DAY)

    def test_an_administrator_does_not_read_letters(self, root):
        people.grant_role(root, unit="d2", role="administrator", post="p-clerk")
        assert "u:d2" not in scopes_of(root, "clerk", DAY)


class TestActing:
    @pytest.fixture
    def grant(self, root):
        return people.grant_acting(
            root,
            person="deputy",
            post="p-head",
            term="acting-in-post",
            instrument="คำสั่งที่ 12/2567",
            since=date(2024, 3, 1),
            until=date(2024, 3, 10),
        )

    def test_acts_only_inside_the_period(self, root, grant):
        assert actor_for(root, "deputy", f"p-head~{grant.id}", DAY).duties == {("head", "d1"), ("head", "d1-edu")}
        with pytest.raises(NotAllowed):
            actor_for(root, "deputy", f"p-head~{grant.id}", date(2024, 3, 11))

    def test_the_block_prints_the_term_before_the_post_acted_for(self, root, grant):
        people.add_post(root, id="p-dep", unit="d1", title="ผู้ช่วยผู้อำนวยการเขต")
        people.appoint(root, person="deputy", post="p-dep")
        actor = actor_for(root, "deputy", f"p-head~{grant.id}", DAY)
        assert actor.signing.lines == ("(ชื่อ deputy)", "ผู้ช่วยผู้อำนวยการเขต", "รักษาการในตำแหน่งผู้อำนวยการเขต")

    def test_reading_uses_every_post_whichever_is_acted_in(self, root, grant):
        people.add_post(root, id="p-two", unit="d2", title="ผู้ตรวจ")
        people.appoint(root, person="deputy", post="p-two")
        people.grant_role(root, unit="d2", role="auditor", post="p-two")
        actor = actor_for(root, "deputy", "p-two", DAY)
        assert "u:d1" in actor.scopes
        assert actor.duties == {("auditor", "d2")}

    def test_a_scope_limits_what_the_acting_officer_may_do(self, root):
        grant = people.grant_acting(
            root,
            person="deputy",
            post="p-head",
            term="by-delegation",
            instrument="คำสั่งที่ 13/2567",
            since=DAY,
            until=DAY,
            scope=("paper:order",),
        )
        actor = actor_for(root, "deputy", f"p-head~{grant.id}", DAY)
        assert actor.may(Permission.PAPER_ORDER, find_unit(root, "d1"))
        assert not actor.may(Permission.LETTER_SIGN, find_unit(root, "d1"))

    @pytest.mark.parametrize(("term", "refused"), [("by-delegation", True), ("acting-for", False)])
    def test_delegated_power_is_not_passed_on(self, root, term, refused):
        form = {"post": "p-head", "instrument": "คำสั่งที่ 14/2567", "since": DAY, "until": DAY}
        people.grant_acting(root, person="deputy", term=term, **form)
        further = {"person": "clerk", "term": "by-delegation", "given_by": "deputy", **form}
        if refused:
            with pytest.raises(NotAllowed):
                people.grant_acting(root, **further)
            people.appoint(root, person="deputy", post="p-head")
        assert people.grant_acting(root, **further).person == "clerk"

    def test_two_holders_of_one_authority_are_seen(self, root, grant):
        assert other_authorities(root, "p-head", DAY, "deputy") == ["ชื่อ head"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"instrument": " "}, "instrument"),
            ({"term": "boss"}, "term"),
            ({"until": date(2024, 2, 1)}, "until"),
            ({"scope": ("all",)}, "scope"),
        ],
    )
    def test_refuses_a_grant_that_is_not_complete(self, root, change, field):
        form = {
            "person": "deputy",
            "post": "p-head",
            "term": "acting-for",
            "instrument": "คำสั่ง",
            "since": date(2024, 3, 1),
            "until": date(2024, 3, 10),
        }
        with pytest.raises(Invalid) as refused:
            people.grant_acting(root, **{**form, **change})
        assert refused.value.field == field


class TestGate:
    def test_nobody_acts_in_a_post_that_is_not_his(self, root):
        with pytest.raises(NotAllowed):
            actor_for(root, "clerk", "p-head", DAY)

    def test_a_person_without_a_post_may_nothing(self, root):
        actor = actor_for(root, "deputy", "", DAY)
        assert actor.post == ""
        assert not actor.may(Permission.LETTER_DRAFT, find_unit(root, "d1"))

    def test_duties_do_not_reach_another_unit(self, root):
        actor = actor_for(root, "clerk", "p-clerk", DAY)
        assert actor.may(Permission.REGISTER_RECEIVE, find_unit(root, "d1-edu"))
        with pytest.raises(Missing):
            actor.require(Permission.REGISTER_RECEIVE, find_unit(root, "d1"))

    def test_every_reason_names_post_role_and_unit(self, root):
        found = reasons(root, "head", DAY)
        assert {(r.scope, r.post, r.role, r.granted_in) for r in found} == {
            ("u:d1", "p-head", "head", "d1"),
            ("u:d1-edu", "p-head", "head", "d1"),
        }


class TestRecords:
    def test_refuses_a_second_person_with_the_same_id(self, root):
        with pytest.raises(Conflict):
            people.add_person(root, id="head", name="อีกคน")

    def test_refuses_an_id_with_other_characters(self, root):
        with pytest.raises(Invalid):
            people.add_person(root, id="../etc", name="ชื่อ")

    def test_a_grant_belongs_to_its_unit(self, root):
        with pytest.raises(Missing):
            people.revoke_role(root, "d2", "d1.head.p-head")
