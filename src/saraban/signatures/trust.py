"""ผู้ที่สำนักงานเชื่อถือ (whom the office trusts): authorities, time stampers, and the addresses that may be asked.

An address found in a certificate is asked only where it begins with one that the settings name, whoever signed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from asn1crypto import pem, x509

SECONDS = 10


class AddressNotAllowed(aiohttp.ClientError):
    """ไม่ใช่ที่อยู่ที่อนุญาต: a certificate or a redirection names an address that the settings do not."""


@dataclass(frozen=True)
class Trust:
    """ความเชื่อถือของสำนักงาน: ``certified`` are certification authorities (ม. 28), ``agency`` the office's own (ม. 26)."""

    certified: tuple[x509.Certificate, ...] = ()
    agency: tuple[x509.Certificate, ...] = ()
    stampers: tuple[x509.Certificate, ...] = ()
    services: tuple[str, ...] = ()
    #: authorities below these: nothing is trusted for them, and their lists of revoked certificates are archived
    below: tuple[x509.Certificate, ...] = ()
    #: from then on SHA-256 proves nothing any more but what stronger time stamps had covered before
    sunset: datetime | None = None

    @property
    def anchors(self) -> tuple[x509.Certificate, ...]:
        """Every authority that signers may come from."""
        return (*self.certified, *self.agency)

    @property
    def stamper_anchors(self) -> tuple[x509.Certificate, ...]:
        """Every authority that time stamps may come from; those of signers where no other is named."""
        return self.stampers or self.anchors

    def allows(self, address: str) -> bool:
        """Whether an address may be asked: same scheme, host and port as a named one, and a path below its path."""
        return any(_below(address, named) for named in self.services)


def certificates_of(place: Path | None) -> tuple[x509.Certificate, ...]:
    """อ่านใบรับรองจากแฟ้ม: all certificates of a PEM file, or of the files of a directory; none where none is named."""
    if place is None:
        return ()
    files = sorted(p for p in place.iterdir() if p.suffix in (".pem", ".crt")) if place.is_dir() else [place]
    return tuple(certificate for file in files for certificate in parse_certificates(file.read_bytes()))


def parse_certificates(content: bytes) -> list[x509.Certificate]:
    """Certificates in PEM, or one in DER. Raises ``ValueError``."""
    if not pem.detect(content):
        return [x509.Certificate.load(content, strict=True)]
    return [
        x509.Certificate.load(der) for kind, _head, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"
    ]


@asynccontextmanager
async def allowed_session(trust: Trust, seconds: float = SECONDS) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that opens no connection but to the addresses that the settings name, redirections included."""

    async def only_named(request: aiohttp.ClientRequest, handler: Any) -> aiohttp.ClientResponse:
        if not trust.allows(str(request.url)):
            raise AddressNotAllowed(str(request.url.host))
        return await handler(request)

    limit = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(middlewares=(only_named,), timeout=limit, trust_env=False) as session:
        yield session


def _below(address: str, named: str) -> bool:
    asked, base = urlsplit(address), urlsplit(named)
    if (asked.scheme, asked.hostname, asked.port) != (base.scheme, base.hostname, base.port) or asked.username:
        return False
    path = base.path.rstrip("/") + "/"
    return (asked.path + "/").startswith(path) and "/../" not in f"{asked.path}/"
