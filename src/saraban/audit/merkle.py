"""ต้นไม้แฮช (hash tree): the Merkle tree hash of RFC 6962, section 2.1, over SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: it can never be taken for that of an inner node."""
    return hashlib.sha256(b"\x00" + data).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash over a list of leaves, in their order."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    return _tree([leaf_hash(leaf) for leaf in leaves])


def _tree(hashes: Sequence[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + _tree(hashes[:split]) + _tree(hashes[split:])).digest()
