"""ข่าวถึงตัวที่เก็บในคลัง (news as stored): who wants the digest, and the digests of secret addresses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent


class Subscriber(Persistent):
    """ผู้รับข่าว: one person's wishes. Of the secret in the address only its SHA-256 is kept."""

    digested_until: datetime | None = None
    address_hash = ""
    address_made: datetime | None = None
    #: the e-mail address that the person agreed to, and the language in which he is told
    email = ""
    language = "th"
    #: what the signature in the address that stops the digest is made from; another one ends that address
    stop_mark = ""

    def __init__(self, person: str) -> None:
        self.person = person


class News(Persistent):
    """ข่าวถึงตัว: subscribers, and how far the digests of the day have come."""

    __parent__ = __name__ = None
    day: date | None = None
    after = ""
    done = False
    #: with which addresses that stop the digest are signed, and what they stop: SHA-256 of one -> person
    stop_key = b""
    by_stop: Any = None

    def __init__(self) -> None:
        self.subscribers = OOBTree()  # person -> Subscriber
        self.wanting = OOTreeSet()  # persons who want the digest
        self.by_hash = OOBTree()  # SHA-256 of a secret -> person
