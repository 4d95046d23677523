"""The whole system is killed while it is furnished and while programs walk letters through: clean, nothing lost."""

from __future__ import annotations

from saraban.scripts.bench.kills import STEPS, Params, press
from tests.common.commands import ini

#: What a client may meet beside an answer: nobody there, cut off, busy, gone meanwhile.
KINDS = {
    "200", "201", "500", "503", "ConnectionRefusedError", "ConnectionResetError", "RemoteDisconnected", "BadStatusLine",
}  # fmt: skip


def test_killed_while_letters_are_walked_through(tmp_path):
    params = Params(incoming=2, outgoing=2, together=2, load_kills=1, kills=1, part_kills=1, pause=1.0, seed=20260308)
    found = press(tmp_path, params, ini=ini(tmp_path / "var"))
    assert found.problems == []
    assert (found.lost, found.twice, found.refused, found.changed) == ([], [], [], 0)
    assert set(found.acked) == set(STEPS)
    assert found.replayed > 0
    assert found.checked == found.kills + found.part_kills + 1
    assert found.kills > 0
    assert set(found.answers) <= KINDS
