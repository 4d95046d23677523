"""คำขอซ้ำทำครั้งเดียว (idempotency): the same request sent twice, by a program or by an impatient finger, acts once.

The ledger binds a key to its caller and keeps the digest of what was asked with the answer, in the transaction of the
work itself: either both are there or neither. A verb that takes register locks begins a fresh transaction, so the
ledger is asked before the work and again after it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saraban.core.content import KeptAnswer, KeptAnswers
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, SarabanError
from saraban.core.i18n import _

KEPT = timedelta(days=30)
SHARD_DAYS = 5
KEY = re.compile(r"[\x21-\x7e]{1,200}\Z")


class KeyReused(SarabanError):
    """คีย์ซ้ำกับคำขออื่น: the key came before with something else in the request; nothing was done."""

    slug = "idempotency-key-reused"


@dataclass(frozen=True)
class Answer:
    """คำตอบ to keep: status and body as text; ``replayed`` says that the work was done by an earlier request."""

    status: int
    body: str
    replayed: bool = False


def includeme(config: Any) -> None:
    config.add_section("idempotency", KeptAnswers)


def once(desk: Desk, caller: str, key: str, digest: str, work: Callable[[], Answer]) -> Answer:
    """Do ``work`` once for this caller and key; a repeated request gets the answer of the first.

    Raises ``Invalid`` for a key that is none and ``KeyReused`` when the key came before with another ``digest``. What
    the work raises is not kept: the request may be sent again. Two at the same time: one does it, the other's work is
    dropped and it is given the first one's answer.
    """
    if not KEY.match(key):
        raise Invalid(
            _("An idempotency key has 1 to 200 visible ASCII characters, such as a UUID."),
            field="Idempotency-Key",
            slug="bad-idempotency-key",
        )
    place = _place(caller, key)
    known = _known(desk, place, digest)
    if known is not None:
        return known
    try:
        answer = work()
    except SarabanError:
        known = _known(desk, place, digest)  # it may be refused just because the first one has been done meanwhile
        if known is None:
            raise
    else:
        known = _known(desk, place, digest)
        if known is None:
            _keep(desk, place, digest, answer)
            return answer
    desk.tm.abort()
    desk.tm.begin()
    return known


def digest_of(parts: Iterable[Any]) -> str:
    """The digest of what is asked: plain values (text, numbers, lists, mappings), written in one way."""
    text = json.dumps(list(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _place(caller: str, key: str) -> bytes:
    return hashlib.sha256(f"{caller}\n{key}".encode()).digest()


def _shard(at: datetime) -> int:
    return at.toordinal() // SHARD_DAYS


def _answers(root: Any) -> KeptAnswers:
    answers: KeptAnswers = root["idempotency"]
    return answers


def _known(desk: Desk, place: bytes, digest: str) -> Answer | None:
    now = desk.clock.now()
    for _n, shard in reversed(list(_answers(desk.root).shards.items(min=_shard(now - KEPT)))):
        found = shard.get(place)
        if found is not None and now - found.at <= KEPT:
            if found.digest != digest:
                raise KeyReused(
                    _("This key came before with another request. Nothing was done; use a new key for a new request."),
                    field="Idempotency-Key",
                )
            return Answer(found.status, found.body, replayed=True)
    return None


def _keep(desk: Desk, place: bytes, digest: str, answer: Answer) -> None:
    now = desk.clock.now()
    answers = _answers(desk.root)
    first = _shard(now - KEPT)
    for old in list(answers.shards.keys(max=first, excludemax=True)):
        del answers.shards[old]
    answers.shard(_shard(now))[place] = KeptAnswer(digest, answer.status, answer.body, now)
