"""The whole site for stories: the demonstration office behind a web server, people who can sign in, a clock to put."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
from waitress.server import create_server

from saraban.app import main
from saraban.auth.accounts import begin_enrolment, confirm_enrolment, create_account, get_account
from saraban.scripts.office import OPENING
from saraban.scripts.office_answers import ask, asking
from saraban.scripts.office_stories import plan, room_before, tell
from saraban.search.service import catch_up
from tests.common.office import Office, open_office
from tests.common.web import chosen


@dataclass
class Site:
    """A served office; ``codes`` gives one-time passwords that were not used yet."""

    office: Office
    app: Any
    address: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    server: Any = None

    @property
    def clock(self) -> Any:
        """The clock of all requests: office time and real time are put by the story."""
        return self.office.clock

    def at(self, when: datetime) -> None:
        """Put the office's clock."""
        self.clock.office = when

    def code(self, person: str) -> str:
        """A fresh one-time password: real time goes on by one step first, as it does for people."""
        self.clock.real += timedelta(seconds=30)
        return pyotp.TOTP(self.secrets[person]).at(self.clock.real)

    def enrol(self, *persons: str) -> None:
        """Give persons an account with the known password and a phone."""
        with self.office.desk() as desk:
            for person in persons:
                create_account(desk, person)
                account = get_account(desk.root, person)
                account.password_hash, account.must_change, account.handed_out = chosen(), False, None
                account.changed = self.clock.real
                self.secrets[person], _address = begin_enrolment(desk, person)
                confirm_enrolment(desk, person, self.code(person))
            desk.tm.commit()

    def serve(self) -> None:
        """Listen on a free port of this machine."""
        self.server = create_server(self.app, host="127.0.0.1", port=0, threads=4)
        self.address = f"http://127.0.0.1:{self.server.effective_port}"
        threading.Thread(target=self.server.run, daemon=True).start()

    def close(self) -> None:
        """Stop listening and give the store back."""
        if self.server is not None:
            self.server.close()
        self.office.close()


def open_site(directory: Path, *, letters: bool = False, **settings: str) -> Site:
    """Build the office in ``directory`` and put the application on it; ``letters`` = with two hundred on their way."""
    built = open_office(directory, room=room_before() if letters else None)
    if letters:
        with built.desk() as desk:
            for story in plan():
                tell(desk, story)
            for row in asking():
                ask(desk, row)
            catch_up(desk, built.registry)
    built.close()
    given = {"saraban.store": built.uri, "saraban.var": str(directory), "saraban.secure_cookies": "false", **settings}
    app = main({}, **given)
    office = Office(built.uri, app.registry, app.registry.database)
    office.clock.office, office.clock.real = OPENING.astimezone(UTC), datetime.now(UTC)
    app.registry.clock = office.clock
    return Site(office, app)
