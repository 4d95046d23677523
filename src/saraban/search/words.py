"""พจนานุกรมของดัชนี (the dictionary of an index): words that are not made of other words, with the names of the office.

It is frozen into the index when that is made: a query is cut with the words of the index, whatever has changed since.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from saraban.thai.normalise import normalise
from saraban.thai.segment import dictionary, segment_thai, word_list

#: The shortest piece that a word may be cut into; chosen by measurement, see decision 026.
SHORTEST_ATOM = 2
#: How long a name in the title of a unit or post may be.
SHORTEST_NAME, LONGEST_NAME = 3, 60
#: Begins the first line of a frozen dictionary; no Thai word does.
SHORTEST_MARK = "#shortest="

#: Words of the office that no general list has.
OFFICE_WORDS = ("กทม", "กท", "ลว", "ก.ก.", "เกษียน", "สารบรรณ", "หนังสือ")

_RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")


@lru_cache(maxsize=1)
def general_words() -> frozenset[str]:
    """The words of the general list and of the office, normalised."""
    listed = word_list().read_text(encoding="utf-8").split("\n")
    return frozenset(
        word for word in (normalise(line.strip()) for line in (*listed, *OFFICE_WORDS)) if len(word) >= SHORTEST_ATOM
    )


def cut(word: str, words: Collection[str], shortest: int = SHORTEST_ATOM) -> tuple[str, ...]:
    """The words that a word is made of, down to those that are not made of others (คำมูล); the longest pieces first."""
    for length in range(len(word) - shortest, shortest - 1, -1):
        rest = word[length:]
        if word[:length] in words and (len(tail := _made_of(rest, words, shortest))):
            return (
                *cut(word[:length], words, shortest),
                *(part for piece in tail for part in cut(piece, words, shortest)),
            )
    return (word,)


def _made_of(rest: str, words: Collection[str], shortest: int) -> tuple[str, ...]:
    """The fewest words that a stretch can be cut into, of none shorter than an atom; none when it cannot."""
    best: list[tuple[str, ...] | None] = [(), *(None for _c in rest)]
    for end in range(shortest, len(rest) + 1):
        for start in range(end - shortest + 1):
            before = best[start]
            if before is not None and rest[start:end] in words:
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = (*before, rest[start:end])
    return best[-1] or ()


def names_in(titles: Iterable[str], known: Path) -> set[str]:
    """The names in the titles of units and posts (ชื่อเฉพาะ), with and without the words that stand before them.

    As whole words they keep their borders where they stand among others; they are cut into pieces like all words.
    """
    cut_by = dictionary(known)
    names: set[str] = set()
    for title in titles:
        for run in _RUN.findall(normalise(title)):
            words = segment_thai(run, cut_by)
            endings = ("".join(words[at:]) for at in range(len(words)))
            names.update(name for name in endings if SHORTEST_NAME <= len(name) <= LONGEST_NAME)
    return names


def freeze_dictionary(path: Path, titles: Iterable[str] = (), shortest: int = SHORTEST_ATOM) -> Path:
    """Write the dictionary, with the names in these titles, to a file, whole or not at all (พจนานุกรมของดัชนี)."""
    first = f"{SHORTEST_MARK}{shortest}"
    _write(path, (first, *sorted(general_words())))
    names = names_in(titles, path)
    if names:
        _write(path, (first, *sorted(general_words() | names)))
    return path


def frozen_words(path: Path) -> tuple[frozenset[str], int]:
    """The words of a frozen dictionary, and the shortest piece that they may be cut into."""
    first, *words = path.read_text(encoding="utf-8").splitlines()
    if first.startswith(SHORTEST_MARK):
        return frozenset(words), int(first.removeprefix(SHORTEST_MARK))
    return frozenset((first, *words)), SHORTEST_ATOM


def _write(path: Path, words: Iterable[str]) -> None:
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as out:
        out.write("\n".join(words) + "\n")
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).replace(path)
