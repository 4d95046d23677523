"""รอคำตอบ (answer pages): who has answered a letter and who has not, reminders, and all letters of a unit that wait."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.answers.presenters import overdue_here
from saraban.ui.layout.duties import drafting_units


def includeme(config: Any) -> None:
    config.add_route("answers", "/answers")
    config.add_route("answers-remind", "/answers/remind")
    config.add_route("letter-answers", "/l/{id}/answers")
    config.add_route("letter-answers-act", "/l/{id}/answers/{verb:remind|answered|let-off|undo}")
    config.add_rail_item(
        "answers",
        _("Answers awaited"),
        "reply",
        "/answers",
        45,
        shown=lambda request: bool(drafting_units(request)),
        count=overdue_here,
    )
    config.scan(categories=("pyramid",))
