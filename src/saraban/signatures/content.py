"""ใบรับรองของผู้ลงนามที่เก็บในคลัง (certificates of signers as stored): every one ever enrolled; none is taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from saraban.core.trees import Queue, Roll
from saraban.files.content import StoredFile


class SignerCertificate(Persistent):
    """ใบรับรองของผู้ลงนาม: whose, in which key store under which name, the certificate itself and until when it is used.

    ``number`` and ``email`` are the marks that the office knew the person by when it was enrolled.
    """

    ended_at: datetime | None = None
    replaced_by = 0
    revoked_since: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by = ""
    revoked_why = ""
    told_at: datetime | None = None
    told: tuple[str, ...] = ()  # days before the end and the person who was told then

    def __init__(
        self,
        n: int,
        person: str,
        key: tuple[str, str],
        content: bytes,
        facts: dict[str, str],
        *,
        since: datetime,
        until: datetime,
        at: datetime,
        by: str,
    ) -> None:
        self.n = n
        self.person = person
        self.store, self.key = key
        self.content = content
        self.fingerprint = facts["fingerprint"]
        self.name = facts["name"]
        self.issuer = facts["issuer"]
        self.level = facts["level"]
        self.number = facts["number"]
        self.email = facts["email"]
        self.since = since
        self.until = until
        self.at = at
        self.by = by

    @property
    def is_used(self) -> bool:
        """Whether it is the person's: neither replaced nor revoked (it may have expired)."""
        return self.ended_at is None and self.revoked_at is None


class Certificates(Persistent):
    """ทะเบียนใบรับรองของผู้ลงนาม: records by number, and ways to find them; ``ends`` holds those in use by their end."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.records = Roll()
        self.by_person = OOBTree()  # person -> numbers of records, the newest last
        self.by_fingerprint = OOBTree()
        self.numbers = OOBTree()  # number in certificates -> person
        self.ends = Queue()  # (until as ISO 8601, number of record)


class HandImage(Persistent):
    """รูปลายเซ็น: the picture of a hand signature (PNG), when it came, and who approved it or why it was refused."""

    decided_at: datetime | None = None
    decided_by = ""
    refused_why = ""

    def __init__(self, person: str, content: bytes, sha256: str, at: datetime) -> None:
        self.person = person
        self.content = content
        self.sha256 = sha256
        self.at = at


class HandImages(Persistent):
    """รูปลายเซ็นของผู้ลงนาม: those in use, and those that were proposed, one a person each."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.used = OOBTree()
        self.proposed = OOBTree()


class IssuedFiles(Persistent):
    """ดัชนีไฟล์หนังสือที่ออกแล้ว: SHA-256 of a file as it was issued -> the letter's id.

    ``unfinished`` has those that only some of its signers had signed; None where there never was one.
    """

    __parent__ = __name__ = None
    unfinished: OOTreeSet | None = None

    def __init__(self) -> None:
        self.by_sha256 = OOBTree()


class Proofs(Persistent):
    """การต่ออายุหลักฐานของหนังสือที่ออกแล้ว: which are due when, what files there were before, which could not be renewed."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.due = Queue()  # (day as ISO 8601, letter) -> None
        self.earlier = OOBTree()  # letter -> files as they were before, the oldest first
        self.failed = OOBTree()  # letter -> (when it was tried, why not)


class RevocationList(Persistent):
    """บัญชีเพิกถอนที่เก็บถาวร: a list as its authority signed it, and where in the chain it says when it was taken.

    ``taken_at`` is what the record says; what counts is the leaf ``leaf`` of the chain of lists.
    """

    def __init__(self, authority: str, address: str, file: StoredFile, facts: dict[str, Any], leaf: int) -> None:
        self.authority = authority
        self.address = address
        self.file = file
        self.issuer: str = facts["issuer"]
        self.issued: datetime = facts["issued"]
        self.until: datetime = facts["until"]
        self.number: int = facts["number"]
        self.taken_at: datetime = facts["taken_at"]
        self.leaf = leaf


class RevocationLists(Persistent):
    """คลังบัญชีเพิกถอน: lists by their SHA-256, in the order in which they came, and what is known of who gives them."""

    __parent__ = __name__ = None

    def __init__(self) -> None:
        self.kept = OOBTree()  # SHA-256 -> the list
        self.order = Queue()  # (authority, address, when taken as ISO 8601) -> SHA-256
        self.places = OOBTree()  # address -> a certificate of our letters that names it (DER)
        self.authorities = OOBTree()  # SHA-256 -> an authority below ours that came with our letters (DER)
        self.asked = OOBTree()  # (authority, address) -> when it was asked last
        self.failed = OOBTree()  # (authority, address) -> (since when nothing was had, why)
