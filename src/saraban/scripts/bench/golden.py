"""ชุดคำถามเฉลย (the golden set): letters, what is asked for, and which letters are meant by it.

``data/golden/letters.txt`` has what ordinary letters are made of, ``facts.txt`` what is planted in some of them, what
is asked for, and decoys. Both are written with the words apart (``|``): a letter is meant when the words that are asked
for stand in it one after the other, as the author of the set parted them. No analyser has a say in this. The letters
are made by chance from a seed, always the same ones; all names in them are invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from saraban.scripts.bench.golden_parts import (
    BETWEEN,
    Asked,
    Golden,
    GoldenLetter,
    Line,
    Number,
    facts,
    plain,
    sections,
    words_of,
)
from saraban.thai.dates import BUDDHIST_OFFSET, MONTHS, SHORT_MONTHS
from saraban.thai.digits import to_thai

LETTERS = 2400
SEED = 2567
#: Letters that carry a fact; a misread fact stands in one of them as it was written.
PLANTED, DECOYED = 2, 1
FIRST_DAY, DAYS = date(2023, 1, 2), 900
#: Share of letters that were pasted or read by a machine: invisible marks, taken-apart vowels.
PASTED = 0.12

_TOKEN = re.compile(r"\[(?P<shown>[^<\]]*)<(?P<meant>[^\]]*)\]|\{(?P<slot>\w+)\}|(?P<word>[^|\s\[{]+)|(?P<gap>[|\s])")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.frame = dict(sections("letters.txt"))
        self.offices = [tuple(line.split(" ", 1)) for line in self.frame["office"]]
        self.kinds = [line.split(" ", 1)[0] for line in self.frame["kind"]]

    def number(self, code: str = "") -> Number:
        return Number(
            code or self.chance.choice(self.offices)[0], self.chance.random() < 0.3, self.chance.randint(1, 4999)
        )

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))

    def line(self, authored: str, *, clean: bool = False) -> Line:
        line = Line()
        for match in _TOKEN.finditer(authored):
            if match["gap"]:
                line.shown += " " if match["gap"].isspace() else ""
            elif match["slot"]:
                shown, words = self.slot(match["slot"])
                line.shown += shown
                line.words += words
            elif match["word"]:
                line.shown += match["word"]
                line.words.append(plain(match["word"]))
            else:
                words = words_of(match["meant"])
                line.shown += "".join(match["meant"].replace("|", "")) if clean else match["shown"]
                line.words += words
        return line

    def slot(self, name: str) -> tuple[str, list[str]]:
        match name:
            case "date":
                day = self.day()
                return self.chance.choice(written_days(day)), ["@" + day.isoformat()]
            case "ref":
                number = self.number()
                return self.chance.choice(number.forms()), ["#" + number.key, str(number.n)]
            case "n" | "money":
                n = self.chance.randint(2, 98) if name == "n" else self.chance.randint(11, 999) * 100
                return self.chance.choice((to_thai(str(n)), str(n), f"{n:,}", to_thai(f"{n:,}"))), [str(n)]
            case "phone":
                phone = f"0 2{self.chance.randint(100, 999)} {self.chance.randint(1000, 9999)}"
                return self.chance.choice((to_thai(phone), phone)), phone.split()
            case "name":
                title, first, last = (self.chance.choice(self.frame[part]) for part in ("title", "first", "last"))
                return f"{title}{first} {last}", [title, first, last]
            case "office":
                line = self.line(self.chance.choice(self.offices)[1])
            case _:
                line = self.line(self.chance.choice(self.frame[name]))
        return line.shown, line.words

    def letter(self, at: int) -> GoldenLetter:
        code, office = self.chance.choice(self.offices)
        kind = self.chance.choice(self.kinds)
        number = Number(code, kind == "circular", at + 1)
        count = self.chance.randint(3, 8)
        lines = [self.line(sentence) for sentence in self.chance.sample(self.frame["sentence"], count)]
        title = self.line(self.chance.choice(self.frame["subject"]))
        receivers = self.line(self.chance.choice(self.offices)[1])
        return GoldenLetter(at, number, self.line(office), receivers, kind, self.day(), title, lines)


def written_days(day: date) -> tuple[str, ...]:
    """How people write a day."""
    year = day.year + BUDDHIST_OFFSET
    full, short = MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1]
    forms = (f"{day.day} {full} {year}", f"{day.day} {short} {year}", f"{day.day} {short} {year % 100}")
    return (*(to_thai(f) for f in forms), *forms, f"{day.day}/{day.month}/{year}", f"{day.day} {full} พ.ศ. {year}")


def asked_days(day: date) -> tuple[str, ...]:
    """How people ask for a day."""
    return (
        *written_days(day),
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    )


def _pasted(shown: str, chance: random.Random) -> str:
    """The same text with marks that nobody sees and vowels taken apart, as other programs write it."""
    changes = {"แ": "เเ", "ำ": "\u0e4d\u0e32", "น": "น\u200b", "ก": "\u200dก"}
    return "".join(changes[c] if c in changes and chance.random() < 0.2 else c for c in shown)


@lru_cache(maxsize=1)
def golden(count: int = LETTERS, seed: int = SEED) -> Golden:
    """Make the set."""
    maker = _Maker(seed)
    letters = [maker.letter(at) for at in range(count)]
    planted, asked = facts()
    for fact in planted:
        for nth, letter in enumerate(maker.chance.sample(letters, PLANTED)):
            place(letter, maker.line(fact.planted, clean="[" in fact.planted and nth > 0), maker.chance)
        for decoy in fact.decoys:
            for letter in maker.chance.sample(letters, DECOYED):
                place(letter, maker.line(decoy), maker.chance)
    asked = [*asked, *_numbers(maker, letters), *_days(maker, letters)]
    for letter in letters:
        if maker.chance.random() < PASTED:
            for line in (letter.title, *letter.lines):
                line.shown = _pasted(line.shown, maker.chance)
    return Golden(letters, asked)


def place(letter: GoldenLetter, line: Line, chance: random.Random) -> None:
    """Put a line into a letter, as a line of its own or at the end of one."""
    if chance.random() < 0.5 or not letter.lines:
        letter.lines.insert(chance.randint(0, len(letter.lines)), line)
        return
    last = letter.lines[-1]
    last.shown += " " + line.shown
    last.words += line.words


def _numbers(maker: _Maker, letters: list[GoldenLetter]) -> Iterable[Asked]:
    for nth, letter in enumerate(maker.chance.sample(letters, 48)):
        number = letter.number
        forms = (
            *number.forms(),
            f"ที่ {number.forms()[0]}",
            f"เลขที่:{number.key}",
            f"กท.{number.code} / {number.key.partition('/')[2]}",
        )
        yield Asked("number", forms[nth % len(forms)], (f"{BETWEEN}#{number.key}{BETWEEN}",))
    for letter in maker.chance.sample(letters, 8):
        yield Asked("number", str(letter.number.n), (f"{BETWEEN}{letter.number.n}{BETWEEN}",))


def _days(maker: _Maker, letters: list[GoldenLetter]) -> Iterable[Asked]:
    for nth, letter in enumerate(maker.chance.sample(letters, 44)):
        forms = asked_days(letter.day)
        yield Asked("date", forms[nth % len(forms)], (f"{BETWEEN}@{letter.day.isoformat()}{BETWEEN}",))
