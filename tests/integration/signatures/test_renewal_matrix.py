"""ตารางการต่ออายุหลักฐาน: every row of what was measured, for three ways of building the authority (``make proof``).

A row is: what was done to a letter signed in 2026, the day it is judged, and whether it holds. The lists of the archive
are rows of their own: there the issuing authority answers no more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

import pytest

from saraban.signatures.errors import SigningRefused
from saraban.signatures.renewing import NotRenewed
from saraban.signatures.reports import State
from saraban.signatures.signing import Level
from tests.common import forging
from tests.common.authority import running
from tests.common.time_travel import SIGNED, judge, list_of, renew, sign, year

pytestmark = pytest.mark.proof

DAY = timedelta(days=1)
BEFORE, AFTER = year(2026, 6), year(2027, 6)
PKIS = {
    "stampers below authorities, by OCSP": {"stampers_by": "ocsp"},
    "stampers below authorities, by lists alone": {"stampers_by": "crl"},
    "stampers below the root, authorities that outlive it all": {"stampers_by": "root", "long_cas": True},
}
#: the letter, what is revoked since when, when it is judged, whether it holds
ROWS = [
    ("never", {}, year(2026, 11, 23), True),
    ("never", {}, year(2030), True),
    ("never", {}, year(2034), True),
    ("never", {}, year(2037), False),
    ("never", {}, year(2046), False),
    ("once", {}, year(2034, 12), True),
    ("once", {}, year(2040), True),
    ("once", {}, year(2046), False),
    ("twice", {}, year(2043), True),
    ("twice", {}, year(2046), True),
    ("late", {}, year(2038), False),
    ("late", {}, year(2046), False),
    ("never", {"director": AFTER}, year(2027, 7), True),
    ("twice", {"director": AFTER}, year(2046), True),
    ("twice-told", {"director": AFTER}, year(2046), True),
    ("never", {"director": BEFORE}, year(2026, 12), False),
    ("never", {"director": BEFORE}, year(2030), False),
    ("twice", {"director": BEFORE}, year(2046), False),
    ("stamped", {"director": BEFORE}, year(2028), False),
    ("stamped", {"director": BEFORE}, year(2046), False),
    ("twice", {"ca": BEFORE}, year(2027), False),
    ("twice", {"ca": BEFORE}, year(2046), False),
    ("twice", {"ca": year(2030)}, year(2046), True),
    ("twice", {"tsa1": year(2030)}, year(2046), False),
    ("twice", {"tsa1": year(2035)}, year(2046), True),
    ("changed", {}, year(2046), False),
    ("drawn over", {}, year(2046), False),
]
#: the same with a silent issuing authority and what the archive took in before the signer's certificate ended
ARCHIVED = [
    ({}, True),
    ({"director": BEFORE}, False),
    ({"director": AFTER}, True),
    ({"ca": BEFORE}, False),
    ({"ca": year(2027, 1)}, True),
]


@dataclass
class Travel:
    """An authority and its letters: never renewed, once, twice, too late, after a revocation was known, spoilt."""

    office: object
    letters: dict[str, bytes]


@pytest.fixture(scope="module", params=PKIS.values(), ids=PKIS)
def travel(request, tmp_path_factory):
    logging.disable(logging.CRITICAL)
    with running(tmp_path_factory.mktemp("matrix"), SIGNED, **request.param) as office:
        yield Travel(office, letters(office))
    logging.disable(logging.NOTSET)


def letters(office):
    never = sign(office)
    once = renew(office, never, year(2034), "tsa2")
    twice = renew(office, once, year(2042), "tsa3")
    late = renew(office, never, year(2037), "tsa2", blindly=True)
    late = renew(office, late, year(2042), "tsa3", blindly=True)
    office.revoked = {"director": AFTER}
    told = renew(office, renew(office, never, year(2034), "tsa2"), year(2042), "tsa3")
    office.revoked = {}
    return {
        "never": never, "once": once, "twice": twice, "late": late, "twice-told": told,
        "stamped": sign(office, level=Level.T), "changed": forging.change_a_byte(twice),
        "drawn over": forging.draw_over(twice),
    }  # fmt: skip


@pytest.fixture
def office(travel):
    yield travel.office
    travel.office.revoked, travel.office.silent = {}, set()


@pytest.mark.parametrize(
    ("letter", "revoked", "day", "holds"),
    ROWS,
    ids=[f"{a}-{'-'.join(f'{w} {d:%Y-%m}' for w, d in r.items()) or 'good'}-{d:%Y-%m}" for a, r, d, _h in ROWS],
)
def test_row(travel, office, letter, revoked, day, holds):
    office.revoked = dict(revoked)
    one = judge(office, travel.letters[letter], day)
    assert one.holds is holds, one
    if holds:
        assert (one.state, one.level, one.section, one.at[:10]) == (State.VALID, "B-LTA", "26-28", "2026-11-22")


@pytest.mark.parametrize(("letter", "revoked", "day", "holds"), ROWS)
def test_row_where_who_has_ended_is_silent_and_the_archive_speaks(travel, office, letter, revoked, day, holds):
    office.revoked = dict(revoked)
    archived = archive_until(office, day)
    ended = {label for label in office.authorities() if office.certificate(label).not_valid_after < day}
    office.silent = {f"{what}/{label}/" for label in ended for what in ("ocsp", "crls")}
    one = judge(office, travel.letters[letter], day, archived)
    assert one.holds is holds, one


def archive_until(office, day):
    """What the archive chooses of daily lists: the newest before a certificate ended, and before its authority did."""
    found = []
    for label in office.authorities():
        end = office.certificate(label).not_valid_after
        days = {min(day, end) - DAY, *([min(day, year(2028)) - DAY] if label == "ca" else [])}
        found += [list_of(office, label, at) for at in days]
    return tuple(found)


@pytest.mark.parametrize("at", [year(2028, 12), year(2046)], ids=["expired", "2046"])
@pytest.mark.parametrize(("revoked", "holds"), ARCHIVED)
def test_row_of_an_authority_that_is_gone(travel, office, revoked, holds, at):
    office.revoked = dict(revoked)
    taken_in = year(2027, 11)
    archived = list_of(office, "root", taken_in), list_of(office, "ca", taken_in)
    office.silent = {"ocsp/ca", "crls/ca"}
    letter = travel.letters["never" if at < year(2030) else "twice"]
    assert judge(office, letter, at, archived).holds is holds


def test_silence_without_an_archive_is_no_proof(travel, office):
    office.silent = {"ocsp/ca", "crls/ca"}
    assert not judge(office, travel.letters["twice"], year(2046)).holds


def test_what_cannot_be_renewed(travel, office):
    for letter, day in (("never", year(2037)), ("changed", year(2043)), ("drawn over", year(2043))):
        with pytest.raises(NotRenewed):
            renew(office, travel.letters[letter], day, "tsa3")
    office.revoked = {"director": BEFORE}
    with pytest.raises(NotRenewed):
        renew(office, travel.letters["never"], year(2034), "tsa2")


def test_who_is_revoked_signs_nothing(travel, office):
    office.revoked = {"director": BEFORE}
    with pytest.raises(SigningRefused):
        sign(office)
