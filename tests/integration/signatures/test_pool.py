"""กลุ่มกระบวนการลงนาม: signs as the room does, tells the same refusals, and outlives a process that dies."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from saraban.core.clock import SystemClock
from saraban.core.signing_settings import SigningSettings
from saraban.signatures.errors import KeyStoreFailed, NoSuchKey, WrongPerson, WrongSecret
from saraban.signatures.identity import Identity
from saraban.signatures.interfaces import PKCS12, KeyReference, Secret
from saraban.signatures.offices import signing_room
from saraban.signatures.pool import PooledRoom, SigningPool
from saraban.signatures.signing import Holder, Level, Work
from tests.common.authority import PASSWORD
from tests.common.signed_letters import letter, room_of

HOLDER = Holder(Identity("100-3"))
KEY = KeyReference(PKCS12, "director")


@pytest.fixture(scope="module")
def settings(authority):
    room_of(authority)
    services = tuple(f"{authority.url}/office/{what}" for what in ("ocsp", "crls"))
    return SigningSettings(
        certified=authority.roots_file(), services=services, stampers=(authority.stamper(),),
        keys_directory=authority.directory, processes=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def room(settings):
    room = signing_room(settings, SystemClock())
    yield room
    room.pool.close()


def sign(room, secret=PASSWORD, key=KEY, holder=HOLDER):
    return room.sign(Work(letter(), "sig"), key, Secret(pin=secret), holder, Level.B)


def test_signs_in_another_process(room):
    assert isinstance(room, PooledRoom)
    assert sign(room).content.startswith(letter())
    (process,) = room.pool.workers._processes
    assert process != os.getpid()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"secret": "wrong"}, WrongSecret),
        ({"key": KeyReference(PKCS12, "nobody")}, NoSuchKey),
        ({"holder": Holder(Identity("100-1"))}, WrongPerson),
    ],
)
def test_the_same_refusals(room, given, refusal):
    with pytest.raises(refusal):
        sign(room, **given)


def test_a_dead_process_is_told_and_replaced(room):
    sign(room)
    (process,) = room.pool.workers._processes
    os.kill(process, signal.SIGKILL)
    with pytest.raises(KeyStoreFailed):
        for _try in range(100):  # until the end of the process is noticed
            sign(room)
    assert sign(room).field == "sig"


def broken():
    raise RuntimeError


def test_a_process_that_cannot_begin_is_told():
    pool = SigningPool(broken, 1)
    with pytest.raises(KeyStoreFailed):
        pool.sign([Work(letter(), "sig")], KEY, Secret(), HOLDER, Level.B)
    pool.close()


def test_in_this_process_without_a_pool(settings):
    room = signing_room(replace(settings, processes=0), SystemClock())
    assert not isinstance(room, PooledRoom)
    assert sign(room).field == "sig"


def test_the_processes_end_with_the_one_that_began_them(settings):
    program = (
        "import os, sys, pickle; from tests.integration.signatures.test_pool import sign, signing_room, SystemClock\n"
        "room = signing_room(pickle.load(sys.stdin.buffer), SystemClock())\n"
        "sign(room); print(*room.pool.workers._processes, flush=True); os.kill(os.getpid(), 9)\n"
    )
    given = pickle.dumps(settings)
    done = subprocess.run([sys.executable, "-c", program], input=given, capture_output=True, check=False)
    process, until = Path(f"/proc/{int(done.stdout)}"), time.monotonic() + 10
    while process.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not process.exists()
