"""kill -9 between any two steps of signing: a real process on a real store; the same request then ends it once."""

import pytest

from saraban.signatures.unfinished import bring_back_stuck
from tests.common.issuing_world import HEAD, open_signing_office
from tests.common.killing import POINTS, power_cut
from tests.common.office import at


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("kills"))
    office.sign(office.draft())
    yield office
    office.web.office.close()


def cut_off(office, letter, point):
    """Sign in another process that is killed; gives the code that it used."""
    code = office.web.code(HEAD)
    power_cut(office.web.office, point, lambda: office.sign(letter, code=code, request="the-same"))
    return code


@pytest.mark.parametrize("point", POINTS)
def test_the_same_request_ends_it_once(office, point):
    letter, last = office.draft(), max(office.entries())
    code = cut_off(office, letter, point)
    assert office.look(letter)["state"] == {"beginning": "proposed", "confirmed": "signed"}.get(point, "signing")
    office.sign(letter, code=code, request="the-same")
    now = office.look(letter)
    assert (now["state"], now["entry"][3], now["pdf"][:5]) == ("signed", last + 1, b"%PDF-")
    assert (max(office.entries()), office.entries()[last + 1]) == (last + 1, "issued")
    assert office.problems() == []


@pytest.mark.parametrize("point", ["made"])
def test_or_the_worker_brings_it_back_and_it_is_signed_anew(office, point):
    letter, last = office.draft(), max(office.entries())
    cut_off(office, letter, point)
    office.web.office.clock.office = at(13, 10)
    with office.web.office.desk() as desk:
        assert bring_back_stuck(desk, 300) == 1
    office.web.office.clock.office = at(13)
    assert office.look(letter)["state"] == "proposed"
    office.web.later(seconds=30)
    office.sign(letter)
    assert office.look(letter)["entry"][3] == last + 1
    assert office.problems() == []
