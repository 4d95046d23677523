"""ตารางการเรียก (the table of calls): every call in the order of the document; routes and document come from it."""

from __future__ import annotations

from saraban.api.contract import PREFIX, Operation, operations_of
from saraban.api.views import (
    answers,
    circulars,
    circulars_kept,
    copies,
    deliveries,
    directives,
    executives,
    intake,
    kept,
    kinds,
    letters,
    listed,
    me,
    merges,
    named,
    numbers,
    on_paper,
    outside,
    owed,
    receipts,
    registers,
    reviewing,
    search,
    sending,
    sheets,
    signing,
    templates,
    units,
    verify,
)

OPERATIONS: list[Operation] = operations_of(
    me,
    units,
    intake,
    deliveries,
    registers,
    numbers,
    outside,
    copies,
    receipts,
    named,
    on_paper,
    sheets,
    executives,
    directives,
    kinds,
    letters,
    templates,
    merges,
    listed,
    signing,
    reviewing,
    sending,
    answers,
    owed,
    search,
    kept,
    circulars,
    circulars_kept,
    verify,
)
#: Parts of addresses: what they look like, so that other addresses are not found at all.
PATTERNS = {"year": r"\d{4}", "n": r"\d{1,9}"}


def by_path() -> dict[str, list[Operation]]:
    """The calls of each address."""
    found: dict[str, list[Operation]] = {}
    for operation in OPERATIONS:
        found.setdefault(operation.path, []).append(operation)
    return found


def route_pattern(path: str) -> str:
    """An address as a route: ``/units/{code}`` below the prefix."""
    for name, pattern in PATTERNS.items():
        path = path.replace(f"{{{name}}}", f"{{{name}:{pattern}}}")
    return PREFIX + path
