"""หน่วยงานผู้รับในบัญชีรายชื่อ (units of a list): found by code or name, and which may be meant where none is."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any

from saraban.agencies.service import agencies_of, agency_of, descendants, find_unit
from saraban.core.i18n import _
from saraban.offices.addressing import addressed_title
from saraban.thai.digits import to_arabic

#: How many units are offered for a name that is none.
OFFERED = 3
NAME_LENGTH = 80


class Units:
    """หน่วยงานทั้งหมด by code and by name, spaces and the script of digits aside; those of the writer's agency first."""

    def __init__(self, root: Any, unit: str, day: date) -> None:
        agency = agency_of(find_unit(root, unit))
        self._near = {agency.code, *(place.code for place in descendants(agency))}
        self._root, self._day = root, day
        self._titles = {code: place.title for code, place in agencies_of(root).by_code.items()}
        self._codes: dict[str, list[str]] = {}
        for code, place in agencies_of(root).by_code.items():
            for name in {_bare(code), _bare(place.title), _bare(place.title + agency_of(place).title)}:
                self._codes.setdefault(name, []).append(code)

    def find(self, name: str) -> tuple[str, Any]:
        """The code of the unit that is meant and no message; or no code and what to write instead."""
        found = self._codes.get(_bare(name), [])
        found = [code for code in found if code in self._near] or found
        if len(found) == 1:
            return found[0], None
        offered = found or self._like(_bare(name))
        named = ", ".join(f"{self._titles[code]} = {code}" for code in offered[:OFFERED])
        words = {"name": name[:NAME_LENGTH], "units": named}
        if found:
            return "", _("Several units are called “${name}”. Write the code of one: ${units}", mapping=words)
        if named:
            return "", _("“${name}” is no unit of the system. Is one of these meant? ${units}", mapping=words)
        return "", _("“${name}” is no unit of the system. Write its full name or its code.", mapping=words)

    def title(self, code: str) -> str:
        """What stands behind the salutation of a letter to a unit: the post that heads it, or its name."""
        return addressed_title(self._root, code, self._day)

    def _like(self, name: str) -> list[str]:
        """Units whose names hold these words, or are written nearly so; the nearest units first."""
        holding = [key for key in self._codes if name in key]
        like = holding or get_close_matches(name, self._codes, n=OFFERED, cutoff=0.7)
        codes = dict.fromkeys(code for key in like for code in self._codes[key])
        return sorted(codes, key=lambda code: code not in self._near)


def _bare(name: str) -> str:
    return to_arabic("".join(name.split())).casefold()
