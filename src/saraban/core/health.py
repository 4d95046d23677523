"""สุขภาพของระบบ (health): each feature says how it is; the health page and the machines that watch ask all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pyramid.exceptions import ConfigurationError

from saraban.core.i18n import _

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Health:
    """ผลการตรวจ: is it well, what to tell people, which figures to tell machines (numbers and short words only)."""

    well: bool
    message: Any
    figures: dict[str, int | float | str | bool] = field(default_factory=dict)


Check = Callable[[Any, Any], Health]  # (registry, root)


def add_health_check(config: Any, name: str, check: Check) -> None:
    """Declare a check; it must be quick, write nothing and tell nothing about letters or people."""
    checks: dict[str, Check] = config.registry.health_checks
    if name in checks:
        msg = f"the health check {name!r} is declared twice"
        raise ConfigurationError(msg)
    checks[name] = check


def check_store(_registry: Any, root: Any) -> Health:
    """คลังข้อมูล: can the tree be read?"""
    return Health(
        well=bool(root.info.store_id), message=_("The store answers."), figures={"demo": bool(root.info.demo)}
    )


def check_disk(registry: Any, _root: Any) -> Health:
    """พื้นที่จัดเก็บ: is there room left where the working files stand?"""
    free = shutil.disk_usage(registry.saraban.var).free
    well = free >= registry.saraban.disk_free_bytes
    message = _("There is room on the disk.") if well else _("The disk is nearly full. Make room before work stops.")
    return Health(well=well, message=message, figures={"free_mb": free // MEGABYTE})


def includeme(config: Any) -> None:
    config.registry.health_checks = {}
    config.add_directive("add_health_check", add_health_check, action_wrap=False)
    config.add_health_check("store", check_store)
    config.add_health_check("disk", check_disk)
