"""ตาราง (the table): one bad input a row, with the doors at which it can be tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.functional.bad_inputs.doors import Answer, World

#: Tries one bad input in a language.
Try = Callable[[World, str], Answer]
#: ไฟล์ที่รอแบบฟอร์มส่งใหม่: a form that comes back has lost no file; who sent it finds it, the worker throws it away.
WAITING = "file arrivals/"


@dataclass(frozen=True)
class Bad:
    """ข้อมูลที่ใช้ไม่ได้หนึ่งอย่าง.

    ``says`` are words of the English message that tell what to do; ``kept`` what the form still holds.
    ``only`` says why there is a single door; ``allowed`` how the differences of the store begin that are there on
    purpose (by door).
    """

    name: str
    doors: Mapping[str, Try]
    status: Mapping[str, int]
    says: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: str = ""
    #: names in Thai that an English message repeats
    names: tuple[str, ...] = ()
    #: what a program is told is wrong, where that is agreed
    slug: str = ""

    def __post_init__(self) -> None:
        assert all(self.says.values()), self.name
        assert len(self.doors) > 1 or self.only, self.name
        assert self.doors.keys() == self.status.keys() == self.says.keys(), self.name
