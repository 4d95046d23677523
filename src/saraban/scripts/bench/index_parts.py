"""ส่วนต่าง ๆ ของการวัดดัชนี (the processes of an index): a writer of letters, an indexer, searchers that compare."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ZODB.POSException import ConflictError, StorageError
from zope.interface.registry import Components

from saraban.core.desk import Desk
from saraban.core.ids import id_text
from saraban.core.store import desk_on, open_database
from saraban.letters.content import Letter, Letters, Text
from saraban.letters.documents import letter_document, letter_ids, letter_thing
from saraban.scripts.bench.search_phases import reader_of
from saraban.search import indexer, outbox, service
from saraban.search.content import Outbox
from saraban.search.engines import ENGINES, ChosenEngine
from saraban.search.interfaces import ISearchEngine, Query
from saraban.search.overlay import Overlay
from saraban.search.searchables import Searchable, Searchables

SECTIONS: dict[str, Callable[[], Any]] = {"letters": Letters, "outbox": Outbox}
SCOPES = ("u:a", "u:b", "u:c", "circular")
WORDS = ("ประชุม", "งบประมาณ", "ระบายน้ำ", "โรงเรียน")
LETTERS = 300
WAIT = 0.02


def address(place: Path) -> str:
    """Where the store's server listens."""
    return f"zeo://{place}/zeo.sock"


@contextmanager
def opened(place: Path) -> Iterator[tuple[Any, Desk]]:
    """The store over its server, with what search keeps in a registry."""
    registry: Any = Components()
    registry.searchables = Searchables()
    registry.searchables["L"] = Searchable(letter_document, letter_thing, letter_ids)
    registry.search_overlay = Overlay()
    registry.registerUtility(ChosenEngine(place / "index"), ISearchEngine)
    database = open_database(address(place))
    try:
        with desk_on(database, address(place), var=place) as desk:
            yield registry, desk
    finally:
        database.close()


def change(desk: Desk, chance: random.Random) -> None:
    """Write, change, open up, close or take away a letter, and put it down for the index; all at once or not at all."""
    store, number = desk.root["letters"].letters, chance.randint(1, LETTERS)
    if number in store and chance.random() < 0.1:
        del store[number]
    else:
        store[number] = _letter(number, chance)
    outbox.enqueue(desk.root, f"L{id_text(number)}")
    if chance.random() < 0.05:
        desk.tm.abort()
    else:
        desk.tm.commit()
    desk.tm.begin()


def _letter(number: int, chance: random.Random) -> Letter:
    letter = Letter(number)
    letter.subject = "เรื่อง"
    letter.text = Text(" ".join(chance.sample(WORDS, 2)))
    letter.dated, letter.created_at = date(2024, 1, chance.randint(1, 28)), datetime(2024, 1, 1, tzinfo=UTC)
    letter.scopes, letter.chain = tuple(chance.sample(SCOPES, chance.randint(0, 2))), number
    return letter


def index_for_ever(place: Path, seed: int, rebuild_share: float) -> None:
    """Be the indexer until killed; now and then make the index anew, with either engine."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    with opened(place) as (registry, desk):
        engine = service.engine_of(registry)
        while True:
            try:
                if chance.random() < rebuild_share:
                    service.reindex(desk, registry, engine_name=chance.choice(list(ENGINES)))
                indexer.work(desk, engine, registry.searchables)
            except (ConflictError, StorageError):
                time.sleep(WAIT)
            time.sleep(WAIT / 4)


def search_for_ever(place: Path, seed: int, said: Path) -> None:
    """Search as a web process does, until killed; puts down what is wrong, and how often it asked."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    with opened(place) as (registry, desk), said.open("a", encoding="utf-8") as out:
        while True:
            try:
                for line in search_once(registry, desk, chance):
                    out.write(f"{line}\n")
            except (ConflictError, StorageError):
                time.sleep(WAIT)
            else:
                out.write("asked\n")
            out.flush()


def search_once(registry: Any, desk: Desk, chance: random.Random) -> Iterator[str]:
    """Compare one search with looking at every letter, before it and after it."""
    scopes = frozenset(chance.sample(SCOPES, chance.randint(0, 2)))
    word = chance.choice(WORDS)
    desk.tm.abort()
    desk.tm.begin()
    before, readable = by_hand(desk, scopes, word)
    found = service.find(desk, registry, reader_of(scopes), Query(word, limit=LETTERS))
    hits = {hit.key for hit in found.hits}
    desk.tm.abort()
    desk.tm.begin()
    after, _readable = by_hand(desk, scopes, word)
    yield from (f"leaked: {key}" for key in hits - readable)
    if not scopes and (found.total or found.facets):
        yield f"counted for nobody: {found.total} {found.facets}"
    if not found.catching_up:
        standing = {key for key, state in before.items() if after.get(key) == state}
        yield from (f"missed: {key}" for key in standing - hits)


def by_hand(desk: Desk, scopes: frozenset[str], word: str) -> tuple[dict[str, bytes], set[str]]:
    """The letters that a reader of these scopes finds, with their states, and all those that he may read."""
    readable = {
        f"L{letter.key}": letter for letter in desk.root["letters"].letters.values() if scopes & {*letter.scopes}
    }
    return {key: letter._p_serial for key, letter in readable.items() if word in letter.body}, set(readable)
