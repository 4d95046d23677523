"""กระบวนการตรวจลายมือชื่อ (the judging process): ``python -m saraban.signatures.judge_worker``, confined before it reads.

It has no network: where it would ask an authority it writes a line and reads the answer, which may be none.
First line in: what to judge by; then the file. Lines out: questions, at the end what was found.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError
from pyhanko_certvalidator.fetchers.api import CRLFetcher, Fetchers, OCSPFetcher

from saraban.files.render_page import confine
from saraban.signatures.judging import Judge, Locked, TooManySignatures
from saraban.signatures.long_term import Archived
from saraban.signatures.standing import NoCertificates, Standing
from saraban.signatures.trust import Trust

MOST_QUESTIONS = 100


class _Line:
    """The other side: asked a line, answers a line."""

    def __init__(self) -> None:
        self.left = MOST_QUESTIONS
        self.others: list[x509.Certificate] = []

    def ask(self, kind: str, certificate: x509.Certificate) -> list[bytes]:
        """Ask for an answer of OCSP or for lists; empty where the other side has or gives none."""
        return [base64.b64decode(one) for one in self.said(kind, certificate)]

    def kept(self, certificate: x509.Certificate) -> list[Archived]:
        """Ask for what the archive has of the authority of a certificate."""
        given = self.said("kept", certificate)
        return [Archived(base64.b64decode(one), datetime.fromisoformat(at)) for one, at in given]

    def said(self, kind: str, certificate: x509.Certificate) -> list[Any]:
        """What the other side says to a question; nothing to one too many."""
        self.left -= 1
        if self.left < 0:
            return []
        chain = [_text(one.dump()) for one in self.others[:MOST_QUESTIONS]]
        self.say({"ask": kind, "certificate": _text(certificate.dump()), "chain": chain})
        return list(json.loads(sys.stdin.buffer.readline()))

    def say(self, told: dict[str, Any]) -> None:
        """Write a line."""
        sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
        sys.stdout.flush()


class _AskedAnswers(OCSPFetcher):
    def __init__(self, line: _Line) -> None:
        self.line = line

    async def fetch(self, cert: Any, authority: Any) -> ocsp.OCSPResponse:  # noqa: ARG002
        for given in self.line.ask("ocsp", cert):
            return ocsp.OCSPResponse.load(given)
        raise OCSPFetchError("not asked")


class _AskedLists(CRLFetcher):
    def __init__(self, line: _Line) -> None:
        self.line = line

    async def fetch(self, cert: Any, *, use_deltas: Any = None) -> list[crl.CertificateList]:  # noqa: ARG002
        found = self.line.ask("crl", cert)
        if not found:
            raise CRLFetchError("not asked")
        return [crl.CertificateList.load(one) for one in found]


def main() -> None:
    """Judge the file on standard input."""
    logging.disable(logging.CRITICAL)
    confine()
    given = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(given["size"])
    line = _Line()
    try:
        line.say({"found": asyncio.run(_judge(given, content, line))})
    except TooManySignatures:
        line.say({"refused": "too-many"})
    except Locked:
        line.say({"refused": "locked"})
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, MemoryError):
        line.say({"refused": "unreadable"})


async def _judge(given: dict[str, Any], content: bytes, line: _Line) -> dict[str, Any]:
    sunset = datetime.fromisoformat(given["sunset"]) if given["sunset"] else None
    trust = Trust(**{name: tuple(_certificate(one) for one in given[name]) for name in _ANCHORS}, sunset=sunset)
    live = Fetchers(_AskedAnswers(line), _AskedLists(line), NoCertificates())
    standing = _Asking(lambda: datetime.now(UTC), trust=trust, live=live, line=line)
    found = await Judge(standing, line.kept if given["has_archive"] else None).judge(content)
    return {**found, **{name: [asdict(one) for one in found[name]] for name in ("signatures", "stamps")}}


class _Asking(Standing):
    """Tells the line which certificates came along, so that the other side can check the chain itself."""

    def __init__(self, *given: Any, line: _Line, **options: Any) -> None:
        self.line = line
        super().__init__(*given, **options)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "others":
            self.line.others = list(value)


_ANCHORS = ("certified", "agency", "stampers")


def _certificate(text: str) -> x509.Certificate:
    return x509.Certificate.load(base64.b64decode(text))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


if __name__ == "__main__":
    main()
