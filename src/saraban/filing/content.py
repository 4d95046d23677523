"""แฟ้มที่เก็บในคลัง (filing folders as stored)."""

from __future__ import annotations

from BTrees.OOBTree import OOTreeSet
from substanced.content import content
from substanced.folder import Folder

from saraban.core.access import acl_for, folder_scope, unit_scope


@content("Filing Folder")
class FilingFolder(Folder):
    """แฟ้ม of a unit. With ``posts`` it has a list of its own: only these posts read what lies in it."""

    def __init__(self, id: str, unit: str, title: str, code: str = "") -> None:
        super().__init__()
        self.id = id
        self.unit = unit
        self.title = title
        self.code = code
        self.posts: tuple[str, ...] = ()
        self.papers = OOTreeSet()  # (filed on, paper id)

    @property
    def scope(self) -> str:
        """The scope of what lies in the folder: the unit's, or the folder's own."""
        return folder_scope(self.id) if self.posts else unit_scope(self.unit)

    @property
    def __acl__(self) -> list[object]:
        return acl_for([self.scope], [self.unit])


@content("Filing")
class Filing(Folder):
    """ตู้แฟ้ม: all folders by id."""
