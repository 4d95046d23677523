"""ห้องลงนามทดสอบ (an office that signs): a head with a phone, drafts to sign, and what is in the store afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from saraban.core.errors import SarabanError
from saraban.files.service import open_file
from saraban.letters import records
from saraban.letters.drafting import Draft, propose_draft, write_draft
from saraban.registers.books import find_book
from saraban.registers.checking import check
from saraban.scripts.check_references import check_references
from saraban.signatures.interfaces import Secret
from saraban.signatures.issuing import Given, Issuing, Wanted
from tests.common.office import at
from tests.common.web import Web, open_web

UNIT, HEAD, OFFICER = "d54-edu", "u-d54-edu-head", "u-d54-edu-officer"
YEAR = 2567


@dataclass
class SigningOffice:
    """The office, and the head of one of its sections who signs."""

    web: Web

    @property
    def issuing(self) -> Issuing:
        """How this office signs."""
        found: Issuing = self.web.office.registry.issuing
        return found

    def change(self, **parts: Any) -> None:
        """Sign in another way from now on."""
        self.web.office.registry.issuing = replace(self.issuing, **parts)

    def draft(self, n: int = 1, **form: Any) -> int:
        """A draft that waits for the head's signature."""
        parts = {"subject": f"ขอข้อมูลนักเรียน ครั้งที่ {n}", "to_text": "ผู้อำนวยการโรงเรียน", "body": "ด้วยฝ่ายการศึกษาขอข้อมูล"}
        with self.web.office.desk() as desk:
            officer = self.web.office.actor(desk, OFFICER)
            made = Draft(**{**parts, "addressees": ("unit:d54",), **form})
            letter = write_draft(desk, officer, unit=UNIT, form=made)
            propose_draft(desk, officer, letter=letter, to_post="d54-edu.head")
            desk.tm.commit()
            return int(letter.id)

    def sign(self, *letters: int, code: str = "", person: str = HEAD, pin: str = "", **options: Any) -> None:
        """The head signs; time goes on, so that the phone shows another code."""
        post = options.pop("post", "")
        wanted = [Wanted(x, options.get("seen"), options.get("reserved", 0)) for x in letters]
        try:
            with self.web.office.desk() as desk:
                actor = self.web.office.actor(desk, person, post)
                secret = Secret(pin=pin)
                given = Given(
                    options.get("name", actor.name),
                    code or self.web.code(person),
                    secret,
                    options.get("request", ""),
                    options.get("typed_only", False),
                )
                self.issuing.sign(desk, actor, wanted, given)
        finally:
            self.web.later(seconds=30)

    def refused(self, *letters: int, **options: Any) -> SarabanError:
        """The head tries to sign; gives why not."""
        try:
            self.sign(*letters, **options)
        except SarabanError as error:
            return error
        raise AssertionError

    def look(self, letter: int) -> dict[str, Any]:
        """The letter as it stands in the store."""
        with self.web.office.desk() as desk:
            found = records.letter_by_id(desk.root, letter)
            pdf = bytes_of(found.issued) if found.issued is not None else b""
            return {**vars(type(found)), **vars(found), "pdf": pdf, "body": found.body, "steps": found.steps}

    def entries(self) -> dict[int, str]:
        """The numbers of the book of sent letters, each with its state."""
        with self.web.office.desk() as desk:
            book = find_book(desk.root, UNIT, "send", YEAR)
            return {} if book is None else {n: entry.state for n, entry in book.entries.items()}

    def problems(self) -> list[str]:
        """What the checks of the store say."""
        with self.web.office.desk() as desk:
            return [str(one) for one in (*check(desk.root), *check_references(desk.root))]


def bytes_of(stored: Any) -> bytes:
    """The bytes of a kept file."""
    with open_file(stored) as stream:
        return stream.read()


def open_signing_office(directory: Path, **settings: Any) -> SigningOffice:
    """Build it; the head's phone is set up."""
    web = open_web(directory, **settings)
    web.office.clock.office = at(13, 9, 0)
    web.open_account(HEAD)
    return SigningOffice(web)
