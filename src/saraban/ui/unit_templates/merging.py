"""หน้าจัดทำหนังสือจากบัญชีรายชื่อ (letters from a list): choose the list, look at any row, make them, undo them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange.merges import to_send
from saraban.files.types import LIST
from saraban.letters import records
from saraban.letters.blanks import blanks_of
from saraban.letters.filling import Draft
from saraban.letters.typed import draft_of
from saraban.letters.workflow import LETTER_STATES
from saraban.templates import service
from saraban.templates.merging import (
    EACH,
    ListWrong,
    Plan,
    find_merge,
    letters_of_merge,
    may_be_undone,
    merge_list,
    plan_merge,
    undo_merge,
)
from saraban.templates.proposing import to_propose
from saraban.ui.drafts.live import Live, live_of
from saraban.ui.drafts.presenters import STATES
from saraban.ui.drafts.sitting import waiting_in
from saraban.ui.drafts.whom import first_signers
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import small_number
from saraban.ui.layout.uploads import checked_in, forget_all, kept

PAGE, MERGED = "templates/merge.pt", "templates/merged.pt"
#: So many wrong cells are named on the page; their number tells the whole.
MOST_WRONG = 200


@dataclass(frozen=True)
class Source:
    """ต้นแบบ: a template or a draft with blanks; what it says, for which unit."""

    field: str
    key: str
    unit: str
    title: str
    form: Draft
    letter: Any = None


@view_config(route_name="merge-new", request_method="GET", renderer=PAGE)
def ask(request: Any) -> dict[str, Any]:
    """Choose the list."""
    return _page(request, _source(request, request.GET))


@view_config(route_name="merge-new", request_method="POST", renderer=PAGE)
def make(request: Any) -> Any:
    """ดูตัวอย่าง of a row, or จัดทำหนังสือ of all of them."""
    source, arrivals = _source(request, request.POST), list(kept(request))

    def read() -> bytes:
        arrivals[:] = [*checked_in(request, "upload", LIST)] or arrivals
        if len(arrivals) != 1:
            raise Invalid(_("Choose the list: one CSV file or XLSX workbook."), field="list")
        return Path(arrivals[0].path).read_bytes()

    def go() -> str:
        merge = merge_list(
            request.desk, request.actor, unit=source.unit, form=source.form, data=read(), mode=_mode(request),
            title=source.title, source=source.letter,
        )  # fmt: skip
        add_note(request, _("The drafts were made. Look through them before they are signed."))
        return f"/merges/{merge.key}"

    if request.POST.get("act") == "preview":
        outcome = attempt(request, lambda: plan_merge(
            request.desk, request.actor, unit=source.unit, form=source.form, data=read(), mode=_mode(request),
        ))  # fmt: skip
        return _page(request, source, arrivals, outcome)
    done = attempt(request, lambda: once_page(request, go))
    if isinstance(done, Refused):
        return _page(request, source, arrivals, done)
    forget_all(arrivals)
    return HTTPSeeOther(location=done)


@view_config(route_name="merge", request_method="GET", renderer=MERGED)
def merged(request: Any, refused: Refused | None = None, outcomes: Any = ()) -> dict[str, Any]:
    """The letters of a list, and the buttons that propose, send or cancel all of them."""
    request.rail = "drafts"
    root, fmt = request.desk.root, formats_for(request)
    merge = find_merge(root, request.actor, request.matchdict["merge"])
    letters = [x for x in letters_of_merge(root, merge) if request.actor.may(Permission.LETTER_READ, x)]
    states = LETTER_STATES if fmt.is_thai else STATES
    return {
        "merge": merge,
        "at": fmt.time(merge.at, clock=True),
        "undone": fmt.time(merge.undone_at, clock=True) if merge.undone_at else "",
        "rows": [(x.key, x.subject, x.to_text, fmt.digits(x.number), states[x.state]) for x in letters],
        "to_sign": len(waiting_in(request, merge)),
        "may_undo": may_be_undone(root, merge),
        "to_send": len(to_send(root, request.actor, merge)),
        **_proposing(request, merge, refused),
        "outcomes": outcomes,
        "reason": request.POST.get("reason", ""),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(route_name="merge-undo", request_method="POST", renderer=MERGED)
def undo(request: Any) -> Any:
    """ยกเลิกทั้งชุด."""

    def go() -> str:
        merge = find_merge(request.desk.root, request.actor, request.matchdict["merge"])
        undo_merge(request.desk, request.actor, merge=merge, reason=request.POST.get("reason", ""))
        add_note(request, _("All drafts of the list were cancelled."))
        return f"/merges/{merge.key}"

    outcome = attempt(request, lambda: once_page(request, go))
    return merged(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _proposing(request: Any, merge: Any, refused: Refused | None) -> dict[str, Any]:
    """How many drafts may be proposed, who may be asked to sign them, and what was typed where it was refused."""
    waiting, typed = to_propose(request.desk.root, request.actor, merge), request.POST if refused else {}
    named = waiting[0].draft.signer_post if waiting and waiting[0].draft is not None else ""
    return {
        "to_propose": len(waiting),
        "signers": first_signers(request, waiting[0], typed.get("to_post", "") or named) if waiting else [],
        "text": typed.get("text", ""),
    }


def _mode(request: Any) -> str:
    return str(request.POST.get("mode", ""))


def _source(request: Any, given: Any) -> Source:
    root, actor = request.desk.root, request.actor
    if given.get("template"):
        found = service.find_template(root, actor, given["template"])
        return Source("template", found.key, found.unit, found.newest.name, service.form_of(found))
    letter = records.read_letter(root, actor, given.get("letter", ""))
    if letter.state != "draft" or not letter.from_unit or letter.handling:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return Source("letter", letter.key, letter.from_unit, letter.subject, draft_of(letter), letter)


def _page(request: Any, source: Source, arrivals: Any = (), outcome: Plan | Refused | None = None) -> dict[str, Any]:
    request.rail = "drafts"
    plan = outcome if isinstance(outcome, Plan) else None
    refused = outcome if isinstance(outcome, Refused) else None
    wrong = plan.wrong if plan else ()
    if refused is not None and isinstance(refused.error, ListWrong):
        wrong = refused.error.wrong
    row = min(max(small_number(request.POST.get("row", "")) or 1, 1), len(plan.rows)) if plan else 1
    return {
        "source": source,
        "blanks": list(blanks_of(source.form)),
        "mode": _mode(request) or EACH,
        "arrivals": arrivals,
        "plan": plan,
        "row": row,
        "bad": wrong[:MOST_WRONG],
        "count": len(wrong),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
        "live": _shown(request, source, plan, row) if plan is not None and not wrong else None,
    }


def _shown(request: Any, source: Source, plan: Plan, row: int) -> Live:
    """The letter of a row as it would be printed; of one letter for all, the copy of that addressee."""
    if _mode(request) == EACH:
        return live_of(request, source.unit, lambda: plan.forms[row - 1])
    return live_of(request, source.unit, lambda: plan.forms[0], receiver=plan.receivers[row - 1][1])
