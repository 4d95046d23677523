"""สภาพของแถว (states): what the store holds where a row of a table points, in the columns of that table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.auth.attempts import account_of
from saraban.people.service import people_of
from saraban.rosters.tables import Table

State = dict[str, Any]


def state_of(root: Any, table: Table, key: Any) -> State | None:
    """The row as the store has it, or None where there is none."""
    return _STATES[table.name](root, key)


def whole(table: Table, state: State) -> State:
    """A row as it was kept, with what columns that came later say where nothing was said."""
    return {column.key: column.default for column in table.fields if column.key not in state} | state


def keys_of(root: Any, table: Table, units: Iterable[str]) -> Iterator[Any]:
    """The keys of the rows of a table that belong to these units, in the order of an export."""
    return _KEYS[table.name](root, list(units))


def holding_at(root: Any, key: tuple[str, str, date]) -> Any:
    """The appointment of a person to a post since a day; of several that begin together, the longest."""
    person, post, since = key
    people = people_of(root)
    found = [people.holdings[k] for k in people.holdings_by_person.get(person, ())]
    return _longest(h for h in found if h.post == post and h.since == since)


def acting_at(root: Any, key: tuple[str, str, str, date]) -> Any:
    """The acting grant of a person for a post, in a term, since a day."""
    person, post, term, since = key
    people = people_of(root)
    found = [people.acting[k] for k in people.acting_by_person.get(person, ())]
    return _longest(g for g in found if (g.post, g.term, g.since) == (post, term, since))


def _longest(found: Iterable[Any]) -> Any:
    return max(found, key=lambda thing: thing.until or date.max, default=None)


def _unit(root: Any, key: str) -> State | None:
    unit = agencies_of(root).by_code.get(key)
    if unit is None:
        return None
    return {
        "code": unit.code,
        "title": unit.title,
        "kind": unit.kind,
        "parent": getattr(unit.__parent__, "code", ""),
        "abbreviation": unit.abbreviation,
        "address": unit.address,
        "active": unit.active,
        "splits": unit.splits,
    }


def _prefix(root: Any, key: tuple[str, date]) -> State | None:
    code, since = key
    unit = agencies_of(root).by_code.get(code)
    found = next((p for p in unit.prefixes if p.since == since), None) if unit is not None else None
    return {"unit": code, "prefix": found.text, "since": since} if found is not None else None


def _post(root: Any, key: str) -> State | None:
    post = people_of(root).posts.get(key)
    return {"id": key, "unit": post.unit, "title": post.title, "rank": post.rank} if post is not None else None


def _person(root: Any, key: str) -> State | None:
    people = people_of(root)
    if key not in people:
        return None
    person, account = people[key], account_of(root, key)
    active = person.active and (account is None or account.active)
    return {
        "id": key,
        "name": person.name,
        "email": person.email,
        "certificate_name": person.certificate_name,
        "active": active,
    }


def _holding(root: Any, key: tuple[str, str, date]) -> State | None:
    found = holding_at(root, key)
    if found is None:
        return None
    return {"person": found.person, "post": found.post, "since": found.since, "until": found.until}


def _grant(root: Any, key: str) -> State | None:
    found = people_of(root).grants.get(key)
    if found is None:
        return None
    return {
        "unit": found.unit,
        "role": str(found.role),
        "post": found.post,
        "inherit": found.inherit,
        "since": found.since,
        "until": found.until,
        "id": key,
    }


def _acting(root: Any, key: tuple[str, str, str, date]) -> State | None:
    found = acting_at(root, key)
    if found is None:
        return None
    return {
        "person": found.person,
        "post": found.post,
        "term": found.term,
        "instrument": found.instrument,
        "since": found.since,
        "until": found.until,
        "scope": frozenset(found.scope),
    }


def _unit_keys(_root: Any, units: list[str]) -> Iterator[Any]:
    yield from units


def _prefix_keys(root: Any, units: list[str]) -> Iterator[Any]:
    known = agencies_of(root).by_code
    return ((code, p.since) for code in units for p in sorted(known[code].prefixes, key=lambda p: p.since))


def _post_keys(root: Any, units: list[str]) -> Iterator[Any]:
    by_unit = people_of(root).posts_by_unit
    return (post for code in units for post in by_unit.get(code, ()))


def _holding_keys(root: Any, units: list[str]) -> Iterator[Any]:
    people = people_of(root)
    found = (people.holdings[k] for post in _post_keys(root, units) for k in people.holdings_by_post.get(post, ()))
    return iter(dict.fromkeys((h.person, h.post, h.since) for h in found))


def _acting_keys(root: Any, units: list[str]) -> Iterator[Any]:
    people = people_of(root)
    found = (people.acting[k] for post in _post_keys(root, units) for k in people.acting_by_post.get(post, ()))
    return iter(dict.fromkeys((g.person, g.post, g.term, g.since) for g in found))


def _person_keys(root: Any, units: list[str]) -> Iterator[Any]:
    """Those who hold a post of the units or act in one, at whatever time."""
    return iter(sorted({key[0] for keys in (_holding_keys, _acting_keys) for key in keys(root, units)}))


def _grant_keys(root: Any, units: list[str]) -> Iterator[Any]:
    by_unit = people_of(root).grants_by_unit
    return (key for code in units for key in by_unit.get(code, ()))


_STATES: dict[str, Callable[[Any, Any], State | None]] = {
    "units": _unit,
    "prefixes": _prefix,
    "posts": _post,
    "people": _person,
    "holdings": _holding,
    "grants": _grant,
    "acting": _acting,
}
_KEYS: dict[str, Callable[[Any, list[str]], Iterator[Any]]] = {
    "units": _unit_keys,
    "prefixes": _prefix_keys,
    "posts": _post_keys,
    "people": _person_keys,
    "holdings": _holding_keys,
    "grants": _grant_keys,
    "acting": _acting_keys,
}
