"""ข้อความแจ้งผล (notes): what the page after a POST says, carried by a short-lived signed cookie.

No session is written, so a GET changes nothing. The cookie holds words for the person who did it, for a minute.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.auth.keys import make_key

COOKIE = "note"
SECONDS = 60
LIMIT = 1500


@dataclass(frozen=True)
class Note:
    """One message: ``kind`` is done, info or warning; ``href`` leads to what it is about."""

    text: str
    kind: str = "done"
    href: str = ""


def add_note(request: Any, message: Any, kind: str = "done", href: str = "") -> None:
    """Say something on the next page."""
    text = request.localizer.translate(message)[:300]
    waiting: list[list[str]] = request.environ.setdefault("saraban.notes", [])
    if not waiting:
        request.add_response_callback(_send)
    waiting.append([text, kind, href])


def take_notes(request: Any) -> list[Note]:
    """The notes for this page; they are forgotten by being shown."""
    raw = request.cookies.get(COOKIE)
    if not raw:
        return []
    request.add_response_callback(_forget)
    return [Note(*row) for row in read(_secret(request), raw)]


def secret_of(var: Path) -> bytes:
    """The key that signs notes, made from the installation's own key."""
    return hmac.new(make_key(var).read_bytes(), b"saraban notes", hashlib.sha256).digest()


def write(secret: bytes, rows: list[list[str]]) -> str:
    """Pack and sign."""
    body = base64.urlsafe_b64encode(json.dumps(rows, ensure_ascii=False).encode()).decode().rstrip("=")
    return f"{_sign(secret, body)}.{body}"


def read(secret: bytes, raw: str) -> list[list[str]]:
    """Check and unpack; nothing for what we did not sign."""
    signature, _dot, body = raw.partition(".")
    if not body.isascii() or not signature.isascii() or not hmac.compare_digest(signature, _sign(secret, body)):
        return []
    rows = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return [[str(part) for part in row] for row in rows]


def _sign(secret: bytes, body: str) -> str:
    return hmac.new(secret, body.encode(), hashlib.sha256).hexdigest()[:32]


def _secret(request: Any) -> bytes:
    return request.registry.note_secret


def _send(request: Any, response: Any) -> None:
    rows = request.environ.get("saraban.notes", [])
    packed = write(_secret(request), rows)
    while len(packed) > LIMIT * 2 and len(rows) > 1:
        rows = rows[:-1]
        packed = write(_secret(request), rows)
    response.set_cookie(
        COOKIE, packed, max_age=SECONDS, httponly=True, samesite="Lax", secure=request.registry.saraban.secure_cookies
    )


def _forget(request: Any, response: Any) -> None:
    if not request.environ.get("saraban.notes"):
        response.delete_cookie(COOKIE)
