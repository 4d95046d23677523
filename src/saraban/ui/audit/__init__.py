"""หน้าบันทึกการตรวจสอบ (audit pages): a unit's chain, for its auditors."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.audit.views import first_chain, is_auditor


def includeme(config: Any) -> None:
    config.add_route("audit", "/audit/{unit}")
    config.add_rail_item("audit", _("Audit"), "shield-check", first_chain, 85, shown=is_auditor)
    config.scan(categories=("pyramid",))
