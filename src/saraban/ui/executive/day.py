"""หน้ารายการประจำวัน (the day list): read summary and sheet, tick several, act on them with one press."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.executives import acting, day_list
from saraban.offices.service import offices_before
from saraban.ui.executive.presenters import ACTS, address_of, assignees, matter_shown
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day
from saraban.ui.layout.sheets import notes_of, sheet_of
from saraban.ui.layout.targets import named_targets, suggestions
from saraban.ui.letters.presenters import seen_at

DAY, MATTER = "templates/day.pt", "templates/matter.pt"
NAMES = ("text", "due", "others")
PAGES = 12
SIGN = "sign"


@view_config(route_name="day", request_method="GET", renderer=DAY)
def day(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """รายการประจำวัน of the post acted in."""
    found = day_list.day_list(request.desk.root, request.actor)
    rows = [matter_shown(request, m, href=f"/day/{m.key}") for m in found]
    return {"rows": rows, **_form(request, refused)}


@view_config(route_name="day-matter", request_method="GET", renderer=MATTER)
def matter(request: Any) -> dict[str, Any]:
    """One matter: what the screener says above, the sheet below."""
    root, fmt = request.desk.root, formats_for(request)
    found = day_list.day_list(root, request.actor)
    at = next((i for i, m in enumerate(found) if m.key == request.matchdict["key"]), None)
    if at is None:
        raise Missing(_("This does not lie before you any more, or you may not see it."))
    one = found[at]
    return {
        "row": matter_shown(request, one, href=""),
        "sheet": sheet_of(root, one.letter, fmt, _images(request, one.letter)),
        "notes": notes_of(root, one.paper, fmt) if one.paper is not None else (),
        "letter": address_of(one),
        "seen": seen_at(request, one.letter, one.paper) if one.paper is not None else "",
        "before": f"/day/{found[at - 1].key}" if at else None,
        "after": f"/day/{found[at + 1].key}" if at + 1 < len(found) else None,
        "place": (at + 1, len(found)),
        **_form(request, None),
    }


@view_config(route_name="day", request_method="POST", renderer=DAY)
def act(request: Any) -> Any:
    """สั่งการ on all that are ticked; the answer says what was done and what was not. Drafts are signed in a sitting."""
    if request.POST.get("do") == SIGN:
        way = attempt(request, lambda: _to_sitting(request))
        return day(request, way) if isinstance(way, Refused) else HTTPSeeOther(location=way)
    outcome = attempt(request, lambda: once_page(request, lambda: _act(request)))
    if isinstance(outcome, Refused):
        return day(request, outcome)
    request.override_renderer = "saraban.ui.executive:templates/day-done.pt"
    request.rail = "day"
    return {"outcomes": json.loads(outcome)}


def _act(request: Any) -> str:
    """Do it; gives subject, done or not, and why not, one for each, as they are kept for the second press."""
    desk, actor, post = request.desk, request.actor, request.POST
    act_, _colon, verb = post.get("do", "").partition(":")
    unit = _unit(request)
    named = named_targets(desk.root, unit, post.get("others", ""), "others") if unit else ()
    order = acting.Order(
        act_,
        verb=verb,
        text=post.get("text", ""),
        assign_to=tuple(dict.fromkeys((*post.getall("assign_to"), *named))),
        due=read_day(post.get("due", ""), "due"),
        keep=bool(post.get("keep")),
    )
    found = acting.act_on_several(desk, actor, keys=tuple(post.getall("matter")), order_=order)
    say = request.localizer.translate
    return json.dumps([[o.subject, o.done, say(o.why) if o.why else ""] for o in found], ensure_ascii=False)


def _to_sitting(request: Any) -> str:
    """The address of the sitting with the drafts that are ticked; it says itself which of them are not to be signed."""
    keys = list(dict.fromkeys(request.POST.getall("matter")))
    if not keys or len(keys) > acting.MOST:
        message = _("Select at least one letter, and at most ${n}.", mapping={"n": acting.MOST})
        raise Invalid(message, field="matter")
    if not all(key.startswith("l-") for key in keys):
        raise Invalid(
            _("Drafts alone are signed together. Take the mark off the received letters: they are endorsed."),
            field="matter",
        )
    chosen = [("letters", key.removeprefix("l-")) for key in keys]
    return "/drafts/sign?" + urlencode([*chosen, ("back", "day")])


def _form(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "day"
    post, unit = request.POST, _unit(request)
    chosen = tuple(post.getall("assign_to")) if refused else ()
    return {
        "acts": [(value, thai if formats_for(request).is_thai else english) for value, thai, english in ACTS],
        "ticked": set(post.getall("matter")) if refused else set(),
        "typed": {name: str(post.get(name, "")) if refused else "" for name in NAMES},
        "keep": bool(post.get("keep")) if refused else False,
        "choices": assignees(request, unit, chosen) if unit else [],
        "names": suggestions(request.desk.root, unit) if unit else [],
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


def _unit(request: Any) -> str:
    """The office in which the post acted in gives orders."""
    found = offices_before(request.desk.root, request.actor.post)
    return next((o.unit for o in found if o.unit == request.actor.unit), found[0].unit if found else "")


def _images(request: Any, letter: Any) -> tuple[tuple[str, Any], ...]:
    pages = [(f, n) for f in letter.files for n in range(1, request.registry.page_images.count(f) + 1)]
    return tuple(
        (f"/l/{letter.key}/pages/{n}.png?file={f.key}", _("${name}, page ${n}", mapping={"name": f.name, "n": n}))
        for f, n in pages[:PAGES]
    )
