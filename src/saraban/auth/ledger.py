"""บันทึกการเข้าใช้งาน (the ledger of signing in): leaves of the security chains of the audit trail.

Sixteen chains share the load of a morning's sign-ins; a person's records always stand in the same one.
"""

from __future__ import annotations

import hashlib

from saraban.audit.service import SECURITY, record
from saraban.core.desk import Desk

SHARDS = 16


def chain_of(person: str) -> str:
    """The security chain that holds what happens to this person's account; strangers share one."""
    if not person:
        return SECURITY
    return f"{SECURITY}-{int(hashlib.sha256(person.encode()).hexdigest(), 16) % SHARDS:x}"


def note(desk: Desk, event: str, person: str, **about: str | int) -> None:
    """Record in the desk's transaction. Never what was typed as a name: it may be a password in the wrong field."""
    record(desk, chain_of(person), event, person=person, about=about)
