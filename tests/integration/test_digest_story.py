"""สรุปประจำวัน from wish to mailbox: the worker, a real store and a real mail server."""

import os
import re

import pytest

from saraban.auth.accounts import create_account
from saraban.circulars.service import publish
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.news.service import want_digest
from saraban.people.service import readdress_person
from saraban.scripts.console import Console
from saraban.scripts.worker import digest, send_mail
from tests.common.mail_server import mail_server
from tests.common.office import at, open_office

READERS = ("u-d54-edu-head", "u-d54-edu-officer", "u-d54-finance-head")
CODE = "812 3456 7890"


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    with mail_server(tmp_path_factory.mktemp("smtp")) as box:
        yield box


@pytest.fixture
def console(tmp_path, box):
    s = box.settings
    office = open_office(
        tmp_path,
        **{
            "saraban.address": "https://saraban.example",
            "saraban.mail_transport": "smtp",
            "saraban.mail_from": s.sender,
            "saraban.mail_host": s.host,
            "saraban.mail_port": str(s.port),
            "saraban.mail_user": s.user,
            "saraban.mail_password_file": os.fspath(s.password_file),
            "saraban.mail_ca_file": os.fspath(s.ca_file),
        },
    )
    with office.desk() as desk:
        for person in READERS:
            create_account(desk, person)
            readdress_person(desk.root, person, f"{person}@bangkok.example")
            want_digest(desk, office.actor(desk, person), wanted=True)
        desk.tm.commit()
    office.clock.office = at(8, 9, 1)
    with office.desk() as desk:
        clerk = office.actor(desk, "u-d54-clerk")
        form = Incoming(subject=f"ขอเชิญประชุม Passcode: {CODE}", body="เนื้อความ")
        publish(desk, clerk, letter=register_incoming(desk, clerk, unit="d54", form=form).letter, unit="d54")
        desk.tm.commit()
    box.letters.clear()
    box.recipients.clear()
    yield Standing(office)
    office.close()


class Standing(Console):
    """A console at the office's clock."""

    def __init__(self, office):
        super().__init__(office.registry, office.database)
        self.desk = office.desk


def test_each_gets_one_letter_with_what_he_may_read(console, box):
    for _turn in range(3):
        digest(console)
        send_mail(console)
    assert sorted(box.recipients) == sorted(f"{person}@bangkok.example" for person in READERS)
    for letter in box.letters:
        text = letter.get_body(("plain",)).get_content()
        html = letter.get_body(("html",)).get_content()
        for body in (text, html):
            assert "ขอเชิญประชุม Passcode: ••••••" in body
            assert "เนื้อความ" not in body
            assert "https://saraban.example/l/" in body
        assert "ขอเชิญประชุม" not in letter["Subject"]
        assert letter["Subject"].startswith("สรุปประจำวัน ๘ มี.ค. ๒๕๖๗")
        assert re.fullmatch(r"<https://saraban\.example/digest/[\w-]{43}/stop>", letter["List-Unsubscribe"])
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
