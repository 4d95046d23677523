"""Certificates that end in the digest: to holder and who enrolled it, 30, 7 and 1 days before, once each."""

from datetime import timedelta

import pytest

from saraban.auth.content import Account
from saraban.core.digests import Period
from saraban.news.duties import certificates_part
from saraban.news.service import reader_of
from saraban.people.service import end_holding, people_of
from saraban.signatures.certificates import end_key
from saraban.signatures.content import SignerCertificate
from saraban.signatures.ending import ending_of, step_of
from tests.common.circular_world import hire
from tests.common.news_world import TODAY

FACTS = dict.fromkeys(("fingerprint", "name", "issuer", "level", "number", "email"), "x")
HOLDER, ADMIN, OTHER, ELSEWHERE = "staff-d1", "admin-d1", "second-d1", "admin-d2"


@pytest.fixture
def ending(world):
    """A certificate of the holder that ends in a year, enrolled by an administrator; another one is there too."""
    root, real = world.desk.root, world.desk.clock.now()
    for who, unit in ((ADMIN, "d1"), (OTHER, "d1"), (ELSEWHERE, "d2")):
        hire(root, who, unit, "administrator")
        root["auth"].accounts[who] = Account(who, "")
    until = real + timedelta(days=365)
    made = SignerCertificate(1, HOLDER, ("p12", "x"), b"x", FACTS, since=real, until=until, at=real, by=ADMIN)
    kept = root["certificates"]
    kept.records[1], kept.by_person[HOLDER], kept.ends[end_key(until), 1] = made, (1,), 1
    world.keep()
    return made


@pytest.fixture
def put(world, ending):
    """Let the certificate end in so many days."""

    def put(days):
        kept = world.desk.root["certificates"]
        kept.ends.pop((end_key(ending.until), 1))
        ending.until = world.desk.clock.now() + timedelta(days=days)
        kept.ends[end_key(ending.until), 1] = 1

    return put


def told(world, person):
    reader = reader_of(world.desk.root, person, TODAY)
    found = certificates_part(world.desk, None, reader, Period(world.now, world.now, TODAY))
    return [] if found is None else list(found.lines)


def test_nothing_while_it_is_far_off(world, put):
    put(31)
    assert [told(world, who) for who in (HOLDER, ADMIN, OTHER)] == [[], [], []]


def test_once_in_each_step(world, put):
    for days, n in ((30, "๓๐"), (7, "๗"), (1, "๑")):
        put(days)
        (line,) = told(world, HOLDER)
        assert (line.path, line.note.mapping["n"]) == ("/me/certificate", n)
        (line,) = told(world, ADMIN)
        assert line.path == f"/admin/certificates/{HOLDER}"
        put(days - 0.5)
        assert [told(world, who) for who in (HOLDER, ADMIN, OTHER, "staff-d2")] == [[], [], [], []]


def test_a_step_that_was_missed_is_not_made_up_for(world, put):
    put(5)
    assert len(told(world, HOLDER)) == 1
    put(4)
    assert told(world, HOLDER) == []


def test_not_when_it_has_ended_was_renewed_or_revoked(world, ending, put):
    put(0)
    assert (told(world, HOLDER), step_of(ending, world.desk.clock.now())) == ([], 0)
    assert ending_of(world.desk.root, HOLDER, world.desk.clock.now()) is ending
    ending.revoked_at = ending.since
    assert ending_of(world.desk.root, HOLDER, world.desk.clock.now()) is None
    put(5)
    world.desk.root["certificates"].ends.pop((end_key(ending.until), 1))
    assert [told(world, who) for who in (HOLDER, ADMIN)] == [[], []]


def test_whoever_looks_after_the_holder_where_who_enrolled_it_does_not_any_more(world, put):
    put(7)
    people = people_of(world.desk.root)
    for key in people.holdings_by_person[ADMIN]:
        end_holding(world.desk.root, key, TODAY - timedelta(days=1))
    world.keep()
    (line,) = told(world, OTHER)
    assert line.path == f"/admin/certificates/{HOLDER}"
    assert told(world, "staff-d1-edu") == []


def test_an_administrator_elsewhere_is_told_nothing(world, put):
    put(7)
    assert told(world, ELSEWHERE) == []
