"""A small searchable world: things with scopes in a store, registered as the features above do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import transaction
import ZODB
from BTrees.LOBTree import LOBTree
from persistent import Persistent
from persistent.mapping import PersistentMapping
from ZODB.DemoStorage import DemoStorage
from zope.interface.registry import Components

from saraban.core.access import acl_for, principals_for
from saraban.core.clock import SystemClock
from saraban.core.desk import Desk
from saraban.core.ids import id_text
from saraban.core.locks import Locks
from saraban.people.actor import Actor, Signing
from saraban.search import outbox
from saraban.search.content import Desks, Outbox
from saraban.search.interfaces import ISearchEngine, SearchDoc
from saraban.search.overlay import Overlay
from saraban.search.searchables import Searchable, Searchables


class Thing(Persistent):
    """What is searched: its fields are those of its document."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    @property
    def key(self) -> str:
        return str(self.fields["named"])

    @property
    def __acl__(self) -> list[Any]:
        return acl_for(self.fields.get("scopes", ("u:d54",)), ())


class Units(Persistent):
    """The units of the office, by code; none unless a test names some."""

    def __init__(self, **titles: str) -> None:
        self.by_code = {code: SimpleNamespace(code=code, title=title) for code, title in titles.items()}


def make_doc(number: int = 1, **fields: Any) -> SearchDoc:
    """A document with sensible fields, the ones of the test in their place."""
    given = {
        "key": "L" + id_text(number), "chain": id_text(number), "scopes": ("u:d54",), "unit": "d54", "kind": "memo",
        "series": "", "year": 2567, "day": date(2024, 3, 8), "seq": number, "urgency": "normal",
        "title": "การติดตามความคืบหน้า", "text": "หนังสือเวียนอิเล็กทรอนิกส์", "numbers": (), "state": "open",
    }  # fmt: skip
    return SearchDoc(**{**given, **fields})


def make_actor(*scopes: str, person: str = "p1") -> Actor:
    """Somebody who reads these scopes."""
    return Actor(
        person=person,
        name="(ชื่อ-สกุล)",
        post="post1",
        unit="d54",
        signing=Signing(person, "(ชื่อ-สกุล)", "post1", "เจ้าหน้าที่"),
        scopes=frozenset(scopes),
        principals=principals_for(person, scopes, ()),
    )


@dataclass
class World:
    """A store with things, an outbox and an engine."""

    desk: Desk
    registry: Any
    engine: Any
    kinds: Searchables = field(default_factory=Searchables)

    @property
    def things(self) -> Any:
        return self.desk.root["things"]

    def put(self, number: int = 1, **fields: Any) -> str:
        """Save a thing and put it down for the index, in one transaction."""
        self.things[number] = Thing(**fields)
        key = "L" + id_text(number)
        outbox.enqueue(self.desk.root, key)
        self.commit()
        return key

    def drop(self, number: int) -> None:
        """Take a thing away."""
        del self.things[number]
        outbox.enqueue(self.desk.root, "L" + id_text(number))
        self.commit()

    def commit(self) -> None:
        self.desk.tm.commit()
        self.desk.tm.begin()


def resolve(root: Any, number: int) -> SearchDoc | None:
    thing = root["things"].get(number)
    return None if thing is None else make_doc(number, **{k: v for k, v in thing.fields.items() if k != "named"})


def searchables() -> Searchables:
    """Things are of the kind L."""
    kinds = Searchables()
    kinds["L"] = Searchable(resolve, lambda root, n: root["things"].get(n), lambda root: root["things"].keys())
    return kinds


def make_registry(engine: Any, kinds: Searchables) -> Any:
    """A registry with what the search feature keeps there."""
    registry: Any = Components()
    registry.searchables = kinds
    registry.search_overlay = Overlay()
    registry.search_compared = Path("/nowhere/compared.json")
    registry.registerUtility(engine, ISearchEngine)
    return registry


@contextmanager
def make_world(directory: Any, engine: Any) -> Iterator[World]:
    """A world on a store in memory."""
    database = ZODB.DB(DemoStorage())
    tm = transaction.TransactionManager(explicit=True)
    connection = database.open(transaction_manager=tm)
    tm.begin()
    sections = {"things": LOBTree(), "outbox": Outbox(), "own-desks": Desks(), "agencies": Units()}
    root = connection.root()["app"] = PersistentMapping(sections)
    tm.commit()
    tm.begin()
    kinds = searchables()
    desk = Desk(root=root, tm=tm, clock=SystemClock(), locks=Locks(directory))
    try:
        yield World(desk, make_registry(engine, kinds), engine, kinds)
    finally:
        tm.abort()
        connection.close()
        database.close()
