"""ผู้ได้รับอนุมัติให้เข้าถึงชั้นความลับ (clearances): on an instrument, recorded by one person, confirmed by another.

The secret registrar (or the head) records, the head confirms, never the same person. An administrator does neither.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from saraban.agencies.service import agency_of, descendants, find_unit
from saraban.auth.attempts import account_of
from saraban.classification.levels import RANK, Secrecy, accept_classified
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.ids import id_value, new_id
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.content import Person
from saraban.people.service import find_person, holders_of, in_force, people_of, posts_in, posts_of
from saraban.vault.content import Clearance
from saraban.vault.ledger import record, vault_of
from saraban.vault.words import line

#: How many persons are offered to choose from.
SUGGESTED = 400
#: The states in which a clearance waits for the head.
TO_CONFIRM = frozenset({"waiting", "asleep"})
NOTHING = _("There is nothing at this address, or you may not see it.")


def is_cleared(root: Any, person: str, level: str, day: date) -> bool:
    """May the person see this level on ``day``? An open letter needs no clearance; ลับมาก includes ลับ."""
    return RANK[Secrecy(level)] == 0 or RANK[Secrecy(level)] <= highest(root, person, day)


def highest(root: Any, person: str, day: date) -> int:
    """The rank of the highest level that the person is cleared for on ``day``; 0 for none."""
    vault = vault_of(root)
    found = (vault.clearances[k] for k in vault.cleared.get(person, ()))
    return max((RANK[Secrecy(c.level)] for c in found if holds(root, c, day)), default=0)


def holds(root: Any, clearance: Clearance, day: date) -> bool:
    """Is it confirmed, within its period, not ended, and older than no reset of the person's phone?

    Whoever hands out a new password and takes the phone away could open the account: a clearance sleeps from then on
    until the head has confirmed it again.
    """
    return state_of(root, clearance, day) == "holds"


def state_of(root: Any, clearance: Clearance, day: date) -> str:
    """สถานะการอนุมัติ: waiting for the head, asleep since a phone was reset, later, holds, over, or ended."""
    if clearance.ended_at is not None:
        return "ended"
    if clearance.until is not None and clearance.until < day:
        return "over"
    if clearance.confirmed_at is None:
        return "waiting"
    account = account_of(root, clearance.person)
    reset = account.phone_reset_at if account is not None else None
    if reset is not None and reset >= clearance.confirmed_at:
        return "asleep"
    return "holds" if in_force(clearance, day) else "later"


def record_clearance(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    person: str,
    level: str,
    instrument: str,
    since: date | None = None,
    until: date | None = None,
) -> Clearance:
    """บันทึกคำสั่งอนุมัติ: who may see which level, from when to when. It holds when the head has confirmed it.

    ``person`` is a sign-in name, or the whole name of one person who holds a post in the agency.
    """
    require_keeper(desk.root, actor, unit)
    since = since or desk.today
    if until is not None and until < since:
        raise Invalid(_("The period ends before it begins. Correct the first or the last day."), field="until")
    who = _person_meant(desk, unit, (person or "").strip())
    order = line(instrument, "instrument", needed=True)
    made = Clearance(new_id(), unit, who.id, accept_classified(level).value, order, since, until)
    made.recorded_by, made.recorded_post, made.recorded_at = actor.person, actor.post, desk.now
    vault = vault_of(desk.root)
    vault.clearances[made.id] = made
    vault.cleared[who.id] = (*vault.cleared.get(who.id, ()), made.id)
    vault.cleared_by_unit[unit] = (*vault.cleared_by_unit.get(unit, ()), made.id)
    record(desk, actor, unit, "clearance-recorded", {"clearance": made.key, "who": who.id, "level": made.level})
    return made


def confirm_clearance(desk: Desk, actor: Actor, key: str) -> Clearance:
    """ยืนยันคำสั่งอนุมัติ by the head of the unit; also anew, after the person's phone was reset.

    Nobody wakes his or her own: whoever reset the head's phone may sit at the head's account.
    """
    found = _find(desk.root, key)
    actor.require(Permission.VAULT_CLEAR, find_unit(desk.root, found.unit))
    if found.recorded_by == actor.person:
        raise NotAllowed(_("You recorded this clearance yourself. Another person has to confirm it."))
    state = state_of(desk.root, found, desk.today)
    if state not in TO_CONFIRM:
        raise Conflict(_("This clearance is confirmed, over or ended already."))
    if state == "asleep" and found.person == actor.person:
        raise NotAllowed(
            _("Your phone was taken off your account since. Have the secret registrar record your clearance anew.")
        )
    found.confirmed_at, found.confirmed_on = desk.clock.now(), desk.now
    found.confirmed_by, found.confirmed_post = actor.person, actor.post
    record(desk, actor, found.unit, "clearance-confirmed", {"clearance": found.key, "who": found.person})
    return found


def clearance_for(root: Any, actor: Actor, key: str) -> Clearance:
    """One clearance, for the secret registrar and the head of its unit; raises ``Missing`` for everybody else."""
    found = _find(root, key)
    require_keeper(root, actor, found.unit)
    return found


def end_clearance(desk: Desk, actor: Actor, key: str, *, why: str) -> Clearance:
    """เพิกถอนการอนุมัติ: holds from the next request."""
    found = _find(desk.root, key)
    require_keeper(desk.root, actor, found.unit)
    if found.ended_at is not None:
        raise Conflict(_("This clearance has ended already."))
    found.ended_why = line(why, "why", needed=True)
    found.ended_at, found.ended_by, found.ended_post = desk.now, actor.person, actor.post
    record(desk, actor, found.unit, "clearance-ended", {"clearance": found.key, "who": found.person})
    return found


def clearances_of(root: Any, actor: Actor, unit: str) -> list[Clearance]:
    """ทะเบียนผู้ได้รับอนุมัติ of a unit, the newest first; for its secret registrar and its head."""
    require_keeper(root, actor, unit)
    vault = vault_of(root)
    return [vault.clearances[k] for k in reversed(vault.cleared_by_unit.get(unit, ()))]


def may_keep(root: Any, actor: Actor, unit: str) -> bool:
    """Is the actor the unit's secret registrar or its head?"""
    place = find_unit(root, unit)
    return actor.may(Permission.VAULT_REGISTER, place) or actor.may(Permission.VAULT_CLEAR, place)


def require_keeper(root: Any, actor: Actor, unit: str) -> None:
    """Raise ``Missing`` for everybody else."""
    if not may_keep(root, actor, unit):
        raise Missing(NOTHING)


def colleagues(desk: Desk, unit: str) -> list[Person]:
    """Persons near a unit, to be chosen from: those with a post in it, then those of the rest of its agency."""
    agency = agency_of(find_unit(desk.root, unit))
    found: dict[str, Person] = {}
    for code in dict.fromkeys([unit, agency.code, *(u.code for u in descendants(agency))]):
        for post in posts_in(desk.root, code):
            for person, _acting in holders_of(desk.root, post.id, desk.today):
                found.setdefault(person, find_person(desk.root, person))
        if len(found) >= SUGGESTED:
            break
    return [p for p in found.values() if p.active][:SUGGESTED]


def _person_meant(desk: Desk, unit: str, text: str) -> Person:
    agency, people = agency_of(find_unit(desk.root, unit)).code, people_of(desk.root)
    wanted = "".join(text.split())
    named = [people[text]] if text in people else [p for p in people.values() if "".join(p.name.split()) == wanted]
    if not wanted or not named:
        raise Invalid(_("Choose the person from the list."), field="person")
    here = [
        p
        for p in named
        if any(
            agency_of(find_unit(desk.root, h.post.unit)).code == agency for h in posts_of(desk.root, p.id, desk.today)
        )
    ]
    if not here:
        raise Invalid(_("The person holds no post in this agency today."), field="person")
    if len(here) > 1:
        raise Invalid(_("Several persons have this name. Write the sign-in name."), field="person")
    return here[0]


def _find(root: Any, key: str) -> Clearance:
    found: Clearance | None = vault_of(root).clearances.get(id_value(key))
    if found is None:
        raise Missing(NOTHING)
    return found
