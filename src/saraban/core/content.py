"""รากของคลังข้อมูล (the root of the store) and what the store knows about itself."""

from __future__ import annotations

from datetime import timedelta

from persistent import Persistent
from substanced.content import content
from substanced.folder import Folder


class StoreInfo(Persistent):
    """ข้อมูลประจำคลัง: whether this is a demonstration store, and its business clock."""

    demo = False
    office_offset_seconds = 0.0
    store_id = ""
    #: what the sign-in page of a demonstration store offers: (person, name, what to try in Thai, in English)
    demo_accounts: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def office_offset(self) -> timedelta:
        return timedelta(seconds=self.office_offset_seconds)


@content("Root")
class Root(Folder):
    """The top of the object tree; one named section a feature (``root['letters']``)."""

    def __init__(self) -> None:
        super().__init__()
        self.info = StoreInfo()
