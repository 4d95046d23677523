import pytest

from saraban.ui.layout.notes import read, secret_of, write

SECRET = b"s" * 32


class TestSigning:
    def test_what_was_written_is_read(self):
        assert read(SECRET, write(SECRET, [["ออกเลข ๓ แล้ว", "done", "/l/1"]])) == [["ออกเลข ๓ แล้ว", "done", "/l/1"]]

    @pytest.mark.parametrize("raw", ["", "x", "abc.def", "ก.ข", "." * 40])
    def test_what_is_not_ours_says_nothing(self, raw):
        assert read(SECRET, raw) == []

    def test_a_changed_note_says_nothing(self):
        signature, _dot, body = write(SECRET, [["done", "done", ""]]).partition(".")
        assert read(SECRET, f"{signature}.{body[:-2]}AA") == []

    def test_the_key_belongs_to_the_installation(self, tmp_path):
        assert secret_of(tmp_path) == secret_of(tmp_path)
        assert secret_of(tmp_path) != secret_of(tmp_path / "other")
