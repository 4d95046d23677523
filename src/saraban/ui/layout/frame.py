"""กรอบหน้าจอ (the frame): what stands around every page - rail with true counts, search, the post acted in, notes.

A feature's pages declare their place in the rail: ``config.add_rail_item(key, title, icon, path, order, ...)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pyramid.decorator import reify

from saraban.agencies.service import find_unit
from saraban.people.service import ACTING_TERMS, HeldPost, posts_of
from saraban.tasks import service as tasks
from saraban.ui.layout.formats import Formats, initials
from saraban.ui.layout.notes import Note, take_notes

Shown = Callable[[Any], bool]
Counted = Callable[[Any], int]
Place = Callable[[Any], str]


@dataclass(frozen=True)
class RailItem:
    """รายการในแถบนำทาง: ``path`` and ``shown`` ask the request; ``phone`` puts it on the bottom bar."""

    key: str
    title: Any
    icon: str
    path: str | Place
    order: int
    shown: Shown | None = None
    count: Counted | None = None
    phone: bool = False


@dataclass(frozen=True)
class RailLink:
    """A rail item as drawn for one request."""

    key: str
    title: Any
    icon: str
    href: str
    count: int
    phone: bool
    here: bool


@dataclass(frozen=True)
class PostChoice:
    """ตำแหน่งที่เลือกปฏิบัติได้."""

    key: str
    title: str
    unit: str
    term: str
    here: bool
    waiting: int = 0  # matters in the tray of this post; of an act in part nothing is told


def add_rail_item(
    config: Any,
    key: str,
    title: Any,
    icon: str,
    path: str | Place,
    order: int,
    *,
    shown: Shown | None = None,
    count: Counted | None = None,
    phone: bool = False,
) -> None:
    """Declare an entry of the rail; it shows only where ``shown(request)`` says that this person can use it."""
    config.registry.rail[key] = RailItem(key, title, icon, path, order, shown, count, phone)


class Frame:
    """What the master page draws around the content; computed once a page."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.actor = request.actor
        self.language = request.locale_name

    @property
    def here(self) -> str:
        """The rail item this page belongs to: the view's ``rail`` attribute on the request, or nothing."""
        return getattr(self.request, "rail", "")

    @reify
    def rail(self) -> list[RailLink]:
        return [self._link(item) for item in self._items()]

    @property
    def home(self) -> str:
        """Where the front door leads: the first place of the rail, or the in-tray for who is not known yet."""
        first = next(self._items(), None)
        return "/in-tray" if first is None else self._path(first)

    def _items(self) -> Iterator[RailItem]:
        """The places of the rail that this person has, in their order."""
        items = sorted(self.request.registry.rail.values(), key=lambda item: item.order) if self.actor else []
        return (item for item in items if item.shown is None or item.shown(self.request))

    def _path(self, item: RailItem) -> str:
        return item.path if isinstance(item.path, str) else item.path(self.request)

    @property
    def phone(self) -> list[RailLink]:
        """The first three of the phone's bottom bar; the fourth opens the rest."""
        return [link for link in self.rail if link.phone][:3]

    @property
    def more(self) -> list[RailLink]:
        """What the fourth button of the phone's bottom bar opens."""
        first = {link.key for link in self.phone}
        return [link for link in self.rail if link.key not in first]

    def _link(self, item: RailItem) -> RailLink:
        href = self._path(item)
        count = item.count(self.request) if item.count else 0
        return RailLink(item.key, item.title, item.icon, href, count, item.phone, item.key == self.here)

    @reify
    def posts(self) -> list[PostChoice]:
        """The posts that this person may act in today, the present one marked."""
        if self.actor is None:
            return []
        root = self.request.desk.root
        return [self._choice(root, held) for held in posts_of(root, self.actor.person, self.request.desk.today)]

    def _choice(self, root: Any, held: HeldPost) -> PostChoice:
        unit = find_unit(root, held.post.unit)
        term = ACTING_TERMS[held.acting.term] if held.acting else ""
        grant = held.acting.id if held.acting else ""
        here = held.post.id == self.actor.post and grant == self.actor.signing.grant
        limited = held.acting is not None and bool(held.acting.scope)
        waiting = 0 if limited else tasks.count(root, tasks.post_tray(held.post.id))
        return PostChoice(held.key, held.post.title, unit.title, term, here, waiting)

    @property
    def post(self) -> PostChoice | None:
        """The post acted in."""
        return next((choice for choice in self.posts if choice.here), None)

    @property
    def initials(self) -> str:
        return initials(self.actor.name) if self.actor else ""

    @reify
    def notes(self) -> list[Note]:
        return take_notes(self.request)

    @property
    def demo(self) -> bool:
        """Is this the demonstration store?"""
        return bool(self.request.desk.root.info.demo)

    @property
    def path(self) -> str:
        """Where this page is, to come back to after switching language or post; a form's answer goes home."""
        return self.request.path_qs if self.request.method == "GET" else self.request.path


def formats_for(request: Any) -> Formats:
    """The formats of a request."""
    return Formats(request.locale_name, request.desk.today)
