"""ผู้นำเข้า (who imports): an administrator in a post, or the console of the machine; what is his to change.

Rights are asked of the gate with the actor that the present state gives: a unit that the import has just added below
one's own is one's own, as it would be from the next page on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.content import Unit
from saraban.agencies.service import agencies_of, ancestors, descendants
from saraban.core.access import principals_for
from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission, Role
from saraban.people.actor import Actor, Signing
from saraban.people.rights import actor_for
from saraban.people.service import people_of, posts_of

CONSOLE = "_console"
UNKNOWN_UNIT = _("There is no unit with this code among those that you manage.")
UNKNOWN_POST = _("There is no post with this id in the units that you manage.")
UNKNOWN_PERSON = _("There is no person with this id.")


@dataclass
class Hands:
    """``founding`` = units at the top and persons without a post can be entered: the console only.

    ``stale`` = units were added since the actor was put together.
    """

    desk: Desk
    actor: Actor
    founding: bool = False
    stale: bool = False

    @property
    def root(self) -> Any:
        """The tree."""
        return self.desk.root

    def refresh(self) -> None:
        """Ask again what the importer may do: units were added or moved."""
        self.stale = False
        if self.founding:
            self.actor = _console_actor(self.root)
        else:
            signing = self.actor.signing
            key = f"{self.actor.post}~{signing.grant}" if signing.grant else self.actor.post
            self.actor = actor_for(self.root, self.actor.person, key, self.desk.today)

    def manages(self, code: str) -> bool:
        """Is this a unit that the importer manages? One that is not there is none."""
        unit = agencies_of(self.root).by_code.get(code)
        if unit is None or self.actor.may(Permission.UNIT_MANAGE, unit):
            return unit is not None
        if self.stale:
            self.refresh()
        return self.actor.may(Permission.UNIT_MANAGE, unit)

    def managed(self) -> list[str]:
        """Every unit that the importer manages, from the top down, by code."""
        return [u.code for u in descendants(agencies_of(self.root)) if self.manages(u.code)]

    def below(self, code: str) -> list[str]:
        """A unit and those below it that the importer manages. Raises ``Missing`` for one that he does not."""
        if not self.manages(code):
            raise Missing(UNKNOWN_UNIT)
        unit = agencies_of(self.root).by_code[code]
        return [code, *(u.code for u in descendants(unit) if self.manages(u.code))]

    def tops(self) -> list[Unit]:
        """The topmost units that the importer manages."""
        units = [agencies_of(self.root).by_code[code] for code in self.managed()]
        codes = {u.code for u in units}
        return [u for u in units if not any(above.code in codes for above in ancestors(u))]

    def home_of(self, person: str) -> str:
        """A unit of the importer where somebody holds a post today; empty where there is none."""
        held = (h.post.unit for h in posts_of(self.root, person, self.desk.today))
        return next((unit for unit in held if self.manages(unit)), "")

    def knows(self, person: str) -> bool:
        """Does somebody hold a post of the importer's units, or act in one, at whatever time?"""
        people = people_of(self.root)
        if self.founding:
            return person in people
        held = [people.holdings[k].post for k in people.holdings_by_person.get(person, ())]
        acted = [people.acting[k].post for k in people.acting_by_person.get(person, ())]
        return any(self.manages(people.posts[post].unit) for post in (*held, *acted))


def console(desk: Desk) -> Hands:
    """The hands of who sits at the machine: administrator of every unit, on record as the console."""
    return Hands(desk, _console_actor(desk.root), founding=True)


def _console_actor(root: Any) -> Actor:
    duties = frozenset((Role.ADMINISTRATOR.value, code) for code in agencies_of(root).by_code)
    nobody = Signing(CONSOLE, "", "", "")
    return Actor(CONSOLE, "", "", "", nobody, frozenset(), duties, principals=principals_for(CONSOLE, (), duties))
