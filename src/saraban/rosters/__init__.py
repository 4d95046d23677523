"""ตารางหน่วยงานและบุคลากร (rosters): units, people, posts and roles taken in from tables, given out as tables, undone."""

from __future__ import annotations

from typing import Any

from saraban.rosters.content import Imports


def includeme(config: Any) -> None:
    config.add_section("imports", Imports)
    config.scan(".content", categories=("substanced",))
