"""เฉพาะผู้เกี่ยวข้อง (concealing): an entry as it is shown to somebody. Every page, form and export asks here.

Whoever reads the book sees number and dates; the rest, the sender among it, is for those named: who complains is part
of the matter.
"""

from __future__ import annotations

from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.registers.content import Entry

#: What stands in the book for everybody else.
NAMED_ONLY = "เฉพาะผู้เกี่ยวข้อง"


def is_hidden(entry: Entry, actor: Actor | None) -> bool:
    """Are the words of an entry not for the actor? Nobody in particular is never among those named."""
    return bool(entry.named) and (actor is None or not actor.may(Permission.LETTER_READ, entry))


def seen_by(entry: Entry, actor: Actor | None) -> Entry:
    """The entry itself; for who is not named a copy, never stored, without its words and what leads to the letter."""
    if not is_hidden(entry, actor):
        return entry
    seen = Entry(entry.ref, at=entry.at, day=entry.day, by=entry.by, post=entry.post)
    seen.state, seen.number, seen.dated = entry.state, entry.number, entry.dated
    seen.subject = seen.from_ = seen.to = NAMED_ONLY
    seen.named = entry.named
    if entry.state == "void":
        seen.void_reason, seen.void_at = NAMED_ONLY, entry.void_at
        seen.void_by, seen.void_post = entry.void_by, entry.void_post
    return seen
