"""ข้อมูล ประวัติ และผู้อ่าน of a letter in words (facts, steps, readers): what its page tells beside the sheet."""

from __future__ import annotations

from typing import Any

from saraban.classification.levels import SECRECY_TH, Secrecy
from saraban.core.i18n import _
from saraban.letters.addressees import copy_words
from saraban.letters.deliberating import steps_for
from saraban.letters.reference_lines import before_number
from saraban.people.rights import readers_of
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.reasons import ROLES, scope_words, unit_title
from saraban.ui.letters.beside import original_words

KINDS = {
    "external": _("Letter"),
    "memo": _("Memo"),
    "seal": _("Sealed letter"),
    "order": _("Order"),
    "announcement": _("Announcement"),
    "certificate": _("Certificate"),
    "regulation": _("Regulation"),
    "statement": _("Statement"),
    "news": _("News release"),
    "minutes": _("Minutes of a meeting"),
    "circular": _("Circular"),
}
SECRECY_EN = {"open": _("None"), "confidential": _("Confidential"), "secret": _("Secret")}
STEPS = {
    "named": _("Named as concerned"),
    "name-taken-off": _("Name taken off"),
    "envelope-opened": _("Envelope opened"),
    "envelope-handed-back": _("Handed back to be registered"),
    "receipt-completed": _("Letter attached"),
    "endorsed-propose": _("Proposed"),
    "endorsed-order": _("Ordered"),
    "endorsed-acknowledge": _("Acknowledged"),
    "put-forward": _("Put forward to a screener"),
    "returned-to-screener": _("Returned to the screener"),
    "returned-to-clerk": _("Returned to the clerk"),
    "screen": _("Screened"),
    "endorsement-withdrawn": _("Note taken back"),
    "recorded-propose": _("Recorded from paper: proposed"),
    "recorded-order": _("Recorded from paper: ordered"),
    "recorded-acknowledge": _("Recorded from paper: acknowledged"),
    "record-struck": _("Record struck out"),
    "sheet-signed": _("Note signed on the sheet"),
    "sheet-stamped": _("Receive stamp put on the sheet"),
    "forward": _("Sent on"),
    "return": _("Returned"),
    "close": _("Closed"),
    "reopen": _("Opened again"),
    "file": _("Filed"),
    "propose": _("Proposed"),
    "submit": _("Sent to be checked"),
    "check": _("Checked"),
    "send_back": _("Returned to who wrote it"),
    "return_previous": _("Returned to who checked it"),
    "ask_opinions": _("Opinions asked for"),
    "give_opinion": _("Opinion given"),
    "comment": _("Commented"),
    "settle": _("Comment settled"),
    "take_over": _("Editing taken over from"),
    "recall": _("Taken back"),
    "sign": _("Signed and numbered"),
    "sign_first": _("Signed and numbered; others sign after"),
    "cosign": _("Signed beside others"),
    "decline": _("Returned unsigned by who was to sign after"),
    "bring_back": _("Signing did not end; number held"),
    "send": _("Sent"),
    "send_again": _("Sent again"),
    "send_on_paper": _("Sent on paper"),
    "void": _("Made void"),
    "pull_back": _("Pulled back"),
}


def facts_of(root: Any, letter: Any, paper: Any, fmt: Formats, say: Any) -> list[tuple[Any, str]]:
    """ข้อมูลของหนังสือ: what stands in the register of it and of this unit's copy, (label, words); nothing empty."""
    rows = [
        (_("Number"), fmt.digits(letter.number)),
        (_("Dated"), fmt.day(letter.dated, "weekday")),
        (_("From"), letter.from_text),
        (_("To"), letter.to_text),
        (_("Kind of letter"), say(KINDS.get(letter.kind, letter.kind))),
        (_("Urgency"), fmt.urgency(letter.urgency).text),
        (_("Secrecy"), SECRECY_TH[Secrecy(letter.secrecy)] if fmt.is_thai else say(SECRECY_EN[letter.secrecy])),
        (_("An answer is wanted by"), fmt.day(letter.answer_by, "weekday")),
        (
            _("References"),
            "\n".join(
                f"{fmt.digits(before_number(r) + r.number)} {fmt.day(r.dated)}".strip() for r in letter.references
            ),
        ),
        (_("Enclosures"), "\n".join(letter.enclosures)),
        (_("Copies to"), "\n".join(copy_words(root, letter.copies))),
        (_("Number of the project in the procurement system"), letter.outside_ref),
        (_("What is to be done"), "\n".join(letter.actions)),
        (_("Weekday differs from the date (kept as written)"), "\n".join(letter.weekday_notes)),
    ]
    if paper is not None:
        folder = root["filing"].get(paper.folder) if paper.folder else None
        rows += [
            (_("Registered at"), unit_title(root, paper.unit)),
            (_("Receive number"), fmt.digits(paper.n)),
            (_("Received"), f"{fmt.day(paper.received_at, 'weekday')} {fmt.clock(paper.received_at)}"),
            (_("Due"), fmt.day(paper.due)),
            (_("Result"), paper.result),
            (_("Folder"), folder.title if folder is not None else ""),
            (_("Paper original"), original_words(paper, fmt, say)),
        ]
    return [(label, value) for label, value in rows if value]


def history_of(actor: Any, letter: Any, paper: Any, fmt: Formats, say: Any) -> list[str]:
    """ประวัติ: every step that this reader may know of, the oldest first, with day, time and who took it."""
    steps = [*steps_for(actor, letter), *(paper.history if paper is not None else ())]
    return [
        f"{fmt.day(s.at)} {fmt.clock(s.at)} · {say(STEPS.get(s.verb, s.verb))} · {s.name}"
        + (f" · {s.text}" if s.text else "")
        for s in sorted(steps, key=lambda s: s.at)
    ]


def readers_told(request: Any, thing: Any, say: Any) -> list[tuple[str, tuple[str, ...]]]:
    """ผู้มีสิทธิอ่าน: of each scope the posts and who holds them today; of other units only for the sender."""
    root, actor, found = request.desk.root, request.actor, []
    sender, nobody = getattr(thing, "from_unit", ""), say(_("vacant today"))
    mine = bool(sender) and any(code == sender for _role, code in actor.duties)
    for scope in (s for s in thing.scopes if mine or s in actor.scopes):
        rows = tuple(
            f"{r.post_title} ({', '.join(r.names) or nobody}): {say(ROLES[r.role])}"
            for r in readers_of(root, scope, request.desk.today)
        )
        found.append((scope_words(root, scope, say), rows))
    return found
