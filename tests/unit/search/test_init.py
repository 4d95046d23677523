"""What the search feature registers."""

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError

from saraban.core.settings import read_settings
from saraban.search.content import Outbox
from saraban.search.engines import ChosenEngine
from saraban.search.interfaces import ISearchEngine


@pytest.fixture
def config(tmp_path):
    made = Configurator(settings={})
    made.registry.saraban = read_settings({"saraban.store": f"file://{tmp_path}/Data.fs"})
    made.include("saraban.core.sections")
    made.include("saraban.core.health")
    made.include("saraban.search")
    return made


def test_registers_its_section_engine_and_check(config, tmp_path):
    assert config.registry.sections["outbox"] is Outbox
    assert "search" in config.registry.health_checks
    engine = config.registry.getUtility(ISearchEngine)
    assert isinstance(engine, ChosenEngine)
    assert engine.directory == tmp_path / "index"


def test_things_are_declared_once_by_one_letter(config):
    config.add_searchable("L", lambda _r, _i: None, lambda _r, _i: None, lambda _r: ())
    assert list(config.registry.searchables.keys_in(None)) == []
    for prefix in ("L", "", "LL"):
        with pytest.raises(ConfigurationError):
            config.add_searchable(prefix, lambda _r, _i: None, lambda _r, _i: None, lambda _r: ())
