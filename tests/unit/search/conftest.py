"""Fixtures of the search tests."""

import pytest

from saraban.search.memory import MemoryEngine, standing_analyser
from tests.common.search_world import make_world


@pytest.fixture(scope="session")
def analyser():
    return standing_analyser()


@pytest.fixture
def world(tmp_path):
    with make_world(tmp_path, MemoryEngine()) as made:
        yield made
