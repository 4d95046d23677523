"""ข้อสั่งการสำหรับแสดง (directives as shown): rows of a unit, one with its steps and letters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.directives import service
from saraban.directives.workflow import DIRECTIVE_MOVES, STATES
from saraban.letters import records
from saraban.offices.service import office_of
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.frame import formats_for

ENGLISH = {
    "open": _("To be carried out"),
    "reported": _("Reported"),
    "done": _("Done"),
    "withdrawn": _("Withdrawn"),
}
STYLES = {"open": "soon", "reported": "normal", "done": "good", "withdrawn": "normal"}
SHOWN = (("open", _("Running")), ("overdue", _("Overdue")), ("done", _("Finished")), ("all", _("All")))
SIDES = (("received", _("To be carried out by the unit")), ("given", _("Given by the office")))
STEPS = {
    "add_letter": _("Named a letter"),
    "report": _("Reported"),
    "accept": _("Accepted as done"),
    "send_back": _("To be carried on"),
    "withdraw": _("Withdrawn"),
}
MOST = 300


@dataclass(frozen=True)
class DirectiveShown:
    """ข้อสั่งการหนึ่งเรื่อง."""

    key: str
    text: str
    who: str
    block: tuple[str, ...]
    day: Any
    how: Any
    occasion: str
    units: tuple[str, ...]
    silent: tuple[str, ...]
    due: Any
    state: str
    state_words: Any
    style: str
    result: str
    recorded: str
    paper: str
    letters: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    verbs: frozenset[str]


def has_directives(request: Any) -> bool:
    """Does the post work for an executive's office, or are there directives that its unit carries out?"""
    units = _units(request)
    root = request.desk.root
    return any(office_of(root, code) is not None or _some(request, code, given=False) for code in units)


def overdue_here(request: Any) -> int:
    """The count beside the rail's entry: overdue ones that the units of the post carry out."""
    root, today = request.desk.root, request.desk.today
    return sum(
        1
        for code in _units(request)
        for _d in service.directives_of(root, request.actor, code, given=False, show="overdue", today=today)
    )


def directives_shown(request: Any) -> dict[str, Any]:
    """The page of a unit."""
    root, units = request.desk.root, _units(request)
    unit = request.GET.get("unit", "") or _first(request, units)
    if unit not in units:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    office = office_of(root, unit)
    side = request.GET.get("side", "")
    side = side if side in dict(SIDES) else "given" if office is not None else "received"
    show = request.GET.get("show", "") if request.GET.get("show", "") in service.SHOWN else "open"
    post = request.GET.get("post", "")
    found = service.directives_of(
        root, request.actor, unit, given=side == "given", show=show, today=request.desk.today, post=post
    )
    return {
        "unit": unit,
        "title": find_unit(root, unit).title,
        "units": [(code, find_unit(root, code).title) for code in units],
        "side": side,
        "sides": SIDES,
        "show": show,
        "choices": SHOWN,
        "rows": [directive_shown(request, d) for d in islice(found, MOST)],
        "executives": list(dict.fromkeys((p, t) for _who, p, t in service.who_orders(root, unit, request.desk.today))),
        "by_post": post,
        "may_record": side == "given" and request.actor.may(Permission.PAPER_ENDORSE, find_unit(root, unit)),
    }


def directive_shown(request: Any, d: Any) -> DirectiveShown:
    """A directive in the reader's language, with what the post acted in can do with it."""
    root, actor, fmt = request.desk.root, request.actor, formats_for(request)
    say = request.localizer.translate
    late = service.is_overdue(d, request.desk.today)
    return DirectiveShown(
        key=d.key,
        text=d.text,
        who=" · ".join(x for x in (d.by.name, d.by.acting_for or d.by.post_title) if x),
        block=d.by.lines,
        day=fmt.time(d.given_on),
        how=_("spoken") if d.how == service.SPOKEN else _("written"),
        occasion=d.occasion,
        units=tuple(find_unit(root, code).title for code in d.units),
        silent=tuple(find_unit(root, code).title for code in d.silent) if d.reported else (),
        due=fmt.due(d.due) if d.state == "open" else None,
        state="overdue" if late else d.state,
        state_words=_("Overdue") if late else STATES[d.state] if fmt.is_thai else ENGLISH[d.state],
        style="now" if late else STYLES[d.state],
        result=d.result,
        recorded=f"{d.recorded.name} · {fmt.day(d.at)}",
        paper=_paper(request, d),
        letters=tuple(_letters(request, d)),
        steps=tuple(
            " · ".join(x for x in (f"{fmt.day(s.at)} {fmt.clock(s.at)}", say(STEPS[s.verb]), s.name, s.text) if x)
            for s in d.steps
        ),
        verbs=frozenset(verb for verb in DIRECTIVE_MOVES if service.may_move(root, actor, d, verb)),
    )


def _units(request: Any) -> list[str]:
    return units_where(request, Permission.PAPER_ENDORSE)


def _first(request: Any, units: list[str]) -> str:
    """The unit whose page opens first: an office's, else one that has something to carry out."""
    root, today = request.desk.root, request.desk.today
    running = (
        code
        for show in ("overdue", "open")
        for code in units
        if next(service.directives_of(root, request.actor, code, given=False, show=show, today=today), None)
    )
    office = (code for code in units if office_of(root, code) is not None)
    return next((code for found in (office, running, units) for code in found), "")


def _some(request: Any, code: str, *, given: bool) -> bool:
    root, today = request.desk.root, request.desk.today
    found = service.directives_of(root, request.actor, code, given=given, show="all", today=today)
    return next(found, None) is not None


def _paper(request: Any, d: Any) -> str:
    """Where it was written, for who reads that."""
    found = records.letters_of(request.desk.root).papers.get(d.paper) if d.paper else None
    return f"/p/{found.key}" if found is not None and request.actor.may(Permission.LETTER_READ, found) else ""


def _letters(request: Any, d: Any) -> list[tuple[str, str]]:
    fmt, store = formats_for(request), records.letters_of(request.desk.root)
    found = (store.letters.get(key) for key in d.letters)
    return [
        (f"/l/{x.key}", " ".join(p for p in (fmt.digits(x.number), x.subject) if p))
        for x in found
        if x is not None and request.actor.may(Permission.LETTER_READ, x)
    ]
