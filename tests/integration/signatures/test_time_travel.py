"""A letter signed in 2026 and read in 2046: it holds after two timely renewals, and after nothing else.

The clock of this process stands still where it is put; the same runs with a clock that goes on in ``make proof``.
"""

from __future__ import annotations

import logging

import pytest

from saraban.signatures.renewing import NotRenewed, due
from saraban.signatures.reports import State
from tests.common import forging
from tests.common.authority import running
from tests.common.time_travel import SIGNED, judge, list_of, renew, sign, year


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    logging.disable(logging.CRITICAL)
    with running(tmp_path_factory.mktemp("travel"), SIGNED) as authority:
        yield authority
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def nothing_revoked(office):
    yield
    office.revoked, office.silent = {}, set()


@pytest.fixture(scope="module")
def letter(office):
    return sign(office)


@pytest.fixture(scope="module")
def once(office, letter):
    return renew(office, letter, year(2034), "tsa2")


@pytest.fixture(scope="module")
def twice(office, once):
    return renew(office, once, year(2042), "tsa3")


class TestTimely:
    def test_two_renewals_hold_in_2046(self, office, twice):
        one = judge(office, twice, year(2046))
        assert (one.state, one.then, one.now) == (State.VALID, "good", "expired")
        assert one.at.startswith("2026-11-22")
        assert (one.level, one.section) == ("B-LTA", "26-28")

    def test_one_renewal_holds_until_its_stamp_expires(self, office, once):
        assert judge(office, once, year(2040)).holds
        assert not judge(office, once, year(2046)).holds

    @pytest.mark.parametrize(("at", "holds"), [(2030, True), (2034, True), (2046, False)])
    def test_without_renewal(self, office, letter, at, holds):
        assert judge(office, letter, year(at)).holds is holds

    def test_when_renewal_is_due(self, letter, once):
        assert not due(letter, year(2034))
        assert due(letter, year(2036))
        assert not due(once, year(2036))


class TestLate:
    def test_a_late_renewal_is_refused(self, office, letter):
        with pytest.raises(NotRenewed):
            renew(office, letter, year(2037), "tsa2")

    def test_what_the_library_writes_late_does_not_hold(self, office, letter):
        dead = renew(office, letter, year(2037), "tsa2", blindly=True)
        assert not judge(office, dead, year(2040)).holds

    def test_an_altered_letter_is_not_renewed(self, office, letter):
        with pytest.raises(NotRenewed):
            renew(office, forging.draw_over(letter), year(2034), "tsa2")


class TestRevoked:
    def test_after_signing(self, office, letter, twice):
        office.revoke("director", year(2027, 6))
        one = judge(office, twice, year(2046))
        assert (one.state, one.then) == (State.VALID, "good")
        early = judge(office, letter, year(2027, 7))
        assert (early.state, early.then, early.now) == (State.VALID, "good", "revoked")

    @pytest.mark.parametrize("at", [year(2026, 12), year(2030)])
    def test_before_signing_told_later(self, office, letter, at):
        office.revoke("director", year(2026, 6))
        assert not judge(office, letter, at).holds

    def test_before_signing_told_later_in_2046(self, office, twice):
        office.revoke("director", year(2026, 6))
        assert not judge(office, twice, year(2046)).holds

    @pytest.mark.parametrize(("since", "holds"), [(2026, False), (2030, True)])
    def test_the_issuing_authority(self, office, twice, since, holds):
        office.revoke("ca", year(since, 6))
        assert judge(office, twice, year(2046)).holds is holds

    @pytest.mark.parametrize(("since", "holds"), [(2030, False), (2035, True)])
    def test_the_first_time_stamper(self, office, twice, since, holds):
        office.revoke("tsa1", year(since, 6))
        assert judge(office, twice, year(2046)).holds is holds


class TestSilence:
    """The issuing authority answers no more: only lists that the archive took in say what it knew."""

    def gone(self, office):
        office.silent = {"ocsp/ca", "crls/ca"}

    def archive(self, office):
        day = year(2027, 11)
        return list_of(office, "root", day), list_of(office, "ca", day)

    def test_without_an_archive_nothing_is_certain(self, office, twice):
        self.gone(office)
        assert not judge(office, twice, year(2046)).holds

    def test_with_archived_lists(self, office, twice):
        archived = self.archive(office)
        self.gone(office)
        assert judge(office, twice, year(2046), archived).holds

    def test_revoked_before_signing(self, office, twice):
        office.revoke("director", year(2026, 6))
        archived = self.archive(office)
        self.gone(office)
        assert not judge(office, twice, year(2046), archived).holds

    def test_revoked_before_signing_as_soon_as_the_certificate_has_expired(self, office, letter):
        office.revoke("director", year(2026, 6))
        archived = self.archive(office)
        self.gone(office)
        assert not judge(office, letter, year(2028, 12), archived).holds


def test_a_changed_byte(office, twice):
    assert judge(office, forging.change_a_byte(twice), year(2046)).state is State.ALTERED
