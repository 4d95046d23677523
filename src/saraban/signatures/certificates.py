"""ใบรับรองของผู้ลงนาม (certificates of signers): which one a person signs with, what there was before, which end soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import x509

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.people.service import find_person, people_of
from saraban.signatures.content import Certificates, SignerCertificate
from saraban.signatures.identity import Identity, is_named
from saraban.signatures.interfaces import KeyReference
from saraban.signatures.signing import Holder

#: A certificate that ends within so long is shown as ending soon, and its holder is told.
SOON = timedelta(days=60)
LAST = 2**62
STATES = ("valid", "ends-soon", "other-name", "ended", "not-begun", "replaced", "revoked")


@dataclass(frozen=True)
class Enrolled:
    """ใบรับรองที่ใช้ลงนาม: which certificate, where its key is, whose it must be, the image of the hand signature."""

    fingerprint: str
    key: KeyReference
    holder: Holder
    image: bytes | None = None


def certificates_of(root: Any) -> Certificates:
    """ทะเบียนใบรับรอง of this store."""
    found: Certificates = root["certificates"]
    return found


def certificate_for(root: Any, person: str, now: datetime) -> Enrolled | None:
    """ใบรับรองที่ใช้ลงนามในเวลานี้ (``now`` is real time); None where a person has none that is in use and valid now.

    Nor where the person is let in no more.
    """
    found = current_of(root, person)
    people = people_of(root)
    if found is None or person not in people or not people[person].active:
        return None
    if not found.since <= now < found.until:
        return None
    image = root["hand_images"].used.get(person)
    return Enrolled(
        fingerprint=found.fingerprint,
        key=KeyReference(found.store, found.key),
        holder=Holder(Identity(found.number, found.email), found.fingerprint, names_of(root, person)),
        image=image.content if image is not None else None,
    )


def names_of(root: Any, person: str) -> tuple[str, ...]:
    """ชื่อที่ใบรับรองของบุคคลต้องมี: as registered, and as approved for certificates."""
    found = find_person(root, person)
    return tuple(name for name in (found.name, found.certificate_name) if name)


def is_named_right(root: Any, found: SignerCertificate) -> bool:
    """ชื่อในใบรับรองตรงกับเจ้าของหรือไม่: by the names on record now."""
    return is_named(x509.Certificate.load(found.content), names_of(root, found.person))


def current_of(root: Any, person: str) -> SignerCertificate | None:
    """The certificate that is a person's, valid or expired; None where there is none, or it was revoked."""
    newest = next(iter(history_of(root, person)), None)
    return newest if newest is not None and newest.is_used else None


def ends_soon(found: SignerCertificate, now: datetime) -> bool:
    """Whether a certificate in use ends within 60 days, or has ended."""
    return found.until <= now + SOON


def days_left(found: SignerCertificate, now: datetime) -> int:
    """จำนวนวันที่เหลือ: whole days until the certificate ends; 0 on its last day and afterwards."""
    return max((found.until - now).days, 0)


def state_of(root: Any, found: SignerCertificate, now: datetime) -> str:
    """สถานะของใบรับรอง, one of ``STATES``: what stands against signing with it is said first."""
    if not found.is_used:
        return "revoked" if found.revoked_at is not None else "replaced"
    if not found.since <= now < found.until:
        return "ended" if now >= found.until else "not-begun"
    if not is_named_right(root, found):
        return "other-name"
    return "ends-soon" if ends_soon(found, now) else "valid"


def history_of(root: Any, person: str) -> list[SignerCertificate]:
    """ใบรับรองทั้งหมดของบุคคล, the newest first."""
    kept = certificates_of(root)
    return [kept.records[n] for n in reversed(kept.by_person.get(person, ()))]


def certificate_by_number(root: Any, n: int) -> SignerCertificate:
    """A record by its number; raises ``Missing``."""
    found: SignerCertificate | None = certificates_of(root).records.get(n)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def in_use(root: Any, until: datetime | None = None) -> Iterator[SignerCertificate]:
    """Certificates in use, those that end first at the head; with ``until`` only those that end by then (or have)."""
    kept = certificates_of(root)
    last = None if until is None else (end_key(until), LAST)
    for _end, n in kept.ends.keys(max=last):
        yield kept.records[n]


def end_key(at: datetime) -> str:
    """An end as the register keeps it in order."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
