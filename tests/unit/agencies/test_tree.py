"""The tree in memory is the tree of the store, whoever has changed it."""

from __future__ import annotations

import pytest

from saraban.agencies import service, tree
from tests.common.roots import desk_in_memory


@pytest.fixture
def desk(tmp_path):
    with desk_in_memory(tmp_path) as desk:
        for code, parent in [("city", None), ("d2", "city"), ("d1", "city"), ("d1-edu", "d1"), ("d2-edu", "d2")]:
            service.add_unit(desk.root, code=code, title=code, kind="section", parent=parent)
        desk.tm.commit()
        desk.tm.begin()
        yield desk


def walked(root, code):
    unit = service.find_unit(root, code)
    return [unit.code, *(u.code for u in service.descendants(unit))]


def test_it_reaches_what_a_walk_reaches(desk):
    for code in ("city", "d1", "d2-edu"):
        assert tree.tree_of(desk.root).reach(code) == walked(desk.root, code)


def test_it_is_read_once_for_each_change(desk, monkeypatch):
    reads = []
    real = tree._read
    monkeypatch.setattr(tree, "_read", lambda agencies: reads.append(1) or real(agencies))
    for _round in range(3):
        tree.tree_of(desk.root)
    assert len(reads) <= 1
    service.move_unit(desk.root, "d1-edu", "d2")
    desk.tm.commit()
    desk.tm.begin()
    reads.clear()
    assert tree.tree_of(desk.root).reach("d2") == ["d2", "d1-edu", "d2-edu"]
    tree.tree_of(desk.root)
    assert reads == [1]


@pytest.mark.parametrize("savepoint", [False, True])
def test_what_is_not_committed_is_seen_by_its_transaction_alone(desk, savepoint):
    before = tree.tree_of(desk.root).reach("city")
    service.add_unit(desk.root, code="d3", title="d3", kind="section", parent="city")
    if savepoint:
        desk.tm.savepoint()
    assert tree.tree_of(desk.root).reach("city") == [*before, "d3"]
    desk.tm.abort()
    desk.tm.begin()
    assert tree.tree_of(desk.root).reach("city") == before
