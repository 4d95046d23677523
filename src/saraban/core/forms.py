"""แบบฟอร์มที่ส่งมา (forms as they are sent): read without breaking a letter, refused where they are not UTF-8.

The form reader of the standard library takes lines of 64 KB and decodes each by itself, so that a long Thai text would
lose the letters at its joints; and it puts a sign in the place of bytes that are no text.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from webob.compat import cgi_FieldStorage
from webob.multidict import MultiDict

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
#: The fields that bring files: of the pages, then of calls (where ``data`` may come as a file too).
UPLOADS = frozenset({"files", "file", "upload", "data", "word"})
_PARSED = "webob._parsed_post_vars"
#: What is sent stays in memory up to so much; only what is larger is put into a file while it is read.
IN_MEMORY = 1024 * 1024


class _Fields(cgi_FieldStorage):
    def make_file(self) -> Any:
        if self._binary_file:
            return SpooledTemporaryFile(IN_MEMORY, "wb+")
        return SpooledTemporaryFile(IN_MEMORY, "w+", encoding=self.encoding, newline="\n")


class WholeForms(Request):
    """คำขอ whose form fields hold the text that was sent; ``POST`` raises ``HTTPBadRequest`` for what is no form."""

    request_body_tempfile_limit = IN_MEMORY

    @property
    def POST(self) -> Any:  # noqa: N802 - the library's name
        """The fields of a form."""
        parsed, came_with = self.environ.get(_PARSED, (None, None))
        if self.content_type in FORMS and (parsed is None or came_with is not self.body_file_raw):
            self._check_charset()
            self.make_body_seekable()
            self.body_file_raw.seek(0)
            self.environ[_PARSED] = (self._read(), self.body_file_raw)
        return super().POST

    def _read(self) -> Any:
        try:
            fields = _Fields(
                fp=WholeLetters(self.body_file_raw),
                environ={"CONTENT_LENGTH": "0", **self.environ, "QUERY_STRING": ""},
                keep_blank_values=True,
                encoding="utf8",
                errors="strict",
            )
        except ValueError:  # bytes that are no UTF-8 as well
            raise HTTPBadRequest from None
        if any(field.name is None for field in fields.list or ()):
            raise HTTPBadRequest
        found = MultiDict.from_fieldstorage(fields)
        if any(name not in UPLOADS and not isinstance(value, str) for name, value in found.items()):
            _close(fields)
            raise HTTPBadRequest  # a file where text is expected
        return found


def _close(fields: Any) -> None:
    for field in fields.list or ():
        if field.file is not None:
            field.file.close()


class WholeLetters:
    """ไฟล์ที่อ่านไม่ตัดกลางตัวอักษร: a file of which a part of a line never ends within a letter of UTF-8."""

    def __init__(self, file: IO[bytes]) -> None:
        self.read, self._file = file.read, file

    def readline(self, limit: int = -1) -> bytes:
        """A line, or its next part."""
        line = self._file.readline(limit)
        begun = _begun(line) if 0 < limit == len(line) else 0
        if begun:
            self._file.seek(-begun, 1)
        return line[: len(line) - begun]


def _begun(line: bytes) -> int:
    """How many bytes at the end begin a letter that goes on behind them."""
    for n in range(1, min(4, len(line)) + 1):
        byte = line[-n]
        if byte & 0xC0 != 0x80:  # not one of those that go on: the letter begins here
            length = 2 if byte >> 5 == 0b110 else 3 if byte >> 4 == 0b1110 else 4 if byte >> 3 == 0b11110 else 1
            return n if length > n else 0
    return 0
