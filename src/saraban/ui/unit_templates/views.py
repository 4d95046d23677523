"""หน้าแบบหนังสือ (templates): those of the units that the post drafts for, and what one of them says."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.kinds.service import book_on
from saraban.letters.blanks import blanks_of
from saraban.templates import service
from saraban.templates.merging import list_merges
from saraban.ui.layout.duties import drafting_units
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page

#: So many of the latest lists are shown.
MERGES = 20
WORDS = (("subject", "เรื่อง"), ("to_text", "เรียน"), ("body", "ข้อความ"))
DONE = {
    "retire": _("The template is retired. Letters written from it stay as they are."),
    "reinstate": _("The template is in use again."),
}


@view_config(route_name="templates", request_method="GET", renderer="templates/templates.pt")
def templates(request: Any) -> dict[str, Any]:
    """The templates by unit, and the letters made from lists lately."""
    request.rail = "drafts"
    root, actor, fmt = request.desk.root, request.actor, formats_for(request)
    units = drafting_units(request)
    if not units:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    found = {code: service.list_templates(root, actor, code, retired=True) for code in units}
    groups = [(find_unit(root, code).title, [_row(request, t) for t in kept]) for code, kept in found.items()]
    merges = [
        (m, fmt.time(m.at, clock=True), fmt.count(len(m.letters)), fmt.count(m.rows))
        for code in units
        for m in list_merges(root, actor, code)[:MERGES]
    ]
    return {"groups": groups, "merges": merges}


@view_config(route_name="template", request_method="GET", renderer="templates/template.pt")
def template(request: Any) -> dict[str, Any]:
    """What it says, its blanks and its versions."""
    request.rail = "drafts"
    found, fmt = _found(request), formats_for(request)
    content = found.newest.content
    return {
        "template": found,
        "row": _row(request, found),
        "unit": find_unit(request.desk.root, found.unit).title,
        "blanks": _blanks(found),
        "words": [(label, content[name]) for name, label in WORDS],
        "enclosures": content["enclosures"],
        "may": request.actor.may(Permission.FOLDER_MANAGE, find_unit(request.desk.root, found.unit)),
        "retired": fmt.time(found.retired_at, clock=True) if found.retired_at else "",
        "versions": [(fmt.digits(v.n), v.name, v.by, fmt.time(v.at, clock=True)) for v in reversed(found.versions)],
    }


@view_config(route_name="template-act", request_method="POST")
def act(request: Any) -> HTTPSeeOther:
    """เลิกใช้ or นำกลับมาใช้."""

    def go() -> str:
        found, verb = _found(request), request.matchdict["verb"]
        verbs = {"retire": service.retire_template, "reinstate": service.reinstate_template}
        verbs[verb](request.desk, request.actor, template=found)
        add_note(request, DONE[verb])
        return f"/templates/{found.key}"

    return HTTPSeeOther(location=once_page(request, go))


def _found(request: Any) -> Any:
    return service.find_template(request.desk.root, request.actor, request.matchdict["template"])


def _blanks(template: Any) -> list[str]:
    return list(blanks_of(service.draft_of(template)))


def _row(request: Any, template: Any) -> dict[str, Any]:
    content, newest = template.newest.content, template.newest
    kind = book_on(request.desk.root, request.desk.today).kind(content["kind"], content["subkind"])
    thai = request.locale_name == "th"
    return {
        "key": template.key,
        "name": newest.name,
        "kind": "" if kind is None else kind.title if thai else kind.title_en,
        "by": newest.by,
        "at": formats_for(request).time(newest.at, clock=True),
        "retired": template.retired_at is not None,
        "blanks": ", ".join(_blanks(template)),
    }
