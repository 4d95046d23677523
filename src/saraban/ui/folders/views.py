"""หน้าแฟ้ม (folders): see them, make one, give it a list of its own."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.filing.service import add_folder, find_folder, set_list
from saraban.ui.folders.presenters import paper_rows, shelves
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.duties import units_where
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page
from saraban.ui.layout.targets import posts_near

LIST = "templates/folders.pt"


@view_config(route_name="folders", request_method="GET", renderer=LIST)
def folders(request: Any) -> dict[str, Any]:
    """The folders of one's units."""
    return _page(request, None)


@view_config(route_name="folders", request_method="POST", renderer=LIST)
def add(request: Any) -> Any:
    """เปิดแฟ้ม."""
    post = request.POST

    def go() -> str:
        folder = add_folder(
            request.desk,
            request.actor,
            unit=post.get("unit", ""),
            title=post.get("title", ""),
            code=post.get("code", ""),
            posts=tuple(post.getall("posts")),
        )
        add_note(request, _("The folder “${title}” was made.", mapping={"title": folder.title}))
        return f"/folders/{folder.id}"

    outcome = attempt(request, lambda: once_page(request, go))
    return _page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


@view_config(route_name="folder", request_method="GET", renderer="templates/folder.pt")
def folder(request: Any) -> dict[str, Any]:
    """What lies in a folder."""
    return _folder_page(request, None)


@view_config(route_name="folder-list", request_method="POST", renderer="templates/folder.pt")
def change_list(request: Any) -> Any:
    """กำหนดรายชื่อผู้เข้าถึงแฟ้ม."""
    key = request.matchdict["id"]

    def go() -> str:
        set_list(request.desk, request.actor, folder=key, posts=tuple(request.POST.getall("posts")))
        add_note(request, _("The list of the folder was changed; it holds from now on."))
        return f"/folders/{key}"

    outcome = attempt(request, go)
    return _folder_page(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "folders"
    post = request.POST if refused else {}
    return {
        "shelves": shelves(request),
        "originals": bool(units_where(request, Permission.REGISTER_READ)),
        "problems": refused.problems if refused else [],
        "typed": {n: post.get(n, "") for n in ("unit", "title", "code")},
    }


def _folder_page(request: Any, refused: Refused | None) -> dict[str, Any]:
    request.rail = "folders"
    root, actor = request.desk.root, request.actor
    found = find_folder(root, request.matchdict["id"])
    actor.require(Permission.LETTER_READ, found)
    asked = request.GET.get("page", "0")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    rows, more = paper_rows(request, found, page)
    may = actor.may(Permission.FOLDER_MANAGE, find_unit(root, found.unit))
    return {
        "folder": found,
        "unit": find_unit(root, found.unit),
        "rows": rows,
        "may_manage": may,
        "posts": posts_near(root, found.unit, request.desk.today, tuple(f"post:{p}" for p in found.posts))
        if may
        else [],
        "newer": f"/folders/{found.id}?page={page - 1}" if page else None,
        "older": f"/folders/{found.id}?page={page + 1}" if more else None,
        "problems": refused.problems if refused else [],
    }
