"""ข้อสั่งการ (directives): what executives ordered, by whom it is carried out, until when, and with which letters."""

from __future__ import annotations

from typing import Any

from saraban.directives.content import Directives


def includeme(config: Any) -> None:
    config.add_section("directives", Directives)
