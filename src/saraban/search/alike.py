"""เรื่องทำนองเดียวกัน (more like this): letters whose subjects have many stretches of letters in common."""

from __future__ import annotations

from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.search.analysis import grams_of
from saraban.search.interfaces import Hit
from saraban.search.looking import ask, read, show
from saraban.search.plan import Close, Plan
from saraban.thai.normalise import normalise

MOST = 20
#: Parts of a subject that another one has to have: the first that finds enough is taken.
SHARES = (0.6, 0.4, 0.25)
ENOUGH, MOST_READ, MOST_GRAMS, FEWEST = 5, 120, 120, 3


def find_alike(desk: Desk, registry: Any, actor: Actor, *, key: str) -> list[Hit]:
    """Letters and papers of other chains that the actor may read, the most alike first.

    Raises ``Missing`` where the actor may not read the one that they are to be like.
    """
    kinds = registry.searchables
    thing = kinds.thing(desk.root, key)
    doc = None if thing is None else kinds.resolve(desk.root, key)
    if doc is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    actor.require(Permission.LETTER_READ, thing)
    grams = tuple(dict.fromkeys(grams_of(normalise(doc.title))))[:MOST_GRAMS]
    ranked: dict[str, tuple[float, Any]] = {}
    for share in SHARES:
        if len(grams) < FEWEST or len(ranked) >= ENOUGH:
            break
        node = Close(grams, max(FEWEST, round(share * len(grams))))
        for row in ask(desk, registry, Plan(node, frozenset(actor.scopes), limit=MOST_READ)).rows:
            other = read(desk, kinds, actor, row) if row.chain != doc.chain and row.chain not in ranked else None
            if other is not None:
                ranked[row.chain] = (_alike(grams, other.title), row)
    best = sorted(ranked.values(), key=lambda pair: (-pair[0], pair[1].order))
    return show(desk, kinds, actor, [row for likeness, row in best if likeness >= SHARES[-1]][:MOST], ())[0]


def _alike(grams: tuple[str, ...], title: str) -> float:
    """The share of their stretches of letters that both subjects have."""
    mine, theirs = set(grams), set(grams_of(normalise(title)))
    return len(mine & theirs) / max(1, len(mine | theirs))
