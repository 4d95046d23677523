"""รหัสตรวจสอบหนังสือ (the code of a letter): on it as QR, so that who holds the paper finds what was issued.

The code is the letter's id and the beginning of the digest of what was signed: it can be told before the letter has its
signature, and nobody makes one up for a letter that he does not have.
"""

from __future__ import annotations

from typing import Any

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.ids import id_value
from saraban.letters import records
from saraban.letters.content import Letter

PATH = "/verify/"
#: Characters of the digest in a code: 64 bits.
SHOWN = 16


def code_of(letter: Letter) -> str:
    """รหัสตรวจสอบ of a letter that is being signed or was signed; nothing for any other."""
    approved = letter.signature or letter.signing
    return f"{letter.key}-{approved.digest[:SHOWN]}" if approved is not None else ""


def address_of(letter: Letter, site: str) -> str:
    """The address that the QR of a letter holds; nothing where it has no code or the site no address."""
    code = code_of(letter)
    return f"{site}{PATH}{code}" if site and code else ""


def address_of_copy(letter: Letter, site: str) -> str:
    """The same for a copy of a letter: only one that was issued can be looked up."""
    return address_of(letter, site) if letter.issued is not None else ""


def letter_of_code(root: Any, code: str) -> Letter:
    """The issued letter of a code. Raises ``Missing`` for any other, and for letters that only those named read."""
    letter = records.letters_of(root).letters.get(id_value(code.partition("-")[0]))
    if letter is None or letter.issued is None or letter.handling or code_of(letter) != code:
        raise Missing(_("There is no issued letter by this code."))
    return letter
