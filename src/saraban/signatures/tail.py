"""ท้ายไฟล์ (what stands behind): the bytes of a PDF that no signature and no time stamp covers.

Readers pass over what stands behind the last ``%%EOF`` or between two objects, and a signature says nothing of it. Only
the proofs that are saved after signing or stamping may stand there, and the end of the last line.
"""

from __future__ import annotations

import re

from pyhanko.sign.validation import EmbeddedPdfSignature

_LINE_ENDS = re.compile(rb"(?:\r\n|\n|\r){0,4}")
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
#: Stands for a stream, which belongs into an object: anywhere else it is nothing that a reader looks at.
_STREAM_HERE = b"\0"
#: A revision without its streams: objects, table and trailer, with nothing between them and no comment inside.
_REVISIONS = re.compile(
    rb"""(?:\s{0,4}
        (?> \d+\s\d+\sobj\b [^%]*? \bendobj\b
          | xref\s [\d\sfn]+ trailer\s* << [^%\0]*? >>
          | startxref\s+\d+\s+%%EOF
        ))*+ (?:\r\n|\n|\r){0,4}""",
    re.VERBOSE | re.DOTALL,
)


def end_of(given: EmbeddedPdfSignature) -> int:
    """Where the bytes end that a signature or a stamp covers."""
    try:
        second, length = [int(one) for one in given.byte_range][-2:]
    except (TypeError, ValueError):  # no range at all: it covers nothing, and does not hold
        return 0
    return second + length


def uncovered(content: bytes, end: int, *, proofs_only: bool) -> int:
    """ส่วนที่ไม่มีลายมือชื่อครอบคลุม: how many bytes behind ``end`` are neither the end of a line nor proofs.

    ``proofs_only`` says that what was saved there changes nothing but proofs, as far as a reader sees it.
    """
    tail = content[end:]
    if _LINE_ENDS.fullmatch(tail):
        return 0
    is_plain = proofs_only and tail.rstrip(b"\r\n").endswith(b"%%EOF")
    return 0 if is_plain and _REVISIONS.fullmatch(_STREAM.sub(_STREAM_HERE, tail)) else len(tail)
