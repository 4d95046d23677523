"""รหัสผ่าน (passwords): argon2, any length of Thai, and a few rules that say what to choose instead."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from saraban.auth.errors import PasswordRefused
from saraban.core.i18n import _

SHORTEST = 12
LONGEST = 1000
DISTINCT = 5
NAME_PART = 4  # shorter parts of a name are too common to forbid
#: No character that can be taken for another one.
READABLE = "23456789abcdefghjkmnpqrstvwxyz"
GROUPS, GROUP = 4, 4

_HASHER = PasswordHasher()
#: For passwords that we made ourselves: their 78 random bits need no slow hash, and thousands are made at once.
_QUICK = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)


@cache
def _nobody() -> str:
    """A hash that no password matches; made when it is first wanted, so that starting does not wait for it."""
    return _HASHER.hash(secrets.token_hex(16))


#: Parts that make a long password easy to guess, as typed on either keyboard layout.
COMMON = (
    "123456789012", "1234567890ab", "abcdefghijkl", "administrator", "bangkokthailand", "iloveyou", "letmein",
    "p@ssw0rd", "passw0rd", "password", "qwertyuiop", "saraban", "welcome", "qazwsxedc", "1q2w3e4r", "zaq12wsx",
    "รหัสผ่าน", "สารบรรณ", "กรุงเทพ", "ประเทศไทย", "ๆไำพะัีรนย", "ฟหกดเสว", "ๅ/-ภถุึคตจ",
)  # fmt: skip


def normalised(password: str) -> str:
    """One form for what looks the same, whichever keyboard wrote it."""
    return unicodedata.normalize("NFKC", password)


def make_password() -> str:
    """รหัสผ่านแรกเข้า: sixteen random characters in groups of four, easy to read out and to copy."""
    groups = ("".join(secrets.choice(READABLE) for _i in range(GROUP)) for _j in range(GROUPS))
    return "-".join(groups)


def hash_password(password: str) -> str:
    """The hash to keep of a password that a person has chosen."""
    return _HASHER.hash(normalised(password))


def hash_made(password: str) -> str:
    """The hash to keep of a password from ``make_password``."""
    return _QUICK.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Is this the password? The same work is done for a person who does not exist (``stored`` None)."""
    typed = normalised(password[:LONGEST])
    if stored is None or _HASHER.check_needs_rehash(stored):
        _verify(_nobody(), typed)
    return stored is not None and _verify(stored, typed)


def check_rules(password: str, names: Iterable[str] = ()) -> None:
    """กติกาของรหัสผ่าน: long enough, not the name, not what everybody tries first. Raises ``PasswordRefused``."""
    text = normalised(password)
    if len(text) < SHORTEST:
        raise PasswordRefused(
            _("A password has at least ${n} characters. Three or four words that only you put together are good.",
              mapping={"n": SHORTEST}), field="new_password")  # fmt: skip
    if len(text) > LONGEST:
        raise PasswordRefused(
            _("A password has at most ${n} characters.", mapping={"n": LONGEST}), field="new_password"
        )
    plain = text.casefold().replace(" ", "")
    for name in names:
        if any(part in plain for part in _parts(name)):
            raise PasswordRefused(_("Choose a password without your name in it."), field="new_password")
    if _is_common(plain):
        raise PasswordRefused(
            _("This password is among the first that others try. Put together words that belong to you only."),
            field="new_password",
        )


def _parts(name: str) -> list[str]:
    words = normalised(name).casefold().replace(".", " ").replace("-", " ").replace("_", " ").split()
    return [word for word in ("".join(words), *words) if len(word) >= NAME_PART]


def _is_common(plain: str) -> bool:
    if len(set(plain)) < DISTINCT or plain.isdigit():
        return True
    rest = plain
    for part in COMMON:
        rest = rest.replace(part, "")
    return len(rest) < SHORTEST - 4 and rest != plain


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
