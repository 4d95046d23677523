"""คลังข้อมูลข่าวสารลับที่เก็บ (the vault as stored): letters, each unit's paper, books, clearances and chains of its own.

What a letter says stands in envelopes (bytes), never in fields beside them: see ``saraban.vault.envelopes``. Nothing
here stands in another section of the tree, and no index holds any of it.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any, NamedTuple

from BTrees.IIBTree import IIBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.audit.content import AuditTrail, Chain
from saraban.core.access import named_acl
from saraban.core.content import KeptAnswers
from saraban.core.ids import id_text
from saraban.core.trees import Roll, Shelf

#: Over how many chains the refusals that are no leaf are spread, so that they do not wait for each other.
LANES = 16


class Named(NamedTuple):
    """ผู้มีรายชื่อเข้าถึง: who, named by whom in which post, when; ``why`` is an envelope."""

    person: str
    by: str
    post: str
    at: datetime
    why: bytes


class Unnamed(NamedTuple):
    """การถอนรายชื่อ: who is named no more, by whom, when; ``why`` is an envelope."""

    person: str
    by: str
    post: str
    at: datetime
    why: bytes


class LevelChange(NamedTuple):
    """การปรับชั้นความลับ: the mark struck, the new one, who, when; ``why`` (reason and instrument) is an envelope."""

    old: str
    new: str
    by: str
    post: str
    at: datetime
    why: bytes


class CopiesMade(NamedTuple):
    """การสำเนา: how many, by whom, when; ``why`` (for whom) is an envelope."""

    number: int
    by: str
    post: str
    at: datetime
    why: bytes


class Clearance(Persistent):
    """การอนุมัติให้เข้าถึงชั้นความลับ: person, level, instrument, period; recorded by one person, confirmed by another."""

    confirmed_at: datetime | None = None  # real time
    confirmed_on: datetime | None = None  # the office's
    confirmed_by = ""
    confirmed_post = ""
    ended_at: datetime | None = None
    ended_by = ""
    ended_post = ""
    ended_why = ""

    def __init__(
        self, id: int, unit: str, person: str, level: str, instrument: str, since: date, until: date | None
    ) -> None:
        self.id = id
        self.unit = unit
        self.person = person
        self.level = level
        self.instrument = instrument
        self.since = since
        self.until = until
        self.recorded_by = ""
        self.recorded_post = ""
        self.recorded_at: datetime | None = None

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)


class SecretLetter(Persistent):
    """หนังสือลับ: level and envelope. ``owner`` is the unit where it entered the vault, which alone changes its level."""

    changes: tuple[LevelChange, ...] = ()
    papers: tuple[int, ...] = ()
    deliveries: tuple[int, ...] = ()
    files: tuple[int, ...] = ()

    def __init__(self, id: int, owner: str, level: str, words: bytes, *, at: datetime, by: str, post: str) -> None:
        self.id = id
        self.owner = owner
        self.level = level
        self.words = words
        self.at = at
        self.by = by
        self.post = post


class SecretNote(Persistent):
    """คำเกษียนในหนังสือลับ: who wrote it in which post; ``words`` is an envelope."""

    def __init__(self, id: int, act: str, signing: Any, at: datetime, words: bytes) -> None:
        self.id = id
        self.act = act
        self.signing = signing
        self.at = at
        self.words = words


class SecretPaper(Persistent):
    """หนังสือลับของหน่วย: a unit's receipt of a letter, with the persons who are named on it and nobody else."""

    __parent__ = __name__ = None
    state = "registered"
    named: tuple[Named, ...] = ()
    unnamed: tuple[Unnamed, ...] = ()
    notes: tuple[SecretNote, ...] = ()
    copies: tuple[CopiesMade, ...] = ()
    delivery = 0
    result = b""
    closed_by = ""
    closed_at: datetime | None = None
    opened_as = ""  # the key of the ordinary paper, once the letter is open and entered there

    def __init__(self, id: int, letter: int, unit: str, received_at: datetime) -> None:
        self.id = id
        self.letter = letter
        self.unit = unit
        self.received_at = received_at
        self.year = self.n = self.control = 0
        self.openings = IIBTree()  # running number -> leaf of the unit's chain of reads

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def __acl__(self) -> list[Any]:
        return named_acl((n.person for n in self.named), (self.unit,))


class SecretEntry(Persistent):
    """รายการในทะเบียนลับ: a number of ทขล. ๑, ๒ or ๓; the columns stand in an envelope."""

    def __init__(
        self, n: int, *, day: date, at: datetime, by: str, post: str, paper: int, level: str, words: bytes
    ) -> None:
        self.n = n
        self.day = day
        self.at = at
        self.by = by
        self.post = post
        self.paper = paper
        self.level = level
        self.words = words
        self.salt = secrets.token_bytes(8)  # so that the digest in the chain tells nothing to who guesses


class SecretBook(Persistent):
    """ทะเบียนลับหนึ่งเล่ม: one unit, one series (receive, send, control), one Buddhist year; numbers from 1 on."""

    def __init__(self, unit: str, series: str, year: int) -> None:
        self.unit = unit
        self.series = series
        self.year = year
        self.entries = Roll()

    @property
    def next(self) -> int:
        """เลขถัดไป."""
        return int(self.entries.maxKey()) + 1 if self.entries else 1


class SecretDelivery(Persistent):
    """การนำส่งในคลังลับ: a letter on its way to the secret registrars of another unit who are named here."""

    state = "waiting"  # then "registered", or "lapsed" when nobody to whom it was sent could register it
    paper = 0
    registered_at: datetime | None = None
    registered_by = ""

    def __init__(
        self,
        id: int,
        letter: int,
        from_paper: int,
        from_unit: str,
        to_unit: str,
        persons: tuple[str, ...],
        *,
        at: datetime,
        by: str,
        post: str,
        n: int,
        words: bytes,
    ) -> None:
        self.id = id
        self.letter = letter
        self.from_paper = from_paper
        self.from_unit = from_unit
        self.to_unit = to_unit
        self.persons = persons
        self.at = at
        self.by = by
        self.post = post
        self.n = n
        self.words = words

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)


class Vault(Persistent):
    """คลังข้อมูลข่าวสารลับ: everything of classified letters, apart from the ordinary sections of the tree."""

    __parent__ = __name__ = None
    tries: Any = None  # what stores from before have; see ``saraban.vault.ledger``
    nowhere: Any = None

    def __init__(self) -> None:
        self.letters = Shelf()
        self.papers = Shelf()
        self.deliveries = Shelf()
        self.files = Shelf()
        self.clearances = Shelf()
        self.books = OOBTree()  # ``unit|series|year`` -> SecretBook
        self.named = OOBTree()  # person -> tuple of the papers on which he or she is named
        self.cleared = OOBTree()  # person -> tuple of clearances
        self.cleared_by_unit = OOBTree()  # unit -> tuple of the clearances recorded there
        self.waiting = OOBTree()  # person -> tuple of deliveries that wait to be registered
        self.trail = AuditTrail()
        self.answers = KeptAnswers()
        self.begin_counting()

    def begin_counting(self) -> None:
        """เริ่มนับการเปิดที่ถูกปฏิเสธ, in a store from before that did not count them too."""
        self.tries = OOBTree()  # (person, paper or 0) -> hour of the last refusal, and how many further ones in it
        self.nowhere = AuditTrail()  # where a refusal that is no leaf is written: a few short chains
        for lane in map(str, range(LANES)):
            self.nowhere.chains[lane] = Chain(lane)
