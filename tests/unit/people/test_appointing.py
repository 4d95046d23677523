"""งานตำแหน่งและการรักษาการ: only for what one manages, on record, and never for oneself."""

from datetime import date

import pytest

from saraban.auth.service import get_account
from saraban.core.errors import Missing, NotAllowed
from saraban.people import appointing
from saraban.people.rights import readers_of
from saraban.people.service import posts_of
from tests.common.office import at, open_office

DAY = date(2024, 3, 8)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("appointing"))
    office.clock.office = at(8)
    yield office
    office.close()


@pytest.fixture
def admin(office, desk):
    return office.actor(desk, "u-d54-admin")


class TestTakingOn:
    def test_a_person_with_post_and_account(self, desk, admin):
        made = appointing.take_on(
            desk, admin, unit="d54-edu", id="u-x", name="นายสมมติ ใหม่", post="d54-edu.officer", since=DAY
        )
        assert [h.post.id for h in posts_of(desk.root, "u-x", DAY)] == ["d54-edu.officer"]
        assert get_account(desk.root, "u-x").must_change
        assert len(made.password) > 8

    def test_not_into_a_post_of_another_unit(self, desk, admin):
        with pytest.raises(Missing):
            appointing.take_on(desk, admin, unit="d54-edu", id="u-y", name="นายสมมติ", post="d54-works.head", since=DAY)

    def test_not_into_a_unit_of_another_office(self, desk, admin):
        with pytest.raises(Missing):
            appointing.take_on(desk, admin, unit="d53", id="u-y", name="นายสมมติ", post="d53.head", since=DAY)


class TestPasswords:
    def test_not_of_somebody_who_holds_a_post_elsewhere_too(self, office, desk, admin):
        appointing.give_post(desk, admin, unit="d54-edu", person="u-d53-head", post="d54-edu.officer", since=DAY)
        with pytest.raises(Missing):
            appointing.renew_password(desk, admin, unit="d54-edu", person="u-d53-head")

    def test_not_of_a_stranger(self, desk, admin):
        with pytest.raises(Missing):
            appointing.renew_password(desk, admin, unit="d54-edu", person="u-d53-clerk")


class TestActing:
    def test_not_for_oneself(self, desk, admin):
        with pytest.raises(NotAllowed):
            appointing.give_acting(
                desk,
                admin,
                unit="d54-edu",
                person="u-d54-admin",
                post="d54-edu.head",
                term="acting-for",
                instrument="คำสั่ง",
                since=DAY,
                until=DAY,
            )

    def test_unknown_ones_cannot_be_ended(self, desk, admin):
        with pytest.raises(Missing):
            appointing.take_acting(desk, admin, unit="d54-edu", grant="nothing", until=DAY)
        with pytest.raises(Missing):
            appointing.take_post(desk, admin, unit="d54-edu", holding="nothing", until=DAY)
        with pytest.raises(Missing):
            appointing.take_acting(desk, admin, unit="d54-edu", grant="act-d54-admin", until=DAY)


class TestReaders:
    def test_of_a_unit_with_those_from_above(self, desk):
        found = {(r.post, r.role, r.granted_in) for r in readers_of(desk.root, "u:d54-edu", DAY)}
        assert ("d54-edu.head", "head", "d54-edu") in found
        assert ("d54.auditor", "auditor", "d54") in found
        assert not any(role == "administrator" for _post, role, _unit in found)

    def test_acting_ones_are_named(self, desk):
        head = next(r for r in readers_of(desk.root, "u:d54-admin", DAY) if r.post == "d54-admin.head")
        assert "นางสาวสมมติ รักษาการตัวอย่าง" in head.names

    def test_other_scopes_have_no_list(self, desk):
        assert readers_of(desk.root, "circular", DAY) == []
