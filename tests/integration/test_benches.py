"""The benches run and say what they must; their figures are not judged here."""

from __future__ import annotations

import argparse

from saraban.scripts.bench import numbers, pages, register
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
