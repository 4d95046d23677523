"""งานในหนังสือลับ (handling): notes of the persons named, copies, change of level, closing. All by readers only."""

from __future__ import annotations

from datetime import datetime

from saraban.agencies.service import find_unit
from saraban.classification.levels import Secrecy, accept_level
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import new_id
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.vault.clearances import is_cleared
from saraban.vault.content import CopiesMade, LevelChange, SecretNote, SecretPaper
from saraban.vault.envelopes import enclose
from saraban.vault.ledger import record, vault_of
from saraban.vault.reading import letter_of, paper_for
from saraban.vault.words import line, text
from saraban.vault.workflow import MOVES, check_move

ACTS = ("propose", "order", "acknowledge")
MOST_COPIES = 999


def note(
    desk: Desk, actor: Actor, key: str, *, act: str, words: str, to: str = "", proved_at: datetime | None
) -> SecretNote:
    """เกษียนหนังสือลับ: เสนอ สั่งการ รับทราบ by a person who is named; an order only by who gives orders in the unit."""
    paper = paper_for(desk, actor, key, proved_at)
    if act not in ACTS:
        raise Invalid(_("Choose what the note does from the list."), field="act")
    leads_to = check_move(act, paper.state)
    if not actor.post:
        raise Invalid(_("Choose the post you act in first: a note is written by a post."), field="act")
    if act == "order" and not actor.may(Permission.PAPER_ORDER, find_unit(desk.root, paper.unit)):
        raise NotAllowed(
            _("The post you act in may not do this here. Switch to another post, or ask the unit's administrator."),
            field="act",
        )
    body = text(words, "text", limit=5000) or ("รับทราบ" if act == "acknowledge" else "")
    if not body:
        raise Invalid(_("Write the note, or choose one of the usual phrases."), field="text")
    made = SecretNote(new_id(), act, actor.signing, desk.now, enclose({"text": body, "to": line(to, "to")}))
    paper.notes = (*paper.notes, made)
    paper.state = leads_to
    record(desk, actor, paper.unit, f"note-{act}", {"paper": paper.key, "note": made.id})
    return made


def record_copies(
    desk: Desk, actor: Actor, key: str, *, count: int, why: str, proved_at: datetime | None
) -> SecretPaper:
    """บันทึกการสำเนา: how many and for whom, by whom; stands in ทขล. ๓ and on the letter."""
    paper = paper_for(desk, actor, key, proved_at)
    actor.require(Permission.VAULT_REGISTER, paper)
    check_move("copies", paper.state)
    if not 1 <= count <= MOST_COPIES:
        raise Invalid(_("Give the number of copies: from 1 to 999."), field="count")
    made = CopiesMade(
        count, actor.person, actor.post, desk.now, enclose({"text": line(why, "why", limit=500, needed=True)})
    )
    paper.copies = (*paper.copies, made)
    record(desk, actor, paper.unit, "copies-made", {"paper": paper.key, "count": count})
    return paper


def change_level(
    desk: Desk, actor: Actor, key: str, *, level: str, instrument: str, why: str, proved_at: datetime | None
) -> SecretPaper:
    """ปรับชั้นความลับ by the unit where the letter entered the vault, on the owner's instrument; the old mark is struck.

    ``open`` ends the secrecy: the letter may then be entered in the ordinary book as a new entry. ลับที่สุด is refused.
    """
    paper = paper_for(desk, actor, key, proved_at)
    actor.require(Permission.VAULT_REGISTER, paper)
    check_move("level", paper.state)
    letter = letter_of(desk.root, paper)
    if letter.owner != paper.unit:
        raise NotAllowed(_("Only the unit that brought the letter in changes its level. Ask its secret registrar."))
    new = accept_level(level).value
    if new == letter.level:
        raise Conflict(_("The letter has this level already."))
    if letter.level == Secrecy.OPEN:
        raise Conflict(_("The secrecy of this letter has ended. A new classification is a new letter."))
    if not is_cleared(desk.root, actor.person, new, desk.today):
        raise Invalid(
            _("You are not cleared for this level. A secret registrar who is has to register it."), field="level"
        )
    said = {"text": text(why, "why", limit=500, needed=True), "instrument": line(instrument, "instrument", needed=True)}
    change = LevelChange(letter.level, new, actor.person, actor.post, desk.now, enclose(said))
    letter.changes = (*letter.changes, change)
    letter.level = new
    for unit in dict.fromkeys(vault_of(desk.root).papers[p].unit for p in letter.papers):
        record(desk, actor, unit, "level-changed", {"paper": paper.key, "from": change.old, "to": new})
    return paper


def close(desk: Desk, actor: Actor, key: str, *, result: str, proved_at: datetime | None) -> SecretPaper:
    """ปิดเรื่อง, with what was done."""
    paper = paper_for(desk, actor, key, proved_at)
    actor.require(Permission.VAULT_REGISTER, paper)
    paper.state = check_move("close", paper.state)
    paper.result = enclose({"text": text(result, "result", limit=1000, needed=True)})
    paper.closed_by, paper.closed_at = actor.person, desk.now
    record(desk, actor, paper.unit, "closed", {"paper": paper.key})
    return paper


def offered(desk: Desk, actor: Actor, paper: SecretPaper) -> list[str]:
    """งานที่ทำได้ขณะนี้ with a paper that the actor reads: what its state, the post and the level leave."""
    letter, place = letter_of(desk.root, paper), find_unit(desk.root, paper.unit)
    is_open, keeps = letter.level == Secrecy.OPEN, actor.may(Permission.VAULT_REGISTER, paper)
    rights = {
        "propose": bool(actor.post),
        "order": bool(actor.post) and actor.may(Permission.PAPER_ORDER, place),
        "acknowledge": bool(actor.post),
        "send": keeps and not is_open,
        "copies": keeps,
        "level": keeps and not is_open and letter.owner == paper.unit,
        "close": keeps,
        "enter-openly": is_open and not paper.opened_as and actor.may(Permission.REGISTER_RECEIVE, place),
    }
    found = [act for act, right in rights.items() if right and paper.state in MOVES[act][0]]
    return [*found, *(("name", "unname") if actor.may(Permission.VAULT_NAME, paper) else ())]
