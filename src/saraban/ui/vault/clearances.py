"""หน้าผู้ได้รับอนุมัติ (pages of clearances): recorded by the secret registrar or the head, confirmed by the head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.service import find_person, posts_of
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import read_day
from saraban.ui.vault.gate import behind, code_at, nothing, once_secret, proved
from saraban.ui.vault.words import level_words
from saraban.vault import door

LEVELS = ("confidential", "secret")
TYPED = ("person", "level", "instrument", "since", "until")
#: state -> (words, style of the chip); in the order in which they are listed
STATES = {
    "waiting": (_("Waits for the head's confirmation"), "soon"),
    "asleep": (_("Asleep since the phone was reset"), "soon"),
    "holds": (_("In force"), "good"),
    "later": (_("Not begun"), "normal"),
    "over": (_("Period over"), "normal"),
    "ended": (_("Ended"), "normal"),
}
#: The level is refused in the words of every door, under another name.
_FIELD_OF, _PLACE_OF = {"secrecy": "level"}, {"f-secrecy": "f-level"}


@dataclass(frozen=True)
class Step:
    """ขั้นของการอนุมัติ: what was done, by whom, when."""

    what: Any
    who: str
    at: Any


@dataclass(frozen=True)
class ClearanceShown:
    """การอนุมัติหนึ่งรายการ, with what the reader may do about it."""

    key: str
    name: str
    post: str
    level: Any
    state: Any
    style: str
    instrument: str
    since: Any
    until: Any
    steps: tuple[Step, ...]
    why: str
    hint: Any
    may_confirm: bool
    may_end: bool


@view_config(route_name="secret-clearances", request_method="GET", renderer="templates/clearances.pt")
@behind
def lists(request: Any) -> Any:
    """The lists that the actor keeps: straight to the only one, else the choice."""
    units = door.keeps_clearances(request.desk, request.actor)
    if not units:
        raise nothing()
    return HTTPSeeOther(location=f"/secret/clearances/{units[0]}")


@view_config(route_name="secret-clearances-of", request_method="GET", renderer="templates/clearances.pt")
@behind
def listing(request: Any) -> dict[str, Any]:
    """ทะเบียนผู้ได้รับอนุมัติ of a unit."""
    unit = _unit(request)
    found = door.clearances_of(request.desk.root, request.actor, unit.code)
    shown = [_shown(request, clearance) for clearance in found]
    order = [words for words, _style in STATES.values()]
    return {
        "unit": unit,
        "units": [
            (u, find_unit(request.desk.root, u).title) for u in door.keeps_clearances(request.desk, request.actor)
        ],
        "rows": sorted(shown, key=lambda row: order.index(row.state)),
    }


@view_config(route_name="secret-clearance-new", request_method="GET", renderer="templates/clearance_new.pt")
@behind
def ask(request: Any) -> dict[str, Any]:
    """The form of a new clearance."""
    return _form(request, _unit(request), None)


@view_config(route_name="secret-clearance-new", request_method="POST", renderer="templates/clearance_new.pt")
@behind
def record(request: Any) -> Any:
    """Record it; it waits for the head from then on."""
    code = request.matchdict["unit"]
    outcome = attempt(request, lambda: once_secret(request, lambda: _record(request, code)))
    if isinstance(outcome, Refused):
        door.require_keeper(request.desk.root, request.actor, code)
        return _form(request, find_unit(request.desk.root, code), outcome)
    return HTTPSeeOther(location=outcome)


@view_config(route_name="secret-clearance-act", request_method="GET", renderer="templates/clearance.pt")
@behind
def ask_act(request: Any) -> dict[str, Any]:
    """One clearance before it is confirmed or ended."""
    door.require_fresh(request.desk, request.actor.person, proved(request))
    return _act_page(request, None)


@view_config(route_name="secret-clearance-act", request_method="POST", renderer="templates/clearance.pt")
@behind
def act(request: Any) -> Any:
    """Confirm or end it."""
    outcome = attempt(request, lambda: once_secret(request, lambda: _act(request)))
    return _act_page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _record(request: Any, unit: str) -> str:
    post = request.POST
    door.require_keeper(request.desk.root, request.actor, unit)
    door.require_fresh(request.desk, request.actor.person, proved(request))
    door.record_clearance(
        request.desk,
        request.actor,
        unit=unit,
        person=post.get("person", ""),
        level=post.get("level", ""),
        instrument=post.get("instrument", ""),
        since=read_day(post.get("since", ""), "since"),
        until=read_day(post.get("until", ""), "until"),
    )
    add_note(request, _("The clearance is recorded. It holds when the head has confirmed it."))
    return f"/secret/clearances/{unit}"


def _act(request: Any) -> str:
    found = door.clearance_for(request.desk.root, request.actor, request.matchdict["clearance"])
    door.require_fresh(request.desk, request.actor.person, proved(request))
    if request.matchdict["verb"] == "confirm":
        door.confirm_clearance(request.desk, request.actor, found.key)
        add_note(request, _("The clearance is confirmed."))
    else:
        door.end_clearance(request.desk, request.actor, found.key, why=request.POST.get("why", ""))
        add_note(request, _("The clearance has ended; this holds from the next request."))
    return f"/secret/clearances/{found.unit}"


def _unit(request: Any) -> Any:
    """The unit at the address, for who keeps its list and has just given the code of the phone."""
    code = request.matchdict["unit"]
    door.require_keeper(request.desk.root, request.actor, code)
    door.require_fresh(request.desk, request.actor.person, proved(request))
    return find_unit(request.desk.root, code)


def _form(request: Any, unit: Any, refused: Refused | None) -> dict[str, Any]:
    thai = formats_for(request).is_thai
    typed = {name: request.POST.get(name, "") for name in TYPED}
    here = f"/secret/clearances/{unit.code}/new"
    code = code_at(request, refused, here)
    names = [] if code else door.colleagues(request.desk, unit.code)
    return {
        "unit": unit,
        "here": here,
        "levels": [(level, level_words(level, thai=thai)) for level in LEVELS],
        "names": [(person.name, person.id) for person in names],
        "typed": typed,
        "code": code,
        "wrong": {_FIELD_OF.get(name, name): words for name, words in refused.wrong.items()} if refused else {},
        "problems": [(_PLACE_OF.get(place, place), words) for place, words in refused.problems] if refused else [],
    }


def _act_page(request: Any, refused: Refused | None) -> dict[str, Any]:
    found = door.clearance_for(request.desk.root, request.actor, request.matchdict["clearance"])
    row, verb = _shown(request, found), request.matchdict["verb"]
    if refused is None and not (row.may_confirm if verb == "confirm" else row.may_end):
        raise nothing()
    here = f"/secret/clearances/{found.key}/{verb}"
    return {
        "row": row,
        "verb": verb,
        "here": here,
        "unit": find_unit(request.desk.root, found.unit),
        "typed": {"why": request.POST.get("why", "")},
        "code": code_at(request, refused, here),
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


def _shown(request: Any, clearance: Any) -> ClearanceShown:
    root, fmt, actor = request.desk.root, formats_for(request), request.actor
    state = door.state_of(root, clearance, request.desk.today)
    confirms = actor.may(Permission.VAULT_CLEAR, find_unit(root, clearance.unit)) and state in door.TO_CONFIRM
    hint = _hint(actor.person, clearance, state) if confirms else ""
    held = posts_of(root, clearance.person, request.desk.today)
    return ClearanceShown(
        key=clearance.key,
        name=find_person(root, clearance.person).name,
        post=held[0].post.title if held else "",
        level=level_words(clearance.level, thai=fmt.is_thai),
        state=STATES[state][0],
        style=STATES[state][1],
        instrument=clearance.instrument,
        since=fmt.time(clearance.since),
        until=fmt.time(clearance.until),
        steps=tuple(_steps(root, fmt, clearance)),
        why=clearance.ended_why,
        hint=hint,
        may_confirm=confirms and not hint,
        may_end=state != "ended",
    )


def _hint(person: str, clearance: Any, state: str) -> Any:
    """Why the head does not confirm this one."""
    if clearance.recorded_by == person:
        return _("You recorded this clearance yourself. Another person has to confirm it.")
    if state == "asleep" and clearance.person == person:
        return _("Your phone was taken off your account since. Have the secret registrar record your clearance anew.")
    return ""


def _steps(root: Any, fmt: Formats, clearance: Any) -> list[Step]:
    done = (
        (_("Recorded"), clearance.recorded_by, clearance.recorded_at),
        (_("Confirmed"), clearance.confirmed_by, clearance.confirmed_on),
        (_("Ended"), clearance.ended_by, clearance.ended_at),
    )
    return [
        Step(what, find_person(root, who).name, fmt.time(at, clock=True)) for what, who, at in done if at is not None
    ]
