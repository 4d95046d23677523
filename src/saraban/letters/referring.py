"""อ้างถึงหนังสือในระบบ (references): a number that is named is looked for among the letters here, checked and linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from saraban.agencies.content import Unit
from saraban.agencies.service import agencies_of
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid, NeedsConfirmation
from saraban.core.i18n import Figures, _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.letters.reference_lines import bare_owner, with_owner
from saraban.letters.values import Reference
from saraban.people.actor import Actor
from saraban.registers.books import SHARED, books_of
from saraban.thai.dates import format_date
from saraban.thai.numbers import LetterNumber, number_key, parse_number

#: What a question about a reference is called, before the key of its number.
ASKED = "reference:"
#: The kinds that are referred to as letters; an order or an announcement is named by its own word.
LETTERS = frozenset({"external", "memo", "seal"})


@dataclass(frozen=True)
class Linked:
    """หนังสือที่อ้างถึง: the reference, and the letter here that it names, as far as the reader may know of it."""

    reference: Reference
    letter: Letter | None


def check_references(root: Any, actor: Actor, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references, with the date and the owner of the letter here where none was written (clause 11).

    Raises ``Invalid`` for a number of this office in that year whose letter has another date: the register is right.
    A number that is not here is a letter from elsewhere, and a letter that the writer may not read is not told of.
    """
    return tuple(_owned(root, actor, _checked(root, actor, _bare(reference))) for reference in references)


def ask_references(
    root: Any, actor: Actor, references: Iterable[Reference], confirm: Iterable[str], kept: Iterable[Reference] = ()
) -> None:
    """ถามก่อนอ้างถึงเลขที่ไม่พบ: a number with the code of a unit of this office has to be here, or be confirmed.

    ``confirm`` are the slugs that were answered, ``kept`` the references that stood in the draft before: they are not
    asked for again. Raises ``NeedsConfirmation``. A letter that the writer may not read answers as one that is missing.
    """
    answered = {*confirm, *(_slug(reference) for reference in kept)}
    codes = _codes(root)
    unknown = {
        _slug(reference): reference.number
        for reference in references
        if _slug(reference) not in answered and _is_not_here(root, actor, reference, codes)
    }
    if unknown:
        questions = [{"field": "references", "slug": slug, "message": _not_found(n)} for slug, n in unknown.items()]
        raise NeedsConfirmation(_("Nothing was saved yet: please confirm or correct what is marked."), questions)


def linked_references(root: Any, actor: Actor, letter: Letter) -> list[Linked]:
    """Each reference of a letter with the letter that the reader may open."""
    return [Linked(r, _named(_readable(root, actor, r.number), r)) for r in letter.references]


def _checked(root: Any, actor: Actor, reference: Reference) -> Reference:
    number = parse_number(reference.number)
    if reference.owner and (number is None or number.prefix is None):
        return reference  # ๑๒/๒๕๖๗ of another office: the same number here is another letter
    readable = _readable(root, actor, reference.number)
    if reference.dated is None:
        days = {found.dated for found in readable}
        return replace(reference, dated=days.pop()) if len(days) == 1 else reference
    year = buddhist_year(reference.dated)
    own = [x for x in readable if x.entry is not None and x.dated is not None and buddhist_year(x.dated) == year]
    if own and all(found.dated != reference.dated for found in own):
        dated = own[0].dated
        raise Invalid(
            _(
                "${number} is dated ${day} in the register, not ${written}. Correct the date of the reference.",
                mapping={
                    "number": Figures(reference.number),
                    "day": format_date(dated) if dated else "",
                    "written": format_date(reference.dated),
                },
            ),
            field="references",
            slug="reference-date",
        )
    return reference


def _bare(reference: Reference) -> Reference:
    """As one writes it in a form: no ``หนังสือ`` in the owner, no ``ที่`` in a number behind an owner."""
    if not reference.owner:
        return reference
    return replace(reference, number=reference.number.removeprefix("ที่").strip(), owner=bare_owner(reference.owner))


def _owned(root: Any, actor: Actor, reference: Reference) -> Reference:
    """With the office that issued it; an order and the like is no letter of anybody."""
    found = _named(_readable(root, actor, reference.number), reference)
    if found is None or found.kind not in LETTERS:
        return reference
    return replace(reference, owner=with_owner(reference, found.from_text))


def _named(readable: list[Letter], reference: Reference) -> Letter | None:
    if reference.dated is not None:
        return next((found for found in readable if found.dated == reference.dated), None)
    return readable[0] if len(readable) == 1 else None


def _readable(root: Any, actor: Actor, number: str) -> list[Letter]:
    return [found for found in records.by_number(root, number) if actor.may(Permission.LETTER_READ, found)]


def _slug(reference: Reference) -> str:
    year = f"@{buddhist_year(reference.dated)}" if reference.dated is not None else ""
    return f"{ASKED}{number_key(reference.number)}{year}"


def _not_found(number: str) -> Any:
    return _(
        "${number} is a number of this office, but it is not found in the system. Go on with it?",
        mapping={"number": Figures(number)},
    )


def _codes(root: Any) -> dict[str, list[Unit]]:
    """The units by the codes before their numbers, those of earlier years included."""
    found: dict[str, list[Unit]] = {}
    for unit in agencies_of(root).by_code.values():
        for prefix in unit.prefixes:
            found.setdefault(number_key(prefix.text), []).append(unit)
    return found


def _is_not_here(root: Any, actor: Actor, reference: Reference, codes: dict[str, list[Unit]]) -> bool:
    number = parse_number(reference.number)
    if number is None or number.prefix is None or number.prefix not in codes:
        return False
    year = buddhist_year(reference.dated) if reference.dated is not None else None
    letters = _readable(root, actor, reference.number)
    if any(year is None or letter.dated is None or buddhist_year(letter.dated) == year for letter in letters):
        return False
    books = [unit for unit in codes[number.prefix] if actor.may(Permission.REGISTER_READ, unit)]
    return not any(_is_entered(root, unit.code, number, year) for unit in books)


def _is_entered(root: Any, unit: str, number: LetterNumber, year: int | None) -> bool:
    """Was the number given to a paper without a letter here? One that is void or kept counts, too: it is on record."""
    wanted = {"circular"} if number.circular else {"send", *SHARED}
    books = (book for book in books_of(root, unit) if book.series in wanted and year in {None, book.year})
    found = (book.entries.get(number.n) for book in books)
    return any(e is not None and not e.letter and number_key(e.number) == number.key for e in found)
