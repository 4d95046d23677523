"""หน้ารายการในทะเบียน (entry pages): one number with all that became of it, and what may be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.clock import buddhist_year
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.letters.correcting import amend_entry
from saraban.people.service import find_person
from saraban.registers import service
from saraban.registers.concealing import is_hidden, seen_by
from saraban.ui.layout import forms
from saraban.ui.layout.globals import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import read_day
from saraban.ui.registers import schemas
from saraban.ui.registers.books import heads, open_book
from saraban.ui.registers.presenters import book_path, row_shown, series_title

TEMPLATE = "templates/entry.pt"
_FIELDS = ("number", "from_", "to", "subject", "action", "remark")


@view_config(route_name="entry", request_method="GET", renderer=TEMPLATE)
def entry(request: Any) -> dict[str, Any]:
    """One entry: its columns, who wrote it, its amendments, the forms that its state allows."""
    found = _found(request)
    return _page(
        request,
        found,
        {verb: _form(request, found, verb).render(_typed(request, found, verb)) for verb in _verbs(request, found)},
    )


@view_config(route_name="entry-act", request_method="POST", renderer=TEMPLATE)
def act(request: Any) -> Any:
    """Amend, use or void a number."""
    found = _found(request)
    verb = request.matchdict["verb"]
    form = _form(request, found, verb)
    run = {"amend": _amend, "use": _use, "void": _void}[verb]
    here = f"{book_path(found.unit, found.series, found.year)}/{found.n}"
    return forms.with_form(
        request,
        form,
        lambda data: run(request, found.ref, data) or here,
        lambda html: _page(request, _found(request), {verb: html}),
    )


def _amend(request: Any, ref: Any, data: dict[str, Any]) -> None:
    changes = _columns(data)
    desk = request.desk
    desk.hold([service.book_key(ref.unit, ref.series, ref.year)])
    amend_entry(desk, request.actor, ref, changes, data["why"])
    add_note(request, _("The entry was amended; what stood there can still be read."))


def _use(request: Any, ref: Any, data: dict[str, Any]) -> None:
    changes = _columns(data)
    desk = request.desk
    desk.hold([service.book_key(ref.unit, ref.series, ref.year)])
    service.use_reserved(desk, request.actor, ref, **{**changes, "number": changes["number"] or None})
    add_note(request, _("The reserved number ${n} is used now.", mapping={"n": formats_for(request).digits(ref.n)}))


def _void(request: Any, ref: Any, data: dict[str, Any]) -> None:
    desk = request.desk
    desk.hold([service.book_key(ref.unit, ref.series, ref.year)])
    service.void(desk, request.actor, ref, data["reason"])
    number = formats_for(request).digits(ref.n)
    add_note(
        request, _("The number ${n} is void. It stays in the book and is never used again.", mapping={"n": number})
    )


def _columns(data: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {name: data[name.rstrip("_")] for name in _FIELDS}
    return {**values, "dated": read_day(data["dated"], "dated")}


def _found(request: Any) -> Any:
    open_book(request)  # asks the gate
    at = request.matchdict
    entry = service.find(request.desk.root, at["unit"], at["series"], int(at["year"]), int(at["n"]))
    return seen_by(entry, request.actor)


def _verbs(request: Any, found: Any) -> list[str]:
    unit = find_unit(request.desk.root, found.unit)
    if not request.actor.may(Permission.NUMBER_ISSUE, unit) or is_hidden(found, request.actor):
        return []
    if found.state == "reserved":
        return ["use", "void"] if found.year == buddhist_year(request.desk.today) else ["void"]
    if found.state == "issued":
        return ["amend"] if found.letter else ["amend", "void"]
    return []


def _form(request: Any, found: Any, verb: str) -> forms.OfficeForm:
    make: dict[str, tuple[Callable[[], Any], Any, str | None]] = {
        "amend": (schemas.amend_schema, _("Save the amendment"), None),
        "use": (schemas.use_schema, _("Use this number"), None),
        "void": (schemas.void_schema, _("Make this number void"), "btn-outline-danger"),
    }
    schema, words, css = make[verb]
    here = f"{book_path(found.unit, found.series, found.year)}/{found.n}/{verb}"
    return forms.make_form(request, schema(), [forms.button(verb, words, css=css)], action=here, formid=f"form-{verb}")


def _typed(request: Any, found: Any, verb: str) -> dict[str, str]:
    if verb == "void":
        return {}
    values = {name.rstrip("_"): getattr(found, name) for name in _FIELDS}
    fmt = formats_for(request)
    return {**values, "number": fmt.digits(found.number), "dated": fmt.day(found.dated)}


def _page(request: Any, found: Any, shown: dict[str, str]) -> dict[str, Any]:
    request.rail = "registers"
    fmt = formats_for(request)
    root = request.desk.root
    words = dict(heads(found.series))
    names = {
        "number": words["no"],
        "dated": words["when"],
        "from_": words["from"],
        "to": words["to"],
        "subject": words["subject"],
        "action": words["action"],
        "remark": words["remark"],
    }
    return {
        "head": words["n"],
        "entry": found,
        "row": row_shown(found, fmt),
        "unit": find_unit(root, found.unit),
        "forms": shown,
        "title": series_title(found.series, fmt),
        "year": fmt.year(found.year),
        "names": names,
        "book": f"{book_path(found.unit, found.series, found.year)}?n={found.n}",
        "by": find_person(root, found.by).name,
        "amendments": [
            (a, find_person(root, a.by).name, names[a.field], fmt.time(a.at, clock=True)) for a in found.amendments
        ],
        "opened": next((v for v in ("amend", "use", "void") if v in shown and request.method == "POST"), ""),
    }
