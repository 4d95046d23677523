"""ท้ายไฟล์ (what stands behind): the bytes of a PDF that no signature and no time stamp covers.

Readers pass over what stands behind the last ``%%EOF`` or between two objects, and a signature says nothing of it. Only
the proofs that are saved after signing or stamping may stand there, and the end of the last line. Every byte there has
to belong to an object that the file has a use for.
"""

from __future__ import annotations

import io

from asn1crypto.parser import peek
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from saraban.signatures.embedded import UNREADABLE
from saraban.signatures.proof_objects import hold_nothing_else
from saraban.signatures.saved_later import LINE_ENDS, Saved, saved_after
from saraban.signatures.spelling import Misspelt

_TRAILER = frozenset(
    b"/Size /Root /Info /ID /Prev /Encrypt /XRefStm /Type /W /Index /Length /Filter /DecodeParms".split()
)


def end_of(given: EmbeddedPdfSignature) -> int:
    """Where the bytes end that a signature or a stamp covers."""
    try:
        second, length = [int(one) for one in given.byte_range][-2:]
    except (TypeError, ValueError):  # no range at all: it covers nothing, and does not hold
        return 0
    return second + length


def in_the_gap(content: bytes, given: EmbeddedPdfSignature) -> int:
    """ช่องว่างของลายมือชื่อ: how many bytes beside the signature itself stand where its range leaves a place for it.

    The place is larger than what is put there, and the rest is filled with noughts.
    """
    try:
        (_start, first, second, _length), told = map(int, given.byte_range), given.pkcs7_content
        own = peek(told)
    except (TypeError, ValueError):  # no range, or nothing that is a signature: it does not hold
        return 0
    stands = content[first:second]
    if stands.lower() != b"<%s>" % told.hex().encode():
        return len(stands)
    return len(told[own:].strip(b"\0"))


def uncovered(reader: PdfFileReader, content: bytes, end: int, *, proofs_only: bool) -> int:
    """ส่วนที่ไม่มีลายมือชื่อครอบคลุม: how many bytes behind ``end`` are neither the end of a line nor proofs.

    ``proofs_only`` says that what was saved there changes nothing but proofs, as far as a reader sees it.
    """
    if LINE_ENDS.fullmatch(content, end):
        return 0
    try:
        is_plain = proofs_only and _are_all_used(reader, content, end)
    except (Misspelt, RecursionError, *UNREADABLE):
        is_plain = False
    return 0 if is_plain else len(content) - end


def _are_all_used(reader: PdfFileReader, content: bytes, end: int) -> bool:
    """Whether every byte behind ``end`` belongs to a revision of the file and to an object that has a use there."""
    xrefs = reader.xrefs
    later: dict[int, int] = {}
    for number in range(xrefs.total_revisions):
        told = xrefs.get_xref_container_info(number)
        if told.start_location >= end:
            later[told.declared_startxref] = number

    def length_of(number: int, generation: int) -> int:
        return int(reader.get_object(generic.Reference(number, generation, pdf=reader)))

    for saved in saved_after(content, end, length_of):
        number = later.pop(saved.begins_at, -1)
        if number < 0 or not _is_used(reader, content, saved, number):
            return False
    return not later


def _is_used(reader: PdfFileReader, content: bytes, saved: Saved, number: int) -> bool:
    """Whether what one revision saved is just what its table names, and all of it is used."""
    told, data = reader.xrefs.get_xref_container_info(number), reader.xrefs.get_xref_data(number)
    places = {_place(content, at): (name, generation) for name, (generation, at) in data.standard_xrefs.items()}
    holders = {(name, 0) for name in data.obj_streams_used}
    packed = {name: (at.obj_stream_id, at.ix_in_stream) for name, at in data.xrefs_in_objstm.items()}
    if told.stream_ref is not None:
        own = told.stream_ref.idnum, told.stream_ref.generation
        places[_place(content, told.start_location)] = own
        holders.add(own)
    if data.hybrid is not None or places != saved.objects or len(saved.tables) + (told.stream_ref is not None) != 1:
        return False
    if not holders <= set(places.values()) or not _has_a_known_trailer(reader, saved, number):
        return False
    new = set(places.values()) | {(name, 0) for name in packed}
    return not _unused(reader, number, new - holders) and hold_nothing_else(reader, number, new, packed)


def _place(content: bytes, at: int) -> int:
    """Where an object begins whose place is told as that of the blank before it."""
    while content[at : at + 1].isspace():
        at += 1
    return at


def _has_a_known_trailer(reader: PdfFileReader, saved: Saved, number: int) -> bool:
    """Whether a trailer says nothing new but what trailers say; what stood in an earlier one may stand here too."""
    for name, told in saved.trailers[0].items():
        if name in _TRAILER:
            continue
        try:
            earlier = reader.trailer.raw_get(name.decode("ascii"), revision=number - 1)
        except KeyError:
            return False
        if generic.read_object(io.BytesIO(told + b" "), generic.TrailerReference(reader)) != earlier:
            return False
    return True


def _unused(reader: PdfFileReader, number: int, new: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of the objects of a revision those that nothing leads to, neither its trailer nor an object that was there."""
    revision = reader.get_historical_resolver(number)
    before = reader.get_historical_resolver(number - 1)
    references = {generic.Reference(*one, pdf=reader) for one in new}
    old = {one for one in references if not before.is_ref_unassignable(one)}
    reached = revision.collect_dependencies(revision.trailer_view, since_revision=number)
    for one in old:
        reached |= revision.collect_dependencies(revision(one), since_revision=number)
    found = {(one.idnum, one.generation) for one in reached | old}
    return new - found
