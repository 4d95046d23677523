"""คำขอ (the request): each one has a desk - its own connection to the store, in its own transaction.

A new attempt of a request that met a conflict is a new request, so it gets a new transaction and a new connection.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pyramid.security import DENY_ALL
from transaction.interfaces import NoTransaction

from saraban.core.desk import Desk
from saraban.core.forms import WholeForms
from saraban.core.store import desk_for


class Nowhere:
    """The context of a route that names none: no tree to walk, nothing allowed."""

    __parent__ = __name__ = None
    __acl__ = (DENY_ALL,)

    def __init__(self, request: Any) -> None:
        self.request = request


def lay_desk(request: Any) -> Desk:
    """``request.desk``: opened when it is first asked for, closed when the request is finished."""
    registry = request.registry
    connection = registry.database.open(transaction_manager=request.tm)

    def close(_request: Any) -> None:
        with suppress(NoTransaction):  # the transaction has ended, as it should
            connection.transaction_manager.abort()
        connection.close()

    request.add_finished_callback(close)
    desk = desk_for(connection, registry.saraban.store, registry.notify, registry.saraban.var)
    clock = getattr(registry, "clock", None)
    if clock is not None:
        desk.clock = clock
    return desk


def includeme(config: Any) -> None:
    config.set_request_factory(WholeForms)
    config.set_root_factory(Nowhere)
    config.add_request_method(lay_desk, name="desk", reify=True)
