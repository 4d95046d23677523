"""A desk on a real store with blobs: what is asked of files has to hold on disk."""

from __future__ import annotations

import pytest

from saraban.core.clock import FixedClock
from saraban.core.store import desk_on, lay_out, open_database
from saraban.files.content import Files
from tests.common.roots import MORNING


@pytest.fixture
def store(tmp_path):
    uri = f"file://{tmp_path}/Data.fs"
    database = open_database(uri)
    with database.transaction() as connection:
        lay_out(connection.root(), {"files": Files})
    yield uri, database
    database.close()


@pytest.fixture
def desk(store):
    uri, database = store
    with desk_on(database, uri) as desk:
        desk.clock = FixedClock(MORNING)
        yield desk
