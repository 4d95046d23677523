"""The demonstration office on the morning of 8 March 2567, a desk in it, and who sits at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.common.office import Office, at, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all tests of a module: what one commits, the next one finds."""
    office = open_office(tmp_path_factory.mktemp("office"))
    office.clock.office = at(8, 9, 1)
    yield office
    office.close()


@pytest.fixture
def desk(office: Office) -> Iterator[Any]:
    """A transaction of its own for each test."""
    with office.desk() as desk:
        yield desk


@pytest.fixture
def who(office: Office, desk: Any) -> Callable[..., Any]:
    """``who(person, post)``: this person at the desk."""
    return lambda person, post="": office.actor(desk, person, post)
