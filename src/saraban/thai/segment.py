"""การตัดคำ (word segmentation): a Thai text into words, by dictionary.

The words always join to the text they came from; this is checked, because a segmenter that alters text would alter
letters. (Its "safe" mode does, and is never used.)
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from functools import lru_cache
from pathlib import Path

import nlpo3

#: Longer stretches without a space are cut: the time a segmenter takes grows with ambiguity.
LONGEST_RUN = 400

_THAI_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_OTHER = re.compile(r"\s+|[^\W\u0e01-\u0e4e]+|[^\w\s]|[\u0e3f-\u0e5b]|.", re.DOTALL)


class TokensDifferError(AssertionError):
    """คำที่ตัดได้ไม่ตรงกับต้นฉบับ: the words do not join to the text; nothing may be built on them."""


@lru_cache(maxsize=1)  # finding a package looks at the disk
def word_list() -> Path:
    """The general word list (รายการคำ), a file with one word a line, as shipped with PyThaiNLP (CC0)."""
    spec = importlib.util.find_spec("pythainlp")
    if spec is None or spec.origin is None:
        msg = "the package pythainlp, which carries the word list, is not installed"
        raise RuntimeError(msg)
    return Path(spec.origin).parent / "corpus" / "words_th.txt"


@lru_cache(maxsize=8)
def dictionary(path: Path, digest: str = "") -> str:
    """Load a dictionary file once a process and give the name the segmenter knows it by.

    ``digest`` is the SHA-256 of the file where the caller knows it; another content under the same path is another
    dictionary. Raises ``OSError`` when the file is not there.
    """
    name = digest or hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("rb"):  # the segmenter panics on a file that it cannot open
        nlpo3.load_dict(str(path), name)  # a name that it knows already is left as it is
    return name


def segment_thai(run: str, name: str) -> list[str]:
    """Cut an unbroken stretch of Thai letters into words of the dictionary ``name``; raises ``TokensDifferError``."""
    words: list[str] = []
    for start in range(0, len(run), LONGEST_RUN):
        words += nlpo3.segment(run[start : start + LONGEST_RUN], name, safe=False)
    if "".join(words) != run:
        msg = "the words do not join to the text"
        raise TokensDifferError(msg)
    return words


def segment(text: str) -> list[str]:
    """Cut any text into words, numbers, spaces and signs (ตัดคำ); raises ``TokensDifferError`` if they do not join."""
    name = dictionary(word_list())
    words: list[str] = []
    at = 0
    for run in _THAI_RUN.finditer(text):
        words += _OTHER.findall(text[at : run.start()])
        words += segment_thai(run[0], name)
        at = run.end()
    words += _OTHER.findall(text[at:])
    if "".join(words) != text:
        msg = "the words do not join to the text"
        raise TokensDifferError(msg)
    return words
