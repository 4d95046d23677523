"""ร่างหนังสือ (draft pages): write a memo, propose it, sign it with a one-time password, number it, send it."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.layout.duties import drafting_units

#: Verbs that have a form of their own.
FORMS = (
    "propose", "return", "void", "send-again", "send-named", "send-on-paper", "submit", "send-back", "return-previous",
    "ask", "decline",
)  # fmt: skip


def includeme(config: Any) -> None:
    config.add_route("drafts", "/drafts")
    config.add_route("draft-new", "/drafts/new")
    config.add_route("draft-sitting", "/drafts/sign")
    config.add_route("draft-live", "/drafts/preview")
    config.add_route("draft-unsaved", "/drafts/unsaved")
    config.add_route("draft-edit", "/l/{id}/edit")
    config.add_route("letter-preview", "/l/{id}/preview.pdf")
    config.add_route("letter-preview-page", "/l/{id}/preview/{n}.png")
    config.add_route("letter-issued", "/l/{id}/issued.pdf")
    config.add_route("letter-issued-page", "/l/{id}/issued/{n}.png")
    config.add_route("letter-so-far", "/l/{id}/so-far.pdf")
    config.add_route("letter-so-far-page", "/l/{id}/so-far/{n}.png")
    config.add_route("letter-office-copy", "/l/{id}/office-copy.pdf")
    config.add_route("draft-sign", "/l/{id}/sign")
    config.add_route(
        "draft-act",
        "/l/{id}/{verb:propose|return|void|send-again|send-named|send-on-paper|submit|send-back|return-previous|ask"
        "|decline}",
    )
    config.add_route("draft-now", "/l/{id}/{verb:recall|send|check|bring-back}")
    config.add_route("draft-review", "/l/{id}/review")
    config.add_route("draft-review-act", "/l/{id}/review/{verb:comment|settle|opinion|lock|unlock}")
    config.add_route("draft-versions", "/l/{id}/versions")
    config.add_route("draft-signed", "/l/{id}/signed")
    config.add_rail_item(
        "drafts",
        _("Drafts"),
        "pencil-square",
        "/drafts",
        40,
        shown=lambda request: bool(drafting_units(request)),
    )
    config.scan(categories=("pyramid",))
