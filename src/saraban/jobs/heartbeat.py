"""สัญญาณชีพของผู้ทำงานเบื้องหลัง (heartbeat): the worker writes when it was last at work; the health page reads it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from saraban.core.health import Health
from saraban.core.i18n import _

NAME = "worker.json"


def beat(var: Path, now: datetime | None = None) -> None:
    """บอกว่ายังทำงานอยู่: write the real time now, in one step."""
    path = var / NAME
    beside = path.with_name(f".{NAME}.{os.getpid()}")
    at = (now or datetime.now(UTC)).isoformat()
    beside.write_text(json.dumps({"at": at, "pid": os.getpid()}), encoding="utf-8")
    beside.replace(path)


def last_beat(var: Path) -> datetime | None:
    """When the worker was last at work; None when it never was, or its note cannot be read."""
    try:
        return datetime.fromisoformat(json.loads((var / NAME).read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check_worker(registry: Any, _root: Any) -> Health:
    """สุขภาพของผู้ทำงานเบื้องหลัง: was it at work lately?"""
    seen = last_beat(registry.saraban.var)
    late = (datetime.now(UTC) - seen).total_seconds() if seen is not None else None
    well = late is not None and late <= registry.saraban.worker_late_seconds
    message = (
        _("The background worker is at work.") if well else _("The background worker has stopped. Start it again.")
    )
    return Health(well=well, message=message, figures={"late_seconds": -1 if late is None else int(late)})
