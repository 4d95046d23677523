"""ข้อมูลสำนักงานตัวอย่าง (the office's data files), part of the package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def office_data(name: str) -> dict[str, list[dict[str, Any]]]:
    """Read one of the office's data files (``units``, ``people``, ``books``, ``letters``)."""
    text = (files("saraban.scripts") / "data" / "demo" / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, list[dict[str, Any]]] = json.loads(text)
    return data
