"""การส่งแบบฟอร์ม (answers to forms): one verb is tried; a refusal leaves nothing but the form as typed.

``attempt`` runs a service. What it refuses with comes back as ``Refused``: the transaction is rolled back and doomed,
so the page that shows the form again reads a clean store and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from saraban.core.errors import Missing, NeedsConfirmation, SarabanError

T = TypeVar("T")


@dataclass(frozen=True)
class Refused:
    """คำขอที่ยังไม่สำเร็จ: what to put right, or what to confirm, before the same form goes through."""

    error: SarabanError

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form again."""
        return self.error.status

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What waits for a decision of the officer."""
        return self.error.questions if isinstance(self.error, NeedsConfirmation) else []

    @property
    def problems(self) -> list[tuple[str, Any]]:
        """(field id, message) for the summary above the form."""
        if self.questions:
            return []
        return [(f"f-{self.error.field}" if self.error.field else "", self.error.message)]

    @property
    def wrong(self) -> dict[str, Any]:
        """Field name -> message, for the field at fault."""
        return {self.error.field: self.error.message} if self.error.field else {}


def attempt(request: Any, verb: Callable[[], T]) -> T | Refused:
    """Run a verb; give its result or the refusal. What may not be known of stays a missing page."""
    try:
        return verb()
    except Missing:
        raise
    except SarabanError as error:
        tm = request.desk.tm
        tm.abort()
        tm.begin()
        tm.doom()
        request.response.status_int = error.status
        return Refused(error)
