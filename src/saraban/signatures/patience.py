"""การถามผู้ที่เงียบไป (asking those who are silent): silence is an answer that proves nothing, and no reason to break off.

Only where something else says what an authority knew (a list of today, or one of the archive); else the question fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from asn1crypto import crl, ocsp
from pyhanko_certvalidator.errors import CRLValidationError, OCSPValidationError
from pyhanko_certvalidator.fetchers.api import CRLFetcher, FetcherBackend, Fetchers, OCSPFetcher
from pyhanko_certvalidator.util import get_ocsp_urls

from saraban.signatures.standing import NoCertificates, Standing


class Backend(FetcherBackend):
    """Asks by the same way, and keeps, as all else here; ``silent`` are those who had been asked and said nothing."""

    def __init__(self, standing: Standing, vouched: set[bytes]) -> None:
        self.standing = standing
        self.vouched = vouched
        self._unanswered: set[bytes] = set()

    @property
    def silent(self) -> set[bytes]:
        """Certificates of which no responder said anything (SHA-256); those that name none are among them."""
        return self._unanswered

    def get_fetchers(self) -> Fetchers:
        given = self.standing.fetchers()
        return Fetchers(_Answers(self, given.ocsp_fetcher), _Lists(self, given.crl_fetcher), NoCertificates())

    def may_be_silent(self, certificate: Any) -> bool:
        """Whether something else speaks for the authority of a certificate."""
        return certificate.sha256 in self.vouched

    def unanswered(self, certificate: Any) -> None:
        """Put down that nothing was said of a certificate."""
        self._unanswered.add(certificate.sha256)


class _Answers(OCSPFetcher):
    def __init__(self, backend: Backend, given: OCSPFetcher) -> None:
        self.backend, self.given = backend, given

    async def fetch(self, cert: Any, authority: Any) -> ocsp.OCSPResponse:
        try:
            return await self.given.fetch(cert, authority)
        except OCSPValidationError:
            if not self.backend.may_be_silent(cert):
                raise
            self.backend.unanswered(cert)
            return ocsp.OCSPResponse({"response_status": "try_later"})

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return self.given.fetched_responses()

    def fetched_responses_for_cert(self, cert: Any) -> Iterable[ocsp.OCSPResponse]:
        return self.given.fetched_responses_for_cert(cert)


class _Lists(CRLFetcher):
    def __init__(self, backend: Backend, given: CRLFetcher) -> None:
        self.backend, self.given = backend, given

    async def fetch(self, cert: Any, *, use_deltas: Any = None) -> Iterable[crl.CertificateList]:
        try:
            return await self.given.fetch(cert, use_deltas=use_deltas)
        except CRLValidationError:
            if not self.backend.may_be_silent(cert):
                raise
            if not get_ocsp_urls(cert):
                self.backend.unanswered(cert)
            return []

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return self.given.fetched_crls()

    def fetched_crls_for_cert(self, cert: Any) -> Iterable[crl.CertificateList]:
        return self.given.fetched_crls_for_cert(cert)
