"""Wishes and secret addresses; who has left reads nothing."""

import pytest

from saraban.core.errors import Conflict, Invalid, Missing
from saraban.news.service import (
    address_made,
    make_address,
    news_of,
    reader_at,
    reader_of,
    revoke_address,
    want_digest,
    wants_digest,
)
from saraban.people.service import end_holding, let_in, people_of, readdress_person
from tests.common.news_world import TODAY


class TestDigestWish:
    def test_on_and_off(self, world):
        actor = world.actor("staff-d1")
        assert not wants_digest(world.desk.root, "staff-d1")
        want_digest(world.desk, actor, wanted=True)
        want_digest(world.desk, actor, wanted=True)
        assert wants_digest(world.desk.root, "staff-d1")
        want_digest(world.desk, actor, wanted=False)
        want_digest(world.desk, actor, wanted=False)
        assert not wants_digest(world.desk.root, "staff-d1")

    def test_not_without_an_address(self, world):
        readdress_person(world.desk.root, "staff-d1", "")
        with pytest.raises(Invalid):
            want_digest(world.desk, world.actor("staff-d1"), wanted=True)


class TestAddress:
    def test_it_opens_what_the_person_reads_until_it_is_renewed_or_revoked(self, world):
        desk, actor = world.desk, world.actor("staff-d1")
        first = make_address(desk, actor)
        assert reader_at(desk, first).scopes == actor.scopes
        assert first not in repr(vars(news_of(desk.root).subscribers["staff-d1"]))
        second = make_address(desk, actor)
        with pytest.raises(Missing):
            reader_at(desk, first)
        assert reader_at(desk, second).person == "staff-d1"
        assert address_made(desk.root, "staff-d1") == desk.clock.now()
        revoke_address(desk, actor)
        with pytest.raises(Missing):
            reader_at(desk, second)
        with pytest.raises(Conflict):
            revoke_address(desk, actor)
        assert address_made(desk.root, "staff-d1") is None

    @pytest.mark.parametrize("secret", ["", "a", "a" * 43, "ก" * 43, "a" * 44, "\ud800"])
    def test_no_secret(self, world, secret):
        with pytest.raises(Missing):
            reader_at(world.desk, secret)


class TestReader:
    def test_a_person_of_the_house(self, world):
        assert reader_of(world.desk.root, "staff-d1", TODAY).person == "staff-d1"

    def test_nobody(self, world):
        assert reader_of(world.desk.root, "nobody", TODAY) is None

    def test_shut_out(self, world):
        let_in(world.desk.root, "staff-d1", active=False)
        assert reader_of(world.desk.root, "staff-d1", TODAY) is None

    def test_account_closed(self, world):
        world.desk.root["auth"].accounts["staff-d1"].active = False
        assert reader_of(world.desk.root, "staff-d1", TODAY) is None

    def test_no_post_any_more(self, world):
        leave(world, "staff-d1")
        assert reader_of(world.desk.root, "staff-d1", TODAY) is None


def leave(world, person):
    """The last day in the post was yesterday."""
    for holding in people_of(world.desk.root).holdings_by_person[person]:
        end_holding(world.desk.root, holding, until=TODAY.replace(day=7))
    world.keep()
