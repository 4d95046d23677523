"""สถานะของใบรับรอง (standing of certificates): what the authorities say about them, asked once in a short while.

Answers are kept for two minutes at most, so that a morning of signing does not ask the same authority a thousand times,
and only while they say of themselves that they hold. Certificates are never fetched: they come with the keys.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    OCSPValidationError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.fetchers.api import CertificateFetcher, CRLFetcher, Fetchers, OCSPFetcher
from pyhanko_certvalidator.registry import SimpleTrustManager

from saraban.signatures.algorithms import policy_of
from saraban.signatures.errors import (
    CertificateExpired,
    CertificateNotTrusted,
    CertificateRevoked,
    StatusUnknown,
)
from saraban.signatures.trust import Trust

_NONE: tuple[x509.Certificate, ...] = ()
KEPT = timedelta(seconds=120)


@dataclass
class Shelf:
    """คำตอบที่เก็บไว้: what authorities said, until when it may be used."""

    kept: timedelta = KEPT
    answers: dict[tuple[str, bytes], tuple[datetime, Any]] = field(default_factory=dict)
    turn: Any = field(default_factory=threading.Lock)

    def find(self, kind: str, certificate: x509.Certificate, now: datetime) -> Any:
        """An answer that still holds, or None."""
        until, answer = self.answers.get((kind, certificate.sha256), (now, None))
        return answer if until > now else None

    def put(self, kind: str, certificate: x509.Certificate, answer: Any, now: datetime) -> None:
        """Keep an answer, not longer than it says of itself; what no longer holds is dropped."""
        until = min([now + self.kept, *_ends(kind, answer)])
        with self.turn:
            self.answers = {k: kept for k, kept in self.answers.items() if kept[0] > now}
            self.answers[kind, certificate.sha256] = (until, answer)


@dataclass
class Standing:
    """สถานะที่ถามแล้ว: makes what one signing is judged by."""

    now: Callable[[], datetime]
    shelf: Shelf = field(default_factory=Shelf)
    trust: Trust = field(default_factory=Trust)
    live: Fetchers | None = None
    others: tuple[x509.Certificate, ...] = ()

    def for_key(self, trust: Trust, session: aiohttp.ClientSession, others: Iterable[x509.Certificate]) -> Standing:
        """The same shelf, with a way to ask and the certificates that came with the key."""
        live = AIOHttpFetcherBackend(session).get_fetchers()
        return Standing(self.now, self.shelf, trust, live, tuple(others))

    def context(self) -> ValidationContext:
        """What pyHanko judges by: our anchors, revocation always required; holds what was asked through it."""
        anchors = {
            certificate.dump(): certificate for certificate in (*self.trust.anchors, *self.trust.stamper_anchors)
        }
        return ValidationContext(
            trust_manager=SimpleTrustManager.build(trust_roots=list(anchors.values())),
            other_certs=list(self.others),
            revocation_mode="require",
            allow_fetching=True,
            fetchers=self.fetchers(),
            algorithm_usage_policy=policy_of(self.trust.sunset),
        )

    def fetchers(self) -> Fetchers:
        """The ways to ask, with the shelf before them; what is asked through them is told apart from all else."""
        return Fetchers(_Answers(self), _Lists(self), NoCertificates())


async def check_certificate(standing: Standing, certificate: x509.Certificate | None, now: datetime) -> None:
    """ตรวจใบรับรองก่อนใช้. Raises ``CertificateRevoked``, ``CertificateExpired``, ``CertificateNotTrusted``, …"""
    if certificate is None:
        raise CertificateNotTrusted
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        raise CertificateExpired
    validator = CertificateValidator(certificate, standing.others, validation_context=standing.context())
    try:
        await validator.async_validate_usage({"non_repudiation"})
    except RevokedError:
        raise CertificateRevoked from None
    except (ExpiredError, NotYetValidError):
        raise CertificateExpired from None
    except (InsufficientRevinfoError, OCSPValidationError, CRLValidationError):
        raise StatusUnknown from None
    except (PathBuildingError, PathValidationError, ValidationError):
        raise CertificateNotTrusted from None


class _Answers(OCSPFetcher):
    """Answers of OCSP responders, from the shelf or asked now."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.used: dict[bytes, ocsp.OCSPResponse] = {}

    async def fetch(self, cert: Any, authority: Any) -> ocsp.OCSPResponse:
        standing = self.standing
        found = standing.shelf.find("ocsp", cert, standing.now())
        if found is None and standing.live is not None:
            found = await standing.live.ocsp_fetcher.fetch(cert, authority)
            standing.shelf.put("ocsp", cert, found, standing.now())
        self.used[cert.sha256] = found
        return found

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return list({hashlib.sha256(one.dump()).digest(): one for one in self.used.values()}.values())

    def fetched_responses_for_cert(self, cert: Any) -> Iterable[ocsp.OCSPResponse]:
        found = self.used.get(cert.sha256)
        return [] if found is None else [found]


class _Lists(CRLFetcher):
    """Lists of revoked certificates, from the shelf or asked now."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.used: dict[bytes, list[crl.CertificateList]] = {}

    async def fetch(self, cert: Any, *, use_deltas: Any = None) -> Iterable[crl.CertificateList]:
        standing = self.standing
        found = standing.shelf.find("crl", cert, standing.now())
        if found is None and standing.live is not None:
            found = list(await standing.live.crl_fetcher.fetch(cert, use_deltas=use_deltas))
            standing.shelf.put("crl", cert, found, standing.now())
        self.used[cert.sha256] = found or []
        return self.used[cert.sha256]

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return list({one.sha256: one for found in self.used.values() for one in found}.values())

    def fetched_crls_for_cert(self, cert: Any) -> Iterable[crl.CertificateList]:
        return self.used[cert.sha256]


class NoCertificates(CertificateFetcher):
    """Fetches no certificate: an address in a certificate is no reason to go anywhere."""

    async def fetch_cert_issuers(self, cert: Any) -> AsyncGenerator[x509.Certificate, None]:  # noqa: ARG002
        for never in _NONE:
            yield never

    async def fetch_crl_issuers(self, certificate_list: Any) -> AsyncGenerator[x509.Certificate, None]:  # noqa: ARG002
        for never in _NONE:
            yield never

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        return ()


def _ends(kind: str, answer: Any) -> list[datetime]:
    """Until when an answer says that it holds."""
    if kind == "crl":
        ends = [one["tbs_cert_list"]["next_update"].native for one in answer]
    else:
        basic = answer.basic_ocsp_response
        ends = [one["next_update"].native for one in basic["tbs_response_data"]["responses"]]
    return [end for end in ends if end is not None]
