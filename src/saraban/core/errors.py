"""ข้อผิดพลาด (errors) that a person sees: what happened, that nothing was lost, what to do now.

Services raise these; one exception view makes pages and one makes problem details (RFC 9457) of them. Raising
rolls the transaction back, so a failed request leaves no number, no half record and no file.
"""

from __future__ import annotations

from typing import Any


class SarabanError(Exception):
    """Base of every error with a message for people.

    ``message`` is a translation string, ``field`` the name of the form field or JSON member at fault,
    ``status`` the HTTP status and ``slug`` the stable machine name (last part of the problem type).
    """

    status = 422
    slug = "invalid"

    def __init__(self, message: Any, *, field: str | None = None, slug: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
        if slug is not None:
            self.slug = slug


class Invalid(SarabanError):
    """ข้อมูลไม่ถูกต้อง: the input cannot be accepted; says which field and what to write instead."""


class NotAllowed(SarabanError):
    """ไม่มีสิทธิ์: the actor can see the thing but may not do this to it."""

    status = 403
    slug = "not-allowed"


class Missing(SarabanError):
    """ไม่พบ: there is no such thing, or the caller may not know that there is."""

    status = 404
    slug = "not-found"


class Conflict(SarabanError):
    """ขัดกับสถานะปัจจุบัน: the thing is not in a state that allows this, or somebody was faster."""

    status = 409
    slug = "conflict"


class NeedsConfirmation(SarabanError):
    """ต้องยืนยัน: saving waits for a decision of the officer (a duplicate, a date that cannot be).

    ``questions`` lists what has to be confirmed, ``{"field", "slug", "message", ...}`` each; the same request with
    the slugs in ``confirm`` (and a reason where one is asked for) goes through.
    """

    status = 409
    slug = "needs-confirmation"

    def __init__(self, message: Any, questions: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.questions = questions
