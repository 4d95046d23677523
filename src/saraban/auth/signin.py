"""การเข้าสู่ระบบ (signing in): password and one-time password, step-up, and the proof for signing.

A refusal says the same for an unknown name, a wrong password and a wrong code, after the same work, and it is on
record before it is raised.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from saraban.auth import keys
from saraban.auth.accounts import get_account, is_too_old, key_place
from saraban.auth.attempts import account_of, failed, refuse_locked, succeeded
from saraban.auth.content import Account, Session
from saraban.auth.errors import OtpNotEnrolled, OtpRefused, SignInRefused
from saraban.auth.events import RecoveryCodeUsed
from saraban.auth.ledger import note
from saraban.auth.otp import OtpProof, is_replay, matching_step, recovery_hash
from saraban.auth.passwords import matches
from saraban.auth.sessions import Identity, open_session, rotate_session
from saraban.core.desk import Desk
from saraban.core.i18n import _


@dataclass(frozen=True)
class _Factor:
    """The second factor that was accepted."""

    method: str
    step: int = 0
    recovery: str = ""


def sign_in(desk: Desk, name: str, password: str, otp: str = "", *, device: str = "", replaces: str = "") -> str:
    """เข้าสู่ระบบ; gives the token for the cookie. ``otp`` is a code of the phone or a recovery code.

    Raises ``SignInRefused`` for anything that does not fit, ``TooManyAttempts`` while the name is locked.
    """
    person = name.strip().casefold()
    refuse_locked(desk, person)
    account = account_of(desk.root, person)
    known = matches(account.password_hash if account else None, password)
    usable = known and account is not None and account.active and not is_too_old(account, desk.clock.now())
    factor = _second_factor(desk, account, otp) if usable and account is not None else None
    if account is None or factor is None:
        failed(desk, person, _event_of_refusal(desk, account if usable else None, otp, "sign-in-refused"))
        raise SignInRefused(
            _(
                "The name, the password or the code is not right. Check them and try again. "
                "A code can be used once only: wait until the phone shows the next one."
            )
        )
    _spend(desk, account, factor)
    succeeded(account)
    at = desk.clock.now() if factor.method != "password" else None
    return open_session(desk, Identity(person, factor.method, at), device=device, replaces=replaces)


def verify_otp(desk: Desk, person: str, code: str, purpose: str = "") -> OtpProof:
    """ยืนยันตัวตนด้วยรหัสใช้ครั้งเดียว: a fresh code of the phone, spent for exactly ``purpose`` (a digest).

    The code is spent in the caller's transaction, together with what it approves. Raises ``OtpNotEnrolled``,
    ``OtpRefused`` (wrong, or used before) or ``TooManyAttempts``. A recovery code is no proof.
    """
    account = get_account(desk.root, person)
    refuse_locked(desk, person)
    if not account.totp_secret:
        raise OtpNotEnrolled(
            _(
                "This needs the code of your phone, which is not set up yet. "
                "Set it up on your profile page, then repeat."
            )
        )
    now = desk.clock.now()
    secret = keys.decrypt(key_place(desk), account.totp_secret)
    step = matching_step(secret, code, now, account.totp_last_step)
    if step is None:
        failed(desk, person, _event_of_refusal(desk, account, code, "otp-refused"))
        raise OtpRefused(
            _(
                "The code is not right, too old or used before. Type the one that your phone shows next. "
                "Nothing was saved."
            )
        )
    _spend(desk, account, _Factor("totp", step=step))
    succeeded(account)
    note(desk, "otp-verified", person, purpose=purpose[:128])
    return OtpProof(person, now, "totp", purpose)


def step_up(desk: Desk, session: Session, code: str) -> str:
    """ยืนยันตัวตนอีกครั้ง in a running session; gives the new token for the cookie. Refuses as ``verify_otp`` does."""
    proof = verify_otp(desk, session.person, code, purpose="step-up")
    return rotate_session(desk, session, otp_at=proof.at, method=proof.method)


def _second_factor(desk: Desk, account: Account, code: str) -> _Factor | None:
    if not account.totp_secret:
        return _Factor("password")  # the session leads nowhere but to enrolment, unless it may be put off
    now, last = desk.clock.now(), account.totp_last_step
    secret = keys.decrypt(key_place(desk), account.totp_secret)
    step = matching_step(secret, code, now, last)
    if step is not None:
        return _Factor("totp", step=step)
    digest = recovery_hash(account.person, code)
    found = [kept for kept in account.recovery_hashes if hmac.compare_digest(kept, digest)]
    if found:
        return _Factor("recovery", recovery=found[0])
    return None


def _spend(desk: Desk, account: Account, factor: _Factor) -> None:
    if factor.step:
        account.totp_last_step = factor.step
    if factor.recovery:
        account.recovery_hashes = tuple(kept for kept in account.recovery_hashes if kept != factor.recovery)
        left = len(account.recovery_hashes)
        note(desk, "recovery-code-used", account.person, left=left)
        desk.notify(RecoveryCodeUsed(account.person, left))


def _event_of_refusal(desk: Desk, account: Account | None, code: str, event: str) -> str:
    if account is None or not account.totp_secret:
        return event
    secret = keys.decrypt(key_place(desk), account.totp_secret)
    return "otp-replayed" if is_replay(secret, code, desk.clock.now(), account.totp_last_step) else event
