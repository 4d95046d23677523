"""ประตูของหนังสือลับ (doors of classified letters): no role opens one; who is named and cleared comes in, then by role.

Whoever is not named gets the answer of a letter that is not there, at every door and for every verb.
"""

from __future__ import annotations

from typing import Any

from saraban.core.permissions import Permission
from tests.matrix.secret_stage import SECRET_ARRIVALS, SECRETS
from tests.matrix.verbs import HIDDEN, Verb, form, page, show

P = Permission
_NAMED = (P.VAULT_READ,)
_AT = "/secret/p/{key}"
_LETTER = {"level": "secret", "subject": "x"}


def _act(
    act: str, permission: Permission, states: tuple[str, ...], fields: dict[str, str], *, right_first: bool = True
) -> Verb:
    return Verb(
        f"secret.{act}",
        "secret",
        states,
        permission,
        (
            page(f"secret-act:{act}", f"{_AT}/{act}", fields=fields, refused=HIDDEN),
            form(f"secret-act:{act}", f"{_AT}/{act}", refused=HIDDEN, closed=HIDDEN),
        ),
        sees=_NAMED,
        right_first=right_first,
    )


def _register(**ways: Any) -> Verb:
    return Verb(sees=_NAMED, right_first=True, permission=P.VAULT_REGISTER, **ways)


SECRET_DOORS = [
    Verb(
        "secret.read",
        "secret",
        SECRETS,
        P.VAULT_READ,
        (show("secret-letter", _AT), show("secret-file", f"{_AT}/files/{{note}}", door="file")),
        sees=_NAMED,
        traced=True,
    ),
    _act("note", P.VAULT_READ, ("registered", "ended"), {"act": "propose", "text": "x"}),
    _act("name", P.VAULT_NAME, SECRETS, {"persons": "m-stranger", "why": "x"}),
    _act("unname", P.VAULT_NAME, SECRETS, {"person": "m-named", "why": "x"}),
    _act("copies", P.VAULT_REGISTER, SECRETS, {"count": "1", "why": "x"}),
    _act("level", P.VAULT_REGISTER, ("registered", "closed"), {"level": "secret", "instrument": "x", "why": "x"}),
    _act("send", P.VAULT_REGISTER, ("registered",), {"receivers": "d54-edu:m-sender"}),
    _act("close", P.VAULT_REGISTER, ("registered", "ended"), {"result": "x"}),
    _act("open", P.REGISTER_RECEIVE, ("ended",), {}, right_first=False),
    _register(
        name="secret-arrival.register",
        kind="secret-arrival",
        states=SECRET_ARRIVALS[:1],
        ways=(
            page("secret-delivery", "/secret/d/{key}", refused=HIDDEN),
            form("secret-delivery", "/secret/d/{key}", refused=HIDDEN),
        ),
    ),
    _register(
        name="unit.register_secret",
        kind="unit",
        states=("working",),
        ways=(
            page("secret-register", "/secret/register/{unit}", fields=_LETTER, refused=HIDDEN),
            form("secret-register", "/secret/register/{unit}", refused=HIDDEN),
        ),
    ),
]
