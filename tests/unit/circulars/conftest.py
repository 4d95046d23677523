from __future__ import annotations

import pytest

from tests.common.circular_world import open_world


@pytest.fixture
def world(tmp_path):
    with open_world(tmp_path) as world:
        yield world


@pytest.fixture
def root(world):
    return world.desk.root


@pytest.fixture
def publisher(world):
    return world.actor("reg-d1")
