"""ของที่เก็บไว้ใช้เอง (keeping): saved searches, recent searches and favourites, each person's own and nobody else's.

What is kept are questions and keys, never what was found: each time the gate decides anew what is shown, and a letter
that may no longer be read is gone from every list as if it had never been there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, new_id
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.search.asking import Pairs, pairs_of
from saraban.search.content import Desks, Own, SavedSearch

MOST_SAVED, MOST_RECENT, MOST_FAVOURITES = 50, 20, 500
LONGEST_NAME = 100


@dataclass(frozen=True)
class LostMark:
    """เครื่องหมายที่เปิดหนังสือไม่ได้แล้ว: its own id and when it was made; nothing of the letter."""

    key: str
    at: datetime


def _desks(root: Any) -> Desks:
    found: Desks = root["own-desks"]
    return found


def _own(root: Any, actor: Actor) -> Own | None:
    """What the actor keeps; None as long as that is nothing."""
    found: Own | None = _desks(root).get(actor.person)
    return found


def _own_to_change(root: Any, actor: Actor) -> Own:
    own = _own(root, actor)
    if own is None:
        own = _desks(root)[actor.person] = Own()
    return own


def _checked(asked: Mapping[str, str]) -> Pairs:
    pairs = pairs_of(asked)
    if not any(name != "sort" for name, _value in pairs):
        raise Invalid(_("There is nothing in this search that could be kept."))
    return pairs


def saved_searches(root: Any, actor: Actor) -> list[SavedSearch]:
    """The actor's saved searches by their names."""
    own = _own(root, actor)
    return [] if own is None else sorted(own.saved.values(), key=lambda saved: (saved.name, saved.key))


def saved_search(root: Any, actor: Actor, key: str) -> SavedSearch:
    """One of the actor's own; raises ``Missing``, for another person's too."""
    own = _own(root, actor)
    found: SavedSearch | None = None if own is None else own.saved.get(key)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return found


def save_search(desk: Desk, actor: Actor, *, name: str, asked: Mapping[str, str]) -> SavedSearch:
    """บันทึกการค้น under a name; raises ``Invalid`` for an empty name, ``Conflict`` for one that there is already."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Invalid(_("Give the search a name of at most 100 characters."), field="name")
    pairs, own = _checked(asked), _own_to_change(desk.root, actor)
    if any(saved.name == name for saved in own.saved.values()):
        raise Conflict(_("You have a saved search of this name. Choose another name."), field="name")
    if len(own.saved) >= MOST_SAVED:
        raise Conflict(_("You have saved as many searches as can be kept. Delete one that you no longer need."))
    saved = SavedSearch(id_text(new_id()), name, pairs, desk.now)
    own.saved[saved.key] = saved
    return saved


def delete_search(desk: Desk, actor: Actor, *, key: str) -> None:
    """ลบการค้นที่บันทึกไว้."""
    saved_search(desk.root, actor, key)
    del _own_to_change(desk.root, actor).saved[key]


def recent_searches(root: Any, actor: Actor) -> tuple[Pairs, ...]:
    """The actor's last searches, the latest first."""
    own = _own(root, actor)
    return () if own is None else own.recent


def remember_search(desk: Desk, actor: Actor, *, asked: Mapping[str, str]) -> None:
    """จำการค้นล่าสุด: at most twenty, each once."""
    pairs, own = _checked(asked), _own_to_change(desk.root, actor)
    if own.recent[:1] != (pairs,):
        own.recent = (pairs, *(known for known in own.recent if known != pairs))[:MOST_RECENT]


def forget_searches(desk: Desk, actor: Actor) -> None:
    """ล้างการค้นล่าสุด."""
    own = _own(desk.root, actor)
    if own is not None and own.recent:
        own.recent = ()


def is_favourite(root: Any, actor: Actor, letter: Any) -> bool:
    """Has the actor marked this letter?"""
    own = _own(root, actor)
    return own is not None and letter.key in own.favourites


def set_favourite(desk: Desk, actor: Actor, *, letter: Any, is_marked: bool) -> None:
    """ทำเครื่องหมายหนังสือที่ใช้บ่อย or take it off; for a letter that the actor may read."""
    actor.require(Permission.LETTER_READ, letter)
    own = _own_to_change(desk.root, actor) if is_marked else _own(desk.root, actor)
    if own is None or (letter.key in own.favourites) == is_marked:
        return
    if not is_marked:
        del own.favourites[letter.key]
        return
    if len(own.favourites) >= MOST_FAVOURITES:
        raise Conflict(
            _(
                "You have marked as many letters as can be kept, those that you may no longer read among them."
                " Take the mark off one that you no longer need."
            )
        )
    own.favourites[letter.key] = desk.now


def favourites(root: Any, actor: Actor, registry: Any) -> Iterator[Any]:
    """The letters that the actor has marked and may read now, the last marked first."""
    return (letter for _key, _at, letter in _marked(root, actor, registry) if letter is not None)


def lost_marks(root: Any, actor: Actor, registry: Any) -> list[LostMark]:
    """เครื่องหมายที่เปิดหนังสือไม่ได้แล้ว: the actor's marks of letters that he may not read now, or that are no more."""
    marked = _marked(root, actor, registry)
    return [LostMark(_mark_id(actor, key), at) for key, at, letter in marked if letter is None]


def drop_mark(desk: Desk, registry: Any, actor: Actor, *, key: str) -> None:
    """ลบเครื่องหมายที่เปิดหนังสือไม่ได้แล้ว, by the mark's own id. Raises ``Missing`` for one that is not there."""
    for letter_key, _at, letter in _marked(desk.root, actor, registry):
        if letter is None and _mark_id(actor, letter_key) == key:
            del _own_to_change(desk.root, actor).favourites[letter_key]
            return
    raise Missing(_("There is nothing at this address, or you may not see it."))


def _marked(root: Any, actor: Actor, registry: Any) -> Iterator[tuple[str, datetime, Any]]:
    """What the actor has marked, the last first: the letter where he may read it, None where not."""
    own = _own(root, actor)
    for key, at in [] if own is None else sorted(own.favourites.items(), key=lambda pair: pair[1], reverse=True):
        letter = registry.searchables.thing(root, "L" + key)
        may_read = letter is not None and actor.may(Permission.LETTER_READ, letter)
        yield key, at, letter if may_read else None


def _mark_id(actor: Actor, key: str) -> str:
    """The id of a mark: its person's own, and no way back to the letter."""
    return hashlib.sha256(f"mark\n{actor.person}\n{key}".encode()).hexdigest()[:24]
