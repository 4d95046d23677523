"""What was typed and not saved: whose it is, how much of it there is, when it goes."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.core.errors import Invalid
from saraban.letters.unsaved import (
    MOST_BYTES,
    MOST_FORMS,
    find_typed,
    forget_old_typed,
    forget_typed,
    keep_typed,
)

NOW = datetime(2024, 3, 8, 2, 0, tzinfo=UTC)
FIELDS = (("subject", "ขอเชิญประชุม"), ("body", "ตามที่\nนั้น"), ("addressees", "unit:a"), ("addressees", "unit:b"))


@pytest.fixture
def place(tmp_path):
    return tmp_path / "unsaved"


def test_found_as_it_was_typed(place):
    kept = keep_typed(place, "u-1", "new", FIELDS, NOW)
    assert find_typed(place, "u-1", "new") == kept
    assert kept.fields == FIELDS
    assert kept.kept_at == NOW


@given(
    st.lists(st.tuples(st.text(max_size=8), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)), max_size=9)
)
def test_any_text_comes_back(tmp_path_factory, fields):
    place = tmp_path_factory.mktemp("typed")
    keep_typed(place, "u-1", "new", tuple(fields), NOW)
    assert find_typed(place, "u-1", "new").fields == tuple(fields)


def test_a_form_and_a_person_of_their_own(place):
    keep_typed(place, "u-1", "new", FIELDS, NOW)
    assert find_typed(place, "u-2", "new") is None
    assert find_typed(place, "u-1", "new p1") is None
    assert find_typed(place, "u-1 new", "") is None


def test_names_lead_nowhere_else(place, tmp_path):
    keep_typed(place, "../../u", "../../../etc/x\0", FIELDS, NOW)
    assert {path.relative_to(place).parts[0] for path in tmp_path.rglob("*.json")} == {
        path.name for path in place.iterdir()
    }
    assert find_typed(place, "../../u", "../../../etc/x\0") is not None


def test_only_the_owner_of_the_store_reads_them(place):
    keep_typed(place, "u-1", "new", FIELDS, NOW)
    modes = {oct(path.stat().st_mode & 0o777) for path in place.rglob("*.json")}
    assert modes == {"0o600"}
    assert place.stat().st_mode & 0o077 == 0


def test_the_last_one_counts_and_forgetting_is_whole(place):
    keep_typed(place, "u-1", "new", FIELDS, NOW)
    later = keep_typed(place, "u-1", "new", FIELDS[:1], NOW + timedelta(seconds=3))
    assert find_typed(place, "u-1", "new") == later
    forget_typed(place, "u-1", "new")
    forget_typed(place, "u-1", "new")
    assert find_typed(place, "u-1", "new") is None
    assert not list(place.rglob("*.json*"))


def test_too_much_is_refused_and_what_was_kept_stays(place):
    before = keep_typed(place, "u-1", "new", FIELDS, NOW)
    with pytest.raises(Invalid):
        keep_typed(place, "u-1", "new", (("body", "ก" * (MOST_BYTES // 3 + 1)),), NOW)
    assert find_typed(place, "u-1", "new") == before
    assert len(list(place.rglob("*.*"))) == 1


def test_the_oldest_forms_of_a_person_give_way(place):
    keep_typed(place, "u-2", "new", FIELDS, NOW)
    for n in range(MOST_FORMS + 2):
        keep_typed(place, "u-1", f"new p{n}", FIELDS, NOW)
        os.utime(max(place.rglob("*.json"), key=lambda path: path.stat().st_mtime_ns), (n + 1, n + 1))
    assert find_typed(place, "u-1", "new p0") is None
    assert find_typed(place, "u-1", f"new p{MOST_FORMS + 1}") is not None
    assert len(list(place.rglob("*.json"))) == MOST_FORMS + 1


@pytest.mark.parametrize(
    "spoiled",
    [b"", b"{", b"[]", b"null", b'{"person": "u-1"}', b'{"person":"u-1","about":"new","at":"2024","fields":[]}',
     b'{"person":"u-1","about":"new","at":"2024-03-08T02:00:00+00:00","fields":[1]}', b"\xff"],
)  # fmt: skip
def test_what_is_spoiled_is_as_nothing(place, spoiled):
    keep_typed(place, "u-1", "new", FIELDS, NOW)
    next(place.rglob("*.json")).write_bytes(spoiled)
    assert find_typed(place, "u-1", "new") is None


def test_nobody_came_back(place):
    assert forget_old_typed(place) == 0
    keep_typed(place, "u-1", "new", FIELDS, NOW)
    assert forget_old_typed(place) == 0
    assert forget_old_typed(place, -1) == 1
    assert find_typed(place, "u-1", "new") is None
