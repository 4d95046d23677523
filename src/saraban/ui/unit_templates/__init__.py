"""หน้าแบบหนังสือของหน่วยงาน (template pages): the list, one template, letters made from a list of addressees."""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("templates", "/templates")
    config.add_route("merge-new", "/merge")
    config.add_route("template", "/templates/{template}")
    config.add_route("template-act", "/templates/{template}/{verb:retire|reinstate}")
    config.add_route("merge", "/merges/{merge}")
    config.add_route("merge-undo", "/merges/{merge}/undo")
    config.add_route("merge-propose", "/merges/{merge}/propose")
    config.add_route("merge-send", "/merges/{merge}/send")
    config.add_route("letter-copies", "/l/{id}/copies")
    config.add_route("letter-copies-together", "/l/{id}/copies.pdf")
    config.add_route("letter-copy", r"/l/{id}/copies/{n:\d{1,5}}.pdf")
    config.scan(categories=("pyramid",))
