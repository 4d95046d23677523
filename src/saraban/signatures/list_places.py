"""ที่อยู่ของบัญชีเพิกถอน (places of revocation lists): which authority gives its list where.

A root does not say where its list is; certificates that it issued do. So the places are found in certificates: those of
the settings, those enrolled, and those that came with letters of this office. Asked is only what the settings allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509

from saraban.signatures.certificates import in_use
from saraban.signatures.content import RevocationLists
from saraban.signatures.embedded import certificates_in
from saraban.signatures.lists import authority_key
from saraban.signatures.paths import path_to_ours
from saraban.signatures.trust import Trust


@dataclass(frozen=True)
class Place:
    """ที่อยู่หนึ่งแห่ง: the authority, the address of its list, and when the first of what hangs on it ends."""

    authority: x509.Certificate
    address: str
    ends: tuple[datetime, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What records of it are found by."""
        return authority_key(self.authority), self.address


def lists_of(root: Any) -> RevocationLists:
    """คลังบัญชีเพิกถอน of this store."""
    found: RevocationLists = root["revocation_lists"]
    return found


def learn(root: Any, content: bytes) -> None:
    """จดผู้ออกใบรับรองที่มากับหนังสือของเรา: of a file that this office signed and checked; told twice, nothing changes."""
    lists = lists_of(root)
    for certificate in certificates_in(content):
        if certificate.ca and certificate.sha256 not in lists.authorities:
            lists.authorities[certificate.sha256] = certificate.dump()
        for address in addresses_of(certificate):
            if address not in lists.places:
                lists.places[address] = certificate.dump()


def known_certificates(root: Any, trust: Trust) -> list[x509.Certificate]:
    """ใบรับรองที่รู้จัก: of the settings, of signers, and of our own letters; no stranger's."""
    lists = lists_of(root)
    kept = [*lists.authorities.values(), *lists.places.values(), *(one.content for one in in_use(root))]
    given = (*trust.anchors, *trust.stamper_anchors, *trust.below)
    both = {one.sha256: one for one in (*given, *map(x509.Certificate.load, kept))}
    return list(both.values())


def addresses_of(certificate: x509.Certificate) -> list[str]:
    """The addresses of lists that a certificate names."""
    found: list[str] = []
    for point in certificate.crl_distribution_points_value or ():
        name = point["distribution_point"]
        if not isinstance(name, x509.DistributionPointName) or name.name != "full_name" or point["crl_issuer"].native:
            continue
        found += [one.native for one in name.chosen if one.name == "uniform_resource_identifier"]
    return [one for one in found if one.startswith(("http://", "https://")) and one.isascii() and " " not in one]


async def places_of(certificates: Sequence[x509.Certificate], trust: Trust) -> list[Place]:
    """ที่อยู่ที่ต้องขอบัญชี: of authorities that lead to ours by signatures checked here, at addresses that may be asked."""
    found: dict[tuple[str, str], Place] = {}
    issuers: dict[tuple[bytes, str], Place] = {}
    for certificate in certificates:
        for address in filter(trust.allows, addresses_of(certificate)):
            asked = (certificate.issuer.dump() + (certificate.authority_key_identifier or b""), address)
            place = issuers.get(asked) or await _place(certificate, address, certificates, trust)
            if place is not None:
                issuers[asked] = place
                ends = found.get(place.key, place).ends
                found[place.key] = Place(place.authority, address, (*ends, certificate.not_valid_after))
    return list(found.values())


async def _place(
    certificate: x509.Certificate, address: str, chain: Iterable[x509.Certificate], trust: Trust
) -> Place | None:
    path = await path_to_ours(certificate, list(chain), trust)
    if path is None or path.pkix_len == 0:
        return None
    issuer = getattr(path.find_issuing_authority(certificate), "certificate", None)
    return None if issuer is None else Place(issuer, address, (issuer.not_valid_after,))
