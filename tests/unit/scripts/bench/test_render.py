"""The bench of setting pages: one object with figures, the bare one beside them and a budget."""

from __future__ import annotations

import argparse

from saraban.scripts.bench import render


def test_it_tells_what_it_measured():
    found = render.run(argparse.Namespace(letters=2)).as_json()
    assert found["figures"]["pages_a_letter"] == 3
    assert found["baseline"]["bare_typst_pages_a_second"] > 0
    assert found["ratios"]["pages_to_bare_typst"] > 0
    assert found["budget"][0]["name"] == "pages a second, one warm process"
