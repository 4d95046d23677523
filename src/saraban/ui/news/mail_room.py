"""อีเมลขาออกสำหรับผู้ดูแล (the mail room): what waits and what was given up; no words of letters."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, id_value
from saraban.mail.service import failed_mail, try_again, waiting_mail
from saraban.people.whole import may_administer
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.once import once_page

KINDS = {"digest": _("Daily digest")}


@view_config(route_name="admin-mail", request_method="GET", renderer="templates/mail.pt")
def show(request: Any) -> dict[str, Any]:
    """How the sending goes."""
    _administers(request)
    fmt, root = formats_for(request), request.desk.root
    return {
        "is_sending": bool(request.registry.saraban.mail.transport),
        "waiting": fmt.count(waiting_mail(root)),
        "failed": [
            {
                "key": id_text(letter.id),
                "kind": KINDS.get(letter.kind, letter.kind),
                "to": letter.to,
                "error": letter.error,
                "at": fmt.time(letter.finished, clock=True),
                "tries": fmt.count(letter.tries),
            }
            for letter in failed_mail(root)
        ],
    }


@view_config(route_name="admin-mail", request_method="POST")
def again(request: Any) -> HTTPSeeOther:
    """ส่งใหม่: what was given up gets its tries again."""
    _administers(request)

    def go() -> str:
        try_again(request.desk, id_value(request.POST.get("letter", "")))
        add_note(request, _("The e-mail is tried again."))
        return "/admin/mail"

    return HTTPSeeOther(location=once_page(request, go))


def _administers(request: Any) -> None:
    request.rail = "admin"
    if not may_administer(request.desk.root, request.actor):
        raise Missing(_("There is nothing at this address, or you may not see it."))
