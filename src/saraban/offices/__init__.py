"""สำนักงานผู้บริหาร (executives' offices): who the executive is, who stands in, who screens, what stays out."""

from __future__ import annotations

from typing import Any

from saraban.offices.content import Offices


def includeme(config: Any) -> None:
    config.add_section("offices", Offices)
