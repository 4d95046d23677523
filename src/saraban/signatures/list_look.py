"""การดูคลังบัญชีเพิกถอน (looking at the archived lists): which authority gave which, since when one has been silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.signatures.content import RevocationList
from saraban.signatures.list_archive import proof_of
from saraban.signatures.list_places import lists_of

#: So many of an address are shown; all of them are taken out by ``saraban lists --export``.
SHOWN = 20
#: A part of the name of an authority as it is kept, such as ``Organization: สำนักงาน``.
PART = re.compile(r"(?:^|, )([A-Z][A-Za-z ]*): (.*?)(?=, [A-Z][A-Za-z ]*: |$)")


@dataclass(frozen=True)
class Given:
    """บัญชีหนึ่งฉบับ: its digest, of when it is and until when, when it was taken, and whether a seal covers that."""

    sha256: str
    issued: datetime
    until: datetime
    taken: datetime
    size: int
    is_sealed: bool


@dataclass(frozen=True)
class Source:
    """ผู้ให้บัญชี: an authority with an address, the newest lists first, and since when and why there was none."""

    issuer: str
    address: str
    lists: tuple[Given, ...]
    count: int
    silent_since: datetime | None = None
    why: str = ""

    @property
    def title(self) -> str:
        """ชื่อผู้ให้บัญชี and its organization, without what each part is called; its address where it gave none."""
        parts = dict(PART.findall(self.issuer))
        named = [parts[name] for name in ("Common Name", "Organization") if name in parts]
        return " · ".join(named) or self.issuer or self.address


def sources(root: Any) -> list[Source]:
    """ผู้ให้บัญชีทั้งหมด, those that never gave one too; the silent ones first."""
    lists, found = lists_of(root), []
    silent = dict(lists.failed.items())
    for place, keys in groupby(lists.order.keys(), key=lambda key: key[:2]):
        given = [lists.kept[lists.order[key]] for key in keys if lists.order[key] in lists.kept]
        since, why = silent.pop(place, (None, ""))
        newest = tuple(_given(root, one) for one in islice(reversed(given), SHOWN))
        found.append(Source(given[-1].issuer if given else "", place[1], newest, len(given), since, why))
    found += [Source("", address, (), 0, since, why) for (_key, address), (since, why) in silent.items()]
    return sorted(found, key=lambda one: one.silent_since is None)


def list_by_digest(root: Any, digest: str) -> RevocationList:
    """บัญชีตามลายพิมพ์ดิจิทัล; raises ``Missing``."""
    found: RevocationList | None = lists_of(root).kept.get(digest)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def _given(root: Any, one: RevocationList) -> Given:
    sealed = proof_of(root, one) is not None
    return Given(one.file.sha256, one.issued, one.until, one.taken_at, one.file.size, sealed)
