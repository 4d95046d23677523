"""ข้อความในสิ่งที่ส่งมาด้วย (texts of files): the worker reads the files of letters, so that search finds words in them.

Reading takes a process of its own and seconds; who saves a letter does not wait for it. A letter that waits stands in a
set by its id; a kill between two steps only repeats work. Classified letters have a store of their own and never wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from BTrees.LOBTree import LOTreeSet

from saraban.core.desk import Desk
from saraban.files.content import FileText
from saraban.files.text_layer import READ, pages_of
from saraban.letters import records
from saraban.letters.content import ANCHOR, Letter

#: So many characters of all files of a letter are found.
MOST_CHARACTERS = 200_000


def await_reading(root: Any, letter: Letter) -> None:
    """Put a letter down whose files are still to be read; in the transaction that gives it the files."""
    waiting = records.letters_of(root).unread
    if waiting is not None and any(_unread(letter)):  # where there is no set yet, the worker looks at every letter
        waiting.insert(letter.id)


def read_waiting(desk: Desk, most: int = 1) -> int:
    """อ่านไฟล์ที่รออยู่ of so many letters, each kept by itself; gives how many were done."""
    waiting = _waiting(desk)
    found = list(islice((key for key in waiting if key != ANCHOR), most))
    for key in found:
        letter = records.letters_of(desk.root).letters.get(key)
        for file in list(_unread(letter)) if letter is not None else ():
            file.text = FileText(pages_of(file))
            records.changed(desk.root, letter)
        waiting.remove(key)
        desk.tm.commit()
        desk.tm.begin()
    return len(found)


def texts_of(letter: Letter) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of a letter's files that hold words, each with the words of its sheets."""
    left, found = MOST_CHARACTERS, []
    for file in letter.files:
        pages = []
        for page in file.text.pages if file.text is not None else ():
            pages.append(page[:left])
            left -= len(pages[-1])
        if any(pages):
            found.append((file.name, tuple(pages)))
    return tuple(found)


def _unread(letter: Letter) -> Iterator[Any]:
    if letter.secrecy == "open":
        yield from (file for file in letter.files if file.text is None and file.media_type in READ)


def _waiting(desk: Desk) -> LOTreeSet:
    """The set; a store from before there was one gets it, kept at once, with all letters that have files to read."""
    letters = records.letters_of(desk.root)
    if letters.unread is None:
        letters.unread = LOTreeSet([ANCHOR, *(x.id for x in letters.letters.values() if any(_unread(x)))])
        desk.tm.commit()
        desk.tm.begin()
    return letters.unread
