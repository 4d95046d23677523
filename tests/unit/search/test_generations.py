"""Engines that keep their index on the disk: versions, damage, crashes, many processes; the same for each of them."""

import json
import stat
import threading
import time
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from whoosh.index import open_dir

from saraban.search import analysis
from saraban.search.engines import ENGINES
from saraban.search.whoosh_engine import WhooshEngine
from tests.common.engines import ON_DISK, ask
from tests.common.search_world import make_doc


@pytest.fixture
def place(tmp_path):
    return tmp_path / "index"


@pytest.fixture(params=ON_DISK)
def kind(request):
    return ENGINES[request.param]


@pytest.fixture
def engine(kind, place):
    made = kind(place)
    made.rebuild([[make_doc(1, scopes=("u:a",))]])
    return made


def test_directory_is_private(kind, engine, place):
    place.chmod(0o755)
    kind(place)
    for path in (place, *place.glob("g-*")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_before_there_is_an_index(kind, place):
    fresh = kind(place)
    assert not fresh.is_ready()
    assert (fresh.count(), list(fresh.digests()), ask(fresh).total) == (0, [], 0)


def test_another_process_sees_what_is_written(kind, engine, place):
    other = kind(place)
    assert ask(other).total == 1
    engine.write([make_doc(2, scopes=("u:a",))], ())
    assert ask(other).total == 2
    engine.rebuild([[make_doc(3, scopes=("u:a",))]])
    assert [r.seq for r in ask(other).rows] == [3]
    assert len(list(place.glob("g-*"))) == 1


def test_another_version_of_the_analyser_is_another_index(kind, engine, place, monkeypatch):
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    newer = kind(place)
    assert not newer.is_ready()
    assert ask(newer).total == 0
    newer.rebuild([[make_doc(1, scopes=("u:a",))]])
    assert newer.is_ready()
    assert ask(newer).total == 1


def test_another_layout_is_another_index(kind, engine, place, monkeypatch):
    monkeypatch.setattr(kind, "layout", kind.layout + 1)
    assert not kind(place).is_ready()


def test_an_altered_dictionary_is_noticed(kind, engine, place):
    words = next(place.glob("g-*/words.txt"))
    words.write_text(words.read_text(encoding="utf-8") + "คำใหม่\n", encoding="utf-8")
    assert not kind(place).is_ready()


@pytest.mark.parametrize("content", ["../../etc", "", "g-none", "g-../x"])
def test_a_damaged_pointer_is_no_index(kind, engine, place, content):
    (place / "current").write_text(content, encoding="ascii")
    assert not kind(place).is_ready()


def test_a_damaged_note_is_no_index(kind, engine, place):
    next(place.glob("g-*/made.json")).write_text("{", encoding="utf-8")
    assert not kind(place).is_ready()


def test_the_dictionary_of_the_index_is_used(engine, place):
    assert engine.analyser.path == next(place.glob("g-*/words.txt"))
    made = json.loads(next(place.glob("g-*/made.json")).read_text(encoding="utf-8"))
    assert made["analyser"] == engine.analyser.identity


def test_one_writer(kind, engine, place):
    with engine.writing() as first, kind(place).writing() as second:
        assert (first, second) == (True, False)
    with kind(place).writing() as third:
        assert third


def test_a_broken_write_leaves_what_was(engine):
    with pytest.raises(AttributeError):
        engine.write([make_doc(2, scopes=("u:a",)), make_doc(3, day="no day")], ())
    assert [r.seq for r in ask(engine).rows] == [1]
    engine.write([make_doc(2, scopes=("u:a",))], ())
    assert ask(engine).total == 2


def test_a_broken_rebuild_leaves_what_was(engine, place):
    def broken():
        yield [make_doc(2, scopes=("u:a",))]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert [r.seq for r in ask(engine).rows] == [1]
    assert len(list(place.glob("g-*"))) == 1


def test_readers_and_a_writer_at_once(engine):
    wrong = []

    def read():
        for _turn in range(40):
            totals = ask(engine, "หนังสือเวียน").total
            if not 1 <= totals <= 12:
                wrong.append(totals)

    readers = [threading.Thread(target=read) for _reader in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 13):
        engine.write([make_doc(number, scopes=("u:a",))], ())
    for reader in readers:
        reader.join()
    assert wrong == []
    assert ask(engine, "หนังสือเวียน").total == 12


def _write_for_ever(kind, place, told):
    engine = kind(place)
    for number in range(2, 1000):
        engine.write([make_doc(number, scopes=("u:a",))], ())
        told.send(number)


def test_a_writer_killed_at_any_moment_leaves_what_was_told(engine, kind, place):
    """kill -9 while documents are written: what was told is there, no lock is left and no file that nobody uses."""
    for turn in range(3):
        ours, theirs = get_context("fork").Pipe()
        writer = get_context("fork").Process(target=_write_for_ever, args=(kind, place, theirs))
        writer.start()
        told = [ours.recv() for _number in range(2 + turn)]
        time.sleep(turn / 100)
        writer.kill()
        writer.join()
        while ours.poll():
            told.append(ours.recv())
        fresh = kind(place)
        assert fresh.is_ready()
        assert {r.seq for r in ask(fresh).rows} >= {1, *told}
        with fresh.writing() as mine:
            assert mine
            fresh.write((), [key for key, _digest in fresh.digests() if key != make_doc(1).key])
        assert [r.seq for r in ask(engine).rows] == [1]
    engine.write([make_doc(1, scopes=("u:a",), title="ใหม่")], ())
    [current] = place.glob("g-*")
    files = sum(path.suffix in {".store", ".seg"} for path in current.iterdir())
    assert files <= (segments(current) if kind is WhooshEngine else 2)


def segments(generation):
    """How many segments the index that Whoosh keeps here is made of."""
    with open_dir(str(generation)).reader() as reader:
        return len(reader.leaf_readers())


def test_what_cannot_be_opened_is_no_index(kind, engine, place):
    for contents in (*place.glob("g-*/*.toc"), *place.glob("g-*/meta.json")):
        contents.unlink()
    assert not kind(place).is_ready()


def test_the_log_does_not_quote_what_is_wrong_with_it(kind, engine, place, monkeypatch, caplog):
    def broken(*_args):
        msg = "ลับมาก"
        raise ValueError(msg)

    engine.rebuild(iter([]))
    fresh = kind(place)
    monkeypatch.setattr(fresh, "_look", broken)
    with caplog.at_level("INFO"):
        assert not fresh.is_ready()
    assert "ValueError" in caplog.text
    assert "ลับมาก" not in caplog.text


def test_a_rebuild_between_two_looks_is_looked_at_again(kind, engine, place, monkeypatch):
    other = kind(place)
    first = other._refreshed_now
    tries = []

    def once_gone():
        tries.append(1)
        if len(tries) == 1:
            raise FileNotFoundError
        return first()

    monkeypatch.setattr(other, "_refreshed_now", once_gone)
    assert ask(other).total == 1
    monkeypatch.setattr(other, "_refreshed_now", lambda: Path("/nowhere").stat())
    with pytest.raises(FileNotFoundError):
        ask(other)


def test_many_segments_are_one_order(engine):
    for number in range(2, 12):
        engine.write([make_doc(number, scopes=("u:a",), day=date(2024, 1, 1 + number * 7 % 11))], ())
    found = ask(engine)
    assert len(found.rows) == 11
    assert found.rows == sorted(found.rows, key=lambda r: (r.day, r.seq), reverse=True)
