"""แบบหนังสือของหน่วยงาน (templates): what a unit keeps to write letters from, and letters made from a list."""

from __future__ import annotations

from typing import Any

from saraban.templates.content import Templates


def includeme(config: Any) -> None:
    config.add_section("templates", Templates)
