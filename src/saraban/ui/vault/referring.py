"""บอกทางเมื่อพบหนังสือลับ (referring): a classified letter came to an ordinary form; where it goes instead.

Who keeps a secret registry gets the way to its form; everybody else is told whose registry it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.classification.levels import SecrecyNotTaken
from saraban.people.service import find_person, find_post, holders_of, posts_with_role
from saraban.ui.layout.attempts import Refused
from saraban.vault import door

ROLE = "secret_registrar"
NOT_HERE, BY_NUMBER = "classified-not-taken", "classified-number"


@dataclass(frozen=True)
class Referred:
    """ทางที่ถูก: ``form`` is the secret form for who may use it, else ``ask`` says whom to give the letter to."""

    form: str
    ask: tuple[str, ...]


def referred(request: Any, unit: str, refused: Refused | None) -> Referred | None:
    """Where a letter goes that was refused because it is ลับ or ลับมาก; nothing for any other refusal."""
    if refused is None or not _is_classified(refused):
        return None
    registries = door.registries(request.desk, request.actor)
    if registries:
        return Referred(f"/secret/register/{registries[0]}", ())
    return Referred("", tuple(_keepers(request.desk, unit)))


def _is_classified(refused: Refused) -> bool:
    """Chosen as ลับ or ลับมาก, or numbered like a letter of these levels."""
    asked = any(question["slug"] == BY_NUMBER for question in refused.questions)
    return asked or (isinstance(refused.error, SecrecyNotTaken) and refused.error.slug == NOT_HERE)


def _keepers(desk: Any, unit: str) -> list[str]:
    """The secret registrars nearest above, by post and name."""
    place = find_unit(desk.root, unit)
    for near in (place, *ancestors(place)):
        posts = posts_with_role(desk.root, near.code, ROLE, desk.today)
        if posts:
            return [_words(desk, post) for post in posts]
    return []


def _words(desk: Any, post: str) -> str:
    names = ", ".join(
        find_person(desk.root, person).name for person, _acting in holders_of(desk.root, post, desk.today)
    )
    title = find_post(desk.root, post).title
    return f"{title} ({names})" if names else str(title)
