from types import SimpleNamespace

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError

from saraban.core.health import Health, check_disk, check_store


class TestChecks:
    def test_a_store_that_answers_is_well(self):
        root = SimpleNamespace(info=SimpleNamespace(store_id="ab12", demo=True))
        assert check_store(None, root) == Health(True, check_store(None, root).message, {"demo": True})

    @pytest.mark.parametrize(("wanted", "well"), [(1, True), (1 << 62, False)])
    def test_room_on_the_disk(self, tmp_path, wanted, well):
        registry = SimpleNamespace(saraban=SimpleNamespace(var=tmp_path, disk_free_bytes=wanted))
        found = check_disk(registry, None)
        assert found.well is well
        assert found.figures["free_mb"] > 0


class TestAddHealthCheck:
    def test_one_name_one_check(self):
        config = Configurator()
        config.include("saraban.core.health")
        assert set(config.registry.health_checks) == {"store", "disk"}
        with pytest.raises(ConfigurationError, match="disk"):
            config.add_health_check("disk", check_store)
