"""บัญชีผู้ใช้ที่เก็บในคลัง (accounts, sessions and API tokens as stored).

Persons are known here by their id only. Nothing in these records can be used to sign in: passwords are argon2 hashes,
session and API tokens are SHA-256 digests of random bits, one-time password secrets are encrypted.
"""

from __future__ import annotations

from datetime import datetime

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from substanced.content import content
from substanced.folder import Folder


class Attempts(Persistent):
    """ครั้งที่ไม่สำเร็จ: failed tries since the last success, and until when nobody is let in."""

    count = 0
    last: datetime | None = None
    locked_until: datetime | None = None


class Account(Persistent):
    """บัญชีผู้ใช้ of one person.

    ``must_change`` is true while the password is one that was handed out; ``totp_secret`` is empty until the phone is
    enrolled, ``pending_secret`` holds the secret of an enrolment that is under way.
    """

    active = True
    must_change = True
    handed_out: datetime | None = None
    changed: datetime | None = None
    totp_secret = ""
    totp_last_step = 0
    pending_secret = ""
    recovery_hashes: tuple[str, ...] = ()
    may_put_off_otp = False
    phone_reset_at: datetime | None = None  # when somebody else took the phone off this account

    def __init__(self, person: str, password_hash: str) -> None:
        self.person = person
        self.password_hash = password_hash
        self.attempts = Attempts()


class Session(Persistent):
    """การเข้าใช้งาน: one browser of one person; ``post`` is the capacity acted in (empty = the first one)."""

    post = ""
    device = ""
    method = "password"
    otp_at: datetime | None = None

    def __init__(self, key: str, person: str, created: datetime, expires: datetime) -> None:
        self.key = key
        self.person = person
        self.created = created
        self.expires = expires


class ApiToken(Persistent):
    """โทเคนของ API: what a program of a person may do (``read``, ``write``), until when."""

    label = ""
    revoked: datetime | None = None

    def __init__(
        self,
        *,
        id: str,
        person: str,
        digest: str,
        scopes: tuple[str, ...],
        created: datetime,
        expires: datetime,
    ) -> None:
        self.id = id
        self.person = person
        self.digest = digest
        self.scopes = scopes
        self.created = created
        self.expires = expires


@content("Accounts")
class Accounts(Folder):
    """บัญชีผู้ใช้ทั้งหมด: the section ``auth``."""

    def __init__(self) -> None:
        super().__init__()
        self.accounts = OOBTree()  # person id -> Account
        self.strangers = IOBTree()  # bucket of names that nobody has -> Attempts
        self.sessions = OOBTree()  # SHA-256 of the cookie's token -> Session
        self.sessions_by_person = OOBTree()  # person id -> tuple of session keys
        self.tokens = OOBTree()  # SHA-256 of the token -> ApiToken
        self.tokens_by_person = OOBTree()  # person id -> tuple of token digests
        self.guide = IOBTree()  # order -> (person id, what to try first in Thai, in English); demonstration stores
