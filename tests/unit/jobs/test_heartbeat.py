"""Is the background worker alive?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from saraban.jobs import includeme
from saraban.jobs.heartbeat import NAME, beat, check_worker, last_beat


@pytest.fixture
def registry(tmp_path):
    return SimpleNamespace(saraban=SimpleNamespace(var=tmp_path, worker_late_seconds=120))


def test_never_at_work(registry):
    assert not check_worker(registry, None).well
    assert check_worker(registry, None).figures == {"late_seconds": -1}


def test_at_work(registry, tmp_path):
    beat(tmp_path)
    assert check_worker(registry, None).well
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


def test_late(registry, tmp_path):
    beat(tmp_path, datetime.now(UTC) - timedelta(minutes=5))
    assert not check_worker(registry, None).well


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"at": "soon"}', '{"at": 5}'])
def test_an_unreadable_note_is_no_beat(tmp_path, text):
    (tmp_path / NAME).write_text(text)
    assert last_beat(tmp_path) is None


def test_it_is_part_of_the_health_page():
    declared = {}
    includeme(SimpleNamespace(add_health_check=declared.__setitem__))
    assert declared == {"worker": check_worker}
