"""ส่งออกผลการค้น (a result as a table): what the reader may see of it at this moment, one line a letter or paper.

At most ``MOST`` lines; what is found by a search is what the gate lets through, and of a letter for few whose paper
alone one may read the words of the letter are left out as in the book. Passcodes are hidden, as in every list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.clock import bangkok_date
from saraban.core.desk import Desk
from saraban.core.ids import id_value
from saraban.core.permissions import Permission
from saraban.documents.tables import Column, write_csv, write_xlsx
from saraban.letters import records
from saraban.letters.content import Letter, Paper
from saraban.letters.workflow import LETTER_STATES, PAPER_STATES
from saraban.people.actor import Actor
from saraban.registers.concealing import NAMED_ONLY
from saraban.search.asking import pairs_of, query_of
from saraban.search.interfaces import Query
from saraban.search.service import find_keys
from saraban.thai.dates import format_date
from saraban.thai.masking import mask

#: Lines of an export; a wider search is to be narrowed.
MOST = 5_000
TITLE = "ผลการค้นหนังสือ"
COLUMNS = (
    Column("ที่", 24),
    Column("ลงวันที่", 16),
    Column("จาก", 32),
    Column("ถึง", 32),
    Column("เรื่อง", 60),
    Column("หน่วยงานที่รับ", 32),
    Column("เลขทะเบียนรับ", 14),
    Column("วันที่รับ", 16),
    Column("สถานะ", 24),
)


def rows(desk: Desk, registry: Any, actor: Actor, query: Query) -> Iterator[tuple[str, ...]]:
    """The lines of a result in its order, as the actor sees them."""
    for key in find_keys(desk, registry, actor, replace(query, offset=0, limit=MOST)):
        number = id_value(key[1:])
        paper = records.paper_by_id(desk.root, number) if key.startswith("P") else None
        letter = records.letter_by_id(desk.root, number if paper is None else paper.letter)
        yield (*_letter(letter, actor), *_paper(desk.root, letter, paper))


def to_csv(desk: Desk, registry: Any, actor: Actor, asked: Mapping[str, str]) -> bytes:
    """ส่งออก CSV of what a search finds; it is put on record who took how many lines."""
    return write_csv(COLUMNS, _taken(desk, registry, actor, asked, "csv"))


def to_xlsx(desk: Desk, registry: Any, actor: Actor, asked: Mapping[str, str], words: str) -> bytes:
    """ส่งออก XLSX, with what was asked in ``words`` above the heads; put on record as well."""
    lines = [TITLE, mask(words), f"ณ วันที่ {format_date(desk.today, digits='arabic')} ไม่เกิน {MOST:,} รายการ"]
    taken = _taken(desk, registry, actor, asked, "xlsx")
    return write_xlsx(TITLE, COLUMNS, taken, head_lines=[line for line in lines if line])


def _taken(desk: Desk, registry: Any, actor: Actor, asked: Mapping[str, str], form: str) -> list[tuple[str, ...]]:
    """The lines, and a leaf in the chain of the unit acted in: the digest of the question, never its words."""
    found = list(rows(desk, registry, actor, query_of(asked)))
    about: dict[str, str | int] = {"asked": digest_of(asked), "form": form, "lines": len(found)}
    audit.record(
        desk, actor.unit or audit.SECURITY, "search-exported", person=actor.person, post=actor.post, about=about
    )
    return found


def digest_of(asked: Mapping[str, str]) -> str:
    """What tells one question from another on record (SHA-256 of its parameters in their order)."""
    return sha256(json.dumps(pairs_of(asked), ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _letter(letter: Letter, actor: Actor) -> tuple[str, ...]:
    seen = actor.may(Permission.LETTER_READ, letter)
    words = (mask(text) if seen else NAMED_ONLY for text in (letter.from_text, letter.to_text, letter.subject))
    return (letter.number, _day(letter.dated), *words)


def _paper(root: Any, letter: Letter, paper: Paper | None) -> tuple[str, ...]:
    if paper is None:
        return ("", "", "", LETTER_STATES.get(letter.state, ""))
    received = _day(bangkok_date(paper.received_at)) if paper.received_at else ""
    return (find_unit(root, paper.unit).title, str(paper.n), received, PAPER_STATES.get(paper.state, ""))


def _day(day: date | None) -> str:
    return format_date(day, digits="arabic") if day is not None else ""
