"""หน่วยงาน (agencies): the unit tree, codes, printed number prefixes with dates of effect, addressee groups."""

from __future__ import annotations

from typing import Any

from saraban.agencies.content import Agencies


def includeme(config: Any) -> None:
    config.add_section("agencies", Agencies)
    config.scan(".content", categories=("substanced",))
