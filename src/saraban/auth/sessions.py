"""การเข้าใช้งาน (sessions): records on the server, written at sign-in, step-up, post switch and sign-out only.

The browser holds 256 random bits; the store holds their SHA-256.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saraban.auth.attempts import account_of, accounts_of
from saraban.auth.content import Session
from saraban.auth.events import SignedIn, SignedOut
from saraban.auth.ledger import note
from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _

LIFETIME = timedelta(hours=10)
DEVICE_LENGTH = 80
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


@dataclass(frozen=True)
class Identity:
    """ตัวตนที่ยืนยันแล้ว: somebody has proved who this is - the password and code here, or a single sign-on outside.

    This is the door for other ways of signing in: whoever can vouch for a person makes one of these and calls
    ``open_session``. ``otp_at`` is set where a second factor was used.
    """

    person: str
    method: str
    otp_at: datetime | None = None


def open_session(desk: Desk, identity: Identity, *, device: str = "", replaces: str = "", post: str = "") -> str:
    """เปิดการเข้าใช้งาน for a proved identity; gives the token for the cookie, always a new one.

    ``replaces`` is the token that the browser sent: that session ends, whoever's it was. Raises ``Missing`` for a
    person without an active account.
    """
    account = account_of(desk.root, identity.person)
    if account is None or not account.active:
        raise Missing(_("There is no account for ${id}.", mapping={"id": identity.person[:80]}))
    now = desk.clock.now()
    if replaces:
        _end(desk.root, key_of(replaces))
    _forget_expired(desk.root, identity.person, now)
    token = secrets.token_urlsafe(32)
    session = Session(key_of(token), identity.person, now, now + LIFETIME)
    session.method, session.otp_at, session.post = identity.method, identity.otp_at, post
    session.device = device[:DEVICE_LENGTH]
    _keep(desk.root, session)
    note(desk, "signed-in", identity.person, method=identity.method)
    desk.notify(SignedIn(identity.person, identity.method))
    return token


def session_for(desk: Desk, token: str | None) -> Session | None:
    """The session of a cookie's token; None where it is unknown, over, or the account suspended. Writes nothing."""
    if not token or not _TOKEN.match(token):
        return None
    session: Session | None = accounts_of(desk.root).sessions.get(key_of(token))
    if session is None or desk.clock.now() >= session.expires:
        return None
    account = account_of(desk.root, session.person)
    return session if account is not None and account.active else None


def rotate_session(desk: Desk, session: Session, *, otp_at: datetime | None = None, method: str = "") -> str:
    """เปลี่ยนกุญแจการเข้าใช้งาน after a step-up: a new token, the same person, post and end; the old token is void."""
    token = secrets.token_urlsafe(32)
    fresh = Session(key_of(token), session.person, session.created, session.expires)
    fresh.post, fresh.device = session.post, session.device
    fresh.method = method or session.method
    fresh.otp_at = otp_at or session.otp_at
    _end(desk.root, session.key)
    _keep(desk.root, fresh)
    return token


def switch_post(desk: Desk, session: Session, post: str) -> None:
    """เปลี่ยนตำแหน่งที่ปฏิบัติงาน (``HeldPost.key``); the caller has checked that the person may act in it today."""
    if session.post != post:
        session.post = post
        note(desk, "post-switched", session.person, to=hashlib.sha256(post.encode()).hexdigest()[:16])


def sign_out(desk: Desk, session: Session) -> None:
    """ออกจากระบบ in this browser."""
    _end(desk.root, session.key)
    note(desk, "signed-out", session.person)
    desk.notify(SignedOut(session.person))


def sign_out_everywhere(desk: Desk, person: str, *, by: str = "") -> int:
    """ออกจากระบบทุกเครื่อง; gives how many sessions ended."""
    count = end_sessions(desk, person)
    note(desk, "signed-out-everywhere", person, sessions=count, by=by)
    desk.notify(SignedOut(person, everywhere=True))
    return count


def sessions_of(root: Any, person: str, now: datetime) -> list[Session]:
    """The sessions of a person that are not over, the newest first."""
    section = accounts_of(root)
    found = (section.sessions[key] for key in section.sessions_by_person.get(person, ()))
    return sorted((s for s in found if now < s.expires), key=lambda s: s.created, reverse=True)


def end_sessions(desk: Desk, person: str) -> int:
    """End all sessions of a person; gives how many."""
    gone = accounts_of(desk.root).sessions_by_person.get(person, ())
    for key in gone:
        _end(desk.root, key)
    return len(gone)


def forget_expired(desk: Desk) -> int:
    """ล้างการเข้าใช้งานที่หมดอายุ, for the worker; gives how many."""
    now = desk.clock.now()
    gone = [key for key, session in accounts_of(desk.root).sessions.items() if now >= session.expires]
    for key in gone:
        _end(desk.root, key)
    return len(gone)


def key_of(token: str) -> str:
    """What a token is kept under."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _keep(root: Any, session: Session) -> None:
    section = accounts_of(root)
    section.sessions[session.key] = session
    section.sessions_by_person[session.person] = (*section.sessions_by_person.get(session.person, ()), session.key)


def _end(root: Any, key: str) -> None:
    section = accounts_of(root)
    session = section.sessions.pop(key, None)
    if session is None:
        return
    left = tuple(k for k in section.sessions_by_person.get(session.person, ()) if k != key)
    if left:
        section.sessions_by_person[session.person] = left
    else:
        section.sessions_by_person.pop(session.person, None)


def _forget_expired(root: Any, person: str, now: datetime) -> None:
    section = accounts_of(root)
    for key in section.sessions_by_person.get(person, ()):
        if now >= section.sessions[key].expires:
            _end(root, key)
