"""การตรวจย้อนหลัง (judging long after): what the time stamps in a file prove of the day it was signed.

The clock is the machine's; a time handed in as a parameter proves nothing, since the library takes some of its times
from the clock all the same. Every authority is asked for what it knows today, so that a late revocation is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import crl
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
from pyhanko_certvalidator.fetchers.api import FetcherBackend, Fetchers
from pyhanko_certvalidator.ltv.poe import KnownPOE
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    FreshnessReqType,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from saraban.signatures import shims
from saraban.signatures.standing import Standing

shims.for_validation()


@dataclass(frozen=True)
class Archived:
    """บัญชีเพิกถอนที่เก็บถาวร: a list of revoked certificates, and when the archive took it in (itself evidenced)."""

    content: bytes
    captured: datetime


@dataclass(frozen=True)
class LongTerm:
    """ผลการตรวจย้อนหลัง: passed only when both of pyHanko's judgments say so."""

    passed: bool
    indication: str
    status: PdfSignatureStatus
    best: datetime | None = None


async def judge_long_term(
    signature: EmbeddedPdfSignature, standing: Standing, archived: Sequence[Archived] = ()
) -> LongTerm | None:
    """ตรวจย้อนหลัง a signature; None where its authorities are silent and nothing of theirs was archived.

    With archived lists the authorities are not asked at all: they may be gone.
    """
    signature.compute_integrity_info()
    known: list[CRLContainer]
    poes: list[KnownPOE] = []
    rule = RevinfoOnlineFetchingRule.ALWAYS_FETCH
    if archived:
        known = []
        rule = RevinfoOnlineFetchingRule.NO_HISTORICAL_FETCH
        for one in archived:  # without proof of when it was there, the library silently ignores a list
            held = CRLContainer(crl.CertificateList.load(one.content))
            known.append(held)
            poes += LocalKnowledge(known_crls=[held]).assert_existence_known_at(one.captured)
    else:
        known = await _current_lists(signature, standing)
    try:
        result = await ades_lta_validation(signature, _spec(standing, rule, known, poes))
    except (OCSPValidationError, CRLValidationError):
        return None
    return _judged(result)


def _judged(result: AdESLTAValidationResult) -> LongTerm | None:
    status = result.api_status
    if not isinstance(status, PdfSignatureStatus):
        return None
    passed = result.ades_subindic == AdESPassed.OK and bool(status.bottom_line)
    return LongTerm(passed, str(result.ades_subindic), status, result.best_signature_time)


def _spec(
    standing: Standing, rule: RevinfoOnlineFetchingRule, known: list[CRLContainer], poes: list[KnownPOE]
) -> PdfSignatureValidationSpec:
    roots = {one.dump(): one for one in (*standing.trust.anchors, *standing.trust.stamper_anchors)}
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(list(roots.values())),
        revinfo_policy=CertRevTrustPolicy(
            REQUIRE_REVINFO, freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION
        ),
    )
    gathering = RevocationInfoGatheringSpec(
        rule, _Backend(standing), certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH
    )
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=gathering,
            local_knowledge=LocalKnowledge(known_crls=known, known_poes=poes, known_certs=list(standing.others)),
        )
    )


class _Backend(FetcherBackend):
    """Asks by the same way, and keeps, as all else here."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    def get_fetchers(self) -> Fetchers:
        return self.standing.fetchers()


async def _current_lists(signature: EmbeddedPdfSignature, standing: Standing) -> list[CRLContainer]:
    """What is revoked today, of every authority in the chains: looks into the past fetch no lists themselves."""
    fetchers = standing.fetchers()
    found: dict[bytes, crl.CertificateList] = {}
    for certificate in (signature.signer_cert, *standing.others):
        try:
            lists = await fetchers.crl_fetcher.fetch(certificate)
        except CRLValidationError:
            continue
        found |= {one.sha256: one for one in lists}
    return [CRLContainer(one) for one in found.values()]
