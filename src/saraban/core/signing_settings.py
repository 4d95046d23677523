"""ค่าตั้งของการลงนาม (settings of signing): whom the office trusts, where keys are, what the public may ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/%-]*)?")
VERSIONS = ("v1", "v2")


@dataclass(frozen=True)
class SigningSettings:
    """การลงนามของหน่วยงาน: files of trusted authorities, addresses that may be asked, key stores, caps of checking."""

    certified: Path | None = None
    agency: Path | None = None
    stampers_trusted: Path | None = None
    authorities: Path | None = None  # authorities below the trusted ones, whose lists are archived too
    services: tuple[str, ...] = ()
    sha256_until: datetime | None = None  # from that day on SHA-256 is not accepted
    lists_hours: int = 24  # how often the lists of revoked certificates are taken into the archive
    stampers: tuple[str, ...] = ()
    keys_directory: Path | None = None
    keys_password_file: Path | None = None
    keys_module: Path | None = None
    keys_token: str = ""
    keys_pin_file: Path | None = None
    keys_service: str = ""
    keys_service_version: str = "v1"
    keys_service_token_file: Path | None = None
    verify_mb: int = 25
    verify_a_minute: int = 10
    sitting: int = 20  # letters that one code signs together
    processes: int = 0  # processes that sign; 0 = in the process of the pages
    stuck_seconds: int = 300  # how long a letter may be in a signing that does not end


def read_signing(raw: Mapping[str, Any]) -> SigningSettings:
    """Read the ``signing_``, ``keys_`` and ``verify_`` settings; raises ``ValueError``, which names the setting."""

    def text(name: str) -> str:
        return str(raw.get(f"saraban.{name}", "")).strip()

    def path(name: str) -> Path | None:
        found = Path(text(name)) if text(name) else None
        if found is not None and not found.is_absolute():
            msg = f"saraban.{name} is an absolute path, not {text(name)!r}"
            raise ValueError(msg)
        return found

    def addresses(name: str) -> tuple[str, ...]:
        for one in text(name).split():
            if not _ADDRESS.fullmatch(one):
                msg = f"saraban.{name} are addresses, https://host/path, not {one!r}"
                raise ValueError(msg)
        return tuple(text(name).split())

    def number(name: str, default: int, least: int = 1) -> int:
        found = text(name) or str(default)
        if not (found.isascii() and found.isdigit() and int(found) >= least):
            msg = f"saraban.{name} is a whole number from {least} on, not {found!r}"
            raise ValueError(msg)
        return int(found)

    version = text("keys_service_version") or "v1"
    if version not in VERSIONS:
        msg = f"saraban.keys_service_version is one of {', '.join(VERSIONS)}, not {version!r}"
        raise ValueError(msg)
    return SigningSettings(
        certified=path("signing_certified"),
        agency=path("signing_agency"),
        stampers_trusted=path("signing_stampers_trusted"),
        authorities=path("signing_authorities"),
        services=addresses("signing_services"),
        sha256_until=_day(text("signing_sha256_until")),
        lists_hours=number("signing_lists_hours", 24),
        stampers=addresses("signing_stampers"),
        keys_directory=path("keys_directory"),
        keys_password_file=path("keys_password_file"),
        keys_module=path("keys_module"),
        keys_token=text("keys_token"),
        keys_pin_file=path("keys_pin_file"),
        keys_service=" ".join(addresses("keys_service")).rstrip("/"),
        keys_service_version=version,
        keys_service_token_file=path("keys_service_token_file"),
        verify_mb=number("verify_mb", 25),
        verify_a_minute=number("verify_a_minute", 10),
        sitting=number("signing_sitting", 20),
        processes=number("signing_processes", 0, least=0),
        stuck_seconds=number("signing_stuck_seconds", 300),
    )


def _day(text: str) -> datetime | None:
    """When a day begins, UTC; None where none is set."""
    try:
        return datetime.combine(date.fromisoformat(text), time(tzinfo=UTC)) if text else None
    except ValueError:
        msg = f"saraban.signing_sha256_until is a day, 2035-01-01, not {text!r}"
        raise ValueError(msg) from None
