"""The small office with news."""

import pytest

from tests.common.news_world import open_news


@pytest.fixture
def world(tmp_path):
    with open_news(tmp_path) as world:
        yield world
