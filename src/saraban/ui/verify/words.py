"""ถ้อยคำของผลการตรวจสอบ (words of the findings): what each means to somebody who received a letter."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _
from saraban.signatures.reports import Changes, Clockwork, State

OUTCOMES = {
    "valid": _("Every signature in this file holds."),
    "problem": _("Not everything in this file holds. Read what is said of each signature."),
    "uncovered": _("Every signature in this file holds, but not the whole file is signed. It is not as it was issued."),
    "unsigned": _("This file holds no electronic signature. If it is a copy, scan the code printed on it instead."),
}
#: Of a file of ours that was signed with a typed name and a code: it holds no certificate, and that is as it should be.
TYPED = _(
    "This file is as this office issued it. It was signed in the system, with a typed name and a one-time password; "
    "the file itself holds no certificate."
)
#: Of a signature whose bytes no longer are what was signed.
ALTERED = _("What was signed is no longer as it was signed.")
REGISTER = {
    "issued": _("This office issued this letter, and it is in force."),
    "superseded": _("This office issued this letter; a later one has taken its place."),
    "void": _("This office issued this letter and has made it void."),
    "unfinished": _("Not all who are to sign this letter have signed this file. This office did not issue it so."),
    "dropped": _("Some signed this letter, and it went back before all had signed. This office did not issue it."),
}
STATES = {
    State.VALID: _("The signature holds."),
    State.ALTERED: _("The file was altered after signing."),
    State.CHANGED_AFTER: _("Something was added after signing that changes the document."),
    State.COVERED: _("A later signature was laid over what had been signed."),
    State.WRONG_PERSON: _("The signature is of a person who had not to sign this letter."),
    State.REVOKED: _("The certificate had been revoked."),
    State.EXPIRED: _("The certificate has expired, and nothing proves when it was used."),
    State.STAMP_BROKEN: _("The time stamp of the signature does not hold."),
    State.UNTRUSTED: _("The certificate comes from an authority that is not known here. Who signed is not certain."),
    State.UNCERTAIN: _("The authority does not say whether the certificate holds. Try again later."),
    State.BROKEN: _("This cannot be read as a signature."),
}
SECTIONS = {
    "": _("none that can be told"),
    "9": _("section 9: general electronic signature"),
    "26": _("section 26: reliable electronic signature"),
    "26-28": _("sections 26 and 28: reliable, with a certificate of a certification authority"),
}
#: How a level that is kept with a signature is called where signatures are checked.
CHECKED_AS = {"section-9": "9", "section-26": "26", "section-28": "26-28"}
CLOCKS = {
    Clockwork.STAMPER: _("by the clock of a time stamping service"),
    Clockwork.ARCHIVE: _("by the signer’s clock; that it existed is proven by a later time stamp"),
    Clockwork.SIGNER: _("by the signer’s own clock, which proves nothing"),
    Clockwork.NONE: _("time not told"),
}
CHANGES = {
    Changes.NOTHING: _("Nothing was added after this signature."),
    Changes.PROOFS: _("Only proofs for long-term checking were added after this signature."),
    Changes.SIGNATURES: _("Further signatures were added after this one; the document is the same."),
    Changes.NOTES: _("Notes were added after this signature."),
    Changes.CONTENT: _("The document was changed after this signature."),
    Changes.UNCOVERED: _("Something that no signature covers was added to the file after this signature."),
}
STANDING = {
    "good": _("good, not revoked"),
    "revoked": _("revoked"),
    "expired": _("expired"),
    "unknown": _("not known"),
}


def level_words(level: str) -> Any:
    """ระดับลายมือชื่อ in words: of the level that is kept with a signature or a letter."""
    return SECTIONS[CHECKED_AS.get(level, "")]
