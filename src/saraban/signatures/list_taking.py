"""การรับบัญชีเพิกถอน (taking revocation lists): the worker asks each authority of the office for its list, day by day.

What is new is kept as it came and named in the chain of lists, which the seals of each minute cover. What could not be
had, or is not the authority's, is put down, told on the page of health, and asked for again.
"""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.health import Health
from saraban.core.i18n import _
from saraban.files.service import keep
from saraban.files.types import FileType
from saraban.signatures.content import RevocationList, RevocationLists
from saraban.signatures.list_archive import CHAIN, TAKEN, content_of, instant, newest_of
from saraban.signatures.list_places import Place, known_certificates, lists_of, places_of
from saraban.signatures.lists import MOST_BYTES, ListRefused, ReadList, read_again, read_list
from saraban.signatures.loops import finish
from saraban.signatures.trust import Trust, allowed_session

#: What was not had is asked for again after so long; and where an authority has been silent for long, it is gone.
AGAIN, AGAIN_GONE, GONE = timedelta(hours=1), timedelta(days=7), timedelta(days=30)
#: So long nobody need look: an authority may be away over a week-end.
LATE = timedelta(days=3)
#: So long before the end of an authority, or of a certificate of it, its list is asked for each day, whatever is set.
NEAR, DAY = timedelta(days=7), timedelta(days=1)
LIST = FileType("application/pkix-crl", (".crl",))
SYSTEM = "system"

Fetch = Callable[[Trust, str], Awaitable[bytes]]


async def fetch_list(trust: Trust, address: str) -> bytes:
    """ขอบัญชีจากที่อยู่, no more than ``MOST_BYTES`` and a byte; raises ``ListRefused`` for silence.

    An address that the settings do not name is silent too.
    """
    content = b""
    try:
        async with allowed_session(trust) as session, session.get(address) as answer:
            answer.raise_for_status()
            while len(content) <= MOST_BYTES and (part := await answer.content.readany()):
                content += part
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        raise ListRefused("silent") from None
    return content[: MOST_BYTES + 1]


@dataclass
class Taker:
    """ผู้รับบัญชีเพิกถอน: whom the office trusts, how often, and by which way."""

    trust: Trust
    every: timedelta = DAY
    fetch: Fetch = fetch_list

    def take_next(self, desk: Desk) -> bool:
        """รับบัญชีฉบับถัดไปที่ถึงกำหนด; whether there was one. Commits. Nothing is held while the network is asked."""
        now = desk.clock.now()
        places = self.look(desk)
        lists = lists_of(desk.root)
        due = next((one for one in places if _is_due(lists, one, now, self.every)), None)
        if due is None:
            _forget_ended(desk, lists, {one.key for one in places if one.authority.not_valid_after > now})
            return False
        self.take(desk, due)
        return True

    def look(self, desk: Desk) -> list[Place]:
        """ผู้ออกใบรับรองที่ต้องขอบัญชี and their addresses, as known now."""
        return finish(places_of(known_certificates(desk.root, self.trust), self.trust))

    def take(self, desk: Desk, place: Place) -> str:
        """รับบัญชีจากที่อยู่หนึ่ง; gives why there was none, else nothing. Commits."""
        now = desk.clock.now()
        newest = _as_read(newest_of(desk.root, *place.key))
        desk.tm.abort()
        try:
            read: ReadList | None = read_list(finish(self._asked(place)), place.authority, now, newest)
            why = ""
        except ListRefused as error:
            read, why = None, error.why
        desk.tm.begin()
        lists = lists_of(desk.root)
        lists.asked[place.key] = now
        if read is None:
            since, _before = lists.failed.get(place.key, (now, ""))
            lists.failed[place.key] = (since, why)
        else:
            lists.failed.pop(place.key, None)
            _keep(desk, lists, place, read, now)
        desk.tm.commit()
        desk.tm.begin()
        return why

    async def _asked(self, place: Place) -> bytes:
        return await self.fetch(self.trust, place.address)

    def take_all(self, desk: Desk, unless_within: timedelta = timedelta(0)) -> int:
        """รับบัญชีทั้งหมดเดี๋ยวนี้, but those asked for ``unless_within``; gives how many could not be had. Commits."""
        now, lists = desk.clock.now(), lists_of(desk.root)
        wanted = [
            one
            for one in self.look(desk)
            if one.authority.not_valid_after > now
            and (one.key not in lists.asked or lists.asked[one.key] + unless_within <= now)
        ]
        return sum(bool(self.take(desk, one)) for one in wanted)

    def before_renewal(self, desk: Desk) -> None:
        """รับบัญชีก่อนต่ออายุหลักฐาน: what the authorities say on that day, once an hour where many are renewed."""
        self.take_all(desk, AGAIN)


def _forget_ended(desk: Desk, lists: RevocationLists, asked: set[tuple[str, str]]) -> None:
    """Of an authority that has ended, or is not the office's any more, nobody waits for a list."""
    ended = [key for key in lists.failed if key not in asked]
    for key in ended:
        del lists.failed[key]
    if ended:
        desk.tm.commit()
        desk.tm.begin()


def _keep(desk: Desk, lists: RevocationLists, place: Place, read: ReadList, now: datetime) -> None:
    """The list, unless it is the one that was taken last; known from another address, it is found from here too."""
    newest = newest_of(desk.root, *place.key)
    if newest is not None and newest.file.sha256 == read.sha256:
        return
    authority, address = place.key
    if read.sha256 not in lists.kept:
        file = keep(desk, io.BytesIO(read.content), f"{read.sha256[:16]}.crl", max_bytes=MOST_BYTES, kind=LIST)
        about = {"sha256": read.sha256, "authority": authority, "issued": instant(read.issued)}
        leaf = audit.append(desk.root, now, CHAIN, TAKEN, person=SYSTEM, about=about)
        facts: dict[str, Any] = {
            "issuer": place.authority.subject.human_friendly, "issued": read.issued, "until": read.until,
            "number": read.number, "taken_at": now,
        }  # fmt: skip
        lists.kept[read.sha256] = RevocationList(authority, address, file, facts, leaf)
    lists.order[authority, address, instant(now)] = read.sha256


def _as_read(record: RevocationList | None) -> ReadList | None:
    """The newest list; none where it cannot be read any more, which the check of the store tells."""
    try:
        return None if record is None else read_again(content_of(record))
    except ListRefused:
        return None


def _is_due(lists: RevocationLists, place: Place, now: datetime, every: timedelta) -> bool:
    """Whether a list is to be asked for: never of an authority that has ended, and daily before anything of it ends."""
    if place.authority.not_valid_after <= now:
        return False
    asked, (since, why) = lists.asked.get(place.key), lists.failed.get(place.key, (now, ""))
    if asked is None:
        return True
    if why:
        return now >= asked + (AGAIN_GONE if now - since > GONE else AGAIN)
    if any(now < end <= now + NEAR for end in (*place.ends, place.authority.not_valid_after)):
        every = min(every, DAY)
    return now >= asked + every


def health(_registry: Any, root: Any) -> Health:
    """สุขภาพของคลังบัญชีเพิกถอน: advice where a list could not be had; not well after three days, gone after thirty."""
    lists, now = lists_of(root), datetime.now(UTC)
    silent = [now - since for since, _why in lists.failed.values()]
    late = sum(LATE < one <= GONE for one in silent)
    message = _("The lists of revoked certificates are archived.")
    if late:
        message = _(
            "An authority has given no list of revoked certificates for days. Look at its address and the way out."
        )
    elif silent:
        message = _("An authority gives no list of revoked certificates now; what is archived takes its place.")
    return Health(well=not late, message=message, figures={"kept": len(lists.kept), "silent": len(silent)})
