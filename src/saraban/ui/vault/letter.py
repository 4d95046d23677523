"""หน้าหนังสือลับ (the page of a classified letter) and its files: each showing is an opening on record."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.ui.letters.views import file_response
from saraban.ui.vault.gate import behind, proved
from saraban.ui.vault.presenters import letter_shown
from saraban.vault import door


@view_config(route_name="secret-letter", request_method="GET", renderer="templates/letter.pt")
@behind
def letter(request: Any) -> dict[str, Any]:
    """เปิดอ่านหนังสือลับ."""
    paper, words = door.open_paper(request.desk, request.actor, request.matchdict["id"], proved(request))
    return {"shown": letter_shown(request, paper, words)}


@view_config(route_name="secret-file", request_method="GET")
@behind
def download(request: Any) -> Response:
    """The bytes of a file as they came, as a download that nobody keeps."""
    where = request.matchdict
    return file_response(door.open_file(request.desk, request.actor, where["id"], where["file"], proved(request)))
