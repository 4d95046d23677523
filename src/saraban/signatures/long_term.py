"""การตรวจย้อนหลัง (judging long after): what the time stamps in a file prove of the day it was signed.

The clock is the machine's; a time handed in as a parameter proves nothing, since the library takes some of its times
from the clock all the same. Every authority is asked for what it knows today, so that a late revocation is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import crl, x509
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.ades import AdESLTAValidationResult, ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.errors import CRLValidationError, OCSPValidationError
from pyhanko_certvalidator.ltv.poe import KnownPOE
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    FreshnessReqType,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from saraban.signatures import shims
from saraban.signatures.algorithms import policy_of
from saraban.signatures.patience import Backend
from saraban.signatures.standing import Standing

shims.for_validation()


@dataclass(frozen=True)
class Archived:
    """บัญชีเพิกถอนที่เก็บถาวร: a list of revoked certificates, and when the archive took it in.

    ``leaf`` is the SHA-256 of the leaf of the chain that proves it.
    """

    content: bytes
    captured: datetime
    leaf: str = ""


@dataclass(frozen=True)
class LongTerm:
    """ผลการตรวจย้อนหลัง: passed only when both of pyHanko's judgments say so."""

    passed: bool
    indication: str
    status: PdfSignatureStatus
    best: datetime | None = None
    #: the time from which on an authority was silent and the archive spoke in its place
    kept: datetime | None = None


#: Gives what the archive has for a certificate: lists of the authority that issued it.
Keeps = Callable[[x509.Certificate], Sequence[Archived]]


async def judge_long_term(
    signature: EmbeddedPdfSignature, standing: Standing, archive: Keeps | None = None
) -> LongTerm | None:
    """ตรวจย้อนหลัง a signature; None where its authorities are silent and nothing of theirs was archived.

    Every authority is asked for what it knows today. What the archive has counts beside it, so that a revocation that
    was told once is never forgotten, and in place of it where an authority is silent or gone.
    """
    signature.compute_integrity_info()
    lists = await _lists(signature, standing, archive)
    backend = Backend(standing, lists.vouched)
    try:
        result = await ades_lta_validation(signature, _spec(standing, lists, backend))
    except (OCSPValidationError, CRLValidationError):
        return None
    return _judged(result, lists.since(backend.silent))


@dataclass
class _Known:
    """Lists of today and of the archive, these with the time from which they are proven to have been there."""

    lists: dict[bytes, CRLContainer] = field(default_factory=dict)
    poes: list[KnownPOE] = field(default_factory=list)
    vouched: set[bytes] = field(default_factory=set)
    kept: dict[bytes, datetime] = field(default_factory=dict)  # certificate -> when its newest archived list was taken
    silent: set[bytes] = field(default_factory=set)

    def take(self, certificate: x509.Certificate, one: Archived) -> None:
        """A list of the archive: without proof of when it was there, the library silently ignores it."""
        found = crl.CertificateList.load(one.content)
        held = self.lists.setdefault(found.sha256, CRLContainer(found))
        self.poes += LocalKnowledge(known_crls=[held]).assert_existence_known_at(one.captured)
        self.kept[certificate.sha256] = max(one.captured, self.kept.get(certificate.sha256, one.captured))

    def since(self, unanswered: set[bytes]) -> datetime | None:
        """Since when those have said nothing in whose place the archive spoke; None where all were heard."""
        return min((self.kept[one] for one in self.silent & unanswered if one in self.kept), default=None)


async def _lists(signature: EmbeddedPdfSignature, standing: Standing, archive: Keeps | None) -> _Known:
    """What is and was revoked, of every authority in the chains: looks into the past fetch no lists themselves."""
    fetchers, known = standing.fetchers(), _Known()
    for certificate in {one.sha256: one for one in (signature.signer_cert, *standing.others)}.values():
        try:
            found = list(await fetchers.crl_fetcher.fetch(certificate))
        except CRLValidationError:
            found = []
        known.lists |= {one.sha256: CRLContainer(one) for one in found}
        if not found:
            known.silent.add(certificate.sha256)
        kept = archive(certificate) if archive is not None else ()
        for one in kept:
            known.take(certificate, one)
        if found or kept:
            known.vouched.add(certificate.sha256)
    return known


def _judged(result: AdESLTAValidationResult, kept: datetime | None) -> LongTerm | None:
    status = result.api_status
    if not isinstance(status, PdfSignatureStatus):
        return None
    passed = result.ades_subindic == AdESPassed.OK and bool(status.bottom_line)
    return LongTerm(passed, str(result.ades_subindic), status, result.best_signature_time, kept)


def _spec(standing: Standing, known: _Known, backend: Backend) -> PdfSignatureValidationSpec:
    roots = {one.dump(): one for one in (*standing.trust.anchors, *standing.trust.stamper_anchors)}
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(list(roots.values())),
        revinfo_policy=CertRevTrustPolicy(
            REQUIRE_REVINFO, freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION
        ),
        algorithm_usage_policy=policy_of(standing.trust.sunset),
    )
    gathering = RevocationInfoGatheringSpec(
        RevinfoOnlineFetchingRule.ALWAYS_FETCH,
        backend,
        certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
    )
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=gathering,
            local_knowledge=LocalKnowledge(
                known_crls=list(known.lists.values()), known_poes=known.poes, known_certs=list(standing.others)
            ),
        )
    )
