"""ใบรับรองที่มากับไฟล์ (certificates that came along): in the signatures of a file and in their time stamps."""

from __future__ import annotations

import io
from collections.abc import Sequence

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSExtractionError, extract_certificate_info
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

UNREADABLE = (
    PdfError,
    SignatureValidationError,
    CMSExtractionError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
)


def certificates_of(found: Sequence[EmbeddedPdfSignature]) -> list[x509.Certificate]:
    """What came along in the signatures and their time stamps: candidates for a chain, trusted for nothing."""
    both: dict[bytes, x509.Certificate] = {}
    for one in found:
        try:
            certificates = [one.signer_cert, *one.other_embedded_certs]
            for stamp in extract_tst_data_iter(one.signer_info, signed=False):
                along = extract_certificate_info(stamp)
                certificates += [along.signer_cert, *along.other_certs]
        except UNREADABLE:
            continue
        both |= {certificate.sha256: certificate for certificate in certificates}
    return list(both.values())


def certificates_in(content: bytes) -> list[x509.Certificate]:
    """The same of a whole file; none of one that cannot be read."""
    try:
        return certificates_of(PdfFileReader(io.BytesIO(content)).embedded_signatures)
    except UNREADABLE:
        return []
