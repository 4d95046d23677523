"""การเดินทางข้ามเวลา (time travel, for tests): one authority from 2026 to 2046, and a letter judged in any year of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl
from freezegun import freeze_time
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from saraban.signatures.judging import Judge
from saraban.signatures.long_term import Archived
from saraban.signatures.loops import finish
from saraban.signatures.renewing import Renewer
from saraban.signatures.reports import SignatureReport, State
from saraban.signatures.standing import Shelf, Standing
from saraban.signatures.trust import Trust, allowed_session
from tests.common.authority import Authority
from tests.common.signed_letters import room_of, signed_by, trust_in

SIGNED = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def year(number: int, month: int = 11, day: int = 22) -> datetime:
    """A day of another year."""
    return datetime(number, month, day, 10, 0, tzinfo=UTC)


#: An office that moves to another root: the first ends in 2040, the second is there since 2032.
ENDS_EARLY, MOVED = {"root_years": 14}, year(2032)
#: What the archive had of the first root's authorities before they were silent: of the signers' (its certificates end
#: in 2028), the stampers' and the root itself.
TAKEN = {"ca": year(2028, 10), "tsa1-ca": year(2036, 10), "root": year(2036, 10)}


@contextmanager
def on(day: datetime) -> Iterator[None]:
    """The clock of this process stands at a day; waiting and networks go on."""
    with freeze_time(day, real_asyncio=True):
        yield


def sign(authority: Authority, day: datetime = SIGNED, label: str = "director", **options: Any) -> bytes:
    """A letter signed on a day."""
    with on(day):
        return signed_by(room_of(authority), label, **options).content


async def judged(
    authority: Authority | Trust,
    content: bytes,
    archived: tuple[Archived, ...] = (),
    sunset: datetime | None = None,
) -> tuple[SignatureReport, ...]:
    """What is found in a letter now, in this process, whose clock we hold; by an authority's root, or a whole trust."""
    trust = replace(_trust(authority), sunset=sunset)
    async with allowed_session(trust) as session:
        live = AIOHttpFetcherBackend(session).get_fetchers()
        standing = Standing(lambda: datetime.now(UTC), Shelf(), trust, live)
        return tuple((await Judge(standing, _keeping(archived), datetime.now(UTC)).judge(content))["signatures"])


def _keeping(archived: tuple[Archived, ...]) -> Any:
    """An archive that has these lists and no other."""
    known = [(crl.CertificateList.load(one.content).issuer, one) for one in archived]
    return lambda certificate: [one for issuer, one in known if issuer == certificate.issuer]


def _trust(given: Authority | Trust) -> Trust:
    return given if isinstance(given, Trust) else trust_in(given)


def judge(
    authority: Authority | Trust,
    content: bytes,
    day: datetime,
    archived: tuple[Archived, ...] = (),
    sunset: datetime | None = None,
) -> SignatureReport:
    """What is found on a day in a letter of one signature, where SHA-256 is accepted until ``sunset``."""
    with on(day):
        (one,) = finish(judged(authority, content, archived, sunset))
        return one


def renew(
    authority: Authority,
    content: bytes,
    day: datetime,
    stamper: str,
    *,
    blindly: bool = False,
    archived: tuple[Archived, ...] = (),
    trust: Trust | None = None,
) -> bytes:
    """Renew on a day by an authority's stamper, which ``trust`` may know beside others.

    ``blindly`` as the library does it, without looking whether there is anything to renew.
    """

    async def look(content: bytes) -> tuple[SignatureReport, ...]:
        found = await judged(trust or authority, content, archived)
        return tuple(replace(one, state=State.VALID, level="B-LTA") for one in found) if blindly else found

    with on(day):
        return Renewer(trust or trust_in(authority), (authority.stamper(stamper),), look).renew(content)


def list_of(authority: Authority, label: str, day: datetime) -> Archived:
    """A list of revoked certificates that the archive took in on a day."""
    return Archived(authority.revocation_list(label, day).dump(), day)


def place_of(factory: Any, name: str) -> Path:
    """A directory for an authority."""
    return Path(factory.mktemp(name))
