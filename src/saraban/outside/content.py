"""หนังสือนอกระบบที่เก็บในคลัง (letters outside the system as stored): records by unit, append-only."""

from __future__ import annotations

from datetime import date, datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from saraban.core.access import acl_for
from saraban.core.ids import id_text


class OutsideLetter(Persistent):
    """หนังสือนอกระบบ: a letter on paper alone, why, who approved it; a wrong record is struck, not taken away."""

    __parent__ = __name__ = None
    #: who approved it, of records that were made when this was typed: nothing
    approver_person = approver_post = ""
    struck_why = ""
    struck_by = ""
    struck_at: datetime | None = None

    def __init__(
        self, id: int, unit: str, row: dict[str, str], *, dated: date, approved_on: date, at: datetime
    ) -> None:
        self.id = id
        self.unit = unit
        self.number = row["number"]
        self.to = row["to"]
        self.subject = row["subject"]
        self.reason = row["reason"]
        self.approver = row["approver"]
        self.approver_person, self.approver_post = row["approver_person"], row["approver_post"]
        self.dated = dated
        self.approved_on = approved_on
        self.at = at
        self.by = row["by"]
        self.name = row["name"]
        self.post = row["post"]

    @property
    def key(self) -> str:
        """The opaque id as written in addresses."""
        return id_text(self.id)

    @property
    def __acl__(self) -> list[object]:
        return acl_for((), [self.unit])


class OutsideBook(Persistent):
    """บัญชีหนังสือนอกระบบ: records by (unit, day as ordinal, id)."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.records = OOBTree()
