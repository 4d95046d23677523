"""หนังสือที่ลงนามหลายคน (letters that several sign): an office with three who have certificates, and some who have none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from saraban.core.errors import SarabanError
from saraban.letters import cosigning, drafting, records
from tests.common.authority import PASSWORD, PEOPLE, Authority
from tests.common.issuing_world import HEAD, OFFICER, UNIT, bytes_of
from tests.common.sheet_world import FIRST, HOLDERS, SECOND, SheetOffice, open_sheet_office

#: The posts of those who sign after the head of the section, and a post without a certificate.
HEAD_POST, SECOND_POST, THIRD_POST, BARE_POST = "d54-edu.head", "d54-admin.head", "d54.director", "d54-edu.officer"
#: Who has which certificate: those who sign sheets, and who wrote the minutes down.
CERTIFIED = {**HOLDERS, OFFICER: "section"}
MINUTES = {
    "kind": "minutes",
    "subject": "คณะทำงานพัฒนาระบบงานสารบรรณ",
    "to_text": "",
    "addressees": (),
    "filled": (
        ("meeting", "๑/๒๕๖๗"),
        ("held_on", "๘ มี.ค. ๖๗"),
        ("held_at", "ห้องประชุมสำนักงานเขต"),
        ("present", "นายหนึ่ง ตัวอย่าง\nนางสอง ตัวอย่าง"),
        ("opened_at", "๐๙.๓๐"),
        ("closed_at", "๑๑.๐๐"),
    ),
}
ANNOUNCEMENT = {"kind": "announcement", "subject": "แนวปฏิบัติร่วม", "to_text": "", "addressees": ()}


def open_cosigning_office(directory: Path, authority: Authority) -> SheetOffice:
    """Build it; who writes for the section has a certificate too."""
    world = open_sheet_office(directory, authority)
    world.office.web.open_account(OFFICER)
    world.enrol(OFFICER, CERTIFIED[OFFICER])
    return world


def name_of(person: str) -> str:
    """The name of somebody who has a certificate."""
    return PEOPLE[CERTIFIED[person]][0]


def draft(world: SheetOffice, *posts: str, **form: Any) -> int:
    """A draft of the section that these posts sign after its head."""
    return world.office.draft(**{**ANNOUNCEMENT, "cosigners": posts or (SECOND_POST, THIRD_POST), **form})


def minutes(world: SheetOffice, *posts: str, first: str = BARE_POST) -> int:
    """Minutes that a post of the section wrote down and signs first, before these."""
    with world.office.web.office.desk() as desk:
        officer = world.office.web.office.actor(desk, OFFICER)
        form = drafting.Draft(body="ที่ประชุมรับทราบ", cosigners=posts or (HEAD_POST,), **MINUTES)
        letter = drafting.write_draft(desk, officer, unit=UNIT, form=form)
        drafting.propose_draft(desk, officer, letter=letter, to_post=first)
        desk.tm.commit()
        return int(letter.id)


def sign(world: SheetOffice, letter: int, *people: str, **options: Any) -> None:
    """These sign it in turn, each having seen what stands there."""
    for person in people:
        world.office.sign(letter, **{"person": person, "pin": PASSWORD, "seen": seen(world, letter), **options})


def seen(world: SheetOffice, letter: int) -> str:
    """What a signer is shown now."""
    with world.office.web.office.desk() as desk:
        return cosigning.seen_of(records.letter_by_id(desk.root, letter))


def look(world: SheetOffice, letter: int) -> dict[str, Any]:
    """The letter as it stands; ``file`` is what is signed so far or issued."""
    with world.office.web.office.desk() as desk:
        found = records.letter_by_id(desk.root, letter)
        waiting = found.cosigning
        stored = found.issued if found.issued is not None else waiting.file if waiting is not None else None
        return {
            "state": found.state,
            "number": found.number,
            "held": found.held.number if found.held is not None else "",
            "dated": found.dated or (waiting.dated if waiting is not None else None),
            "file": bytes_of(stored) if stored is not None else b"",
            "signatures": found.signatures,
            "level": found.level,
            "turn": found.turn,
            "steps": [step.verb for step in found.steps],
            "dropped": [file.sha256 for file in found.dropped],
            "task": found.draft.task.tray if found.draft is not None and found.draft.task is not None else "",
        }


def act(world: SheetOffice, person: str, verb: str, letter: int, **given: Any) -> None:
    """Somebody returns, takes back or voids it."""
    module = cosigning if verb == "decline" else drafting
    office = world.office.web.office
    with office.desk() as desk:
        there = records.letter_by_id(desk.root, letter)
        getattr(module, verb)(desk, office.actor(desk, person, given.pop("post", "")), letter=there, **given)
        desk.tm.commit()


def refused(world: SheetOffice, letter: int, person: str, **options: Any) -> str:
    """Somebody tries to sign it; gives why not."""
    try:
        sign(world, letter, person, **options)
    except SarabanError as error:
        return error.slug
    raise AssertionError


__all__ = ["FIRST", "HEAD", "OFFICER", "SECOND", "UNIT", "bytes_of"]
