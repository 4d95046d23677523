"""แบบจำลองสิทธิ (the rules of reading, written down a second time): who reads what, from nothing but lists.

No table, no index, no access list and nothing of the product: as a records officer would say it on paper. The measured
system has to agree with this about every person, every thing and every day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

#: An administrator arranges a unit and does not read its letters.
READING = frozenset({"registrar", "head", "member", "clerk", "auditor"})
#: Of the copies that a central saraban gets, whoever just works there reads none.
KEEPING = READING - {"member"}


@dataclass
class Given:
    """A role of a post in a unit, there or there and below."""

    unit: str
    role: str
    post: str
    inherit: bool
    since: date | None = None
    until: date | None = None


@dataclass
class Held:
    """A post that somebody holds, or acts in for its holder."""

    person: str
    post: str
    since: date
    until: date | None


@dataclass
class Thing:
    """A letter or paper: the units, folders and persons that it is for; ``everybody`` for a circular.

    ``copied``: where its copies are kept; of use only at a central saraban.
    """

    units: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    everybody: bool = False
    copied: set[str] = field(default_factory=set)


@dataclass
class Rules:
    """An office on paper."""

    above: dict[str, str | None] = field(default_factory=dict)
    given: dict[str, Given] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    lists: dict[str, set[str]] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    central: set[str] = field(default_factory=set)

    def readable(self, person: str, day: date) -> set[str]:
        """The keys of what a person reads on a day."""
        posts = {h.post for h in self.held.values() if h.person == person and _in_force(h, day)}
        given = [g for g in self.given.values() if g.post in posts and g.role in READING and _in_force(g, day)]
        units = {u for u in self.above if any(self._reaches(g, u) for g in given)}
        keeping = [g for g in given if g.role in KEEPING]
        copies = {u for u in self.central if any(self._reaches(g, u) for g in keeping)}
        folders = {f for f, listed in self.lists.items() if listed & posts}
        return {
            key
            for key, thing in self.things.items()
            if thing.everybody
            or person in thing.persons
            or thing.units & units
            or thing.folders & folders
            or thing.copied & copies
        }

    def _reaches(self, given: Given, unit: str | None) -> bool:
        if not given.inherit:
            return given.unit == unit
        while unit is not None:
            if unit == given.unit:
                return True
            unit = self.above[unit]
        return False

    def is_below(self, unit: str | None, top: str) -> bool:
        """Does a unit stand below another, or is it that one?"""
        while unit is not None and unit != top:
            unit = self.above[unit]
        return unit == top


def _in_force(period: Given | Held, day: date) -> bool:
    return (period.since is None or period.since <= day) and (period.until is None or day <= period.until)
