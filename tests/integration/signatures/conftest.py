"""An authority and a room to sign in, started once for the tests of signatures of a process."""

from __future__ import annotations

import pytest

from tests.common.authority import running
from tests.common.signed_letters import room_of


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as started:
        yield started


@pytest.fixture(scope="session")
def room(authority):
    return room_of(authority)
