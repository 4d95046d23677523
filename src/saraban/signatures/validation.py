"""การตรวจสอบไฟล์ที่ลงนาม (checking a signed file): ours or a stranger's, in a process of its own with limits.

That process has no network. What it wants to know of an authority it asks for, and is told only where the certificate
leads to an authority of ours by signatures checked here, and the address is one that the settings name: a stranger's
certificate makes us fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import IO, Any, Protocol

from asn1crypto import x509
from pyhanko_certvalidator.errors import CRLValidationError, OCSPValidationError
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.fetchers.api import Fetchers

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.signatures.long_term import Archived
from saraban.signatures.loops import finish
from saraban.signatures.paths import path_to_ours
from saraban.signatures.reports import FileReport, Known, report_of
from saraban.signatures.revisions import revisions
from saraban.signatures.standing import Shelf, Standing
from saraban.signatures.trust import Trust, allowed_session

SECONDS = 45
MOST_BYTES = 25 * 1024 * 1024
AT_ONCE = 2
_LINE = 8 * 1024 * 1024
_turn = threading.BoundedSemaphore(AT_ONCE)


class NotChecked(SarabanError):
    """ตรวจไม่ได้: the file is no PDF that can be read, or takes more than it may."""

    status = 422
    slug = "not-checked"


class TooLarge(NotChecked):
    """ไฟล์ใหญ่เกินไป."""

    status = 413
    slug = "too-large"


class Keeper(Protocol):
    """คลังบัญชีเพิกถอน: has lists that authorities gave, each with the time from which it is proven to have been there."""

    def lists_for(self, certificate: x509.Certificate, authority: Any) -> Sequence[Archived]:
        """Of the authority that issued a certificate, what tells of it."""


@dataclass
class Checker:
    """ผู้ตรวจสอบ: whom the office trusts, and what it knows of its own letters (by SHA-256 of the file)."""

    trust: Trust
    known: Callable[[str], Known | None] = lambda _sha256: None
    shelf: Shelf = field(default_factory=Shelf)
    most_bytes: int = MOST_BYTES
    seconds: float = SECONDS

    def check(
        self, content: bytes, archive: Keeper | None = None, known: Callable[[str], Known | None] | None = None
    ) -> FileReport:
        """ตรวจไฟล์ PDF. Raises ``TooLarge``, ``NotChecked``; a file without signatures is an answer.

        ``archive`` has the lists of revoked certificates of authorities that may be silent by now.
        ``known`` tells of our own letters, in place of the one that the checker was made with. A file that grew by
        further signatures or proofs is known too, as long as every signature in it holds and nothing else was added.
        """
        if len(content) > self.most_bytes:
            raise TooLarge(_("The file is too large to check here."))
        digest = hashlib.sha256(content).hexdigest()
        with _turn:
            found = self._judged(content, archive)
        try:
            report = report_of({**found, "sha256": digest, "size": len(content)})
        except (KeyError, TypeError, ValueError):
            raise _unreadable() from None
        known = known or self.known
        found_known = known(digest)
        report = replace(report, uncovered=0) if found_known is not None else report.told_of_the_end()
        if found_known is None and report.outcome == "valid":
            found_known = next((one.grown for one in map(known, revisions(content)) if one is not None), None)
        return report.with_known(found_known)

    def _judged(self, content: bytes, archive: Keeper | None) -> dict[str, Any]:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "saraban.signatures.judge_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
                **_CLOCK,
            },
            cwd="/",
            close_fds=True,
        )
        late = threading.Timer(self.seconds, process.kill)
        late.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            return finish(self._talk(process.stdin, process.stdout, content, archive))
        except (BrokenPipeError, ValueError, KeyError, TypeError):
            raise _unreadable() from None
        finally:
            late.cancel()
            process.kill()
            process.communicate()

    async def _talk(self, to: IO[bytes], out: IO[bytes], content: bytes, archive: Keeper | None) -> dict[str, Any]:
        trust = self.trust
        header = {
            "size": len(content),
            "certified": [_text(one.dump()) for one in trust.certified],
            "agency": [_text(one.dump()) for one in trust.agency],
            "stampers": [_text(one.dump()) for one in trust.stampers],
            "has_archive": archive is not None,
            "sunset": trust.sunset.isoformat() if trust.sunset else "",
        }
        to.write(json.dumps(header).encode() + b"\n" + content)
        to.flush()
        async with self._asking() as standing:
            while True:
                told = json.loads(out.readline(_LINE))
                if "found" in told:
                    return dict(told["found"])
                if "refused" in told:
                    raise _refusal(str(told["refused"]))
                answers = await _asked(standing, trust, told, archive)
                to.write(json.dumps(answers).encode() + b"\n")
                to.flush()

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[Fetchers]:
        async with allowed_session(self.trust) as session:
            live = AIOHttpFetcherBackend(session).get_fetchers()
            yield Standing(lambda: datetime.now(UTC), self.shelf, self.trust, live).fetchers()


async def _asked(fetchers: Fetchers, trust: Trust, told: dict[str, Any], archive: Keeper | None) -> list[Any]:
    """What an authority of ours says, or said, about a certificate of its own; nothing for all others."""
    certificate = x509.Certificate.load(base64.b64decode(told["certificate"]), strict=True)
    chain = [x509.Certificate.load(base64.b64decode(one), strict=True) for one in told["chain"][:100]]
    path = await path_to_ours(certificate, chain, trust)
    if path is None:
        return []
    try:
        if told["ask"] == "kept":
            kept = archive.lists_for(certificate, path.find_issuing_authority(certificate)) if archive else []
            return [[_text(one.content), one.captured.isoformat()] for one in kept]
        if told["ask"] == "ocsp":
            issuer = path.find_issuing_authority(certificate)
            return [_text((await fetchers.ocsp_fetcher.fetch(certificate, issuer)).dump())]
        return [_text(one.dump()) for one in await fetchers.crl_fetcher.fetch(certificate)]
    except (OCSPValidationError, CRLValidationError, LookupError, TimeoutError, OSError):
        return []


def _unreadable() -> NotChecked:
    return NotChecked(_("The file could not be checked: it is no PDF, is damaged, or takes too long."))


def _refusal(reason: str) -> NotChecked:
    if reason == "too-many":
        return NotChecked(_("The file holds more signatures than are checked here."))
    if reason == "locked":
        return NotChecked(_("The file is locked with a password. Ask for it without one and check that."))
    return _unreadable()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


#: A clock that a test sets for this process holds for the other too.
_CLOCK = {name: os.environ[name] for name in ("FAKETIME", "LD_PRELOAD", "TZ") if name in os.environ}
