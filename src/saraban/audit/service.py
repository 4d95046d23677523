"""งานบันทึกการตรวจสอบ (what can be done with the audit chains): record, read, verify, and record before a refusal.

A leaf is appended in the transaction that does the thing, and it holds ids and digests, never subjects or names.
The chains use real time, in a demonstration store too.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import transaction
from ZODB.POSException import ConflictError

from saraban.audit.content import GENESIS, AuditTrail, Chain, Leaf
from saraban.core.clock import Clock
from saraban.core.desk import Desk
from saraban.core.problems import Problem
from saraban.core.store import APP_ROOT

#: The chain of what concerns no unit: sign-in, accounts, the store itself.
SECURITY = "_security"

_WORD = re.compile(r"[\x21-\x7e]{0,200}\Z")
_TRIES = 20


@dataclass(frozen=True)
class Record:
    """รายการบันทึก as read back."""

    unit: str
    n: int
    at: datetime
    event: str
    person: str
    post: str
    about: dict[str, str | int]
    digest: str


def chain_key(unit: str) -> str:
    """The lock of a unit's chain: hold it beside a register's lock where writers in one unit would meet often."""
    return f"audit|{unit}"


def record(
    desk: Desk, unit: str, event: str, *, person: str, post: str = "", about: Mapping[str, str | int] | None = None
) -> int:
    """บันทึกเหตุการณ์ in the chain of ``unit``, in the caller's transaction; gives the leaf's number.

    ``about`` takes whole numbers and words of visible ASCII without spaces (ids, codes, digests, dates): anything
    else raises ``ValueError``, so that no subject and no name gets into a chain.
    """
    return append(desk.root, desk.clock.now(), unit, event, person=person, post=post, about=about)


def append(
    root: Any,
    at: datetime,
    unit: str,
    event: str,
    *,
    person: str,
    post: str = "",
    about: Mapping[str, str | int] | None = None,
) -> int:
    """The same where there is a tree but no desk; ``at`` is real time."""
    ids = _ids_only(about or {})
    trail = trail_of(root)
    chain = trail.chains.get(unit)
    if chain is None:
        chain = trail.chains[unit] = Chain(unit)
    head = chain.head
    n = int(head.count) + 1
    leaf = Leaf(
        canonical(
            {
                "about": ids,
                "at": at.isoformat(),
                "event": event,
                "n": n,
                "person": person,
                "post": post,
                "prev": head.digest,
                "salt": secrets.token_hex(16),
                "unit": unit,
            }
        )
    )
    chain.leaves[n] = leaf
    head.count = n
    head.digest = leaf.digest
    return n


def security_event(
    database: Any,
    clock: Clock,
    event: str,
    *,
    person: str,
    post: str = "",
    unit: str = SECURITY,
    about: Mapping[str, str | int] | None = None,
) -> None:
    """บันทึกเหตุการณ์ด้านความปลอดภัย in a transaction of its own, committed when this returns.

    For what must stay on record although the request is refused and rolled back: failed sign-ins, spent one-time
    passwords, refused reads. Opens its own connection; nothing of the caller's transaction is touched.
    """
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    try:
        for left in range(_TRIES, -1, -1):
            tm.begin()
            try:
                append(connection.root()[APP_ROOT], clock.now(), unit, event, person=person, post=post, about=about)
                tm.commit()
            except BaseException as error:
                tm.abort()
                if not left or not isinstance(error, ConflictError):
                    raise
                time.sleep(secrets.randbelow(5 * (_TRIES - left) + 5) / 1000)
            else:
                return
    finally:
        connection.close()


def trail_of(root: Any) -> AuditTrail:
    """บันทึกการตรวจสอบ of this store."""
    trail: AuditTrail = root["audit"]
    return trail


def heads(root: Any) -> dict[str, tuple[int, str]]:
    """Give the head of every chain: unit code -> (number of leaves, digest of the last)."""
    return {unit: (int(c.head.count), str(c.head.digest)) for unit, c in trail_of(root).chains.items()}


def records(root: Any, unit: str, first: int = 1, last: int | None = None) -> Iterator[Record]:
    """Read a unit's chain in order (the caller asks the gate for ``audit:read``)."""
    chain = trail_of(root).chains.get(unit)
    if chain is None:
        return
    for n, leaf in chain.leaves.items(min=first, max=last):
        data = json.loads(leaf.body)
        yield Record(
            unit,
            n,
            datetime.fromisoformat(data["at"]),
            data["event"],
            data["person"],
            data["post"],
            data["about"],
            leaf.digest,
        )
        _let_go(leaf)


def verify(root: Any) -> list[Problem]:
    """ตรวจสอบสายบันทึก: every leaf of every chain against the one before it and against the head."""
    found: list[Problem] = []
    for chain in trail_of(root).chains.values():
        found += _verify_chain(chain)
    return found


def verify_unit(root: Any, unit: str, most: int | None = None) -> list[Problem]:
    """ตรวจสอบสายบันทึกของหน่วยงาน: the same for one chain; with ``most`` its newest leaves only, down from the head."""
    chain = trail_of(root).chains.get(unit)
    if chain is None:
        return []
    return _verify_chain(chain, 1 if most is None else max(1, int(chain.head.count) - most + 1))


def canonical(data: Mapping[str, Any]) -> str:
    """One way of writing a record as JSON: keys sorted, no spaces, text as itself."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _verify_chain(chain: Chain, first: int = 1) -> list[Problem]:
    where = f"audit/{chain.unit}"
    found: list[Problem] = []
    ahead = chain.leaves.get(first - 1)
    if ahead is None and first > 1:
        found.append(Problem(where, "audit-gap", f"leaf {first - 1} is missing"))
    before, expected = GENESIS if ahead is None else ahead.digest, first
    for n, leaf in chain.leaves.items(min=first):
        if n != expected:
            found.append(Problem(where, "audit-gap", f"leaf {expected} is missing; the next one is {n}"))
        found += _verify_leaf(where, chain.unit, n, leaf, before)
        before, expected = leaf.digest, n + 1
        _let_go(leaf)
    if (chain.head.count, chain.head.digest) != (expected - 1, before):
        found.append(Problem(where, "audit-head", f"the head says {chain.head.count} leaves, {expected - 1} are there"))
    return found


def _verify_leaf(where: str, unit: str, n: int, leaf: Leaf, before: str) -> list[Problem]:
    try:
        data = json.loads(leaf.body)
    except ValueError:
        return [Problem(where, "audit-unreadable", f"leaf {n} cannot be read")]
    if data.get("prev") != before:
        return [Problem(where, "audit-broken", f"leaf {n} does not follow from the one before it")]
    if data.get("n") != n or data.get("unit") != unit or canonical(data) != leaf.body:
        return [Problem(where, "audit-misplaced", f"leaf {n} is not what its place says")]
    return []


def _ids_only(about: Mapping[str, str | int]) -> dict[str, str | int]:
    for name, value in about.items():
        if not isinstance(value, int) and not (isinstance(value, str) and _WORD.match(value)):
            msg = f"an audit leaf holds ids, numbers and digests; {name!r} is none of these"
            raise ValueError(msg)
    return dict(about)


def _let_go(leaf: Leaf) -> None:
    if leaf._p_jar is not None:  # keeps memory flat over millions of leaves
        leaf._p_deactivate()
