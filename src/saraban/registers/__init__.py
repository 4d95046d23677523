"""ทะเบียน (registers): books, entries, numbers."""

from typing import Any

from saraban.registers.content import Registers


def includeme(config: Any) -> None:
    config.add_section("registers", Registers)
    config.scan(".content", categories=("substanced",))
