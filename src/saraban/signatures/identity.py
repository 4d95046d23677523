"""ผู้ถือใบรับรอง (whose certificate it is): the marks by which a certificate names a person, and whether they fit.

A name alone proves nothing: two people share names. What counts is the number in the subject (serialNumber) or an
e-mail address; which of them belongs to whom is put down when the certificate is enrolled. The name has to fit as well:
a number that was put down wrong is not to make somebody else's certificate one's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509

from saraban.thai.names import is_same_name


@dataclass(frozen=True)
class Identity:
    """สิ่งระบุตัวบุคคล: what the office knows a person by; either is enough, where it is not empty."""

    number: str = ""
    email: str = ""


@dataclass(frozen=True)
class Marks:
    """สิ่งระบุตัวในใบรับรอง: what a certificate says about its holder."""

    name: str
    number: str
    emails: tuple[str, ...]
    issuer: str
    fingerprint: str


def fingerprint(certificate: x509.Certificate) -> str:
    """ลายนิ้วมือใบรับรอง: SHA-256 of the certificate, as hexadecimal digits."""
    return hashlib.sha256(certificate.dump()).hexdigest()


def marks_of(certificate: x509.Certificate) -> Marks:
    """อ่านว่าใบรับรองเป็นของใคร: name, number and e-mail addresses, as its authority wrote them."""
    subject = certificate.subject.native
    emails = [_one(subject.get("email_address"))]
    names = certificate.subject_alt_name_value
    emails += [name.native for name in names or () if name.name == "rfc822_name"]
    return Marks(
        name=_one(subject.get("common_name")),
        number=_one(subject.get("serial_number")),
        emails=tuple(dict.fromkeys(email.strip().lower() for email in emails if email)),
        issuer=_one(certificate.issuer.native.get("common_name")),
        fingerprint=fingerprint(certificate),
    )


def belongs_to(certificate: x509.Certificate, who: Identity) -> bool:
    """เป็นใบรับรองของบุคคลนี้หรือไม่: by number where the office knows one, else by e-mail; never by name."""
    marks = marks_of(certificate)
    if who.number:
        return marks.number == who.number
    return bool(who.email) and who.email.strip().lower() in marks.emails


def names_in(certificate: x509.Certificate) -> tuple[str, ...]:
    """ชื่อในใบรับรอง: the common name, and given name with surname where it has both."""
    subject = certificate.subject.native
    given, surname = _one(subject.get("given_name")), _one(subject.get("surname"))
    written = _one(subject.get("common_name")), f"{given} {surname}" if given and surname else ""
    return tuple(name for name in written if name)


def is_named(certificate: x509.Certificate, names: Iterable[str]) -> bool:
    """ชื่อในใบรับรองเป็นชื่อของบุคคลนี้หรือไม่: one of these, whatever case, spaces, titles and ranks."""
    return any(is_same_name(found, name) for name in names for found in names_in(certificate))


def _one(value: Any) -> str:
    """The first of what a name may hold several times."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")
