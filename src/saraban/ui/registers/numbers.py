"""หน้าออกเลข (numbers): a number without a document, a number kept for later, a book that goes on from paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.clock import buddhist_year
from saraban.core.errors import Invalid, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.registers import service
from saraban.thai.digits import to_arabic
from saraban.ui.layout import forms
from saraban.ui.layout.globals import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import read_day
from saraban.ui.registers import schemas
from saraban.ui.registers.presenters import book_path, row_shown, series_counted, series_title

TEMPLATE = "templates/numbers.pt"
_NEEDS = {"issue": Permission.NUMBER_ISSUE, "reserve": Permission.NUMBER_ISSUE, "open": Permission.REGISTER_OPEN}
_WORDS = {
    "issue": _("Issue the next number"),
    "reserve": _("Reserve the next number"),
    "open": _("Open the book at this number"),
}
_SCHEMAS: dict[str, Callable[[list[tuple[str, Any]]], Any]] = {
    "issue": schemas.issue_schema,
    "reserve": schemas.reserve_schema,
    "open": schemas.open_schema,
}


@view_config(route_name="numbers", request_method="GET", renderer=TEMPLATE)
def numbers(request: Any) -> dict[str, Any]:
    """The three forms, one at a time, and the reserved numbers that wait."""
    unit, verbs = _unit(request)
    verb = request.params.get("do", "")
    verb = verb if verb in verbs else verbs[0]
    form = _form(request, unit, verb)
    offered = [s for s, _title in _series(request, unit, verb)]
    series = request.params.get("series", "")
    typed = {"series": series if series in offered else ("send" if "send" in offered else offered[0])}
    if verb == "open":
        typed["year"] = str(buddhist_year(request.desk.today))
    return _page(request, unit, verb, form.render(typed))


@view_config(route_name="numbers-act", request_method="POST", renderer=TEMPLATE)
def act(request: Any) -> Any:
    """Issue, reserve, or open a book."""
    unit, verbs = _unit(request)
    verb = request.matchdict["verb"]
    if verb not in verbs:
        raise NotAllowed(
            _("The post you act in may not do this here. Switch to a post that may, or ask the unit's administrator.")
        )
    run = {"issue": _issue, "reserve": _reserve, "open": _open}[verb]
    return forms.with_form(
        request,
        _form(request, unit, verb),
        lambda data: run(request, unit.code, data),
        lambda html: _page(request, unit, verb, html),
    )


def _issue(request: Any, unit: str, data: dict[str, Any]) -> str:
    desk = request.desk
    dated = read_day(data["dated"], "dated")
    desk.hold([service.book_key(unit, data["series"], buddhist_year(desk.today))])
    entry = service.issue(
        desk,
        request.actor,
        unit=unit,
        series=data["series"],
        number=_own_number(data),
        dated=dated,
        from_=data["from"],
        to=data["to"],
        subject=data["subject"],
        action=data["action"],
        remark=data["remark"],
    )
    return _issued(request, entry, _("The number ${n} was issued."))


def _reserve(request: Any, unit: str, data: dict[str, Any]) -> str:
    desk = request.desk
    until = read_day(data["until"], "until")
    if until is None:
        raise Invalid(_("Fill this in."), field="until")
    desk.hold([service.book_key(unit, data["series"], buddhist_year(desk.today))])
    entry = service.reserve(
        desk, request.actor, unit=unit, series=data["series"], who=data["who"], why=data["why"], until=until
    )
    return _issued(request, entry, _("The number ${n} is reserved."))


def _open(request: Any, unit: str, data: dict[str, Any]) -> str:
    desk = request.desk
    year, start = _whole(data["year"], "year"), _whole(data["start"], "start")
    desk.hold([service.book_key(unit, data["series"], year)])
    service.open_book_at(desk, request.actor, unit=unit, series=data["series"], year=year, start=start, why=data["why"])
    add_note(request, _("The book begins at number ${n}.", mapping={"n": formats_for(request).digits(start)}))
    if not request.actor.may(Permission.REGISTER_READ, find_unit(desk.root, unit)):
        return f"/numbers/{unit}?do=open"  # an administrator opens books and does not read them
    return book_path(unit, data["series"], year)


def _issued(request: Any, entry: Any, words: Any) -> str:
    number = formats_for(request).digits(entry.number or entry.n)
    add_note(request, _(str(words), mapping={"n": number}))
    return f"{book_path(entry.unit, entry.series, entry.year)}/{entry.n}"


def _own_number(data: dict[str, Any]) -> str | None:
    if data["series"] == "receive":
        return str(data["number"])
    return data["number"] or None


def _whole(text: str, field: str) -> int:
    plain = to_arabic(text).strip().replace(",", "")
    if not (plain.isascii() and plain.isdigit()):
        raise Invalid(_("Write a whole number, such as 3398."), field=field)
    return int(plain)


def _unit(request: Any) -> tuple[Any, list[str]]:
    unit = find_unit(request.desk.root, request.matchdict["unit"])
    verbs = [verb for verb, permission in _NEEDS.items() if request.actor.may(permission, unit)]
    if not verbs:
        request.actor.require(Permission.REGISTER_READ, unit)
        raise NotAllowed(
            _("The post you act in reads this book and takes no numbers from it. Ask the unit's registrar.")
        )
    return unit, verbs


def _series(request: Any, unit: Any, verb: str) -> list[tuple[str, Any]]:
    fmt = formats_for(request)
    receives = verb == "open" or request.actor.may(Permission.REGISTER_RECEIVE, unit)
    return [(s, series_title(s, fmt)) for s in series_counted(unit) if s != "receive" or receives]


def _form(request: Any, unit: Any, verb: str) -> forms.OfficeForm:
    schema = _SCHEMAS[verb](_series(request, unit, verb))
    return forms.make_form(request, schema, [forms.button(verb, _WORDS[verb])], action=f"/numbers/{unit.code}/{verb}")


def _page(request: Any, unit: Any, verb: str, html: str) -> dict[str, Any]:
    request.rail = "registers"
    fmt = formats_for(request)
    _found, verbs = _unit(request)
    waiting = service.open_reservations(request.desk.root, unit.code, request.desk.today)
    tabs = {"issue": _("Issue"), "reserve": _("Reserve"), "open": _("Open at a number")}
    return {
        "unit": unit,
        "verb": verb,
        "form": html,
        "tabs": [(v, tabs[v]) for v in verbs],
        "waiting": [
            (
                row_shown(r.entry, fmt),
                series_title(r.entry.series, fmt),
                fmt.due(r.entry.reserved_until),
                r.closing,
                _age(r.entry.day, request.desk.today, fmt),
                f"{r.entry.reserved_for} · {r.entry.reserved_why}",
            )
            for r in waiting
        ],
    }


def _age(since: date, today: date, fmt: Any) -> Any:
    """How long a number has been kept, in words; nothing on its first day."""
    days = (today - since).days
    return _("kept for ${n} days", mapping={"n": fmt.digits(days)}) if days > 0 else ""
