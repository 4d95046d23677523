"""บัญชีเพิกถอนใบรับรอง (revocation lists): whether a list that came is the authority's own, of now, and no older one.

A list is read by nobody before its signature was checked with the key of the authority that it must be from. A name
proves nothing: an authority is its name together with its key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import crl, pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_der_x509_crl

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

    Raises ``ListRefused``; then the list is worth nothing. Where it says the same once more, signed anew or not, the
    newest is given back.
    """
    if len(content) > MOST_BYTES:
        raise ListRefused("too-large")
    der = _der(content)
    _must_be_theirs(der, issuer)
    read = read_again(der)
    scope = _loaded(der).issuing_distribution_point_value
    if _loaded(der).delta_crl_indicator_value is not None or (scope is not None and scope["indirect_crl"].native):
        raise ListRefused("partial")
    _must_be_of_now(read, issuer, now)
    if newest is not None:
        if _said(newest.content) == _said(der):
            return newest
        if _is_older(read, newest):
            raise ListRefused("older")
    return read


def _said(content: bytes) -> bytes:
    """What was signed."""
    return bytes(_loaded(content)["tbs_cert_list"].dump())


def _is_older(read: ReadList, newest: ReadList) -> bool:
    return read.issued <= newest.issued or 0 <= read.number < newest.number


def read_again(content: bytes) -> ReadList:
    """อ่านบัญชีที่เก็บไว้: one that was checked when it was taken; raises ``ListRefused`` where it is none any more."""
    found = _loaded(content)
    try:
        about, number = found["tbs_cert_list"], found.crl_number_value
        issued, until = about["this_update"].native, about["next_update"].native
        counted = -1 if number is None else int(number.native)
    except (ValueError, TypeError):
        raise ListRefused("unreadable") from None
    return ReadList(content, issued, until or issued, counted, hashlib.sha256(content).hexdigest())


def _der(content: bytes) -> bytes:
    try:
        der: bytes = pem.unarmor(content)[2] if pem.detect(content) else content
    except ValueError:
        raise ListRefused("unreadable") from None
    return der


def _loaded(content: bytes) -> crl.CertificateList:
    try:
        return crl.CertificateList.load(content, strict=True)
    except (ValueError, TypeError):
        raise ListRefused("unreadable") from None


def _must_be_theirs(der: bytes, issuer: x509.Certificate) -> None:
    """Signed with the issuer's key, under its name, by an algorithm that still proves something.

    Names are compared by one library and signatures checked by the other: that one takes no name of more than 64 bytes,
    which is 21 Thai letters.
    """
    try:
        found = load_der_x509_crl(der)
        weak = found.signature_hash_algorithm is not None and found.signature_hash_algorithm.name in _WEAK
        key: Any = load_der_public_key(issuer.public_key.dump())
        signed = not weak and found.is_signature_valid(key) and _loaded(der).issuer == issuer.subject
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ListRefused("unreadable") from None
    usage = issuer.key_usage_value
    if not signed or (usage is not None and "crl_sign" not in usage.native):
        raise ListRefused("not-theirs")


def _must_be_of_now(read: ReadList, issuer: x509.Certificate, now: datetime) -> None:
    """One that says of itself no time to come is over at once."""
    if read.issued > now + LEEWAY:
        raise ListRefused("future")
    if read.until < now - LEEWAY or now > issuer.not_valid_after:
        raise ListRefused("stale")
