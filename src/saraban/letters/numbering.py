"""ออกเลขให้หนังสือ (numbering a letter): the book of its kind, a fresh number or a reserved one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.kinds.service import kind_of
from saraban.kinds.shapes import LEVELS
from saraban.letters import records
from saraban.letters.approval import content_digest
from saraban.letters.content import Letter
from saraban.letters.values import Held
from saraban.people.actor import Actor
from saraban.registers.interfaces import EntryRef
from saraban.registers.service import find, issue, keep_for_letter, series_for, use_reserved, void
from saraban.thai.numbers import number_key

#: What a typed name with a one-time password is (ข้อ 26).
LEVEL = "section-9"
AWAITS_SIGNATURE = "รอลงนาม"
LEVEL_WORDS = {"section-9": "มาตรา ๙", "section-26": "มาตรา ๒๖", "section-28": "มาตรา ๒๖ และ ๒๘"}


def series_of(root: Any, letter: Letter) -> str:
    """ชุดเลข that a draft will be numbered in; nothing where its kind has no number."""
    if letter.circular:
        return "circular"
    kind = kind_of(root, letter)
    wanted = kind.series if kind is not None else letter.kind
    return series_for(find_unit(root, letter.from_unit), wanted) if wanted else ""


def check_level(root: Any, letter: Letter, level: str) -> None:
    """Raise ``Conflict`` where the kind of a letter demands a stronger signature than is offered."""
    kind = kind_of(root, letter)
    if kind is not None and LEVELS.index(level) < LEVELS.index(kind.level):
        raise Conflict(
            _(
                "A letter of this kind has to be signed with a certificate (${level}). Nothing was signed.",
                mapping={"level": LEVEL_WORDS[kind.level]},
            ),
            slug="level-too-weak",
        )


def give_number(desk: Desk, actor: Actor, letter: Letter, series: str, *, reserved: int = 0) -> date | None:
    """Give the letter its number, and its date where it takes a reserved one."""
    if not series:
        return None
    row: dict[str, Any] = {"from_": letter.from_text, "to": letter.to_text, "subject": letter.subject}
    named = letter.scopes if letter.handling else ()
    if reserved:
        year = letter.held.entry[2] if letter.held is not None else buddhist_year(desk.today)
        ref = EntryRef(letter.from_unit, series, year, reserved)
        kept = find(desk.root, *ref).day
        beside = letter.cosigning is not None  # held by who signed first
        entry = use_reserved(
            desk, actor, ref, dated=kept, letter=letter.id, signed=True, held=beside, named=named, **row
        )
    else:
        kept = None
        entry = issue(
            desk, actor, unit=letter.from_unit, series=series, dated=desk.today, letter=letter.id, signed=True,
            named=named, **row,
        )  # fmt: skip
    letter.entry, letter.number = (*entry.ref,), entry.number
    letter.number_key = number_key(letter.number)
    records.letters_of(desk.root).by_number.insert(records.number_mark(letter.number_key, letter.id))
    return kept


def hold_number(desk: Desk, actor: Actor, letter: Letter, series: str, *, chosen: int = 0) -> None:
    """ถือเลขไว้ให้หนังสือที่จะลงนาม: the number that was held already, or a reserved one, or the next; with its date.

    One that was held and cannot be used any more (another book by now, a year that has closed, a day that is past while
    the letter is another one now, a number that was not asked for) becomes void.
    """
    held, year = letter.held, buddhist_year(desk.today)
    if held is not None and find(desk.root, *held.entry).state == "reserved":
        same_letter = held.dated == desk.today or held.digest == content_digest(letter)
        if held.entry[1:3] == (series, year) and chosen in {0, held.entry[3]} and same_letter:
            letter.held = replace(held, digest=content_digest(letter))
            return
        give_up_number(desk, actor, letter, EntryRef(*held.entry), "เลขที่ถือไว้ใช้กับหนังสือนี้ไม่ได้แล้ว")
    letter.held = None
    if series:
        ref = EntryRef(letter.from_unit, series, year, chosen)
        named = letter.scopes if letter.handling else ()
        entry = keep_for_letter(desk, actor, ref, letter=letter.id, who=actor.name, why=AWAITS_SIGNATURE, named=named)
        letter.held = Held((*entry.ref,), entry.number, entry.day, desk.now, content_digest(letter))


def give_up_number(desk: Desk, actor: Actor, letter: Letter, ref: EntryRef, reason: str) -> None:
    """ยกเลิกเลขของหนังสือ: its entry stays in the book, void, with the reason; one that is void already stays so."""
    if find(desk.root, *ref).state != "void":
        void(desk, actor, ref, reason, letter=letter.id)
    letter.held = None
