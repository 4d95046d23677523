"""เติมตารางชนิดหนังสือรุ่นเดิม (completing kept tables): what later releases brought, beside what was edited.

A table that is kept is never changed, and letters keep the one that they were written under. One that was kept before
a release brought a member (where several sign, whose name is printed) is followed by a version that has it as shipped;
whatever the administrators wrote stays as it is. That version is kept with the first letter written under it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from saraban.core.errors import Invalid
from saraban.kinds.checking import check_table
from saraban.kinds.content import KindVersion

WHY = "เติมส่วนที่มากับระบบรุ่นใหม่ ส่วนที่ผู้ดูแลระบบแก้ไขไว้คงเดิม"


@dataclass(frozen=True)
class Added:
    """ส่วนที่เพิ่มมา: a member of a shipped kind or sub-kind (``regulation``, ``order.city``) that ``form`` brought.

    ``instead_of``: it takes the place of these words of the release before, where they still stand.
    """

    form: int
    kind: str
    member: str
    instead_of: str = ""


ADDED = (
    Added(1, "order.city", "issuers"),
    Added(1, "regulation", "issuers"),
    Added(1, "regulation", "note"),
    Added(1, "minutes", "signers"),
    Added(
        1,
        "announcement",
        "note",
        "The form has no number; offices number announcements all the same. Set the series to nothing to leave it out.",
    ),
    Added(2, "external", "owners"),
    Added(2, "memo", "owners"),
)
#: A table that is kept from now on says everything that the shipped one says, or leaves it out on purpose.
FORM = max(one.form for one in ADDED)


def completions(kept: Sequence[KindVersion], shipped: str) -> list[KindVersion]:
    """รุ่นที่เติมแล้ว: the versions that follow the kept ones (in order) so that nothing is lacking; mostly none.

    Every kept version that may still come to hold is followed by one of its own, from the same day on, so that the
    order of the days stays.
    """
    if not kept or kept[-1].form >= FORM:
        return []
    coming = [(old, whole(kept, old.n, shipped)) for old in _coming(kept)]
    if all(data == old.data for old, data in coming):
        return []
    made = []
    for n, (old, data) in enumerate(coming, len(kept) + 1):
        made.append(KindVersion(n, data, since=old.since, at=old.at, by="", name="", why=WHY))
        made[-1].completes, made[-1].form = old.n, FORM
    return made


def whole(kept: Sequence[KindVersion], n: int, shipped: str) -> str:
    """The table of a kept version, as it is kept, with what it lacks as shipped.

    A member lacks where neither this version nor one before it has it: what an administrator took out stays out. One
    that goes with nothing else of an edited kind is left out too.
    """
    return _whole(tuple(v.data for v in kept[:n]), kept[n - 1].form, shipped)


@lru_cache(maxsize=32)
def _whole(tables: tuple[str, ...], form: int, shipped: str) -> str:
    data: dict[str, Any] = json.loads(tables[-1])
    model, before = json.loads(shipped), [json.loads(table) for table in tables[:-1]]
    for one in ADDED:
        row, source = _row(data, one.kind), _row(model, one.kind)
        if form >= one.form or row is None or source is None:
            continue
        earlier = [found for table in before if (found := _row(table, one.kind)) is not None]
        lacks = not any(one.member in found for found in (row, *earlier))
        if lacks if not one.instead_of else row.get(one.member) == one.instead_of:
            _put(data, row, one.member, source[one.member])
    return written(data)


def written(data: dict[str, Any]) -> str:
    """A table in the one form in which it is kept."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _put(data: dict[str, Any], row: dict[str, Any], member: str, value: Any) -> None:
    old = dict(row)
    row[member] = value
    try:
        check_table(data)
    except Invalid:
        row.clear()
        row.update(old)


def _row(data: dict[str, Any], key: str) -> dict[str, Any] | None:
    kind, _dot, sub = key.partition(".")
    found: dict[str, Any] | None = next((k for k in data["kinds"] if k["key"] == kind), None)
    if found is not None and sub:
        return next((s for s in found.get("subkinds", ()) if s["key"] == sub), None)
    return found


def _coming(kept: Sequence[KindVersion]) -> list[KindVersion]:
    """Those that hold on some day from the making of the newest on, by their numbers."""
    newest = kept[-1]
    made = newest.at.date() if newest.at is not None else date.min
    found, until = [newest], newest.since
    for one in reversed(kept[:-1]):
        if one.since < until and until > made:
            found.append(one)
            until = one.since
    return found[::-1]
