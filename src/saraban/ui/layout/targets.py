"""ผู้รับให้เลือก (whom to choose): units, posts and groups near a unit as checkboxes, everybody else by typing the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import agencies_of, agency_of, ancestors, children, descendants, expand_group, find_unit
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.people.service import find_person, find_post, holders_of, posts_in
from saraban.ui.layout.readers import lines

NEAR = 60
SUGGESTED = 400


@dataclass(frozen=True)
class Choice:
    """ตัวเลือกผู้รับ: ``value`` is ``unit:CODE``, ``post:ID`` or ``group:KEY``; ``sub`` says who or how many that is."""

    value: str
    title: str
    sub: str
    checked: bool = False


def units_near(root: Any, unit: str, chosen: tuple[str, ...] = ()) -> list[Choice]:
    """The units directly below a unit, or those beside it where there are none."""
    place = find_unit(root, unit)
    below = children(place) or [u for u in children(place.__parent__) if u.code != unit]
    return [_choice(u, chosen) for u in below[:NEAR] if u.active]


def units_above(root: Any, unit: str, chosen: tuple[str, ...] = ()) -> list[Choice]:
    """The units that a unit belongs to, up to its agency: whom it writes to most."""
    place = find_unit(root, unit)
    agency = agency_of(place)
    return [_choice(u, chosen) for u in ancestors(place) if agency in (u, *ancestors(u)) and u.active]


def _choice(unit: Any, chosen: tuple[str, ...]) -> Choice:
    return Choice(f"unit:{unit.code}", unit.title, "", f"unit:{unit.code}" in chosen)


def posts_near(root: Any, unit: str, day: Any, chosen: tuple[str, ...] = ()) -> list[Choice]:
    """The posts of a unit with those who hold them today."""
    found = []
    for post in posts_in(root, unit):
        names = ", ".join(find_person(root, p).name for p, _grant in holders_of(root, post.id, day))
        found.append(Choice(f"post:{post.id}", post.title, names, f"post:{post.id}" in chosen))
    return found[:NEAR]


def groups_near(root: Any, unit: str, chosen: tuple[str, ...] = (), *, everywhere: bool = False) -> list[Choice]:
    """The addressee groups that a unit can use: those below it or its agency, and (``everywhere``) the city's."""
    place = find_unit(root, unit)
    home = {place.code, *(u.code for u in ancestors(place))}
    found = []
    for key, group in agencies_of(root).groups.items():
        near = group.owner in home if group.owner else group.below in home if group.below else everywhere
        if near:
            found.append(
                Choice(f"group:{key}", group.title, str(len(expand_group(root, key))), f"group:{key}" in chosen)
            )
    return found


def suggestions(root: Any, unit: str) -> list[str]:
    """Names for the field with which others are found: units and posts of the agency, then the other agencies."""
    titles: dict[str, None] = {}
    for place in _places(root, unit):
        titles[place.title] = None
        titles.update(dict.fromkeys(p.title for p in posts_in(root, place.code)))
        if len(titles) >= SUGGESTED:
            break
    return list(titles)[:SUGGESTED]


def named_targets(root: Any, unit: str, text: str, field: str) -> tuple[str, ...]:
    """Find who is meant by the names typed, one a line; raises ``Invalid`` for one that is unknown or ambiguous."""
    return tuple(_named(root, unit, name, field) for name in lines(text))


def names_near(root: Any, unit: str, day: Any) -> list[str]:
    """The posts of a unit and of those above it, with who holds them: to be named as concerned."""
    found: dict[str, None] = {}
    for code in [unit, *(u.code for u in ancestors(find_unit(root, unit)))]:
        for post in posts_in(root, code):
            if post.active:
                found[post.title] = None
                found.update(dict.fromkeys(find_person(root, p).name for p, _grant in holders_of(root, post.id, day)))
    return list(found)[:SUGGESTED]


def named_readers(root: Any, unit: str, text: str, also: Iterable[str] = ()) -> tuple[str, ...]:
    """Who is meant as concerned, one a line: a post of the agency, or a person by name or sign-in name.

    ``also`` are units whose posts are meant besides. Raises ``Invalid`` for one that is unknown or ambiguous.
    """
    further = [place for code in also for place in (find_unit(root, code), *descendants(find_unit(root, code)))]
    return tuple(_reader(root, [*_places(root, unit), *further], name) for name in lines(text))


def named_posts(root: Any, unit: str, text: str, field: str = "posts") -> tuple[str, ...]:
    """Posts by their titles, one a line; raises ``Invalid`` for one that is unknown."""
    found = []
    for target in named_targets(root, unit, text, field):
        if not target.startswith("post:"):
            raise Invalid(_("Name posts, one a line."), field=field)
        found.append(target.removeprefix("post:"))
    return tuple(found)


def write_posts(root: Any, unit: str, posts: Iterable[str]) -> str:
    """The other way round: titles, one a line; the key of a post whose title alone does not lead to it."""
    return "\n".join(_written(root, unit, post) for post in posts)


def read_posts(root: Any, unit: str, text: str, field: str) -> tuple[str, ...]:
    """Posts by their titles or keys, one a line; raises ``Invalid`` for one that is unknown."""
    keys = root["people"].posts
    return tuple(
        post for name in lines(text) for post in ((name,) if name in keys else named_posts(root, unit, name, field))
    )


def _written(root: Any, unit: str, post: str) -> str:
    title = find_post(root, post).title
    try:
        return title if named_posts(root, unit, title) == (post,) else post
    except Invalid:
        return post


def _reader(root: Any, places: list[Any], name: str) -> str:
    wanted, people = "".join(name.split()), root["people"]
    hits = [f"person:{name}"] if name in people else []
    hits = hits or [f"person:{p.id}" for p in people.values() if p.active and "".join(p.name.split()) == wanted]
    hits = hits or list(
        dict.fromkeys(
            f"post:{p.id}"
            for place in places
            for p in posts_in(root, place.code)
            if p.active and "".join(p.title.split()) == wanted
        )
    )
    if len(hits) != 1:
        raise Invalid(
            _(
                "“${name}” is no person or post that is known here, or there are several. Write the whole name.",
                mapping={"name": name[:80]},
            ),
            field="concerned",
        )
    return hits[0]


def expanded(root: Any, unit: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Replace groups by their units (without the unit itself)."""
    found: list[str] = []
    for value in chosen:
        kind, _colon, key = value.partition(":")
        found += [f"unit:{c}" for c in expand_group(root, key) if c != unit] if kind == "group" else [value]
    return tuple(dict.fromkeys(found))


def _named(root: Any, unit: str, name: str, field: str) -> str:
    wanted = "".join(name.split())
    agency = {p.code for p in _places(root, unit)}
    found = [f"unit:{c}" for c, u in agencies_of(root).by_code.items() if wanted in _names_of(u)]
    near = [f for f in found if f.removeprefix("unit:") in agency]
    hits = (
        near
        or found
        or [f"post:{p.id}" for c in agency for p in posts_in(root, c) if "".join(p.title.split()) == wanted]
    )
    if not hits and name in root["people"]:
        hits = [f"person:{name}"]
    if len(hits) != 1:
        raise Invalid(
            _(
                "“${name}” is no unit or post that is known here, or there are several. Choose from the list.",
                mapping={"name": name[:80]},
            ),
            field=field,
        )
    return hits[0]


def _names_of(place: Any) -> set[str]:
    """By what a unit is found: its code, its name, its name with that of its agency; without spaces."""
    names = (place.code, place.title, place.title + agency_of(place).title)
    return {"".join(name.split()) for name in names}


def _places(root: Any, unit: str) -> list[Any]:
    agency = agency_of(find_unit(root, unit))
    above = ancestors(agency)
    others = [u for u in children(above[0] if above else agencies_of(root)) if u.code != agency.code]
    return [agency, *descendants(agency), *above, *others]
