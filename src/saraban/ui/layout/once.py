"""ส่งซ้ำทำครั้งเดียว (sent twice, done once): each form has its own id; the second press finds the first's result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.idempotency import Answer, KeyReused, digest_of, once
from saraban.core.ids import id_text, new_id

FIELD = "request_id"
SEE_OTHER = 303
#: What is typed to prove who one is; no page gives it back.
NEVER_KEPT = frozenset({"csrf_token", "otp", "pin", "signing_code"})


def fresh_id() -> str:
    """A request id for a form about to be shown."""
    return id_text(new_id())


def request_digest(request: Any) -> str:
    """What makes this press of a button the same as another: caller, form, address, what was typed."""
    key = request.POST.get(FIELD, "")
    return digest_of([request.actor.person, f"page-{key}", request.path, _typed(request)]) if key else ""


def once_page(request: Any, work: Callable[[], str]) -> str:
    """Do the work of a form once; gives the address to go to, also to the second press of the same button.

    Raises ``Conflict`` when the form was sent before and has been changed since.
    """
    key = request.POST.get(FIELD, "")
    if not key:
        return work()
    digest = digest_of([request.path, _typed(request)])
    try:
        return once(request.desk, request.actor.person, f"page-{key}", digest, lambda: Answer(SEE_OTHER, work())).body
    except KeyReused:
        raise Conflict(
            _("This form was sent already and has been changed since. Look at what was saved before you send it again.")
        ) from None


def _typed(request: Any) -> list[tuple[str, str]]:
    fields = [(name, value) for name, value in request.POST.items() if name not in {FIELD, *NEVER_KEPT}]
    return [(name, value if isinstance(value, str) else str(getattr(value, "filename", ""))) for name, value in fields]
