"""โทเคนของ API (API tokens): for programs, with scope and end; never for classified letters or instead of a code."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from saraban.auth.accounts import get_account, missing_step
from saraban.auth.attempts import account_of, accounts_of
from saraban.auth.content import ApiToken
from saraban.auth.errors import TokenRefused
from saraban.auth.ledger import note
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_text, new_id

#: What a token can be for.
SCOPES = ("read", "write")
LONGEST_DAYS = 366
PREFIX = "srbn_"
_TEXT = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}\Z")


def issue_token(desk: Desk, person: str, scopes: Iterable[str], days: int, *, label: str = "", by: str = "") -> str:
    """ออกโทเคน for a person's programs; gives its text, shown this once.

    Raises ``Invalid`` for scopes that do not exist or more than a year, ``Missing`` for a person without account.
    """
    wanted = tuple(sorted(set(scopes)))
    if not wanted or any(scope not in SCOPES for scope in wanted):
        raise Invalid(_("A token is for reading (read), writing (write) or both."), field="scopes")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(_("A token is valid for 1 to ${n} days.", mapping={"n": LONGEST_DAYS}), field="days")
    get_account(desk.root, person)
    text = PREFIX + secrets.token_urlsafe(32)
    now = desk.clock.now()
    token = ApiToken(
        id=id_text(new_id()),
        person=person,
        digest=_digest(text),
        scopes=wanted,
        created=now,
        expires=now + timedelta(days=days),
    )
    token.label = label.strip()[:80]
    section = accounts_of(desk.root)
    section.tokens[token.digest] = token
    section.tokens_by_person[person] = (*section.tokens_by_person.get(person, ()), token.digest)
    note(desk, "token-issued", person, token=token.id, scopes=",".join(wanted), days=days, by=by)
    return text


def token_for(desk: Desk, text: str, scope: str = "read") -> ApiToken:
    """The token with this text, good for ``scope`` now. Raises ``TokenRefused``; writes nothing.

    It waits for the person's own password and phone, but in a demonstration store.
    """
    token: ApiToken | None = None
    if _TEXT.match(text):
        token = accounts_of(desk.root).tokens.get(_digest(text))
    if token is None or token.revoked is not None or desk.clock.now() >= token.expires:
        raise TokenRefused(_("The token is unknown, expired or revoked. Ask for a new one."))
    account = account_of(desk.root, token.person)
    if account is None or not account.active:
        raise TokenRefused(_("The token is unknown, expired or revoked. Ask for a new one."))
    if not desk.root.info.demo and missing_step(desk.root, token.person):
        raise TokenRefused(
            _("The person has still to choose a password or set up the phone. The token works when that is done.")
        )
    if scope not in token.scopes:
        refused = TokenRefused(_("The token is not for this. It needs the scope ${scope}.", mapping={"scope": scope}))
        refused.status, refused.slug = 403, "token-scope"
        raise refused
    return token


def tokens_of(root: Any, person: str) -> list[ApiToken]:
    """All tokens of a person, the newest first, void ones included."""
    section = accounts_of(root)
    found = [section.tokens[digest] for digest in section.tokens_by_person.get(person, ())]
    return sorted(found, key=lambda token: token.created, reverse=True)


def revoke_token(desk: Desk, person: str, token: str, *, by: str = "") -> None:
    """ยกเลิกโทเคน; it stays on record and opens nothing from the next request. Raises ``Missing``."""
    found = next((t for t in tokens_of(desk.root, person) if t.id == token), None)
    if found is None:
        raise Missing(_("There is no such token."))
    if found.revoked is None:
        found.revoked = desk.clock.now()
        note(desk, "token-revoked", person, token=found.id, by=by)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
