"""ซองข้อมูลลับ (envelopes): how the words of a classified letter are put away and taken out, in this one place.

Bytes go in and out here only, so that a cipher can be put behind these two functions without another line changing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def enclose(words: Mapping[str, Any]) -> bytes:
    """ใส่ซอง: text, whole numbers and lists of them."""
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def disclose(envelope: bytes) -> dict[str, Any]:
    """เปิดซอง."""
    words: dict[str, Any] = json.loads(envelope) if envelope else {}
    return words
