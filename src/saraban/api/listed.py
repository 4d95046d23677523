"""หนังสือในรายการ (a letter in a list): in short, and with nothing that only the letter itself shows."""

from __future__ import annotations

from typing import Any

from saraban.api.serialise import Json, brief
from saraban.thai.masking import mask


def listed(letter: Any) -> Json:
    """A letter among things that were found, marked or circulated: passcodes in its subject are hidden."""
    return {**brief(letter), "subject": mask(letter.subject)}
