"""รหัสผ่านใช้ครั้งเดียว (one-time passwords): RFC 6238 by pyotp, recovery codes, and the picture to enrol by."""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
import segno

from saraban.auth.passwords import READABLE
from saraban.thai.digits import to_arabic

ISSUER = "saraban"
STEP = 30
WINDOW = 1  # steps before and after: 30 seconds for clocks that differ and slow fingers
RECOVERY_CODES = 10
RECOVERY_GROUPS, RECOVERY_GROUP = 3, 4
PROOF_AGE = timedelta(minutes=5)


@dataclass(frozen=True)
class OtpProof:
    """หลักฐานการยืนยันตัวตน: a fresh code of this person approved exactly the thing with this digest."""

    person: str
    at: datetime
    method: str
    purpose: str = ""

    def covers(self, person: str, purpose: str, now: datetime) -> bool:
        """Is it this person's, for exactly this purpose, and still fresh?"""
        fresh = timedelta(0) <= now - self.at <= PROOF_AGE
        return fresh and self.person == person and bool(purpose) and hmac.compare_digest(self.purpose, purpose)


def new_secret() -> str:
    """A fresh secret of 160 bits."""
    return pyotp.random_base32()


def enrolment_uri(secret: str, name: str, issuer: str = ISSUER) -> str:
    """The ``otpauth:`` address that an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def clean_code(text: str) -> str:
    """What was typed, without spaces and hyphens, Thai digits as Arabic ones, in small letters."""
    return "".join(to_arabic(text).split()).replace("-", "").casefold()


def matching_step(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step of a right code that is later than the last one used, or None. Looks at every step alike."""
    typed = clean_code(code)
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // STEP
    found = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        same = hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode())
        if same and step > last_step:
            found = step
    return found


def is_replay(secret: str, code: str, at: datetime, last_step: int) -> bool:
    """Is this a right code that was used before?"""
    return matching_step(secret, code, at, last_step) is None and matching_step(secret, code, at, 0) is not None


def make_recovery_codes() -> list[str]:
    """รหัสกู้คืน: ten random codes, each good for one sign-in without the phone."""
    return ["-".join(_group() for _i in range(RECOVERY_GROUPS)) for _j in range(RECOVERY_CODES)]


def recovery_hash(person: str, code: str) -> str:
    """The digest to keep of a recovery code: 58 random bits, so no slow hash is needed."""
    return hashlib.sha256(f"{person}\n{clean_code(code)}".encode()).hexdigest()


def picture(uri: str) -> bytes:
    """คิวอาร์โค้ด of the enrolment address as a PNG, to be sent from our own address."""
    out = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    return out.getvalue()


def _group() -> str:
    return "".join(secrets.choice(READABLE) for _i in range(RECOVERY_GROUP))
