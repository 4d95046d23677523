"""สิ่งที่ค้นหาได้ (what can be searched): each feature above says how its keys become documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyramid.exceptions import ConfigurationError

from saraban.core.errors import Missing
from saraban.core.ids import id_text, id_value
from saraban.search.interfaces import SearchDoc


@dataclass(frozen=True)
class Searchable:
    """One kind of thing: its document, the object whose access list decides, and all ids of the kind."""

    resolve: Callable[[Any, int], SearchDoc | None]
    thing: Callable[[Any, int], Any]
    ids: Callable[[Any], Iterable[int]]


class Searchables(dict[str, Searchable]):
    """The kinds of things by the first letter of their keys; ``titles`` gives the names that the office has."""

    titles: Callable[[Any], Iterable[str]] = staticmethod(lambda _root: ())

    def _of(self, key: str) -> tuple[Searchable, int] | None:
        kind = self.get(key[:1])
        try:
            return None if kind is None else (kind, id_value(key[1:]))
        except Missing:
            return None

    def resolve(self, root: Any, key: str) -> SearchDoc | None:
        """The document of a key as things stand, ``None`` when there is nothing (any more)."""
        found = self._of(key)
        return None if found is None else found[0].resolve(root, found[1])

    def thing(self, root: Any, key: str) -> Any:
        """The object of a key, which carries the access list; ``None`` when there is none."""
        found = self._of(key)
        return None if found is None else found[0].thing(root, found[1])

    def keys_in(self, root: Any) -> Iterator[str]:
        """Every key of the store."""
        for prefix, kind in self.items():
            for number in kind.ids(root):
                yield prefix + id_text(number)


def add_searchable(
    config: Any,
    prefix: str,
    resolve: Callable[[Any, int], SearchDoc | None],
    thing: Callable[[Any, int], Any],
    ids: Callable[[Any], Iterable[int]],
) -> None:
    """Declare a kind of thing that is searched, by the first letter of its keys (``L``, ``P``).

    ``resolve(root, id)`` gives the document as things stand or ``None``, ``thing(root, id)`` the object with the access
    list, ``ids(root)`` all ids, for making the index anew and for comparing it with the store.
    """
    kinds: Searchables = config.registry.searchables
    if len(prefix) != 1 or prefix in kinds:
        msg = f"the search prefix {prefix!r} is taken, or is not one letter"
        raise ConfigurationError(msg)
    kinds[prefix] = Searchable(resolve, thing, ids)
