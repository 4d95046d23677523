"""ร่างหนังสือสำหรับแสดง (drafts as shown): the list, the form with its choices, what signing needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.agencies.service import agencies_of, find_unit
from saraban.auth.service import is_enrolled
from saraban.classification.levels import URGENCY_TH
from saraban.core.clock import buddhist_year
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.exchange.sending import receivers_of
from saraban.letters.approval import content_digest
from saraban.letters.cosigning import require_signer, seen_of
from saraban.letters.drafting import drafts_of
from saraban.letters.filling import Part, missing_parts
from saraban.letters.locking import lock_of
from saraban.letters.numbering import series_of
from saraban.letters.workflow import LETTER_STATES
from saraban.people.rights import other_authorities
from saraban.people.service import find_person
from saraban.registers.books import find_book, open_reservations, printed_number
from saraban.templates.service import list_templates
from saraban.ui.drafts.forms import Typed
from saraban.ui.drafts.kinds import KindForm, kind_form
from saraban.ui.drafts.live import Live
from saraban.ui.drafts.templating import choices_of
from saraban.ui.drafts.unsaved import Offer
from saraban.ui.drafts.whom import signers
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.duties import drafting_units
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.sheets import Sheet, sheet_of, translator
from saraban.ui.layout.targets import Choice, groups_near, suggestions, units_above, units_near
from saraban.ui.letters.cosigning import SignerShown, signers_shown, so_far_file, so_far_sheet
from saraban.ui.letters.issued import held_words

STATES = {
    "draft": _("Draft"),
    "checking": _("Waits to be checked"),
    "checked": _("Checked"),
    "proposed": _("Proposed for signature"),
    "signing": _("Being signed"),
    "cosigning": _("Waits for further signatures"),
    "signed": _("Signed and numbered, not sent"),
    "sent": _("Sent"),
    "void": _("Void"),
    "received": _("Received"),
}
URGENCIES = {
    "normal": _("Normal"),
    "urgent": _("Urgent"),
    "very_urgent": _("Very urgent"),
    "most_urgent": _("Most urgent"),
}


@dataclass(frozen=True)
class DraftRow:
    """ร่างหนึ่งแถว."""

    href: str
    subject: str
    number: str
    to_text: str
    urgency: str
    state: Any
    changed: Any
    by: str


@dataclass(frozen=True)
class DraftForm:
    """แบบร่าง with its choices."""

    action: str
    seen: str
    typed: Typed
    units: tuple[tuple[str, str], ...]
    above: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    near: tuple[Choice, ...]
    others: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    urgencies: tuple[tuple[str, Any], ...]
    signers: tuple[Choice, ...]
    files: tuple[Any, ...]
    covered: str
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]
    kind: KindForm
    questions: list[dict[str, Any]]
    held: str = ""
    missing: tuple[Part, ...] = ()
    keeps: bool = False
    templates: tuple[tuple[str, str], ...] = ()
    live: Live | None = None
    key: str = ""
    at_body: bool = False
    offer: Offer | None = None


@dataclass(frozen=True)
class SignShown:
    """การลงนาม: the sheet, the block as it will be printed, who else holds the same power, how many will get it."""

    key: str
    seen: str
    subject: str
    sheet: Sheet
    block: tuple[str, ...]
    instrument: str
    others: tuple[str, ...]
    enrolled: bool
    receivers: int
    next_number: str
    name: str
    missing: tuple[str, ...]
    reserved: tuple[tuple[str, str, str, str], ...]
    held: str
    cut_off: bool
    beside: bool
    by_name: bool
    signers: tuple[SignerShown, ...]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]


def draft_rows(request: Any) -> list[tuple[str, list[DraftRow]]]:
    """The drafts and unsent letters, by unit."""
    root = request.desk.root
    return [
        (find_unit(root, code).title, [_row(request, d) for d in drafts_of(root, request.actor, code)])
        for code in drafting_units(request)
    ]


def _row(request: Any, letter: Any) -> DraftRow:
    fmt = formats_for(request)
    state = LETTER_STATES[letter.state] if fmt.is_thai else STATES[letter.state]
    by = (
        find_person(request.desk.root, letter.created_by).name
        if letter.created_by in request.desk.root["people"]
        else ""
    )
    return DraftRow(
        f"/l/{letter.key}",
        letter.subject,
        fmt.digits(letter.number),
        letter.to_text,
        letter.urgency,
        state,
        fmt.time(letter.steps[-1].at if letter.steps else letter.created_at, clock=True),
        by,
    )


def draft_form(
    request: Any,
    typed: Typed,
    *,
    action: str,
    letter: Any = None,
    covered: Any = None,
    refused: Refused | None = None,
    live: Live | None = None,
    offer: Offer | None = None,
) -> DraftForm:
    """Put the form together."""
    root, fmt = request.desk.root, formats_for(request)
    unit = typed["unit"]
    groups = tuple(groups_near(root, unit, typed.addressees, everywhere=True))
    above = tuple(units_above(root, unit, typed.addressees))
    near = tuple(units_near(root, unit, typed.addressees))
    known = {c.value for c in (*above, *groups, *near)}
    return DraftForm(
        action=action,
        key=letter.key if letter is not None else "",
        at_body=request.POST.get("act") in {"word", "renumber"},
        offer=offer,
        seen=(offer.seen if offer is not None and offer.shown else "") or _seen(request, letter, refused),
        typed=typed,
        units=tuple((c, find_unit(root, c).title) for c in drafting_units(request)),
        above=above,
        groups=groups,
        near=near,
        others=tuple(
            (a, find_unit(root, a.partition(":")[2]).title)
            for a in typed.addressees
            if a not in known and a.startswith("unit:") and a.partition(":")[2] in agencies_of(root).by_code
        ),
        names=tuple(suggestions(root, unit)),
        urgencies=tuple((u.value, words if fmt.is_thai else URGENCIES[u.value]) for u, words in URGENCY_TH.items()),
        signers=tuple(signers(request, unit, typed["signer_post"])),
        files=letter.files if letter is not None else (),
        covered=covered.subject if covered is not None else "",
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
        kind=kind_form(request, typed["kind"], unit, typed, refused.wrong if refused else {}),
        questions=refused.questions if refused else [],
        missing=tuple(missing_parts(root, letter)) if letter is not None else (),
        held=_held(request, letter),
        live=live,
        **_templates(request, unit, letter, typed, refused),
    )


def _seen(request: Any, letter: Any, refused: Refused | None) -> str:
    """The draft as it was opened, also where the form is shown again; as it stands once others' changes were told."""
    told = refused is not None and refused.error.slug == "changed-meanwhile"
    opened = "" if told else request.POST.get("seen", "")
    return opened or (content_digest(letter) if letter is not None else "")


def _templates(request: Any, unit: str, letter: Any, typed: Typed, refused: Refused | None) -> dict[str, Any]:
    """Whether what is typed may be kept as a template of the unit, and which there are to be replaced."""
    root = request.desk.root
    keeps = request.actor.may(Permission.FOLDER_MANAGE, find_unit(root, unit))
    if not keeps or (letter is not None and letter.handling):
        return {}
    kept = list_templates(root, request.actor, unit)
    return {"keeps": True, "templates": choices_of(kept, typed, refused)}


def _held(request: Any, letter: Any) -> str:
    """Who else edits the draft now, and until when."""
    held = lock_of(request.desk, letter) if letter is not None else None
    if held is None or held.person == request.actor.person:
        return ""
    return f"{held.name} · {formats_for(request).clock(held.until)}"


def sign_shown(request: Any, letter: Any, refused: Refused | None = None) -> SignShown:
    """What the signer sees before the name stands under the letter."""
    root, actor, fmt, day = request.desk.root, request.actor, formats_for(request), request.desk.today
    require_signer(root, actor, letter)
    unit, beside = find_unit(root, letter.from_unit), letter.cosigning is not None
    series, year = "" if beside else series_of(root, letter), buddhist_year(day)
    book = find_book(root, letter.from_unit, series, year) if series else None
    number = printed_number(unit, series, book.next if book is not None else 1, year, day) if series else ""
    receivers = receivers_of(root, letter)
    return SignShown(
        key=letter.key,
        seen=seen_of(letter),
        subject=letter.subject,
        sheet=so_far_sheet(request, letter) or sheet_of(root, letter, fmt),
        block=actor.signing.lines,
        instrument=actor.signing.instrument,
        others=tuple(other_authorities(root, actor.post, day, actor.person)) if actor.post else (),
        enrolled=is_enrolled(root, actor.person),
        receivers=len(receivers),
        next_number=fmt.digits(number),
        name=actor.name,
        missing=tuple(part.label for part in missing_parts(root, letter)),
        reserved=tuple(
            (str(r.entry.n), fmt.digits(r.entry.number), fmt.day(r.entry.day), r.entry.reserved_for)
            for r in (open_reservations(root, letter.from_unit, day) if series else [])
            if (r.entry.series, r.entry.year, r.entry.letter) == (series, year, 0)
        ),
        held=held_words(letter, fmt, translator(request)),
        cut_off=letter.state == "signing",
        beside=beside,
        by_name=beside and so_far_file(letter) is None,
        signers=signers_shown(request, letter),
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
    )
