"""การแก้ไขและยกเลิก (amending and voiding): nothing is erased, what stood there and why it changed stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.registers import rows
from saraban.registers.books import find, find_book
from saraban.registers.concealing import is_hidden
from saraban.registers.content import Amendment, Entry
from saraban.registers.events import EntryAmended, NumberVoided
from saraban.registers.interfaces import EntryRef
from saraban.registers.numbering import book_for, check_allowed, check_own_year, record_entry, rights_for

AMENDABLE = ("number", "dated", "from_", "to", "subject", "action", "remark")


def void(desk: Desk, actor: Actor, ref: EntryRef, reason: str, *, letter: int = 0) -> Entry:
    """ยกเลิกเลข: the entry stays, shown as ยกเลิก with its reason, and the number is never used again.

    A number that belongs to a letter is voided by who voids the letter, and names it (``letter``); one that is only
    held for a letter to be signed may be given up, and the letter gets another.
    """
    check_allowed(actor, find_unit(desk.root, ref.unit), "send", _rights(desk.root, ref, letter))
    reason = rows.check_text(reason, "reason", needed=True)
    entry = find(desk.root, *ref)
    if entry.state == "void":
        raise Conflict(_("The number ${n} is void already.", mapping={"n": ref.n}), slug="already-void")
    if entry.paper and entry.letter != letter:
        raise Conflict(
            _(
                "The number ${n} is a receive number. Cancel the registration of receipt ${receipt}; "
                "the number becomes void with it.",
                mapping={"n": ref.n, "receipt": id_text(entry.paper)},
            ),
            slug="belongs-to-receipt",
        )
    if entry.letter != letter and entry.state != "reserved":  # one that is only held for a letter may be given up
        raise Conflict(
            _(
                "The number ${n} belongs to a letter. Cancel the letter; its number becomes void with it.",
                mapping={"n": ref.n},
            ),
            slug="belongs-to-letter",
        )
    if entry.state == "reserved":
        del book_for(desk.root, ref).open[ref.n]
    entry.state, entry.void_reason, entry.void_at = "void", reason, desk.now
    entry.void_by, entry.void_post = actor.person, actor.post
    record_entry(desk, actor, "number-voided", entry)
    desk.notify(NumberVoided(ref, entry.letter))
    return entry


def amend(desk: Desk, actor: Actor, ref: EntryRef, changes: Mapping[str, Any], why: str) -> Entry:
    """แก้ไขรายการ: change columns of an issued entry; what stood there stays readable, with who, when and why.

    ``changes`` names columns of ``AMENDABLE``. Number, day and book cannot be changed: void the entry instead.
    """
    check_allowed(actor, find_unit(desk.root, ref.unit), "send", ())
    why = rows.check_text(why, "why", needed=True)
    entry = find(desk.root, *ref)
    if is_hidden(entry, actor):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    if entry.state != "issued":
        raise Conflict(_("Only an issued number can be amended; this one is reserved or void."), slug="not-issued")
    new = {field: to for field, to in _checked_changes(changes, desk.today) if to != getattr(entry, field)}
    if "dated" in new:
        number = new.get("number", entry.number)
        check_own_year(find_unit(desk.root, ref.unit), ref, entry.day, number, new["dated"])
    made = tuple(
        Amendment(field, getattr(entry, field), to, actor.person, actor.post, desk.now, why)
        for field, to in new.items()
    )
    if not made:
        raise Invalid(_("Nothing was changed: the entry reads so already."))
    for change in made:
        setattr(entry, change.field, change.new)
    entry.amendments += made
    record_entry(desk, actor, "entry-amended", entry)
    desk.notify(EntryAmended(ref, tuple(change.field for change in made)))
    return entry


def complete_unopened(desk: Desk, actor: Actor, entry: Entry, subject: str) -> None:
    """เติมเรื่องเมื่อเปิดซองแล้ว: the subject of what was registered unopened (the caller has asked the gate)."""
    new = rows.check_text(subject, "subject", needed=True)
    entry.amendments += (Amendment("subject", entry.subject, new, actor.person, actor.post, desk.now, "เปิดซองแล้ว"),)
    entry.subject = new
    record_entry(desk, actor, "entry-amended", entry)
    desk.notify(EntryAmended(entry.ref, ("subject",)))


def name_readers(desk: Desk, actor: Actor, entry: Entry, scopes: tuple[str, ...]) -> None:
    """ระบุผู้เกี่ยวข้อง: from now on only these scopes read the words of an entry (none: whoever reads the book)."""
    if entry.named != scopes:
        entry.named = scopes
        record_entry(desk, actor, "entry-readers-named", entry)


def _rights(root: Any, ref: EntryRef, letter: int) -> tuple[Permission, ...]:
    """Who voids a letter voids its number; one that is only held for a draft also who drafts."""
    book = find_book(root, ref.unit, ref.series, ref.year)
    entry = book.entries.get(ref.n) if book is not None else None
    held = entry is not None and letter and (entry.state, entry.letter) == ("reserved", letter)
    return (*rights_for(letter, signed=True), *((Permission.LETTER_DRAFT,) if held else ()))


def _checked_changes(changes: Mapping[str, Any], today: date) -> list[tuple[str, Any]]:
    unknown = sorted(set(changes) - set(AMENDABLE))
    if unknown:
        raise Invalid(_("This cannot be amended. Void the entry and issue the next number instead."), field=unknown[0])
    return [
        (name, rows.check_dated(value, today) if name == "dated" else rows.check_amended(name, value))
        for name, value in sorted(changes.items())
    ]
