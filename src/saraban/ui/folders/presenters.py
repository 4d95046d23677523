"""แฟ้มสำหรับแสดง (folders as shown): only what the reader may read is counted and listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.permissions import Permission
from saraban.filing.service import folders_of
from saraban.letters import records
from saraban.people.service import find_post
from saraban.ui.layout.duties import own_units
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.targets import Choice, posts_near

PAGE = 50


@dataclass(frozen=True)
class FolderRow:
    """แฟ้มหนึ่งแฟ้ม."""

    href: str
    code: str
    title: str
    count: int
    listed: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """ตู้แฟ้มของหน่วย."""

    code: str
    title: str
    rows: tuple[FolderRow, ...]
    may_manage: bool
    posts: tuple[Choice, ...]


@dataclass(frozen=True)
class PaperRow:
    """หนังสือในแฟ้ม."""

    href: str
    number: str
    received: str
    subject: str
    sender: str
    filed: Any
    result: str


def shelves(request: Any) -> list[Shelf]:
    """The folders of the units that the post works in."""
    return [_shelf(request, code) for code in own_units(request) if _reads(request, code)]


def _reads(request: Any, code: str) -> bool:
    return f"u:{code}" in request.actor.scopes


def _shelf(request: Any, code: str) -> Shelf:
    root, actor = request.desk.root, request.actor
    unit = find_unit(root, code)
    rows = tuple(
        FolderRow(f"/folders/{f.id}", f.code, f.title, len(f.papers), tuple(find_post(root, p).title for p in f.posts))
        for f in folders_of(root, code)
        if actor.may(Permission.LETTER_READ, f)
    )
    may = actor.may(Permission.FOLDER_MANAGE, unit)
    return Shelf(code, unit.title, rows, may, tuple(posts_near(root, code, request.desk.today)) if may else ())


def paper_rows(request: Any, folder: Any, page: int) -> tuple[list[PaperRow], bool]:
    """A page of what lies in a folder, the last filed first; and whether there is more."""
    root, fmt = request.desk.root, formats_for(request)
    keys = list(reversed(list(folder.papers)))[page * PAGE : (page + 1) * PAGE + 1]
    rows = []
    for day, key in keys[:PAGE]:
        paper = records.paper_by_id(root, key)
        if not request.actor.may(Permission.LETTER_READ, paper):
            continue
        letter = records.letter_by_id(root, paper.letter)
        rows.append(
            PaperRow(
                f"/p/{paper.key}",
                fmt.digits(letter.number),
                fmt.digits(paper.n),
                letter.subject,
                letter.from_text,
                fmt.time(day),
                paper.result,
            )
        )
    return rows, len(keys) > PAGE
