"""แฟ้มตรวจสอบนอกระบบ (the offline file): a signed letter with all that an outsider needs to check it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from asn1crypto import crl, pem, x509

from saraban.signatures.lists import read_again
from saraban.signatures.long_term import Archived
from saraban.signatures.trust import Trust

LETTER = "letter.pdf"
THAI, ENGLISH = "วิธีตรวจสอบ.txt", "how-to-check.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def offline_file(
    letter: bytes, trust: Trust, sheets: Mapping[str, bytes] | None = None, lists: Sequence[Archived] = ()
) -> bytes:
    """แฟ้มตรวจสอบ as ZIP: the letter untouched, the authorities in PEM, their digests, instructions in Thai and English.

    ``sheets`` are the copies that were signed further (ลงนามบนแผ่น), by name. ``lists`` are the archived lists of
    revoked certificates that tell of the signers and stampers, with when each was taken: an authority may be silent
    when somebody checks. The same input gives the same bytes.
    """
    texts = files("saraban.signatures") / "data"
    parts = {LETTER: letter, **(sheets or {})}
    for name, certificates in (
        ("certified", trust.certified), ("agency", trust.agency), ("time-stamps", trust.stampers),
    ):  # fmt: skip
        if certificates:
            parts[f"trust/{name}.pem"] = pem_of(certificates)
    told = []
    for n, one in enumerate(lists, 1):
        name = f"lists/{n:02}.pem"
        parts[name] = pem.armor("X509 CRL", one.content)
        told.append(_told(name, one))
    if told:
        parts["lists/taken.json"] = json.dumps(told, ensure_ascii=False, indent=1).encode()
    digests = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in parts.items())
    parts["SHA256SUMS"] = digests.encode()
    parts[THAI] = (texts / "check-th.txt").read_bytes()
    parts[ENGLISH] = (texts / "check-en.txt").read_bytes()
    return _zipped(parts)


def _told(name: str, one: Archived) -> dict[str, str]:
    """What the archive says of a list: whose, of when, when it was taken, and the leaf of the chain that proves it."""
    read = read_again(one.content)
    return {
        "file": name,
        "sha256": read.sha256,
        "authority": crl.CertificateList.load(one.content).issuer.human_friendly,
        "issued": read.issued.isoformat(),
        "until": read.until.isoformat(),
        "taken": one.captured.isoformat(),
        "leaf": one.leaf,
    }


def pem_of(certificates: Iterable[x509.Certificate]) -> bytes:
    """Certificates in PEM, one after the other."""
    return b"".join(pem.armor("CERTIFICATE", one.dump()) for one in certificates)


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
