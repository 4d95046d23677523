"""หน้าผู้เกี่ยวข้อง (who is named): name more, take a name off; open an envelope to oneself and hand it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.letters import apart, records
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.targets import named_readers, names_near

TEMPLATE = "templates/named.pt"
TYPED = ("concerned", "reason", "subject", "handling", "target")


@view_config(route_name="paper-named", request_method="GET", renderer=TEMPLATE)
def ask(request: Any) -> dict[str, Any]:
    """Who reads the letter, and what may be done about it."""
    return _page(request, None)


@view_config(route_name="paper-named", request_method="POST", renderer=TEMPLATE)
def act(request: Any) -> Any:
    """Do it, and go where its result is seen."""
    outcome = attempt(request, lambda: once_page(request, lambda: _do(request)))
    return _page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _do(request: Any) -> str:
    verbs: dict[str, Callable[..., None]] = {
        "name": _name,
        "take_off": _take_off,
        "open": _open,
        "hand_back": _hand_back,
    }
    verb = verbs.get(request.POST.get("do", ""))
    paper = _paper(request)
    if verb is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    verb(request, paper)
    still = request.actor.scopes & set(paper.scopes)
    return f"/p/{paper.key}/named" if still else "/in-tray"


def _name(request: Any, paper: Any) -> None:
    wanted = named_readers(request.desk.root, paper.unit, request.POST.get("concerned", ""))
    apart.name_more(request.desk, request.actor, paper=paper, to=wanted, reason=request.POST.get("reason", ""))
    add_note(request, _("They read the letter from now on."))


def _take_off(request: Any, paper: Any) -> None:
    target, reason = request.POST.get("target", ""), request.POST.get("reason", "")
    apart.take_name_off(request.desk, request.actor, paper=paper, target=target, reason=reason)
    add_note(request, _("The name was taken off."))


def _open(request: Any, paper: Any) -> None:
    apart.open_envelope(request.desk, request.actor, paper=paper)
    add_note(request, _("The time at which you opened it is on record."))


def _hand_back(request: Any, paper: Any) -> None:
    post = request.POST
    named = named_readers(request.desk.root, paper.unit, post.get("concerned", ""))
    apart.hand_back(
        request.desk,
        request.actor,
        paper=paper,
        subject=post.get("subject", ""),
        handling=post.get("handling", ""),
        named=named,
    )
    add_note(request, _("The letter is registered with its subject."))


def _paper(request: Any) -> Any:
    return records.read_paper(request.desk.root, request.actor, request.matchdict["id"])


def _page(request: Any, refused: Refused | None) -> dict[str, Any]:
    root, fmt = request.desk.root, formats_for(request)
    paper = _paper(request)
    letter = records.letter_by_id(root, paper.letter)
    opened = f"{fmt.day(paper.opened_at)} {fmt.clock(paper.opened_at)}" if paper.opened_at else ""
    return {
        "paper": paper,
        "letter": letter,
        "named": apart.named_on(root, paper),
        "opened": opened,
        "names": names_near(root, paper.unit, request.desk.today) if letter.handling else [],
        "typed": {name: request.POST.get(name, "") for name in TYPED},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
