"""งานข้อสั่งการ (what can be done with directives): record one, carry it out, report it, accept or withdraw it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.access import unit_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value, new_id
from saraban.core.permissions import Permission
from saraban.directives.content import Directive, Directives
from saraban.directives.workflow import DIRECTIVE_MOVES, RUNNING, check_directive
from saraban.letters import records
from saraban.letters.content import Endorsement, Letter, Paper
from saraban.letters.values import Step
from saraban.letters.words import check_words
from saraban.people.actor import Actor, Signing
from saraban.people.rights import actor_for, post_may
from saraban.people.service import find_post, holders_of, posts_in

TEXT_LENGTH, OCCASION_LENGTH = 4000, 300
MOST_UNITS, MOST_LETTERS = 50, 200
FIRST_DAY = date(1900, 1, 1)
SPOKEN, WRITTEN = "spoken", "written"
SHOWN = ("open", "overdue", "done", "all")
#: So long before its day a directive is shown where people work.
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Given:
    """ข้อสั่งการที่จะบันทึก: what was ordered. ``by`` is the person, ``post`` the capacity on that day."""

    by: str
    post: str
    given_on: date | None
    how: str
    text: str
    units: tuple[str, ...]
    due: date | None = None
    occasion: str = ""


def record_directive(desk: Desk, actor: Actor, *, office: str, form: Given) -> Directive:
    """บันทึกข้อสั่งการ, spoken or written; of a spoken one it is kept who recorded it and on which occasion.

    Raises ``Invalid`` at a field: who did not hold the post on that day, a day to come, no unit, no words.
    """
    _require_in(desk.root, actor, Permission.PAPER_ENDORSE, office)
    if form.given_on is None or not FIRST_DAY <= form.given_on <= desk.today:
        raise Invalid(_("Write the day, today or earlier."), field="given_on")
    if form.how not in {SPOKEN, WRITTEN}:
        raise Invalid(_("Say whether the directive was spoken or written."), field="how")
    occasion = check_words(form.occasion, "occasion", OCCASION_LENGTH)
    if form.how == SPOKEN and not occasion:
        raise Invalid(_("Write on which occasion it was said, such as a meeting."), field="occasion")
    if form.due is not None and form.due < form.given_on:
        raise Invalid(_("The due date lies before the day of the directive."), field="due")
    signing = _who_ordered(desk, office, form)
    made = _add(desk, actor, office, signing, form.given_on, form.how, _text(form.text), _units(desk, form.units))
    made.due, made.occasion = form.due, occasion
    return made


def keep_order(desk: Desk, actor: Actor, *, paper: Paper, note: Endorsement) -> Directive:
    """เก็บคำสั่งการในหนังสือเป็นข้อสั่งการ: the order that was just written, for the units that it names.

    Raises ``Conflict`` for a letter that not the whole unit reads: its directive would be read by whole units.
    """
    letter = records.letter_by_id(desk.root, paper.letter)
    if letter.handling or unit_scope(paper.unit) not in paper.scopes:
        raise Conflict(_("This letter is read by those named alone: its order is not kept among the directives."))
    units = [_unit_of(desk.root, target) for target in note.assign_to]
    text = " ".join(x for x in (note.verb, note.text, f"(เรื่อง {letter.subject})") if x.strip())[:TEXT_LENGTH]
    chosen = tuple(dict.fromkeys(u for u in units if u))[:MOST_UNITS] or (paper.unit,)
    made = _add(desk, actor, paper.unit, note.signing, desk.today, WRITTEN, text, chosen)
    made.due, made.paper = note.due, paper.id
    return made


def add_letter(desk: Desk, actor: Actor, *, directive: Directive, letter: Letter) -> None:
    """หนังสือที่ดำเนินการตามข้อสั่งการ: a letter, which the actor reads, that carries the directive out."""
    _require_move(desk.root, actor, directive, "add_letter")
    actor.require(Permission.LETTER_READ, letter)
    if letter.id in directive.letters:
        raise Conflict(_("This letter is named there already."), slug="named-already")
    if len(directive.letters) >= MOST_LETTERS:
        raise Conflict(_("There are more than ${limit} here.", mapping={"limit": MOST_LETTERS}), slug="too-many")
    directive.letters = (*directive.letters, letter.id)
    _step(desk, actor, directive, "add_letter", "")


def report(desk: Desk, actor: Actor, *, directive: Directive, text: str) -> None:
    """รายงานผล by a unit that carries it out; it counts as reported when each of them has, or the office for all."""
    _require_move(desk.root, actor, directive, "report")
    words, before = _text(text), directive.state
    told = dict(directive.reported) | dict.fromkeys(_speaks_for(desk.root, actor, directive), words)
    directive.reported = tuple((code, told[code]) for code in directive.units if code in told)
    directive.result = _result(desk.root, directive)
    _step(desk, actor, directive, "report", words)
    if before == "open" and len(told) < len(directive.units):
        directive.state = before


def accept(desk: Desk, actor: Actor, *, directive: Directive, text: str = "") -> None:
    """ลงว่าแล้วเสร็จ by the office that gave it."""
    _require_move(desk.root, actor, directive, "accept")
    _step(desk, actor, directive, "accept", check_words(text, "text", TEXT_LENGTH))


def send_back(desk: Desk, actor: Actor, *, directive: Directive, text: str) -> None:
    """ให้ดำเนินการต่อ: what was reported is not enough; with what is missing."""
    _require_move(desk.root, actor, directive, "send_back")
    directive.reported = ()
    _step(desk, actor, directive, "send_back", _text(text))


def withdraw(desk: Desk, actor: Actor, *, directive: Directive, text: str) -> None:
    """ยกเลิกข้อสั่งการ by those who give orders in the office, with the reason; it stays to be read."""
    _require_move(desk.root, actor, directive, "withdraw")
    _step(desk, actor, directive, "withdraw", _text(text))


def find_directive(root: Any, actor: Actor, key: str) -> Directive:
    """The directive at an address, for the office and the units that carry it out; raises ``Missing``."""
    found = _book(root).directives.get(id_value(key))
    if found is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    actor.require(Permission.LETTER_READ, found)
    return found


def directives_of(
    root: Any, actor: Actor, unit: str, *, given: bool, show: str, today: date, post: str = ""
) -> Iterator[Directive]:
    """ข้อสั่งการ of an office (``given``) or those that a unit carries out, the newest first.

    ``show`` is open, overdue, done or all; ``post`` leaves those of one executive.
    """
    index = _book(root).given if given else _book(root).received
    keys = list(index.keys(min=(unit, 0, 0), max=(unit, 1 << 40, 0)))
    for _unit, _day, key in reversed(keys):
        found = _book(root).directives[key]
        fits = show == "all" or is_shown(found, show, today)
        fits = fits and (given or show != "overdue" or unit in found.silent)
        if fits and post in {"", found.by.post} and actor.may(Permission.LETTER_READ, found):
            yield found


def due_directives(
    root: Any, actor: Actor, units: Iterable[str], today: date, ahead: timedelta = AHEAD
) -> list[Directive]:
    """ข้อสั่งการที่ถึงกำหนด: open ones on which these units have to report, overdue or due within a week (``ahead``)."""
    found = {
        one.id: one
        for unit in units
        for one in directives_of(root, actor, unit, given=False, show="open", today=today)
        if unit in one.silent and one.due is not None and one.due <= today + ahead
    }
    return sorted(found.values(), key=lambda one: (one.due or today, one.id))


def is_shown(directive: Directive, show: str, today: date) -> bool:
    """Does it belong to the open ones, the overdue ones or the finished ones?"""
    if show == "overdue":
        return is_overdue(directive, today)
    return (directive.state in RUNNING) == (show == "open")


def is_overdue(directive: Directive, today: date) -> bool:
    """เกินกำหนด: not done, and its day has passed."""
    return directive.state == "open" and directive.due is not None and directive.due < today


def may_move(root: Any, actor: Actor, directive: Directive, verb: str) -> bool:
    """Can the actor do this with it now?"""
    move = DIRECTIVE_MOVES[verb]
    place = find_unit(root, directive.office) if move.by_office else directive
    return directive.state in move.states and actor.may(move.permission, place)


def who_orders(root: Any, office: str, day: date) -> list[tuple[str, str, str]]:
    """ผู้สั่งการได้: (person, capacity, title) of those who give orders in an office on a day, acting ones included."""
    return [
        (person, post.id if grant is None else f"{post.id}~{grant.id}", post.title)
        for post in posts_in(root, office)
        if post_may(root, post.id, Permission.PAPER_ORDER, office, day)
        for person, grant in holders_of(root, post.id, day)
    ]


def _who_ordered(desk: Desk, office: str, form: Given) -> Signing:
    day = form.given_on or desk.today
    if (form.by, form.post) not in {(person, post) for person, post, _t in who_orders(desk.root, office, day)}:
        raise Invalid(_("Choose who gave the directive: somebody who gives orders here and held the post that day."),
                      field="by")  # fmt: skip
    return actor_for(desk.root, form.by, form.post, day).signing


def _units(desk: Desk, units: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(units))
    if not chosen or len(chosen) > MOST_UNITS:
        raise Invalid(_("Choose at least one unit, and at most ${n}.", mapping={"n": MOST_UNITS}), field="units")
    for code in chosen:
        try:
            find_unit(desk.root, code)
        except Missing as error:
            raise Invalid(error.message, field="units") from None
    return chosen


def _unit_of(root: Any, target: str) -> str:
    kind, _colon, key = target.partition(":")
    return key if kind == "unit" else find_post(root, key).unit if kind == "post" else ""


def _add(
    desk: Desk, actor: Actor, office: str, by: Signing, day: date, how: str, text: str, units: tuple[str, ...]
) -> Directive:
    book = _book(desk.root)
    made = Directive(
        new_id(), office, by=by, given_on=day, how=how, text=text, units=units, recorded=actor.signing, at=desk.now
    )
    book.directives[made.id] = made
    book.given.insert((office, day.toordinal(), made.id))
    for code in units:
        book.received.insert((code, day.toordinal(), made.id))
    _audit(desk, actor, made, "recorded")
    return made


def _require_in(root: Any, actor: Actor, permission: Permission, office: str) -> None:
    place = find_unit(root, office)
    if not actor.may(permission, place) and actor.may(Permission.REGISTER_READ, place):
        raise NotAllowed(
            _("The post you act in may not do this here. Switch to another post, or ask the unit's administrator.")
        )
    actor.require(permission, place)


def _require_move(root: Any, actor: Actor, directive: Directive, verb: str) -> None:
    actor.require(Permission.LETTER_READ, directive)
    move = check_directive(verb, directive.state)
    place = find_unit(root, directive.office) if move.by_office else directive
    if not actor.may(move.permission, place):
        raise NotAllowed(
            _("The post you act in may not do this here. Switch to another post, or ask the unit's administrator.")
        )


def _speaks_for(root: Any, actor: Actor, directive: Directive) -> tuple[str, ...]:
    """The units for which the actor reports: those where he handles papers, else (as the office) all of them."""
    own = tuple(code for code in directive.units if actor.may(Permission.PAPER_ENDORSE, find_unit(root, code)))
    return own or directive.units


def _result(root: Any, directive: Directive) -> str:
    """What was reported; of several units each with its name."""
    if len({words for _code, words in directive.reported}) == 1 and not directive.silent:
        return directive.reported[0][1]
    return "\n".join(f"{find_unit(root, code).title}: {words}" for code, words in directive.reported)


def _step(desk: Desk, actor: Actor, directive: Directive, verb: str, text: str) -> None:
    directive.state = DIRECTIVE_MOVES[verb].leads_to or directive.state
    directive.steps = (*directive.steps, Step(verb, desk.now, actor.person, actor.name, actor.post, text))
    _audit(desk, actor, directive, verb)


def _audit(desk: Desk, actor: Actor, directive: Directive, event: str) -> None:
    about = {"directive": id_text(directive.id)}
    audit.record(desk, directive.office, f"directive-{event}", person=actor.person, post=actor.post, about=about)


def _text(text: str) -> str:
    words = check_words(text, "text", TEXT_LENGTH)
    if not words:
        raise Invalid(_("Write the words."), field="text")
    return words


def _book(root: Any) -> Directives:
    book: Directives = root["directives"]
    return book
