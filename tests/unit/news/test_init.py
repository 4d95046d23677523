"""What the feature declares."""

from types import SimpleNamespace

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError

from saraban.news import includeme
from saraban.news.content import News
from tests.common.news_world import PARTS


def test_its_section_and_its_parts_of_the_digest():
    sections, parts = {}, {}
    includeme(SimpleNamespace(add_section=sections.__setitem__, add_digest_part=parts.__setitem__))
    assert sections == {"news": News}
    assert parts == PARTS


def test_a_part_is_declared_once():
    config = Configurator()
    config.include("saraban.core.digests")
    config.add_digest_part("a", len)
    with pytest.raises(ConfigurationError):
        config.add_digest_part("a", max)
    assert config.registry.digest_parts == {"a": len}
