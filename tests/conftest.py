"""What every test stands on: the long runs stay out unless asked for, and unit tests reach no network."""

from __future__ import annotations

import atexit
import os
import resource
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

if "CHAMELEON_CACHE" not in os.environ:  # read when Chameleon is imported: each template is compiled once a process
    os.environ["CHAMELEON_CACHE"] = tempfile.mkdtemp(prefix="saraban-templates-")
    atexit.register(shutil.rmtree, os.environ["CHAMELEON_CACHE"], ignore_errors=True)

os.environ["OPENPYXL_LXML"] = "False"  # as the application says it, whatever a test imports first

# what an example takes hangs on what else the machine does
settings.register_profile("saraban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("saraban")

UNIT = Path(__file__).parent / "unit"
LOCAL = (socket.AF_UNIX,)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-proof", action="store_true", help="run the long proofs too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
    if not config.getoption("--run-proof"):
        proofs = [item for item in items if item.get_closest_marker("proof")]
        config.hook.pytest_deselected(items=proofs)
        items[:] = [item for item in items if not item.get_closest_marker("proof")]


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
