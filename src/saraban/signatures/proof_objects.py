"""สิ่งที่เก็บไว้เป็นหลักฐาน (what proofs hold): that the streams saved with proofs hold proofs, and nothing behind them.

A certificate, an answer or a list is as long as it says; a packed stream ends where its packing does; a stream of
objects holds those that the table names, one behind the other.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from saraban.signatures.spelling import value_at

_BLANK = re.compile(rb"\s{0,4}")
_ENDS = re.compile(rb"(?:\r\n|\n|\r)?")
_FLATE = "/FlateDecode", "/Fl"
#: Where the store of proofs keeps what, and how it is read.
_KINDS: dict[str, tuple[Any, DecodePurpose]] = {
    "/Certs": (x509.Certificate, DecodePurpose.CERTIFICATE),
    "/OCSPs": (ocsp.OCSPResponse, DecodePurpose.OCSP_RESPONSE),
    "/CRLs": (crl.CertificateList, DecodePurpose.CRL),
    "/TS": (cms.ContentInfo, DecodePurpose.CERTIFICATE),
}
_KINDS |= {one: _KINDS[f"{one}s"] for one in ("/Cert", "/OCSP", "/CRL")}
#: What the dictionary of a stream of proofs may say of it.
_SAID = frozenset({"/Length", "/Filter", "/DecodeParms", "/Type", "/DL"})
#: Where an object stands that is packed with others: in which stream, and the how manieth there.
Packed = dict[int, tuple[int, int]]


def hold_nothing_else(reader: PdfFileReader, number: int, new: set[tuple[int, int]], packed: Packed) -> bool:
    """Whether the streams of a revision hold what they are for; raises what reading them raises."""
    revision = reader.get_historical_resolver(number)
    for name, generation in new:
        found = None if name in packed else revision(generic.Reference(name, generation, pdf=reader))
        if isinstance(found, generic.StreamObject) and not _ends_with_its_packing(found):
            return False
    for holder in {holder for holder, _index in packed.values()}:
        named = {index: name for name, (one, index) in packed.items() if one == holder}
        if not _holds_just(revision(generic.Reference(holder, 0, pdf=reader)), named):
            return False
    return all(_is_proof(found, *kind) for found, *kind in _proofs(revision, new))


def _ends_with_its_packing(found: generic.StreamObject) -> bool:
    told = found.get("/Filter", [])
    filters = [str(one) for one in (told if isinstance(told, list) else [told])]
    if not filters:
        return True
    if len(filters) != 1 or filters[0] not in _FLATE:
        return False
    unpacking = zlib.decompressobj()
    rest = found.encoded_data
    while rest and not unpacking.eof:
        unpacking.decompress(rest, 1 << 20)
        rest = unpacking.unconsumed_tail
    return unpacking.eof and _ENDS.fullmatch(unpacking.unused_data) is not None


def _holds_just(holder: Any, named: dict[int, int]) -> bool:
    """Whether a stream of objects holds just those that the table names, one behind the other."""
    content, first = holder.read_data(DecodePurpose.OBJECT_STREAM), int(holder["/First"])
    head = [int(one) for one in content[:first].split()]
    if int(holder["/N"]) != len(named) or head[::2] != [named.get(one) for one in range(len(named))]:
        return False
    at = first
    for begin in head[1::2]:
        if first + begin != _after_blank(content, at) and first + begin != at:
            return False
        at = value_at(content, first + begin).end
    return _after_blank(content, at) == len(content)


def _after_blank(content: bytes, at: int) -> int:
    found = _BLANK.match(content, at)
    return found.end() if found else at


def _proofs(revision: HistoricalResolver, new: set[tuple[int, int]]) -> Iterator[tuple[Any, Any, DecodePurpose]]:
    """The streams of the store of proofs that this revision saved, each with what it has to be."""
    store = _read(revision, revision.root, "/DSS")
    every = _read(revision, store, "/VRI")
    for held in (store, *(_read(revision, every, name) for name in every)):
        for name in set(held) & set(_KINDS):
            listed = _read(revision, held, name)
            for one in listed.iterate() if isinstance(listed, generic.ArrayObject) else [held.raw_get(name)]:
                if (one.idnum, one.generation) in new:
                    yield revision(one.reference), *_KINDS[name]


def _read(revision: HistoricalResolver, holder: Any, name: str) -> Any:
    """What stands under a name as of a revision; nothing where there is none."""
    raw = holder.raw_get(name) if name in holder else generic.DictionaryObject()
    return revision(raw.reference) if isinstance(raw, generic.IndirectObject) else raw


def _is_proof(found: Any, kind: Any, purpose: DecodePurpose) -> bool:
    """Whether a stream is one certificate, answer or list, and says nothing else of itself."""
    content = found.read_data(purpose)
    read = _read_strictly(kind, content, () if found.get("/Filter") is not None else (b"\r\n", b"\n", b"\r"))
    return set(found) <= _SAID and bool(read.children or read.native)


def _read_strictly(kind: Any, content: bytes, ends: tuple[bytes, ...]) -> Any:
    """Read all of it; unpacked, the end of a line may stand behind, which may as well be its own last byte."""
    for end in ends:
        if content.endswith(end):
            try:
                return kind.load(content.removesuffix(end), strict=True)
            except ValueError:
                continue
    return kind.load(content, strict=True)
