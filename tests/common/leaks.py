"""การค้นหาสิ่งที่รั่ว (looking for leaks): where a word stands that should stand nowhere; asked by the tests of the vault.

What looks for a leak is tried on planted ones too, so that a suite which finds nothing says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from saraban.audit.service import trail_of

Seen = tuple[int, str]


def plain(answer: Any) -> str:
    """A page without what differs from one asking to the next: tokens, numbers of requests and forms."""
    text = re.sub(r'name="(csrf_token|request_id)" value="[^"]*"', "", answer.text)
    return re.sub(r"<code>[0-9a-f]{12}</code>", "", text)


def ask(person: Any, path: str) -> Seen:
    """What somebody is shown at an address."""
    answer = person.get(path, status="*")
    return answer.status_int, plain(answer) if answer.content_type.startswith("text/") else ""


def pages_that_tell(
    before: Mapping[tuple[str, str], Seen], after: Mapping[tuple[str, str], Seen], word: str
) -> list[tuple[str, str]]:
    """(person, address) of the pages that show the word or are not what they were; a search repeats what was asked."""
    return [
        at
        for at, seen in after.items()
        if seen != before[at] or (word in seen[1] and not at[1].startswith("/search?q="))
    ]


def files_that_hold(var: Path, words: Iterable[str]) -> set[str]:
    """The names, without their endings, of what lies in the data directory and holds one of the words."""
    needles = [word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le")]
    found = (path for path in var.rglob("*") if path.is_file() and any(n in path.read_bytes() for n in needles))
    return {path.relative_to(var).parts[0].split(".")[0] for path in found}


def modules_that_hold(root: Any, word: str) -> set[str]:
    """The modules of the records in the store that hold the word, in any version of theirs."""
    named = set()
    for transaction in root._p_jar.db().storage.iterator():
        for record in transaction:
            if record.data and word.encode() in record.data:
                named.add(type(root._p_jar.get(record.oid)).__module__)
    return named


def chain_counts(root: Any) -> dict[str, int]:
    """How many records each ordinary chain has."""
    return {unit: chain.head.count for unit, chain in trail_of(root).chains.items() if "security" not in unit}


def section_counts(root: Any) -> tuple[int, int, int]:
    """How many letters, files and trays there are outside the vault."""
    return len(root["letters"].letters), len(root["files"].stored), len(root["tasks"].trays)
