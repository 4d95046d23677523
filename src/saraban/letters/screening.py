"""กลั่นกรอง (screening): a matter goes to a screener, who sums it up and puts it before the executive, and back.

Papers and drafts go the same way: the clerk puts forward, the screener adds summary and recommendation, the executive
endorses or signs or returns it. It is made of proposals and trays like everything else; no second path beside them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.access import post_scope
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, NeedsConfirmation
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.letters import apart, records
from saraban.letters.approval import content_digest
from saraban.letters.assignees import describe_assignee
from saraban.letters.content import Letter, Paper
from saraban.letters.drafting import propose_draft, record_step, require_move, return_draft, wait_in
from saraban.letters.endorsing import clear_tasks, propose
from saraban.letters.reviewing import check
from saraban.letters.standing_screeners import DRAFT, PAPER, gone_elsewhere, screener_there
from saraban.letters.values import DraftState, Screening, Step
from saraban.letters.words import check_words
from saraban.letters.workflow import PAPER_MOVES, check_move
from saraban.offices.service import first_there, office_of, offices_before, refuse_excluded, require_office
from saraban.people.actor import Actor
from saraban.people.rights import can_read
from saraban.people.service import find_person, find_post
from saraban.tasks import service as tasks

SUMMARY_LENGTH, POINTS_LENGTH, WORDS_LENGTH = 1800, 1800, 300
#: ความเห็นของผู้กลั่นกรอง -> how it stands on the paper
RECOMMENDATIONS = {
    "approve": "เห็นควรอนุมัติ",
    "agree": "เห็นควรให้ความเห็นชอบ",
    "permit": "เห็นควรอนุญาต",
    "sign": "เห็นควรลงนาม",
    "assign": "เห็นควรมอบ",
    "note": "เพื่อโปรดทราบ",
    "consider": "เพื่อโปรดพิจารณา",
    "other": "",
}
#: What a procurement letter is about, where nobody said that it is one.
PROCUREMENT_WORDS = ("จัดซื้อ", "จัดจ้าง", "ประกวดราคา", "สอบราคา", "e-bidding", "e-GP")


def put_forward(
    desk: Desk, actor: Actor, *, paper: Paper, to_post: str, text: str = "", is_no_procurement: bool = False
) -> None:
    """เสนอผู้กลั่นกรอง by the clerk of an executive's office: the paper lies in the screener's tray.

    Raises ``Conflict`` for a procurement letter where the office takes none, ``NeedsConfirmation`` where the subject
    reads like one, ``Invalid`` for a post that does not screen here.
    """
    actor.require(check_move(PAPER_MOVES, "put_forward", paper.state).permission, paper)
    office = require_office(desk.root, paper.unit)
    letter = records.letter_by_id(desk.root, paper.letter)
    refuse_excluded(desk.root, office.executive, letter)
    if not (office.procurement or is_no_procurement):
        _ask_about_procurement(letter)
    if to_post not in office.screeners:
        raise Invalid(_("Choose one of the screeners of this office."), field="to_post")
    if not apart.is_apart(desk.root, paper) and not can_read(desk.root, f"post:{to_post}", paper.scopes, desk.today):
        raise Invalid(_("This post does not read the letters of the unit."), field="to_post")
    apart.include(desk, actor, paper, [f"post:{to_post}"])
    _wait(desk, paper, tasks.post_tray(to_post), check_words(text, "text", WORDS_LENGTH))
    _record(desk, actor, paper, "put-forward", text.strip())


def return_to_clerk(desk: Desk, actor: Actor, *, paper: Paper, text: str) -> None:
    """ส่งคืนเจ้าหน้าที่รับ-ส่ง by the screener, with words: the paper waits with the office's registry again.

    Raises ``Invalid`` without a reason, ``Conflict`` for a paper that does not lie with a screener.
    """
    actor.require(check_move(PAPER_MOVES, "return_to_clerk", paper.state).permission, paper)
    words = check_words(text, "text", WORDS_LENGTH)
    if not words:
        raise Invalid(_("Write why it goes back to the clerk."), field="text")
    if not lies_with_screener(desk, paper):
        raise Conflict(_("It does not lie with a screener."), slug="not-with-screener")
    _wait(desk, paper, records.registry_tray(paper), words, "handle")
    _record(desk, actor, paper, "returned-to-clerk", words)


def lies_with_screener(desk: Desk, paper: Paper) -> bool:
    """Does it wait to be screened (รอกลั่นกรอง)?"""
    return any(task is not None and task.what == "screen" for task in (tasks.find(desk.root, r) for r in paper.tasks))


def screen(
    desk: Desk,
    actor: Actor,
    *,
    paper: Paper,
    summary: str,
    recommendation: str,
    words: str = "",
    points: str = "",
    to_post: str = "",
    assign_to: tuple[str, ...] = (),
    due: date | None = None,
) -> Screening:
    """กลั่นกรองและเสนอ: summary, recommendation and points to consider; it lies before the executive from then on.

    ``to_post`` is the executive or a deputy of the office, without it the first who is there; ``assign_to`` are those
    who are recommended to carry it out. Raises ``Invalid`` for what is missing.
    """
    actor.require(check_move(PAPER_MOVES, "screen", paper.state).permission, paper)
    office = require_office(desk.root, paper.unit)
    to_post = to_post or first_there(desk.root, office, desk.today)
    if to_post not in office.posts:
        raise Invalid(_("Choose the executive or a deputy of this office."), field="to_post")
    said = _said(desk, actor, summary, recommendation, words, points, to_post)
    for assignee in assign_to:
        describe_assignee(desk.root, assignee)
    names = " ".join(describe_assignee(desk.root, a) for a in assign_to)
    verb = f"{said.words}{' ' + names if said.recommendation == 'assign' and names else ''}"
    lines = [f"สรุปเรื่อง: {said.summary}", *([f"ข้อพิจารณา: {said.points}"] if said.points else [])]
    note = propose(
        desk, actor, paper=paper, to=find_post(desk.root, to_post).title, to_post=to_post, verb=verb[:WORDS_LENGTH],
        text="\n".join(lines), due=due, without_delegate=True,
    )  # fmt: skip
    kept = Screening(**{**vars(said), "assign_to": assign_to, "note": note.id})
    paper.screenings = (*paper.screenings, kept)
    return kept


def return_to_screener(desk: Desk, actor: Actor, *, paper: Paper, text: str) -> Any:
    """ส่งคืนผู้กลั่นกรอง by the executive, with words; raises ``Conflict`` where nobody screened the paper.

    Where nobody is in that post it lies with another screener of the office, or with the registry. Gives what to tell
    of that, else an empty text.
    """
    actor.require(check_move(PAPER_MOVES, "return_to_screener", paper.state).permission, paper)
    words = check_words(text, "text", WORDS_LENGTH)
    if not words:
        raise Invalid(_("Write why it goes back to the screener."), field="text")
    said = screening_of(paper)
    if said is None:
        raise Conflict(_("Nobody screened this letter. Give an order or acknowledge it."), slug="not-screened")
    is_apart = apart.is_apart(desk.root, paper)
    post = screener_there(desk, office_of(desk.root, paper.unit), said, PAPER, paper.unit, others=not is_apart)
    if post and (post == said.signing.post or can_read(desk.root, f"post:{post}", paper.scopes, desk.today)):
        tray, what, to = tasks.post_tray(post), "screen", find_post(desk.root, post).title
    else:
        tray, what, to = records.registry_tray(paper), "handle", find_unit(desk.root, paper.unit).title
    note, told = gone_elsewhere(said, post, to)
    _wait(desk, paper, tray, words + note, what)
    _record(desk, actor, paper, "returned-to-screener", words + note)
    return told


def screen_draft(
    desk: Desk,
    actor: Actor,
    *,
    letter: Letter,
    summary: str,
    recommendation: str,
    words: str = "",
    points: str = "",
    to_post: str = "",
) -> Screening:
    """กลั่นกรองร่างที่เสนอลงนาม: the draft is checked, and lies before the executive for signature with the summary.

    One that lies there already gets the summary and stays. Nobody screens what he wrote himself.
    """
    require_move(actor, letter, "screen")
    if letter.created_by == actor.person:
        raise Conflict(_("You wrote this draft yourself; somebody else checks it."), slug="own-draft")
    to_post = to_post or (letter.draft.signer_post if letter.draft is not None else "")
    if not offices_before(desk.root, to_post):
        raise Invalid(_("Choose the executive who is to sign it."), field="to_post")
    said = _said(desk, actor, summary, recommendation, words, points, to_post)
    if letter.state == "checking":
        check(desk, actor, letter=letter, text=said.words)
    if letter.state == "proposed" and letter.draft is not None and letter.draft.signer_post != to_post:
        raise Conflict(_("It lies before somebody else already. Take the draft back first."), slug="lies-elsewhere")
    if letter.state == "checked":
        propose_draft(desk, actor, letter=letter, to_post=to_post, text=said.words)
    kept = Screening(**{**vars(said), "digest": content_digest(letter)})
    letter.screenings = (*letter.screenings, kept)
    about = {"letter": id_text(letter.id)}
    audit.record(desk, letter.from_unit, "letter-screen", person=actor.person, post=actor.post, about=about)
    return kept


def return_draft_to_screener(desk: Desk, actor: Actor, *, letter: Letter, text: str) -> Any:
    """ส่งคืนผู้กลั่นกรอง of a draft, to be screened again; raises ``Conflict`` where nobody screened it as it stands.

    Where nobody is in that post it lies with another screener of the office, else with who wrote it. Gives what to tell
    of that, else an empty text.
    """
    require_move(actor, letter, "return_previous")
    words = check_words(text, "text", WORDS_LENGTH)
    if not words:
        raise Invalid(_("Write why it goes back to the screener."), field="text")
    said = screening_of(letter)
    if said is None:
        raise Conflict(_("Nobody screened this draft. Return it to who wrote it."), slug="not-screened")
    post = screener_there(
        desk, office_of(desk.root, letter.from_unit), said, DRAFT, letter.from_unit, letter.created_by,
        others=not letter.handling,
    )  # fmt: skip
    if not post:
        note, told = gone_elsewhere(said, "", find_person(desk.root, letter.created_by).name)
        return_draft(desk, actor, letter=letter, text=words + note)
        return told
    records.add_scopes(desk.root, letter, post_scope(post))
    note, told = gone_elsewhere(said, post, find_post(desk.root, post).title)
    letter.draft = replace(letter.draft or DraftState(), checker_post=post, checked_by="", checked_post="")
    wait_in(desk, letter, tasks.post_tray(post), "check", words + note)
    record_step(desk, actor, letter, "return_previous", words + note)
    return told


def screening_of(thing: Paper | Letter) -> Screening | None:
    """The screening that holds: of a paper while its note stands, of a draft while it says what was screened."""
    said = thing.screenings[-1] if thing.screenings else None
    if said is None:
        return None
    if isinstance(thing, Letter):
        return said if said.digest == content_digest(thing) else None
    return said if any(e.id == said.note and e.is_live for e in thing.endorsements) else None


def _said(
    desk: Desk, actor: Actor, summary: str, recommendation: str, words: str, points: str, to_post: str
) -> Screening:
    if recommendation not in RECOMMENDATIONS:
        raise Invalid(_("Choose what you recommend."), field="recommendation")
    told = check_words(words, "words", WORDS_LENGTH) or RECOMMENDATIONS[recommendation]
    if not told:
        raise Invalid(_("Write what you recommend."), field="words")
    brief = check_words(summary, "summary", SUMMARY_LENGTH)
    if not brief:
        raise Invalid(_("Sum the matter up in a few lines for the executive."), field="summary")
    return Screening(
        desk.now, actor.signing, brief, recommendation, told, check_words(points, "points", POINTS_LENGTH), to_post
    )


def _ask_about_procurement(letter: Letter) -> None:
    if any(word.casefold() in letter.subject.casefold() for word in PROCUREMENT_WORDS):
        raise NeedsConfirmation(
            _("Nothing was done yet: please confirm or correct what is marked."),
            [
                {
                    "field": "paper",
                    "slug": "no-procurement",
                    "message": _(
                        "“${subject}” reads like a procurement letter, and those are not put before the executive "
                        "here yet. Confirm only if it is none.",
                        mapping={"subject": letter.subject[:120]},
                    ),
                }
            ],
        )


def _wait(desk: Desk, paper: Paper, tray: str, text: str, what: str = "screen") -> None:
    letter = records.letter_by_id(desk.root, paper.letter)
    clear_tasks(desk.root, paper, keep=("act",))
    ref = tasks.place(
        desk.root, tray, what=what, letter=letter.id, paper=paper.id, due=paper.due, urgency=letter.urgency,
        within=letter.urgent_within, text=text, since=desk.now,
    )  # fmt: skip
    paper.tasks = (*paper.tasks, ref)


def _record(desk: Desk, actor: Actor, paper: Paper, event: str, words: str) -> None:
    paper.history = (*paper.history, Step(event, desk.now, actor.person, actor.name, actor.post, words))
    records.changed(desk.root, paper)
    audit.record(desk, paper.unit, event, person=actor.person, post=actor.post, about={"paper": paper.key})
