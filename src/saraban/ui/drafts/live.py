"""ตัวอย่างขณะร่าง (live preview): what is typed as pages for the screen; nothing of it is kept."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.view import view_config

from saraban.core.errors import Missing, SarabanError
from saraban.core.i18n import _
from saraban.core.pace import Pace
from saraban.files.pages import page_of_pdf
from saraban.letters.filling import Draft
from saraban.letters.sheets import preview_of
from saraban.letters.typed import letter_as_typed
from saraban.ui.drafts.forms import draft, typed_in

#: So many previews a minute for each person, and so many pages on the screen; the PDF of the draft has all of them.
PACE = Pace(30)
MOST_PAGES, WIDTH = 4, 720


@dataclass(frozen=True)
class Live:
    """ตัวอย่าง: the first pages as pictures, how many there are, or why there are none."""

    pages: tuple[tuple[str, Any], ...] = ()
    count: int = 0
    refusal: Any = ""


def live_of(request: Any, unit: str, form: Callable[[], Draft], receiver: str = "") -> Live:
    """The pages of a form, or what stands in its way. ``receiver`` is who is named after เรียน on his copy."""
    try:
        PACE.step(request.actor.person, request.desk.clock)
        letter = letter_as_typed(request.desk, request.actor, unit=unit, form=form())
        letter.to_text = receiver or letter.to_text
        made = preview_of(request.desk.root, letter)
        shown = range(1, min(made.pages, MOST_PAGES) + 1)
        return Live(tuple((_picture(made.pdf, n), _words(n)) for n in shown), made.pages)
    except SarabanError as error:
        request.response.status_int = error.status
        return Live(refusal=error.message)


def _words(n: int) -> Any:
    return _("Page ${n} as it is printed", mapping={"n": n})


def _picture(pdf: bytes, n: int) -> str:
    return f"data:image/png;base64,{b64encode(page_of_pdf(pdf, n, WIDTH)).decode()}"


@view_config(route_name="draft-live", request_method="POST", renderer="templates/live.pt")
def live(request: Any) -> dict[str, Any]:
    """The form as it stands, asked for by the script of the page after a pause."""
    typed = typed_in(request.POST)
    if not typed["unit"]:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    shown = live_of(request, typed["unit"], lambda: draft(request.desk.root, typed, request.desk.today))
    request.response.headers["Cache-Control"] = "private, no-store"
    return {"live": shown}
