"""What a letter looks like, whatever was typed; and the settings of the mail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saraban.core.errors import Invalid
from saraban.core.settings import BadSetting, read_settings
from saraban.mail.content import Outgoing
from saraban.mail.writing import checked_address, compose, one_line
from tests.common.roots import MORNING


class TestWriting:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "a",
            "a@",
            "@b.c",
            "a b@c.d",
            "a@b.c\nBcc: x@y.z",
            "a@b.c, x@y.z",
            "<a@b.c>",
            "ก@b.c",
            "a..b@c.d",
            "a@-b.c",
            "=?utf-8?q?a?=@b.c",
        ],
    )
    def test_no_address(self, address):
        with pytest.raises(Invalid):
            checked_address(address)

    @settings(max_examples=40)
    @given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=50))
    def test_what_is_typed_never_becomes_a_header(self, subject, text, tail):
        letter = Outgoing(
            1,
            key="k",
            kind="d",
            to="a@b.c",
            subject=f"{subject}\r\nBcc: x@y.z\n\n{tail}",
            text=text,
            html=text,
            at=MORNING,
        )
        letter.unsubscribe = f"https://x/\r\nX-Bad: 1{tail}"
        message = compose(letter, "s@b.c", MORNING)
        head = message.as_bytes().partition(b"\r\n\r\n")[0]
        names = [line.partition(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] not in b" \t"]
        assert set(names) <= {
            b"from", b"to", b"subject", b"date", b"message-id", b"auto-submitted", b"x-auto-response-suppress",
            b"list-unsubscribe", b"mime-version", b"content-type", b"content-transfer-encoding",
        }  # fmt: skip
        assert names.count(b"to") == names.count(b"subject") == 1

    def test_one_line(self):
        assert one_line(" ก\r\nข\u2028ค\x00 ") == "ก ข ค"


class TestSettings:
    def test_what_is_said(self, tmp_path):
        given = {
            "saraban.store": f"file://{tmp_path}/Data.fs",
            "saraban.address": "https://saraban.example/",
            "saraban.mail_transport": "smtp",
            "saraban.mail_host": "mx",
            "saraban.mail_port": "25",
            "saraban.mail_security": "none",
            "saraban.mail_from": "a@b.c",
            "saraban.mail_password_file": "/p",
        }
        found = read_settings(given)
        assert found.address == "https://saraban.example"
        assert (found.mail.transport, found.mail.host, found.mail.port, found.mail.security) == (
            "smtp",
            "mx",
            25,
            "none",
        )
        assert read_settings({"saraban.store": given["saraban.store"]}).mail.transport == ""

    @pytest.mark.parametrize(
        "wrong",
        [
            {"saraban.mail_transport": "pigeon"},
            {"saraban.mail_security": "maybe"},
            {"saraban.mail_port": "0"},
            {"saraban.mail_security": "none", "saraban.mail_user": "saraban"},
            {"saraban.mail_from": "a@b.c\nx"},
            {"saraban.address": "javascript:1"},
        ],
    )
    def test_what_is_wrong(self, tmp_path, wrong):
        with pytest.raises(BadSetting):
            read_settings({"saraban.store": f"file://{tmp_path}/Data.fs", **wrong})
