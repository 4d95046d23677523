"""การประทับเวลา (time stamps): which of the office's services stamps, the next one where the first does not answer."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
from asn1crypto import tsp
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from saraban.signatures.errors import StamperDown

SECONDS = 10
DIGEST = "sha256"


class Stampers(TimeStamper):
    """ผู้ประทับเวลาของสำนักงาน: one of several addresses, chosen for a whole signing so that all its stamps agree."""

    def __init__(self, addresses: Sequence[str], session: aiohttp.ClientSession) -> None:
        super().__init__()
        self.chosen: HTTPTimeStamper | None = None
        self.waiting = [HTTPTimeStamper(address, timeout=SECONDS, session=session) for address in addresses]

    async def choose(self) -> None:
        """Take the first that stamps. Raises ``StamperDown``."""
        for stamper in self.waiting:
            self.chosen = stamper
            try:
                await self.async_dummy_response(DIGEST)
            except (TimestampRequestError, aiohttp.ClientError, TimeoutError, OSError, ValueError):
                continue
            return
        raise StamperDown

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the chosen service. Raises ``StamperDown``."""
        if self.chosen is None:
            await self.choose()
        assert self.chosen is not None
        return await self.chosen.async_request_tsa_response(req)
