"""คำตอบว่าเพราะเหตุใด (verdicts): can this person see this letter, and the reasons or what is missing, in sentences.

The administrator need not be able to read the letter; nothing of it is shown but its number and the units that have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.people.rights import scopes_of
from saraban.people.service import ACTING_TERMS, find_person, posts_of
from saraban.ui.admin.sentences import scope_said
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.reasons import scope_words, unit_title, why_sentences


@dataclass(frozen=True)
class Part:
    """The letter itself, or one unit's paper of it."""

    title: str
    can: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Scoped:
    """The scopes of a thing that may be named to the asker."""

    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """คำตอบ."""

    name: str
    letter: str
    posts: tuple[str, ...]
    parts: tuple[Part, ...]
    #: a letter for few: who is named on it is told to those named alone
    closed: bool = False


def verdict(request: Any, person: str, text: str) -> Verdict | None:
    """The answer, or None when the person or letter is not known or lies outside what the post manages."""
    root, day, say = request.desk.root, request.desk.today, request.localizer.translate
    try:
        who = find_person(root, person)
    except Missing:
        return None
    letter = _letter(request, text)
    if letter is None or not _manages_person(request, person):
        return None
    fmt = formats_for(request)
    posts = tuple(
        f"{ACTING_TERMS[h.acting.term] if h.acting else ''}{h.post.title} · {unit_title(root, h.post.unit)}"
        + (f" ({scope_said(h.acting.scope, say)})" if h.acting and h.acting.scope else "")
        for h in posts_of(root, person, day)
    )
    number = fmt.digits(letter.number) or letter.key
    if letter.handling and not request.actor.may(Permission.LETTER_READ, letter):
        return Verdict(who.name, number, posts, (), closed=True)
    parts = [_part(request, person, letter, say(_("The letter itself")))]
    parts += [
        _part(
            request,
            person,
            p,
            say(
                _(
                    "The paper of ${unit}, received no. ${n}",
                    mapping={"unit": unit_title(root, p.unit), "n": fmt.digits(p.n)},
                )
            ),
        )
        for p in records.papers_of(root, letter.id)
        if _manages(request, p.unit)
    ]
    return Verdict(who.name, number, posts, tuple(parts))


def _part(request: Any, person: str, thing: Any, title: str) -> Part:
    root, day, say = request.desk.root, request.desk.today, request.localizer.translate
    elsewhere = frozenset(s for s in thing.scopes if _is_folder_elsewhere(request, s))
    shown = Scoped(tuple(s for s in thing.scopes if s not in elsewhere))
    found = why_sentences(root, person, shown, day, say)
    if elsewhere & scopes_of(root, person, day):
        found.append(say(_("A post held today stands on the list of a folder of another unit.")))
    if found:
        return Part(title, can=True, lines=tuple(found))
    needed = [
        say(_("None of the posts held today reads: ${what}.", mapping={"what": scope_words(root, s, say)}))
        for s in shown.scopes
    ]
    needed.append(
        say(_("To let this person read it, give a post that he or she holds a reading role in one of these units."))
    )
    return Part(title, can=False, lines=tuple(needed))


def _is_folder_elsewhere(request: Any, scope: str) -> bool:
    """Does the scope belong to a folder of a unit that is not the asker's to look into?"""
    kind, _colon, key = scope.partition(":")
    folder = request.desk.root["filing"].get(key) if kind == "f" else None
    return kind == "f" and (folder is None or not _manages(request, folder.unit))


def _letter(request: Any, text: str) -> Any:
    """By the key of its address, or by its number; only letters that a managed unit wrote or received."""
    root = request.desk.root
    key = text.rstrip("/").rpartition("/")[2]
    store = records.letters_of(root)
    try:
        number = id_value(key)
        paper = store.papers.get(number)
        letter = store.letters.get(paper.letter if paper is not None else number)
        found = [letter] if letter is not None else []
    except Missing:
        found = records.by_number(root, text)
    ours = [letter for letter in found if _concerns(request, letter)]
    return ours[0] if ours else None


def _concerns(request: Any, letter: Any) -> bool:
    units = {letter.from_unit, *(p.unit for p in records.papers_of(request.desk.root, letter.id))} - {""}
    return any(_manages(request, code) for code in units)


def _manages(request: Any, code: str) -> bool:
    """Is the unit one that the post manages or audits?"""
    try:
        unit = find_unit(request.desk.root, code)
    except Missing:
        return False
    return any(request.actor.may(p, unit) for p in (Permission.UNIT_MANAGE, Permission.AUDIT_READ))


def _manages_person(request: Any, person: str) -> bool:
    held = posts_of(request.desk.root, person, request.desk.today)
    return any(_manages(request, h.post.unit) for h in held)
