"""The benches run and say what they must; their figures are not judged here."""

from __future__ import annotations

import argparse

from saraban.scripts.bench import numbers, register


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
