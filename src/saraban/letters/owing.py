"""ต้องตอบ (answers that a unit owes): which letter gave it, and what is noted by hand.

Of a letter of the system the sender's records say who has answered (``saraban.letters.awaiting``). A letter from
outside is answered by one that leaves the office and was written on the strength of it (หนังสือนำ) or refers to its
number (อ้างถึง). What was noted stands, append-only, on the paper of the unit that took the letter in; the units to
which it was sent on owe with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.service import ancestors, find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import awaiting, records
from saraban.letters.content import Letter, Paper
from saraban.letters.values import Answer
from saraban.letters.words import LIMITS, check_words
from saraban.people.actor import Actor
from saraban.registers.concealing import NAMED_ONLY

REASON_LENGTH = 500
#: What is noted by hand: answered by a letter outside the system, no answer needed, an answer owed after all.
BY_HAND = ("paper", "not_needed", "undone")
_GONE = frozenset({"returned", "void"})


def owes_answer(root: Any, letter: Letter, paper: Paper) -> bool:
    """ต้องตอบ: does the unit that has this paper still owe an answer to the letter?"""
    if letter.answer_by is None or paper.state in _GONE:
        return False
    awaited = awaiting.awaited_for_paper(root, paper)
    return awaited.is_open if awaited is not None else first_paper(root, paper).answer is None


def is_ours_to_note(root: Any, letter: Letter, paper: Paper) -> bool:
    """Does the unit itself keep whether the letter is answered? Of a letter of the system its sender does."""
    asked = letter.answer_by is not None and not letter.from_unit
    return asked and paper.state not in _GONE and awaiting.awaited_for_paper(root, paper) is None


def first_paper(root: Any, paper: Paper) -> Paper:
    """The paper of the unit that took the letter in, from which it was sent on."""
    above = records.letters_of(root).papers.get(paper.from_paper) if paper.from_paper else None
    return paper if above is None else first_paper(root, above)


def answers_noted(root: Any, paper: Paper) -> tuple[Answer, ...]:
    """All that was noted about the answer, the oldest first."""
    return first_paper(root, paper).answers


def note_sent(desk: Desk, actor: Actor, *, letter: Letter, to_units: Iterable[str] | None) -> list[Paper]:
    """ตอบแล้ว: a letter that leaves the office answers what it covers or refers to; ``to_units`` None = on paper.

    Which papers it cleared is kept on the letter: should it come back, exactly those owe their answers again.
    """
    codes = None if to_units is None else list(to_units)
    found = []
    for paper in _answered_by(desk.root, actor, letter):
        if paper.answer is None and _leaves(desk.root, paper.unit, codes):
            few = bool(letter.handling)  # of a letter for few others learn only that it was sent
            number, dated = (NAMED_ONLY, None) if few else (letter.number, letter.dated)
            _note(desk, actor, paper, "letter", letter=letter.id, number=number, dated=dated)
            found.append(paper)
    if found:
        letter.cleared = tuple(dict.fromkeys((*letter.cleared, *(paper.id for paper in found))))
    return found


def take_back(desk: Desk, actor: Actor, *, letter: Letter, still_at: Iterable[str], reason: str) -> None:
    """The letter that answered came back: the answers are owed again, unless it still stands with somebody outside.

    ``still_at``: the units where a delivery of it stands. What left on paper does not come back.
    """
    codes = None if any(step.verb == "send_on_paper" for step in letter.steps) else list(still_at)
    papers = records.letters_of(desk.root).papers
    for paper in [papers[key] for key in letter.cleared if key in papers]:
        noted = paper.answer
        if noted is not None and noted.letter == letter.id and not _leaves(desk.root, paper.unit, codes):
            _note(desk, actor, paper, "undone", reason=reason)


def note_by_hand(
    desk: Desk, actor: Actor, *, paper: Paper, how: str, number: str = "", dated: date | None = None, reason: str = ""
) -> None:
    """ลงว่าตอบแล้ว by a letter that was not written here, that no answer is needed, or that one is owed after all.

    Raises ``Invalid`` without a number or a reason, ``Conflict`` where there is nothing to note, ``NotAllowed`` for
    those who do not close matters of the unit that took the letter in.
    """
    if how not in BY_HAND:
        raise Invalid(_("Choose from the list what became of the answer."), field="how")
    first = paper_to_note(desk.root, actor, paper)
    if how == "undone":
        words = _reason(reason, _("Write why an answer is owed after all."))
        if first.answer is None:
            raise Conflict(_("An answer to this letter is owed as it is."), slug="wrong-state")
        _note(desk, actor, first, how, reason=words)
        return
    told = {"reason": _reason(reason, _("Write why no answer is needed."))} if how == "not_needed" else {}
    if how == "paper":
        told = _letter_told(desk, number, dated)
    if first.answer is not None:
        raise Conflict(_("It is on record already how this letter was answered."), slug="wrong-state")
    _note(desk, actor, first, how, **told)


def may_note(root: Any, actor: Actor, paper: Paper) -> bool:
    """May the actor note by hand how the letter of this paper was answered, and is that noted here at all?"""
    letter = records.letter_by_id(root, paper.letter)
    return is_ours_to_note(root, letter, paper) and actor.may(Permission.PAPER_CLOSE, first_paper(root, paper))


def paper_to_note(root: Any, actor: Actor, paper: Paper) -> Paper:
    """The paper on which it is noted by hand: that of the unit that took the letter in, whose debt it is.

    Raises ``Missing`` for who does not read the paper at hand, ``NotAllowed`` for who does not close matters of the
    unit that took the letter in, ``Conflict`` where nothing is noted here.
    """
    actor.require(Permission.LETTER_READ, paper)
    first = first_paper(root, paper)
    if first is paper:
        actor.require(Permission.PAPER_CLOSE, first)
    elif not actor.may(Permission.PAPER_CLOSE, first):  # a unit to which it was sent on need not see the paper above
        raise NotAllowed(_("The unit that took the letter in notes how it was answered. Ask its registry."))
    if not is_ours_to_note(root, records.letter_by_id(root, paper.letter), paper):
        raise Conflict(
            _("Nothing is noted here: the letter asks for no answer, was returned, or its sender keeps the answers."),
            slug="wrong-state",
        )
    return first


def _letter_told(desk: Desk, number: str, dated: date | None) -> dict[str, Any]:
    words = check_words(number, "number", LIMITS["number"])
    if not words:
        raise Invalid(_("Write the number of the letter that answers."), field="number")
    if dated is not None and dated > desk.today:
        raise Invalid(_("The letter's date lies in the future. Check the day and the Buddhist year."), field="dated")
    return {"number": words, "dated": dated}


def _reason(reason: str, missing: str) -> str:
    words = check_words(reason, "reason", REASON_LENGTH)
    if not words:
        raise Invalid(missing, field="reason")
    return words


def _note(desk: Desk, actor: Actor, first: Paper, how: str, **told: Any) -> None:
    first.answers = (*first.answers, Answer(how, desk.now, actor.person, actor.name, actor.post, **told))
    audit.record(
        desk,
        first.unit,
        f"owed-{how.replace('_', '-')}",
        person=actor.person,
        post=actor.post,
        about={"paper": first.key},
    )


def _answered_by(root: Any, actor: Actor, letter: Letter) -> Iterator[Paper]:
    """The first papers of the letters from outside that asked for an answer and that this one points to, each once."""
    seen: set[int] = set()
    for paper in _pointed_at(root, actor, letter):
        first = first_paper(root, paper)
        asking = records.letter_by_id(root, first.letter)
        if first.id not in seen and is_ours_to_note(root, asking, first):
            seen.add(first.id)
            yield first


def _pointed_at(root: Any, actor: Actor, letter: Letter) -> Iterator[Paper]:
    covered = records.letters_of(root).papers.get(letter.parent_paper) if letter.parent_paper else None
    if covered is not None:
        yield covered
    for reference in letter.references:
        asking = [
            known
            for known in records.by_number(root, reference.number)
            if not known.from_unit
            and known.answer_by is not None
            and reference.dated in {None, known.dated}
            and (not known.handling or actor.may(Permission.LETTER_READ, known))
        ]
        papers = [(known, paper) for known in asking for paper in _papers_at_hand(root, known, letter.from_unit)]
        # Senders outside number for themselves: where two of them used the same number, nobody guesses.
        if len({(known.dated, "".join(known.from_text.split())) for known, _paper in papers}) == 1:
            yield from (paper for _known, paper in papers)


def _papers_at_hand(root: Any, asking: Letter, unit: str) -> list[Paper]:
    """The papers that the writing unit has, else those of the nearest unit above it."""
    papers = [p for p in records.papers_of(root, asking.id) if p.state not in _GONE]
    for code in (unit, *(above.code for above in ancestors(find_unit(root, unit)))):
        found = [p for p in papers if p.unit == code]
        if found:
            return found
    return []


def _leaves(root: Any, office: str, codes: list[str] | None) -> bool:
    """Does it leave the unit and those below it? A memo or covering letter within the office is no answer."""
    if codes is None:
        return True
    return any(office not in {code, *(u.code for u in ancestors(find_unit(root, code)))} for code in codes)
