"""กุญแจของคลัง (the store's key): encrypts the secrets of one-time passwords; stands in a file, never in the store."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from saraban.auth.errors import KeyUnusable
from saraban.core.i18n import _
from saraban.core.store import SECRET_KEY

COMMENT = "#"


def make_key(var: Path) -> Path:
    """สร้างกุญแจ where there is none (0600); several processes may start at once."""
    path = Path(var) / SECRET_KEY
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{SECRET_KEY}.{os.getpid()}")
    if not path.exists():
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, Fernet.generate_key() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            with suppress(FileExistsError):  # another process was faster; its key is the key
                os.link(beside, path)
        finally:
            beside.unlink()
    return path


def encrypt(var: Path, text: str) -> str:
    """Encrypt a short text with the first key of the file."""
    return _box(var).encrypt(text.encode()).decode()


def decrypt(var: Path, text: str) -> str:
    """Read what ``encrypt`` wrote, with any key of the file; raises ``KeyUnusable``."""
    try:
        return _box(var).decrypt(text.encode()).decode()
    except InvalidToken:
        raise KeyUnusable(
            _("The key file of this store does not fit. Put back the file secret.key that was backed up with it.")
        ) from None


def _box(var: Path) -> MultiFernet:
    path = Path(var) / SECRET_KEY
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        raise KeyUnusable(
            _("The key file of this store is missing. Put back the file secret.key, or run saraban init.")
        ) from None


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> MultiFernet:
    lines = (line.strip() for line in path.read_text(encoding="ascii").splitlines())
    return MultiFernet([Fernet(line) for line in lines if line and not line.startswith(COMMENT)])
