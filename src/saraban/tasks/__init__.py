"""งานรอดำเนินการ (tasks): in-trays of posts, units and persons, kept in working order."""

from __future__ import annotations

from typing import Any

from saraban.tasks.content import Trays


def includeme(config: Any) -> None:
    config.add_section("tasks", Trays)
