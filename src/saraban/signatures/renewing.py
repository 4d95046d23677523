"""การต่ออายุหลักฐาน (renewing proofs): a new archive time stamp before the last one's service expires.

The library writes a stamp over a chain that is dead already and says nothing; so the file is judged before and after,
and what does not hold in full is not renewed but told.
"""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.signatures import shims
from saraban.signatures.errors import StamperDown
from saraban.signatures.loops import finish
from saraban.signatures.reports import SignatureReport
from saraban.signatures.stamping import Stampers
from saraban.signatures.standing import Shelf, Standing
from saraban.signatures.trust import Trust, allowed_session

shims.keep_metadata()
shims.give_appearances()

#: Renewal is due so long before the certificate of the last time stamp expires.
AHEAD = timedelta(days=365)

#: Gives what is found in a file: in the confined process, or for tests of other times in this one.
Judging = Callable[[bytes], Awaitable[tuple[SignatureReport, ...]]]


class NotRenewed(SarabanError):
    """ต่ออายุไม่ได้: the file's proofs do not hold any more, or would not hold after; it stays as it is."""

    status = 409
    slug = "not-renewed"

    def __init__(self) -> None:
        super().__init__(
            _("The proofs in this file do not hold in full, so they cannot be renewed. Nothing was changed.")
        )


@dataclass
class Renewer:
    """ผู้ต่ออายุหลักฐาน: whom the office trusts, who stamps now, and how a file is judged."""

    trust: Trust
    stampers: tuple[str, ...]
    judge: Judging
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    shelf: Shelf = field(default_factory=Shelf)

    def renew(self, content: bytes) -> bytes:
        """ต่ออายุ one file. Raises ``NotRenewed``, ``StamperDown``; then the file is as it was."""
        return finish(self.renewed(content))

    async def renewed(self, content: bytes) -> bytes:
        """The same inside a loop that runs already."""
        await self._must_hold(content)
        reach = replace(self.trust, services=(*self.trust.services, *self.stampers))
        async with allowed_session(reach) as session:
            live = AIOHttpFetcherBackend(session).get_fetchers()
            others = tuple(
                c
                for stamp in PdfFileReader(io.BytesIO(content)).embedded_timestamp_signatures
                for c in stamp.other_embedded_certs
            )
            standing = Standing(self.now, self.shelf, self.trust, live, others)
            stamper = Stampers(self.stampers, session)
            await stamper.choose()
            out = io.BytesIO()
            try:
                await shims.StrongerStamper(stamper).async_update_archival_timestamp_chain(
                    PdfFileReader(io.BytesIO(content)), standing.context(), in_place=False, output=out
                )
            except (SigningError, PathError, ValidationError):
                raise StamperDown from None
            except (PdfError, ValueError):
                raise NotRenewed from None
        made = out.getvalue()
        await self._must_hold(made)
        return made

    async def _must_hold(self, content: bytes) -> None:
        found = await self.judge(content)
        if not found or not all(one.holds and one.level == "B-LTA" for one in found):
            raise NotRenewed


def stamp_end(content: bytes) -> datetime | None:
    """วันหมดอายุของตราประทับเวลาล่าสุด: until when the last time stamp's certificate is valid; None without a stamp."""
    stamps = PdfFileReader(io.BytesIO(content)).embedded_timestamp_signatures
    return stamps[-1].signer_cert.not_valid_after if stamps else None


def due(content: bytes, now: datetime, ahead: timedelta = AHEAD) -> bool:
    """ถึงเวลาต่ออายุหรือยัง: whether the last time stamp's certificate expires within ``ahead`` (or has)."""
    end = stamp_end(content)
    return end is not None and end <= now + ahead
