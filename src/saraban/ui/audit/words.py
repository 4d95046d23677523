"""ถ้อยคำของเหตุการณ์ (words of events): what the audit chains of units hold as stored words, as people say it."""

from __future__ import annotations

from typing import Any

from saraban.core.i18n import _

#: Of letters and drafts of the unit.
LETTERS = {
    "letter-drafted": _("A letter was drafted"),
    "letter-changed": _("A draft was changed"),
    "letter-submit": _("A draft was sent to be checked"),
    "letter-check": _("A draft was checked"),
    "letter-send_back": _("A draft went back to its writer from who checks it"),
    "letter-return_previous": _("A draft went back to who checked it"),
    "letter-ask_opinions": _("Opinions on a draft were asked for"),
    "letter-give_opinion": _("An opinion on a draft was given"),
    "letter-comment": _("A draft was commented"),
    "letter-settle": _("A comment on a draft was settled"),
    "letter-propose": _("A draft was put up for signature"),
    "letter-return": _("A draft went back to its writer"),
    "letter-recall": _("A draft was taken back by its writer"),
    "letter-begin_sign": _("Signing of a letter began; its number is held"),
    "letter-bring_back": _("Signing of a letter did not end; its number stays held"),
    "letter-sign": _("A letter was signed"),
    "letter-void": _("A letter was made void"),
    "letter-sent": _("A letter was sent"),
    "copy-certified": _("A copy was certified as true"),
    "answer-letter": _("An answer came as a letter"),
    "answer-reply": _("An answer was sent in the system"),
    "answer-paper": _("An answer on paper was put on record"),
    "answer-not-needed": _("An addressee need not answer"),
    "answer-undone": _("An answer is awaited again"),
    "digest-stopped": _("The daily digest was stopped by the address in an e-mail"),
    "feed-address-made": _("A personal address for feed and calendar was made"),
    "feed-address-revoked": _("A personal address for feed and calendar was revoked"),
    "circular-planned": _("A circular was planned for a later day"),
    "circular-published": _("A circular was put on the board"),
    "circular-withdrawn": _("A circular was taken off the board"),
    "circular-changed": _("A circular's place on the board was changed"),
    "circular-pinned": _("A circular was pinned to the top"),
    "circular-unpinned": _("A circular was unpinned"),
    "circular-supersedes": _("A circular took the place of an older one"),
    "circular-acknowledged": _("A circular was acknowledged for the unit"),
    "circular-reminded": _("Units were reminded of a circular"),
    "outside-recorded": _("A letter outside the system was put on record"),
    "outside-struck": _("A record of a letter outside the system was struck out"),
    "kinds-changed": _("The table of letter kinds was changed"),
    "circular-category": _("A category of circulars was set"),
    "circular-group": _("A group of receivers was set"),
    "circular-group-removed": _("A group of receivers was removed"),
}
#: Of papers that the unit received.
PAPERS = {
    "registered": _("A letter was registered"),
    "receipt-voided": _("A registration was cancelled"),
    "endorsed-propose": _("A proposal was written"),
    "endorsed-order": _("An order was given"),
    "endorsed-acknowledge": _("A letter was taken note of"),
    "recorded-propose": _("A proposal on paper was put on record"),
    "recorded-order": _("An order on paper was put on record"),
    "recorded-acknowledge": _("Taking note on paper was put on record"),
    "record-struck": _("A record of a note on paper was struck out"),
    "endorsement-withdrawn": _("A note was taken back unread"),
    "forwarded": _("A letter was sent on"),
    "pulled-back": _("A letter was pulled back unopened"),
    "task-pulled-back": _("A task was pulled back unread"),
    "delivery-returned": _("A letter was returned to its sender"),
    "return-accepted": _("A return was acknowledged"),
    "close": _("A matter was closed"),
    "reopen": _("A matter was opened again"),
    "file": _("A letter was filed in a folder"),
    "owed-letter": _("A letter from outside was answered"),
    "owed-paper": _("The answer to a letter from outside was put on record by hand"),
    "owed-not-needed": _("A letter from outside needs no answer"),
    "owed-undone": _("A letter from outside is to be answered after all"),
    "original-placed": _("The place of a paper original was put on record"),
    "named": _("Somebody concerned was named"),
    "name-taken-off": _("Somebody is concerned no more"),
    "envelope-opened": _("An envelope was opened by its addressee"),
    "envelope-handed-back": _("An opened letter was handed to the registry"),
}
#: Of numbers and books.
BOOKS = {
    "book-opened": _("A book was opened at a number"),
    "number-issued": _("A number was issued"),
    "number-reserved": _("A number was reserved"),
    "number-held": _("A reserved number was held for a letter"),
    "reserved-number-used": _("A reserved number was used"),
    "number-voided": _("A number was made void"),
    "entry-amended": _("An entry was amended"),
    "entry-readers-named": _("Who reads an entry was changed"),
}
#: Of the unit itself, its people and their rights.
UNITS = {
    "unit-added": _("A unit was added"),
    "unit-renamed": _("The unit was renamed"),
    "unit-moved": _("The unit was moved"),
    "unit-opened": _("The unit was opened again"),
    "unit-closed": _("The unit was closed"),
    "prefix-set": _("The prefix of its numbers was set"),
    "series-split": _("Which letters have a book of their own was changed"),
    "post-added": _("A post was added"),
    "post-renamed": _("A post was renamed"),
    "person-added": _("A person was added"),
    "person-changed": _("A person's particulars were changed"),
    "person-renamed": _("A person was renamed"),
    "email-changed": _("An e-mail address was changed"),
    "appointed": _("A person was appointed to a post"),
    "appointment-ended": _("An appointment ended"),
    "certificate-enrolled": _("A certificate for signing was enrolled"),
    "certificate-renewed": _("A certificate for signing was renewed"),
    "certificate-revoked": _("A certificate for signing was revoked"),
    "proofs-renewed": _("The proofs of an issued letter were renewed"),
    "hand-image-proposed": _("A picture of a hand signature was put up"),
    "hand-image-approved": _("A picture of a hand signature was approved"),
    "hand-image-refused": _("A picture of a hand signature was refused"),
    "hand-image-withdrawn": _("A picture of a hand signature was withdrawn"),
    "acting-given": _("An acting appointment was given"),
    "acting-ended": _("An acting appointment ended"),
    "role-given": _("A role was given"),
    "role-taken": _("A role was taken"),
    "password-renewed": _("A new first password was handed out"),
    "account-suspended": _("An account was suspended"),
    "account-resumed": _("An account was resumed"),
    "tables-imported": _("Tables were imported"),
    "tables-undone": _("An import of tables was undone"),
    "search-exported": _("The result of a search was taken out as a table"),
    "office-clock-set": _("The clock of the demonstration office was set"),
}
#: What verifying a chain may find, by the kind of problem.
DAMAGE = {
    "audit-gap": _("A record is missing"),
    "audit-broken": _("A record does not follow from the one before it"),
    "audit-misplaced": _("A record is not in its place"),
    "audit-unreadable": _("A record cannot be read"),
    "audit-head": _("The count of the records is not right"),
}
EVENTS = LETTERS | PAPERS | BOOKS | UNITS


def event_words(event: str) -> Any:
    """What happened, in words; a stored word that nobody knows any more as it is."""
    return EVENTS.get(event, event)
