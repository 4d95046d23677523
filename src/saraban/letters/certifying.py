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
from saraban.letters.verifying import address_of_copy
from saraban.letters.workflow import UNISSUED
from saraban.people.actor import Actor

#: Of these there is nothing that a copy could be true to.
_NOTHING = frozenset([*UNISSUED, "void"])


def may_be_certified(letter: Letter) -> bool:
    """Is there something to certify: was it signed, or received, and does the system keep its text or a file of it?"""
    return letter.state not in _NOTHING and _is_kept(letter)


def _is_kept(letter: Letter) -> bool:
    return bool(letter.from_unit or letter.files or letter.body.strip())  # a letter of ours always is


def certify_copy(
    desk: Desk, actor: Actor, *, letter: Letter, paper: Paper | None, pages: Sheets, site: str = ""
) -> bytes:
    """รับรองสำเนา: the copy of a letter as PDF, with name, post and day of who certifies it; put on record.

    ``paper`` = with the receive stamp and notes of that unit. Nothing of the letter changes. Where only the text that
    was typed at registering is kept, the copy says so (a copy written out, ข้อ ๓๑). Raises ``Conflict`` for a draft,
    for a letter that was made void, and where neither text nor sheets are kept: there is nothing to certify. The
    caller has asked the gate for ``paper``. ``site`` is where an issued letter is verified; its code stands below.
    """
    actor.require(Permission.LETTER_READ, letter if paper is None else paper)
    if letter.state in _NOTHING:
        raise Conflict(
            _("Only a letter that was signed or received can be certified as a true copy."), slug="nothing-to-certify"
        )
    if not _is_kept(letter):
        raise Conflict(
            _("Neither the text nor a file of this letter is in the system. Certify a copy of the paper itself."),
            slug="nothing-to-certify",
        )
    original = original_of(letter, pages)
    if original is None and not (letter.from_unit or letter.body.strip()):
        raise Conflict(
            _("No file of this letter has sheets that could be copied. Print the file and certify the print."),
            slug="nothing-to-certify",
        )
    about = {"letter": id_text(letter.id)}
    if original is not None:
        about["original"] = original.sha256
    audit.record(desk, actor.unit, "copy-certified", person=actor.person, post=actor.post, about=about)
    return rendition_of(
        desk.root, letter, paper, pages, Certified(actor.signing.lines, desk.today, address_of_copy(letter, site))
    )
