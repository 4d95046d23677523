"""อ้างถึงหนังสือในระบบ (references): a number that is named is looked for among the letters here, checked and linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.values import Reference
from saraban.people.actor import Actor
from saraban.thai.dates import format_date


@dataclass(frozen=True)
class Linked:
    """หนังสือที่อ้างถึง: the reference, and the letter here that it names, as far as the reader may know of it."""

    reference: Reference
    letter: Letter | None


def check_references(root: Any, actor: Actor, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references, with the date of the letter here where none was written.

    Raises ``Invalid`` for a number of this office in that year whose letter has another date: the register is right.
    A number that is not here is a letter from elsewhere, and a letter that the writer may not read is not told of.
    """
    return tuple(_checked(root, actor, reference) for reference in references)


def linked_references(root: Any, actor: Actor, letter: Letter) -> list[Linked]:
    """Each reference of a letter with the letter that the reader may open."""
    return [Linked(r, _named(_readable(root, actor, r.number), r)) for r in letter.references]


def _checked(root: Any, actor: Actor, reference: Reference) -> Reference:
    readable = _readable(root, actor, reference.number)
    if reference.dated is None:
        days = {found.dated for found in readable}
        return Reference(reference.number, days.pop()) if len(days) == 1 else reference
    year = buddhist_year(reference.dated)
    own = [x for x in readable if x.entry is not None and x.dated is not None and buddhist_year(x.dated) == year]
    if own and all(found.dated != reference.dated for found in own):
        dated = own[0].dated
        raise Invalid(
            _(
                "${number} is dated ${day} in the register, not ${written}. Correct the date of the reference.",
                mapping={
                    "number": reference.number,
                    "day": format_date(dated) if dated else "",
                    "written": format_date(reference.dated),
                },
            ),
            field="references",
            slug="reference-date",
        )
    return reference


def _named(readable: list[Letter], reference: Reference) -> Letter | None:
    if reference.dated is not None:
        return next((found for found in readable if found.dated == reference.dated), None)
    return readable[0] if len(readable) == 1 else None


def _readable(root: Any, actor: Actor, number: str) -> list[Letter]:
    return [found for found in records.by_number(root, number) if actor.may(Permission.LETTER_READ, found)]
