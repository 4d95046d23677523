"""งานในหนังสือลับ (acts on a classified letter): each has a form that shows nothing of what the letter says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.people.service import find_person
from saraban.thai.digits import to_arabic
from saraban.thai.normalise import normalise
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import small_number
from saraban.ui.vault.gate import behind, code_at, nothing, once_secret, proved
from saraban.ui.vault.words import ACTS, NOTE_ACTS, level_words, mark
from saraban.vault import door

TEMPLATE = "templates/act.pt"
FIELDS = ("act", "text", "to", "why", "count", "level", "instrument", "result", "person", "find")
MANY = ("persons", "receivers")
#: How many persons are shown to choose from at once; the others are found by name or unit.
MOST_SHOWN = 30


@dataclass(frozen=True)
class Option:
    """ตัวเลือกในแบบฟอร์ม."""

    value: str
    title: Any
    sub: str
    checked: bool


@dataclass(frozen=True)
class FormShown:
    """แบบฟอร์มของงานหนึ่งอย่าง: which letter by its numbers only, what can be chosen, what was typed, what is wrong."""

    key: str
    act: str
    title: Any
    button: Any
    mark: str
    level: Any
    number: str
    options: tuple[Option, ...]
    typed: dict[str, str]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]
    code: str
    hidden: str


@view_config(route_name="secret-act", request_method="GET", renderer=TEMPLATE)
@behind
def ask(request: Any) -> dict[str, Any]:
    """The form of an act that can be done now."""
    paper = door.paper_for(request.desk, request.actor, request.matchdict["id"], proved(request))
    act = request.matchdict["act"]
    if not _is_offered(act, door.offered(request.desk, request.actor, paper)):
        raise nothing()
    return {"form": _shown(request, paper)}


@view_config(route_name="secret-act", request_method="POST", renderer=TEMPLATE)
@behind
def do(request: Any) -> Any:
    """Do it once, then show the letter; or the form again as it was typed."""
    verb = VERBS[request.matchdict["act"]]
    if "look" in request.POST:  # looks for a name; what was typed and chosen stays, nothing is done
        return ask(request)
    outcome = attempt(request, lambda: once_secret(request, lambda: verb(request, request.matchdict["id"])))
    if not isinstance(outcome, Refused):
        return HTTPSeeOther(location=outcome)
    key = request.matchdict["id"]
    paper = next((p for p in door.readable(request.desk, request.actor) if p.key == key), None)
    if paper is None:
        raise nothing()
    return {"form": _shown(request, paper, outcome)}


def _is_offered(act: str, offered: list[str]) -> bool:
    if act == "note":
        return bool(set(NOTE_ACTS) & set(offered))
    return ("enter-openly" if act == "open" else act) in offered


def _shown(request: Any, paper: Any, refused: Refused | None = None) -> FormShown:
    fmt, act = formats_for(request), request.matchdict["act"]
    level = door.letter_of(request.desk.root, paper).level
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    code = code_at(request, refused, f"/secret/p/{paper.key}")
    options = _OPTIONS[act](request, paper, typed) if act in _OPTIONS else ()
    if code:  # without a fresh code nothing is shown but what was typed
        options = tuple(o for o in options if o.checked)
    options, hidden = _few(options, typed["find"]) if act == "name" else (options, 0)
    wrong = refused.wrong if refused else {}
    return FormShown(
        key=paper.key,
        act=act,
        title=ACTS[act][0],
        button=ACTS[act][1],
        mark=mark(level),
        level=level_words(level, thai=fmt.is_thai),
        number=f"{fmt.digits(paper.n)}/{fmt.year(paper.year)}",
        options=options,
        typed=typed,
        wrong={_FIELD_OF.get(name, name): words for name, words in wrong.items()},
        problems=[(_PLACE_OF.get(place, place), words) for place, words in refused.problems] if refused else [],
        code=code,
        hidden=fmt.count(hidden) if hidden else "",
    )


_FIELD_OF = {"secrecy": "level", "persons": "options", "to": "options", "act": "options"}
_PLACE_OF = {f"f-{name}": f"f-{field}" for name, field in _FIELD_OF.items()}


def _note_options(request: Any, paper: Any, typed: dict[str, str]) -> tuple[Option, ...]:
    offered = door.offered(request.desk, request.actor, paper)
    acts = [act for act in NOTE_ACTS if act in offered]
    first = typed["act"] or ("order" if "order" in acts else next(iter(acts), ""))
    return tuple(Option(act, NOTE_ACTS[act], "", act == first) for act in acts)


def _few(options: tuple[Option, ...], find: str) -> tuple[tuple[Option, ...], int]:
    """Those chosen and some with these words in name, post or unit; and how many are not shown."""
    if len(options) <= MOST_SHOWN:
        return options, 0
    words = normalise(find).casefold().split()
    fit = [o for o in options if not o.checked and all(w in f"{o.title} {o.sub}".casefold() for w in words)]
    shown = (*(o for o in options if o.checked), *fit[:MOST_SHOWN])
    return shown, len(options) - len(shown)


def _name_options(request: Any, paper: Any, _typed: dict[str, str]) -> tuple[Option, ...]:
    chosen = set(request.POST.getall("persons")) if request.method == "POST" else set()
    found = door.candidates(request.desk, paper)
    return tuple(Option(c.person, c.name, f"{c.post} · {c.unit}", c.person in chosen) for c in found)


def _unname_options(request: Any, paper: Any, typed: dict[str, str]) -> tuple[Option, ...]:
    root, me = request.desk.root, request.actor.person
    persons = [n.person for n in paper.named if n.person != me]
    return tuple(Option(p, find_person(root, p).name, "", p == typed["person"]) for p in persons)


def _send_options(request: Any, paper: Any, _typed: dict[str, str]) -> tuple[Option, ...]:
    chosen = set(request.POST.getall("receivers")) if request.method == "POST" else set()
    rows = door.receivers(request.desk, paper)
    return tuple(Option(r.value, r.title, r.name, r.value in chosen) for r in rows)


def _level_options(request: Any, paper: Any, typed: dict[str, str]) -> tuple[Option, ...]:
    thai, now = formats_for(request).is_thai, door.letter_of(request.desk.root, paper).level
    levels = [level for level in ("confidential", "secret") if level != now]
    rows = [Option(level, level_words(level, thai=thai), "", level == typed["level"]) for level in levels]
    return (*rows, Option("open", _("End the secrecy"), "", typed["level"] == "open"))


_OPTIONS: dict[str, Callable[[Any, Any, dict[str, str]], tuple[Option, ...]]] = {
    "note": _note_options,
    "name": _name_options,
    "unname": _unname_options,
    "send": _send_options,
    "level": _level_options,
}


def _note(request: Any, key: str) -> str:
    post = request.POST
    act, text, to = post.get("act", ""), post.get("text", ""), post.get("to", "")
    door.note(request.desk, request.actor, key, act=act, words=text, to=to, proved_at=proved(request))
    done = _done(request, key, _("The note is written."))
    if act == "propose" and not door.others_who_order(request.desk, request.actor, key, proved(request)):
        add_note(
            request,
            _("Nobody else who gives orders is named on this letter, so it has reached nobody. Name who may read it."),
            "warning",
            f"{done}/name",
        )
    return done


def _name(request: Any, key: str) -> str:
    persons, why = request.POST.getall("persons"), request.POST.get("why", "")
    door.name(request.desk, request.actor, key, persons=persons, why=why, proved_at=proved(request))
    return _done(request, key, _("They read the letter from now on."))


def _unname(request: Any, key: str) -> str:
    person, why = request.POST.get("person", ""), request.POST.get("why", "")
    door.unname(request.desk, request.actor, key, person=person, why=why, proved_at=proved(request))
    return _done(request, key, _("The name is off the list from now on."))


def _send(request: Any, key: str) -> str:
    to, text = request.POST.getall("receivers"), request.POST.get("text", "")
    door.send(request.desk, request.actor, key, to=to, words=text, proved_at=proved(request))
    return _done(request, key, _("The letter waits at the other secret registry."))


def _copies(request: Any, key: str) -> str:
    typed = request.POST.get("count", "").strip()
    count, why = small_number(to_arabic(typed)), request.POST.get("why", "")
    if count is None:
        raise Invalid(_("Give the number of copies: from 1 to 999."), field="count")
    door.record_copies(request.desk, request.actor, key, count=count, why=why, proved_at=proved(request))
    return _done(request, key, _("The copies are on record."))


def _level(request: Any, key: str) -> str:
    post, actor = request.POST, request.actor
    level, why, instrument = post.get("level", ""), post.get("why", ""), post.get("instrument", "")
    door.change_level(request.desk, actor, key, level=level, instrument=instrument, why=why, proved_at=proved(request))
    return _done(request, key, _("The level is changed; the old mark is struck."))


def _close(request: Any, key: str) -> str:
    door.close(request.desk, request.actor, key, result=request.POST.get("result", ""), proved_at=proved(request))
    return _done(request, key, _("The matter is closed."))


def _open(request: Any, key: str) -> str:
    entered = door.enter_openly(request.desk, request.actor, key, proved_at=proved(request))
    add_note(request, _("The letter stands in the ordinary book."))
    return f"/p/{entered.key}"


def _done(request: Any, key: str, words: Any) -> str:
    add_note(request, words)
    return f"/secret/p/{key}"


VERBS: dict[str, Callable[[Any, str], str]] = {
    "note": _note,
    "send": _send,
    "name": _name,
    "unname": _unname,
    "copies": _copies,
    "level": _level,
    "close": _close,
    "open": _open,
}
