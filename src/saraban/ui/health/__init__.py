"""หน้าสุขภาพของระบบ (health page)."""

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("health", "/health")
    config.scan(categories=("pyramid",))
