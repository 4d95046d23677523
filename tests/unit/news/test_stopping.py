"""The address that stops the digest: it stops it, does nothing else, and ends with the address it was sent to."""

import pytest

from saraban.core.errors import Missing
from saraban.news.keys import hashed
from saraban.news.service import make_address, news_of, reader_at, revoke_address, want_digest, wants_digest
from saraban.news.stopping import check_stop, stop_digest, stop_secret
from saraban.people.service import readdress_person


@pytest.fixture
def actor(world):
    actor = world.actor("staff-d1")
    want_digest(world.desk, actor, wanted=True)
    return actor


def secret_of(world, person="staff-d1"):
    news = news_of(world.desk.root)
    return stop_secret(news, news.subscribers[person])


def test_it_stops_the_digest_of_its_person_and_again_answers_the_same(world, actor):
    want_digest(world.desk, world.actor("staff-d2"), wanted=True)
    secret = secret_of(world)
    assert secret == secret_of(world)
    assert check_stop(world.desk.root, secret) == "staff-d1"
    for _again in range(2):
        stop_digest(world.desk, secret)
    assert not wants_digest(world.desk.root, "staff-d1")
    assert wants_digest(world.desk.root, "staff-d2")


def test_it_opens_no_feed_and_the_feeds_address_stops_nothing(world, actor):
    with pytest.raises(Missing):
        reader_at(world.desk, secret_of(world))
    feed = make_address(world.desk, actor)
    with pytest.raises(Missing):
        stop_digest(world.desk, feed)


def test_the_store_keeps_no_secret_that_could_be_sent(world, actor):
    secret = secret_of(world)
    news = news_of(world.desk.root)
    assert secret not in repr((dict(news.by_stop), vars(news.subscribers["staff-d1"])))
    assert dict(news.by_stop) == {hashed(secret): "staff-d1"}


def moved(world, actor):
    readdress_person(world.desk.root, actor.person, "new@bangkok.example")
    want_digest(world.desk, actor, wanted=True)


def renewed(world, actor):
    make_address(world.desk, actor)


def revoked(world, actor):
    make_address(world.desk, actor)
    secret_of(world)
    revoke_address(world.desk, actor)


@pytest.mark.parametrize("how", [moved, renewed, revoked])
def test_it_ends_with_the_address(world, actor, how):
    before = secret_of(world)
    how(world, actor)
    with pytest.raises(Missing):
        stop_digest(world.desk, before)
    assert wants_digest(world.desk.root, "staff-d1")
    assert check_stop(world.desk.root, secret_of(world)) == "staff-d1"
    assert len(news_of(world.desk.root).by_stop) == 1


def test_whoever_wants_it_again_can_stop_it_by_an_old_e_mail(world, actor):
    secret = secret_of(world)
    stop_digest(world.desk, secret)
    want_digest(world.desk, actor, wanted=True)
    stop_digest(world.desk, secret)
    assert not wants_digest(world.desk.root, "staff-d1")


@pytest.mark.parametrize("secret", ["", "a", "a" * 43, "ก" * 43, "\ud800"])
def test_no_secret(world, actor, secret):
    for _made in range(2):  # before there is any, and after
        with pytest.raises(Missing):
            stop_digest(world.desk, secret)
        secret_of(world)
