"""หน้าตรวจสอบลายมือชื่อ (the page that checks signatures), for everybody."""

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("verify", "/verify")
    config.add_route("verify-code", "/verify/{code}")
    config.add_route("letter-offline", "/l/{id}/verify.zip")
    config.scan(categories=("pyramid",))
