"""kill -9 between any two steps of signing: a real process on a real store; the same request then ends it once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from saraban.core.store import open_database
from saraban.signatures.unfinished import bring_back_stuck
from tests.common.issuing_world import HEAD, open_signing_office
from tests.common.office import at
from tests.common.signing_child import POINTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("kills"))
    office.sign(office.draft())
    yield office
    office.web.office.close()


def killed(office, letter, point):
    """Sign in another process that is killed; gives the code that it used."""
    there, code = office.web.office, office.web.code(HEAD)
    there.close()
    clock = there.clock.office.isoformat(), there.clock.real.isoformat()
    words = [there.uri, str(there.registry.saraban.var), str(letter), code, *clock, point]
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.common.signing_child", *words],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    there.database = there.registry.database = open_database(there.uri)
    return code


@pytest.mark.parametrize("point", POINTS)
def test_the_same_request_ends_it_once(office, point):
    letter, last = office.draft(), max(office.entries())
    code = killed(office, letter, point)
    assert office.look(letter)["state"] == {"beginning": "proposed", "confirmed": "signed"}.get(point, "signing")
    office.sign(letter, code=code, request="the-same")
    now = office.look(letter)
    assert (now["state"], now["entry"][3], now["pdf"][:5]) == ("signed", last + 1, b"%PDF-")
    assert (max(office.entries()), office.entries()[last + 1]) == (last + 1, "issued")
    assert office.problems() == []


@pytest.mark.parametrize("point", ["made"])
def test_or_the_worker_brings_it_back_and_it_is_signed_anew(office, point):
    letter, last = office.draft(), max(office.entries())
    killed(office, letter, point)
    office.web.office.clock.office = at(13, 10)
    with office.web.office.desk() as desk:
        assert bring_back_stuck(desk, 300) == 1
    office.web.office.clock.office = at(13)
    assert office.look(letter)["state"] == "proposed"
    office.web.later(seconds=30)
    office.sign(letter)
    assert office.look(letter)["entry"][3] == last + 1
    assert office.problems() == []
