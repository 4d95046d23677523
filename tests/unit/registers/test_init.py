from __future__ import annotations

from pyramid.testing import testConfig

from saraban.registers.content import Registers


def test_declares_its_section():
    with testConfig() as config:
        config.include("saraban.core.sections")
        config.include("substanced.content")
        config.include("saraban.registers")
        assert config.registry.sections == {"registers": Registers}
