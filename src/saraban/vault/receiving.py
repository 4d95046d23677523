"""ลงทะเบียนรับหนังสือลับ (receiving): from outside or from another secret registry, into ทขล. ๑ and ทขล. ๓ at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.classification.levels import accept_classified, check_number
from saraban.core.clock import buddhist_year
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.core.ids import id_value, new_id
from saraban.core.permissions import Permission
from saraban.files.content import StoredFile
from saraban.people.actor import Actor
from saraban.vault import words
from saraban.vault.books import hold, take
from saraban.vault.clearances import NOTHING, is_cleared
from saraban.vault.content import Named, SecretDelivery, SecretLetter, SecretPaper
from saraban.vault.envelopes import disclose, enclose
from saraban.vault.ledger import record, vault_of
from saraban.vault.reading import registries, require_fresh

Bring = Callable[[], tuple[StoredFile, ...]]


@dataclass(frozen=True)
class SecretIncoming:
    """หนังสือลับที่จะลงทะเบียนรับ, as typed. ``sheets`` is จำนวน (ชุด/แผ่น)."""

    level: str
    subject: str
    number: str = ""
    dated: date | None = None
    from_text: str = ""
    to_text: str = ""
    body: str = ""
    enclosures: tuple[str, ...] = ()
    sheets: str = ""
    action: str = ""
    remark: str = ""


def require_registrar(desk: Desk, actor: Actor, unit: str) -> None:
    """Raise ``Missing`` unless the actor keeps the secret registry of the unit, role and clearance."""
    find_unit(desk.root, unit)
    if unit not in registries(desk, actor):
        raise Missing(NOTHING)


def register_secret(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    form: SecretIncoming,
    proved_at: datetime | None,
    bring: Bring = tuple,
) -> SecretPaper:
    """ลงทะเบียนรับหนังสือลับ from outside; the registrar is named on it by the act, nobody else is.

    ``bring`` keeps the files when the number is certain. ลับที่สุด is refused, and a level above the registrar's own
    clearance. Takes the locks of the books, so call it before anything is changed.
    """
    require_registrar(desk, actor, unit)
    require_fresh(desk, actor.person, proved_at)
    level = accept_classified(form.level).value
    _require_level(desk, actor, level)
    said = _checked(desk, form)
    hold(desk, unit, ("receive", "control"))
    require_registrar(desk, actor, unit)
    _require_level(desk, actor, level)  # a clearance may have ended while the lock was waited for
    letter = SecretLetter(new_id(), unit, level, enclose(said), at=desk.now, by=actor.person, post=actor.post)
    vault = vault_of(desk.root)
    vault.letters[letter.id] = letter
    for stored in bring():
        vault.files[stored.id] = stored
        letter.files = (*letter.files, stored.id)
    return _enter(desk, actor, unit, letter, said)


def register_delivery(
    desk: Desk, actor: Actor, key: str, *, proved_at: datetime | None, action: str = "", remark: str = ""
) -> SecretPaper:
    """ลงทะเบียนรับหนังสือลับที่ส่งในระบบ: by a registrar to whom it was sent by name, under the unit's own numbers."""
    found = delivery_for(desk, actor, key)
    require_fresh(desk, actor.person, proved_at)
    hold(desk, found.to_unit, ("receive", "control"))
    found = delivery_for(desk, actor, key)
    letter = vault_of(desk.root).letters[found.letter]
    said = {
        **disclose(letter.words),
        "action": words.line(action, "action"),
        "remark": words.line(remark, "remark", limit=500),
    }
    paper = _enter(desk, actor, found.to_unit, letter, said, found.id)
    found.state, found.paper = "registered", paper.id
    found.registered_at, found.registered_by = desk.now, actor.person
    no_longer_waits(desk.root, found)
    record(desk, actor, found.from_unit, "receipt-returned", {"delivery": found.key, "n": paper.n})
    return paper


def delivery_for(desk: Desk, actor: Actor, key: str) -> SecretDelivery:
    """A delivery for the registrar to whom it was sent; raises ``Missing``, or ``Conflict`` when it is registered."""
    found: SecretDelivery | None = vault_of(desk.root).deliveries.get(id_value(key))
    if found is None or actor.person not in found.persons or found.to_unit not in registries(desk, actor):
        raise Missing(NOTHING)
    if not is_cleared(desk.root, actor.person, vault_of(desk.root).letters[found.letter].level, desk.today):
        raise Missing(NOTHING)
    if found.state == "lapsed":
        raise Missing(NOTHING)
    actor.require(Permission.VAULT_REGISTER, find_unit(desk.root, found.to_unit))
    if found.state != "waiting":
        raise Conflict(_("This delivery is registered already."), slug="already-registered")
    return found


def no_longer_waits(root: Any, delivery: SecretDelivery) -> None:
    """Take a delivery off the lists of those to whom it was sent."""
    waiting = vault_of(root).waiting
    for person in delivery.persons:
        waiting[person] = tuple(k for k in waiting.get(person, ()) if k != delivery.id)


def name_person(desk: Desk, paper: SecretPaper, named: Named) -> None:
    """Put a person on the list of a paper, and the paper on the person's."""
    paper.named = (*paper.named, named)
    listed = vault_of(desk.root).named
    listed[named.person] = (*listed.get(named.person, ()), paper.id)


def _enter(
    desk: Desk, actor: Actor, unit: str, letter: SecretLetter, said: dict[str, Any], delivery: int = 0
) -> SecretPaper:
    paper = SecretPaper(new_id(), letter.id, unit, desk.now)
    paper.delivery = delivery
    why = enclose({"text": "ลงทะเบียนรับ"})
    name_person(desk, paper, Named(actor.person, actor.person, actor.post, desk.now, why))
    row = {k: said[k] for k in ("number", "dated", "from", "to", "subject", "sheets", "action", "remark")}
    paper.year = buddhist_year(desk.today)
    paper.n = take(desk, actor, unit=unit, series="receive", paper=paper, level=letter.level, words=row).n
    paper.control = take(desk, actor, unit=unit, series="control", paper=paper, level=letter.level, words=row).n
    letter.papers = (*letter.papers, paper.id)
    vault_of(desk.root).papers[paper.id] = paper
    return paper


def _require_level(desk: Desk, actor: Actor, level: str) -> None:
    if not is_cleared(desk.root, actor.person, level, desk.today):
        raise Invalid(
            _("You are not cleared for this level. A secret registrar who is has to register it."), field="level"
        )


def _checked(desk: Desk, form: SecretIncoming) -> dict[str, Any]:
    check_number(form.number)
    if form.dated is not None and form.dated > desk.today:
        raise Invalid(_("The letter's date lies in the future. Check the day and the Buddhist year."), field="dated")
    if not form.subject.strip():
        raise Invalid(_("Write the subject of the letter."), field="subject")
    form = replace(form, enclosures=tuple(words.line(e, "enclosures") for e in form.enclosures if e.strip())[:50])
    return {
        "number": words.line(form.number, "number", limit=100),
        "dated": form.dated.isoformat() if form.dated else "",
        "from": words.line(form.from_text, "from_text"),
        "to": words.line(form.to_text, "to_text", limit=2000),
        "subject": words.line(form.subject, "subject", limit=2000, needed=True),
        "body": words.text(form.body, "body"),
        "enclosures": list(form.enclosures),
        "sheets": words.line(form.sheets, "sheets", limit=100),
        "action": words.line(form.action, "action"),
        "remark": words.line(form.remark, "remark", limit=500),
    }
