"""ไฟล์ PDF ที่เพิ่มต่อท้าย (revisions): what a file was before further signatures and proofs were added behind it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

#: So many signatures, stamps and further revisions of a file are looked at.
MOST_REVISIONS = 200
MARK = len(b"%%EOF")
_END = re.compile(rb"%%EOF(?:\r\n|\n|\r|)")


def revisions(content: bytes) -> Iterator[str]:
    """The SHA-256 of a file as it was at the end of each revision, the longest first, without the whole."""
    ends = {end for found in _END.finditer(content) for end in (found.start() + MARK, found.end())}
    seen, at, digests = hashlib.sha256(), 0, []
    for end in sorted(ends - {len(content)})[-MOST_REVISIONS:]:
        seen.update(content[at:end])
        at = end
        digests.append(seen.hexdigest())
    yield from reversed(digests)
