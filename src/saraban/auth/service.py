"""งานการเข้าใช้งาน (signing in, as one service): what pages, API, console and other features call."""

from saraban.auth.accounts import (
    begin_enrolment,
    change_password,
    confirm_enrolment,
    create_account,
    demo_guide,
    get_account,
    hand_out_password,
    has_account,
    is_enrolled,
    missing_step,
    pending_enrolment,
    remove_unused,
    renew_recovery_codes,
    resume_account,
    suspend_account,
)
from saraban.auth.keys import make_key
from saraban.auth.otp import OtpProof
from saraban.auth.sessions import (
    Identity,
    forget_expired,
    open_session,
    session_for,
    sessions_of,
    sign_out,
    sign_out_everywhere,
    switch_post,
)
from saraban.auth.signin import sign_in, step_up, verify_otp
from saraban.auth.tokens import issue_token, revoke_token, token_for, tokens_of

__all__ = [
    "Identity",
    "OtpProof",
    "begin_enrolment",
    "change_password",
    "confirm_enrolment",
    "create_account",
    "demo_guide",
    "forget_expired",
    "get_account",
    "hand_out_password",
    "has_account",
    "is_enrolled",
    "issue_token",
    "make_key",
    "missing_step",
    "open_session",
    "pending_enrolment",
    "remove_unused",
    "renew_recovery_codes",
    "resume_account",
    "revoke_token",
    "session_for",
    "sessions_of",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "step_up",
    "suspend_account",
    "switch_post",
    "token_for",
    "tokens_of",
    "verify_otp",
]
