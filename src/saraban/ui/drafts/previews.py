"""หนังสือที่พิมพ์ (previews and issued letters): a letter written here as PDF, and page by page for the screen."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from saraban.central.copying import office_copy as made_copy
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.pace import keep_pace
from saraban.documents.sheets import set_copy
from saraban.files.pages import page_of_pdf
from saraban.letters import records
from saraban.letters.sheets import SETTING, preview_of
from saraban.ui.letters.views import file_response

WIDTH, WIDEST = 1080, 2160


@view_config(route_name="letter-preview", request_method="GET")
def whole(request: Any) -> Response:
    """The letter as it would be issued, always as a download; once it was issued, that original is the only one."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    if _stands(letter):
        return HTTPSeeOther(location=f"/l/{letter.key}/issued.pdf")
    keep_pace(SETTING, request, request.actor.person)
    answer = Response(body=preview_of(request.desk.root, letter).pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="preview-{letter.key}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@view_config(route_name="letter-preview-page", request_method="GET")
def page(request: Any) -> Response:
    """One page of it as a picture; of an issued letter the page that was issued."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    n, wide = request.matchdict["n"], request.GET.get("w", "")
    if _stands(letter):
        return HTTPSeeOther(location=request.route_path("letter-issued-page", id=letter.key, n=n, _query=request.GET))
    keep_pace(SETTING, request, request.actor.person)
    made = preview_of(request.desk.root, letter)
    if not n.isdecimal() or not 1 <= int(n[:5]) <= made.pages or len(n) > 5:
        raise Missing(_("The file has no such page."))
    width = min(int(wide), WIDEST) if wide.isdecimal() and len(wide) < 6 else WIDTH
    answer = Response(body=page_of_pdf(made.pdf, int(n), max(width, 60)), content_type="image/png")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@view_config(route_name="letter-issued", request_method="GET")
def issued(request: Any) -> Response:
    """หนังสือที่ออกแล้ว: the bytes that were signed, always as a download."""
    return file_response(_issued(request).issued)


@view_config(route_name="letter-issued-page", request_method="GET")
def issued_page(request: Any) -> Response:
    """One page of it as a picture."""
    letter = _issued(request)
    return _picture(request, letter.issued, "private, no-store" if letter.handling else "private, max-age=3600")


@view_config(route_name="letter-so-far", request_method="GET")
def so_far(request: Any) -> Response:
    """หนังสือที่ลงนามแล้วบางส่วน: the bytes that the next who signs adds his signature to, always as a download."""
    return file_response(_so_far(request))


@view_config(route_name="letter-so-far-page", request_method="GET")
def so_far_page(request: Any) -> Response:
    """One page of it as a picture."""
    return _picture(request, _so_far(request), "private, no-store")


@view_config(route_name="letter-office-copy", request_method="GET")
def office_copy(request: Any) -> Response:
    """สำเนาคู่ฉบับ of a signed letter, for who keeps the books of its unit or of the central saraban that has it."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    sheet = made_copy(request.desk.root, request.actor, letter, site=request.registry.issuing.site)
    keep_pace(SETTING, request, request.actor.person)
    answer = Response(body=set_copy(sheet).pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="office-copy-{letter.key}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _picture(request: Any, stored: Any, kept: str) -> Response:
    n, wide = request.matchdict["n"], request.GET.get("w", "")
    if not n.isdecimal() or len(n) > 5:
        raise Missing(_("The file has no such page."))
    width = min(int(wide), WIDEST) if wide.isdecimal() and len(wide) < 6 else WIDTH
    answer = Response(body=request.registry.page_images.image(stored, int(n), width), content_type="image/png")
    answer.headers["Cache-Control"] = kept
    return answer


def _so_far(request: Any) -> Any:
    """The file of the letter of the address as it is signed so far."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    if letter.cosigning is None or letter.cosigning.file is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return letter.cosigning.file


def _stands(letter: Any) -> bool:
    """Were sheets issued that still count?"""
    return letter.issued is not None and letter.state != "void"


def _issued(request: Any) -> Any:
    """The letter of the address, which has been issued."""
    letter = records.read_letter(request.desk.root, request.actor, request.matchdict["id"])
    if letter.issued is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return letter
