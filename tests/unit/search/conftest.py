"""Fixtures of the search tests."""

import pytest
from tests.common.search_world import make_world

from saraban.search.memory import MemoryEngine, standing_analyser


@pytest.fixture(scope="session")
def analyser():
    return standing_analyser()


@pytest.fixture
def world(tmp_path):
    with make_world(tmp_path, MemoryEngine()) as made:
        yield made
