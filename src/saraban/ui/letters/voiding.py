"""คำของการยกเลิก (the words of making void): a draft without a number stands in no register, so none is spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.i18n import _
from saraban.letters.workflow import UNISSUED


@dataclass(frozen=True)
class VoidWords:
    """คำที่ใช้: on the button, beside the reason, and when it is done."""

    title: Any
    reason: Any
    done: Any


_NUMBERED = VoidWords(
    _("Make void"),
    _("Reason (stands in the register)"),
    _("The letter is void. The number that it had stays in the register."),
)
_DRAFT = VoidWords(
    _("Cancel the draft"),
    _("Reason (stays in the history of the draft)"),
    _("The draft is cancelled. It had no number."),
)
_UNNUMBERED = VoidWords(
    _("Make void"),
    _("Reason (stays in the history of the letter)"),
    _("The letter is void. It had no number."),
)


def void_words(letter: Any) -> VoidWords:
    """The words for a letter: by whether it has a number or one that is held, and whether it was signed."""
    if letter.entry is not None or letter.held is not None:
        return _NUMBERED
    return _DRAFT if letter.state in UNISSUED else _UNNUMBERED
