"""หนังสือที่เก็บในคลัง (letters as stored): the letter itself, each unit's paper of it, and the endorsements on a paper.

A delivered letter is one object; each receiving unit has its own paper (receive number, endorsements, folder, state),
which is that unit's alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.LOBTree import LOBTree, LOTreeSet
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from saraban.core.access import acl_for, unit_scope
from saraban.core.clock import bangkok_date
from saraban.core.ids import id_text
from saraban.core.trees import Marks, Shelf
from saraban.letters.values import (
    PAPER_LEVEL,
    STRENGTH,
    Answer,
    BegunSigning,
    Comment,
    Cosigning,
    Deadline,
    DraftState,
    Held,
    Kept,
    Lock,
    Opinion,
    Recorded,
    Reference,
    Reminder,
    Screening,
    SheetMark,
    Signature,
    Step,
    Struck,
)

#: Stands in the set of letters to be read for good: a bucket that becomes empty cannot be merged with another writer's.
ANCHOR = 0


class Text(Persistent):
    """ข้อความของหนังสือ: kept apart, so that changes of the letter's state do not write it again."""

    def __init__(self, body: str) -> None:
        self.body = body


class DraftVersion(Persistent):
    """รุ่นของร่าง: what a draft said when it was saved, field by field, and who saved it."""

    def __init__(
        self, n: int, rows: tuple[tuple[str, str], ...], *, at: datetime, person: str, name: str, post: str
    ) -> None:
        self.n = n
        self.rows = rows
        self.at = at
        self.person = person
        self.name = name
        self.post = post


class Letter(Persistent):
    """หนังสือ: what it says and where it comes from. ``scopes`` decide who reads it."""

    __parent__ = __name__ = None
    kind = "external"
    number = ""
    number_key = ""
    dated: date | None = None
    from_text = ""
    from_unit = ""
    #: ที่ตั้ง of the unit, as it was when the draft was last saved
    from_address = ""
    #: ส่วนราชการเจ้าของหนังสือ: whose name stands at the head where it is not the unit's, whose name is at the foot then
    owner = ""
    #: the name after the heading where it is not the unit's: a regulation from an executive's office is the city's
    issuer = ""
    to_text = ""
    subject = ""
    text: Text | None = None
    urgency = "normal"
    secrecy = "open"
    circular = False
    references: tuple[Reference, ...] = ()
    enclosures: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    actions: tuple[str, ...] = ()
    weekday_notes: tuple[str, ...] = ()
    files: tuple[Any, ...] = ()
    chain = 0
    parent_paper = 0
    scopes: tuple[str, ...] = ()
    state = "received"
    source_id = ""
    created_at: datetime | None = None
    created_by = ""
    entry: tuple[str, str, int, int] | None = None
    signature: Signature | None = None
    draft: DraftState | None = None
    addressees: tuple[str, ...] = ()
    category = ""
    #: what the people who worked on a draft did, append-only
    steps: tuple[Step, ...] = ()
    #: ต้องการคำตอบภายใน: the last day for an answer, where the letter asks for one
    answer_by: date | None = None
    #: หนังสือเตือน: the answers that this letter reminds of (ids of ``Awaited``)
    reminds: tuple[int, ...] = ()
    #: ตอบแล้ว: the papers whose owed answers this letter gave when it was sent, and owes again when it comes back
    cleared: tuple[int, ...] = ()
    #: ``concerned``, ``personal`` or nothing
    handling = ""
    #: of a letter for few that was sent: who reads it where it was written, whatever its receivers name
    own_scopes: tuple[str, ...] = ()
    #: ด่วนภายใน: the moment by which it has to be dealt with
    urgent_within: datetime | None = None
    #: ชนิดย่อย, and the version of the table of kinds that it was written under; 0 = from before there were versions
    subkind = ""
    kinds_version = 0
    #: the fields of its kind's own: name and value (days and times in ISO form)
    filled: tuple[tuple[str, str], ...] = ()
    #: ฐานะของผู้รับ; the salutation and closing only where the class leaves them free
    addressee_class = ""
    salutation = ""
    closing = ""
    #: สำเนาส่ง: ``group:KEY``, ``unit:CODE`` or words as printed
    copies: tuple[str, ...] = ()
    #: เรื่องจัดซื้อจัดจ้าง, and the project's number in the procurement system outside
    procurement = ""
    outside_ref = ""
    #: ผู้พิมพ์ where it is not who wrote it
    typist = ""
    #: while it is a draft: opinions asked for, comments on paragraphs, who is editing it, what it said at each save
    opinions: tuple[Opinion, ...] = ()
    comments: tuple[Comment, ...] = ()
    lock: Lock | None = None
    versions: tuple[DraftVersion, ...] = ()
    #: while it is being signed; the number held for it, also after a signing that failed; the PDF that was issued
    signing: BegunSigning | None = None
    held: Held | None = None
    issued: Any = None
    #: การกลั่นกรอง before it is put to an executive for signature, append-only
    screenings: tuple[Screening, ...] = ()
    #: ชุดจดหมายเวียน that it was made with; of one letter for all of a list: unit (or nothing) and words after เรียน
    merge = 0
    receivers: tuple[tuple[str, str], ...] = ()
    #: ผู้ลงนามร่วม: the posts that sign after the first signer, in order; what they signed; what is signed so far
    cosigners: tuple[str, ...] = ()
    cosignatures: tuple[Signature, ...] = ()
    cosigning: Cosigning | None = None
    #: files that some of them had signed when the letter went back, append-only
    dropped: tuple[Any, ...] = ()

    def __init__(self, id: int) -> None:
        self.id = id
        self.chain = id

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def body(self) -> str:
        """The text of the letter, or an empty string."""
        return self.text.body if self.text is not None else ""

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Its signatures in order: of a signed letter all of them, of one that waits for others those made so far."""
        if self.signature is None:
            return self.cosigning.signatures if self.cosigning is not None else ()
        return (self.signature, *self.cosignatures)

    @property
    def level(self) -> str:
        """ระดับของหนังสือ: that of the weakest of its signatures, or nothing where there is none."""
        return min((one.level for one in self.signatures), key=STRENGTH.index, default="")

    @property
    def turn(self) -> str:
        """The post that is to sign next beside those who have, or nothing."""
        done = len(self.cosigning.signatures) if self.cosigning is not None else 0
        return self.cosigners[done - 1] if done else ""

    @property
    def __acl__(self) -> list[object]:
        return acl_for(self.scopes, [self.from_unit] if self.from_unit else [], self.turn)


class Endorsement(Persistent):
    """เกษียนหนังสือ: one note on a paper; never edited. ``signing`` is the block as it was at that moment."""

    withdrawn_at: datetime | None = None
    withdrawn_by = ""
    task: Any = None
    #: ลงนามในกระดาษ: the day on the paper, who recorded it for its writer, the scan, and whether that was wrong
    written_on: date | None = None
    recorded: Recorded | None = None
    scan: Any = None
    struck: Struck | None = None
    #: ลงนามบนแผ่น: the signature field on the unit's sheet that holds it, or nothing
    field = ""

    def __init__(
        self,
        *,
        id: int,
        act: str,
        verb: str,
        text: str,
        to: str,
        signing: Any,
        at: datetime,
        due: date | None,
        assign_to: tuple[str, ...] = (),
        level: str = "section-9",
    ) -> None:
        self.id = id
        self.act = act
        self.verb = verb
        self.text = text
        self.to = to
        self.signing = signing
        self.at = at
        self.due = due
        self.assign_to = assign_to
        self.level = level

    @property
    def is_electronic(self) -> bool:
        """Was it signed in the system? A note on paper never counts as that."""
        return self.level != PAPER_LEVEL

    @property
    def is_live(self) -> bool:
        """Does it stand: neither taken back nor struck out?"""
        return self.withdrawn_at is None and self.struck is None

    @property
    def day(self) -> date:
        """The day that stands under it."""
        return self.written_on or bangkok_date(self.at)


class Paper(Persistent):
    """หนังสือของหน่วย: a unit's own receipt of a letter, with its number, notes, folder and state."""

    __parent__ = __name__ = None
    state = "registered"
    year = 0
    n = 0
    received_at: datetime | None = None
    from_paper = 0
    delivery = 0
    folder = ""
    filed_on: date | None = None
    endorsements: tuple[Endorsement, ...] = ()
    history: tuple[Step, ...] = ()
    tasks: tuple[Any, ...] = ()
    due: date | None = None
    result = ""
    handed_on = False
    #: where its paper original was put, append-only; the last is where it is
    kept: tuple[Kept, ...] = ()
    #: of a letter for few: the tray of who does the registry's work on it, instead of the unit's
    registry = ""
    #: เปิดซองแล้ว: when the addressee opened a letter that was registered unopened
    opened_at: datetime | None = None
    #: of a letter from outside that asks for an answer: what was noted about it, append-only; the last one counts
    answers: tuple[Answer, ...] = ()
    #: การกลั่นกรอง in an executive's office, append-only
    screenings: tuple[Screening, ...] = ()
    #: ลายมือชื่อบนแผ่น: what was signed on the unit's own sheet of the issued letter, append-only
    marks: tuple[SheetMark, ...] = ()

    def __init__(self, id: int, letter: int, unit: str, scopes: tuple[str, ...]) -> None:
        self.id = id
        self.letter = letter
        self.unit = unit
        self.scopes = scopes

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def place(self) -> str:
        """Where its paper original is, or nothing."""
        return self.kept[-1].place if self.kept else ""

    @property
    def answer(self) -> Answer | None:
        """How the unit answered the letter, or None."""
        return self.answers[-1] if self.answers and self.answers[-1].how != "undone" else None

    @property
    def sheet(self) -> Any:
        """The newest of the unit's own sheets, which grew by signatures from the issued one; None where none did."""
        return self.marks[-1].file if self.marks else None

    @property
    def has_original(self) -> bool:
        """Is there paper of it: did it come from outside, or was a note written on a print of it?"""
        return not self.delivery or any(not note.is_electronic for note in self.endorsements)

    @property
    def __acl__(self) -> list[object]:
        return acl_for(self.scopes, [self.unit])


class Originals(Persistent):
    """บัญชีที่เก็บต้นฉบับ: papers by unit and place, and the places that a unit used last."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.by_place = OOTreeSet()  # (unit, place, paper id)
        self.recent = OOBTree()  # unit -> tuple of places, the last one first


class Awaited(Persistent):
    """คำตอบที่รอ: what a unit awaits from one addressee of its letter; a unit of the system or somebody outside.

    ``answers`` is append-only and its last one counts; the state follows from it, from ``ended`` and from the day.
    """

    __parent__ = __name__ = None
    delivery = 0
    answers: tuple[Answer, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    #: why it is awaited no longer: ``returned`` or ``pulled_back``
    ended = ""

    def __init__(self, id: int, letter: int, unit: str, due: date, *, to_unit: str = "", to_text: str = "") -> None:
        self.id = id
        self.letter = letter
        self.unit = unit
        self.due = due
        self.to_unit = to_unit
        self.to_text = to_text

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def answer(self) -> Answer | None:
        """The answer that counts, or None."""
        return self.answers[-1] if self.answers and self.answers[-1].how != "undone" else None

    @property
    def is_open(self) -> bool:
        """Is it still awaited?"""
        return not self.ended and self.answer is None

    @property
    def __acl__(self) -> list[object]:
        return acl_for([unit_scope(self.unit)], [self.unit])


class Answers(Persistent):
    """สมุดคำตอบที่รอ: awaited answers by id, by letter, by delivery, and the open ones of each unit by their day."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.awaited = Shelf()
        self.of_letter = OOTreeSet()  # (letter id, awaited id)
        self.of_delivery = LOBTree()  # delivery id -> awaited id
        self.open = OOTreeSet()  # (asking unit, day as ordinal, letter id, awaited id)
        self.asked = OOTreeSet()  # (asking unit, day as ordinal, letter id): all letters that asked


class Letters(Persistent):
    """คลังหนังสือ: letters and papers by id, with the indexes that exact look-ups need."""

    __parent__ = __name__ = None
    unread: LOTreeSet | None = None
    #: letters that are being signed now
    underway: LOTreeSet | None = None
    #: letters with files that could not be read -> when they are tried again; made when there is one
    read_later: LOBTree | None = None

    def __init__(self) -> None:
        self.letters = Shelf()
        self.papers = Shelf()
        self.by_number = Marks()  # number key and letter id
        self.by_source = OOBTree()  # (unit, source id) -> letter id
        self.links = Marks()  # P, letter, paper; C, paper, covering letter; R, letter, reminder
        self.unread = LOTreeSet([ANCHOR])  # letters whose files the worker has still to read
        self.drafts = OOTreeSet()  # (unit, letter id): not yet sent
