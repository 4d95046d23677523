"""ผู้อนุมัติ (approvers) of letters outside the system: who signs for a unit, in the post held on that day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.content import Post
from saraban.people.rights import actor_for, post_may
from saraban.people.service import find_post, holders_of, posts_in


@dataclass(frozen=True)
class Approver:
    """ผู้อนุมัติ: a person in a post (``HeldPost.key``) on a day; ``words`` are name and post as they are kept."""

    person: str
    post: str
    words: str

    @property
    def key(self) -> str:
        """What a form sends: ``PERSON POST``."""
        return f"{self.person} {self.post}"


def approvers_near(desk: Desk, unit: str, day: date) -> list[Approver]:
    """Who signed for the unit or one above it on a day, to be chosen from."""
    root, place = desk.root, find_unit(desk.root, unit)
    posts = (post for one in (place, *ancestors(place)) for post in posts_in(root, one.code))
    return list(_in(root, (post for post in posts if _signs(desk, post)), day))


def approver_on(desk: Desk, person: str, post: str, day: date) -> Approver:
    """Who approved it, of any unit. Raises ``Invalid`` for who did not hold the post that day or signs for nobody."""
    try:
        found = find_post(desk.root, post.partition("~")[0])
        who = actor_for(desk.root, person, post, day) if _signs(desk, found) else None
    except (Missing, NotAllowed):
        who = None
    if who is None:
        raise Invalid(
            _("Choose who approved it: somebody who held a post that signs letters on the day of the approval."),
            field="approver",
        )
    return Approver(person, post, _words(who.name, who.signing.lines))


def _in(root: Any, posts: Iterable[Post], day: date) -> Iterator[Approver]:
    for post in posts:
        for person, grant in holders_of(root, post.id, day):
            key = post.id if grant is None else f"{post.id}~{grant.id}"
            who = actor_for(root, person, key, day)
            yield Approver(person, key, _words(who.name, who.signing.lines))


def _signs(desk: Desk, post: Post) -> bool:
    """Today's roles decide: those of an earlier day may be older than the system."""
    return post_may(desk.root, post.id, Permission.LETTER_SIGN, post.unit, desk.today)


def _words(name: str, lines: tuple[str, ...]) -> str:
    return " ".join((name, *lines[1:]))
