"""สัญญาของ API (the contract): what a call is. Routes, checks of input and the OpenAPI document all come from this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PREFIX = "/api/v1"
SAFE = frozenset({"GET"})
#: Most items of a page, and of a page of bare ids (``fields=id``).
MOST, MOST_IDS = 100, 10_000


@dataclass(frozen=True)
class Parameter:
    """พารามิเตอร์: a query or path parameter with its JSON Schema; ``about`` describes it."""

    name: str
    schema: dict[str, Any]
    about: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """การเรียกหนึ่งอย่าง: one call of the API.

    ``body`` and ``answer`` name schemas; ``status`` is that of success; ``uploads`` says that files may come along;
    ``raw`` that the view gives a response of its own (bytes).
    """

    view: Callable[[Any], Any]
    method: str
    path: str
    tag: str
    thai: str
    english: str
    body: str = ""
    answer: str = ""
    status: int = 200
    query: tuple[Parameter, ...] = ()
    uploads: bool = False
    #: members that a form may give as parts of their own, beside a single part ``file``
    form: tuple[str, ...] = ()
    raw: bool = False
    #: anybody may call it, without a token; it keeps nothing
    is_open: bool = False
    about: str = ""

    @property
    def name(self) -> str:
        """The operation's id."""
        return self.view.__name__

    @property
    def writes(self) -> bool:
        """Does it change anything (and so takes an idempotency key)?"""
        return self.method not in SAFE


@dataclass(frozen=True)
class Page:
    """หน้าหนึ่งของรายการ: the items of a page and where the next one begins."""

    items: list[Any]
    next: Any = None
    more: dict[str, Any] = field(default_factory=dict)


def operation(method: str, path: str, *, tag: str, thai: str, english: str, **details: Any) -> Callable[[Any], Any]:
    """Declare a view as a call of the API; ``details`` are the other members of ``Operation``."""

    def declare(view: Callable[[Any], Any]) -> Callable[[Any], Any]:
        view.operation = Operation(view, method, path, tag, thai, english, **details)  # type: ignore[attr-defined]
        return view

    return declare


def operations_of(*modules: Any) -> list[Operation]:
    """The calls that modules declare, in the order of their definitions."""
    return [
        thing.operation
        for module in modules
        for thing in vars(module).values()
        if isinstance(getattr(thing, "operation", None), Operation)
    ]
