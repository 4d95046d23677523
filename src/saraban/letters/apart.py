"""หนังสือที่อ่านเฉพาะคน (letters for few): เฉพาะผู้เกี่ยวข้อง and ถึงเฉพาะบุคคล; who is named alone reads and finds them.

Letter and paper carry the scopes of those named and never the unit's, so that every door follows. Whoever such a
letter is handed to becomes named. What the registry has to do with it lies with one of those named.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saraban.audit import service as audit
from saraban.core.access import is_copy, person_scope, post_scope, unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter, Paper
from saraban.letters.values import CONCERNED, PERSONAL, Step
from saraban.letters.words import check_words
from saraban.people.actor import Actor
from saraban.people.service import find_person, find_post
from saraban.registers.content import Entry
from saraban.registers.service import complete_unopened, find, name_readers
from saraban.tasks import service as tasks

#: What the register says of an envelope that the registry does not open.
UNOPENED = "ถึงเฉพาะบุคคล (ไม่เปิดซอง)"
MOST_NAMED = 50
REASON_LENGTH = 500
_GONE = frozenset({"returned", "void"})
_OPEN = ("registered", "proposed", "ordered", "in_hand")


def check_named(desk: Desk, target: str) -> str:
    """The name of ``person:ID`` or ``post:ID`` at work today; raises ``Invalid`` for anybody else."""
    kind, _colon, key = target.partition(":")
    try:
        found: Any = {"person": find_person, "post": find_post}[kind](desk.root, key)
    except (KeyError, Missing):
        raise Invalid(
            _("There is no such person or post: ${name}. Name somebody who works here.", mapping={"name": target[:80]}),
            field="concerned",
        ) from None
    name = str(found.name if kind == "person" else found.title)
    if not found.active:
        raise Invalid(
            _("${name} is not active any more. Name somebody else.", mapping={"name": name}), field="concerned"
        )
    return name


def scope_of(target: str) -> str:
    """The scope of ``person:ID`` or ``post:ID``."""
    kind, _colon, key = target.partition(":")
    return person_scope(key) if kind == "person" else post_scope(key)


def target_of(scope: str) -> str:
    """The other way round."""
    kind, _colon, key = scope.partition(":")
    return f"person:{key}" if kind == "p" else f"post:{key}"


def scopes_for(actor: Actor, unit: str, handling: str, named: Iterable[str]) -> tuple[str, ...]:
    """Who reads a letter that is registered now; who registers one for those concerned is among them."""
    if not handling:
        return (unit_scope(unit),)
    given = [scope_of(target) for target in named]
    own = [person_scope(actor.person)] if handling == CONCERNED else []
    return tuple(dict.fromkeys([*own, *given]))


def is_apart(root: Any, paper: Paper) -> bool:
    """Is the paper's letter for those named alone?"""
    return bool(records.letter_by_id(root, paper.letter).handling)


def named_on(root: Any, paper: Paper) -> list[tuple[str, str]]:
    """Who is named on a letter for few: ``person:ID`` or ``post:ID``, and the name."""
    if not is_apart(root, paper):
        return []
    return [(target_of(scope), name) for scope, name in zip(paper.scopes, names_of(root, paper.scopes), strict=True)]


def names_of(root: Any, scopes: Iterable[str]) -> list[str]:
    """The names of the persons and posts that are meant by scopes."""
    return [_name(root, target_of(scope)) for scope in scopes]


def refresh_readers(root: Any, letter: Letter) -> None:
    """A letter for few is read by those named where it was written and on each unit's paper that stands."""
    standing = [p for p in records.papers_of(root, letter.id) if not (p.delivery and p.state in _GONE)]
    own = (scope for scope in letter.own_scopes if not is_copy(scope))
    wanted = tuple(dict.fromkeys([*own, *(scope for p in standing for scope in p.scopes)]))
    if letter.scopes != wanted:
        letter.scopes = wanted
    records.changed(root, letter)


def include(desk: Desk, actor: Actor, paper: Paper, targets: Iterable[str]) -> None:
    """Whoever a letter for few is handed to becomes named; the unit as a whole never does."""
    letter = records.letter_by_id(desk.root, paper.letter)
    if not letter.handling:
        return
    wanted = list(targets)
    if any(target.startswith("unit:") for target in wanted):
        raise Invalid(
            _("This letter is for those named alone. Hand it to a post or a person, not to a unit."), field="to"
        )
    for target in wanted:
        check_named(desk, target)
    _set_scopes(desk, actor, letter, paper, (*paper.scopes, *(scope_of(t) for t in wanted)))


def name_more(desk: Desk, actor: Actor, *, paper: Paper, to: tuple[str, ...], reason: str) -> None:
    """ระบุผู้เกี่ยวข้องเพิ่ม: let further persons or posts read a letter for those concerned. Needs a reason."""
    letter, words = _concerned(desk, actor, paper, reason)
    if not to:
        raise Invalid(_("Choose who is concerned."), field="concerned")
    names = [check_named(desk, target) for target in to]
    scopes = tuple(dict.fromkeys((*paper.scopes, *(scope_of(target) for target in to))))
    if scopes == paper.scopes:
        raise Conflict(_("They are named already."), slug="named-already")
    _set_scopes(desk, actor, letter, paper, scopes)
    _record(desk, actor, paper, "named", f"{', '.join(names)}: {words}")


def take_name_off(desk: Desk, actor: Actor, *, paper: Paper, target: str, reason: str) -> None:
    """ถอนชื่อผู้เกี่ยวข้อง: from now on that person or post reads it no more; somebody always stays named."""
    letter, words = _concerned(desk, actor, paper, reason)
    scope = scope_of(target)
    if scope not in paper.scopes:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    left = tuple(s for s in paper.scopes if s != scope)
    if not left:
        raise Conflict(_("Somebody has to stay named. Name another person first."), slug="last-named")
    paper.scopes = left
    if paper.registry == target:
        paper.registry = target_of(left[0])
    _move_tasks(desk, letter, paper, target)
    _set_scopes(desk, actor, letter, paper, left)
    _record(desk, actor, paper, "name-taken-off", f"{_name(desk.root, target)}: {words}")


def open_envelope(desk: Desk, actor: Actor, *, paper: Paper) -> None:
    """เปิดซอง: the addressee of a letter to one person opens it; the time is recorded, once."""
    _personal(desk, actor, paper)
    if paper.opened_at is None:
        paper.opened_at = desk.now
        _record(desk, actor, paper, "envelope-opened", "")


def hand_back(
    desk: Desk, actor: Actor, *, paper: Paper, subject: str, handling: str = "", named: tuple[str, ...] = ()
) -> None:
    """ส่งคืนงานสารบรรณ: the addressee opened it and it is the office's: it is registered with its subject.

    Its receive number stays. It becomes an ordinary letter of the unit, or one for those concerned (the addressee
    and ``named``).
    """
    letter = _personal(desk, actor, paper)
    if paper.opened_at is None:
        raise Conflict(_("Open the envelope first."), slug="not-opened")
    if handling not in {"", CONCERNED}:
        raise Invalid(_("Choose from the list how the letter is handled."), field="handling")
    if named and not handling:
        raise Invalid(
            _("Persons are named only for a letter that is for those concerned or for one person."), field="concerned"
        )
    words = check_words(subject, "subject", REASON_LENGTH)
    if not words.strip():
        raise Invalid(_("Write the subject of the letter."), field="subject")
    for target in named:
        check_named(desk, target)
    addressee = paper.registry
    scopes = scopes_for(actor, paper.unit, handling, named)
    letter.handling, letter.subject = handling, " ".join(words.split())
    paper.registry = f"person:{actor.person}" if handling else ""
    complete_unopened(desk, actor, _entry(desk, paper), letter.subject)
    _move_tasks(desk, letter, paper, addressee)
    _set_scopes(desk, actor, letter, paper, scopes)
    _record(desk, actor, paper, "envelope-handed-back", "")


def _concerned(desk: Desk, actor: Actor, paper: Paper, reason: str) -> tuple[Letter, str]:
    actor.require(Permission.LETTER_READ, paper)
    actor.require(Permission.PAPER_ENDORSE, paper)
    letter = records.letter_by_id(desk.root, paper.letter)
    if letter.handling != CONCERNED:
        raise Conflict(_("This letter is not one for those concerned alone."), slug="not-concerned")
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words.strip():
        raise Invalid(_("Write the reason."), field="reason")
    return letter, words


def _personal(desk: Desk, actor: Actor, paper: Paper) -> Letter:
    actor.require(Permission.LETTER_READ, paper)
    letter = records.letter_by_id(desk.root, paper.letter)
    if letter.handling != PERSONAL or paper.state not in _OPEN:
        raise Conflict(_("This letter is not an unopened one to one person."), slug="not-personal")
    return letter


def _set_scopes(desk: Desk, actor: Actor, letter: Letter, paper: Paper, scopes: tuple[str, ...]) -> None:
    wanted = tuple(dict.fromkeys(scopes))
    paper.scopes = wanted
    refresh_readers(desk.root, letter)
    records.changed(desk.root, paper)
    name_readers(desk, actor, _entry(desk, paper), wanted if letter.handling == CONCERNED else ())


def _entry(desk: Desk, paper: Paper) -> Entry:
    return find(desk.root, paper.unit, "receive", paper.year, paper.n)


def _move_tasks(desk: Desk, letter: Letter, paper: Paper, tray: str) -> None:
    """What waited with somebody who is named no more waits with who keeps the letter now."""
    kept = []
    for ref in paper.tasks:
        task = tasks.find(desk.root, ref)
        if ref.tray != tray or task is None:
            kept.append(ref)
            continue
        tasks.clear(desk.root, ref)
        kept.append(
            tasks.place(
                desk.root,
                records.registry_tray(paper),
                what=task.what,
                letter=letter.id,
                paper=paper.id,
                due=task.due,
                urgency=letter.urgency,
                within=letter.urgent_within,
                text=task.text,
                since=desk.now,
            )
        )
    paper.tasks = tuple(kept)


def _name(root: Any, target: str) -> str:
    kind, _colon, key = target.partition(":")
    return find_person(root, key).name if kind == "person" else find_post(root, key).title


def _record(desk: Desk, actor: Actor, paper: Paper, verb: str, words: str) -> None:
    """Names and reason stand with the paper, where those named read them; the chain keeps that it was done."""
    paper.history = (*paper.history, Step(verb, desk.now, actor.person, actor.name, actor.post, words))
    audit.record(desk, paper.unit, verb, person=actor.person, post=actor.post, about={"paper": paper.key})
