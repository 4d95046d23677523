import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError


@pytest.fixture
def config():
    config = Configurator()
    config.include("substanced.content")
    config.include("saraban.core.sections")
    return config


class TestAddSection:
    def test_a_feature_declares_its_container(self, config):
        config.add_section("letters", dict)
        assert config.registry.sections == {"letters": dict}

    def test_the_same_declaration_twice_is_one(self, config):
        config.add_section("letters", dict)
        config.add_section("letters", dict)
        assert list(config.registry.sections) == ["letters"]

    def test_two_features_cannot_share_a_name(self, config):
        config.add_section("letters", dict)
        with pytest.raises(ConfigurationError, match="letters"):
            config.add_section("letters", list)
