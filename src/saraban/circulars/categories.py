"""หมวดหนังสือเวียน (categories): a list for the whole office that its administrators change."""

from __future__ import annotations

import re
from typing import Any

from BTrees.OOBTree import OOBTree

from saraban.audit import service as audit
from saraban.circulars.content import Category
from saraban.circulars.lists import board_of
from saraban.core.desk import Desk
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.people.actor import Actor
from saraban.people.whole import top_unit

#: What a new office begins with.
FIRST = (
    Category("general", "ทั่วไป", "General"),
    Category("policy", "นโยบาย", "Policy"),
    Category("meeting", "การประชุม", "Meetings"),
    Category("training", "การอบรม", "Training"),
    Category("personnel", "การเจ้าหน้าที่", "Personnel"),
    Category("finance", "การเงินและพัสดุ", "Finance"),
)
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
MOST, LENGTH = 40, 60


def categories(root: Any) -> list[Category]:
    """All categories, in the order in which they were added, closed ones too."""
    kept = board_of(root).categories
    return list(FIRST) if kept is None else list(kept.values())


def open_categories(root: Any) -> list[Category]:
    """Those that a circular can be put under today."""
    return [c for c in categories(root) if c.active]


def check_open(root: Any, key: str) -> None:
    """Raise ``Invalid`` for a category that is not on the list or is closed."""
    if key not in {c.key for c in open_categories(root)}:
        raise Invalid(_("Choose a category from the list."), field="category")


def set_category(desk: Desk, actor: Actor, *, key: str, title: str, title_en: str, active: bool = True) -> Category:
    """กำหนดหมวดหนังสือเวียน: add one or change its names; a closed one stays with what was put under it.

    By the administrators of the office as a whole. Raises ``Invalid`` for a bad key, a missing name, a full list.
    """
    top = top_unit(desk.root, actor)
    if not KEY.match(key or "") or len(key) > LENGTH:
        raise Invalid(_("A key has small Latin letters, digits and hyphens, such as health."), field="key")
    names = {"title": title.strip(), "title_en": title_en.strip()}
    for field, name in names.items():
        if not 0 < len(name) <= LENGTH:
            raise Invalid(_("Give the category a name of at most 60 characters in both languages."), field=field)
    board = board_of(desk.root)
    kept = {c.key: c for c in categories(desk.root)}
    if key not in kept and len(kept) >= MOST:
        raise Invalid(_("There are 40 categories already. Rename one of those."), field="key")
    found = Category(key, **names)
    found.active = active
    if board.categories is None:
        board.categories = OOBTree({f"{n:03}": Category(c.key, c.title, c.title_en) for n, c in enumerate(FIRST)})
    place = next((p for p, c in board.categories.items() if c.key == key), f"{len(board.categories):03}")
    board.categories[place] = found
    audit.record(desk, top, "circular-category", person=actor.person, post=actor.post, about={"category": key})
    return found
