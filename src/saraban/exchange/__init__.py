"""รับส่งหนังสือระหว่างหน่วยงาน (exchange): deliveries, sending, forwarding, taking in what was delivered."""

from __future__ import annotations

from typing import Any

from saraban.exchange.content import Exchange


def includeme(config: Any) -> None:
    config.add_section("exchange", Exchange)
