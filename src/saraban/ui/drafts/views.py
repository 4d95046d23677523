"""หน้าร่างหนังสือ (drafts): the list, writing, changing."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.documents.word_reading import MAX_SIZE, read_word
from saraban.kinds.service import book_on
from saraban.letters import drafting, records
from saraban.letters.body import blocks_of, renumber, text_of
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.ui.drafts.forms import Typed, answer_to, draft, empty, from_letter, typed_in
from saraban.ui.drafts.kinds import choices, split
from saraban.ui.drafts.live import Live, live_of
from saraban.ui.drafts.presenters import draft_form, draft_rows
from saraban.ui.drafts.sitting import waiting_for
from saraban.ui.drafts.templating import from_template, keep
from saraban.ui.drafts.unsaved import about_new, forget, offered
from saraban.ui.drafts.writers import writing_units
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import drafting_units
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.uploads import checked_in, kept

FORM = "templates/draft.pt"
#: Buttons that show the form again and save nothing.
LOOKING = frozenset({"kind", "word", "preview", "renumber"})


@view_config(route_name="drafts", request_method="GET", renderer="templates/drafts.pt")
def drafts(request: Any) -> dict[str, Any]:
    """What is being written, and what is signed but not sent."""
    request.rail = "drafts"
    units = drafting_units(request)
    book = book_on(request.desk.root, request.desk.today)
    kind = find_unit(request.desk.root, units[0]).kind if units else ""
    thai = request.locale_name == "th"
    return {
        "groups": draft_rows(request),
        "kinds": choices(book.kinds, kind, "", thai=thai) if units else [],
        "together": len(waiting_for(request)),
    }


@view_config(route_name="draft-new", request_method="GET", renderer=FORM)
def new(request: Any) -> dict[str, Any]:
    """A fresh memo; with ``paper`` a covering letter on the strength of that paper, with ``answer`` to its sender."""
    request.rail = "drafts"
    units = writing_units(request)
    covered = _covered(request, request.GET.get("paper", ""))
    wanted = request.GET.get("unit", "")
    wanted = wanted if wanted in units else units[0]
    typed, offer = offered(request, about_new(request.GET.get("paper", "")), _begun(request, wanted, covered))
    return {"form": draft_form(request, typed, action="/drafts/new", covered=covered, offer=offer)}


def _begun(request: Any, unit: str, covered: Any) -> Typed:
    """What a new form begins with."""
    if covered is None and "template" in request.GET:
        return from_template(request)
    if covered is not None and "answer" in request.GET:
        paper = records.read_paper(request.desk.root, request.actor, request.GET["paper"])
        return answer_to(paper.unit if paper.unit in drafting_units(request) else unit, paper, covered)
    typed = empty(unit, request.GET.get("paper", "") if covered else "", covered.subject if covered else "")
    typed.values["kind"] = request.GET.get("kind", "") or "memo"
    _open(request, typed)
    return typed


@view_config(route_name="draft-new", request_method="POST", renderer=FORM)
def write(request: Any) -> Any:
    """บันทึกร่าง; or the form of another kind or with the text of a Word document, with what was typed."""
    typed, act = _typed(request), request.POST.get("act")
    if act in LOOKING:
        refused, shown = _look(request, typed)
        covered = _covered(request, typed["paper"])
        form = draft_form(request, typed, action="/drafts/new", covered=covered, refused=refused, live=shown)
        return {"form": form}

    def go() -> str:
        desk, actor = request.desk, request.actor
        if act == "template":
            return keep(request, typed)
        parent = records.read_paper(desk.root, actor, typed["paper"]) if typed["paper"] else None
        form = draft(desk.root, typed, desk.today)
        letter = drafting.write_draft(desk, actor, unit=typed["unit"], form=form, parent=parent, confirm=typed.confirm)
        forget(request, about_new(typed["paper"]))
        return f"/l/{letter.key}"

    outcome = attempt(request, lambda: _take_and(request, typed, go))
    if isinstance(outcome, Refused):
        covered = _covered(request, typed["paper"])
        return {"form": draft_form(request, typed, action="/drafts/new", covered=covered, refused=outcome)}
    return HTTPSeeOther(location=outcome)


@view_config(route_name="draft-edit", request_method="GET", renderer=FORM)
def edit(request: Any) -> dict[str, Any]:
    """The draft, to be changed."""
    request.rail = "drafts"
    letter = _letter(request)
    request.actor.require(check_move(LETTER_MOVES, "change", letter.state).permission, letter)
    typed, offer = offered(request, letter.key, from_letter(request.desk.root, letter))
    typed.values["unit"] = letter.from_unit
    return {"form": draft_form(request, typed, action=f"/l/{letter.key}/edit", letter=letter, offer=offer)}


@view_config(route_name="draft-edit", request_method="POST", renderer=FORM)
def change(request: Any) -> Any:
    """บันทึกการแก้ไข; or the form of another kind or with the text of a Word document, with what was typed."""
    typed = _typed(request)
    if request.POST.get("act") in LOOKING:
        letter = _letter(request)
        request.actor.require(check_move(LETTER_MOVES, "change", letter.state).permission, letter)
        typed.values["unit"] = letter.from_unit
        refused, shown = _look(request, typed)
        action = f"/l/{letter.key}/edit"
        return {"form": draft_form(request, typed, action=action, letter=letter, refused=refused, live=shown)}

    def go() -> str:
        letter = _letter(request)
        typed.values["unit"] = letter.from_unit
        if request.POST.get("act") == "template":
            return keep(request, typed, letter)
        drafting.change_draft(
            request.desk,
            request.actor,
            letter=letter,
            form=draft(request.desk.root, typed, request.desk.today, letter.files),
            seen=request.POST.get("seen", ""),
            take_over=bool(request.POST.get("take_over")),
            confirm=typed.confirm,
        )
        forget(request, letter.key)
        add_note(request, _("The draft was saved."))
        return f"/l/{letter.key}"

    outcome = attempt(request, lambda: _take_and(request, typed, go))
    if isinstance(outcome, Refused):
        letter = _letter(request)
        if not letter.from_unit:  # a letter from outside has no such form to show again
            raise outcome.error
        typed.values["unit"] = letter.from_unit
        return {"form": draft_form(request, typed, action=f"/l/{letter.key}/edit", letter=letter, refused=outcome)}
    return HTTPSeeOther(location=outcome)


def _open(request: Any, typed: Typed) -> None:
    """A text that is still empty begins with the words that the kind offers."""
    kind = book_on(request.desk.root, request.desk.today).kind(*split(typed["kind"]))
    if kind is None:
        typed.values["kind"] = "memo"
    elif not typed["body"].strip():
        typed.values["body"] = kind.opening


def _look(request: Any, typed: Typed) -> tuple[Refused | None, Live | None]:
    """The same form again, of another kind, with more text or with its pages; nothing is saved."""
    act = request.POST["act"]
    taken = attempt(request, lambda: _with_files(request, typed))
    refused = taken if isinstance(taken, Refused) else None
    if act == "word":
        return _word(request, typed) or refused, None
    if act == "renumber":
        typed.values["body"] = text_of(renumber(blocks_of(typed["body"])))
        return refused, None
    if act == "kind" and request.matched_route.name == "draft-new":
        _open(request, typed)
    if act == "kind" or refused is not None:
        return refused, None
    return None, live_of(request, typed["unit"], lambda: draft(request.desk.root, typed, request.desk.today))


def _with_files(request: Any, typed: Typed) -> None:
    for arrival in checked_in(request):
        typed.arrivals = (*typed.arrivals, arrival)


def _word(request: Any, typed: Typed) -> Refused | None:
    """The text of the Word document stands behind what was typed; nothing is saved yet."""
    sent = request.POST.get("word")
    data = sent.file.read(MAX_SIZE + 1) if hasattr(sent, "file") else b""
    outcome = attempt(request, lambda: text_of(read_word(data)).strip())
    if isinstance(outcome, Refused):
        return outcome
    typed.values["body"] = "\n".join(part for part in (typed["body"].strip(), outcome) if part)
    return None


def _typed(request: Any) -> Typed:
    request.rail = "drafts"
    typed = typed_in(request.POST)
    if request.matched_route.name == "draft-new" and typed["unit"] not in drafting_units(request):
        if not request.actor.post:
            writing_units(request)  # says why there is none
        raise Missing(_("There is nothing at this address, or you may not see it."))
    typed.arrivals = kept(request)
    return typed


def _take_and(request: Any, typed: Typed, go: Any) -> str:
    _with_files(request, typed)
    return once_page(request, go)


def _letter(request: Any) -> Any:
    return records.read_letter(request.desk.root, request.actor, request.matchdict["id"])


def _covered(request: Any, paper: str) -> Any:
    if not paper:
        return None
    found = records.read_paper(request.desk.root, request.actor, paper)
    letter = records.letter_by_id(request.desk.root, found.letter)
    request.actor.require(Permission.LETTER_READ, letter)
    return letter
