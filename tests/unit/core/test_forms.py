"""แบบฟอร์มที่ส่งมา: no letter is lost, whatever its length and place; what is no text is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.httpexceptions import HTTPBadRequest
from webtest import TestApp

from saraban.core.forms import WholeForms, WholeLetters


def sent(fields, files=()):
    kind, body = TestApp(lambda *_a: []).encode_multipart(fields, list(files))
    return WholeForms.blank("/", method="POST", body=body, content_type=kind)


class TestFields:
    @pytest.mark.parametrize("ahead", range(4))
    def test_a_long_text_in_one_line_comes_whole(self, ahead):
        text = "x" * ahead + "ก" * 100_000 + "😀" * 30_000
        assert sent([("body", text)]).POST["body"] == text

    def test_a_file_comes_as_it_is(self):
        data = bytes(range(128, 256)) * 2000
        form = sent([("subject", "ก")], [("files", "ก.bin", data)])
        assert form.POST["files"].file.read() == data
        assert form.POST["subject"] == "ก"
        form.POST["files"].file.close()

    @pytest.mark.parametrize("subject", [b"\xff", b"\xed\xa0\x80", b"\xe0\xb8"])
    def test_what_is_no_text_is_refused(self, subject):
        body = b'--x\r\nContent-Disposition: form-data; name="subject"\r\n\r\n' + subject + b"\r\n--x--\r\n"
        with pytest.raises(HTTPBadRequest):
            _read = WholeForms.blank("/", method="POST", body=body, content_type="multipart/form-data; boundary=x").POST
        plain = b"subject=" + b"".join(b"%%%02X" % byte for byte in subject)
        kind = "application/x-www-form-urlencoded"
        with pytest.raises(HTTPBadRequest):
            _read = WholeForms.blank("/", method="POST", body=plain, content_type=kind).POST

    @pytest.mark.parametrize("name", ["ก.txt", ""])
    def test_a_file_where_text_is_expected_is_refused(self, name):
        head = f'--x\r\nContent-Disposition: form-data; name="subject"; filename="{name}"\r\n\r\n'
        body = head.encode() + b"a\r\n--x--\r\n"
        with pytest.raises(HTTPBadRequest):
            _read = WholeForms.blank("/", method="POST", body=body, content_type="multipart/form-data; boundary=x").POST

    @pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
    def test_a_form_cut_off_is_refused(self, kind):
        with pytest.raises(HTTPBadRequest):
            _read = WholeForms.blank("/", method="POST", body=b"--x\r\nContent-Disp", content_type=kind).POST

    def test_another_kind_of_body_has_no_fields(self):
        assert not WholeForms.blank("/", method="POST", body=b"{}", content_type="application/json").POST


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(4, 20))
def test_parts_of_lines_are_whole_letters(text, limit):
    file, parts = WholeLetters(io.BytesIO(text.encode())), []
    while part := file.readline(limit):
        parts.append(part.decode())
    assert "".join(parts) == text
