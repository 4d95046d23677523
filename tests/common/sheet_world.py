"""แผ่นที่ลงนามเพิ่ม (sheets that grow): an office that issued a letter with a certificate, and the unit that received it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from saraban.core.errors import SarabanError
from saraban.exchange.receiving import register_delivery
from saraban.exchange.sending import send
from saraban.letters import records
from saraban.letters.notes import Note
from saraban.people.service import rename_person
from saraban.signatures import enrolling
from saraban.signatures.enrolling import Wanted
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.interfaces import PKCS12, KeyReference, Secret
from saraban.signatures.issuing import Given
from saraban.signatures.keys import KeyStores
from saraban.signatures.on_sheet import OnSheet
from saraban.signatures.validation import Checker
from tests.common.authority import PASSWORD, PEOPLE, Authority
from tests.common.issuing_world import HEAD, SigningOffice, bytes_of, open_signing_office
from tests.common.signed_letters import room_of, trust_in

#: Who has which certificate.
CLERK, FIRST, SECOND = "u-d54-clerk", "u-d54-adm-head", "u-d54-dir"
HOLDERS = {HEAD: "director", CLERK: "receiver", FIRST: "note1", SECOND: "note2"}
NOTE = Note("acknowledge", "ทราบแล้ว ให้ฝ่ายที่เกี่ยวข้องถือปฏิบัติ")


@dataclass
class SheetOffice:
    """The office, its authority, and its people who sign on sheets."""

    office: SigningOffice
    authority: Authority

    @property
    def signs(self) -> OnSheet:
        """How notes are signed on sheets here."""
        found: OnSheet = self.office.web.office.registry.on_sheet
        return found

    def change(self, **parts: Any) -> None:
        """Sign in another way from now on."""
        self.office.web.office.registry.on_sheet = replace(self.signs, **parts)

    def set_up(self) -> None:
        """Sign in a room of the authority."""
        room, checker = room_of(self.authority), Checker(trust_in(self.authority))
        self.office.change(room=room, checker=checker)
        self.change(room=room, checker=checker)

    def enrol(self, person: str, label: str) -> None:
        """Put a person's certificate down, as the administrator does; he has the name that stands in it."""
        stores = KeyStores({PKCS12: KeyFiles(self.authority.directory, PASSWORD)})
        room = replace(room_of(self.authority), stores=stores)
        web = self.office.web
        clock, before = web.office.clock, web.office.clock.real
        clock.real = datetime.now(UTC)
        with web.office.desk() as desk:
            rename_person(desk.root, person, PEOPLE[label][0])
            ask = Wanted(person, KeyReference(PKCS12, label), PEOPLE[label][1])
            admin = web.office.actor(desk, "u-bma-admin")
            seen = enrolling.look(desk, admin, room, ask).marks.fingerprint
            enrolling.enrol(desk, admin, room, ask, seen=seen)
            desk.tm.commit()
        clock.real = max(before, clock.real)

    def paper(self, *, signed: bool = True, **form: Any) -> int:
        """A letter of the section, issued and sent, registered by the district."""
        letter = self.office.draft(**form)
        self.office.sign(letter, **({"pin": PASSWORD} if signed else {"typed_only": True}))
        with self.office.web.office.desk() as desk:
            there, actor = records.letter_by_id(desk.root, letter), self.office.web.office.actor
            (sent,) = send(desk, actor(desk, "u-d54-edu-clerk"), letter=there)
            desk.tm.commit()
            done = register_delivery(desk, actor(desk, CLERK), delivery=sent)
            key = int(done.paper.id)
            desk.tm.commit()
        return key

    def write(self, paper: int, person: str = FIRST, note: Note | None = NOTE, **options: Any) -> int:
        """Somebody puts a note on the sheet, without one the stamp; gives the note's id."""
        web = self.office.web
        try:
            with web.office.desk() as desk:
                actor = web.office.actor(desk, person, options.get("post", ""))
                given = Given(
                    options.get("name", actor.name),
                    options.get("code") or web.code(person),
                    Secret(pin=options.get("pin", PASSWORD)),
                    options.get("request", ""),
                )
                seen = options.get("seen") or self.newest(paper)
                if note is None:
                    self.signs.stamp(desk, actor, paper=paper, seen=seen, given=given)
                    return 0
                return self.signs.endorse(desk, actor, paper=paper, note=note, seen=seen, given=given)
        finally:
            web.later(seconds=30)

    def refused(self, paper: int, *given: Any, **options: Any) -> str:
        """Somebody tries; gives why not."""
        try:
            self.write(paper, *given, **options)
        except SarabanError as error:
            return error.slug
        raise AssertionError

    def newest(self, paper: int) -> str:
        """The SHA-256 of the newest sheet."""
        with self.office.web.office.desk() as desk:
            found = records.paper_by_id(desk.root, paper)
            issued = records.letter_by_id(desk.root, found.letter).issued
            return str((found.sheet or issued).sha256) if found.sheet or issued else "0" * 64

    def look(self, paper: int) -> dict[str, Any]:
        """The paper as it stands in the store: sheet and issued file as bytes, notes, marks, history."""
        with self.office.web.office.desk() as desk:
            found = records.paper_by_id(desk.root, paper)
            letter = records.letter_by_id(desk.root, found.letter)
            return {
                "sheet": bytes_of(found.sheet) if found.sheet is not None else None,
                "issued": bytes_of(letter.issued) if letter.issued is not None else None,
                "number": letter.number,
                "letter": letter.id,
                "marks": found.marks,
                "state": found.state,
                "history": [step.verb for step in found.history],
                "notes": [(e.act, e.text, e.level, e.field, e.signing.name) for e in found.endorsements],
            }


def open_sheet_office(directory: Path, authority: Authority) -> SheetOffice:
    """Build it; all who sign have phones and certificates."""
    world = SheetOffice(open_signing_office(directory), authority)
    world.set_up()
    for person, label in HOLDERS.items():
        if person != HEAD:
            world.office.web.open_account(person)
        world.enrol(person, label)
    world.office.web.open_account("u-d54-asst")
    return world
