"""Outgoing mail: written with its cause, sent once, tried again, to a real server."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
import transaction
from ZODB.POSException import ConflictError, StorageError

from saraban.core.errors import Conflict
from saraban.core.settings import MailSettings
from saraban.core.store import APP_ROOT
from saraban.mail import includeme, service
from saraban.mail.content import ANCHOR, MailRoom
from saraban.mail.service import (
    KEPT_DAYS,
    LENT,
    WAITS,
    Round,
    failed_mail,
    forget_old,
    post_mail,
    room_of,
    send_due,
    try_again,
    waiting_mail,
)
from saraban.mail.transports import MailDelayed, open_line
from saraban.mail.wellbeing import health
from tests.common.mail_server import USER, mail_server
from tests.common.roots import desk_in_memory

SUBJECT = "หนังสือเวียนใหม่ ๓ เรื่อง"


@pytest.fixture
def desk(tmp_path):
    with desk_in_memory(tmp_path, {"mail": MailRoom}) as desk:
        yield desk


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with mail_server(tmp_path_factory.mktemp("smtp")) as box:
        yield box


@pytest.fixture
def box(server):
    server.letters.clear()
    server.raw.clear()
    server.recipients.clear()
    server.answer = server.recipient_answer = "250 OK"
    server.meanwhile = None
    return server


def posted(desk, key="digest:a:1", to="somsri@bangkok.example", **fields):
    fields = {"subject": SUBJECT, "text": "เรื่อง ๑", "html": "<p>เรื่อง ๑</p>", "kind": "digest", **fields}
    made = post_mail(desk, key=key, to=to, **fields)
    desk.tm.commit()
    desk.tm.begin()
    return made


def only(desk):
    return next(iter(room_of(desk.root).messages.values()))


class TestSending:
    def test_over_an_encrypted_line_with_a_password(self, desk, box):
        assert posted(desk, unsubscribe="https://saraban.example/me/news")
        assert send_due(desk, box.settings) == Round(sent=1)
        letter = box.letters[0]
        assert box.recipients == ["somsri@bangkok.example"]
        assert box.signed_in[-1] == USER
        assert letter["Subject"] == SUBJECT
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["List-Unsubscribe"] == "<https://saraban.example/me/news>"
        assert "saraban@bangkok.example" in letter["From"]
        assert letter.get_body(("plain",)).get_content().strip() == "เรื่อง ๑"
        assert letter.get_body(("html",)).get_content().strip() == "<p>เรื่อง ๑</p>"
        assert box.raw[0].isascii()
        assert (only(desk).state, only(desk).text, only(desk).html) == ("sent", "", "")

    def test_a_key_is_sent_once(self, desk, box):
        assert posted(desk)
        assert not posted(desk)
        send_due(desk, box.settings)
        assert not posted(desk)
        assert send_due(desk, box.settings) == Round()
        assert len(box.letters) == 1

    def test_many_go_over_one_line(self, desk, box):
        for n in range(5):
            posted(desk, key=str(n))
        before = len(box.signed_in)
        assert send_due(desk, box.settings, most=3) == Round(sent=3)
        assert send_due(desk, box.settings) == Round(sent=2)
        assert len(box.signed_in) == before + 2

    def test_nothing_is_kept_of_what_is_not_committed(self, desk, box):
        post_mail(desk, key="k", kind="digest", to="a@b.c", subject="", text="")
        desk.tm.abort()
        desk.tm.begin()
        assert send_due(desk, box.settings) == Round()

    def test_without_a_transport_it_waits(self, desk):
        posted(desk)
        assert send_due(desk, MailSettings()) == Round()
        assert only(desk).state == "waiting"

    def test_to_files(self, desk, tmp_path):
        posted(desk)
        assert send_due(desk, MailSettings(transport="file", directory=tmp_path / "mail")) == Round(sent=1)
        (file,) = (tmp_path / "mail").iterdir()
        assert file.stat().st_mode & 0o777 == 0o600


@contextmanager
def elsewhere(desk):
    """Another process that writes to the same store; kept when this ends."""
    tm = transaction.TransactionManager(explicit=True)
    connection = desk.root._p_jar.db().open(transaction_manager=tm)
    tm.begin()
    try:
        other = replace(desk, root=connection.root()[APP_ROOT], tm=tm)
        yield other
        tm.commit()
    finally:
        connection.close()


class TestConflicts:
    """What the server took is not sent again because others were writing beside the note of it."""

    def test_somebody_changes_the_same_letter_before_it_is_noted(self, desk, box):
        posted(desk)
        times = []

        def change():
            with elsewhere(desk) as other:
                only(other).error = f"{len(times)}"
                times.append(1)

        box.meanwhile = change
        assert send_due(desk, box.settings) == Round(sent=1)
        assert (only(desk).state, times) == ("sent", [1])
        desk.clock.real += LENT
        assert send_due(desk, box.settings) == Round()
        assert len(box.letters) == 1

    def test_others_post_while_the_only_one_is_sent(self, desk, box):
        posted(desk)

        def post():
            box.meanwhile = None
            with elsewhere(desk) as other:
                assert post_mail(other, key="k2", kind="digest", to="a@b.example", subject=SUBJECT, text="x")

        box.meanwhile = post
        assert send_due(desk, box.settings) == Round(sent=2)
        assert sorted(box.recipients) == ["a@b.example", "somsri@bangkok.example"]
        assert waiting_mail(desk.root) == 0

    @pytest.mark.parametrize("error", [ConflictError, StorageError])
    def test_a_note_that_cannot_be_kept_for_long_is_kept_in_a_later_turn(self, desk, box, monkeypatch, error):
        posted(desk)
        real, failing = desk.tm.commit, []

        def commit():
            if failing:
                raise error
            real()

        box.meanwhile = lambda: failing.append(1)
        monkeypatch.setattr(desk.tm, "commit", commit)
        with pytest.raises(error):
            send_due(desk, box.settings)
        desk.tm.abort()
        desk.tm.begin()
        failing.clear()
        box.meanwhile = None
        desk.clock.real += LENT
        assert send_due(desk, box.settings) == Round(sent=1)
        assert only(desk).state == "sent"
        assert len(box.letters) == 1

    def test_a_room_from_before_there_was_an_anchor(self, desk, box):
        room_of(desk.root).waiting.clear()
        assert waiting_mail(desk.root) == 0
        posted(desk)
        assert waiting_mail(desk.root) == 1
        assert send_due(desk, box.settings) == Round(sent=1)
        assert list(room_of(desk.root).waiting) == [ANCHOR]


class TestStopping:
    @pytest.mark.parametrize(
        ("address", "one_click", "post"),
        [
            ("https://saraban.bangkok-metropolitan-administration.example/digest/" + "x" * 43 + "/stop", True, True),
            ("http://saraban.example/digest/x/stop", True, False),
            ("https://saraban.example/me/news", False, False),
        ],
    )
    def test_the_address_goes_whole_and_says_one_click_where_it_is(self, desk, box, address, one_click, post):
        posted(desk, unsubscribe=address, one_click=one_click)
        send_due(desk, box.settings)
        assert f"List-Unsubscribe: <{address}>\r\n".encode() in box.raw[0]
        assert (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in box.raw[0]) is post


class TestTrouble:
    def test_a_full_box_is_tried_again_with_longer_waits_and_given_up(self, desk, box):
        box.answer = "452 full"
        posted(desk)
        for wait in WAITS:
            assert send_due(desk, box.settings) == Round(later=1)
            assert send_due(desk, box.settings) == Round()
            desk.clock.real += wait
        assert send_due(desk, box.settings) == Round(failed=1)
        assert [(m.tries, m.error) for m in failed_mail(desk.root)] == [(len(WAITS) + 1, "SMTP 452")]
        box.answer = "250 OK"
        with pytest.raises(Conflict):
            try_again(desk, 1)
        try_again(desk, only(desk).id)
        with pytest.raises(Conflict):
            try_again(desk, only(desk).id)
        assert send_due(desk, box.settings) == Round(sent=1)
        assert failed_mail(desk.root) == []

    def test_a_refused_recipient_is_given_up_at_once_and_the_others_go(self, desk, box):
        box.recipient_answer = "550 no such person somsri@bangkok.example"
        posted(desk)
        assert send_due(desk, box.settings) == Round(failed=1)
        assert only(desk).error == "SMTP 550"
        box.recipient_answer = "250 OK"
        posted(desk, key="other")
        assert send_due(desk, box.settings) == Round(sent=1)

    def test_a_server_that_is_away_costs_one_letter_one_try_a_minute(self, desk, box):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            away = replace(box.settings, port=free.getsockname()[1])
        posted(desk, key="1")
        posted(desk, key="2")
        assert send_due(desk, away) == Round(later=1)
        assert send_due(desk, away) == Round()
        assert sorted(m.tries for m in room_of(desk.root).messages.values()) == [0, 1]
        desk.clock.real += timedelta(minutes=2)
        assert send_due(desk, box.settings) == Round(sent=2)

    def test_what_fails_in_a_way_nobody_thought_of_is_given_up_too(self, desk, box, monkeypatch):
        posted(desk)
        with monkeypatch.context() as patch:
            patch.setattr("saraban.mail.service.compose", lambda *_a: (_ for _ in ()).throw(RuntimeError))
            for _try in range(len(WAITS) + 1):
                with pytest.raises(RuntimeError):
                    send_due(desk, box.settings)
                desk.tm.abort()
                desk.tm.begin()
                desk.clock.real += LENT
        posted(desk, key="other")
        assert send_due(desk, box.settings) == Round(sent=1, failed=1)
        assert [(m.tries, m.error) for m in failed_mail(desk.root)] == [(len(WAITS) + 1, "Exhausted")]

    @pytest.mark.parametrize("to", ["=?utf-8?q?a?=@b.c", "a..b@c.d"])
    def test_an_address_kept_from_before_that_no_letter_can_carry(self, desk, box, to):
        posted(desk)
        only(desk).to = to
        posted(desk, key="other")
        assert send_due(desk, box.settings) == Round(sent=1, failed=1)
        assert [m.error for m in failed_mail(desk.root)] == ["Invalid"]

    @pytest.mark.parametrize("error", [ValueError("a@b.c"), UnicodeEncodeError("ascii", "ก", 0, 1, "a@b.c")])
    def test_what_cannot_be_written_is_given_up_at_once(self, desk, box, monkeypatch, error):
        monkeypatch.setattr("saraban.mail.service.compose", lambda *_a: (_ for _ in ()).throw(error))
        posted(desk)
        assert send_due(desk, box.settings) == Round(failed=1)
        assert only(desk).error == type(error).__name__  # its words may repeat the address

    @pytest.mark.parametrize("wrong", [{"password_file": None}, {"ca_file": None}, {"security": "none"}])
    def test_no_letter_goes_where_the_line_is_not_as_the_settings_say(self, desk, box, tmp_path, wrong):
        posted(desk)
        assert send_due(desk, replace(box.settings, **wrong)).sent == 0
        assert box.letters == []

    @pytest.mark.parametrize("word", ["no", "ไม่ใช่"])
    def test_a_wrong_password(self, box, tmp_path, word):
        (tmp_path / "p").write_text(word)
        with pytest.raises(MailDelayed), open_line(replace(box.settings, password_file=tmp_path / "p")):
            pass

    def test_a_crash_after_the_server_took_it_sends_it_once_more_with_the_same_id(self, desk, box, monkeypatch):
        posted(desk)
        with monkeypatch.context() as patch:
            patch.setattr("saraban.mail.service._finish", lambda *_a: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                send_due(desk, box.settings)
        service._TAKEN.clear()  # what a process remembers ends with it
        desk.tm.abort()
        desk.tm.begin()
        assert send_due(desk, box.settings) == Round()  # lent out
        desk.clock.real += timedelta(minutes=11)
        assert send_due(desk, box.settings) == Round(sent=1)
        assert len({letter["Message-ID"] for letter in box.letters}) == 1
        assert len(box.letters) == 2

    def test_one_that_the_server_took_at_its_last_try_is_not_given_up(self, desk, box):
        posted(desk)
        letter = only(desk)
        letter.tries = len(service.WAITS) + 1
        desk.tm.commit()
        desk.tm.begin()
        service._TAKEN.add(letter.id)
        assert send_due(desk, box.settings).failed == 0
        assert only(desk).state == "sent"
        assert letter.id not in service._TAKEN


class TestKeeping:
    def test_old_ones_are_forgotten(self, desk, box):
        posted(desk)
        send_due(desk, box.settings)
        assert forget_old(desk) == 0
        desk.clock.real += timedelta(days=KEPT_DAYS + 1)
        assert forget_old(desk) == 1
        room = room_of(desk.root)
        assert [len(t) for t in (room.messages, room.by_key, room.finished)] == [0] * 3
        assert waiting_mail(desk.root) == 0

    def test_health(self, desk, box):
        registry = SimpleNamespace(saraban=SimpleNamespace(mail=box.settings))
        assert health(registry, desk.root).well
        posted(desk)
        assert not health(registry, desk.root).well  # due since March 2567
        assert health(registry, desk.root).figures["failed"] == 0
        quiet = SimpleNamespace(saraban=SimpleNamespace(mail=MailSettings()))
        assert health(quiet, desk.root).well

    def test_it_declares_its_section_and_its_health(self):
        said = []
        config = SimpleNamespace(add_section=lambda *a: said.append(a), add_health_check=lambda *a: said.append(a))
        includeme(config)
        assert said == [("mail", MailRoom), ("mail", health)]
