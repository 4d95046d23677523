"""ชั้นความเร็วและชั้นความลับ (urgency and secrecy): the levels, and which of them this system takes."""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Nothing to register yet: the levels are plain values."""
