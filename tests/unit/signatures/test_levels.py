"""ระดับของลายมือชื่อ: what is stronger reaches what is weaker, and nothing else."""

import pytest

from saraban.signatures.levels import AGENCY, CERTIFIED, reaches


@pytest.mark.parametrize(
    ("level", "demanded", "is_enough"),
    [
        ("", "section-9", True),
        ("section-9", "section-9", True),
        ("", AGENCY, False),
        ("section-9", CERTIFIED, False),
        (AGENCY, "section-9", True),
        (AGENCY, AGENCY, True),
        (AGENCY, CERTIFIED, False),
        (CERTIFIED, AGENCY, True),
        (CERTIFIED, CERTIFIED, True),
    ],
)
def test_reaching(level, demanded, is_enough):
    assert reaches(level, demanded) is is_enough
