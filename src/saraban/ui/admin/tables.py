"""หน้านำเข้าและส่งออกตาราง (tables): choose files, see what would be, take it in; export; undo."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.core.errors import Invalid, Missing, SarabanError
from saraban.core.i18n import _
from saraban.documents.table_reading import MAX_BYTES, refuse_too_large
from saraban.documents.tables import CSV, XLSX
from saraban.files.service import Arrival, check_in, find_arrival
from saraban.files.types import FileType
from saraban.rosters.exporting import export_csv, export_workbook
from saraban.rosters.hands import Hands
from saraban.rosters.importing import MOST_FILES, find_import, recent_imports, take_in, try_out
from saraban.rosters.importing import TableFile as File
from saraban.rosters.tables import BY_NAME, TABLES
from saraban.rosters.undoing import undo
from saraban.ui.admin.imports import import_shown, row_of_list, trial_shown
from saraban.ui.admin.tree import is_administrator
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.uploads import FIELD, arrivals_directory, forget_all

TABLE = FileType("application/octet-stream", (".csv", ".xlsx"))
PAGE = "templates/tables.pt"
CHECK = "templates/tables-check.pt"
ONE = "templates/tables-import.pt"


def hands_of(request: Any) -> Hands:
    """The hands of an administrator; for anybody else there is no such page."""
    request.rail = "admin"
    if not is_administrator(request):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return Hands(request.desk, request.actor)


@view_config(route_name="admin-tables", request_method="GET", renderer=PAGE)
def page(request: Any) -> dict[str, Any]:
    """Files to choose, exports, and the imports so far."""
    return _page(request, hands_of(request))


@view_config(route_name="admin-tables", request_method="POST", renderer=PAGE)
def upload(request: Any) -> Any:
    """The files are kept until they are taken in, and looked at on the next page."""
    hands = hands_of(request)
    outcome = attempt(request, lambda: [_checked_in(request, part) for part in _parts(request)])
    if isinstance(outcome, Refused):
        return _page(request, hands, outcome)
    query = [*((FIELD, token) for token in outcome), *([("accounts", "1")] if request.POST.get("accounts") else [])]
    return HTTPSeeOther(location=request.route_path("admin-tables-check", _query=query))


@view_config(route_name="admin-tables-check", request_method="GET", renderer=CHECK)
def check(request: Any) -> Any:
    """ลองนำเข้า: what would be; nothing is kept of it."""
    return _check(request, hands_of(request), request.GET)


@view_config(route_name="admin-tables-check", request_method="POST", renderer=CHECK)
def take(request: Any) -> Any:
    """นำเข้า what was shown; else it is shown again."""
    hands, files, accounts = hands_of(request), _files(request, request.POST), bool(request.POST.get("accounts"))
    shown = request.POST.get("shown", "")
    outcome = attempt(request, lambda: take_in(hands, files, shown=shown, accounts=accounts))
    if isinstance(outcome, Refused):
        return _check(request, hands, request.POST, outcome)
    if outcome.passwords:
        request.override_renderer = ONE
        return import_shown(request, hands, outcome.record, passwords=outcome.passwords)
    message = _("This file was taken in already.") if outcome.again else _("Everything was taken in.")
    add_note(request, message, "info" if outcome.again else "done")
    return HTTPSeeOther(location=request.route_path("admin-import", n=outcome.record.n))


@view_config(route_name="admin-import", request_method="GET", renderer=ONE)
def one(request: Any) -> dict[str, Any]:
    """One import: what it changed, and the way back."""
    hands = hands_of(request)
    return import_shown(request, hands, find_import(hands, int(request.matchdict["n"])))


@view_config(route_name="admin-import", request_method="POST", renderer=ONE)
def take_back(request: Any) -> Any:
    """ย้อนการนำเข้า; what stands in the way is said, all of it."""
    hands, n = hands_of(request), int(request.matchdict["n"])
    find_import(hands, n)
    outcome = attempt(request, lambda: undo(hands, n))
    if isinstance(outcome, Refused):
        obstacles = getattr(outcome.error, "obstacles", [outcome.error.message])
        return import_shown(request, hands, find_import(hands, n), obstacles=obstacles)
    add_note(request, _("The import was undone; everything is as it was before it."))
    return HTTPSeeOther(location=request.route_path("admin-import", n=n))


@view_config(route_name="admin-tables-export", request_method="GET")
def export(request: Any) -> Response:
    """ส่งออก: all tables as a workbook, or one as CSV."""
    hands, name, kind = hands_of(request), request.matchdict["name"], request.matchdict["kind"]
    unit, empty = request.GET.get("unit", ""), bool(request.GET.get("empty"))
    if kind == "xlsx" and name == "all":
        body, media = export_workbook(hands, unit, empty=empty), XLSX
    elif kind == "csv" and name in BY_NAME:
        body, media = export_csv(hands, name, unit), CSV
    else:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    response = Response(body=body)
    response.headers["Content-Type"] = media
    stem = "-".join(part for part in (name, unit or hands.actor.unit) if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return response


def _page(request: Any, hands: Hands, refused: Refused | None = None) -> dict[str, Any]:
    return {
        "problems": refused.problems if refused else [],
        "wrong": refused.wrong if refused else {},
        "tops": [(u.code, u.title) for u in hands.tops()],
        "tables": [(t.name, t.thai) for t in TABLES],
        "imports": [row_of_list(request, record) for record in recent_imports(hands)],
    }


def _parts(request: Any) -> list[Any]:
    parts = [part for part in request.POST.getall(FIELD) if getattr(part, "filename", None)]
    if not parts:
        raise Invalid(_("Choose a file."), field=FIELD)
    if len(parts) > MOST_FILES:
        raise Invalid(_("Choose at most ${limit} files.", mapping={"limit": MOST_FILES}), field=FIELD)
    return parts


def _checked_in(request: Any, part: Any) -> str:
    data = part.file.read(MAX_BYTES + 1)
    refuse_too_large(len(data))
    directory, person = arrivals_directory(request), request.actor.person
    return check_in(io.BytesIO(data), part.filename, directory=directory, person=person, kind=TABLE).token


def _files(request: Any, fields: Any) -> list[File]:
    """The files that were sent before; gone ones have to be chosen again."""
    arrivals = _arrivals(request, fields)
    if not arrivals:
        raise Missing(_("The file is no longer here. Choose it again; nothing else was lost."))
    return [File(a.name, Path(a.path).read_bytes()) for a in arrivals]


def _arrivals(request: Any, fields: Any) -> list[Arrival]:
    directory, person = arrivals_directory(request), request.actor.person
    tokens = list(dict.fromkeys(fields.getall(FIELD)))[:MOST_FILES]
    return [find_arrival(directory, token, person=person) for token in tokens]


def _check(request: Any, hands: Hands, fields: Any, refused: Refused | None = None) -> Any:
    files, accounts = _files(request, fields), bool(fields.get("accounts"))
    desk = request.desk
    try:
        hands.refresh()
        trial = try_out(hands, files, accounts=accounts)
    except SarabanError as error:
        add_note(request, error.message, "warning")
        forget_all(_arrivals(request, fields))
        return HTTPSeeOther(location=request.route_path("admin-tables"))
    finally:
        desk.tm.abort()
        desk.tm.begin()
        desk.tm.doom()
    return {
        **trial_shown(request, trial),
        "problems": refused.problems if refused else [],
        "tokens": fields.getall(FIELD),
        "accounts": accounts,
        "files": [file.name for file in files],
    }
