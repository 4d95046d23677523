"""หนังสือจำลองจำนวนมาก (a corpus to search): letters put together from a few thousand paragraphs, the same every time.

Words follow each other by chance, the frequent ones as often as in letters; a paragraph is analysed once where that is
asked for, so that a million letters are fed in minutes. Everything in them is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from sys import intern

from saraban.core.clock import buddhist_year
from saraban.core.ids import id_text
from saraban.search.analysis import Analyser, Terms, facts_of, number_terms
from saraban.search.interfaces import SearchDoc
from saraban.thai.digits import to_thai
from saraban.thai.numbers import number_key
from saraban.thai.segment import word_list

PARAGRAPHS, TITLES = 4_000, 2_000
UNITS = 1_500
CIRCULARS = 0.27
RECEIVERS = 2
NEWEST = date(2024, 9, 30)
YEARS = 6
KINDS = ("external", "memo", "stamped", "order", "announcement", "record")
STATES = ("received", "open", "closed", "filed")
_OFFICE = """
ประชุม ดำเนินการ โรงเรียน หนังสือ งบประมาณ โครงการ รายงาน สำนักงาน เขต บุคลากร ข้าราชการ ประชาชน ตรวจสอบ เอกสาร จัดซื้อ
จัดจ้าง ระบายน้ำ อนุมัติ กำหนด แจ้ง พิจารณา ฝึกอบรม สุขภาพ การศึกษา นักเรียน ครู อาคาร ถนน สวนสาธารณะ ขยะ จราจร ภาษี
ทะเบียน เลือกตั้ง ป้องกัน ช่วยเหลือ ลูกจ้าง สวัสดิการ เงินเดือน คณะกรรมการ
"""
#: Words of every office stand first: the first of them is in every third letter or so.
OFFICE = tuple(_OFFICE.split())


@dataclass(frozen=True)
class Made:
    """หนังสือหนึ่งฉบับ: what it says and who reads it."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    written: str
    unit: str
    receivers: tuple[str, ...]
    circular: bool
    day: date
    kind: str
    state: str

    @property
    def scopes(self) -> tuple[str, ...]:
        """Who reads it."""
        units = tuple(f"u:{unit}" for unit in dict.fromkeys((self.unit, *self.receivers)))
        return (*units, "circular") if self.circular else units

    @property
    def at(self) -> datetime:
        """When it was written down; no two letters of a day at the same moment."""
        morning = datetime(self.day.year, self.day.month, self.day.day, 1, tzinfo=UTC)
        return morning + timedelta(milliseconds=self.number % 36_000_000)

    @property
    def document(self) -> SearchDoc:
        """What search is told of it."""
        return SearchDoc(
            key="L" + id_text(self.number),
            chain=id_text(self.number),
            scopes=self.scopes,
            unit=self.unit,
            kind="circular" if self.circular else self.kind,
            series="",
            year=buddhist_year(self.day),
            day=self.day,
            seq=int(self.at.timestamp() * 1000),
            urgency="normal",
            title=self.title,
            text="\n".join((self.written, *self.paragraphs)),
            numbers=(number_key(self.written),),
            state=self.state,
        )


class Corpus:
    """หนังสือทั้งหมด: the n-th letter is the same in every process."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed

    @cached_property
    def _words(self) -> tuple[list[str], list[float]]:
        chance = random.Random(self._seed)  # noqa: S311 - chance, not secrecy
        listed = [w for w in word_list().read_text(encoding="utf-8").split() if 3 <= len(w) <= 12]
        words = [*OFFICE, *chance.sample(listed, 12_000)]
        return words, list(accumulate(1 / (rank + 40) ** 0.9 for rank in range(len(words))))

    def _lines(self, count: int, groups: int, salt: str) -> list[str]:
        chance = random.Random(f"{self._seed}{salt}")  # noqa: S311 - chance, not secrecy
        words, weights = self._words
        return [
            " ".join(
                "".join(chance.choices(words, cum_weights=weights, k=chance.randint(4, 9)))
                for _group in range(chance.randint(1, groups))
            )
            for _line in range(count)
        ]

    @cached_property
    def paragraphs(self) -> list[str]:
        """The paragraphs, about 280 letters each."""
        return self._lines(PARAGRAPHS, 14, "p")

    @cached_property
    def titles(self) -> list[str]:
        """The subjects."""
        return self._lines(TITLES, 2, "t")

    @cached_property
    def phrases(self) -> list[str]:
        """Pairs of words of the office that follow each other somewhere, the most frequent ones first."""
        text = "\n".join(self.paragraphs)
        counts = {a + b: text.count(a + b) for a in OFFICE for b in OFFICE if a != b}
        return sorted((pair for pair, count in counts.items() if count), key=counts.__getitem__, reverse=True)

    def letter(self, number: int) -> Made:
        """The letter of this number; numbers begin with 1."""
        chance = random.Random(self._seed * 1_000_003 + number)  # noqa: S311 - chance, not secrecy
        circular = chance.random() < CIRCULARS
        unit = chance.randrange(UNITS)
        running = to_thai(str(number))
        return Made(
            number=number,
            title=chance.choice(self.titles),
            paragraphs=tuple(chance.choices(self.paragraphs, k=3)),
            written=f"กท {to_thai(f'{unit % 90 + 10}')}๐๑/{'ว ' if circular else ''}{running}",
            unit=f"b{unit}",
            receivers=tuple(f"b{chance.randrange(UNITS)}" for _receiver in range(RECEIVERS)),
            circular=circular,
            day=NEWEST - timedelta(days=int(chance.random() * YEARS * 365)),
            kind=chance.choice(KINDS),
            state=chance.choice(STATES),
        )

    def letters(self, first: int, count: int) -> Iterator[Made]:
        """A stretch of letters."""
        return (self.letter(number) for number in range(first, first + count))

    def scopes(self, count: int) -> frozenset[str]:
        """A reader of so many scopes, the circulars among them."""
        return frozenset({"circular", *(f"u:b{unit}" for unit in range(count - 1))})


_BLANK = SearchDoc(
    key="", chain="", scopes=(), unit="", kind="", series="", year=0, day=NEWEST, seq=0, urgency="", title="", text="",
    numbers=(),
)  # fmt: skip
_BLANK_FACTS = frozenset(facts_of(_BLANK))


def _once(terms: frozenset[str]) -> frozenset[str]:
    """The same terms, each of which is in memory once, however many lines have it."""
    return frozenset(map(intern, terms))


class RememberingAnalyser(Analyser):
    """An analyser that knows the paragraphs again: a letter has the terms of its lines."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        super().__init__(path)
        self._lines = frozenset(lines)
        self._heading = lru_cache(maxsize=None)(lambda line: self._of(replace(_BLANK, title=line)))
        self._line = lru_cache(maxsize=None)(lambda line: self._of(replace(_BLANK, text=line)))

    def _of(self, doc: SearchDoc) -> Terms:
        terms = super().analyse(doc)
        return Terms(
            text=_once(terms.text - _BLANK_FACTS),
            pairs=_once(terms.pairs),
            title=_once(terms.title),
            numbers=terms.numbers,
            grams=_once(terms.grams),
        )

    def analyse(self, doc: SearchDoc, *, files: bool = True) -> Terms:  # noqa: ARG002 - these letters have none
        """All terms of a document."""
        title = self._heading(doc.title)
        lines = [
            self._line(line) if line in self._lines else self._of(replace(_BLANK, text=line))
            for line in doc.text.split("\n")
        ]
        return Terms(
            text=title.text.union(facts_of(doc), *(line.text for line in lines)),
            pairs=title.pairs.union(*(line.pairs for line in lines)),
            title=title.title,
            numbers=number_terms(doc.numbers),
            grams=title.grams.union(*(line.grams for line in lines)),
        )
