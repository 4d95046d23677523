"""งานตำแหน่งและการรักษาการ (appointing): units, posts and people changed by an administrator, on record.

Everything holds from the next request. A person belongs to no unit; posts do, so the right is asked of the post's unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from saraban.agencies.content import Unit
from saraban.agencies.service import add_unit, find_unit, set_prefix
from saraban.audit import service as audit
from saraban.auth.service import create_account, hand_out_password, has_account, resume_account, suspend_account
from saraban.core.desk import Desk
from saraban.core.errors import Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.content import ActingGrant, Holding, Person, Post
from saraban.people.service import (
    add_person,
    add_post,
    appoint,
    end_acting,
    end_holding,
    find_person,
    find_post,
    grant_acting,
    let_in,
    people_of,
    posts_of,
    readdress_person,
    rename_person,
    rename_post,
    spell_person,
)


@dataclass(frozen=True)
class NewMember:
    """ผู้ใช้ใหม่: the person, and the password that is shown this once."""

    person: Person
    password: str


def open_unit(
    desk: Desk,
    actor: Actor,
    *,
    parent: str,
    code: str,
    title: str,
    kind: str,
    abbreviation: str = "",
    prefix: str = "",
    address: str = "",
) -> Unit:
    """เพิ่มหน่วยงาน below a unit that the actor manages."""
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, parent))
    unit = add_unit(
        desk.root,
        code=code,
        title=title,
        kind=kind,
        parent=parent,
        abbreviation=abbreviation,
        prefix=prefix.strip() or None,
        address=address,
    )
    audit.record(desk, parent, "unit-added", person=actor.person, post=actor.post, about={"unit": code})
    return unit


def change_prefix(desk: Desk, actor: Actor, *, unit: str, text: str, since: date) -> None:
    """กำหนดรหัสหนังสือ from a day on."""
    _may(desk, actor, unit)
    set_prefix(desk.root, unit, text, since)
    audit.record(desk, unit, "prefix-set", person=actor.person, post=actor.post, about={"since": since.isoformat()})


def open_post(desk: Desk, actor: Actor, *, unit: str, id: str, title: str, rank: str = "") -> Post:
    """เพิ่มตำแหน่ง in a unit."""
    _may(desk, actor, unit)
    post = add_post(desk.root, id=id, unit=unit, title=title, rank=rank)
    audit.record(desk, unit, "post-added", person=actor.person, post=actor.post, about={"added": post.id})
    return post


def take_on(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    id: str,
    name: str,
    post: str,
    since: date,
    email: str = "",
) -> NewMember:
    """เพิ่มบุคคล with an account and the post that he or she takes up; gives the once-only password."""
    _may(desk, actor, unit)
    _post_of(desk, unit, post)
    person = add_person(desk.root, id=id, name=name, email=email)
    password = create_account(desk, person.id)
    appoint(desk.root, person=person.id, post=post, since=since)
    audit.record(
        desk, unit, "person-added", person=actor.person, post=actor.post, about={"added": person.id, "to": post}
    )
    return NewMember(person, password)


def enter(
    desk: Desk, actor: Actor, *, unit: str, id: str, name: str, email: str = "", account: bool = True
) -> NewMember:
    """เพิ่มบุคคลที่จะแต่งตั้งในลำดับถัดไป: the same as ``take_on`` where the posts come next, in the same transaction.

    Without an account the person cannot sign in until a password is handed out.
    """
    _may(desk, actor, unit)
    person = add_person(desk.root, id=id, name=name, email=email)
    password = create_account(desk, person.id) if account else ""
    audit.record(desk, unit, "person-added", person=actor.person, post=actor.post, about={"added": person.id})
    return NewMember(person, password)


def change_post(desk: Desk, actor: Actor, *, unit: str, post: str, title: str, rank: str) -> Post:
    """เปลี่ยนชื่อตำแหน่ง of the unit; what was signed before keeps the title it was signed with."""
    _may(desk, actor, unit)
    _post_of(desk, unit, post)
    found = rename_post(desk.root, post, title=title, rank=rank)
    audit.record(desk, unit, "post-renamed", person=actor.person, post=actor.post, about={"renamed": post})
    return found


def change_email(desk: Desk, actor: Actor, *, unit: str, person: str, email: str) -> Person:
    """เปลี่ยนอีเมล of somebody of the unit."""
    _one_of_ours(desk, actor, unit, person)
    found = readdress_person(desk.root, person, email)
    audit.record(desk, unit, "email-changed", person=actor.person, post=actor.post, about={"who": person})
    return found


def give_post(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    person: str,
    post: str,
    since: date,
    until: date | None = None,
) -> Holding:
    """แต่งตั้งให้ดำรงตำแหน่ง of the unit."""
    _may(desk, actor, unit)
    _post_of(desk, unit, post)
    holding = appoint(desk.root, person=person, post=post, since=since, until=until)
    audit.record(desk, unit, "appointed", person=actor.person, post=actor.post, about={"who": person, "to": post})
    return holding


def take_post(desk: Desk, actor: Actor, *, unit: str, holding: str, until: date) -> None:
    """พ้นจากตำแหน่ง: the last day."""
    _may(desk, actor, unit)
    found = people_of(desk.root).holdings.get(holding)
    if found is None:
        raise Missing(_("There is no such appointment."))
    _post_of(desk, unit, found.post)
    end_holding(desk.root, holding, until)
    audit.record(
        desk,
        unit,
        "appointment-ended",
        person=actor.person,
        post=actor.post,
        about={"who": found.person, "from": found.post},
    )


def give_acting(
    desk: Desk,
    actor: Actor,
    *,
    unit: str,
    person: str,
    post: str,
    term: str,
    instrument: str,
    since: date,
    until: date,
    scope: tuple[str, ...] = (),
) -> ActingGrant:
    """บันทึกการรักษาการหรือมอบอำนาจ for a post of the unit. Nobody records one for himself."""
    _may(desk, actor, unit)
    _post_of(desk, unit, post)
    if person == actor.person:
        raise NotAllowed(_("Another administrator has to record an acting grant for yourself."))
    grant = grant_acting(
        desk.root,
        person=person,
        post=post,
        term=term,
        instrument=instrument,
        since=since,
        until=until,
        scope=scope,
        given_by=actor.person,
    )
    audit.record(
        desk, unit, "acting-given", person=actor.person, post=actor.post, about={"grant": grant.id, "to": post}
    )
    return grant


def take_acting(desk: Desk, actor: Actor, *, unit: str, grant: str, until: date) -> None:
    """สิ้นสุดการรักษาการ: the last day."""
    _may(desk, actor, unit)
    found = people_of(desk.root).acting.get(grant)
    if found is None:
        raise Missing(_("There is no such acting grant."))
    _post_of(desk, unit, found.post)
    end_acting(desk.root, grant, until)
    audit.record(desk, unit, "acting-ended", person=actor.person, post=actor.post, about={"grant": grant})


def renew_password(desk: Desk, actor: Actor, *, unit: str, person: str, reset_otp: bool = False) -> str:
    """ออกรหัสผ่านใหม่ for somebody of the unit; the actor must manage the units of all posts that the person holds."""
    _one_of_ours(desk, actor, unit, person)
    if has_account(desk.root, person):
        password = hand_out_password(desk, person, reset_otp=reset_otp, by=actor.person)
    else:
        password = create_account(desk, person)
    audit.record(desk, unit, "password-renewed", person=actor.person, post=actor.post, about={"who": person})
    return password


def suspend(desk: Desk, actor: Actor, *, unit: str, person: str) -> None:
    """ระงับบัญชี of somebody of the unit: no sign-in, no session, no token from the next request. Never one's own."""
    _one_of_ours(desk, actor, unit, person)
    if person == actor.person:
        raise NotAllowed(_("Another administrator has to suspend your own account."))
    if has_account(desk.root, person):
        suspend_account(desk, person, by=actor.person)
    else:
        let_in(desk.root, person, active=False)
    audit.record(desk, unit, "account-suspended", person=actor.person, post=actor.post, about={"who": person})


def resume(desk: Desk, actor: Actor, *, unit: str, person: str) -> None:
    """เปิดใช้บัญชีอีกครั้ง for somebody of the unit."""
    _one_of_ours(desk, actor, unit, person)
    let_in(desk.root, person, active=True)
    if has_account(desk.root, person):
        resume_account(desk, person, by=actor.person)
    audit.record(desk, unit, "account-resumed", person=actor.person, post=actor.post, about={"who": person})


def change_name(desk: Desk, actor: Actor, *, unit: str, person: str, name: str) -> Person:
    """เปลี่ยนชื่อบุคคล of the unit; what was signed before keeps the name it was signed with."""
    _one_of_ours(desk, actor, unit, person)
    found = rename_person(desk.root, person, name)
    audit.record(desk, unit, "person-renamed", person=actor.person, post=actor.post, about={"who": person})
    return found


def change_certificate_name(desk: Desk, actor: Actor, *, unit: str, person: str, name: str) -> Person:
    """กำหนดชื่อในใบรับรอง of somebody of the unit: the spelling approved for certificates. Never one's own."""
    _one_of_ours(desk, actor, unit, person)
    if person == actor.person:
        raise NotAllowed(_("Another administrator has to record how certificates write your own name."))
    found = spell_person(desk.root, person, name)
    audit.record(desk, unit, "certificate-name-changed", person=actor.person, post=actor.post, about={"who": person})
    return found


def _one_of_ours(desk: Desk, actor: Actor, unit: str, person: str) -> None:
    """Raise unless the person holds a post of the unit today, and the actor manages all units where he or she does."""
    _may(desk, actor, unit)
    posts = [held.post for held in posts_of(desk.root, find_person(desk.root, person).id, desk.today)]
    if not any(post.unit == unit for post in posts):
        raise Missing(_("Nobody with this id holds a post of the unit today."))
    for post in posts:
        actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, post.unit))


def _may(desk: Desk, actor: Actor, unit: str) -> None:
    actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))


def _post_of(desk: Desk, unit: str, post: str) -> Post:
    found = find_post(desk.root, post)
    if found.unit != unit:
        raise Missing(_("The unit has no such post."))
    return found
