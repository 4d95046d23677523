"""การล็อกหลังลองผิด (locks after failed tries): in steps, the same for a name that nobody has."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta
from typing import Any

from saraban.auth.apart import apart
from saraban.auth.content import Account, Accounts, Attempts
from saraban.auth.errors import TooManyAttempts
from saraban.auth.ledger import note
from saraban.core.desk import Desk
from saraban.core.i18n import _

FREE = 5
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)
FORGOTTEN = timedelta(hours=24)
#: Names that nobody has are counted in this many boxes, so that guessing names does not fill the store.
BUCKETS = 4096


def accounts_of(root: Any) -> Accounts:
    """บัญชีผู้ใช้ of this store."""
    return root["auth"]


def account_of(root: Any, person: str) -> Account | None:
    """The account of a person, or None."""
    found: Account | None = accounts_of(root).accounts.get(person)
    return found


def lock_for(count: int) -> timedelta:
    """How long the ``count``-th failed try in a row locks: not up to the fourth, then a minute, doubling to an hour."""
    if count < FREE:
        return timedelta(0)
    return min(FIRST_LOCK * 2 ** min(count - FREE, 10), LONGEST_LOCK)


def refuse_locked(desk: Desk, name: str) -> None:
    """Raise ``TooManyAttempts`` while the name is locked; whatever is typed meanwhile is not looked at."""
    tries = _attempts(desk.root, name)
    now = desk.clock.now()
    if tries is not None and tries.locked_until is not None and now < tries.locked_until:
        raise _locked(tries.locked_until - now)


def failed(desk: Desk, name: str, event: str, **about: str | int) -> None:
    """Count a failed try and put it on record, committed before this returns.

    Raises ``TooManyAttempts`` when this try locks the name; the caller raises its own refusal otherwise.
    """

    def count(own: Desk) -> timedelta:
        now = own.clock.now()
        tries = _attempts(own.root, name) or _box(own.root, name)
        stale = tries.last is not None and now - tries.last > FORGOTTEN
        tries.count = 1 if stale else tries.count + 1
        tries.last = now
        lock = lock_for(tries.count)
        tries.locked_until = now + lock if lock else None
        person = name if name in accounts_of(own.root).accounts else ""
        note(own, event, person, failures=tries.count, **about)
        if lock:
            note(own, "account-locked", person, seconds=int(lock.total_seconds()))
        return lock

    lock = apart(desk, count)
    if lock:
        raise _locked(lock)


def succeeded(account: Account) -> None:
    """Forget the failed tries."""
    if account.attempts.count:
        account.attempts.count = 0
        account.attempts.locked_until = None


def locked_until(root: Any, person: str) -> datetime | None:
    """Until when this account was last locked, for its administrator."""
    account = account_of(root, person)
    return account.attempts.locked_until if account else None


def _attempts(root: Any, name: str) -> Attempts | None:
    account = account_of(root, name)
    found: Attempts | None = account.attempts if account else accounts_of(root).strangers.get(_bucket(root, name))
    return found


def _box(root: Any, name: str) -> Attempts:
    made = accounts_of(root).strangers[_bucket(root, name)] = Attempts()
    return made


def _bucket(root: Any, name: str) -> int:
    digest = hashlib.sha256(f"{root.info.store_id}\n{name}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:4], "big") % BUCKETS


def _locked(left: timedelta) -> TooManyAttempts:
    seconds = math.ceil(left.total_seconds())
    return TooManyAttempts(
        _("Too many failed tries. Nobody can sign in with this name for ${minutes} minutes; after that, try again.",
          mapping={"minutes": math.ceil(seconds / 60)}), seconds)  # fmt: skip
