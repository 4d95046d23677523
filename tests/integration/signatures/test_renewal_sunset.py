"""The day from which SHA-256 is accepted no more, and a root that expires: renewed before, a letter stands (proof)."""

from __future__ import annotations

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation import ades

from saraban.signatures import shims
from tests.common.authority import running
from tests.common.time_travel import SIGNED, judge, list_of, renew, sign, year

pytestmark = pytest.mark.proof

PKIS = {
    "by OCSP": {"stampers_by": "ocsp"},
    "by lists alone": {"stampers_by": "crl"},
    "below the root": {"stampers_by": "root", "long_cas": True},
}
#: After the first renewal; the first time stamper goes on until 2036.
SUNSET = year(2035, 1, 1)
DAY = timedelta(days=1)


@pytest.fixture(scope="module", params=PKIS.values(), ids=PKIS)
def travel(request, tmp_path_factory):
    """Authorities that went over to SHA-512 in time; the letter and its first time stamps are of the days before."""
    logging.disable(logging.CRITICAL)
    with running(tmp_path_factory.mktemp("sunset"), SIGNED, digest="sha512", **request.param) as office:
        never = sign(office)
        once = renew(office, never, year(2034), "tsa2")
        letters = {"never": never, "once": once, "twice": renew(office, once, year(2042), "tsa3")}
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(shims.StrongerStamper, "async_timestamp_pdf", PdfTimeStamper.async_timestamp_pdf)
            letters["once, as the library does it"] = renew(office, never, year(2034), "tsa2")
        yield SimpleNamespace(office=office, letters=letters)
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("letter", "day", "sunset", "holds"),
    [
        ("never", year(2034, 12), SUNSET, True),
        ("never", year(2035, 6), SUNSET, False),
        ("never", year(2035, 6), None, True),
        ("never", year(2035, 6), year(2036), True),
        ("once", year(2034, 12), SUNSET, True),
        ("once", year(2035, 6), SUNSET, True),
        ("once", year(2040), SUNSET, True),
        ("once", year(2035, 6), year(2034, 6), False),
        ("once", year(2040), year(2034, 6), False),
        ("twice", year(2046), SUNSET, True),
        ("twice", year(2046), year(2034, 6), False),
    ],
)
def test_sunset(travel, letter, day, sunset, holds):
    one = judge(travel.office, travel.letters[letter], day, (), sunset)
    assert one.holds is holds, one


def test_renewing_as_the_library_does_it_is_still_no_help(travel):
    """When this fails, the library has learnt it, and ``shims.StrongerStamper`` goes."""
    letter = travel.letters["once, as the library does it"]
    assert judge(travel.office, letter, year(2035, 6), (), None).holds
    assert not judge(travel.office, letter, year(2035, 6), (), SUNSET).holds


def test_without_s6_a_stamp_that_came_too_late_passes(travel, monkeypatch):
    """When this fails, the library weighs algorithms itself, and ``shims.weigh_algorithms_in_the_past`` goes."""
    name = "_ades_past_signature_validation"
    assert not judge(travel.office, travel.letters["once"], year(2040), (), year(2034, 6)).holds
    monkeypatch.setattr(ades, name, getattr(ades, name).__wrapped__.__wrapped__)
    shims.decide_by_the_past()
    assert judge(travel.office, travel.letters["once"], year(2040), (), year(2034, 6)).holds


class TestRoot:
    """The root of 2026 expires in 2040; what hangs below it is valid longer."""

    @pytest.fixture(scope="class", params=PKIS.values(), ids=PKIS)
    @classmethod
    def expiring(cls, request, tmp_path_factory):
        logging.disable(logging.CRITICAL)
        with running(tmp_path_factory.mktemp("root"), SIGNED, root_years=14, **request.param) as office:
            once = renew(office, sign(office), year(2034), "tsa2")
            yield SimpleNamespace(office=office, once=once, twice=renew(office, once, year(2040, 6), "tsa3"))
        logging.disable(logging.NOTSET)

    def test_it_goes_on_giving_lists(self, expiring):
        assert judge(expiring.office, expiring.once, year(2040, 6)).holds
        assert judge(expiring.office, expiring.once, year(2042)).holds
        assert judge(expiring.office, expiring.twice, year(2046)).holds

    @pytest.mark.parametrize("with_archive", [True, False])
    def test_silent_from_its_end_on_it_proves_nothing_of_the_newest_stamp(self, expiring, with_archive):
        """The archive speaks for the past; a stamp of today needs its authority: renew below another root in time."""
        office = expiring.office
        office.silent = {"crls/root"}
        archived = (list_of(office, "root", year(2040, 11, 1)),) if with_archive else ()
        try:
            assert not judge(office, expiring.twice, year(2041), archived).holds
        finally:
            office.silent = set()
