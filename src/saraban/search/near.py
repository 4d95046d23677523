"""คำที่สะกดใกล้เคียง (near spellings): words that were misspelled in a query, or misread by a machine from paper.

The index gives candidates by their stretches of three letters; each candidate's own text is then read, and counts only
when the word stands in it with few errors. A word with a digit is never near another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from saraban.search.analysis import grams_of
from saraban.search.plan import Close, Either, Every, Node, Phrase
from saraban.thai.normalise import normalise

#: Shorter words have no near ones, and one error is looked for for each so many letters.
SHORTEST, LETTERS_AN_ERROR, MOST_ERRORS = 4, 4, 6
#: How much the errors of a word may weigh, by its letters: where the words found nothing, and where they did.
LOOSE, STRICT = 0.25, 0.15
#: A stretch of three letters is spoiled by an error in any of them.
SPOILED = 3
#: What an error weighs: a mark above or below, a letter that looks or sounds alike, a letter of another script.
LIGHT, HEAVY = 0.5, 1.0
_LETTERS = re.compile("[\\w\u0e31-\u0e4e]+")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALIKE = "กถภ ขชซ คดตศ งจ ฎฏ ฐธ ณนญ ทธฑฒ บปษ ผพฝฟ มน รล ศษส วา าเ ใไ ฤร ฆม หท"
_PAIRS = {pair for group in _ALIKE.split() for pair in permutations(group, 2)}


@dataclass(frozen=True)
class Passage:
    """How a word is written in a text, and what its errors weigh."""

    weight: float
    written: str


def allowed(letters: str) -> int:
    """How many errors a word may have."""
    if len(letters) < SHORTEST or any(c.isdigit() for c in letters):
        return 0
    return min(len(letters) // LETTERS_AN_ERROR, MOST_ERRORS)


def letters_of(written: str) -> str:
    """The letters and digits of a text as words are compared: normalised, without spaces and signs."""
    return "".join(_LETTERS.findall(normalise(written))).replace("_", "")


@lru_cache(maxsize=1024)
def _word(written: str) -> str:
    return letters_of(written)


def most_spoiled(node: Node) -> int:
    """How many of its stretches of letters the word with the most errors may lack; none when no word may have any."""
    match node:
        case Every(nodes) | Either(nodes):
            return max((most_spoiled(part) for part in nodes), default=0)
        case Phrase(written=written):
            return allowed(_word(written)) * SPOILED
        case _:
            return 0


def candidates(node: Node, spoiled: int) -> Node:
    """What finds the documents that may have near words: those that lack at most so many stretches of a word."""
    match node:
        case Every(nodes):
            return Every(tuple(candidates(part, spoiled) for part in nodes))
        case Either(nodes):
            return Either(tuple(candidates(part, spoiled) for part in nodes))
        case Phrase(written=written) if errors := allowed(_word(written)):
            grams = tuple(grams_of(_word(written)))
            return Close(grams, max(1, len(grams) - min(spoiled, SPOILED * errors)))
        case _:
            return node


def passages_in(node: Node, text: str, share: float) -> list[Passage] | None:
    """The passages of a text that a query's words stand in, near or whole; none when one of them does not."""
    match node:
        case Every(nodes):
            found: list[Passage] = []
            for part in nodes:
                passages = passages_in(part, text, share)
                if passages is None:
                    return None
                found += passages
            return found
        case Either(nodes):
            near = [part for part in nodes if most_spoiled(part)]
            tried = [passages for part in near if (passages := passages_in(part, text, share)) is not None]
            return min(tried, key=weight_of, default=None) if near else []
        case Phrase(written=written) if most := allowed(_word(written)):
            passage = find(_word(written), text, most)
            return None if passage is None or passage.weight > share * len(_word(written)) else [passage]
        case _:
            return []


def weight_of(passages: list[Passage]) -> float:
    """What the errors of all words weigh."""
    return sum(passage.weight for passage in passages)


def find(word: str, text: str, most: int) -> Passage | None:
    """The passage of a text, in ``letters_of`` form, that has the fewest errors, at most ``most``."""
    best: tuple[int, int] | None = None
    for start, end in _windows(word, text, most):
        errors, at = _fewest(word, text[start:end])
        if errors <= most and (best is None or errors < best[0]):
            best = (errors, start + at)
            if errors == 0:
                break
    if best is None:
        return None
    errors, end = best
    if errors == 0:
        return Passage(0.0, word)
    start = max(0, end - len(word) - most)
    return _lightest(word, text[start : end + most])


@lru_cache(maxsize=4096)
def _lightest(word: str, text: str) -> Passage:
    """The passage of a short text that it weighs least to make the word of; it may begin and end anywhere."""
    latin = "" if any(c.isascii() for c in word) else _LATIN
    earlier: list[tuple[float, int]] = []
    before = [(0.0, at) for at in range(len(text) + 1)]
    for nth, asked in enumerate(word):
        now = [(before[0][0] + _lone(asked, latin), before[0][1])]
        for at, char in enumerate(text):
            ways = [
                _plus(before[at], _swap(asked, char, latin)),
                _plus(before[at + 1], _lone(asked, latin)),
                _plus(now[-1], _lone(char, latin)),
            ]
            if nth and at and asked == text[at - 1] and char == word[nth - 1] and asked != char:
                ways.append(_plus(earlier[at - 1], LIGHT))
            now.append(min(ways))
        earlier, before = before, now
    weight, start, end = min((weight, start, end) for end, (weight, start) in enumerate(before))
    return Passage(weight, text[start:end])


def _plus(way: tuple[float, int], weight: float) -> tuple[float, int]:
    return way[0] + weight, way[1]


def _is_mark(char: str) -> bool:
    return "\u0e30" <= char <= "\u0e3a" or "\u0e45" <= char <= "\u0e4e"


def _lone(char: str, latin: str) -> float:
    return LIGHT if _is_mark(char) or char in latin else HEAVY


def _swap(asked: str, char: str, latin: str) -> float:
    if asked == char:
        return 0.0
    light = (asked, char) in _PAIRS or (_is_mark(asked) and _is_mark(char)) or char in latin
    return LIGHT if light else HEAVY


def _windows(word: str, text: str, most: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text in which enough of the word's grams stand in their places."""
    starts: list[int] = []
    grams = grams_of(word)
    for gram in grams:
        offset = word.index(gram)
        at = text.find(gram)
        while at >= 0:
            starts.append(at - offset)
            at = text.find(gram, at + 1)
    starts.sort()
    needed = max(1, len(grams) - SPOILED * most)
    reach = 0
    for nth in range(len(starts) - needed + 1):
        if starts[nth + needed - 1] - starts[nth] <= 2 * most:
            begin = max(0, starts[nth] - most, reach - len(word) - most)
            end = min(len(text), starts[nth + needed - 1] + len(word) + 2 * most)
            if end > reach:
                reach = end
                yield begin, end


def _fewest(word: str, text: str) -> tuple[int, int]:
    """The fewest errors with which a word stands in a text, and where it ends (one step a letter, all rows at once)."""
    full = (1 << len(word)) - 1
    places: dict[str, int] = {}
    for at, char in enumerate(word):
        places[char] = places.get(char, 0) | 1 << at
    up, down, errors = full, 0, len(word)
    top = 1 << (len(word) - 1)
    best, end = errors, 0
    for at, char in enumerate(text):
        same = places.get(char, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        right, left = down | (full & ~(diagonal | up)), up & diagonal
        if right & top:
            errors += 1
        elif left & top:
            errors -= 1
        right, left = right << 1, (left << 1) & full
        up, down = (left | ~(diagonal | right)) & full, right & diagonal & full
        if errors < best:
            best, end = errors, at + 1
    return best, end
