"""สิ่งที่ทำได้กับหนังสือ (what can be done now): one primary action for state and post, the rest in a menu."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import find_unit
from saraban.circulars.lists import board_of
from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange import waiting
from saraban.exchange.sending import receivers_of
from saraban.letters import owing
from saraban.letters.blanks import blanks_of
from saraban.letters.completing import lacks_its_letter
from saraban.letters.cosigning import may_sign
from saraban.letters.deliberating import reads_drafting
from saraban.letters.drafting import is_own_draft
from saraban.letters.filling import missing_parts
from saraban.letters.values import PERSONAL
from saraban.letters.workflow import LETTER_MOVES, PAPER_MOVES, UNSIGNED, possible
from saraban.offices.service import office_of
from saraban.people.service import find_person
from saraban.tasks import service as tasks
from saraban.templates.merging import may_see_list
from saraban.ui.layout.duties import drafting_units
from saraban.ui.letters.voiding import void_words

WORDS = {
    "propose": _("Propose"),
    "order": _("Give an order"),
    "acknowledge": _("Acknowledge"),
    "forward": _("Send on"),
    "return": _("Return to the sender"),
    "close": _("Close the matter"),
    "reopen": _("Open the matter again"),
    "file": _("File into a folder"),
    "record": _("Record a note on paper"),
    "place": _("Where the paper original is"),
    "void": _("Cancel the registration"),
}
ICONS = {
    "propose": "pen",
    "order": "check2-circle",
    "acknowledge": "check2",
    "forward": "send",
    "return": "arrow-return-left",
    "close": "archive",
    "reopen": "arrow-left",
    "file": "folder2",
    "record": "pen",
    "place": "archive",
    "void": "slash-circle",
}
#: Verbs of a draft whose page is called otherwise.
NAMES = {"change": "edit", "cosign": "sign"}
NOTES = {"propose", "order", "acknowledge"}
#: state of the paper -> the verbs that come next, the likeliest first
NEXT = {
    "registered": ("order", "propose"),
    "proposed": ("order", "propose", "acknowledge"),
    "ordered": ("forward",),
    "in_hand": ("answer", "close"),
    "closed": ("file",),
}


@dataclass(frozen=True)
class Action:
    """ปุ่ม: a verb of the office; ``post`` ones act at once, the others open their form."""

    verb: str
    title: Any
    href: str
    icon: str
    post: bool = False


@dataclass(frozen=True)
class Actions:
    """One primary action and the others."""

    primary: Action | None
    others: tuple[Action, ...]
    waits_for: str = ""


def actions_of(request: Any, letter: Any, paper: Any) -> Actions:
    """What the post acted in can do with a letter now."""
    found = _arrival_actions(request, letter) if paper is None else []
    found += _paper_actions(request, letter, paper) + _envelope_actions(request, paper) if paper is not None else []
    found += _letter_actions(request, letter, paper)
    found += _office_actions(request, letter, paper)
    primary = _primary(paper, found, "propose-draft" if _is_ready(request, letter) else "edit")
    primary = _step_of_office(request, letter, paper, found) or primary
    if letter.handling == PERSONAL and paper is not None and paper.opened_at is None:
        primary = next((a for a in found if a.verb == "named"), primary)  # the envelope is opened first
    primary = next((a for a in found if a.verb == "complete"), primary)  # nobody orders what he cannot read
    writer = _corrected_by(request, letter) if paper is None else ""
    if writer:
        primary = None  # somebody else has the next word; whoever may sign nevertheless finds it in the menu
    return Actions(primary, tuple(a for a in found if a is not primary), writer)


def _corrected_by(request: Any, letter: Any) -> str:
    """ผู้ร่างที่ต้องแก้ไข: the name of who is to correct a draft that came back, for everybody but himself."""
    root = request.desk.root
    if letter.state != "draft" or letter.created_by == request.actor.person:
        return ""
    ref = letter.draft.task if letter.draft is not None else None
    task = tasks.find(root, ref) if ref is not None else None
    return find_person(root, letter.created_by).name if task is not None and task.what == "revise" else ""


def _is_ready(request: Any, letter: Any) -> bool:
    """A draft that lacks nothing, or that was checked, is to be proposed next by who wrote it."""
    mine = letter.state == "checked" and letter.created_by == request.actor.person
    return mine or (letter.state == "draft" and not missing_parts(request.desk.root, letter))


def _primary(paper: Any, found: list[Action], of_draft: str) -> Action | None:
    if paper is not None:
        wanted = NEXT.get(paper.state, ())
        by_verb = {a.verb: a for a in found}
        return next((by_verb[v] for v in wanted if v in by_verb), None)
    likely = {"register", "send", "send-named", "send-on-paper", "sign", "check", "opinion", of_draft}
    return next((a for a in found if a.verb in likely), None)


def _paper_actions(request: Any, letter: Any, paper: Any) -> list[Action]:
    at = f"/p/{paper.key}"
    found = []
    for move in possible(PAPER_MOVES, paper.state):
        if move.verb not in WORDS or not request.actor.may(move.permission, paper):
            continue
        if (move.verb == "return" and not paper.delivery) or (move.verb == "place" and not paper.has_original):
            continue
        title = WORDS[move.verb]
        if move.verb == "forward" and paper.state == "ordered":
            title = _("Send on as ordered")
        href = f"{at}?tab=endorse&act={move.verb}#endorse" if move.verb in NOTES else f"{at}/{move.verb}"
        found.append(Action(move.verb, title, href, ICONS[move.verb]))
    if letter.handling:
        title = _("Open or hand back") if letter.handling == "personal" else _("Who is concerned")
        found.insert(
            0, Action("named", title, f"{at}/named", "envelope-paper" if letter.handling == "personal" else "people")
        )
    if paper.state not in {"returned", "closed", "filed", "void"} and drafting_units(request):
        if letter.answer_by is not None and owing.owes_answer(request.desk.root, letter, paper):
            href = f"/drafts/new?paper={paper.key}&answer=1"
            found.append(Action("answer", _("Write the answer"), href, "reply"))
        found.append(Action("cover", _("Write a covering letter"), f"/drafts/new?paper={paper.key}", "pencil-square"))
    if paper.state != "void" and request.actor.may(Permission.REGISTER_RECEIVE, paper):
        found.append(Action("stamp", _("Print the stamp"), f"/receive/{paper.unit}/stamp/{paper.key}", "printer"))
        if not paper.delivery:
            found.append(Action("slip", _("Print a receipt for the bearer"), f"{at}/slip.pdf", "printer"))
    return found


def _envelope_actions(request: Any, paper: Any) -> list[Action]:
    """What an envelope held is attached by the registry once it was handed back."""
    if not (lacks_its_letter(request.desk.root, paper) and request.actor.may(Permission.REGISTER_RECEIVE, paper)):
        return []
    return [Action("complete", _("Attach the letter"), f"/p/{paper.key}/complete", "file-earmark-text")]


def _office_actions(request: Any, letter: Any, paper: Any) -> list[Action]:
    """In an executive's office: what waits there is put forward by the clerk and screened by a screener."""
    root, actor = request.desk.root, request.actor
    thing, moves = (letter, LETTER_MOVES) if paper is None else (paper, PAPER_MOVES)
    unit = letter.from_unit if paper is None else paper.unit
    office = office_of(root, unit) if unit else None
    if office is None:
        return []
    may = {m.verb for m in possible(moves, thing.state) if actor.may(m.permission, thing)}
    found = []
    with_clerk = [tasks.find(root, ref) for ref in thing.tasks if ref.tray == tasks.unit_tray(unit)] if paper else []
    if "put_forward" in may and any(t is not None and t.what == "handle" for t in with_clerk):
        href = f"/offices/{unit}?paper={paper.key}#put-forward"
        found.append(Action("put-forward", _("Put forward to the screener"), href, "send"))
    own = paper is None and letter.created_by == actor.person
    if "screen" in may and actor.post in office.screeners and not own:
        at = f"/l/{letter.key}" if paper is None else f"/p/{paper.key}"
        found.append(Action("screen", _("Screen and put before the executive"), f"{at}/screen", "pen"))
    return found


def _step_of_office(request: Any, letter: Any, paper: Any, found: list[Action]) -> Action | None:
    """In an executive's office its own step comes first: putting forward, or screening what lies with the screener."""
    refs = paper.tasks if paper is not None else (letter.draft.task,) if letter.draft is not None else ()
    mine = tasks.post_tray(request.actor.post)
    lies_here = any(ref is not None and ref.tray == mine for ref in refs)
    return next((a for a in found if a.verb == "put-forward" or (a.verb == "screen" and lies_here)), None)


def waiting_delivery(request: Any, letter: Any) -> Any:
    """The delivery of a letter that waits to be registered by the post acted in, or None."""
    root, actor = request.desk.root, request.actor
    here = (d for d in waiting.deliveries_of(root, letter.id) if d.state in {"delivered", "opened"})
    return next((d for d in here if actor.may(Permission.REGISTER_RECEIVE, find_unit(root, d.to_unit))), None)


def _arrival_actions(request: Any, letter: Any) -> list[Action]:
    delivery = waiting_delivery(request, letter)
    if delivery is None:
        return []
    at = f"/deliveries/{delivery.key}"
    return [
        Action("register", _("Register"), f"{at}/register", "envelope-paper", post=True),
        Action("details", _("Register with addressee and action …"), f"{at}/register", "pencil-square"),
        Action("return", _("Return to the sender"), f"{at}/return", "arrow-return-left"),
    ]


def _letter_actions(request: Any, letter: Any, paper: Any) -> list[Action]:
    actor, at = request.actor, f"/l/{letter.key}"
    found = []
    if letter.from_unit:
        moves = {m.verb for m in possible(LETTER_MOVES, letter.state) if actor.may(m.permission, letter)}
        moves |= {"void"} if is_own_draft(actor, letter) else set()
        moves -= _other_way(request.desk.root, letter)
        moves = _of_signer(request.desk.root, actor, letter, moves)
        moves -= _not_to_be_checked(actor, letter)
        rows = (
            ("send", _("Send to the addressees"), "send", not letter.handling),
            ("send_on_paper", _("Send on paper"), "envelope-paper", False),
            ("send_again", _("Send again"), "send", False),
            ("sign", _("Sign and number"), "pen", False),
            ("cosign", _("Sign beside the others"), "pen", False),
            ("decline", _("Return unsigned"), "arrow-return-left", False),
            ("change", _("Edit the draft"), "pencil-square", False),
            ("submit", _("Send to be checked"), "check2", False),
            ("check", _("Checked"), "check2-circle", True),
            ("send_back", _("Return to who wrote it"), "arrow-return-left", False),
            ("propose", _("Propose for signature"), "send", False),
            ("return", _("Return for correction"), "arrow-return-left", False),
            ("return_previous", _("Return to who checked it"), "arrow-return-left", False),
            ("recall", _("Take the draft back"), "reply", True),
            ("bring_back", _("Take it out of signing"), "reply", True),
            ("void", void_words(letter).title, "slash-circle", False),
        )
        for verb, title, icon, post in rows:
            if verb in moves:
                asks = verb == "send" and not post  # first it is said who reads it there
                name = "send-named" if asks else NAMES.get(verb, verb.replace("_", "-"))
                found.append(Action(name if verb != "propose" else "propose-draft", title, f"{at}/{name}", icon, post))
    if letter.from_unit and letter.versions and reads_drafting(request.actor, letter):
        if letter.state in UNSIGNED and any(o.is_open and o.post == actor.post for o in letter.opinions):
            found.append(Action("opinion", _("Give the opinion"), f"{at}/review#opinion", "people"))
        found.append(Action("review", _("Opinions, comments, versions"), f"{at}/review", "people"))
    if letter.from_unit and letter.state == "draft" and not letter.handling and not letter.merge and blanks_of(letter):
        found.append(Action("merge", _("Make letters from a list"), f"/merge?letter={letter.key}", "people"))
    if letter.receivers and may_see_list(request.actor, letter):
        found.append(Action("copies", _("List of addressees"), f"{at}/copies", "printer"))
    issued = bool(letter.from_unit) and letter.state in {"signed", "sent"}
    if issued and request.actor.may(Permission.REGISTER_READ, find_unit(request.desk.root, letter.from_unit)):
        found.append(Action("slips", _("Print receipts to be signed"), f"{at}/slips.pdf", "printer"))
    if circulating_unit(request, letter, paper):
        found.append(Action("publish", _("Publish as a circular"), f"{at}/publish", "megaphone"))
    return found


def _of_signer(root: Any, actor: Any, letter: Any, moves: set[str]) -> set[str]:
    """Of several who sign a letter each has a turn; the first may be somebody who writes for the unit."""
    mine = may_sign(root, actor, letter)
    beside = letter.cosigning is not None
    left = moves - ({"sign", "cosign"} if not mine else {"sign"} if beside else set())
    left -= {"decline"} if letter.turn != actor.post else set()
    return left | ({"cosign" if beside and letter.state == "cosigning" else "sign"} if mine else set())


def _not_to_be_checked(actor: Any, letter: Any) -> set[str]:
    """Nobody checks or returns what he wrote himself, and where nobody else checked there is nobody to return to."""
    own = {"check", "send_back"} if letter.created_by == actor.person else set()
    checker = letter.draft.checker_post if letter.draft is not None else ""
    return own if checker and checker != actor.post else own | {"return_previous"}


def _other_way(root: Any, letter: Any) -> set[str]:
    """A letter that addresses units in the system goes to them, any other goes on paper."""
    with suppress(Invalid):
        return {"send_on_paper"} if receivers_of(root, letter) else {"send"}
    return {"send_on_paper"}  # an addressee is gone: sending says so


def circulating_unit(request: Any, letter: Any, paper: Any) -> str:
    """The unit that may put this letter on the circular board in the present post, or nothing."""
    posting = board_of(request.desk.root).postings.get(letter.id)
    if posting is not None and posting.withdrawn_at is None:
        return ""
    if letter.state not in {"sent", "signed", "received"}:
        return ""
    for code in (letter.from_unit, paper.unit if paper is not None else ""):
        if code and request.actor.may(Permission.CIRCULAR_PUBLISH, find_unit(request.desk.root, code)):
            return str(code)
    return ""
