"""สิ่งที่ผู้ลงนามต้องให้ (what a signer gives): name, code, what the key asks for; which signature it will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.errors import SarabanError
from saraban.signatures.certificates import current_of
from saraban.signatures.interfaces import REMOTE, Secret
from saraban.signatures.issuing import Given, usable
from saraban.ui.layout.once import request_digest
from saraban.ui.verify.words import level_words


@dataclass(frozen=True)
class Giving:
    """การลงนามที่จะทำ: with whose certificate and of which level; ``trouble`` says why there is none to sign with."""

    name: str
    typed: str
    level: Any
    certificate: str = ""
    issuer: str = ""
    asks_pin: bool = False
    asks_code: bool = False
    trouble: Any = ""


def giving_shown(request: Any) -> Giving:
    """What is asked of who signs now."""
    root, actor = request.desk.root, request.actor
    typed = request.POST.get("typed_name", "") if request.method == "POST" else ""
    try:
        found = usable(root, actor.person, request.registry.signing_room.clock.now())
    except SarabanError as error:
        return Giving(actor.name, typed, level_words("section-9"), trouble=error.message)
    current = current_of(root, actor.person) if found is not None else None
    if current is None:
        return Giving(actor.name, typed, level_words("section-9"))
    level, remote = level_words(current.level), current.store == REMOTE
    return Giving(actor.name, typed, level, current.name, current.issuer, asks_pin=not remote, asks_code=remote)


def given_in(request: Any) -> Given:
    """What was typed."""
    typed = request.POST
    return Given(
        typed.get("typed_name", ""),
        typed.get("otp", ""),
        Secret(typed.get("signing_code", ""), typed.get("pin", "")),
        request_digest(request),
        typed.get("typed_only") == "1",
    )
