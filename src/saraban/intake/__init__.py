"""อ่านหนังสือเข้า (intake): proposes what a letter says, each field with the words it came from; stores nothing."""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Nothing to register: reading is plain functions."""
