"""สำนักงานของการวัด (the office of a bench): the demonstration office with as many letters more as are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from saraban.app import configure, lay_out_tree
from saraban.auth.service import Identity, change_password, create_account, issue_token, open_session
from saraban.core.clock import SystemClock
from saraban.core.desk import Desk
from saraban.core.store import desk_on, open_database
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_held
from saraban.letters.records import letters_of
from saraban.registers.books import find_book
from saraban.registers.service import book_key
from saraban.scripts.office import build_office, start_business_clock
from saraban.scripts.office_books import registrar_of
from saraban.scripts.office_circular import send_circular
from saraban.scripts.office_data import office_data
from saraban.scripts.office_stories import DISTRICT, YEAR, plan, room_before, tell
from saraban.search.service import catch_up

PERSON = "u-d54-clerk"
PASSWORD = "สมรรถนะ-ของ-หน้าจอ"  # noqa: S105 - of a store that lives for a minute
BATCH = 100
LOOKED_AT = 20


@dataclass(frozen=True)
class BenchOffice:
    """What is needed to look at it: who, by which key, and which addresses."""

    session: str
    token: str
    letters: list[str]
    first: int
    last: int
    objects: int
    bytes: int


def build(directory: Path, letters: int, settings: dict[str, str]) -> BenchOffice:
    """Furnish ``directory``: the demonstration office, ``letters`` more in the district's book, all of it indexed."""
    registry = configure(settings).registry
    uri = settings["saraban.store"]
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(uri)
    lay_out_tree(database, registry.sections)
    try:
        with desk_on(database, uri, registry.notify, directory) as desk:
            _furnish(desk)
            for begin in range(0, letters, BATCH):
                _register(desk, begin, min(BATCH, letters - begin))
            while catch_up(desk, registry, 1000).done:
                pass
        with desk_on(database, uri, registry.notify, directory) as desk:
            return _opened(desk, database)
    finally:
        database.close()


def _furnish(desk: Desk) -> None:
    start_business_clock(desk)
    desk.tm.commit()
    desk.tm.begin()
    desk.clock = SystemClock(desk.root.info.office_offset)
    build_office(desk, room=room_before())
    desk.tm.commit()
    desk.tm.begin()
    send_circular(desk)
    for story in plan():
        tell(desk, story)


def _register(desk: Desk, begin: int, count: int) -> None:
    desk.hold([book_key(DISTRICT, "receive", YEAR)])
    clerk, topics = registrar_of(desk, DISTRICT), office_data("topics")["topics"]
    for i in range(begin, begin + count):
        topic = topics[i % len(topics)]
        form = Incoming(
            subject=f"{topic['subject']} ครั้งที่ {i}",
            number=f"กท 0403/{20_000 + i}",
            dated=desk.today - timedelta(days=i % 30),
            from_text="สำนักงานเลขานุการปลัดกรุงเทพมหานคร",
            to_text="ผู้อำนวยการเขต",
            body=topic["body"].format(due="ภายในเดือนนี้"),
        )
        register_held(desk, clerk, unit=DISTRICT, form=form)
    desk.tm.commit()
    desk.tm.begin()


def _opened(desk: Desk, database: Any) -> BenchOffice:
    """Somebody who has signed in, and what there is to look at: letters at every stage, and long pages of the book."""
    create_account(desk, PERSON, may_put_off_otp=True)
    change_password(desk, PERSON, old=None, new=PASSWORD)
    session = open_session(desk, Identity(PERSON, "bench"))
    token = issue_token(desk, PERSON, ("read",), 1)
    book = find_book(desk.root, DISTRICT, "receive", YEAR)
    assert book is not None
    told = [entry.letter for entry in book.entries.values(max=book.start + 400) if entry.letter]
    later = [entry.letter for entry in book.entries.values(min=book.last - 400) if entry.letter]
    store = letters_of(desk.root)
    keys = [store.letters[key].key for key in (*_spread(told, LOOKED_AT // 2), *_spread(later, LOOKED_AT // 2))]
    first, last = book.start, book.last
    desk.tm.commit()
    return BenchOffice(session, token, keys, first, last, database.objectCount(), database.getSize())


def _spread(values: list[int], count: int) -> list[int]:
    return values[:: max(1, len(values) // count)][:count]
