"""หัวข้อความของไฟล์ (headers of a download): an attachment under its own name, never sniffed, never shown inline."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote


def download_headers(stored: Any) -> dict[str, str]:
    """The headers of the bytes of a file."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in stored.name)
    digest = base64.b64encode(bytes.fromhex(stored.sha256)).decode()
    return {
        "Content-Type": stored.media_type,
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Repr-Digest": f"sha-256=:{digest}:",
    }
