"""งานบัญชีผู้ใช้ (accounts): handing out the first password, changing it, enrolling the phone, suspending.

The names that a password may not contain are given by the caller: this layer knows ids only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from saraban.auth import keys
from saraban.auth.attempts import account_of, accounts_of, failed, refuse_locked, succeeded
from saraban.auth.content import Account
from saraban.auth.errors import OtpNotEnrolled, OtpRefused, PasswordRefused, SignInRefused, StepUpNeeded
from saraban.auth.events import OtpEnrolled, PasswordChanged
from saraban.auth.ledger import note
from saraban.auth.otp import enrolment_uri, make_recovery_codes, matching_step, new_secret, recovery_hash
from saraban.auth.passwords import check_rules, hash_made, hash_password, make_password, matches
from saraban.auth.sessions import end_sessions
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Missing
from saraban.core.i18n import _

#: How long a password that was handed out can be used for the first sign-in.
HANDED_OUT_DAYS = 30
#: How long a code counts as fresh for changing the phone or the recovery codes.
STEP_UP_AGE = timedelta(minutes=10)
Step = Literal["", "password", "otp"]
Hint = tuple[str, str]


def create_account(desk: Desk, person: str, *, may_put_off_otp: bool = False, hint: Hint | None = None) -> str:
    """เปิดบัญชีผู้ใช้ and give the first password: it is shown this once, and changed at the first sign-in.

    ``may_put_off_otp`` (the phone can wait) holds in a demonstration store only, where ``hint``, what to try first in
    Thai and in English, stands on the sign-in page. Raises ``Conflict`` when the person has an account.
    """
    section = accounts_of(desk.root)
    if person in section.accounts:
        raise Conflict(_("There is an account for ${id} already.", mapping={"id": person}))
    password = make_password()
    account = Account(person, hash_made(password))
    account.handed_out = desk.clock.now()
    account.may_put_off_otp = may_put_off_otp
    section.accounts[person] = account
    if hint is not None:
        section.guide[len(section.guide)] = (person, *hint)
    note(desk, "account-created", person)
    return password


def hand_out_password(desk: Desk, person: str, *, reset_otp: bool = False, by: str = "") -> str:
    """ออกรหัสผ่านใหม่ for somebody who has forgotten it (or lost the phone).

    Signs the person out everywhere and makes the API tokens void: whoever had the old password may have made some.
    """
    account = get_account(desk.root, person)
    password = make_password()
    account.password_hash = hash_made(password)
    account.must_change = True
    account.handed_out = desk.clock.now()
    account.attempts.count = 0
    account.attempts.locked_until = None
    account.pending_secret = ""
    if reset_otp:
        account.totp_secret = ""
        account.recovery_hashes = ()
        account.phone_reset_at = desk.clock.now()
    end_sessions(desk, person)
    _end_tokens(desk, person)
    note(desk, "password-handed-out", person, by=by, otp_reset=int(reset_otp))
    return password


def suspend_account(desk: Desk, person: str, *, by: str = "") -> None:
    """ระงับบัญชี: no sign-in, no session and no token works from the next request."""
    get_account(desk.root, person).active = False
    end_sessions(desk, person)
    note(desk, "account-suspended", person, by=by)


def resume_account(desk: Desk, person: str, *, by: str = "") -> None:
    """เปิดใช้บัญชีอีกครั้ง."""
    get_account(desk.root, person).active = True
    note(desk, "account-resumed", person, by=by)


def get_account(root: Any, person: str) -> Account:
    """The account of a person; raises ``Missing``."""
    account = account_of(root, person)
    if account is None:
        raise Missing(_("There is no account for ${id}.", mapping={"id": str(person)[:80]}))
    return account


def has_account(root: Any, person: str) -> bool:
    """Can the person sign in at all?"""
    return account_of(root, person) is not None


def remove_unused(desk: Desk, person: str) -> None:
    """ถอนบัญชีที่ยังไม่ได้ใช้: for undoing. Raises ``Conflict`` when the person has signed in with it."""
    account = get_account(desk.root, person)
    if not account.must_change:
        raise Conflict(_("${id} has signed in with the account already.", mapping={"id": person}))
    end_sessions(desk, person)
    del accounts_of(desk.root).accounts[person]
    note(desk, "account-removed", person)


def missing_step(root: Any, person: str) -> Step:
    """What a person has still to do before any work: choose a password, enrol the phone, or nothing."""
    account = get_account(root, person)
    if account.must_change:
        return "password"
    if not account.totp_secret and not may_put_off(root, account):
        return "otp"
    return ""


def may_put_off(root: Any, account: Account) -> bool:
    """May the phone wait? Only in a demonstration store."""
    return bool(root.info.demo and account.may_put_off_otp)


def is_enrolled(root: Any, person: str) -> bool:
    """Does the person's phone give codes?"""
    account = account_of(root, person)
    return bool(account and account.totp_secret)


def demo_guide(root: Any) -> list[tuple[str, str, str]]:
    """The accounts to try in a demonstration store, as they were made: person, what to try first in Thai, in English.

    Nothing in any other store.
    """
    return list(accounts_of(root).guide.values()) if root.info.demo else []


def change_password(desk: Desk, person: str, *, old: str | None, new: str, names: Iterable[str] = ()) -> None:
    """เปลี่ยนรหัสผ่าน; ends every session of the person (the caller opens a new one for this browser).

    ``old`` may be None only while the password is one that was handed out: signing in with it was the proof.
    Raises ``SignInRefused`` for a wrong old password (it counts as a failed try) and ``PasswordRefused`` for a new
    one that is against the rules or the same as before.
    """
    account = get_account(desk.root, person)
    refuse_locked(desk, person)
    if not (old is None and account.must_change) and not matches(account.password_hash, old or ""):
        failed(desk, person, "password-change-refused")
        raise SignInRefused(_("The present password is not right. Nothing was changed."), field="old_password")
    check_rules(new, [person, *names])
    if matches(account.password_hash, new):
        raise PasswordRefused(_("Choose a password that is not the present one."), field="new_password")
    account.password_hash = hash_password(new)
    account.must_change = False
    account.handed_out = None
    account.changed = desk.clock.now()
    end_sessions(desk, person)
    note(desk, "password-changed", person)
    desk.notify(PasswordChanged(person))


def is_too_old(account: Account, now: datetime) -> bool:
    """Was the password handed out so long ago that it does not open anything any more?"""
    return account.handed_out is not None and now - account.handed_out > timedelta(days=HANDED_OUT_DAYS)


def begin_enrolment(desk: Desk, person: str, *, proved_at: datetime | None = None) -> tuple[str, str]:
    """เริ่มตั้งรหัสใช้ครั้งเดียว: gives the secret and its ``otpauth:`` address; the old phone works until it is confirmed.

    A second call gives the same secret, so that a page opened twice shows one picture. ``proved_at`` says when this
    session last had a code: raises ``StepUpNeeded`` for a person who has a phone already and did not just prove it.
    """
    account = get_account(desk.root, person)
    require_fresh(desk, account, proved_at)
    var = key_place(desk)
    if account.pending_secret:
        secret = keys.decrypt(var, account.pending_secret)
    else:
        secret = new_secret()
        account.pending_secret = keys.encrypt(var, secret)
    return secret, enrolment_uri(secret, person)


def pending_enrolment(desk: Desk, person: str) -> str:
    """The ``otpauth:`` address of the enrolment under way; raises ``Missing`` when there is none."""
    account = get_account(desk.root, person)
    if not account.pending_secret:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return enrolment_uri(keys.decrypt(key_place(desk), account.pending_secret), person)


def confirm_enrolment(desk: Desk, person: str, code: str) -> list[str]:
    """ยืนยันการตั้งรหัส with a code of the new phone; gives the recovery codes, shown this once.

    Raises ``OtpRefused`` for a wrong code (it counts as a failed try); the phone before stays valid then.
    """
    account = get_account(desk.root, person)
    refuse_locked(desk, person)
    if not account.pending_secret:
        raise OtpNotEnrolled(_("Start again: open the page that shows the picture to scan."))
    secret = keys.decrypt(key_place(desk), account.pending_secret)
    step = matching_step(secret, code, desk.clock.now(), 0)
    if step is None:
        failed(desk, person, "otp-enrolment-refused")
        raise OtpRefused(_("The code does not fit. Wait for the next one, and check the clock of the phone."))
    account.totp_secret, account.pending_secret = account.pending_secret, ""
    account.totp_last_step = step
    succeeded(account)
    note(desk, "otp-enrolled", person)
    desk.notify(OtpEnrolled(person))
    return _new_recovery_codes(desk, account)


def renew_recovery_codes(desk: Desk, person: str, *, proved_at: datetime | None) -> list[str]:
    """ออกรหัสกู้คืนชุดใหม่: ten codes, shown this once; the ones before are void. Raises ``StepUpNeeded``."""
    account = get_account(desk.root, person)
    if not account.totp_secret:
        raise OtpNotEnrolled(_("Recovery codes come with the phone. Set up the phone first."))
    require_fresh(desk, account, proved_at)
    return _new_recovery_codes(desk, account)


def require_fresh(desk: Desk, account: Account, proved_at: datetime | None) -> None:
    """Raise ``StepUpNeeded`` when a person with a phone has not given a code in the last minutes."""
    if account.totp_secret and (proved_at is None or desk.clock.now() - proved_at > STEP_UP_AGE):
        raise StepUpNeeded(_("Prove once more that it is you: type the code that your phone shows, then repeat."))


def _end_tokens(desk: Desk, person: str) -> None:
    section = accounts_of(desk.root)
    for digest in section.tokens_by_person.get(person, ()):
        if section.tokens[digest].revoked is None:
            section.tokens[digest].revoked = desk.clock.now()


def _new_recovery_codes(desk: Desk, account: Account) -> list[str]:
    person = account.person
    codes = make_recovery_codes()
    account.recovery_hashes = tuple(recovery_hash(person, code) for code in codes)
    note(desk, "recovery-codes-made", person, count=len(codes))
    return codes


def key_place(desk: Desk) -> Path:
    """The directory of this store's key."""
    return desk.var or desk.locks.directory.parent
