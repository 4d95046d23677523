"""ข้อผิดพลาดของการเข้าใช้งาน (errors of signing in)."""

from __future__ import annotations

from typing import Any

from saraban.core.errors import SarabanError


class AuthError(SarabanError):
    """Base of the refusals of this feature."""


class SignInRefused(AuthError):
    """เข้าสู่ระบบไม่ได้: one answer for an unknown name, a wrong password and a wrong code."""

    status = 401
    slug = "sign-in-refused"


class TooManyAttempts(AuthError):
    """ลองผิดหลายครั้ง: nobody is let in for ``seconds``, with the right password neither."""

    status = 429
    slug = "too-many-attempts"

    def __init__(self, message: Any, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class OtpRefused(AuthError):
    """รหัสไม่ถูกต้อง: the code is wrong, too old or used already."""

    status = 422
    slug = "otp-refused"

    def __init__(self, message: Any) -> None:
        super().__init__(message, field="otp")


class OtpNotEnrolled(AuthError):
    """ยังไม่ได้ตั้งรหัสใช้ครั้งเดียว: what was asked for needs it."""

    status = 403
    slug = "otp-not-enrolled"


class StepUpNeeded(AuthError):
    """ต้องยืนยันตัวตนอีกครั้ง: a fresh code is needed before this."""

    status = 403
    slug = "step-up-needed"


class PasswordRefused(AuthError):
    """รหัสผ่านใช้ไม่ได้: says what to choose instead."""

    slug = "password-refused"


class TokenRefused(AuthError):
    """โทเคนใช้ไม่ได้: unknown, expired, revoked, or not for this."""

    status = 401
    slug = "token-refused"


class KeyUnusable(AuthError):
    """กุญแจของคลังใช้ไม่ได้: the key file is missing or is not the one of this store."""

    status = 503
    slug = "key-unusable"
