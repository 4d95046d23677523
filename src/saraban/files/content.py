"""ไฟล์ที่เก็บในคลัง (files as stored): the bytes in a blob, what they are, and their digests from the first write."""

from __future__ import annotations

from datetime import datetime

from BTrees.LOBTree import LOBTree
from persistent import Persistent
from ZODB.blob import Blob

from saraban.core.ids import id_text


class FileText(Persistent):
    """ข้อความในไฟล์: the words of each sheet, as search reads them; kept apart, so that a list of files stays light."""

    #: it was tried several times and never read to its end: it may have words
    given_up = False

    def __init__(self, pages: tuple[str, ...]) -> None:
        self.pages = pages


class StoredFile(Persistent):
    """ไฟล์: the bytes never change. ``media_type`` follows the content, ``name`` is cleaned for showing and saving.

    ``text`` is None until the worker has read the file or given it up; of a file without words it has no pages.
    ``tried`` is how often reading it broke off.
    """

    __parent__ = __name__ = None
    text: FileText | None = None
    tried = 0

    def __init__(
        self,
        id: int,
        name: str,
        media_type: str,
        size: int,
        sha256: str,
        sha512: str,
        blob: Blob,
        kept_at: datetime,
    ) -> None:
        self.id = id
        self.name = name
        self.media_type = media_type
        self.size = size
        self.sha256 = sha256
        self.sha512 = sha512
        self.blob = blob
        self.kept_at = kept_at

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)


class Files(Persistent):
    """คลังไฟล์: every file by id. Who may read one is decided by the letter that carries it."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.stored = LOBTree()
