"""บุคคล ตำแหน่ง และการมอบอำนาจที่เก็บในคลัง (persons, posts, holdings, acting grants, roles as stored).

Persons never hold power; posts do. A person holds a post for a period, or acts for its holder.
"""

from __future__ import annotations

from datetime import date

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from substanced.content import content
from substanced.folder import Folder

#: คำแสดงการลงนามแทน (Annex 3 of the regulation): term key -> printed term.
ACTING_TERMS = {
    "acting-for": "รักษาราชการแทน",
    "by-delegation": "ปฏิบัติราชการแทน",
    "acting-in-post": "รักษาการในตำแหน่ง",
    "on-duty-for": "ปฏิบัติหน้าที่แทน",
    "in-charge-for": "รักษาการแทน",
    "on-behalf": "ทำการแทน",
}


@content("Person")
class Person(Persistent):
    """บุคคล: a member of the staff. ``id`` is the sign-in name and never changes.

    ``certificate_name`` is how certificates write the name where that is not the registered one.
    """

    __parent__ = __name__ = None
    email = ""
    certificate_name = ""
    active = True

    def __init__(self, id: str, name: str, email: str = "") -> None:
        self.id = id
        self.name = name
        self.email = email


class Post(Persistent):
    """ตำแหน่ง: a post in a unit; ``rank`` is the personal grade printed above it where it has one."""

    rank = ""
    active = True

    def __init__(self, id: str, unit: str, title: str, rank: str = "") -> None:
        self.id = id
        self.unit = unit
        self.title = title
        self.rank = rank


class Holding(Persistent):
    """การดำรงตำแหน่ง: who holds a post, from when to when (inclusive Bangkok dates; ``until`` None = open)."""

    def __init__(self, id: str, person: str, post: str, since: date, until: date | None = None) -> None:
        self.id = id
        self.person = person
        self.post = post
        self.since = since
        self.until = until


class ActingGrant(Persistent):
    """การรักษาการหรือมอบอำนาจ: person, post acted for, term, instrument, period, scope (permissions; empty = all)."""

    given_by = ""

    def __init__(
        self,
        id: str,
        person: str,
        post: str,
        term: str,
        instrument: str,
        since: date,
        until: date,
        scope: tuple[str, ...] = (),
    ) -> None:
        self.id = id
        self.person = person
        self.post = post
        self.term = term
        self.instrument = instrument
        self.since = since
        self.until = until
        self.scope = scope


class RoleGrant(Persistent):
    """บทบาทของตำแหน่ง: a role in a unit for the holders of a post; ``inherit`` = in the units below too."""

    def __init__(
        self,
        id: str,
        unit: str,
        role: str,
        post: str,
        *,
        inherit: bool = False,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        self.id = id
        self.unit = unit
        self.role = role
        self.post = post
        self.inherit = inherit
        self.since = since
        self.until = until


class Changes(Persistent):
    """Counts changes of rights, so that scope tables held in memory know when they are stale."""

    version = 0


@content("People")
class People(Folder):
    """ทะเบียนบุคลากร: persons by id, and the tables that say what they may do."""

    def __init__(self) -> None:
        super().__init__()
        self.posts = OOBTree()
        self.holdings = OOBTree()
        self.acting = OOBTree()
        self.grants = OOBTree()
        self.posts_by_unit = OOBTree()  # unit code -> tuple of post ids
        self.holdings_by_person = OOBTree()  # person id -> tuple of holding ids
        self.holdings_by_post = OOBTree()
        self.acting_by_person = OOBTree()
        self.acting_by_post = OOBTree()
        self.grants_by_post = OOBTree()
        self.grants_by_unit = OOBTree()
        self.folder_lists = OOBTree()  # post id -> tuple of folder ids whose own list names the post
        self.changes = Changes()
