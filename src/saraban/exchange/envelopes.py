"""ซองเฉพาะผู้เกี่ยวข้อง (envelopes): a letter for few on its way to another unit's registry, which takes it in unopened.

The sender says who reads it there. The registry sees from whom it came, its number and date, and whose it is; it gives
it a receive number, and from then on those named have it.
"""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange.content import Delivery
from saraban.letters import apart, records
from saraban.letters.content import Letter
from saraban.letters.values import CONCERNED
from saraban.people.actor import Actor
from saraban.people.service import find_post, posts_of
from saraban.registers.concealing import NAMED_ONLY

Named = dict[str, tuple[str, ...]]


def readers_there(desk: Desk, letter: Letter, codes: list[str], named: tuple[str, ...]) -> Named:
    """The scopes that read a letter for few in each unit that it goes to, from ``post:ID`` and ``person:ID``.

    Raises ``Invalid`` for a unit where nobody is named, for somebody of none of the units, for an unopened envelope.
    """
    if not letter.handling:
        if named:
            raise Invalid(_("Persons are named only for a letter that is for those concerned."), field="concerned")
        return {}
    if letter.handling != CONCERNED and codes:
        raise Invalid(
            _("This letter is addressed to one person. It goes to a unit when it was opened and handed back."),
            field="to",
        )
    found: dict[str, list[str]] = {code: [] for code in codes}
    for target in dict.fromkeys(named):
        name = apart.check_named(desk, target)
        here = [code for code in _units_of(desk, target) if code in found]
        if not here:
            raise Invalid(
                _("${name} works in none of the units that the letter goes to.", mapping={"name": name}),
                field="concerned",
            )
        found[here[0]].append(apart.scope_of(target))
    for code, scopes in found.items():
        if not scopes:
            raise Invalid(
                _(
                    "Name who reads the letter at ${unit}: its registry takes it in without reading it.",
                    mapping={"unit": find_unit(desk.root, code).title},
                ),
                field="concerned",
            )
    return {code: tuple(scopes) for code, scopes in found.items()}


def is_hidden(root: Any, actor: Actor, delivery: Delivery) -> bool:
    """Is this an envelope to the actor: something that he takes in and does not read?"""
    letter = records.letter_by_id(root, delivery.letter)
    return bool(letter.handling) and not actor.may(Permission.LETTER_READ, letter)


def seen_by(root: Any, actor: Actor, delivery: Delivery) -> Letter:
    """The letter that a delivery brings; for who is not named what stands on the envelope, never stored."""
    letter = records.letter_by_id(root, delivery.letter)
    if not is_hidden(root, actor, delivery):
        return letter
    seen = Letter(letter.id)
    seen.kind, seen.number, seen.dated, seen.urgency = letter.kind, letter.number, letter.dated, letter.urgency
    seen.from_unit, seen.from_text = delivery.from_unit, find_unit(root, delivery.from_unit).title
    seen.subject, seen.to_text = NAMED_ONLY, ", ".join(apart.names_of(root, delivery.named))
    seen.handling, seen.state = letter.handling, letter.state
    return seen


def tray_of(desk: Desk, delivery: Delivery) -> str:
    """In whose tray an envelope lies when it is registered; raises ``Conflict`` when nobody named works any more."""
    for scope in delivery.named:
        target = apart.target_of(scope)
        try:
            apart.check_named(desk, target)
        except Invalid:
            continue
        return target
    raise Conflict(
        _("Nobody who is named on this letter is at work here any more. Return it to the sender."), slug="nobody-named"
    )


def sender_tray(root: Any, letter: Letter, delivery: Delivery) -> str:
    """With whom a letter for few lies again that came back: who keeps the matter, or who sent it."""
    paper = records.letters_of(root).papers.get(letter.parent_paper)
    return records.registry_tray(paper) if paper is not None and paper.registry else f"person:{delivery.sent_by}"


def _units_of(desk: Desk, target: str) -> list[str]:
    """The units of a post, or of a person's posts, from below upward."""
    kind, _colon, key = target.partition(":")
    try:
        posts = (
            [find_post(desk.root, key)] if kind == "post" else [h.post for h in posts_of(desk.root, key, desk.today)]
        )
    except Missing:
        return []
    units = [find_unit(desk.root, post.unit) for post in posts]
    return list(dict.fromkeys(place.code for unit in units for place in (unit, *ancestors(unit))))
