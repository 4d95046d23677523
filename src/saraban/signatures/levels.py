"""ระดับของลายมือชื่อ (levels of signatures): what a certificate proves by who issued it, never by what it says."""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import x509

from saraban.signatures.paths import path_to_ours
from saraban.signatures.trust import Trust

#: ลายมือชื่อตามมาตรา 26 (an authority of the office), and with a certificate of a certification authority (มาตรา 28).
AGENCY, CERTIFIED = "section-26", "section-28"
#: What a check calls them.
OF_CHECKS = {"26": AGENCY, "26-28": CERTIFIED}
_STRENGTH = {AGENCY: 1, CERTIFIED: 2}


async def level_of(certificate: x509.Certificate, chain: Sequence[x509.Certificate], trust: Trust) -> str:
    """ระดับตามผู้ออกใบรับรอง: ``section-28``, ``section-26``, or nothing where no authority of ours stands behind it.

    Whether the certificate holds today is another question.
    """
    path = await path_to_ours(certificate, chain, trust)
    anchor = getattr(path.trust_anchor.authority, "certificate", None) if path is not None else None
    if anchor is None:
        return ""
    certified = {one.dump() for one in trust.certified}
    return CERTIFIED if anchor.dump() in certified else AGENCY


def reaches(level: str, demanded: str) -> bool:
    """ถึงระดับที่กำหนดหรือไม่: whether a level is as strong as the one that a kind of letter demands.

    มาตรา 9, a name that was typed, is what every signature reaches.
    """
    return _STRENGTH.get(level, 0) >= _STRENGTH.get(demanded, 0)
