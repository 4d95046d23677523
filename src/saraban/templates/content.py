"""แบบหนังสือที่เก็บในคลัง (templates as stored): by unit, each with its versions; and the letters made from lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.access import acl_for
from saraban.core.ids import id_text


class TemplateVersion(Persistent):
    """รุ่นของแบบหนังสือ: what it said when it was kept (field -> plain value), and who kept it."""

    def __init__(self, n: int, name: str, content: dict[str, Any], *, at: datetime, by: tuple[str, str, str]) -> None:
        self.n = n
        self.name = name
        self.content = content
        self.at = at
        self.person, self.by, self.post = by


class LetterTemplate(Persistent):
    """แบบหนังสือของหน่วยงาน: the newest version holds; a retired one starts no letter any more."""

    __parent__ = __name__ = None
    versions: tuple[TemplateVersion, ...] = ()
    retired_at: datetime | None = None
    retired_by = ""

    def __init__(self, id: int, unit: str) -> None:
        self.id = id
        self.unit = unit

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def newest(self) -> TemplateVersion:
        """The version that holds."""
        return self.versions[-1]

    @property
    def __acl__(self) -> list[object]:
        return acl_for((), [self.unit])


class Merge(Persistent):
    """ชุดจดหมายเวียนจากบัญชีรายชื่อ: the letters made from one list, from what and by whom, and whether it was undone."""

    __parent__ = __name__ = None
    undone_at: datetime | None = None
    undone_by = ""
    undone_why = ""

    def __init__(
        self, id: int, unit: str, made_from: tuple[str, str, str], *, rows: int, at: datetime, by: tuple[str, str, str]
    ) -> None:
        self.id = id
        self.unit = unit
        self.digest, self.mode, self.title = made_from
        self.rows = rows
        self.letters: tuple[int, ...] = ()
        self.at = at
        self.person, self.by, self.post = by

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def __acl__(self) -> list[object]:
        return acl_for((), [self.unit])


class Templates(Persistent):
    """แบบหนังสือทั้งหมด: templates and merges by (unit, id)."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.templates = OOBTree()
        self.merges = OOBTree()
