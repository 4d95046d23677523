"""บัญชีเพิกถอนใบรับรอง (revocation lists): whether a list that came is the authority's own, of now, and no older one.

A list is read by nobody before its signature was checked with the key of the authority that it must be from. A name
proves nothing: an authority is its name together with its key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import (
    CertificateRevocationList,
    CRLNumber,
    DeltaCRLIndicator,
    ExtensionNotFound,
    IssuingDistributionPoint,
    load_der_x509_certificate,
    load_der_x509_crl,
    load_pem_x509_crl,
)
from cryptography.x509.extensions import ExtensionType

#: A larger one is not read: what is judged has some seconds for all lists together.
MOST_BYTES = 5 * 1024 * 1024
#: Two clocks may differ by so much.
LEEWAY = timedelta(minutes=5)
_WEAK = frozenset({"md5", "sha1"})


class ListRefused(ValueError):
    """ไม่รับบัญชีเพิกถอน: ``why`` in one word: too-large, unreadable, not-theirs, future, stale, older, partial."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class ReadList:
    """บัญชีเพิกถอนที่ตรวจแล้ว: bytes in DER, of when it is, when the next one comes, its number (-1: none), its digest."""

    content: bytes
    issued: datetime
    until: datetime
    number: int = -1
    sha256: str = ""


def authority_key(certificate: Any) -> str:
    """ผู้ออกใบรับรองหนึ่งราย: SHA-256 of its name and its key; takes what has ``name``/``subject`` and ``public_key``."""
    name = certificate.subject if isinstance(certificate, x509.Certificate) else certificate.name
    return hashlib.sha256(name.dump() + certificate.public_key.dump()).hexdigest()


def read_list(content: bytes, issuer: x509.Certificate, now: datetime, newest: ReadList | None = None) -> ReadList:
    """ตรวจบัญชีเพิกถอนที่ได้มา (RFC 5280, 6.3): signed by ``issuer``, of now, and not older than the ``newest`` kept.

    Raises ``ListRefused``; then the list is worth nothing. The newest once more is given back as it came.
    """
    if len(content) > MOST_BYTES:
        raise ListRefused("too-large")
    found = _loaded(content)
    _must_be_theirs(found, issuer)
    if _extension(found, DeltaCRLIndicator) is not None:
        raise ListRefused("partial")
    scope = _extension(found, IssuingDistributionPoint)
    if scope is not None and scope.indirect_crl:
        raise ListRefused("partial")
    number = _extension(found, CRLNumber)
    until = found.next_update_utc
    der = found.public_bytes(Encoding.DER)
    digest = hashlib.sha256(der).hexdigest()
    read = ReadList(der, found.last_update_utc, until or now, -1 if number is None else number.crl_number, digest)
    _must_be_of_now(read, issuer, now, has_end=until is not None)
    if newest is not None and digest != newest.sha256 and _is_older(read, newest):
        raise ListRefused("older")
    return read


def _is_older(read: ReadList, newest: ReadList) -> bool:
    return read.issued <= newest.issued or 0 <= read.number < newest.number


def _loaded(content: bytes) -> CertificateRevocationList:
    try:
        if content.startswith(b"-----"):
            return load_pem_x509_crl(content)
        return load_der_x509_crl(content)
    except (ValueError, UnsupportedAlgorithm):
        raise ListRefused("unreadable") from None


def _must_be_theirs(found: CertificateRevocationList, issuer: x509.Certificate) -> None:
    """Signed with the issuer's key, under its name, by an algorithm that still proves something."""
    try:
        own = load_der_x509_certificate(issuer.dump())
        weak = found.signature_hash_algorithm is not None and found.signature_hash_algorithm.name in _WEAK
        signed = found.issuer == own.subject and not weak and found.is_signature_valid(own.public_key())  # type: ignore[arg-type]
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ListRefused("unreadable") from None
    usage = issuer.key_usage_value
    if not signed or (usage is not None and "crl_sign" not in usage.native):
        raise ListRefused("not-theirs")


def _must_be_of_now(read: ReadList, issuer: x509.Certificate, now: datetime, *, has_end: bool) -> None:
    if read.issued > now + LEEWAY:
        raise ListRefused("future")
    if not has_end or read.until < now - LEEWAY or now > issuer.not_valid_after:
        raise ListRefused("stale")


def _extension(found: CertificateRevocationList, kind: type[ExtensionType]) -> Any:
    try:
        return found.extensions.get_extension_for_class(kind).value
    except ExtensionNotFound:
        return None
    except ValueError:
        raise ListRefused("unreadable") from None


def read_again(content: bytes) -> ReadList:
    """อ่านบัญชีที่เก็บไว้: one that was checked when it was taken; raises ``ListRefused`` where it is none any more."""
    found = _loaded(content)
    number = _extension(found, CRLNumber)
    issued = found.last_update_utc
    until = found.next_update_utc or issued
    digest = hashlib.sha256(content).hexdigest()
    return ReadList(content, issued, until, -1 if number is None else number.crl_number, digest)
