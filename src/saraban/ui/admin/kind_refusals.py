"""ข้อที่ต้องแก้ในตารางชนิดหนังสือ (refusals of the table): at which kind and field, in the words of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.i18n import TranslationString

from saraban.ui.admin.kind_words import GROUPS, KindWords
from saraban.ui.layout.attempts import Refused

MARK = "place"


def problems_shown(
    say: Callable[[Any], str], refused: Refused, tables: tuple[Any, Any], *, key: str, thai: bool
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """ข้อที่ต้องแก้: (id of the form's field or nothing, words) for each, and the words by the form's field.

    ``tables`` are the newest one and the one that was refused; ``key`` is the kind that the form is of.
    """
    words = KindWords(say, tables, thai=thai)
    problems, wrong = [], {}
    for field, message in _told(refused):
        text = _named(words, field, message)
        member = member_of(field, key)
        problems.append((f"f-{member}" if member else "", text))
        if member:
            wrong[member] = text
    return problems, wrong


def member_of(place: str, key: str) -> str:
    """The field of the form of a kind (or of no kind: the words) that a place belongs to; nothing for another kind."""
    if place.partition(".")[0] not in GROUPS:
        return place
    kind, _dot, sub = key.partition(".")
    above = f"kinds.{kind}.subkinds.{sub}." if sub else f"kinds.{kind}." if kind else ""
    member = place.removeprefix(above).partition(".")[0]
    return member if place.startswith(above) and member != "subkinds" else ""


def _told(refused: Refused) -> list[tuple[str, Any]]:
    return [(refused.error.field or "", message) for _id, message in refused.problems]


def _named(words: KindWords, field: str, message: Any) -> str:
    """The message with its place in words; before it where it names none."""
    place = field if field.partition(".")[0] in GROUPS and "." in field else ""
    mapping = getattr(message, "mapping", None) or {}
    if MARK in mapping and (place or "." in str(mapping[MARK])):
        return words.say(TranslationString(message, mapping={**mapping, MARK: words.place(str(mapping[MARK]))}))
    return f"{words.place(place)}: {words.say(message)}" if place else words.say(message)
