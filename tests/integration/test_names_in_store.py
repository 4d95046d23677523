"""Every name of ours that a furnished office writes into the store is one that we have promised to keep."""

from __future__ import annotations

import io
import pickletools

from saraban.scripts.office_stories import plan, room_before, tell
from tests.common.office import open_office
from tests.unit.test_persisted_names import PERSISTENT, TREES, VALUES

#: Kept by name although they stand elsewhere than in a ``content`` module.
ELSEWHERE = {
    "saraban.core.permissions.Permission",  # in the access lists that the object map keeps of units
    "saraban.people.actor.Signing",  # the block frozen under notes and signatures
    "saraban.registers.interfaces.EntryRef",
    "saraban.tasks.service.TaskRef",  # where a paper's work lies
}


def names_in(record: bytes) -> set[str]:
    """The classes that a record names: its own and its values'."""
    found, words, stream = set(), [], io.BytesIO(record)
    for _half in range(2):
        for code, argument, _at in pickletools.genops(stream):
            if code.name in {"SHORT_BINUNICODE", "BINUNICODE"}:
                words.append(argument)
            elif code.name == "GLOBAL":
                found.add(argument.replace(" ", "."))
            elif code.name == "STACK_GLOBAL":
                found.add(".".join(words[-2:]))
    return found


def test_names_of_a_store_at_work_are_the_promised_ones(tmp_path):
    office = open_office(tmp_path, room=room_before())
    with office.desk() as desk:
        for story in plan():
            tell(desk, story)
    found = {
        name
        for transaction in office.database.storage.iterator()
        for record in transaction
        if record.data
        for name in names_in(record.data)
        if name.startswith("saraban.") and not name.startswith(TREES)
    }
    office.close()
    assert len(found) > 30
    assert found <= PERSISTENT | VALUES | ELSEWHERE
