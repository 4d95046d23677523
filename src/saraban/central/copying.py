"""ขอสำเนาคู่ฉบับ (the office's copy on request): for who keeps the books of the letter's unit or has its file copy."""

from __future__ import annotations

from typing import Any

from saraban.central.giving import keeps_copy
from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.documents.sheet import Sheet
from saraban.letters.content import Letter
from saraban.letters.sheets import office_copy_of
from saraban.letters.verifying import address_of_copy
from saraban.people.actor import Actor


def office_copy(root: Any, actor: Actor, letter: Letter, *, site: str = "") -> Sheet:
    """สำเนาคู่ฉบับ of a signed letter that the actor reads, not set in pages yet.

    Its code leads to the page of ``site`` at which the issued letter is verified. Raises ``Missing`` for one that is
    not signed, and for who reads neither the books of its unit nor those of the central saraban that has a copy.
    """
    if letter.signature is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    if not keeps_copy(root, actor, letter):
        actor.require(Permission.REGISTER_READ, letter)
    return office_copy_of(root, letter, verify_at=address_of_copy(letter, site))
