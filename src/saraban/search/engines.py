"""เครื่องมือค้นหาที่เลือกใช้ (the engine of this office): the one that made the index in use, whoever reads it.

What is chosen is kept with the index and in no setting, so web and worker processes follow a switch from their next
search on, without being started again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from zope.interface import implementer

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.search.analysis import Analyser
from saraban.search.generations import DiskEngine, Generations
from saraban.search.interfaces import Found, ISearchEngine, SearchDoc
from saraban.search.plan import Plan
from saraban.search.tantivy_engine import TantivyEngine
from saraban.search.whoosh_engine import WhooshEngine
from saraban.search.words import SHORTEST_ATOM

ENGINES: dict[str, type[DiskEngine]] = {engine.name: engine for engine in (WhooshEngine, TantivyEngine)}
DEFAULT = WhooshEngine.name


@implementer(ISearchEngine)
class ChosenEngine:
    """เครื่องมือที่เลือก: passes everything on to the engine of the index in use, or else to the one chosen last."""

    def __init__(self, directory: Path, shortest: int = SHORTEST_ATOM) -> None:
        self._generations = Generations(directory)
        self.directory = self._generations.directory
        self._engines: dict[str, Any] = {name: engine(directory) for name, engine in ENGINES.items()}
        for engine in self._engines.values():
            engine.shortest = shortest
        self._made: tuple[str, str] = ("", "")

    @property
    def name(self) -> str:
        """The name of the engine that answers: the one that made the index in use, else the one chosen last."""
        current = self._generations.current()
        if not current or self._made[0] != current:
            try:
                self._made = (current, str(self._generations.made(current).get("engine")))
            except (OSError, ValueError):
                return self._chosen()
        return self._made[1] if self._made[1] in ENGINES else self._chosen()

    def _chosen(self) -> str:
        name = self._generations.chosen()
        return name if name in ENGINES else DEFAULT

    def called(self, name: str) -> Any:
        """An engine by its name (เลือกเครื่องมือค้นหา): it answers, and is chosen, once it has made its index.

        Raises ``Invalid`` for a name that there is no engine of.
        """
        if name not in ENGINES:
            raise Invalid(_("There is no search engine of this name."))
        return self._engines[name]

    @property
    def _engine(self) -> Any:
        return self._engines[self.name]

    @property
    def analyser(self) -> Analyser:
        """The analyser of the index in use; where there is none, of the one to be made."""
        analyser: Analyser = self._engine.analyser
        return analyser

    def is_ready(self) -> bool:
        return bool(self._engine.is_ready())

    def search(self, plan: Plan, without: Collection[str]) -> Found:
        found: Found = self._engine.search(plan, without)
        return found

    def writing(self) -> AbstractContextManager[bool]:
        return self._generations.writing()

    def write(self, docs: Iterable[SearchDoc], gone: Iterable[str]) -> None:
        self._engine.write(docs, gone)

    def rebuild(self, batches: Iterable[list[SearchDoc]], titles: Iterable[str] = ()) -> None:
        self._engines[self._chosen()].rebuild(batches, titles)

    def digests(self) -> Iterator[tuple[str, str]]:
        yield from self._engine.digests()

    def count(self, what: str = "") -> int:
        return int(self._engine.count(what))
