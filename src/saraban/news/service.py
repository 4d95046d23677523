"""การรับข่าว (subscribing): the daily digest on or off, and the secret address of one's feed and calendar."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from saraban.auth.attempts import account_of
from saraban.auth.ledger import note
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.settings import LANGUAGES
from saraban.mail.writing import checked_address
from saraban.news.content import News, Subscriber
from saraban.news.keys import SECRET, hashed
from saraban.news.stopping import end_stop
from saraban.news.wording import Wording
from saraban.people.actor import Actor
from saraban.people.rights import actor_for
from saraban.people.service import find_person, posts_of


def news_of(root: Any) -> News:
    """ข่าวถึงตัว of this store."""
    return root["news"]


def wants_digest(root: Any, person: str) -> bool:
    """Does a person want the daily digest?"""
    return person in news_of(root).wanting


def address_made(root: Any, person: str) -> datetime | None:
    """When the person's secret address was made; None where there is none."""
    found = news_of(root).subscribers.get(person)
    return found.address_made if found is not None else None


def wording_of(root: Any, person: str) -> Wording:
    """In which language a person is told."""
    found = news_of(root).subscribers.get(person)
    return Wording(found.language if found is not None else "th")


def agreed_email(root: Any, person: str) -> str:
    """The e-mail address that the person agreed to be told at; empty for none."""
    found = news_of(root).subscribers.get(person)
    return found.email if found is not None else ""


def want_digest(desk: Desk, actor: Actor, *, wanted: bool, language: str = "th") -> None:
    """รับหรือเลิกรับสรุปประจำวัน at the e-mail address of today, in a language.

    The address is kept as the one agreed to: who else may change a person's address sends his news nowhere by it.
    Raises ``Invalid`` where no e-mail address is known, and for a language that there is none of.
    """
    news = news_of(desk.root)
    if not wanted:
        if actor.person in news.wanting:
            news.wanting.remove(actor.person)
        return
    if language not in LANGUAGES:
        raise Invalid(_("Choose Thai or English."), field="language")
    email = checked_address(find_person(desk.root, actor.person).email)
    subscriber = _subscriber(news, actor.person)
    if subscriber.email != email:
        end_stop(news, subscriber)
        subscriber.email = email
    subscriber.language = language
    if actor.person not in news.wanting:
        news.wanting.insert(actor.person)
        subscriber.digested_until = desk.now


def make_address(desk: Desk, actor: Actor) -> str:
    """สร้างที่อยู่ส่วนตัว for feed and calendar: gives its secret, this once; the one before opens nothing any more."""
    news = news_of(desk.root)
    subscriber = _subscriber(news, actor.person)
    news.by_hash.pop(subscriber.address_hash, None)
    secret = secrets.token_urlsafe(32)
    end_stop(news, subscriber)
    subscriber.address_hash, subscriber.address_made = hashed(secret), desk.clock.now()
    news.by_hash[subscriber.address_hash] = actor.person
    note(desk, "feed-address-made", actor.person)
    return secret


def revoke_address(desk: Desk, actor: Actor) -> None:
    """ยกเลิกที่อยู่ส่วนตัว. Raises ``Conflict`` where there is none."""
    news = news_of(desk.root)
    subscriber = news.subscribers.get(actor.person)
    if subscriber is None or not subscriber.address_hash:
        raise Conflict(_("There is no personal address to be revoked."))
    news.by_hash.pop(subscriber.address_hash, None)
    end_stop(news, subscriber)
    subscriber.address_hash, subscriber.address_made = "", None
    note(desk, "feed-address-revoked", actor.person)


def reader_at(desk: Desk, secret: str) -> Actor:
    """Who reads by a secret address, with the rights of this moment. Raises ``Missing``, for whatever reason alike."""
    person = news_of(desk.root).by_hash.get(hashed(secret)) if SECRET.match(secret) else None
    reader = reader_of(desk.root, person, desk.today) if person is not None else None
    if reader is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return reader


def reader_of(root: Any, person: str, today: date) -> Actor | None:
    """A person as a reader today: all posts held now. None for who has left: no post, no account, or shut out."""
    account = account_of(root, person)
    try:
        active = find_person(root, person).active
    except Missing:
        return None
    if not active or account is None or not account.active or not posts_of(root, person, today):
        return None
    return actor_for(root, person, "", today)


def _subscriber(news: News, person: str) -> Subscriber:
    if person not in news.subscribers:
        news.subscribers[person] = Subscriber(person)
    found: Subscriber = news.subscribers[person]
    return found
