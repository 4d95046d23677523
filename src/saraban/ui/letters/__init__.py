"""หน้าหนังสือ (letter pages): the sheet with its stamp and notes, beside it the chain, notes, files, facts and rights."""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("letter", "/l/{id}")
    config.add_route("letter-page", "/l/{id}/pages/{n}.png")
    config.add_route("letter-file", "/l/{id}/files/{file}")
    config.add_route("letter-rendition", "/l/{id}/rendition.pdf")
    config.add_route("letter-certified", "/l/{id}/certified.pdf")
    config.add_route("paper", "/p/{id}")
    config.add_route("paper-rendition", "/p/{id}/rendition.pdf")
    config.add_route("paper-certified", "/p/{id}/certified.pdf")
    config.add_route("paper-sheet", "/p/{id}/sheet.pdf")
    config.add_route("paper-sheet-page", "/p/{id}/sheet/{n}.png")
    config.add_route("paper-stamp-sheet", "/p/{id}/stamp-sheet")
    config.add_route("letter-slips", "/l/{id}/slips.pdf")
    config.add_route("paper-slip", "/p/{id}/slip.pdf")
    config.add_route("delivery-slip", "/deliveries/{id}/slip.pdf")
    config.add_route("paper-note", "/p/{id}/{act:propose|order|acknowledge}")
    config.add_route("paper-take-back", "/p/{id}/take-back")
    config.add_route("paper-act", "/p/{id}/{verb:forward|return|close|reopen|file|void}")
    config.add_route("paper-record", "/p/{id}/record")
    config.add_route("paper-strike", "/p/{id}/notes/{note}/strike")
    config.add_route("paper-scan", "/p/{id}/notes/{note}/scan")
    config.add_route("paper-named", "/p/{id}/named")
    config.add_route("paper-complete", "/p/{id}/complete")
    config.add_route("paper-answer", "/p/{id}/answer")
    config.add_route("paper-place", "/p/{id}/place")
    config.add_route("originals", "/originals")
    config.add_route("paper-read", "/p/{id}/read")
    config.add_route("paper-withdraw", "/p/{id}/withdraw")
    config.scan(categories=("pyramid",))
