"""ชื่อหน่วยงานและตำแหน่ง (titles): the names of the office that join the dictionary when the index is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saraban.agencies.service import agencies_of, descendants
from saraban.people.service import people_of


def office_titles(root: Any) -> Iterable[str]:
    """The titles and short titles of the units, schools among them, and the titles of the posts."""
    for unit in descendants(agencies_of(root)):
        yield unit.title
        yield unit.abbreviation
    for post in people_of(root).posts.values():
        yield post.title
