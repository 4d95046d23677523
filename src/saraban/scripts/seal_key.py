"""กุญแจประทับรับรอง (the seal key): the worker signs the heads of the audit chains with it; a file, never in the store."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from saraban.core.i18n import _
from saraban.core.store import SEAL_KEY
from saraban.scripts.console import CommandFailed


def make_seal_key(var: Path) -> None:
    """สร้างกุญแจประทับรับรอง where there is none (0600); several processes may start at once."""
    path = var / SEAL_KEY
    if path.exists():
        return
    beside = var / f".{SEAL_KEY}.{os.getpid()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        with suppress(FileExistsError):  # another process was faster; its key is the key
            os.link(beside, path)
    finally:
        beside.unlink()


def read_seal_key(var: Path) -> Ed25519PrivateKey:
    """Read the key; raises ``CommandFailed`` where it is missing or is another kind of key."""
    try:
        key = load_pem_private_key((var / SEAL_KEY).read_bytes(), None)
    except (OSError, ValueError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise CommandFailed(_("The key file seal.key is missing or unreadable. Put back the one that was backed up."))
    return key
