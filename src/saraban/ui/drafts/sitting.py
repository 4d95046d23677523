"""ลงนามหลายฉบับในคราวเดียว (a sitting): the letters that wait for this post, one list, one code for those chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.auth.service import is_enrolled
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.approval import content_digest
from saraban.letters.drafting import drafts_of
from saraban.letters.filling import missing_parts
from saraban.signatures.issuing import Wanted
from saraban.ui.drafts.giving import given_in, giving_shown
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page

PAGE = "templates/sitting.pt"


@dataclass(frozen=True)
class Row:
    """หนังสือหนึ่งฉบับที่รอลงนาม."""

    key: str
    seen: str
    subject: str
    to_text: str
    by: str
    chosen: bool


@view_config(route_name="draft-sitting", request_method="GET", renderer=PAGE)
def ask(request: Any) -> dict[str, Any]:
    """The list, with name and code to be typed once."""
    return _page(request, None)


@view_config(route_name="draft-sitting", request_method="POST", renderer=PAGE)
def sign(request: Any) -> Any:
    """ลงนามตามรายการ: all that were chosen, or none."""

    def go() -> str:
        typed, root = request.POST, request.desk.root
        letters = [records.read_letter(root, request.actor, key) for key in dict.fromkeys(typed.getall("letters"))]
        wanted = [Wanted(letter.id, typed.get(f"seen-{letter.key}", "")) for letter in letters]
        request.registry.issuing.sign(request.desk, request.actor, wanted, given_in(request))
        count = formats_for(request).count(len(wanted))
        add_note(request, _("${n} letters were signed and numbered.", mapping={"n": count}))
        return "/drafts"

    outcome = attempt(request, lambda: once_page(request, go))
    return _page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def waiting_for(request: Any) -> list[Any]:
    """Letters that were put up for signature to the post acted in, and lack nothing, the oldest first."""
    root, actor = request.desk.root, request.actor
    found = [
        letter
        for code in units_where(request, Permission.LETTER_SIGN)
        for letter in drafts_of(root, actor, code)
        if letter.state in {"proposed", "signing"} and letter.draft is not None
        if letter.draft.signer_post == actor.post
    ]
    return [x for x in reversed(found) if not missing_parts(root, x)]


def _page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "drafts"
    root, actor = request.desk.root, request.actor
    chosen = set(request.POST.getall("letters")) if refused is not None else set()
    rows = [
        Row(
            x.key,
            content_digest(x),
            x.subject,
            x.to_text,
            root["people"][x.created_by].name if x.created_by in root["people"] else "",
            x.key in chosen,
        )
        for x in waiting_for(request)
    ]
    return {
        "rows": rows,
        "most": request.registry.issuing.sitting,
        "block": actor.signing.lines,
        "enrolled": is_enrolled(root, actor.person),
        "giving": giving_shown(request),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
