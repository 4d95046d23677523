"""ของที่เก็บไว้ใช้เอง (keeping): saved searches, recent searches and favourites, each person's own and nobody else's.

What is kept are questions and keys, never what was found: each time the gate decides anew what is shown, and a letter
that may no longer be read is gone from every list as if it had never been there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
            _("You have marked as many letters as can be kept. Take the mark off one that you no longer need.")
        )
    own.favourites[letter.key] = desk.now


def favourites(root: Any, actor: Actor, registry: Any) -> Iterator[Any]:
    """The letters that the actor has marked and may read now, the last marked first."""
    own = _own(root, actor)
    marked = [] if own is None else sorted(own.favourites.items(), key=lambda pair: pair[1], reverse=True)
    for key, _at in marked:
        letter = registry.searchables.thing(root, "L" + key)
        if letter is not None and actor.may(Permission.LETTER_READ, letter):
            yield letter
