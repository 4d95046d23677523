"""ทางไปถึงผู้ที่เชื่อถือ (paths to whom we trust): from a certificate to an authority of ours, each signature checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.path import ValidationPath

from saraban.signatures.trust import Trust


async def path_to_ours(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], trust: Trust
) -> ValidationPath | None:
    """The path from a certificate to an authority of ours, each signature checked; whether it holds is not asked."""
    moment = certificate.not_valid_after - timedelta(seconds=1)
    anchors = {one.dump(): one for one in (*trust.anchors, *trust.stamper_anchors)}
    usual = [one for one in chain if one.ca]
    for at in (moment, *(one.not_valid_after - timedelta(seconds=1) for one in usual)):
        context = ValidationContext(
            list(anchors.values()), other_certs=usual, moment=at, allow_fetching=False, revocation_mode="soft-fail"
        )
        try:
            return await CertificateValidator(certificate, usual, context).async_validate_path()
        except (PathError, ValidationError, ValueError):
            continue
    return None
