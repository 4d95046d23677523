"""เว็บทดสอบ (the application for tests): the demonstration office behind the full WSGI stack, its clock in our hands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyotp
from pyramid.config import Configurator
from webtest import TestApp

from saraban.auth.accounts import begin_enrolment, confirm_enrolment, create_account, get_account
from saraban.auth.passwords import hash_password
from tests.common.accounts import PASSWORD
from tests.common.office import Office, open_office


@cache
def chosen() -> str:
    """The hash of the password that everybody here has chosen; made once, it is slow on purpose."""
    return hash_password(PASSWORD)


@dataclass
class Web:
    """The application, its office and the phones of those who sign in."""

    office: Office
    app: Any
    phones: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)

    def browser(self, **environ: str) -> TestApp:
        """A browser of its own, with its own cookies."""
        return TestApp(self.app, extra_environ={"REMOTE_ADDR": "127.0.0.1", **environ})

    def later(self, **delta: float) -> None:
        """Let time pass: the real clock's and the office's."""
        self.office.clock.real += timedelta(**delta)

    def open_account(self, person: str, *, ready: bool = True, **options: Any) -> str:
        """Give a person an account; ``ready`` = the first sign-in is behind. Gives the password to use."""
        with self.office.desk() as desk:
            first = create_account(desk, person, **options)
            if ready:
                account = get_account(desk.root, person)
                account.password_hash, account.must_change, account.handed_out = chosen(), False, None
                self.phones[person], _uri = begin_enrolment(desk, person)
                self.codes[person] = confirm_enrolment(desk, person, self.code(person))
            desk.tm.commit()
        self.later(seconds=30)
        return PASSWORD if ready else first

    def code(self, person: str) -> str:
        """What the phone shows now."""
        return pyotp.TOTP(self.phones[person]).generate_otp(int(self.office.clock.now().timestamp()) // 30)

    def sign_in(self, person: str, browser: TestApp | None = None) -> TestApp:
        """A browser in which the person has signed in."""
        browser = browser or self.browser()
        form = browser.get("/sign-in").forms["sign-in"]
        form["name"], form["password"], form["otp"] = person, PASSWORD, self.code(person)
        form.submit(status=303)
        self.later(seconds=30)
        return browser


def open_web(directory: Path, **settings: Any) -> Web:
    """Build the office in ``directory`` and put the application before it."""
    office = open_office(directory, **{"saraban.secure_cookies": "false", **settings})
    office.registry.database = office.database
    office.registry.clock = office.clock
    return Web(office, Configurator(registry=office.registry).make_wsgi_app())
