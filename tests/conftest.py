"""What every test stands on: the long runs stay out unless asked for, and unit tests reach no network."""

from __future__ import annotations

import gc
import os
import resource
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from saraban.auth import passwords
from tests.common.long_files import FIRST

#: Each template is compiled once, and again when it or Chameleon changes; read when Chameleon is imported.
COMPILED = Path(__file__).parents[1] / ".chameleon_cache"
COMPILED.mkdir(exist_ok=True)
os.environ.setdefault("CHAMELEON_CACHE", os.fspath(COMPILED))

os.environ["OPENPYXL_LXML"] = "False"  # as the application says it, whatever a test imports first

# what an example takes hangs on what else the machine does
settings.register_profile("saraban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("saraban")

TESTS = Path(__file__).parent
UNIT = TESTS / "unit"
LOCAL = (socket.AF_UNIX,)
#: A hash as good as any to compare with, and a hundredth of the work; what is really used stands in test_passwords.py.
CHEAP = PasswordHasher(time_cost=1, memory_cost=512, parallelism=1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-proof", action="store_true", help="run the long proofs too")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # files come in our order, not by how many tests they have


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
    if not config.getoption("--run-proof"):
        proofs = [item for item in items if item.get_closest_marker("proof")]
        config.hook.pytest_deselected(items=proofs)
        items[:] = [item for item in items if not item.get_closest_marker("proof")]
    # a long file that comes last keeps one process waiting for the other
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.relative_to(TESTS).as_posix(), len(places)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep the collector of garbage off what stays to the end, and from coming often: it took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords in use. Here another stands in: it is slow on purpose, and thousands sign in."""
    with pytest.MonkeyPatch.context() as patch:
        real = passwords._HASHER
        patch.setattr(passwords, "_HASHER", CHEAP)
        yield real


@pytest.fixture(autouse=True)
def no_limits() -> Iterator[None]:
    """A test that limits its own process would have a later one killed without a word."""
    before = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A unit test that opens a connection fails: what it tests stands alone."""
    if UNIT not in request.path.parents:
        yield
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family not in LOCAL:
            pytest.fail(f"a unit test connects to {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture
def desk(office: Any) -> Iterator[Any]:
    """A desk of the module's own ``office``; what a test does not commit is forgotten."""
    with office.desk() as desk:
        yield desk


@pytest.fixture
def who(office: Any, desk: Any) -> Any:
    """Somebody of that office at work, by name."""
    return lambda person: office.actor(desk, person)
