"""Units that would stand below each other by an import."""

import pytest

from tests.common.tables import csv_file, imported, tried

UNITS = "code,title,kind,parent"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (("d54-x,ก,section,d54-y", "d54-y,ข,section,d54-x"), (2, 3)),
        (("d54-a,ก,section,d54-b", "d54-b,ข,section,d54-a"), (2, 3)),
        (("d54-a,ก,section,d54-a1",), (2,)),
    ],
)
def test_a_ring_of_units_names_them_and_says_what_to_do(desk, boss, rows, lines):
    imported(desk, csv_file("u", UNITS, "d54-a1,ย่อย,section,d54-a"), hands=boss())
    bad = tried(desk, csv_file("u", UNITS, *rows), hands=boss()).run.bad
    assert [(b.line, b.letter) for b in bad] == [(line, "D") for line in lines]
    codes = {*(row.partition(",")[0] for row in rows), rows[0].rpartition(",")[2]}
    for row in bad:
        assert "would stand below each other" in row.message
        assert all(f"({code})" in row.message.mapping["units"] for code in codes)


def test_a_ring_through_what_others_manage_is_not_told(desk, boss):
    bad = tried(desk, csv_file("u", UNITS, "bma,กรุงเทพ,city,d54-a"), hands=boss()).run.bad
    assert "d54" not in str(bad[0].message.mapping)
