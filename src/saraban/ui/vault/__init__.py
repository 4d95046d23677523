"""หน้าหนังสือลับ (pages of the vault): registering, reading and handling letters ลับ and ลับมาก; for those named only."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.ui.vault import gate


def includeme(config: Any) -> None:
    config.add_route("secret", "/secret")
    config.add_route("secret-find", "/secret/find")
    config.add_route("secret-register-here", "/secret/register")
    config.add_route("secret-register", "/secret/register/{unit}")
    config.add_route("secret-delivery", "/secret/d/{id}")
    config.add_route("secret-letter", "/secret/p/{id}")
    config.add_route("secret-file", "/secret/p/{id}/files/{file}")
    config.add_route("secret-act", "/secret/p/{id}/{act:note|send|name|unname|copies|level|close|open}")
    config.add_route("secret-books", "/secret/books")
    config.add_route("secret-book", r"/secret/books/{unit}/{series:[a-z]+}/{year:\d{4}}")
    config.add_route("secret-book-print", r"/secret/books/{unit}/{series:[a-z]+}/{year:\d{4}}/print")
    config.add_route("secret-clearances", "/secret/clearances")
    config.add_route("secret-clearances-of", "/secret/clearances/{unit}")
    config.add_route("secret-clearance-new", "/secret/clearances/{unit}/new")
    config.add_route("secret-clearance-act", "/secret/clearances/{clearance}/{verb:confirm|end}")
    config.add_rail_item(
        gate.RAIL,
        _("Classified letters"),
        "shield-lock",
        "/secret",
        25,
        shown=gate.shown,
        count=gate.waiting,
    )
    config.scan(categories=("pyramid",))
