"""เขตข้อมูลของดัชนี Whoosh (fields): how a document is laid down in Whoosh's files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whoosh import columns, fields, formats

from saraban.search.analysis import Analyser, digest_of
from saraban.search.interfaces import SearchDoc
from saraban.search.plan import FACETS, GRAMS, KEY, NUMBERS, PAIRS, SCOPES, TEXT, TITLE


class Terms(fields.FieldType):
    """A field that holds the terms it is given, and only whether a document has them."""

    def __init__(self, *, unique: bool = False) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = unique
        self.vector = None
        self.spelling = False
        self.column_type = None


def schema() -> fields.Schema:
    """The fields: terms and values to find by, columns to show and to sort by."""
    names = (TEXT, PAIRS, TITLE, NUMBERS, GRAMS, SCOPES, *FACETS)
    return fields.Schema(
        **{name: Terms() for name in names},
        **{KEY: Terms(unique=True)},
        key_=fields.COLUMN(columns.VarBytesColumn()),
        chain_=fields.COLUMN(columns.VarBytesColumn()),
        digest_=fields.COLUMN(columns.VarBytesColumn()),
        day_=fields.COLUMN(columns.NumericColumn("i")),
        seq_=fields.COLUMN(columns.NumericColumn("q")),
    )


def terms_of(doc: SearchDoc, analyser: Analyser) -> dict[str, Iterable[str]]:
    """The terms and values that a document is found by, each once."""
    terms = analyser.analyse(doc)
    return {
        TEXT: terms.text,
        PAIRS: terms.pairs,
        TITLE: terms.title,
        NUMBERS: terms.numbers,
        GRAMS: terms.grams,
        SCOPES: set(doc.scopes),
        KEY: (doc.key,),
        **{name: (value,) for name in FACETS if (value := str(getattr(doc, name)))},
    }


def columns_of(doc: SearchDoc) -> dict[str, Any]:
    """What is shown and sorted by of a document."""
    return {
        "key_": doc.key.encode(),
        "chain_": doc.chain.encode(),
        "digest_": digest_of(doc).encode(),
        "day_": doc.day.toordinal(),
        "seq_": doc.seq,
    }
