"""ผู้ร่างหนังสือ (who writes): the units in whose name the post acted in writes, or why there is none and whom to ask."""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import NotAllowed
from saraban.core.i18n import _
from saraban.people.past import last_post
from saraban.people.service import find_post
from saraban.ui.layout.duties import drafting_units
from saraban.ui.layout.frame import formats_for


def writing_units(request: Any) -> list[str]:
    """หน่วยงานที่ร่างได้. Raises ``NotAllowed`` where there is none: it speaks of the person's own posts alone."""
    units = drafting_units(request)
    if not units:
        raise NotAllowed(_why(request))
    return units


def _why(request: Any) -> Any:
    root, actor = request.desk.root, request.actor
    if actor.post:
        post = find_post(root, actor.post)
        return _(
            "The post you act in, ${post}, writes no letters. Switch to a post that does, or ask the administrator of "
            "the unit, ${unit}.",
            mapping={"post": post.title, "unit": find_unit(root, post.unit).title},
        )
    last = last_post(root, actor.person, request.desk.today)
    if last is None:
        return _(
            "You hold no post today, and letters are written in a post. Ask the administrator of your unit to give "
            "you one."
        )
    post, until = last
    return _(
        "You hold no post today, and letters are written in a post. Your last one was ${post}, ${unit}, until ${day}. "
        "Ask the administrator of that unit.",
        mapping={
            "post": post.title, "unit": find_unit(root, post.unit).title, "day": formats_for(request).day(until)
        },
    )  # fmt: skip
