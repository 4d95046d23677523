"""ข้อความในสิ่งที่ส่งมาด้วย (texts of files): the worker reads the files of letters, so that search finds words in them.

Reading takes a process of its own and seconds; who saves a letter does not wait for it. A letter that waits stands in a
set by its id; a kill between two steps only repeats work. Classified letters have a store of their own and never wait.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from BTrees.LOBTree import LOBTree, LOTreeSet

from saraban.core.desk import Desk
from saraban.files.content import FileText
from saraban.files.text_layer import READ, NotReadNow, pages_of
from saraban.letters import records
from saraban.letters.content import ANCHOR, Letter
from saraban.search.interfaces import Files, FileWords
from saraban.thai.normalise import normalise

#: So many characters of all files of a letter are found.
MOST_CHARACTERS = 200_000
#: A name of a file that says which enclosure it is; shorter names than this say nothing by their letters.
_NUMBERED = re.compile(r"(?:สิ่งที่ส่งมาด้วย|เอกสารแนบ|enclosure)\D{0,12}(\d{1,2})(?!\d)")
SHORTEST_NAME = 6
#: How long after each try that broke off a file is tried again; then it is given up.
TRIED_AGAIN = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))

log = logging.getLogger(__name__)


def await_reading(root: Any, letter: Letter) -> None:
    """Put a letter down whose files are still to be read; in the transaction that gives it the files."""
    waiting = records.letters_of(root).unread
    if waiting is not None and any(_unread(letter)):  # where there is no set yet, the worker looks at every letter
        waiting.insert(letter.id)


def read_waiting(desk: Desk, most: int = 1) -> int:
    """อ่านไฟล์ที่รออยู่ of so many letters, each file kept by itself; gives how many letters were looked at.

    A file that could not be read to its end is tried again later, longer each time, and in the end given up: that is
    told in the log, and beside the file on the letter's page.
    """
    waiting = _waiting(desk)
    found = list(islice((key for key in waiting if key != ANCHOR), most))
    found = found or list(islice(_due(desk), most))
    for key in found:
        for nth in range(len(_files_of(desk, key))):
            if _read(desk, key, nth):
                _keep(desk)
        _put_away(desk, key)
        _keep(desk)
    return len(found)


def _files_of(desk: Desk, key: int) -> tuple[Any, ...]:
    letter = records.letters_of(desk.root).letters.get(key)
    return letter.files if letter is not None else ()


def _read(desk: Desk, key: int, nth: int) -> bool:
    """Read one file of a letter, if it is still there and waits; tells whether there is something to keep."""
    letter = records.letters_of(desk.root).letters.get(key)
    file = next(iter(_files_of(desk, key)[nth : nth + 1]), None)
    if letter is None or file is None or file not in _unread(letter):
        return False
    try:
        file.text = FileText(pages_of(file))
    except NotReadNow as error:
        file.tried += 1
        if file.tried <= len(TRIED_AGAIN):
            return True
        file.text = FileText(())
        file.text.given_up = True
        log.warning("file %s was given up: it could not be read %s times (%r)", file.key, file.tried, error.__cause__)
    records.changed(desk.root, letter)
    return True


def _put_away(desk: Desk, key: int) -> None:
    """Nothing of the letter waits any more, or only what is tried again later."""
    letters, waiting = records.letters_of(desk.root), _waiting(desk)
    letter = letters.letters.get(key)
    left = list(_unread(letter)) if letter is not None else []
    if key in waiting:
        waiting.remove(key)
    if left:
        if letters.read_later is None:
            letters.read_later = LOBTree()
        letters.read_later[key] = desk.clock.now() + TRIED_AGAIN[max(0, min(file.tried for file in left) - 1)]
    elif letters.read_later is not None:
        letters.read_later.pop(key, None)


def _due(desk: Desk) -> Iterator[int]:
    """Letters with files that are to be tried again now."""
    later, now = records.letters_of(desk.root).read_later, desk.clock.now()
    return (key for key, at in later.items() if at <= now) if later is not None else iter(())


def _keep(desk: Desk) -> None:
    desk.tm.commit()
    desk.tm.begin()


def texts_of(letter: Letter) -> Files:
    """The names of a letter's files that hold words, each with the words of its sheets."""
    left, found = MOST_CHARACTERS, []
    for nth, file in enumerate(letter.files):
        pages = []
        for page in file.text.pages if file.text is not None else ():
            pages.append(page[:left])
            left -= len(pages[-1])
        if any(pages):
            found.append(FileWords(file.name, tuple(pages), enclosure_number(letter, nth)))
    return tuple(found)


def enclosure_number(letter: Letter, nth: int) -> int:
    """ลำดับที่ของสิ่งที่ส่งมาด้วย that a file is (from 1); 0 where it is none or nothing tells which.

    What the file is called tells it: the number, or the words of the list. The files of a letter that was written here
    are its enclosures: as many as are listed are in their order.
    """
    listed, name = [_letters(line) for line in letter.enclosures], letter.files[nth].name
    numbered = _NUMBERED.search(normalise(name))
    if numbered is not None:
        return int(numbered[1]) if int(numbered[1]) <= len(listed) else 0
    stem = _letters(name.rpartition(".")[0] or name)
    named = [at for at, line in enumerate(listed, 1) if len(stem) >= SHORTEST_NAME and line.startswith(stem)]
    if len(named) == 1:
        return named[0]
    written_here = letter.draft is not None or letter.signature is not None
    return nth + 1 if written_here and len(listed) == len(letter.files) else 0


def _letters(text: str) -> str:
    return "".join(char for char in normalise(text) if char.isalnum() or "\u0e31" <= char <= "\u0e4e")


def _unread(letter: Letter) -> Iterator[Any]:
    if letter.secrecy == "open":
        yield from (file for file in letter.files if file.text is None and file.media_type in READ)


def _waiting(desk: Desk) -> LOTreeSet:
    """The set; a store from before there was one gets it, kept at once, with all letters that have files to read."""
    letters = records.letters_of(desk.root)
    if letters.unread is None:
        letters.unread = LOTreeSet([ANCHOR, *(x.id for x in letters.letters.values() if any(_unread(x)))])
        _keep(desk)
    return letters.unread
