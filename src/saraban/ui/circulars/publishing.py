"""เวียนหนังสือ (publishing): for whom, in which category, from when until when, in whose place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import ancestors, children, find_unit
from saraban.circulars import categories, groups
from saraban.circulars.lists import board_of
from saraban.circulars.service import publish
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.letters import records
from saraban.thai.masking import mask
from saraban.ui.circulars.presenters import category_title
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.readers import read_day
from saraban.ui.layout.sheets import translator
from saraban.ui.layout.targets import Choice, named_targets
from saraban.ui.letters.actions import circulating_unit
from saraban.ui.letters.presenters import pick_paper

FIELDS = ("audience", "below", "units", "category", "effective", "expires", "supersedes")
PAGE = "templates/publish.pt"
NEAR = 60


@view_config(route_name="letter-publish", request_method="GET", renderer=PAGE)
def ask(request: Any) -> dict[str, Any]:
    """The form."""
    return _page(request, {"audience": "all", "category": "general"}, (), None)


@view_config(route_name="letter-publish", request_method="POST", renderer=PAGE)
def publish_letter(request: Any) -> Any:
    """เวียนหนังสือ; or the form again as it was typed."""
    typed = {name: str(request.POST.get(name) or "") for name in FIELDS}
    chosen = tuple(str(value) for value in request.POST.getall("to"))

    def go() -> str:
        letter, unit = _circulating(request)
        posting = publish(
            request.desk,
            request.actor,
            letter=letter,
            unit=unit,
            category=typed["category"] or "general",
            audience=_audience(request, unit, typed, chosen),
            effective=read_day(typed["effective"], "effective"),
            expires=read_day(typed["expires"], "expires"),
            supersedes=tuple(replaced(request, unit, typed["supersedes"])),
        )
        add_note(request, _planned(request, posting) if posting.planned else _ON_THE_BOARD)
        return f"/l/{letter.key}"

    outcome = attempt(request, lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return _page(request, {"audience": "all", **{k: v for k, v in typed.items() if v}}, chosen, outcome)
    return HTTPSeeOther(location=outcome)


_ON_THE_BOARD = _("The letter is on the circular board; those it is for can find it.")


def _planned(request: Any, posting: Any) -> Any:
    day = formats_for(request).day(posting.effective)
    return _("The circular is planned. It goes on the board on ${day}.", mapping={"day": day})


def _audience(request: Any, unit: str, typed: dict[str, str], chosen: tuple[str, ...]) -> tuple[str, ...]:
    if typed["audience"] != "some":
        return ("all",)
    root = request.desk.root
    below = (f"below:{code}" for code in named_units(root, unit, typed["below"], "below"))
    alone = (f"unit:{code}" for code in named_units(root, unit, typed["units"], "units"))
    return (*chosen, *below, *alone)


def named_units(root: Any, unit: str, text: str, field: str) -> Iterator[str]:
    """The codes of the units that are named, one a line; raises ``Invalid`` for anybody else."""
    for target in named_targets(root, unit, text, field):
        kind, _colon, code = target.partition(":")
        if kind != "unit":
            raise Invalid(_("Name units here, not posts or persons."), field=field)
        yield code


def replaced(request: Any, unit: str, number: str) -> Iterator[Any]:
    """The circular of the unit with this number; raises ``Invalid`` when there is none."""
    if not number.strip():
        return
    root = request.desk.root
    found = [
        letter
        for letter in records.by_number(root, number)
        if (posting := board_of(root).postings.get(letter.id)) is not None
        and posting.unit == unit
        and posting.withdrawn_at is None
    ]
    if len(found) != 1:
        raise Invalid(_("The unit has no circular on the board with this number, or several."), field="supersedes")
    yield found[0]


def _circulating(request: Any) -> tuple[Any, str]:
    root = request.desk.root
    letter = records.read_letter(root, request.actor, request.matchdict["id"])
    unit = circulating_unit(request, letter, pick_paper(root, request.actor, letter))
    if not unit:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return letter, unit


def _page(request: Any, typed: dict[str, str], chosen: tuple[str, ...], refused: Refused | None) -> dict[str, Any]:
    request.rail = "circulars"
    letter, unit = _circulating(request)
    root, fmt = request.desk.root, formats_for(request)
    return {
        "letter": letter,
        "subject": mask(letter.subject),
        "unit": unit,
        "typed": {**dict.fromkeys(FIELDS, ""), **typed},
        "choices": list(_choices(request, unit, chosen)),
        "categories": [(c.key, category_title(c, is_thai=fmt.is_thai)) for c in categories.open_categories(root)],
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


def _choices(request: Any, unit: str, chosen: tuple[str, ...]) -> Iterator[Choice]:
    """The unit and those above it with everything below, then its groups, then the units near it."""
    root, say, fmt = request.desk.root, translator(request), formats_for(request)
    place = find_unit(root, unit)
    for one in (place, *ancestors(place)):
        if children(one):
            title = say(_("${unit} and all units below it", mapping={"unit": one.title}))
            yield _choice(f"below:{one.code}", title, "", chosen)
    for group in groups.groups_for(root, unit):
        size = len(groups.units_of(root, group.key))
        yield _choice(f"group:{group.key}", group.title, say(_("${n} units", mapping={"n": fmt.count(size)})), chosen)
    near = [place, *(children(place) or [u for u in children(place.__parent__) if u.code != unit])]
    for one in near[:NEAR]:
        if one.active:
            yield _choice(f"unit:{one.code}", one.title, "", chosen)


def _choice(value: str, title: str, sub: str, chosen: tuple[str, ...]) -> Choice:
    return Choice(value, title, sub, value in chosen)
