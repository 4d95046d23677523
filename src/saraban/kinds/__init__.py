"""ชนิดหนังสือ (letter kinds): what each kind of letter has on it, as versioned data with dates of effect."""

from __future__ import annotations

from typing import Any

from saraban.kinds.content import KindTable


def includeme(config: Any) -> None:
    config.add_section("kinds", KindTable)
