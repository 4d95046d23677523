"""ข้อมูลที่ใช้ไม่ได้: each row of the table at each of its doors: refused, told in both languages, nothing stored."""

from __future__ import annotations

import pytest

from tests.functional.bad_inputs.callers import CALLERS
from tests.functional.bad_inputs.doors import is_said_in
from tests.functional.bad_inputs.files import FILES
from tests.functional.bad_inputs.imports import IMPORTS
from tests.functional.bad_inputs.letters import LETTERS
from tests.functional.bad_inputs.reading import READING
from tests.functional.bad_inputs.requests import REQUESTS
from tests.functional.bad_inputs.store import nothing_stored
from tests.functional.bad_inputs.verbs import STEPS

TABLE = [*LETTERS, *FILES, *READING, *REQUESTS, *STEPS, *CALLERS, *IMPORTS]
TRIES = [(bad, door) for bad in TABLE for door in bad.doors]
TRIED = set()


@pytest.mark.parametrize(("bad", "door"), TRIES, ids=[f"{bad.name}-{door}" for bad, door in TRIES])
def test_refused(world, bad, door):
    with nothing_stored(world, bad.allowed.get(door, ())):
        thai, english = (bad.doors[door](world, language) for language in ("th", "en"))
    assert (thai.status, english.status) == (bad.status[door], bad.status[door]), english.said
    assert bad.says[door] in english.said
    assert is_said_in("en", english.said, bad.names), english.said
    assert is_said_in("th", thai.said), thai.said
    assert door == "page" or english.slug == (bad.slug or english.slug) != ""
    if door == "page" and bad.kept:
        kept = thai.kept()
        for name, value in bad.kept.items():
            assert kept[name].replace("\r\n", "\n").strip() == value.strip(), name
    TRIED.add((bad.name, door))


def test_there_are_sixty_and_each_door_was_tried(request):
    assert len({bad.name for bad in TABLE}) == len(TABLE) >= 60
    chosen = [item for item in request.session.items if item.name.startswith("test_refused")]
    if len(chosen) == len(TRIES):
        assert {(bad.name, door) for bad, door in TRIES} == TRIED
