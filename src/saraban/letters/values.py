"""ค่าที่อยู่ในหนังสือ (values): what stands inside letters and papers and never changes: days, references, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

#: ระดับของลายมือชื่อในกระดาษ: no signature under the electronic transactions act
PAPER_LEVEL = "paper"
#: ระดับลายมือชื่ออิเล็กทรอนิกส์, the weakest first
STRENGTH = ("section-9", "section-26", "section-28")
#: เฉพาะผู้เกี่ยวข้อง and ถึงเฉพาะบุคคล: how a letter is handled that those named alone read
CONCERNED, PERSONAL = "concerned", "personal"


@dataclass(frozen=True)
class Deadline:
    """กำหนดเวลาในหนังสือ: a day, what is due (``kind`` deadline, meeting or monthly), in the letter's words."""

    day: date
    text: str = ""
    kind: str = "deadline"
    time: str = ""


@dataclass(frozen=True)
class Reference:
    """อ้างถึง: number as written, date where one is written, the office that issued it where it is known (clause 11)."""

    number: str
    dated: date | None = None
    owner: str = ""


@dataclass(frozen=True)
class Step:
    """บันทึกการดำเนินการ: who did what to a draft or a paper, when, with which words."""

    verb: str
    at: datetime
    person: str
    name: str
    post: str
    text: str = ""


@dataclass(frozen=True)
class DraftState:
    """ทางเดินของร่าง: the post that is to sign, the post that checks and who did, and the task that waits."""

    signer_post: str = ""
    task: Any = None
    checker_post: str = ""
    checked_by: str = ""
    checked_post: str = ""


@dataclass(frozen=True)
class Screening:
    """การกลั่นกรอง: what a screener says of a matter before it is put to the executive; never changed.

    ``note`` is the proposal that stands on the paper; of a draft ``digest`` is what it said then.
    """

    at: datetime
    signing: Any
    summary: str
    recommendation: str
    words: str
    points: str
    to_post: str
    assign_to: tuple[str, ...] = ()
    note: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Opinion:
    """ความเห็นที่ขอ: a post that was asked, and what it answered."""

    post: str
    title: str
    asked_at: datetime
    asked_by: str
    text: str = ""
    at: datetime | None = None
    person: str = ""
    name: str = ""
    answer: str = ""
    task: Any = None

    @property
    def is_open(self) -> bool:
        """Is it still waited for?"""
        return self.at is None


@dataclass(frozen=True)
class Comment:
    """ความเห็นต่อย่อหน้า: about which paragraph (0 = the whole), how it began then, and whether it is settled."""

    n: int
    paragraph: int
    quote: str
    text: str
    at: datetime
    person: str
    name: str
    post: str
    settled_at: datetime | None = None
    settled_by: str = ""


@dataclass(frozen=True)
class Lock:
    """การจองแก้ไขร่าง: who writes on it, in which post, until when."""

    person: str
    name: str
    post: str
    until: datetime


@dataclass(frozen=True)
class Signature:
    """ลายมือชื่ออิเล็กทรอนิกส์: the block, the proof of identity and the digest that was approved."""

    block: Any
    at: datetime
    method: str
    level: str
    digest: str
    #: SHA-256 of the certificate it was made with, what the one-time password was given for, and by which request
    certificate: str = ""
    approval: str = ""
    request: str = ""


@dataclass(frozen=True)
class Held:
    """เลขที่ถือไว้: the number and date that were reserved for a letter when it was first to be signed, and since when."""

    entry: tuple[str, str, int, int]
    number: str
    dated: date
    since: datetime
    #: of what was to be signed under it
    digest: str = ""


@dataclass(frozen=True)
class BegunSigning:
    """การลงนามที่เริ่มแล้ว: what was approved and not confirmed yet, and the state to go back to when it fails.

    ``certificate`` is the SHA-256 of the one to be signed with, empty for a typed name; ``approval`` what the one-time
    password was given for; ``request`` the digest of the request, so that the same one sent again goes on.
    """

    block: Any
    dated: date
    digest: str
    method: str
    started_at: datetime
    before: str
    certificate: str = ""
    approval: str = ""
    request: str = ""


@dataclass(frozen=True)
class Cosigning:
    """การลงนามร่วมที่ค้างอยู่: what is signed so far of a letter that several sign, in order, and since when.

    ``file`` is the file as the last of them signed it; None where typed names are gathered, and the pages are set
    with all of them. ``places`` are the rooms of the signatures to come: key, page and its height, x, y, width and
    height in points.
    """

    signatures: tuple[Signature, ...]
    dated: date
    since: datetime
    file: Any = None
    places: tuple[tuple[str, int, float, float, float, float, float], ...] = ()


@dataclass(frozen=True)
class Recorded:
    """บันทึกแทนโดย: who recorded a note that was written on paper, in which post, when."""

    person: str
    name: str
    post: str
    post_title: str
    at: datetime


@dataclass(frozen=True)
class Struck:
    """ขีดฆ่า: a note that was recorded wrongly; it stays to be read, with who struck it out, when and why."""

    person: str
    name: str
    post: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class SheetMark:
    """ลายมือชื่อบนแผ่น: one that was put on a unit's sheet of an issued letter: who, when, by which proof and certificate.

    ``what`` is ``note`` (``note`` is its id) or ``stamp``; ``base`` the SHA-256 of the sheet before, ``file`` the sheet
    with it; ``level`` is what was found in it; ``request`` the digest of the request that made it.
    """

    what: str
    field: str
    block: Any
    at: datetime
    method: str
    approval: str
    certificate: str
    level: str
    base: str
    file: Any
    note: int = 0
    request: str = ""


@dataclass(frozen=True)
class Kept:
    """ที่เก็บต้นฉบับกระดาษ: where the paper is from this moment on, and who put it there."""

    place: str
    at: datetime
    person: str
    name: str
    post: str


@dataclass(frozen=True)
class Answer:
    """การตอบ: ``how`` it came (letter, reply, paper) or why none is needed (not_needed), or that the last is undone."""

    how: str
    at: datetime
    person: str
    name: str
    post: str
    letter: int = 0
    number: str = ""
    dated: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Reminder:
    """การเตือน: by which reminder letter, and when it was sent."""

    letter: int
    at: datetime
