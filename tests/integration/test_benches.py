"""The benches run and say what they must; their figures are not judged here."""

from __future__ import annotations

import argparse
from dataclasses import replace

import pytest

from saraban.people import rights
from saraban.scripts.bench import access, circulars, numbers, pages, register, search, search_phases
from tests.common.engines import ON_DISK
from tests.common.office import ASSETS


def test_register_weighs_every_letter():
    report = register.run(argparse.Namespace(letters=120, raw_seconds=0.2)).as_json()
    assert report["bench"] == "register"
    budget = {b["name"]: b for b in report["budget"]}
    assert budget["stored objects a letter"]["holds"]
    assert budget["bytes written a letter"]["holds"]
    assert budget["bytes a letter after packing"]["holds"]
    assert report["figures"]["objects_max"] >= report["figures"]["objects"] > 5
    assert report["ratios"]["registered_to_raw"] > 0


def test_numbers_finds_the_book_whole():
    params = {**numbers.Params().__dict__, "seconds": 2.5, "writers": 4, "processes": 2, "kills": 1, "server_kills": 0}
    report = numbers.run(argparse.Namespace(**params)).as_json()
    assert all(b["holds"] for b in report["budget"]), report["budget"]
    assert report["params"]["writers"] == 4
    assert report["baseline"]["raw_2kb_commits_per_second_over_zeo"] > 0


def test_pages_weighs_each_page(tmp_path):
    args = argparse.Namespace(letters=120, times=4, assets=ASSETS, no_start=True)
    report = pages.run(args).as_json()
    named = {"letter", "letter_json", "register", "in_tray", "circulars", "search"}
    assert named <= set(report["figures"])
    budget = {b["name"]: b for b in report["budget"]}
    assert all(budget[f"{name}: bytes"]["holds"] for name in named), report["budget"]
    assert budget["first load, bytes as sent"]["holds"]
    assert {kind.rpartition(".")[2] for kind in report["figures"]["first_load_bytes"]} >= {"css", "js", "woff2"}
    assert report["baseline"]["hello_p50_ms"] > 0


def test_circulars_counts_every_reader_exactly(tmp_path):
    """Threads of several processes on one store server; some press twice at the same moment."""
    args = argparse.Namespace(staff=300, units=7, processes=2, threads=4)
    costs, found = circulars.crowd(tmp_path / "city", args)
    assert (found.persons, found.read, found.acknowledged, found.wrong_units) == (
        301,
        300,
        100,
        0,
    )  # the publisher reads nothing
    assert found.counts["read"] == 300 + 6
    assert found.counts["conflicts"] == found.counts["given up"] == 0
    one, everybody = costs["one unit"], costs["all staff"]  # publishing costs the same for one unit and for all
    assert abs(everybody.objects - one.objects) <= circulars.SAME_OBJECTS


OFFICE = access.Params(decisions=1500, doors=120, units=14, persons=8, letters=40, changes=10, seed=3)


@pytest.mark.parametrize("engine", ON_DISK)
def test_access_agrees_with_the_rules_on_paper(tmp_path, engine):
    found = access.compare(tmp_path / "var", replace(OFFICE, engine=engine))
    assert found.differences == []
    assert found.rounds >= 2
    assert found.decisions["search"] == found.decisions["gate"] >= OFFICE.decisions
    assert set(found.decisions) == {"search", "gate", "page", "api", "file"}
    assert 0 < found.allowed["search"] < found.decisions["search"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("is_reading", lambda _role: True),  # administrators read too
        ("_version", lambda root: (root.info.store_id,)),  # tables in memory are never stale
    ],
)
def test_access_finds_a_planted_fault(tmp_path, monkeypatch, name, fault):
    monkeypatch.setattr(rights, name, fault)
    found = access.compare(tmp_path / "var", OFFICE)
    assert found.differences


@pytest.mark.parametrize(("engine", "direct"), [("whoosh", False), ("tantivy", True)])
def test_search_finds_what_was_added_and_judges_the_row_it_is_of(monkeypatch, engine, direct):
    """Both ways of asking, in this process; as if the few letters were as many as a row of the design is of."""
    monkeypatch.setattr(search_phases, "in_own_process", lambda phase, *given: phase(*given))
    monkeypatch.setitem(search.LIMITS, (engine, 30), (20.0, "cold_p95", 5.0, 1024.0))
    args = argparse.Namespace(
        engine=engine, letters=30, scopes=[20, 1200], questions=3, added=2, direct=direct, keep=None
    )
    report = search.run(args).as_json()
    budget = {b["name"]: b for b in report["budget"]}
    assert budget["added and not found by the next request"]["holds"]
    assert budget["phrase, 20 scopes: cold p95 ms"]["limit"] == 20.0
    assert budget["phrase, 1200 scopes: cold p95 ms"]["limit"] == 100.0
    few, many = (report["figures"]["asked"][scopes]["visible"] for scopes in ("20", "1200"))
    assert 0 < few < many <= 1
    assert set(report["baseline"][f"raw {engine}, no access"]) == {"term", "and", "phrase"}
