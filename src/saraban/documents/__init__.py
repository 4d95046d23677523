"""เอกสารที่ระบบจัดทำ (documents): pages set by typst, in a process of its own with limits and no network."""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Nothing to register: documents are set by plain functions."""
