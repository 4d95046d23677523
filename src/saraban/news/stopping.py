"""การเลิกรับโดยไม่ต้องลงชื่อเข้าใช้ (stopping): a signed personal address in each digest that stops it and does nothing else.

The address is a signature over the person, his e-mail address and a mark of his own, made anew for each letter; the
store keeps its SHA-256 alone. Another mark ends the address: when the e-mail address changes, and when the person
renews or revokes his personal address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Any

from BTrees.OOBTree import OOBTree

from saraban.auth.ledger import note
from saraban.core.desk import Desk
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.news.content import News, Subscriber
from saraban.news.keys import SECRET, hashed

KEY_BYTES, MARK_BYTES = 32, 16


def stop_secret(news: News, subscriber: Subscriber) -> str:
    """The secret in the address that stops this person's digest; the same one until it is ended."""
    if not news.stop_key:
        news.stop_key = secrets.token_bytes(KEY_BYTES)
    if news.by_stop is None:
        news.by_stop = OOBTree()
    if not subscriber.stop_mark:
        subscriber.stop_mark = secrets.token_hex(MARK_BYTES)
    secret = _signed(news, subscriber)
    if hashed(secret) not in news.by_stop:
        news.by_stop[hashed(secret)] = subscriber.person
    return secret


def end_stop(news: News, subscriber: Subscriber) -> None:
    """From now on the address answers as a wrong one."""
    if subscriber.stop_mark and news.by_stop is not None:
        news.by_stop.pop(hashed(_signed(news, subscriber)), None)
    subscriber.stop_mark = ""


def check_stop(root: Any, secret: str) -> str:
    """Whose digest the address stops. Raises ``Missing`` for a wrong and for an old one alike."""
    news: News = root["news"]
    person = news.by_stop.get(hashed(secret)) if news.by_stop is not None and SECRET.match(secret) else None
    if person is None or not hmac.compare_digest(_signed(news, news.subscribers[person]), secret):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return str(person)


def stop_digest(desk: Desk, secret: str) -> None:
    """เลิกรับสรุปประจำวัน by the address in an e-mail; again changes nothing. Raises ``Missing``."""
    news, person = desk.root["news"], check_stop(desk.root, secret)
    if person in news.wanting:
        news.wanting.remove(person)
        note(desk, "digest-stopped", person)


def _signed(news: News, subscriber: Subscriber) -> str:
    about = f"{subscriber.person}\n{subscriber.email}\n{subscriber.stop_mark}".encode()
    digest = hmac.new(news.stop_key, about, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
