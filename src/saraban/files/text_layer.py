"""ชั้นข้อความของไฟล์ (the text layer): the words in a PDF or a text file, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from ZODB.POSException import POSKeyError

from saraban.core.errors import SarabanError
from saraban.core.i18n import _
from saraban.files.content import StoredFile
from saraban.files.drawer import DrawerEnded, NotDrawn, run_drawer
from saraban.files.service import Arrival, open_file
from saraban.files.types import FileRefused

SECONDS = 20
MOST_CHARACTERS = 200_000
MOST_BYTES = 4 * MOST_CHARACTERS
READ = ("application/pdf", "text/plain")
_ENCODINGS = ("utf-8-sig", "cp874")


class NotReadNow(SarabanError):
    """ยังอ่านไม่ได้: the file could not be read this time; that says nothing about whether it has words."""


def text_of(arrival: Arrival) -> str:
    """The text of a file that was checked in, at most ``MOST_CHARACTERS``.

    Raises ``FileRefused`` for a file without words: a scan, an image, a kind that has no text layer.
    """
    if arrival.media_type not in READ:
        raise FileRefused(_("This kind of file cannot be read. Choose a PDF or paste the text."), "no-text-layer")
    raw = _layer(arrival) if arrival.media_type == READ[0] else _plain(Path(arrival.path).read_bytes())
    if not raw.strip():
        raise FileRefused(
            _("The file has no text, only images of pages. Paste the text, or type the fields; the file is kept."),
            "no-text-layer",
        )
    return raw[:MOST_CHARACTERS]


def pages_of(stored: StoredFile) -> tuple[str, ...]:
    """The words of each sheet of a kept file, at most ``MOST_CHARACTERS`` together; none of what has no words.

    Raises ``NotReadNow`` where the reader took too long or was ended, or the bytes cannot be had at the moment.
    """
    try:
        with open_file(stored) as stream:
            if stored.media_type == READ[0]:
                text = run_drawer(stream, SECONDS, stored.media_type, "text").decode("utf-8", "replace")
            else:
                text = _plain(stream.read(MOST_BYTES)) if stored.media_type in READ else ""
    except (DrawerEnded, OSError, POSKeyError) as error:
        raise NotReadNow(_("The text of this file cannot be read. Paste the text instead.")) from error
    except NotDrawn:
        return ()
    pages = tuple(" ".join(page.split()) for page in text[:MOST_CHARACTERS].split("\f"))
    return pages if any(pages) else ()


def _layer(arrival: Arrival) -> str:
    try:
        with Path(arrival.path).open("rb") as stream:
            return run_drawer(stream, SECONDS, arrival.media_type, "text").decode("utf-8", "replace")
    except NotDrawn:
        raise FileRefused(_("The text of this file cannot be read. Paste the text instead."), "no-text-layer") from None


def _plain(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")
