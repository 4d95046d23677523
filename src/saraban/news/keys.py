"""ความลับในที่อยู่ส่วนตัว (secrets in addresses): how they look, and what the store keeps of them."""

from __future__ import annotations

import hashlib
import re

#: 256 bits, as base64 for addresses.
SECRET = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def hashed(secret: str) -> str:
    """What the store keeps of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()
