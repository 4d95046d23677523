"""จดหมายเวียนจากบัญชีรายชื่อ (merging): a text with blanks and a list of addressees make letters, all or none.

``each`` makes a draft for every row, to be signed with a number of its own. ``one`` makes a single draft: it is signed
and numbered once, goes to every unit of the list, and each addressee has a copy on which he is named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value, new_id
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.blanks import blanks_of, fill_blanks
from saraban.letters.content import Letter
from saraban.letters.drafting import void_letter, write_draft
from saraban.letters.filling import Draft, check_draft
from saraban.letters.words import check_words
from saraban.letters.workflow import UNSIGNED
from saraban.people.actor import Actor
from saraban.templates.content import Merge
from saraban.templates.lists import TO, UNIT, AddresseeList, ListRow, Wrong, read_list
from saraban.templates.receivers import Units
from saraban.templates.service import kept_as, store_of

EACH, ONE = "each", "one"
MOST_DRAFTS = 300
TITLE_LENGTH, REASON_LENGTH = 300, 1000
#: Longest words after เรียน of one addressee.
WORDS_LENGTH = 500
MARK = "ตามบัญชีรายชื่อ"


@dataclass(frozen=True)
class Plan:
    """แผนของชุดจดหมาย: the forms that would become drafts, of one letter for all its receivers, and what is wrong."""

    forms: tuple[Draft, ...]
    receivers: tuple[tuple[str, str], ...]
    rows: tuple[ListRow, ...]
    columns: tuple[str, ...]
    wrong: tuple[Wrong, ...]


class ListWrong(Invalid):
    """บัญชีรายชื่อมีที่ผิด: nothing was made; ``wrong`` names every cell."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        first = wrong[0]
        told = {"n": len(wrong), "line": first.line, "column": first.column}
        message = (
            _(
                "The list is wrong in ${n} places, the first in row ${line} column ${column}. Nothing was made. "
                "Correct the list, then choose it again.",
                mapping=told,
            )
            if first.column
            else _(
                "The list is wrong in ${n} places, the first in row ${line}. Nothing was made. Correct the list, "
                "then choose it again.",
                mapping=told,
            )
        )
        super().__init__(message, field="list", slug="bad-rows")
        self.wrong = wrong


def plan_merge(desk: Desk, actor: Actor, *, unit: str, form: Draft, data: bytes, mode: str) -> Plan:
    """ตรวจบัญชีรายชื่อ: what would be made, or every place that is wrong. Nothing is kept.

    Raises ``Invalid`` for a file that is no list, or where text and list do not fit together at all.
    """
    actor.require(Permission.LETTER_DRAFT, find_unit(desk.root, unit))
    if mode not in {EACH, ONE}:
        raise Invalid(_("Choose whether each gets a letter of his own, or all get the same."), field="mode")
    table = read_list(data)
    _check_fit(form, table, mode)
    named = Units(desk.root, unit, desk.today)
    forms, receivers, wrong = [], [], list(table.wrong)
    for row in table.rows:
        made, unit_code, errors = _made(form, row, table, named)
        wrong += errors
        forms.append(made)
        receivers.append((unit_code, made.to_text))
    if mode == ONE:
        forms = [_for_all(form, receivers)]
        wrong += _same_twice(table, receivers)
        check_draft(desk, actor, unit=unit, form=forms[0])  # what is wrong about it is not the list's
    else:
        wrong += _refused(desk, actor, unit, forms, table, form, {w.line for w in wrong})
    order = sorted(dict.fromkeys(wrong), key=lambda w: (w.line, w.column))
    return Plan(tuple(forms), tuple(receivers), table.rows, tuple(table.columns), tuple(order))


def merge_list(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    form: Draft,
    data: bytes,
    mode: str,
    title: str,
    source: Letter | None = None,
) -> Merge:
    """จัดทำหนังสือจากบัญชีรายชื่อ: drafts of every row, or one for all. The same list twice gives what it made first.

    ``title`` names what they were made from; ``source`` is that draft. Raises ``ListWrong`` with every wrong cell;
    then nothing is made.
    """
    if source is not None and source.handling:
        raise Invalid(_("This letter is for those concerned alone. Letters from a list cannot be made of it."))
    plan = plan_merge(desk, actor, unit=unit, form=form, data=data, mode=mode)
    if plan.wrong:
        raise ListWrong(plan.wrong)
    digest = _digest(form, data, mode)
    before = next((m for m in merges_of(desk.root, unit) if m.digest == digest and m.undone_at is None), None)
    if before is not None:
        return before
    name = check_words(title, "title", TITLE_LENGTH)
    merge = Merge(
        new_id(),
        unit,
        (digest, mode, name),
        rows=len(plan.rows),
        at=desk.now,
        by=(actor.person, actor.name, actor.post),
    )
    made = []
    for one in plan.forms:
        letter = write_draft(desk, actor, unit=unit, form=one)
        letter.merge = merge.id
        if mode == ONE:
            letter.receivers = plan.receivers
        made.append(letter.id)
    merge.letters = tuple(made)
    store_of(desk.root).merges[unit, merge.id] = merge
    _record(desk, actor, merge, "merge-made")
    return merge


def undo_merge(desk: Desk, actor: Actor, *, merge: Merge, reason: str) -> None:
    """ยกเลิกทั้งชุด: every draft of it is made void with the reason. Raises ``Conflict`` when one is signed already."""
    if merge.undone_at is not None:
        raise Conflict(_("These drafts were cancelled already."), slug="wrong-state")
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(_("Write why it is made void."), field="reason")
    left = [letter for letter in letters_of_merge(desk.root, merge) if letter.state != "void"]
    if any(letter.state not in UNSIGNED for letter in left):
        raise Conflict(
            _("One of these letters is signed already. Nothing was cancelled; cancel the others one by one."),
            slug="signed-already",
        )
    if any(letter.held is not None for letter in left):
        raise Conflict(
            _("One of these letters holds a number. Nothing was cancelled; cancel the letters one by one."),
            slug="number-held",
        )
    for letter in left:
        void_letter(desk, actor, letter=letter, reason=words)
    merge.undone_at, merge.undone_by, merge.undone_why = desk.now, actor.name, words
    _record(desk, actor, merge, "merge-undone")


def may_be_undone(root: Any, merge: Merge) -> bool:
    """ยกเลิกทั้งชุดได้หรือไม่: is none of its letters signed, and does none hold a number?"""
    left = [letter for letter in letters_of_merge(root, merge) if letter.state != "void"]
    return merge.undone_at is None and all(letter.state in UNSIGNED and letter.held is None for letter in left)


def may_see_list(actor: Actor, letter: Letter) -> bool:
    """ผู้ที่เห็นบัญชีรายชื่อ: of one letter for all, those of the unit that writes it or keeps its books."""
    return any(actor.may(permission, letter) for permission in (Permission.LETTER_DRAFT, Permission.REGISTER_READ))


def letters_of_merge(root: Any, merge: Merge) -> list[Letter]:
    """หนังสือในชุด, in the order of the list (the caller asks the gate of each)."""
    return [records.letter_by_id(root, letter) for letter in merge.letters]


def merges_of(root: Any, unit: str) -> Iterator[Merge]:
    """The merges of a unit (the caller asks the gate)."""
    yield from store_of(root).merges.values(min=(unit, 0), max=(unit, 1 << 63))


def list_merges(root: Any, actor: Actor, unit: str) -> list[Merge]:
    """The merges of a unit for who drafts for it, the newest first; raises ``Missing``."""
    actor.require(Permission.LETTER_DRAFT, find_unit(root, unit))
    return sorted(merges_of(root, unit), key=lambda m: m.at, reverse=True)


def find_merge(root: Any, actor: Actor, key: str) -> Merge:
    """The merge at an address, for who drafts for its unit; raises ``Missing``."""
    wanted = id_value(key)
    found: Merge | None = kept_as(root, store_of(root).merges, wanted)
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    actor.require(Permission.LETTER_DRAFT, find_unit(root, found.unit))
    return found


def _check_fit(form: Draft, table: AddresseeList, mode: str) -> None:
    blanks = blanks_of(form)
    lacking = [name for name in blanks if name not in table.columns]
    if lacking:
        raise Invalid(
            _("The list has no column for: ${names}.", mapping={"names": ", ".join(lacking)}),
            field="list",
            slug="no-column",
        )
    if mode == ONE and any(field != "to_text" for field in blanks.values()):
        raise Invalid(
            _(
                "One letter says the same to all: blanks may stand in the words after เรียน alone. "
                "Choose one letter each."
            ),
            field="mode",
        )
    if mode == ONE and not {UNIT, TO} & set(table.columns) and not blanks:
        raise Invalid(
            _("Nothing tells the addressees apart: the list needs a column ${unit} or ${to}, or the text a blank.",
              mapping={"unit": UNIT, "to": TO}), field="list", slug="no-column")  # fmt: skip
    if mode == EACH and len(table.rows) > MOST_DRAFTS:
        raise Invalid(
            _("At most ${limit} letters are made at once. Split the list.", mapping={"limit": MOST_DRAFTS}),
            field="list",
            slug="too-many-rows",
        )


def _made(form: Draft, row: ListRow, table: AddresseeList, named: Units) -> tuple[Draft, str, list[Wrong]]:
    """The form of a row, the unit that it goes to, and the cells of it that are wrong."""
    blanks, values = blanks_of(form), row.values
    wrong = [Wrong(row.line, table.columns[n], _("This cell must not be empty.")) for n in blanks if not values[n]]
    made, code = fill_blanks(form, values), ""
    if values.get(UNIT):
        code, message = named.find(values[UNIT])
        if not code:
            wrong.append(Wrong(row.line, table.columns[UNIT], message))
        made = replace(made, addressees=(f"unit:{code}",) if code else ())
    words = values.get(TO) or made.to_text.strip() or (named.title(code) if code else "")
    if not wrong and (len(words) > WORDS_LENGTH or not words):
        message = _("It is not said to whom this letter goes, or in more than ${limit} characters.",
                    mapping={"limit": WORDS_LENGTH})  # fmt: skip
        wrong.append(Wrong(row.line, table.columns.get(TO, ""), message))
    return replace(made, to_text=words), code, wrong


def _for_all(form: Draft, receivers: list[tuple[str, str]]) -> Draft:
    codes = dict.fromkeys(code for code, _words in receivers if code)
    return replace(form, to_text=MARK, addressees=tuple(f"unit:{code}" for code in codes))


def _same_twice(table: AddresseeList, receivers: list[tuple[str, str]]) -> list[Wrong]:
    seen: set[tuple[str, str]] = set()
    wrong = []
    for row, receiver in zip(table.rows, receivers, strict=True):
        if receiver in seen:
            wrong.append(Wrong(row.line, "", _("This addressee stands in the list already.")))
        seen.add(receiver)
    return wrong


def _refused(
    desk: Desk, actor: Actor, unit: str, forms: list[Draft], table: AddresseeList, form: Draft, told: set[int]
) -> list[Wrong]:
    """What the form of a letter does not take, at the row that brought it; rows told of are left out."""
    blanks, wrong = {field: name for name, field in blanks_of(form).items()}, []
    for row, made in zip(table.rows, forms, strict=True):
        if row.line in told:
            continue
        try:
            check_draft(desk, actor, unit=unit, form=made)
        except Invalid as error:
            column = table.columns.get(blanks.get(error.field or "", ""), "")
            wrong.append(Wrong(row.line, column, error.message))
    return wrong


def _digest(form: Draft, data: bytes, mode: str) -> str:
    said = {name: value for name, value in vars(form).items() if name not in {"files", "arrivals"}}
    said["files"] = [f.sha256 for f in form.files]
    text = json.dumps([said, mode, hashlib.sha256(data).hexdigest()], default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _record(desk: Desk, actor: Actor, merge: Merge, event: str) -> None:
    about: dict[str, str | int] = {"merge": id_text(merge.id), "letters": len(merge.letters)}
    audit.record(desk, merge.unit, event, person=actor.person, post=actor.post, about=about)
