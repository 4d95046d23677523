"""ย้ายไปใช้ผู้ออกใบรับรองชั้นรากอื่น: proofs that begin under one root authority are carried on under another.

A letter is signed and stamped in 2026 under a root that ends in 2040. From 2032 on the office has a second root beside
it; in 2034, before the first stamper ends, the letter is stamped under that. Then the first root ends and is silent.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pytest

from saraban.signatures.errors import StamperDown
from saraban.signatures.renewing import NotRenewed
from saraban.signatures.reports import State
from tests.common import forging
from tests.common.authority import Authority, running
from tests.common.signed_letters import trust_in, trust_in_all
from tests.common.time_travel import ENDS_EARLY, MOVED, SIGNED, TAKEN, judge, list_of, renew, sign, year

#: How the stampers tell who was revoked; the second is a run for ``make proof``.
PKIS = {
    "by OCSP": {},
    "by lists alone": pytest.param({"stampers_by": "crl"}, marks=pytest.mark.proof),
}


@dataclass
class Roots:
    """The first root, the second, and what the office trusts in."""

    old: Authority
    new: Authority

    @property
    def both(self):
        return trust_in_all(self.old, self.new)

    @property
    def archive(self):
        return tuple(list_of(self.old, label, day) for label, day in TAKEN.items())

    def end_the_old(self):
        self.old.silent = {"ocsp", "crls", "tsa"}


@pytest.fixture(scope="module", params=[*PKIS.values()], ids=PKIS)
def both(request, tmp_path_factory):
    options = request.param
    logging.disable(logging.CRITICAL)
    place = tmp_path_factory.mktemp("roots")
    with (
        running(place / "old", SIGNED, **ENDS_EARLY, **options) as old,
        running(place / "new", MOVED, named=" ใหม่", **options) as new,
    ):
        yield Roots(old, new)
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def nothing_revoked(both):
    yield
    for one in (both.old, both.new):
        one.revoked, one.silent = {}, set()


@pytest.fixture(scope="module")
def letter(both):
    return sign(both.old)


@pytest.fixture(scope="module")
def moved(both, letter):
    return renew(both.new, letter, year(2034), "tsa1", trust=both.both)


@pytest.fixture(scope="module")
def again(both, moved):
    """Renewed a second time, when the first root has ended and says nothing."""
    both.end_the_old()
    return renew(both.new, moved, year(2041), "tsa2", trust=both.both, archived=both.archive)


class TestMoved:
    @pytest.mark.parametrize("at", [year(2035), year(2038)])
    def test_it_holds_while_both_answer(self, both, moved, at):
        one = judge(both.both, moved, at)
        assert (one.state, one.level, one.at[:10]) == (State.VALID, "B-LTA", "2026-11-22")

    @pytest.mark.parametrize("at", [year(2037), year(2041)])
    def test_it_holds_when_the_first_root_is_silent_and_when_it_has_ended(self, both, moved, at):
        archive = both.archive
        both.end_the_old()
        one = judge(both.both, moved, at, archive)
        assert (one.state, one.level, one.at[:10]) == (State.VALID, "B-LTA", "2026-11-22")
        assert one.kept_at

    def test_it_is_renewed_again_under_the_second_alone(self, both, again):
        archive = both.archive
        both.end_the_old()
        one = judge(both.both, again, year(2047), archive)
        assert (one.state, one.level, one.section) == (State.VALID, "B-LTA", "26-28")

    def test_who_was_revoked_before_signing_is_told_still(self, both, moved):
        both.old.revoke("director", year(2026, 6))
        archive = both.archive
        both.end_the_old()
        assert not judge(both.both, moved, year(2041), archive).holds

    def test_a_changed_byte(self, both, moved):
        assert judge(both.both, forging.change_a_byte(moved), year(2041)).state is State.ALTERED


class TestNotMoved:
    def test_when_the_first_has_gone_already_though_its_stamps_had_not_ended(self, both, letter):
        archive = both.archive
        both.end_the_old()
        with pytest.raises((NotRenewed, StamperDown)):
            renew(both.new, letter, year(2035, 6), "tsa1", trust=both.both, archived=archive)

    def test_too_late(self, both, letter):
        with pytest.raises(NotRenewed):
            renew(both.new, letter, year(2037), "tsa1", trust=both.both)
        dead = renew(both.new, letter, year(2037), "tsa1", trust=both.both, blindly=True)
        assert judge(both.both, dead, year(2038)).state is State.EXPIRED

    def test_a_second_root_that_nobody_trusts(self, both, letter, moved):
        with pytest.raises((NotRenewed, StamperDown)):
            renew(both.new, letter, year(2034), "tsa1", trust=trust_in(both.old))
        assert judge(trust_in(both.old), moved, year(2038)).state is State.EXPIRED

    def test_the_first_root_taken_out_of_the_settings(self, both, moved):
        assert judge(trust_in(both.new), moved, year(2035)).state is State.UNTRUSTED

    def test_another_of_the_same_name(self, both, letter, tmp_path):
        with running(tmp_path / "rogue", MOVED, named=" ใหม่") as other:
            with pytest.raises((NotRenewed, StamperDown)):
                renew(other, letter, year(2034), "tsa1", trust=both.both)
            dead = renew(other, letter, year(2034), "tsa1", trust=trust_in_all(both.old, other), blindly=True)
        assert judge(both.both, dead, year(2038)).state is State.EXPIRED
