"""กลุ่มผู้รับและหมวด (groups of readers, categories): lists that publishers and administrators keep."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import agencies_of, find_unit
from saraban.circulars import categories, groups
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.whole import may_administer, top_unit
from saraban.ui.circulars.own import publishing_for
from saraban.ui.circulars.publishing import named_units
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.targets import suggestions

GROUPS, CATEGORIES = "templates/groups.pt", "templates/categories.pt"
OFFICE = "office"


@view_config(route_name="circular-groups", request_method="GET", renderer=GROUPS)
def show_groups(request: Any) -> dict[str, Any]:
    """The groups that a unit keeps and those of the whole office; one of them to be changed."""
    return _groups_page(request, None)


@view_config(route_name="circular-groups", request_method="POST", renderer=GROUPS)
def keep_group(request: Any) -> Any:
    """เก็บกลุ่มผู้รับ, or remove it."""

    def go() -> str:
        owner, key = _owner(request), str(request.POST.get("key", ""))
        if request.POST.get("do") == "remove":
            groups.remove_group(request.desk, request.actor, unit=owner, key=key)
            add_note(request, _("The group was removed."))
        else:
            root = request.desk.root
            near = owner or next(iter(agencies_of(root).by_code))
            units = named_units(root, near, str(request.POST.get("units", "")), "units")
            title = str(request.POST.get("title", ""))
            groups.keep_group(request.desk, request.actor, unit=owner, title=title, units=units, key=key)
            add_note(request, _("The group was kept; it holds from now on."))
        return f"/circulars/groups?unit={owner or OFFICE}"

    outcome = attempt(request, lambda: once_page(request, go))
    return _groups_page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _owner(request: Any) -> str:
    """The unit whose groups are meant; nothing for the whole office."""
    if request.params.get("unit") == OFFICE:
        if not may_administer(request.desk.root, request.actor):
            raise Missing(_("There is nothing at this address, or you may not see it."))
        return ""
    return publishing_for(request)


def _groups_page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "circulars"
    root, fmt, owner = request.desk.root, formats_for(request), _owner(request)
    found = [g for g in groups.groups_for(root, owner) if g.owner == owner or owner]
    key = request.params.get("key", "")
    chosen = next((g for g in found if g.key == key and g.owner == owner and not g.kind), None)
    typed = {"title": "", "units": "", "key": ""}
    if refused is not None:
        typed = {name: str(request.POST.get(name, "")) for name in typed}
    elif chosen is not None:
        typed = {"title": chosen.title, "units": "\n".join(_names(root, chosen.units)), "key": chosen.key}
    tabs = [(c, find_unit(root, c).title) for c in units_where(request, Permission.CIRCULAR_PUBLISH)]
    if may_administer(root, request.actor):
        tabs.append((OFFICE, request.localizer.translate(_("The whole office"))))
    return {
        "owner": owner or OFFICE,
        "title": find_unit(root, owner).title if owner else request.localizer.translate(_("The whole office")),
        "tabs": tabs,
        "rows": [
            (g.key, g.title, fmt.count(len(groups.units_of(root, g.key))), g.owner == owner and not g.kind)
            for g in found
        ],
        "typed": typed,
        "names": suggestions(root, owner) if owner else [],
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


def _names(root: Any, codes: tuple[str, ...]) -> list[str]:
    """The units as they are typed: by name where it is the only one, else by code."""
    known = agencies_of(root).by_code
    titles = Counter(unit.title for unit in known.values())
    return [known[c].title if c in known and titles[known[c].title] == 1 else c for c in codes]


@view_config(route_name="circular-categories", request_method="GET", renderer=CATEGORIES)
def show_categories(request: Any) -> dict[str, Any]:
    """The list, for the administrators of the office."""
    return _categories_page(request, None)


@view_config(route_name="circular-categories", request_method="POST", renderer=CATEGORIES)
def set_category(request: Any) -> Any:
    """เพิ่ม แก้ไข ปิด หรือเปิดหมวด."""
    post = request.POST

    def go() -> str:
        categories.set_category(
            request.desk,
            request.actor,
            key=str(post.get("key", "")),
            title=str(post.get("title", "")),
            title_en=str(post.get("title_en", "")),
            active=bool(post.get("active")),
        )
        add_note(request, _("The category was kept."))
        return "/circulars/categories"

    outcome = attempt(request, lambda: once_page(request, go))
    return _categories_page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _categories_page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "circulars"
    top_unit(request.desk.root, request.actor)
    return {
        "rows": [(c.key, c.title, c.title_en, c.active) for c in categories.categories(request.desk.root)],
        "typed": {name: str(request.POST.get(name, "")) if refused else "" for name in ("key", "title", "title_en")},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }
