"""การเทียบดัชนีกับคลัง (comparing): the index against the store, at once for a check, or a part at a time every night.

What differs at night is put down for the index again, so it is right a moment later; the health page tells of it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from ZODB.POSException import ConflictError, StorageError

from saraban.core.clock import BANGKOK
from saraban.core.desk import Desk
from saraban.core.failures import log_failure
from saraban.search import outbox
from saraban.search.analysis import digest_of
from saraban.search.interfaces import ISearchEngine

MISSING, LEFT_OVER, OUT_OF_DATE, BROKEN = "missing", "left-over", "out-of-date", "broken"
#: Documents looked at before other work is let in.
PART = 500
#: The hours of the night, and when a day without a comparison is one too many.
NIGHT = range(1, 5)
RESTED, OVERDUE = timedelta(hours=20), timedelta(hours=48)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Difference:
    """ข้อแตกต่างระหว่างดัชนีกับคลัง: a key and what is wrong: ``missing``, ``left-over``, ``out-of-date``, ``broken``."""

    key: str
    problem: str


def differences(desk: Desk, registry: Any, only: Collection[str] | None = None) -> Iterator[Difference]:
    """Compare the index with the store (ตรวจดัชนี), leaving out what waits in the outbox: that is known to differ."""
    kinds = registry.searchables
    waits = outbox.pending(desk.root)
    digests = registry.getUtility(ISearchEngine).digests()
    indexed = {key: digest for key, digest in digests if key not in waits and (only is None or key in only)}
    for key in kinds.keys_in(desk.root) if only is None else list(only):
        if key not in waits:
            problem = _problem(desk.root, kinds, key, indexed.pop(key, None))
            if problem:
                yield Difference(key, problem)
    for key in indexed:
        yield Difference(key, LEFT_OVER)


def _problem(root: Any, kinds: Any, key: str, held: str | None) -> str:
    try:
        doc = kinds.resolve(root, key)
    except (ConflictError, StorageError):
        raise
    except Exception as error:  # noqa: BLE001 - a check reports what is broken and goes on
        log_failure(log, f"no search document can be made of {key}", error)
        return BROKEN
    if doc is None:
        return "" if held is None else LEFT_OVER
    if held is None:
        return MISSING
    return "" if held == digest_of(doc) else OUT_OF_DATE


def check(desk: Desk, registry: Any) -> list[str]:
    """The problems of the index, one line each, for ``saraban check``; empty when it agrees with the store."""
    if not registry.getUtility(ISearchEngine).is_ready():
        return ["index: there is none that fits the analyser; run saraban reindex"]
    return [f"index: {difference.key} is {difference.problem}" for difference in differences(desk, registry)]


@dataclass
class Comparison:
    """การเทียบประจำคืน: goes through index and store a part at a time, then looks at what seemed to differ once more."""

    keys: Iterator[str]
    indexed: dict[str, str]
    suspects: set[str] = field(default_factory=set)

    @classmethod
    def begun(cls, desk: Desk, registry: Any) -> Comparison:
        """A comparison with everything before it."""
        keys = list(registry.searchables.keys_in(desk.root))
        return cls(iter(keys), dict(registry.getUtility(ISearchEngine).digests()))

    def go_on(self, desk: Desk, registry: Any, count: int = PART) -> bool:
        """Compare the next documents; false when there are none left."""
        part = list(islice(self.keys, count))
        for key in part:
            if _problem(desk.root, registry.searchables, key, self.indexed.pop(key, None)):
                self.suspects.add(key)
        desk.root._p_jar.cacheGC()
        return bool(part)

    def put_right(self, desk: Desk, registry: Any) -> list[Difference]:
        """Put down for the index what differs still: much may have changed since the comparison began; commits."""
        suspects = {*self.suspects, *self.indexed}
        found = list(differences(desk, registry, suspects)) if suspects else []
        for difference in found:
            outbox.enqueue(desk.root, difference.key)
        if found:
            log.warning("the index differed from the store in %s documents; they are indexed again", len(found))
            desk.tm.commit()
            desk.tm.begin()
        return found


@dataclass(frozen=True)
class Compared:
    """ผลการเทียบครั้งล่าสุด: when, over how many documents, and how many differed."""

    at: datetime
    documents: int
    differences: int


def last_compared(path: Path) -> Compared | None:
    """What was put down of the last comparison, if there was one."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Compared(datetime.fromisoformat(said["at"]), int(said["documents"]), int(said["differences"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def put_down(path: Path, compared: Compared) -> None:
    """Put down what a comparison found, for the health page; whole or not at all."""
    fresh = path.with_suffix(".new")
    said = {"at": compared.at.isoformat(), "documents": compared.documents, "differences": compared.differences}
    fresh.write_text(json.dumps(said), encoding="utf-8")
    fresh.replace(path)


def is_due(last: Compared | None, now: datetime) -> bool:
    """Is it time to compare? At night, once; by day only where nights were missed."""
    if last is None or now - last.at > OVERDUE:
        return True
    return now - last.at > RESTED and now.astimezone(BANGKOK).hour in NIGHT
