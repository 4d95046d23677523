"""ตำแหน่งที่สิ้นสุดแล้ว (posts of the past): what a person held or acted in last."""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.people.content import Post
from saraban.people.service import acting_of, people_of


def last_post(root: Any, person: str, day: date) -> tuple[Post, date] | None:
    """ตำแหน่งสุดท้าย: the post that a person held or acted in until the latest day before ``day``, and that day."""
    people = people_of(root)
    held = [people.holdings[key] for key in people.holdings_by_person.get(person, ())]
    past = [one for one in (*held, *acting_of(root, person)) if one.until is not None and one.until < day]
    if not past:
        return None
    last = max(past, key=lambda one: (one.until, one.since or date.min))
    return people.posts[last.post], last.until
