"""บุคลากร (people): persons, posts, acting grants, roles, scopes, and the one permission gate."""

from __future__ import annotations

from typing import Any

from saraban.people.content import People


def includeme(config: Any) -> None:
    config.add_section("people", People)
    config.scan(".content", categories=("substanced",))
    config.include(".request")
