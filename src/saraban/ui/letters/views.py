"""หน้าหนังสือ (the letter page): a letter or a unit's paper of it, sheets, files. Nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import FileIter, Response
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.files.service import open_file
from saraban.letters import records
from saraban.letters.certifying import may_be_certified
from saraban.letters.workflow import UNISSUED
from saraban.search.keeping import is_favourite
from saraban.thai.numbers import is_number
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.frame import formats_for
from saraban.ui.letters.endorse import endorse_shown
from saraban.ui.letters.on_sheet import on_sheet_shown
from saraban.ui.letters.presenters import letter_shown, pick_paper
from saraban.ui.search.beside import beside_shown

TEMPLATE = "templates/letter.pt"
WIDTH = 1080
WIDEST = 2160


def page_of(
    request: Any, letter: Any, paper: Any, endorse: Any = None, of_stamp: Refused | None = None
) -> dict[str, Any]:
    """The values of the letter page; ``of_stamp`` is why the stamp could not be put on the sheet."""
    request.rail = "drafts" if letter.state in {*UNISSUED, "signed"} and paper is None else "in-tray"
    shown = letter_shown(request, letter, paper, tab="endorse" if endorse is not None else request.GET.get("tab", ""))
    if shown.circular is not None and paper is None:
        request.rail = "circulars"
    own = on_sheet_shown(request, letter, paper, of_stamp)
    if own is not None and own.chosen:
        shown = replace(shown, sheet=own.sheet, plain=True)
    form = endorse or (endorse_shown(request, paper) if paper is not None and shown.tab == "endorse" else None)
    may_mark = request.actor.may(Permission.LETTER_READ, letter)
    return {
        "shown": shown,
        "endorse": form,
        "own": own,
        "beside": beside_shown(request, letter),
        "lasting": request.route_path("number", number=letter.number.split("/")) if is_number(letter.number) else "",
        "preview": f"/l/{letter.key}/preview.pdf" if letter.from_unit and letter.state != "received" else "",
        "certify": may_be_certified(letter) and may_mark,
        "void": _made_void(request, letter),
        "mark": is_favourite(request.desk.root, request.actor, letter) if may_mark else None,
    }


def _made_void(request: Any, letter: Any) -> Any:
    """Who made a letter void, when and why; nothing where it is not void."""
    if letter.state != "void":
        return None
    fmt = formats_for(request)
    step = next((s for s in reversed(letter.steps) if s.verb == "void"), None)
    return (step.text, step.name, f"{fmt.day(step.at)} {fmt.clock(step.at)}") if step is not None else ("", "", "")


@view_config(route_name="letter", request_method="GET", renderer=TEMPLATE)
def letter(request: Any) -> dict[str, Any]:
    """A letter, with the reader's own unit's paper of it where there is one."""
    found = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    return page_of(request, found, pick_paper(request.desk.root, request.actor, found))


@view_config(route_name="paper", request_method="GET", renderer=TEMPLATE)
def paper(request: Any) -> dict[str, Any]:
    """A unit's paper of a letter."""
    found = records.read_paper(request.desk.root, request.actor, request.matchdict["id"])
    return page_of(request, records.letter_by_id(request.desk.root, found.letter), found)


@view_config(route_name="letter-page", request_method="GET")
def sheet(request: Any) -> Response:
    """One sheet of an original, drawn here: nothing of a received file runs in the browser."""
    stored = _file(request, request.GET.get("file", ""))
    page, wide = request.matchdict["n"], request.GET.get("w", "")
    if not page.isdecimal() or len(page) > 5:
        raise Missing(_("The file has no such page."))
    width = min(int(wide), WIDEST) if wide.isdecimal() and len(wide) < 6 else WIDTH
    image = request.registry.page_images.image(stored, int(page), width)
    answer = Response(body=image, content_type="image/png")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@view_config(route_name="letter-file", request_method="GET")
def download(request: Any) -> Response:
    """The bytes as they came, always as a download."""
    return file_response(_file(request, request.matchdict["file"]))


def file_response(stored: Any) -> Response:
    """The bytes of a kept file as a download; nothing of it runs in the browser."""
    answer = Response(content_type=stored.media_type, app_iter=FileIter(open_file(stored)))
    answer.content_length = stored.size
    plain = stored.name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "") or "file"
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.name)}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _file(request: Any, key: str) -> Any:
    found = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    stored = next((f for f in found.files if key in {"", f.key}), None)
    if stored is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return stored


def to_paper(key: str, tab: str = "chain") -> HTTPSeeOther:
    """Back to a unit's paper."""
    return HTTPSeeOther(location=f"/p/{key}" if tab == "chain" else f"/p/{key}?tab={tab}")
