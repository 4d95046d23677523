"""แฟ้ม (filing): folders of a unit, content like the rest, with lists of their own where wanted."""

from __future__ import annotations

from typing import Any

from saraban.filing.content import Filing


def includeme(config: Any) -> None:
    config.add_section("filing", Filing)
    config.scan(".content", categories=("substanced",))
