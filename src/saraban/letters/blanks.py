"""ช่องว่างในแบบหนังสือ (blanks): places such as ``{{ชื่อ}}`` that are filled in for each letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

T = TypeVar("T")
BLANK = re.compile(r"\{\{([^{}\r\n]{1,60})\}\}")
#: What was meant as a blank: in one pair of braces, not two.
HALF = re.compile(r"(?<!\{)\{([^{}\r\n]{1,60})\}(?!\})")
#: Places as on paper forms, where words are still to be written: ``จัดประชุม …``, ``.......``.
DOTS = re.compile(r"…|\.{3,}")
#: Fields of a form in which blanks may stand: single texts, and texts of which there are several.
WORDS = ("subject", "to_text", "body", "salutation", "closing", "outside_ref", "typist")
LINES = ("enclosures", "actions", "copies")


def name_of(written: str) -> str:
    """The name of a blank without spaces around and within doubled."""
    return " ".join(written.split())


def blanks_in(text: str) -> list[str]:
    """The names of the blanks of a text, in order, as often as they stand there."""
    return [name_of(found) for found in BLANK.findall(text) if found.strip()]


def blanks_of(form: Any) -> dict[str, str]:
    """ช่องว่างที่ยังไม่ได้กรอก of a form or of a letter: name -> the first field in which it stands."""
    found: dict[str, str] = {}
    for field, text in _texts(form):
        for name in blanks_in(text):
            found.setdefault(name, field)
    return found


def half_blanks_of(form: Any) -> dict[str, str]:
    """ช่องว่างที่เขียนวงเล็บปีกกาชั้นเดียว of a form: what was meant as a blank -> the first field in which it stands."""
    found: dict[str, str] = {}
    for field, text in _texts(form):
        for name in HALF.findall(text):
            found.setdefault(name_of(name), field)
    return found


def dotted_in(form: Any) -> list[str]:
    """ช่องที่ยังเป็นจุดไข่ปลา: the fields of a form or letter in which dots stand for words, in order."""
    return list(dict.fromkeys(field for field, text in _texts(form) if DOTS.search(text)))


def fill_blanks(form: T, values: Mapping[str, str]) -> T:
    """The form with its blanks filled in; a blank without a value stays."""
    changed: dict[str, Any] = {name: _filled(getattr(form, name), values) for name in WORDS}
    for name in LINES:
        changed[name] = tuple(_filled(line, values) for line in getattr(form, name))
    changed["filled"] = tuple((name, _filled(text, values)) for name, text in form.filled)  # type: ignore[attr-defined]
    return replace(form, **changed)  # type: ignore[type-var]


def _filled(text: str, values: Mapping[str, str]) -> str:
    put: Callable[[re.Match[str]], str] = lambda found: values.get(name_of(found[1]), found[0])  # noqa: E731
    return BLANK.sub(put, text)


def _texts(form: Any) -> Iterator[tuple[str, str]]:
    yield from ((name, getattr(form, name)) for name in WORDS)
    yield from ((name, line) for name in LINES for line in getattr(form, name))
    yield from ((f"own-{name}", text) for name, text in form.filled)
