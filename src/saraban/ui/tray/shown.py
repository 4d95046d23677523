"""ที่หน้าโต๊ะงานแสดง (what the tray shows): plain values, made by the presenters and read by the template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from saraban.ui.tray.directives import DirectiveDue


@dataclass(frozen=True)
class Row:
    """งานหนึ่งแถว of the in-tray; ``paper`` is empty for drafts."""

    href: str
    paper: str
    subject: str
    sender: str
    number: str
    received: str
    text: str
    urgency: str
    what: Any
    due: Any
    read: bool
    tray: str
    forward: str
    assign: str
    answer: str
    answer_by: Any
    within: str
    signs: bool


@dataclass
class Group:
    """กลุ่มตามกำหนด with its rows."""

    key: str
    title: Any
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Arrival:
    """หนังสือรอลงทะเบียน: a delivery that waits at a unit."""

    key: str
    href: str
    subject: str
    sender: str
    number: str
    urgency: str
    sent: Any
    text: str
    opened: bool
    answer_by: Any
    reminds: str
    due: Any


@dataclass(frozen=True)
class ReservedNumber:
    """เลขที่จองค้าง: where it stands, for whom it is kept, until when; ``closing``: its year closes
    (``soon``) or has closed (``closed``).
    """

    href: str
    number: str
    who: str
    due: Any
    closing: str


@dataclass(frozen=True)
class Desk:
    """โต๊ะรับของหน่วย: a unit whose registry the post works in, with what waits there to be registered."""

    code: str
    title: str
    arrivals: tuple[Arrival, ...]
    count: int
    may_register: bool
    reserved: tuple[ReservedNumber, ...] = ()


@dataclass(frozen=True)
class TrayShown:
    """The whole page."""

    groups: tuple[Group, ...]
    desks: tuple[Desk, ...]
    count: int
    late: int
    receive: str
    shown: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    directives: tuple[DirectiveDue, ...]
    together: int  # so many rows wait to be signed, and may be signed with one code
    certificates: tuple[tuple[str, str, Any], ...]  # (address, whose where it is somebody else's, until when)
    classified: int = 0  # so many classified letters wait for this person
