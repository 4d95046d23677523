from __future__ import annotations

from pyramid.testing import testConfig

from saraban.audit.content import AuditTrail


def test_declares_its_section():
    with testConfig() as config:
        config.include("saraban.core.sections")
        config.include("substanced.content")
        config.include("saraban.audit")
        assert config.registry.sections == {"audit": AuditTrail}
