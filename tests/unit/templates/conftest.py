"""The office of the templates' tests, and the clerk who keeps them."""

from __future__ import annotations

import pytest

from tests.common.office import at, open_office

CLERK = "u-d54-edu-clerk"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("templates"))
    office.clock.office = at(13, 9, 0)
    yield office
    office.close()


@pytest.fixture
def clerk(office, desk):
    return office.actor(desk, CLERK)
