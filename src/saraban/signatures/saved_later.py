"""สิ่งที่บันทึกต่อท้าย (what was saved later): the revisions behind a place in a file, byte by byte.

A revision is its objects, its table or stream of places, and where that begins; one follows on the other and nothing
stands between. What a stream holds is as long as it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from saraban.signatures.spelling import Misspelt, value_at

LINE_ENDS = re.compile(rb"(?:\r\n|\n|\r){0,4}")
_GAP = re.compile(rb"\s{0,4}")
_OBJECT = re.compile(rb"(\d{1,10})\s{1,2}(\d{1,5})\s{1,2}obj(?=[\s<\[(/\d+.tfn-])")
_STREAM = re.compile(rb"\s{0,4}stream(?:\r\n|\n)")
_STREAM_ENDS = re.compile(rb"(?:\r\n|\n|\r)?endstream\s{0,4}endobj")
_OBJECT_ENDS = re.compile(rb"\s{0,4}endobj")
_TABLE = re.compile(
    rb"xref ?(?:\r\n|\n|\r)(?:\d{1,10} \d{1,10} ?(?:\r\n|\n|\r)(?:\d{10} \d{5} [nf](?: \r| \n|\r\n))*+)++\s{0,4}trailer"
)
#: One library signs its work here; its name and version, and nothing else.
_BEGINS_AT = re.compile(
    rb"(?:%iText(?:-[A-Za-z]{1,12})?-\d{1,2}(?:\.\d{1,3}){1,3}\s{1,2})?startxref\s{1,2}(\d{1,10})\s{1,2}%%EOF"
)
_NUMBER = re.compile(rb"\d{1,10}")
_REFERENCE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+R")

#: Tells how long a stream is whose length stands in an object of its own.
Lengths = Callable[[int, int], int]


@dataclass
class Saved:
    """การบันทึกหนึ่งครั้ง: where its objects stand and whose they are, what its trailers say, where its places begin."""

    objects: dict[int, tuple[int, int]] = field(default_factory=dict)
    trailers: list[dict[bytes, bytes]] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    begins_at: int = -1


def saved_after(content: bytes, at: int, length_of: Lengths) -> Iterator[Saved]:
    """การบันทึกทุกครั้งหลังตำแหน่งหนึ่ง, in their order. Raises ``Misspelt`` where anything else stands there."""
    while LINE_ENDS.fullmatch(content, at) is None:
        saved = Saved()
        at = _read(content, at, saved, length_of)
        yield saved


def _read(content: bytes, at: int, saved: Saved, length_of: Lengths) -> int:
    while True:
        gap = _GAP.match(content, at)
        at = gap.end() if gap else at
        if found := _OBJECT.match(content, at):
            saved.objects[at] = int(found[1]), int(found[2])
            at = _object(content, found.end(), saved, length_of)
        elif found := _TABLE.match(content, at):
            saved.tables.append(at)
            trailer = value_at(content, found.end())
            saved.trailers.append(trailer.entries)
            at = trailer.end
        elif found := _BEGINS_AT.match(content, at):
            saved.begins_at = int(found[1])
            return found.end()
        else:
            raise Misspelt


def _object(content: bytes, at: int, saved: Saved, length_of: Lengths) -> int:
    """Behind one object, and what its stream holds."""
    value = value_at(content, at)
    stream = _STREAM.match(content, value.end)
    if stream is None:
        end = _OBJECT_ENDS.match(content, value.end)
    else:
        if value.entries.get(b"/Type") == b"/XRef":
            saved.trailers.append(value.entries)
        end = _STREAM_ENDS.match(content, stream.end() + _length(value.entries.get(b"/Length", b""), length_of))
    if end is None:
        raise Misspelt
    return end.end()


def _length(told: bytes, length_of: Lengths) -> int:
    if _NUMBER.fullmatch(told):
        return int(told)
    if found := _REFERENCE.fullmatch(told):
        return length_of(int(found[1]), int(found[2]))
    raise Misspelt
