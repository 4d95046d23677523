"""แยกรายการ (apart): what must stay on record although the request is refused, in a transaction of its own.

Raising a refusal rolls the request back; a failed try that rolled back with it would never count.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

import transaction
from transaction.interfaces import NoTransaction
from ZODB.POSException import ConflictError

from saraban.core.desk import Desk
from saraban.core.store import APP_ROOT

Outcome = TypeVar("Outcome")
_TRIES = 20


def apart(desk: Desk, work: Callable[[Desk], Outcome]) -> Outcome:
    """Do ``work`` on a desk of its own connection and commit it before this returns; conflicts are tried again.

    Nothing of the caller's transaction is touched, and nothing persistent may be handed from one to the other.
    """
    tm = transaction.TransactionManager(explicit=True)
    connection = desk.root._p_jar.db().open(transaction_manager=tm)
    try:
        for left in range(_TRIES, -1, -1):
            tm.begin()
            try:
                outcome = work(replace(desk, root=connection.root()[APP_ROOT], tm=tm))
                tm.commit()
            except ConflictError:
                tm.abort()
                if not left:
                    raise
                time.sleep(secrets.randbelow(5 * (_TRIES - left) + 5) / 1000)
            else:
                return outcome
        raise AssertionError  # pragma: no cover - the loop returns or raises
    finally:
        with suppress(NoTransaction):  # committed
            tm.abort()
        connection.close()


def rehearse(desk: Desk, work: Callable[[Desk], Outcome]) -> Outcome:
    """ซ้อม: do ``work`` on a desk of its own and drop what it wrote; what it refuses is raised."""
    tm = transaction.TransactionManager(explicit=True)
    connection = desk.root._p_jar.db().open(transaction_manager=tm)
    try:
        tm.begin()
        return work(replace(desk, root=connection.root()[APP_ROOT], tm=tm))
    finally:
        tm.abort()
        connection.close()
