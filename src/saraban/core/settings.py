"""ค่าตั้งระบบ (settings): read once when the application starts, converted and checked; code receives values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyramid.settings import asbool

from saraban.core.store import store_path

MEGABYTE = 1024 * 1024
LANGUAGES = ("th", "en")
#: What the libraries beneath are told, unless the ini file says otherwise.
LIBRARY_DEFAULTS = {
    "pyramid.default_locale_name": "th",
    "retry.attempts": "5",
    "tm.annotate_user": "false",
    "tm.manager_hook": "pyramid_tm.explicit_manager",
}


class BadSetting(ValueError):
    """ค่าตั้งไม่ถูกต้อง: a setting is missing or cannot be read; names it and says what it may be."""


@dataclass(frozen=True)
class Settings:
    """What an installation decides, as values."""

    store: str  # storage URI
    var: Path  # working files: page images, index, key
    assets: Path  # styles, script and fonts as sent, made once and kept
    max_file_bytes: int = 50 * MEGABYTE
    secure_cookies: bool = True
    locale_default: str = "th"
    worker_late_seconds: int = 120
    disk_free_bytes: int = 500 * MEGABYTE


def read_settings(raw: Mapping[str, Any]) -> Settings:
    """Read the ``saraban.`` settings of an ini file; raises ``BadSetting``."""
    store = str(raw.get("saraban.store", "")).strip()
    try:
        path = store_path(store)
    except ValueError as error:
        msg = f"saraban.store: {error}"
        raise BadSetting(msg) from None
    var = Path(str(raw.get("saraban.var", "")).strip() or path.parent)
    if not var.is_absolute():
        msg = f"saraban.var is an absolute directory, not {str(var)!r}"
        raise BadSetting(msg)
    locale = str(raw.get("saraban.locale_default", "th")).strip()
    if locale not in LANGUAGES:
        msg = f"saraban.locale_default is one of {', '.join(LANGUAGES)}, not {locale!r}"
        raise BadSetting(msg)
    return Settings(
        store=store,
        var=var,
        assets=Path(str(raw.get("saraban.assets", "")).strip() or var / "assets"),
        max_file_bytes=_positive(raw, "saraban.max_file_mb", 50) * MEGABYTE,
        secure_cookies=asbool(raw.get("saraban.secure_cookies", True)),
        locale_default=locale,
        worker_late_seconds=_positive(raw, "saraban.worker_late_seconds", 120),
        disk_free_bytes=_positive(raw, "saraban.disk_free_mb", 500) * MEGABYTE,
    )


def _positive(raw: Mapping[str, Any], name: str, default: int) -> int:
    text = str(raw.get(name, default)).strip()
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        msg = f"{name} is a whole number above 0, not {text!r}"
        raise BadSetting(msg)
    return int(text)
