"""ตรวจตารางชนิดหนังสือ (checking a table of kinds): every member is what it says, before a version is made of it."""

from __future__ import annotations

import re
from dataclasses import fields as members_of
from typing import Any

from saraban.agencies.content import UNIT_KINDS
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.kinds.shapes import (
    BUILT_IN,
    LAYOUTS,
    LEVELS,
    PAPERS,
    PLACES,
    SIGNINGS,
    TYPES,
    AddresseeClass,
    Field,
    Kind,
    Matter,
    SignerPlace,
    Subkind,
)
from saraban.kinds.style import check_style
from saraban.registers.books import SERIES
from saraban.registers.rows import is_storable

KEY = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*\Z")
MOST = {"kinds": 40, "classes": 60, "procurement": 60, "fields": 40, "subkinds": 20, "unit_kinds": 10, "signers": 10}
LINE, TEXT = 300, 8000
_LONG = {"opening", "note"}
_WORDS: dict[str, tuple[str, ...]] = {
    "layout": LAYOUTS,
    "paper": PAPERS,
    "signing": SIGNINGS,
    "level": LEVELS,
    "place": PLACES,
    "type": (*TYPES, ""),
    "series": (*(s for s in SERIES if s not in {"receive", "circular"}), ""),
}
_MUST = {
    Kind: ("key", "title", "title_en", "layout", "fields"),
    Subkind: ("key", "title", "title_en"),
    Field: ("name",),
    AddresseeClass: ("key", "title", "salutation", "closing"),
    Matter: ("key", "title", "place"),
    SignerPlace: ("key", "label"),
}
_NESTED: dict[str, type] = {"fields": Field, "subkinds": Subkind, "signers": SignerPlace}


def check_table(data: Any) -> None:
    """Raise ``Invalid`` at the first wrong member of a table; ``field`` is its place (``kinds.memo.series``)."""
    _check_members(data, {"title", "kinds", "classes", "procurement", "style"}, "")
    _check_text(data.get("title", ""), "title", LINE)
    check_style(data.get("style", {}))
    for name, shape in (("kinds", Kind), ("classes", AddresseeClass), ("procurement", Matter)):
        _check_rows(data.get(name), shape, name)
    for kind in data["kinds"]:
        _check_kind(kind, f"kinds.{kind['key']}")
    if not data["kinds"] or not data["classes"]:
        raise Invalid(_("A table of letter kinds has at least one kind and one addressee class."), field="kinds")


def _check_rows(rows: Any, shape: type, place: str) -> None:
    if not isinstance(rows, list | tuple) or len(rows) > MOST[place.rpartition(".")[2]]:
        raise _wrong(place)
    name = "name" if shape is Field else "key"
    seen: set[str] = set()
    for n, row in enumerate(rows, 1):
        at = f"{place}.{row[name]}" if isinstance(row, dict) and isinstance(row.get(name), str) else f"{place}.{n}"
        _check_members(row, {m.name for m in members_of(shape)}, at)
        for needed in _MUST[shape]:
            if needed not in row:
                raise Invalid(_("“${place}” is missing.", mapping={"place": f"{at}.{needed}"}), field=f"{at}.{needed}")
        if not KEY.match(row[name]) or len(row[name]) > 40:
            raise Invalid(_("A key has small Latin letters, digits and hyphens, such as health."), field=at)
        if row[name] in seen:
            raise Invalid(_("“${place}” is there twice.", mapping={"place": at}), field=at)
        seen.add(row[name])
        _check_row(row, shape, at)


def _check_row(row: dict[str, Any], shape: type, at: str) -> None:
    kinds = {m.name: m.type for m in members_of(shape)}
    for name, value in row.items():
        place = f"{at}.{name}"
        if name in _NESTED:
            _check_rows(value, _NESTED[name], place)
        elif name in {"unit_kinds", "issuers", "owners"}:
            if not isinstance(value, list | tuple) or not set(map(str, value)) <= set(UNIT_KINDS):
                raise _wrong(place)
        elif kinds[name] == "bool":
            _check_type(value, bool, place)
        elif kinds[name] in {"int", "float"}:
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 3000:
                raise _wrong(place)
        else:
            _check_text(value, place, TEXT if name in _LONG else LINE)
            if name in _WORDS and value not in _WORDS[name]:
                raise Invalid(
                    _(
                        "“${place}” must be one of: ${words}.",
                        mapping={"place": place, "words": ", ".join(w or "–" for w in _WORDS[name])},
                    ),
                    field=place,
                )


def _check_kind(kind: dict[str, Any], at: str) -> None:
    every = [
        ("fields", kind["fields"]),
        *((f"subkinds.{s['key']}.fields", s.get("fields", ())) for s in kind.get("subkinds", ())),
    ]
    for place, rows in every:
        for row in rows:
            if row["name"] not in BUILT_IN and not row.get("type"):
                raise Invalid(
                    _(
                        "The field “${name}” is of this kind only: say what is typed into it.",
                        mapping={"name": row["name"]},
                    ),
                    field=f"{at}.{place}.{row['name']}.type",
                )
    names = {row["name"] for row in kind["fields"]}
    for needed in ("subject", "body"):
        if needed not in names:
            raise Invalid(_("Every kind has a subject and a text."), field=f"{at}.fields")
    begun_by_anyone = any(place.get("anyone") for place in kind.get("signers", ())[:1])
    if begun_by_anyone and (kind.get("series") or kind.get("circular")):
        raise Invalid(_("Where anybody may sign first, the kind takes no number."), field=f"{at}.signers")
    if kind.get("signers") and kind.get("signing", "signature") != "signature":
        raise Invalid(_("Only a kind that is signed by name has places for several signers."), field=f"{at}.signers")
    _check_titles(kind, at)
    for sub in kind.get("subkinds", ()):
        _check_titles(sub, f"{at}.subkinds.{sub['key']}")


def _check_titles(row: dict[str, Any], at: str) -> None:
    for name in ("title", "title_en"):
        if not str(row[name]).strip():
            raise Invalid(_("Give the kind a name in Thai and English."), field=f"{at}.{name}")


def _check_members(row: Any, known: set[str], place: str) -> None:
    if not isinstance(row, dict):
        raise _wrong(place or "data")
    for name in row:
        if name not in known:
            at = f"{place}.{name}" if place else str(name)
            raise Invalid(
                _("There is no “${place}” in a table of letter kinds.", mapping={"place": at[:120]}), field=at
            )


def _check_text(value: Any, place: str, limit: int) -> None:
    _check_type(value, str, place)
    if len(value) > limit or not is_storable(value):
        raise _wrong(place)


def _check_type(value: Any, kind: type, place: str) -> None:
    if not isinstance(value, kind):
        raise _wrong(place)


def _wrong(place: str) -> Invalid:
    return Invalid(
        _("“${place}” cannot be this. Look at how the others are written.", mapping={"place": place}), field=place
    )
