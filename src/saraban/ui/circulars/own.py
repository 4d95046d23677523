"""หนังสือเวียนของหน่วย (a unit's own circulars): the list, changing how one stands on the board, the pin."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.circulars import categories, service
from saraban.circulars.board import older_of
from saraban.circulars.published import published_by
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.thai.masking import mask
from saraban.ui.circulars.presenters import audience_text, category_title, category_words, notes_of
from saraban.ui.circulars.publishing import replaced
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day, small_number, write_day

FIELDS = ("category", "effective", "expires", "supersedes")
CHANGE = "templates/change.pt"


def publishing_for(request: Any) -> str:
    """The unit that the address names, or the first for which the post acted in publishes; raises ``Missing``."""
    own = units_where(request, Permission.CIRCULAR_PUBLISH)
    code = request.params.get("unit", "") or next(iter(own), "")
    if not code:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    request.actor.require(Permission.CIRCULAR_PUBLISH, find_unit(request.desk.root, code))
    return str(code)


@view_config(route_name="circulars-own", request_method="GET", renderer="templates/own.pt")
def own(request: Any) -> dict[str, Any]:
    """Newest first, with what has become of each."""
    request.rail = "circulars"
    root, fmt, code = request.desk.root, formats_for(request), publishing_for(request)
    after = -(small_number(request.GET.get("after", "")) or 0)
    found, older = published_by(root, request.actor, code, after=after or None)
    return {
        "unit": find_unit(root, code),
        "tabs": [(c, find_unit(root, c).title) for c in units_where(request, Permission.CIRCULAR_PUBLISH)],
        "rows": [_row(request, fmt, one) for one in found],
        "older": f"/circulars/own?unit={code}&after={-older}" if older is not None else None,
        "newer": f"/circulars/own?unit={code}" if after else None,
    }


def _row(request: Any, fmt: Any, one: Any) -> dict[str, Any]:
    posting, letter = one.posting, one.letter
    gone = posting.withdrawn_at is not None
    return {
        "href": f"/l/{letter.key}" if gone else f"/circulars/{letter.key}/readers",
        "subject": mask(letter.subject),
        "number": fmt.digits(letter.number),
        "posted": fmt.time(posting.published_at),
        "category": category_words(request.desk.root, posting.category, is_thai=fmt.is_thai),
        "audience": audience_text(request, posting),
        "notes": notes_of(request, posting),
        "pinned": posting.pinned_at is not None,
        "planned": posting.planned and not gone,
        "read": fmt.count(posting.readers()),
        "acknowledged": fmt.count(posting.acknowledgers()),
        "withdrawn": fmt.time(posting.withdrawn_at),
        "why": posting.withdrawn_why,
    }


@view_config(route_name="circular-change", request_method="GET", renderer=CHANGE)
def ask_change(request: Any) -> dict[str, Any]:
    """The form as things stand."""
    letter = _letter(request)
    posting = service.own_posting(request.desk.root, request.actor, letter)
    typed = {
        "category": posting.category,
        "effective": write_day(posting.effective),
        "expires": write_day(posting.expires),
        "supersedes": "",
    }
    return _page(request, typed, None)


@view_config(route_name="circular-change", request_method="POST", renderer=CHANGE)
def change(request: Any) -> Any:
    """แก้ไขหมวด วันที่มีผล วันพ้นกำหนด และฉบับที่ใช้แทน."""
    typed = {name: str(request.POST.get(name) or "") for name in FIELDS}

    def go() -> str:
        desk, actor, letter = request.desk, request.actor, _letter(request)
        posting = service.change(
            desk,
            actor,
            letter=letter,
            category=typed["category"],
            effective=read_day(typed["effective"], "effective"),
            expires=read_day(typed["expires"], "expires"),
        )
        for old in replaced(request, posting.unit, typed["supersedes"]):
            service.supersede(desk, actor, letter=old, by=letter)
        add_note(request, _("The circular was changed."))
        return f"/circulars/{letter.key}/readers"

    outcome = attempt(request, lambda: once_page(request, go))
    return _page(request, typed, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="circular-pin", request_method="POST", renderer=CHANGE)
def pin(request: Any) -> Any:
    """ปักหมุด หรือถอนหมุด."""

    def go() -> str:
        letter, pinned = _letter(request), bool(request.POST.get("pinned"))
        service.pin(request.desk, request.actor, letter=letter, pinned=pinned)
        add_note(request, _("The circular is pinned.") if pinned else _("The pin was taken off."))
        return f"/circulars/{letter.key}/readers"

    outcome = attempt(request, go)
    if isinstance(outcome, Refused):
        return {**ask_change(request), "problems": outcome.problems}
    return HTTPSeeOther(location=outcome)


def _letter(request: Any) -> Any:
    return records.read_letter(request.desk.root, request.actor, request.matchdict["id"])


def _page(request: Any, typed: dict[str, str], refused: Refused | None) -> dict[str, Any]:
    request.rail = "circulars"
    root, fmt, letter = request.desk.root, formats_for(request), _letter(request)
    posting = service.own_posting(root, request.actor, letter)
    return {
        "letter": letter,
        "planned": posting.planned,
        "subject": mask(letter.subject),
        "typed": typed,
        "categories": [
            (c.key, category_title(c, is_thai=fmt.is_thai))
            for c in categories.categories(root)
            if c.active or c.key == posting.category
        ],
        "older": [
            (f"/l/{old.key}", " ".join(p for p in (fmt.digits(old.number), mask(old.subject)) if p))
            for old in older_of(root, request.actor, posting)
        ],
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
