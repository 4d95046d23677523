"""การประทับรับรองสายบันทึก (sealing): one signed tree head over the heads of all chains, once a minute by the worker.

A seal proves later that no chain was cut or rewritten: each head it names must still be a leaf of its chain.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from saraban.audit.content import GENESIS, AuditTrail, Seal
from saraban.audit.merkle import root_hash
from saraban.audit.service import canonical, heads, trail_of
from saraban.core.problems import Problem

Heads = dict[str, tuple[int, str]]


def seal(root: Any, key: Ed25519PrivateKey, now: datetime) -> Seal | None:
    """ประทับรับรอง: sign the tree over all heads and keep it; gives None when nothing moved since the last seal.

    ``now`` is real time. The caller commits; a conflict means that a chain grew meanwhile: try again.
    """
    trail = trail_of(root)
    before, last = sealed_heads(trail), _last(trail)
    present = heads(root)
    changed = tuple((unit, *head) for unit, head in sorted(present.items()) if before.get(unit) != head)
    if last is not None and not changed:
        return None
    number = (trail.seals.maxKey() if last else 0) + 1
    body = canonical(
        {
            "at": now.isoformat(),
            "chains": len(present),
            "n": number,
            "prev": _digest(last),
            "root": tree_root(present),
        }
    )
    made = Seal(body, key.sign(body.encode()), key.public_key().public_bytes_raw(), changed)
    trail.seals[number] = made
    trail.sealed.update({unit: (count, digest) for unit, count, digest in changed})
    return made


def tree_root(present: Heads) -> str:
    """The Merkle root over heads in the order of their units, in hex."""
    return root_hash(
        [canonical({"count": c, "digest": d, "unit": u}).encode() for u, (c, d) in sorted(present.items())]
    ).hex()


def sealed_heads(trail: AuditTrail) -> Heads:
    """The heads as the last seal saw them."""
    return dict(trail.sealed.items())


def verify_seals(root: Any, public_key: bytes | None = None) -> list[Problem]:
    """ตรวจสอบการประทับรับรอง: signatures, order and trees of all seals, and that every sealed head is still in its chain.

    With ``public_key`` only seals of that key count; without it each is checked by the key it carries.
    """
    trail = trail_of(root)
    found: list[Problem] = []
    known: Heads = {}
    before, expected = None, 1
    for number, made in trail.seals.items():
        where = f"seal/{number}"
        known.update({unit: (count, digest) for unit, count, digest in made.changed})
        found += _verify_seal(where, made, number, known, before=before, public_key=public_key)
        if number != expected:
            found.append(Problem(where, "seal-gap", f"seal {expected} is missing"))
        found += [p for head in made.changed for p in _verify_head(where, trail, *head)]
        before, expected = made, number + 1
    return found


def _verify_seal(
    where: str, made: Seal, number: int, known: Heads, *, before: Seal | None, public_key: bytes | None
) -> list[Problem]:
    if public_key is not None and made.public_key != public_key:
        return [Problem(where, "seal-key", "it was made with another key")]
    try:
        Ed25519PublicKey.from_public_bytes(made.public_key).verify(made.signature, made.body.encode())
    except (InvalidSignature, ValueError):
        return [Problem(where, "seal-signature", "its signature is not valid")]
    data = json.loads(made.body)
    if data["n"] != number or data["prev"] != _digest(before):
        return [Problem(where, "seal-order", "it does not follow from the seal before it")]
    if data["root"] != tree_root(known) or data["chains"] != len(known):
        return [Problem(where, "seal-tree", "its tree is not that of the heads it names")]
    return []


def _verify_head(where: str, trail: AuditTrail, unit: str, count: int, digest: str) -> list[Problem]:
    chain = trail.chains.get(unit)
    leaf = chain.leaves.get(count) if chain is not None else None
    if leaf is None or leaf.digest != digest:
        return [Problem(where, "seal-head", f"leaf {count} of {unit} is not the one that was sealed")]
    return []


def _last(trail: AuditTrail) -> Seal | None:
    return trail.seals[trail.seals.maxKey()] if trail.seals else None


def _digest(made: Seal | None) -> str:
    return GENESIS if made is None else hashlib.sha256(made.body.encode()).hexdigest()
