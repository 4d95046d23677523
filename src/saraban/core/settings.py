"""ค่าตั้งระบบ (settings): read once when the application starts, converted and checked; code receives values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyramid.settings import asbool

from saraban.core.callers import Network, networks_of
from saraban.core.signing_settings import SigningSettings, read_signing
from saraban.core.store import store_path

MEGABYTE = 1024 * 1024
LANGUAGES = ("th", "en")
#: The columns of a form: (head, what stands in it).
Columns = tuple[tuple[str, str], ...]
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
class MailSettings:
    """การส่งจดหมาย: by which way e-mail goes out (``smtp``, ``file`` or nothing), from whom, encrypted how."""

    transport: str = ""
    sender: str = "saraban@localhost.localdomain"
    directory: Path = Path("mail")
    host: str = "localhost"
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None


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
    address: str = "http://127.0.0.1:6543"  # where people reach the system, for addresses in e-mails
    mail: MailSettings = MailSettings()
    search_shortest_piece: int = 2
    signing: SigningSettings = field(default_factory=SigningSettings)
    secret_delivery_days: int = 7  # how long a classified letter may be on its way before ``saraban check`` says so
    trusted_proxies: tuple[Network, ...] = ()  # whose word about where a request came from is taken
    secret_columns: Mapping[str, Columns] = field(default_factory=dict)  # columns of ทขล. ๑-๓ that are not as they come


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
        address=_address(raw),
        mail=_mail(raw, var),
        search_shortest_piece=_positive(raw, "saraban.search_shortest_piece", 2),
        signing=_signing(raw),
        secret_delivery_days=_positive(raw, "saraban.secret_delivery_days", 7),
        trusted_proxies=_proxies(str(raw.get("saraban.trusted_proxies", ""))),
        secret_columns=_columns(str(raw.get("saraban.secret_columns_file", "")).strip()),
    )


def _signing(raw: Mapping[str, Any]) -> SigningSettings:
    try:
        return read_signing(raw)
    except ValueError as error:
        raise BadSetting(str(error)) from None


def _proxies(text: str) -> tuple[Network, ...]:
    try:
        return networks_of(text)
    except ValueError as error:
        msg = f"saraban.trusted_proxies are addresses and networks (127.0.0.1 10.2.0.0/28), but {error}"
        raise BadSetting(msg) from None


def _positive(raw: Mapping[str, Any], name: str, default: int) -> int:
    text = str(raw.get(name, default)).strip()
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        msg = f"{name} is a whole number above 0, not {text!r}"
        raise BadSetting(msg)
    return int(text)


def _columns(path: str) -> dict[str, Columns]:
    """The columns of the secret books: a JSON file, ``{"receive": [["เลขทะเบียนรับ", "number"], …], …}``."""
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
        return {str(book): tuple((str(head), str(key)) for head, key in columns) for book, columns in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        msg = f"saraban.secret_columns_file is a JSON file of books and their columns, not {path!r}"
        raise BadSetting(msg) from None


def _address(raw: Mapping[str, Any]) -> str:
    text = str(raw.get("saraban.address", "")).strip().rstrip("/") or Settings.address
    if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?", text):
        msg = f"saraban.address is where people reach the system, https://host, not {text!r}"
        raise BadSetting(msg)
    return text


def _mail(raw: Mapping[str, Any], var: Path) -> MailSettings:
    def text(name: str, default: str = "") -> str:
        return str(raw.get(f"saraban.mail_{name}", "")).strip() or default

    def one_of(name: str, *known: str) -> str:
        found = text(name, known[0])
        if found not in known:
            msg = f"saraban.mail_{name} is one of {', '.join(known)}, not {found!r}"
            raise BadSetting(msg)
        return found

    transport, sender = one_of("transport", "none", "file", "smtp"), text("from", MailSettings.sender)
    if not re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+", sender):
        msg = f"saraban.mail_from is one e-mail address, not {sender!r}"
        raise BadSetting(msg)
    password, ca, security = text("password_file"), text("ca_file"), one_of("security", "starttls", "tls", "none")
    if security == "none" and text("user"):
        msg = "saraban.mail_user asks for an encrypted line: set saraban.mail_security to starttls or tls"
        raise BadSetting(msg)
    return MailSettings(
        transport="" if transport == "none" else transport,
        sender=sender,
        directory=Path(text("directory") or var / "mail"),
        host=text("host", MailSettings.host),
        port=_positive(raw, "saraban.mail_port", MailSettings.port),
        security=security,
        user=text("user"),
        password_file=Path(password) if password else None,
        ca_file=Path(ca) if ca else None,
    )
