"""ข่าวถึงตัวเล็ก ๆ (a small office with news): the world of the circular board, with accounts, addresses and mail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from saraban.auth.content import Account, Accounts
from saraban.circulars import service as circulars
from saraban.directives.content import Directives
from saraban.letters.values import Deadline
from saraban.mail.content import MailRoom
from saraban.news.content import News
from saraban.news.duties import certificates_part, directives_part, reserved_part
from saraban.news.parts import circulars_part, deadlines_part, searches_part, tray_part
from saraban.people.service import readdress_person
from saraban.registers.content import Registers
from saraban.search.content import Desks
from saraban.signatures.content import Certificates
from tests.common.circular_world import World, open_world

PARTS = {
    "circulars": circulars_part, "tray": tray_part, "directives": directives_part, "reserved": reserved_part,
    "certificates": certificates_part, "deadlines": deadlines_part, "searches": searches_part,
}  # fmt: skip
CODE = "812 3456 7890"
TODAY = date(2024, 3, 8)


@contextmanager
def open_news(directory: Path) -> Iterator[World]:
    """The world; everybody has an account and an e-mail address."""
    with open_world(directory) as world:
        root = world.desk.root
        sections = {
            "auth": Accounts, "mail": MailRoom, "news": News, "own-desks": Desks, "directives": Directives,
            "registers": Registers, "certificates": Certificates,
        }  # fmt: skip
        for name, section in sections.items():
            root.add(name, section(), send_events=False)
        for person in root["people"]:
            root["auth"].accounts[person] = Account(person, "")
            readdress_person(root, person, f"{person}@bangkok.example")
        world.keep()
        yield world


def circulate(world: World, subject: str, *, audience: tuple[str, ...] = ("all",), **fields: Any) -> Any:
    """A circular of the district, with a meeting next week."""
    meeting = Deadline(TODAY + timedelta(days=5), f"ประชุม {subject} Meeting ID: {CODE}", "meeting", "10:00")
    letter = world.letter(subject=f"{subject} Passcode: {CODE}", **{"deadlines": (meeting,), **fields})
    circulars.publish(world.desk, world.actor("reg-d1"), letter=letter, unit="d1", audience=audience)
    world.keep()
    return letter
