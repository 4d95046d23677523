"""คลังบัญชีเพิกถอนสำหรับการทดสอบ (an archive of lists, for tests): an office, its authority, days of taking."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saraban.audit.sealing import seal
from saraban.files.service import keep
from saraban.letters.content import Letter
from saraban.letters.records import letters_of
from saraban.signatures.list_archive import archive_of, archived
from saraban.signatures.list_places import Place, learn, lists_of
from saraban.signatures.list_taking import Taker
from saraban.signatures.long_term import Archived
from saraban.signatures.proofs import schedule
from saraban.signatures.reports import FileReport
from saraban.signatures.validation import Checker
from tests.common.authority import Authority, running
from tests.common.office import Office
from tests.common.signed_letters import trust_in
from tests.common.time_travel import on

DAY, YEAR = timedelta(days=1), timedelta(days=365)
#: What is silent where the authority of the signers is gone.
GONE = {"ocsp/ca", "crls/ca"}


def today() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC).replace(microsecond=0)


#: Signed three years ago, by a certificate that ended a year ago.
START = today() - 3 * YEAR


@contextmanager
def authority_of_then(directory: Path) -> Iterator[Authority]:
    """An authority that began at ``START``; what it says of itself is not logged."""
    logging.disable(logging.CRITICAL)
    try:
        with running(directory, START) as started:
            yield started
    finally:
        logging.disable(logging.NOTSET)


def answers_again(authority: Authority) -> None:
    """It answers everything, has revoked nobody and was asked nothing."""
    authority.silent, authority.revoked = set(), {}
    authority.asked.clear()


@dataclass
class ListsWorld:
    """An office that archives the lists of one authority; ``seals`` is the key of its seals."""

    office: Office
    authority: Authority
    seals: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def taker(self, **options: Any) -> Taker:
        """Who takes the lists."""
        return Taker(trust_in(self.authority), **options)

    @contextmanager
    def day(self, at: datetime) -> Iterator[Any]:
        """A desk on a day, by all clocks; it is sealed afterwards."""
        with on(at):
            self.office.clock.real = at
            with self.office.desk() as desk:
                yield desk
            self.seal(at)

    def seal(self, at: datetime) -> None:
        """The minute's seal."""
        with self.office.desk() as desk:
            seal(desk.root, self.seals, at)
            desk.tm.commit()

    def came(self, *contents: bytes) -> None:
        """Letters of ours: the authorities that came along are known from now on."""
        with self.office.desk() as desk:
            for content in contents:
                learn(desk.root, content)
            desk.tm.commit()

    def take(self, at: datetime, **options: Any) -> int:
        """All lists on a day; gives how many could not be had."""
        with self.day(at) as desk:
            return self.taker(**options).take_all(desk)

    def turns(self, at: datetime, **options: Any) -> int:
        """As the worker does it, until nothing is due; gives how many were asked for."""
        with self.day(at) as desk:
            taker, done = self.taker(**options), 0
            while taker.take_next(desk):
                done += 1
            return done

    def take_two_days(self) -> None:
        """All answer on the first day; on the second the authority of the signers is silent. The clock stays."""
        now = max(self.office.clock.real, today())  # codes of a phone are not used twice
        self.take(START + DAY)
        self.authority.silent = GONE
        self.take(START + 2 * DAY)
        self.office.clock.real = now

    def places(self) -> list[Place]:
        """Where lists are asked for."""
        with self.office.desk() as desk:
            return self.taker().look(desk)

    def kept(self) -> list[tuple[str, datetime]]:
        """What was taken: SHA-256 and when, in the order of authorities and days."""
        with self.office.desk() as desk:
            found = lists_of(desk.root)
            return [(digest, found.kept[digest].taken_at) for digest in found.order.values()]

    def failed(self) -> list[str]:
        """Why lists could not be had."""
        with self.office.desk() as desk:
            return [why for _since, why in lists_of(desk.root).failed.values()]

    def evidence(self) -> tuple[Archived, ...]:
        """All that counts as proof."""
        with self.office.desk() as desk:
            found = [archived(desk.root, one) for one in lists_of(desk.root).kept.values()]
            return tuple(one for one in found if one is not None)

    def check(self, content: bytes, *, with_archive: bool = True) -> FileReport:
        """What the check says now, by the clock of this machine."""
        with self.office.desk() as desk:
            archive = archive_of(desk.root) if with_archive else None
            return Checker(trust_in(self.authority)).check(content, archive)

    def lists_for(self, label: str, issuer: x509.Certificate) -> list[Archived]:
        """What the archive has of the authority of a certificate."""
        with self.office.desk() as desk:
            authority = type("Named", (), {"name": issuer.subject, "public_key": issuer.public_key})()
            return archive_of(desk.root).lists_for(self.authority.certificate(label), authority)

    def issue(self, key: int, content: bytes) -> None:
        """A letter of ours as it was issued."""
        with self.office.desk() as desk:
            letter = Letter(key)
            letter.from_unit, letter.state = "d54-edu", "sent"
            letter.issued = keep(desk, io.BytesIO(content), f"{key}.pdf")
            letters_of(desk.root).letters[key] = letter
            schedule(desk.root, key, content)
            desk.tm.commit()

    def clear(self) -> None:
        """As if nothing had been taken: the chain stays."""
        with self.office.desk() as desk:
            lists_of(desk.root).__init__()  # type: ignore[misc]
            desk.tm.commit()


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def archiving(office: Office, authority: Authority, letter: bytes) -> Iterator[ListsWorld]:
    """An office that knows the authorities of a letter, and has taken no list yet; it is left as it was."""
    answers_again(authority)
    made = ListsWorld(office, authority)
    made.came(letter)
    try:
        yield made
    finally:
        made.clear()
        answers_again(authority)
