"""บันทึกการตรวจสอบ (audit): one hash chain per unit, sealed together into one signed tree."""

from typing import Any

from saraban.audit.content import AuditTrail


def includeme(config: Any) -> None:
    config.add_section("audit", AuditTrail)
    config.scan(".content", categories=("substanced",))
