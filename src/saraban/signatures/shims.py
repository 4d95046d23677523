"""ส่วนที่แก้ไลบรารีลายมือชื่อ (what must be patched in pyHanko 0.38): eight places, each with the reason, nowhere else.

``tests/integration/signatures/test_shims.py`` and ``test_renewal_sunset.py`` have a test for each that fails when a
newer pyHanko no longer needs it.
``keep_metadata`` and ``give_appearances`` serve signing; the others serve validation
long after, and honour every revocation that is known.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from functools import wraps
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.ades.report import AdESIndeterminate, AdESPassed
from pyhanko.sign.fields import SignatureFormField
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation import ades, generic_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator.errors import ExpiredError
from pyhanko_certvalidator.ltv import ades_past
from pyhanko_certvalidator.path import ValidationPath

from saraban.signatures.algorithms import RENEWED_WITH

_MARK = "__saraban__"
_WEIGHED = "__saraban_weighed__"


def keep_metadata() -> None:
    """Leave a document's metadata as they are: pyHanko writes them anew in a way that PDF/A-1b does not allow."""
    if not hasattr(IncrementalPdfFileWriter._update_meta, _MARK):

        def untouched(_writer: BasePdfFileWriter) -> None:
            """Add a signature and nothing else."""

        setattr(untouched, _MARK, True)
        IncrementalPdfFileWriter._update_meta = untouched  # type: ignore[method-assign]


def give_appearances() -> None:
    """A field that shows nothing, as of a time stamp, gets an empty appearance: PDF/A-1b wants one of every widget."""
    given = SignatureFormField.register_widget_annotation
    if hasattr(given, _MARK):
        return

    @wraps(given)
    def registered(self: SignatureFormField, writer: BasePdfFileWriter, field: Any) -> None:
        annotation = self.annot_dict
        if "/AP" not in annotation and not any(map(float, annotation["/Rect"])):
            annotation["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(_nothing())})
        given(self, writer, field)

    setattr(registered, _MARK, True)
    SignatureFormField.register_widget_annotation = registered  # type: ignore[assignment, method-assign]


def _nothing() -> generic.StreamObject:
    names = {"/Type": "/XObject", "/Subtype": "/Form"}
    parts = {generic.pdf_name(key): generic.pdf_name(value) for key, value in names.items()}
    box = generic.ArrayObject([generic.NumberObject(0)] * 4)
    return generic.StreamObject({**parts, generic.pdf_name("/BBox"): box}, stream_data=b"")


def judge_expired_authorities() -> None:
    """S1: an authority that expired meanwhile is a question for the time stamps, not the end of it."""
    given = generic_cms.handle_certvalidator_errors
    if hasattr(given, _MARK):
        return

    @wraps(given)
    async def handled(cert: x509.Certificate, coro: Awaitable[Any]) -> Any:
        seen: list[ExpiredError] = []

        async def watched() -> Any:
            try:
                return await coro
            except ExpiredError as error:
                seen.append(error)
                raise

        result = await given(cert=cert, coro=watched())
        if seen and result.error_subindic == AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE:
            result = replace(result, error_subindic=AdESIndeterminate.OUT_OF_BOUNDS_NO_POE)
        return result

    setattr(handled, _MARK, True)
    generic_cms.handle_certvalidator_errors = handled


def slide_within_validity() -> None:
    """S2: what is known today also about a certificate that expired must not set its time of control after its end."""
    given = ades_past.time_slide
    if hasattr(given, _MARK):
        return

    @wraps(given)
    async def slid(path: ValidationPath, init_control_time: Any, *args: Any, **options: Any) -> Any:
        found = await given(path, init_control_time, *args, **options)
        ends = [certificate.not_valid_after for certificate in path.iter_certs(include_root=False)]
        if ends and min(ends) < init_control_time:
            found = min(found, await given(path, min(ends), *args, **options))
        return found

    setattr(slid, _MARK, True)
    ades_past.time_slide = slid


def accept_issuer_as_anchor() -> None:
    """S3: a list of revoked certificates is found too where the path begins at who issued the certificate."""
    given = ValidationPath.truncate_to_issuer_and_append
    if hasattr(given, _MARK):
        return

    @wraps(given)
    def truncated(self: ValidationPath, cert: x509.Certificate) -> ValidationPath:
        try:
            return given(self, cert)
        except LookupError:
            anchor = self.trust_anchor
            own = getattr(anchor.authority, "certificate", None)
            if own is not None and own.dump() == cert.dump():
                return ValidationPath(anchor, interm=[], leaf=None)
            raise

    setattr(truncated, _MARK, True)
    ValidationPath.truncate_to_issuer_and_append = truncated  # type: ignore[method-assign]


def decide_by_the_past() -> None:
    """S5: where today's look is content, the look into the past decides (a signer revoked before signing)."""
    given = ades._ades_past_signature_validation
    if hasattr(given, _MARK):
        return

    @wraps(given)
    async def decided(*args: Any, **options: Any) -> Any:
        if options.get("current_time_sub_indic") == AdESPassed.OK:
            options["current_time_sub_indic"] = AdESIndeterminate.TRY_LATER
        return await given(*args, **options)

    setattr(decided, _MARK, True)
    ades._ades_past_signature_validation = decided


def weigh_algorithms_in_the_past() -> None:
    """S6: what held on its day has to have been made, by the time that is proven, with algorithms accepted then.

    The library takes that for granted: a stamp whose digest had been broken before anything covered it would pass.
    """
    given = ades._ades_past_signature_validation
    if hasattr(given, _WEIGHED):
        return

    @wraps(given)
    async def weighed(**options: Any) -> Any:
        path = await given(**options)
        spec, info = options["validation_spec"], options["signed_data"]["signer_infos"][0]
        policy, proven = spec.cert_validation_policy.algorithm_usage_policy, options["poe_manager"]
        at = proven[info["signature"].native]
        digests = [info["digest_algorithm"]]
        if options["is_timestamp"]:
            token = options["signed_data"]["encap_content_info"]["content"].parsed
            digests.append(token["message_imprint"]["hash_algorithm"])
        allowed = [policy.digest_algorithm_allowed(one, at) for one in digests]
        if not all(allowed):
            raise SignatureValidationError(
                "made with an algorithm that was not accepted any more",
                ades_subindication=AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
            )
        return path

    setattr(weighed, _WEIGHED, True)
    ades._ades_past_signature_validation = weighed  # type: ignore[assignment]


class StrongerStamper(PdfTimeStamper):
    """Renews with SHA-512: the library takes the digest of the stamp before, and a chain would never grow stronger."""

    async def async_timestamp_pdf(self, pdf_out: Any, md_algorithm: str, *args: Any, **options: Any) -> Any:  # noqa: ARG002
        """As the library does it, with our digest in place of the given one."""
        return await super().async_timestamp_pdf(pdf_out, RENEWED_WITH, *args, **options)


def for_validation() -> None:
    """Everything that validation needs; doing it twice does nothing."""
    judge_expired_authorities()
    slide_within_validity()
    accept_issuer_as_anchor()
    weigh_algorithms_in_the_past()
    decide_by_the_past()
