"""ตรวจข้อมูลขาเข้า: whatever is sent, the only answers are yes and a list of members at fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saraban.api.checking import BadInput, check
from saraban.api.schemas import SCHEMAS
from saraban.api.schemas.bodies import BODIES

TEXT = st.text(st.characters(codec=None), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.sampled_from(sorted(BODIES)), JSON)
def test_any_json_is_taken_or_refused_with_a_member_and_a_message(name, value):
    found = faults(name, value)
    assert found or is_whole(name, value)
    assert [fault for fault in found if not is_told(fault)] == []


@settings(max_examples=300)
@given(st.data())
def test_known_members_with_any_value(data):
    name = data.draw(st.sampled_from(sorted(BODIES)))
    members = BODIES[name]["properties"]
    value = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(members, JSON)) if members else JSON)
    found = faults(name, value)
    assert found or is_whole(name, value)
    assert [fault for fault in found if not is_told(fault)] == []


def is_whole(name, value):
    """An object with all that is needed and nothing that is unknown."""
    schema = BODIES[name]
    return isinstance(value, dict) and set(schema.get("required", ())) <= set(value) <= set(schema["properties"])


def is_told(fault):
    """Does it say what is wrong in words that can be sent?"""
    return bool(fault.slug and fault.message.interpolate().strip() and fault.field.isprintable())


def faults(name, value):
    try:
        check(name, value)
    except BadInput as error:
        return error.faults
    return []


@pytest.mark.parametrize("text", ["2024-03-08", "1850-01-01", "2100-12-31", "2024-02-29"])
def test_days_that_can_be(text):
    assert faults("Reference", {"number": "1", "date": text}) == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("2024-3-8", "date-form"),
        ("08/03/2567", "date-form"),
        ("2567-03-08", "buddhist-year"),
        ("1849-12-31", "absurd-date"),
        ("2101-01-01", "absurd-date"),
        ("2023-02-29", "no-such-day"),
        ("2024-13-01", "no-such-day"),
        ("๒๐๒๔-๐๓-๐๘", "date-form"),
        ("2024-03-08\n", "date-form"),
        ("", "date-form"),
    ],
)
def test_days_that_cannot(text, slug):
    with pytest.raises(BadInput) as error:
        check("Reference", {"number": "1", "date": text})
    assert error.value.slug == slug
    assert error.value.field == "date"


def test_the_gregorian_year_is_offered():
    with pytest.raises(BadInput) as error:
        check("Reference", {"number": "1", "date": "2567-03-08"})
    assert "2024" in error.value.message.interpolate()


@pytest.mark.parametrize("text", ["2024-03-08T09:01:00+07:00", "2024-03-08T02:01Z", "2024-03-08T09:01:00.5+07:00"])
def test_moments_that_can_be(text):
    assert faults("Incoming", {"subject": "x", "received_at": text}) == []


@pytest.mark.parametrize(
    "text", ["2024-03-08", "2024-03-08T25:00:00+07:00", "2024-03-08T09:01:00", "2024-03-08 09:01+07:00"]
)
def test_moments_that_cannot(text):
    with pytest.raises(BadInput) as error:
        check("Incoming", {"subject": "x", "received_at": text})
    assert error.value.slug == "instant-form"


def test_every_reference_leads_to_a_schema():
    def names(part):
        if isinstance(part, dict):
            if "$ref" in part:
                yield part["$ref"].rpartition("/")[2]
            for inner in part.values():
                yield from names(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from names(inner)

    assert set(names(SCHEMAS)) <= set(SCHEMAS)
