"""สัญญาของคลังกุญแจ (the contract of key stores): three ways of holding a key, one way of signing with it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from asn1crypto import x509
from pyhanko.sign.signers.pdf_cms import Signer

#: The kinds of key store, as certificate records name them.
PKCS12, PKCS11, REMOTE = "pkcs12", "pkcs11", "csc"


@dataclass(frozen=True)
class KeyReference:
    """ที่อยู่ของกุญแจ: which store, and what the store calls the key (a file, a label, a credential)."""

    store: str
    name: str


@dataclass(frozen=True)
class Secret:
    """รหัสของผู้ลงนาม: what the person typed to let the store use the key; never kept and never shown."""

    otp: str = ""
    pin: str = ""

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True)
class HeldCertificate:
    """ใบรับรองในคลังกุญแจ: a certificate and those that lead to its authority."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


class KeyStore(Protocol):
    """คลังกุญแจ: keeps keys that never leave it."""

    async def held(self, name: str) -> HeldCertificate:
        """Give the certificate of a key. Raises ``KeyStoreDown``, ``NoSuchKey``, ``CertificateRevoked``."""

    def signing(self, name: str, secret: Secret, count: int = 1) -> AbstractAsyncContextManager[Signer]:
        """Open a key for ``count`` signatures made together. Raises ``KeyStoreDown``, ``WrongSecret``, …"""
