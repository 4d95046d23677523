"""ส่วนของชุดทดสอบค้นหา (parts of the golden set): what its files hold, the letters made of that, the questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from saraban.core.ids import id_text
from saraban.search.interfaces import SearchDoc
from saraban.thai.dates import BUDDHIST_OFFSET
from saraban.thai.digits import to_arabic, to_thai

SCOPE = "golden"


BETWEEN = "\x1f"


_BAR = re.compile(r"(?<=\S)\|(?=\S)")


_PARTS = re.compile(r" (?=[?~] )")


@dataclass(frozen=True)
class Asked:
    """คำถาม: what is typed, of which class, and the words that are meant, group by group."""

    kind: str
    typed: str
    meant: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """What is planted: as authored, the questions about it, and what stands elsewhere and is not meant."""

    kind: str
    planted: str
    decoys: tuple[str, ...]


@dataclass
class Line:
    """A line of a letter: what the reader sees, and the words the author meant."""

    shown: str = ""
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Number:
    """เลขที่หนังสือ: of the office of ``code``."""

    code: str
    circular: bool
    n: int

    @property
    def key(self) -> str:
        return f"กท{self.code}/{'ว' if self.circular else ''}{self.n}"

    def forms(self) -> tuple[str, ...]:
        """How people write it."""
        mark = "ว " if self.circular else ""
        spaced = f"กท {self.code}/{mark}{self.n}"
        return to_thai(spaced), spaced, self.key, f"กท {to_thai(self.code)}/{mark}{self.n}"


@dataclass
class GoldenLetter:
    """หนังสือในชุดเฉลย."""

    at: int
    number: Number
    sender: Line
    receivers: Line
    kind: str
    day: date
    title: Line
    lines: list[Line]

    @property
    def key(self) -> str:
        return "L" + id_text(self.at + 1)

    def doc(self) -> SearchDoc:
        """The letter as search is told of it."""
        shown = self.number.forms()[self.at % 4]
        return SearchDoc(
            key=self.key,
            chain=self.key,
            scopes=(SCOPE,),
            unit=self.number.code,
            kind=self.kind,
            series="",
            year=self.day.year + BUDDHIST_OFFSET,
            day=self.day,
            seq=self.at,
            urgency="normal",
            title=self.title.shown,
            text="\n".join((shown, *(line.shown for line in self.lines))),
            numbers=(self.number.key,),
            state="open",
            sender=self.sender.shown,
            receivers=self.receivers.shown,
        )

    @property
    def says(self) -> str:
        """The author's words, for ``means``."""
        own = ["#" + self.number.key, str(self.number.n), "@" + self.day.isoformat()]
        parts = [own, self.sender.words, self.receivers.words, self.title.words, *(line.words for line in self.lines)]
        return "\n".join(f"{BETWEEN}{BETWEEN.join(part)}{BETWEEN}" for part in parts)


@dataclass(frozen=True)
class Golden:
    """The set: letters and questions."""

    letters: list[GoldenLetter]
    asked: list[Asked]

    def titles(self) -> list[str]:
        """The titles of the offices, as the tree of units has them."""
        return [_BAR.sub("", line.split(" ", 1)[1]) for line in dict(sections("letters.txt"))["office"]]

    def meant(self) -> list[frozenset[str]]:
        """The keys of the letters that are meant, question by question."""
        says = [(letter.key, letter.says) for letter in self.letters]
        return [frozenset(key for key, said in says if all(m in said for m in asked.meant)) for asked in self.asked]


def plain(word: str) -> str:
    """A word as the author's words are compared."""
    return to_arabic(word).lower()


def words_of(authored: str) -> list[str]:
    """The words of an authored text without slots."""
    return [plain(word) for word in authored.replace("|", " ").split()]


def sections(name: str) -> Iterator[tuple[str, list[str]]]:
    """The sections of a data file."""
    text = (files(__package__) / "data" / "golden" / name).read_text(encoding="utf-8")
    for block in text.split("#### ")[1:]:
        title, *lines = block.splitlines()
        yield title, [line for line in lines if line and not line.startswith("#")]


def asked_of(kind: str, part: str) -> Asked:
    """A question as written: ``shown<words``, or the words themselves."""
    typed, mark, meant = part.partition("<")
    groups = (meant if mark else part).split()
    return Asked(kind, _BAR.sub("", typed), tuple(f"{BETWEEN}{BETWEEN.join(words_of(g))}{BETWEEN}" for g in groups))


def facts() -> tuple[list[Fact], list[Asked]]:
    """What is planted, and what is asked."""
    planted: list[Fact] = []
    asked: list[Asked] = []
    for kind, lines in (*sections("facts.txt"), *sections("facts_held_out.txt")):
        for line in lines:
            if line.startswith("! "):
                asked.append(asked_of(kind, line[2:]))
                continue
            authored, *rest = _PARTS.split(line)
            planted.append(Fact(kind, authored, tuple(part[2:] for part in rest if part.startswith("~ "))))
            asked += [asked_of(kind, part[2:]) for part in rest if part.startswith("? ")]
    return planted, asked
