"""เหตุการณ์ของการเข้าใช้งาน (events of signing in), told upward when they are about to be committed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignedIn:
    """A person has a new session."""

    person: str
    method: str


@dataclass(frozen=True)
class SignedOut:
    """A session, or all of a person's, ended by the person or an administrator."""

    person: str
    everywhere: bool = False


@dataclass(frozen=True)
class PasswordChanged:
    """A person has chosen a new password."""

    person: str


@dataclass(frozen=True)
class OtpEnrolled:
    """A person's phone gives codes from now on."""

    person: str


@dataclass(frozen=True)
class RecoveryCodeUsed:
    """A recovery code was used; ``left`` remain."""

    person: str
    left: int
