"""ถ้อยคำของผลการตรวจ (what a judgment is told as): who, when, by whose clock, how strong, what came after.

The strength (มาตรา 9, 26, 28) follows from what was found, never from a label in the file: a certificate of a
certification authority is section 26 with 28, one of the office's own authority section 26; an unknown one proves none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import (
    CMSExtractionError,
    MultivaluedAttributeError,
    NonexistentAttributeError,
    find_unique_cms_attribute,
)
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from saraban.signatures.identity import marks_of
from saraban.signatures.reports import Changes, Clockwork, SignatureReport, State
from saraban.signatures.trust import Trust

LONGEST = 200
_AFTER = {
    ModificationLevel.NONE: Changes.NOTHING,
    ModificationLevel.LTA_UPDATES: Changes.PROOFS,
    ModificationLevel.FORM_FILLING: Changes.SIGNATURES,
    ModificationLevel.ANNOTATIONS: Changes.NOTES,
}
_PADES = "/ETSI.CAdES.detached"
_SILENT = frozenset({AdESIndeterminate.TRY_LATER, AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE})


def about(given: EmbeddedPdfSignature) -> SignatureReport:
    """ผู้ลงนามตามใบรับรอง: what is told before anything is judged."""
    marks = marks_of(given.signer_cert)
    at = given.self_reported_timestamp
    return SignatureReport(
        field=given.field_name[:LONGEST],
        state=State.BROKEN,
        name=marks.name[:LONGEST],
        organization=_organization(given.signer_cert),
        issuer=marks.issuer[:LONGEST],
        fingerprint=marks.fingerprint,
        at=told(at),
        clock=Clockwork.SIGNER if at else Clockwork.NONE,
    )


def may_be_proven(status: PdfSignatureStatus) -> bool:
    """Whether a look into the past may change the judgment: the document is whole, the certificates are not fresh."""
    whole = status.intact and status.valid and (status.docmdp_ok or status.modification_level is None)
    hopeless = status.trust_problem_indic == AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND
    return bool(whole) and not hopeless


def why(status: PdfSignatureStatus) -> State:
    """เหตุที่ลายมือชื่อไม่สมบูรณ์: the first thing that is wrong, the worst first."""
    if not (status.intact and status.valid):
        return State.ALTERED
    if not (status.docmdp_ok or status.modification_level is None) or not status.seed_value_ok:
        return State.CHANGED_AFTER
    return _why_not_trusted(status)


def _why_not_trusted(status: PdfSignatureStatus) -> State:
    problem = status.trust_problem_indic
    if status.revoked:
        return State.REVOKED
    if problem == AdESIndeterminate.OUT_OF_BOUNDS_NO_POE:
        return State.EXPIRED
    if problem in _SILENT:
        return State.UNCERTAIN
    return State.STAMP_BROKEN if status.trusted else State.UNTRUSTED


def broken(report: SignatureReport, error: Exception, *, altered: bool) -> SignatureReport:
    """A signature that the library refuses to judge at all."""
    return replace(report, state=State.ALTERED if altered else State.BROKEN, reason=type(error).__name__)


def is_altered(given: EmbeddedPdfSignature) -> bool:
    """Whether the bytes have another digest than the one that was signed."""
    try:
        signed = find_unique_cms_attribute(given.signer_info["signed_attrs"], "message_digest").native
        return bool(signed != given.compute_digest())
    except (CMSExtractionError, PdfError, NonexistentAttributeError, MultivaluedAttributeError, ValueError, KeyError):
        return False


def changes_after(given: EmbeddedPdfSignature, level: ModificationLevel | None) -> Changes:
    """สิ่งที่เพิ่มหลังลงนาม: what came after.

    Fields of time stamps alone are proofs, though their empty appearance counts for more.
    """
    if level is None:
        return Changes.NOTHING
    changed = getattr(given.diff_result, "changed_form_fields", None)
    if level is ModificationLevel.FORM_FILLING and changed:
        stamps = {one.field_name for one in given.reader.embedded_timestamp_signatures}
        if changed <= stamps:
            return Changes.PROOFS
    return _AFTER.get(level, Changes.CONTENT)


def filled(
    report: SignatureReport,
    given: EmbeddedPdfSignature,
    today: PdfSignatureStatus,
    final: PdfSignatureStatus,
    state: State,
    now: datetime,
) -> SignatureReport:
    """State, standing of the certificate then and now, what is covered and what came after."""
    changes = changes_after(given, today.modification_level)
    covers = given.coverage == SignatureCoverageLevel.ENTIRE_FILE
    then = "good" if state is State.VALID else "unknown"
    standing = "good" if today.bottom_line else "unknown"
    revoked_at = None
    if today.revocation_details is not None:
        standing, revoked_at = "revoked", today.revocation_details.revocation_date
        if state is State.REVOKED:
            then = "revoked"
    elif given.signer_cert.not_valid_after < now:
        standing = "expired"
    problem = final.trust_problem_indic
    return replace(
        report,
        state=state,
        covers_all=covers,
        changes=changes,
        then=then,
        now=standing,
        revoked_at=told(revoked_at),
        reason="" if problem is None else str(problem)[:LONGEST],
    )


def levelled(
    report: SignatureReport,
    given: EmbeddedPdfSignature,
    final: PdfSignatureStatus,
    proven: Sequence[int],
    trust: Trust,
) -> SignatureReport:
    """PAdES level and section of the Act, and the best time that is proven."""
    stamp = final.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    archived = any(revision > given.signed_revision for revision in proven)
    if stamped and stamp is not None:
        name = name_of(stamp.signing_cert)
        report = replace(report, at=told(stamp.timestamp), clock=Clockwork.STAMPER, stamper=name)
    elif archived:
        report = replace(report, clock=Clockwork.ARCHIVE)
    level = "B-B"
    if stamped or archived:
        level = "B-T"
        if _has_proofs(given):
            level = "B-LTA" if archived else "B-LT"
    if given.sig_object.get("/SubFilter") != _PADES:
        level = ""
    section = _section(final, trust) if report.holds else ""
    return replace(report, level=level, section=section)


def name_of(certificate: x509.Certificate) -> str:
    """The name in a certificate."""
    return marks_of(certificate).name[:LONGEST]


def told(at: Any) -> str:
    """A time as it is handed on: ISO 8601, UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if isinstance(at, datetime) else ""


def _organization(certificate: x509.Certificate) -> str:
    value = certificate.subject.native.get("organization_name") or ""
    return str(value[0] if isinstance(value, list) else value)[:LONGEST]


def _section(final: PdfSignatureStatus, trust: Trust) -> str:
    path = final.validation_path
    anchor = getattr(path.trust_anchor.authority, "certificate", None) if path is not None else None
    if anchor is None:
        return ""
    certified = {one.dump() for one in trust.certified}
    return "26-28" if anchor.dump() in certified else "26"


def _has_proofs(given: EmbeddedPdfSignature) -> bool:
    """Whether the file holds what an authority said of this very certificate."""
    try:
        kept = DocumentSecurityStore.read_dss(given.reader)
    except (NoDSSFoundError, ValueError, KeyError, TypeError):
        return False
    certificate = given.signer_cert
    for reference in kept.ocsps:
        answer = ocsp.OCSPResponse.load(reference.get_object().read_data(DecodePurpose.OCSP_RESPONSE))
        responses = answer.basic_ocsp_response["tbs_response_data"]["responses"]
        if any(one["cert_id"]["serial_number"].native == certificate.serial_number for one in responses):
            return True
    for reference in kept.crls:
        revoked = crl.CertificateList.load(reference.get_object().read_data(DecodePurpose.CRL))
        if revoked.issuer == certificate.issuer:
            return True
    return False
