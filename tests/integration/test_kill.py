"""The whole system is killed while it is furnished and while programs register: clean afterwards, nothing lost."""

from __future__ import annotations

from saraban.scripts.bench.kills import Params, press
from tests.common.commands import ini

#: What a client may meet beside a number: nobody there, cut off, busy, gone meanwhile.
KINDS = {"201", "500", "503", "ConnectionRefusedError", "ConnectionResetError", "RemoteDisconnected", "BadStatusLine"}


def hold(found):
    assert found.problems == []
    assert (found.lost, found.twice, found.changed) == (0, 0, 0)
    assert found.acked > 0
    assert found.replayed > 0
    assert found.numbers >= found.acked
    assert found.kills > 0
    assert set(found.answers) <= KINDS


def test_killed_while_programs_register(tmp_path):
    params = Params(seconds=6, clients=4, load_kills=1, kills=1, part_kills=1, seed=20260308)
    hold(press(tmp_path, params, ini=ini(tmp_path / "var")))
