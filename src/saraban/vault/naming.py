"""รายชื่อผู้เข้าถึงหนังสือลับ (naming): only a reader names a reader, so nobody gets in from outside, with any role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from saraban.agencies.service import agency_of, find_unit
from saraban.classification.levels import Secrecy
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.people.service import find_person, posts_of
from saraban.vault.clearances import colleagues, is_cleared
from saraban.vault.content import Named, SecretPaper, Unnamed
from saraban.vault.envelopes import enclose
from saraban.vault.ledger import record, vault_of
from saraban.vault.reading import letter_of, paper_for
from saraban.vault.receiving import name_person
from saraban.vault.words import line


@dataclass(frozen=True)
class Candidate:
    """ผู้ที่เพิ่มรายชื่อได้: cleared for the level, of the same agency, not on the list yet."""

    person: str
    name: str
    post: str
    unit: str


def candidates(desk: Desk, paper: SecretPaper) -> list[Candidate]:
    """Who can be named on a paper (the caller has passed the gate); once the secrecy ended, any colleague."""
    root, day = desk.root, desk.today
    level, named = letter_of(root, paper).level, {n.person for n in paper.named}
    agency = agency_of(find_unit(root, paper.unit)).code
    found = []
    persons = vault_of(root).cleared if level != Secrecy.OPEN else [p.id for p in colleagues(desk, paper.unit)]
    for person in persons:
        if person in named or not is_cleared(root, person, level, day) or not find_person(root, person).active:
            continue
        posts = [h.post for h in posts_of(root, person, day)]
        here = [p for p in posts if agency_of(find_unit(root, p.unit)).code == agency]
        if here:
            title = find_unit(root, here[0].unit).title
            found.append(Candidate(person, find_person(root, person).name, here[0].title, title))
    return found


def others_who_order(desk: Desk, actor: Actor, key: str, proved_at: datetime | None) -> list[str]:
    """ผู้สั่งการที่มีรายชื่อ: the persons named, besides the actor, who give orders in the unit; whom a proposal reaches."""
    paper = paper_for(desk, actor, key, proved_at)
    root, day = desk.root, desk.today
    persons = [n.person for n in paper.named if n.person != actor.person]
    return [
        p
        for p in persons
        if any(post_may(root, held.post.id, Permission.PAPER_ORDER, paper.unit, day) for held in posts_of(root, p, day))
    ]


def name(
    desk: Desk, actor: Actor, key: str, *, persons: Iterable[str], why: str, proved_at: datetime | None
) -> SecretPaper:
    """เพิ่มรายชื่อผู้เข้าถึง, with the reason. Whoever is no candidate is refused, always in the same words.

    Whether somebody is cleared is not told to who tries names.
    """
    paper = paper_for(desk, actor, key, proved_at)
    actor.require(Permission.VAULT_NAME, paper)
    reason = enclose({"text": line(why, "why", needed=True)})
    possible = {c.person for c in candidates(desk, paper)}
    wanted = [p.strip() for p in dict.fromkeys(persons) if p.strip()]
    if not wanted or not possible.issuperset(wanted):
        raise Invalid(_("Choose the person from the list."), field="persons")
    for person in wanted:
        name_person(desk, paper, Named(person, actor.person, actor.post, desk.now, reason))
        record(desk, actor, paper.unit, "named", {"paper": paper.key, "who": person})
    return paper


def unname(desk: Desk, actor: Actor, key: str, *, person: str, why: str, proved_at: datetime | None) -> SecretPaper:
    """ถอนรายชื่อผู้เข้าถึง, with the reason; holds from the next request. Somebody who can name has to stay."""
    paper = paper_for(desk, actor, key, proved_at)
    actor.require(Permission.VAULT_NAME, paper)
    reason = enclose({"text": line(why, "why", needed=True)})
    if person not in {n.person for n in paper.named}:
        raise Invalid(_("Choose the person from the list."), field="persons")
    if person == actor.person:
        raise Conflict(_("You cannot take yourself off the list. Name your successor, who then takes you off."))
    paper.named = tuple(n for n in paper.named if n.person != person)
    paper.unnamed = (*paper.unnamed, Unnamed(person, actor.person, actor.post, desk.now, reason))
    listed = vault_of(desk.root).named
    listed[person] = tuple(k for k in listed.get(person, ()) if k != paper.id)
    record(desk, actor, paper.unit, "unnamed", {"paper": paper.key, "who": person})
    return paper
