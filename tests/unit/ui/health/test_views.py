"""Every check that a feature adds has its words on the health page."""

from __future__ import annotations

from pathlib import Path

import saraban
from saraban.ui.health.views import TITLES


def test_every_check_has_its_title():
    added = set()
    for path in Path(saraban.__file__).parent.rglob("*.py"):
        words = path.read_text(encoding="utf-8").split('add_health_check("')[1:]
        added |= {rest.partition('"')[0] for rest in words}
    assert added == set(TITLES)
