"""โปรแกรมประยุกต์ (the application): makes the WSGI application from settings and an open store."""

from __future__ import annotations

from typing import Any

import transaction
import ZODB
from pyramid.config import Configurator
from ZODB.POSException import ConflictError

from saraban.core.sections import Sections
from saraban.core.settings import LIBRARY_DEFAULTS, read_settings
from saraban.core.store import lay_out, open_database

START_ATTEMPTS = 5


def main(global_config: dict[str, str] | None, **settings: Any) -> Any:
    """Make the application; opens the store and lays out what it lacks. Raises ``BadSetting``, ``StoreUnavailable``."""
    config = configure({**(global_config or {}), **settings})
    registry = config.registry
    registry.saraban.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    registry.database = open_database(registry.saraban.store)
    try:
        lay_out_tree(registry.database, registry.sections)
    except BaseException:
        registry.database.close()
        raise
    return config.make_wsgi_app()


def configure(settings: dict[str, Any]) -> Configurator:
    """Make the configuration: settings typed (``registry.saraban``), every feature included and checked."""
    typed = read_settings(settings)
    config = Configurator(settings={**LIBRARY_DEFAULTS, **settings})
    config.registry.saraban = typed
    config.include("saraban.config")
    config.commit()
    return config


def lay_out_tree(database: ZODB.DB, sections: Sections) -> None:
    """Lay out the tree where parts of it are missing; several processes may start at once."""
    for attempt in range(START_ATTEMPTS):
        tm = transaction.TransactionManager(explicit=True)
        connection = database.open(transaction_manager=tm)
        try:
            with tm:
                lay_out(connection.root(), sections)
        except ConflictError:
            if attempt == START_ATTEMPTS - 1:
                raise
        else:
            return
        finally:
            connection.close()
