"""รับรองสำเนา (certifying a copy): a printed copy with สำเนาถูกต้อง, beside the original that stays as it is (ข้อ ๓๑)."""

from __future__ import annotations

from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict
from saraban.core.i18n import _
from saraban.core.ids import id_text
from saraban.core.permissions import Permission
from saraban.letters.content import Letter, Paper
from saraban.letters.rendition import Certified, Sheets, original_of, rendition_of
from saraban.letters.workflow import UNISSUED
from saraban.people.actor import Actor

#: Of these there is nothing that a copy could be true to.
_NOTHING = frozenset([*UNISSUED, "void"])


def may_be_certified(letter: Letter) -> bool:
    """Is there something to certify: was it signed, or received?"""
    return letter.state not in _NOTHING


def certify_copy(desk: Desk, actor: Actor, *, letter: Letter, paper: Paper | None, pages: Sheets) -> bytes:
    """รับรองสำเนา: the copy of a letter as PDF, with name, post and day of who certifies it; put on record.

    ``paper`` = with the receive stamp and notes of that unit. Nothing of the letter changes. Raises ``Conflict`` for a
    draft and for a letter that was made void: there is nothing to certify. The caller has asked the gate for ``paper``.
    """
    actor.require(Permission.LETTER_READ, letter if paper is None else paper)
    if not may_be_certified(letter):
        raise Conflict(
            _("Only a letter that was signed or received can be certified as a true copy."), slug="nothing-to-certify"
        )
    original = original_of(letter, pages)
    about = {"letter": id_text(letter.id)}
    if original is not None:
        about["original"] = original.sha256
    audit.record(desk, actor.unit, "copy-certified", person=actor.person, post=actor.post, about=about)
    return rendition_of(desk.root, letter, paper, pages, Certified(actor.signing.lines, desk.today))
