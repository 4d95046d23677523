"""ผู้รับมอบ (assignees): the units, posts and persons that a note is addressed to or that an order names."""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.letters import apart
from saraban.letters.content import Paper
from saraban.people.rights import can_read
from saraban.people.service import find_person, find_post, posts_in
from saraban.tasks import service as tasks


def describe_assignee(root: Any, assignee: str) -> str:
    """The name of ``unit:CODE``, ``post:ID`` or ``person:ID``; raises ``Invalid`` for anything else."""
    kind, _colon, key = assignee.partition(":")
    try:
        if kind == "unit":
            return find_unit(root, key).title
        if kind == "post":
            return find_post(root, key).title
        if kind == "person":
            return find_person(root, key).name
    except Missing:
        raise Invalid(
            _(
                "There is no such unit, post or person: ${name}. Choose one from the list.",
                mapping={"name": assignee[:80]},
            ),
            field="assign_to",
        ) from None
    raise Invalid(_("Choose a unit, a post or a person from the list."), field="assign_to")


def post_titled(root: Any, unit: str, title: str) -> str:
    """The post with this title in a unit, the units above it or directly below it; empty when none or several."""
    wanted = "".join(title.removeprefix("เรียน").split())
    place = find_unit(root, unit)
    for code in [place.code, *(u.code for u in ancestors(place))]:
        found = [p.id for p in posts_in(root, code) if p.active and "".join(p.title.split()).startswith(wanted)]
        if len(found) == 1:
            return found[0]
    return ""


def addressee_of(desk: Desk, paper: Paper, to: str, to_post: str) -> str:
    """The post in whose tray a proposal lies; empty for the unit's registry, which carries it further."""
    post = to_post or post_titled(desk.root, paper.unit, to)
    if (
        not post
        or apart.is_apart(desk.root, paper)
        or can_read(desk.root, tasks.post_tray(post), paper.scopes, desk.today)
    ):
        return post
    if to_post:
        raise Invalid(
            _("This post does not read the letters of the unit. Write to whom it goes, and send the letter on."),
            field="to",
        )
    return ""
