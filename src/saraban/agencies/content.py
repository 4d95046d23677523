"""หน่วยงานที่เก็บในคลัง (units as stored)."""

from __future__ import annotations

from datetime import date

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from pyramid.security import DENY_ALL
from substanced.content import content
from substanced.folder import Folder

from saraban.core.access import unit_acl

#: สารบรรณกลาง: the kind of the unit that keeps the copies of the letters issued around it.
CENTRAL = "central"
#: kind -> Thai term; a unit's kind says where it stands in the tree.
UNIT_KINDS = {
    "city": "กรุงเทพมหานคร",
    "agency": "หน่วยงาน",
    "bureau": "ส่วนราชการ",
    "section": "ฝ่าย/กลุ่มงาน",
    "school": "โรงเรียน",
    "executive": "สำนักงานผู้บริหาร",
    CENTRAL: "สารบรรณกลาง",
}


class Prefix(Persistent):
    """รหัสตัวพยัญชนะและเลขประจำของเจ้าของเรื่อง (printed letter code), e.g. ``กท 5407``, valid from a date on."""

    def __init__(self, text: str, since: date) -> None:
        self.text = text
        self.since = since


@content("Unit")
class Unit(Folder):
    """หน่วยงาน ส่วนราชการ ฝ่าย หรือโรงเรียน; its sub-units are its contents, by code."""

    kind = "section"
    title = ""
    abbreviation = ""
    #: ที่ตั้ง: printed below its name at the head of a หนังสือภายนอก
    address = ""
    group = ""
    active = True

    def __init__(self, code: str, title: str, kind: str, abbreviation: str = "") -> None:
        super().__init__()
        self.code = code
        self.title = title
        self.kind = kind
        self.abbreviation = abbreviation
        self.prefixes: tuple[Prefix, ...] = ()
        #: series that this unit counts apart from ``send`` (letters, memo and seal share one unless split)
        self.splits: frozenset[str] = frozenset()

    @property
    def __acl__(self) -> list[object]:
        # a duty in the unit above is no duty here unless its grant says so: the list ends at this unit
        return [*unit_acl(self.code), DENY_ALL]

    def prefix_on(self, day: date) -> str | None:
        """The printed code in force on ``day`` (Arabic digits), or None where there is none (schools)."""
        valid = [p for p in self.prefixes if p.since <= day]
        return max(valid, key=lambda p: p.since).text if valid else None


class AddresseeGroup(Persistent):
    """กลุ่มผู้รับ (addressee group): printed after เรียน, expanding to units when a letter is sent.

    ``owner`` is the unit that keeps it for itself; those of the whole office have none.
    """

    owner = ""

    def __init__(self, key: str, title: str, units: tuple[str, ...] = (), *, kind: str = "", below: str = "") -> None:
        self.key = key
        self.title = title
        self.units = units
        self.kind = kind
        self.below = below


@content("Agencies")
class Agencies(Folder):
    """ผังหน่วยงาน: the tree, found by code; ``version`` counts its changes."""

    def __init__(self) -> None:
        super().__init__()
        self.by_code = OOBTree()
        self.groups = OOBTree()
        self.changes = Changes()


class Changes(Persistent):
    """Counts changes of the tree, so that tables held in memory know when they are stale."""

    version = 0
