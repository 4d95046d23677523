"""หน้าหนังสือนอกระบบ (letters outside the system): the list of a unit, recording, striking, the report as a table."""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("outside", "/outside/{unit}")
    config.add_route("outside-export", r"/outside/{unit}/{year:\d{4}}.{kind:csv|xlsx}")
    config.add_route("outside-strike", "/outside/{unit}/strike")
    config.scan(categories=("pyramid",))
