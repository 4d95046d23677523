"""เหตุจำเป็นอื่น (letters outside the system): reason, approver and paper number."""

from __future__ import annotations

from typing import Any

from saraban.outside.content import OutsideBook


def includeme(config: Any) -> None:
    config.add_section("outside", OutsideBook)
