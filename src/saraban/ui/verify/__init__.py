"""หน้าตรวจสอบลายมือชื่อ (the page that checks signatures), for everybody."""

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("verify", "/verify")
    config.scan(categories=("pyramid",))
