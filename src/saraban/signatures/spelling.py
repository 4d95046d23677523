"""ตัวสะกดของ PDF (how a PDF is spelled): one value of it read byte by byte, with no place for a word that is none.

Readers of PDF forgive: they pass over comments, and over what stands between two things. Here nothing is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Deeper than any proof.
DEEPEST = 64
_END = rb"(?=[\0\t\n\f\r ()<>\[\]/]|\Z)"
_TOKEN = re.compile(
    rb"""[\0\t\n\f\r\ ]{0,100}+(?:
      (?P<open> <<|\[) | (?P<close> >>|\]) | (?P<string>\()
    | (?P<hex> <[0-9A-Fa-f\0\t\n\f\r\ ]*+>)
    | (?P<name> /[^\0\t\n\f\r\ ()<>\[\]{}/%]*+)
    | (?P<reference> \d{1,10}\s{1,4}\d{1,5}\s{1,4}R END)
    | (?P<number> [+-]?(?:\d+\.?\d*|\.\d+) END)
    | (?P<word> (?:true|false|null) END))""".replace(b"END", _END),
    re.VERBOSE,
)
_IN_STRING = re.compile(rb"(?:[^\\()]|\\.)*+(?P<what>[()])", re.DOTALL)
_CLOSES = {b"<<": b">>", b"[": b"]"}


class Misspelt(ValueError):
    """สะกดผิด: here stands what no value of a PDF is."""


@dataclass
class Value:
    """ค่าหนึ่งค่า: where it ends, and what a dictionary says at its top, as it is spelled."""

    end: int
    entries: dict[bytes, bytes]


def value_at(content: bytes, at: int) -> Value:
    """อ่านค่าหนึ่งค่า: exactly one, from ``at`` on. Raises ``Misspelt``: a comment is no part of a value."""
    open_ones: list[tuple[bytes, int, list[tuple[int, int]]]] = []
    while True:
        begin, at, kind, spelled = _token(content, at)
        if kind == "open":
            if len(open_ones) >= DEEPEST:
                raise Misspelt
            open_ones.append((spelled, begin, []))
            continue
        parts: list[tuple[int, int]] = []
        if kind == "close":
            opened, begin, parts = open_ones.pop() if open_ones else (b"", begin, parts)
            if _CLOSES.get(opened) != spelled or (opened == b"<<" and len(parts) % 2):
                raise Misspelt
        if not open_ones:
            return Value(at, _entries(content, parts) if spelled == b">>" else {})
        opened, _begin, into = open_ones[-1]
        if opened == b"<<" and len(into) % 2 == 0 and kind != "name":
            raise Misspelt
        into.append((begin, at))


def _token(content: bytes, at: int) -> tuple[int, int, str, bytes]:
    found = _TOKEN.match(content, at)
    if found is None or found.lastgroup is None:
        raise Misspelt
    kind = found.lastgroup
    end = _end_of_string(content, found.end()) if kind == "string" else found.end()
    return found.start(kind), end, kind, found[kind]


def _end_of_string(content: bytes, at: int) -> int:
    depth = 1
    while depth:
        found = _IN_STRING.match(content, at)
        if found is None:
            raise Misspelt
        depth += 1 if found["what"] == b"(" else -1
        at = found.end()
    return at


def _entries(content: bytes, parts: list[tuple[int, int]]) -> dict[bytes, bytes]:
    """Names and values; no name twice."""
    told = [content[begin:end] for begin, end in parts]
    if len(set(told[::2])) * 2 != len(told):
        raise Misspelt
    return dict(zip(told[::2], told[1::2], strict=True))
