"""เขตข้อมูลของดัชนี Tantivy (fields): how a document is laid down in Tantivy's files.

Every field holds finished terms: Tantivy's own tokenisers cut nothing. The many terms of a text are handed over as one
string with spaces between them, which no term has: that takes a little more than half the time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tantivy import Document, Schema, SchemaBuilder

from saraban.search.analysis import Analyser, digest_of
from saraban.search.interfaces import SearchDoc
from saraban.search.plan import FACETS, GRAMS, KEY, NUMBERS, PAIRS, SCOPES, TEXT, TITLE

#: What is sorted by: the day, and as much of the sequence number as is left of 64 bits.
ORDER = "order"
SEQUENCE_BITS = 44
#: Splits the index evenly, to go through all of it a part at a time.
PART = "part"
PARTS = 64
CHAIN, DAY, SEQUENCE, DIGEST = "chain", "day", "sequence", "digest"

Fields = dict[str, Any]

_RAW: dict[str, Any] = {"tokenizer_name": "raw", "index_option": "basic"}
_SPACED: dict[str, Any] = {"tokenizer_name": "whitespace", "index_option": "basic"}
_TERMS = (TEXT, PAIRS, TITLE, NUMBERS, GRAMS)


def _schema() -> Schema:
    """The fields: terms to find by, values to count, and what is shown of a row."""
    builder = SchemaBuilder()
    for name in _TERMS:
        builder.add_text_field(name, **_SPACED)
    builder.add_text_field(SCOPES, **_RAW)
    for name in FACETS:
        builder.add_text_field(name, fast=True, **_RAW)
    builder.add_text_field(KEY, stored=True, **_RAW)
    builder.add_unsigned_field(ORDER, fast=True)
    builder.add_unsigned_field(PART, indexed=True)
    for name in (CHAIN, DIGEST):
        builder.add_text_field(name, stored=True, **_RAW)
    for name in (DAY, SEQUENCE):
        builder.add_integer_field(name, stored=True)
    return builder.build()


SCHEMA = _schema()


def order_of(day: date, seq: int = 0) -> int:
    """The number to sort by: a later one is never smaller, though two documents may have the same."""
    return (day.toordinal() << SEQUENCE_BITS) | min(max(seq, 0), (1 << SEQUENCE_BITS) - 1)


def document_of(fields: Fields) -> Document:
    """A document of these fields."""
    return Document.from_dict(fields, SCHEMA)


def fields_of(doc: SearchDoc, analyser: Analyser) -> Fields:
    """What a document has in each field."""
    terms = analyser.analyse(doc)
    digest = digest_of(doc)
    return {
        **{name: [" ".join(getattr(terms, name))] for name in _TERMS},
        SCOPES: list(set(doc.scopes)),
        **{name: [value] for name in FACETS if (value := str(getattr(doc, name)))},
        KEY: [doc.key],
        ORDER: order_of(doc.day, doc.seq),
        PART: int(digest[:8], 16) % PARTS,
        CHAIN: [doc.chain],
        DIGEST: [digest],
        DAY: doc.day.toordinal(),
        SEQUENCE: doc.seq,
    }
