"""ลงทะเบียนใบรับรอง (enrolling): an administrator puts down which certificate a person signs with, renews it, revokes it.

The certificate is read from its key store and looked at twice: when it is shown, and again when it is put down. Nothing
is ever taken away: what was used before stays as history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saraban.agencies.service import find_unit
from saraban.audit import service as audit
from saraban.core.desk import Desk
from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed, SarabanError
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.people.actor import Actor
from saraban.people.service import find_person, people_of, posts_of
from saraban.people.whole import top_unit
from saraban.registers.rows import is_storable
from saraban.signatures.certificates import certificate_by_number, certificates_of, current_of, end_key, names_of
from saraban.signatures.content import SignerCertificate
from saraban.signatures.errors import (
    CertificateExpired,
    CertificateNotTrusted,
    CertificateRevoked,
    KeyStoreDown,
    KeyStoreFailed,
    NoSuchKey,
    OtherName,
    StatusUnknown,
    WrongSecret,
)
from saraban.signatures.identity import Identity, Marks, belongs_to, is_named, marks_of
from saraban.signatures.interfaces import HeldCertificate, KeyReference
from saraban.signatures.levels import level_of
from saraban.signatures.loops import finish
from saraban.signatures.signing import SigningRoom
from saraban.signatures.standing import Standing, check_certificate
from saraban.signatures.trust import allowed_session
from saraban.thai.normalise import is_seen

WHY_LENGTH, NAME_LENGTH = 500, 200
#: Why a certificate cannot be enrolled, by what a signing would be refused with, and the field at fault.
REFUSALS: dict[type[SarabanError], tuple[Any, str]] = {
    NoSuchKey: (_("This key store holds no key of this name. Correct the name."), "key"),
    WrongSecret: (_("The key store does not show this certificate with the office's own password or PIN."), "key"),
    KeyStoreDown: (_("The key store does not answer. Nothing was enrolled; try again later."), "store"),
    KeyStoreFailed: (_("The key store refused the request. Nothing was enrolled; look at its settings."), "store"),
    CertificateExpired: (_("The certificate is not valid today, so it cannot be enrolled."), "key"),
    CertificateRevoked: (_("The certificate's authority has revoked it, so it cannot be enrolled."), "key"),
    CertificateNotTrusted: (
        _("The certificate comes from no authority that the office trusts, so it cannot be enrolled."),
        "key",
    ),
    StatusUnknown: (
        _("The authority does not say whether the certificate still holds. Nothing was enrolled; try again later."),
        "key",
    ),
}


@dataclass(frozen=True)
class Wanted:
    """ใบรับรองที่จะลงทะเบียน: whose, where its key is, and the number in it that is the person's (else his e-mail)."""

    person: str
    key: KeyReference
    number: str = ""


@dataclass(frozen=True)
class Shown:
    """ใบรับรองที่อ่านได้จากคลังกุญแจ: what it says, how long it is valid, and the level its authority gives it."""

    marks: Marks
    since: datetime
    until: datetime
    level: str
    identity: Identity
    content: bytes


def look(desk: Desk, actor: Actor, room: SigningRoom, wanted: Wanted) -> Shown:
    """อ่านใบรับรองจากคลังกุญแจ and check it; nothing is put down.

    Raises ``Invalid`` for a certificate that is not this person's, not valid, not trusted or not found, ``Conflict``
    for one that is another's already, ``NotAllowed`` and ``Missing`` for persons that the actor does not look after.
    """
    require_care(desk, actor, wanted.person, own=False)
    identity = _identity(desk.root, wanted)
    try:
        held, level = finish(_checked(room, wanted.key, desk.clock.now()))
    except tuple(REFUSALS) as error:
        message, field = REFUSALS[type(error)]
        raise Invalid(message, field=field, slug=error.slug) from None
    certificate = held.certificate
    if not belongs_to(certificate, identity):
        raise _not_his(identity)
    marks = marks_of(certificate)
    if not is_named(certificate, names_of(desk.root, wanted.person)):
        raise _other_name(marks.name, find_person(desk.root, wanted.person).name)
    _refuse_used(desk.root, wanted.person, marks, identity)
    return Shown(marks, certificate.not_valid_before, certificate.not_valid_after, level, identity, certificate.dump())


def enrol(desk: Desk, actor: Actor, room: SigningRoom, wanted: Wanted, *, seen: str) -> SignerCertificate:
    """ลงทะเบียนใบรับรอง of a person who has none; ``seen`` is the fingerprint of the one that was shown.

    Raises what ``look`` raises, and ``Conflict`` where the person has one, or the store shows another one by now.
    """
    shown = _shown(desk, actor, room, wanted, seen)
    if current_of(desk.root, wanted.person) is not None:
        raise Conflict(_("This person has a certificate already. Renew it instead."), field="person")
    return _put_down(desk, actor, wanted, shown, "certificate-enrolled")


def renew(desk: Desk, actor: Actor, room: SigningRoom, wanted: Wanted, *, seen: str) -> SignerCertificate:
    """ต่ออายุใบรับรอง: a new one in the place of the one in use, which stays as history.

    Raises what ``look`` raises, and ``Conflict`` where there is none in use.
    """
    shown = _shown(desk, actor, room, wanted, seen)
    old = current_of(desk.root, wanted.person)
    if old is None:
        raise Conflict(_("This person has no certificate in use. Enrol one."), field="person")
    made = _put_down(desk, actor, wanted, shown, "certificate-renewed")
    _take_out(desk, old)
    old.ended_at, old.replaced_by = made.at, made.n
    return made


def revoke(desk: Desk, actor: Actor, *, n: int, since: datetime, why: str) -> SignerCertificate:
    """เพิกถอนใบรับรอง in our records from a moment on, one's own too; it signs nothing any more.

    Raises ``Invalid`` for no reason, or a moment before the certificate began or yet to come; ``Conflict`` for one
    that is not in use any more.
    """
    found = certificate_by_number(desk.root, n)
    unit = require_care(desk, actor, found.person)
    if not is_seen(why) or not is_storable(why) or len(why) > WHY_LENGTH:
        raise Invalid(_("Say why, in at most ${n} characters.", mapping={"n": WHY_LENGTH}), field="why")
    if not found.is_used:
        raise Conflict(_("This certificate is not in use any more."))
    now = desk.clock.now()
    if not found.since <= since <= now:
        raise Invalid(_("The moment lies between the certificate's first day and now."), field="since")
    _take_out(desk, found)
    found.revoked_since, found.revoked_at = since, now
    found.revoked_by, found.revoked_why = actor.person, why.strip()
    _record(desk, actor, unit, "certificate-revoked", found)
    return found


def require_care(desk: Desk, actor: Actor, person: str, *, own: bool = True) -> str:
    """Raise unless the actor looks after the person's certificates; gives the unit on whose chain it is recorded.

    By who manages all units of the posts that the person holds today, or held last, else the office as a whole. Nobody
    enrols his own (``own=False``).
    """
    if person not in people_of(desk.root):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    units = _units_of(desk, person)
    for unit in units:
        actor.require(Permission.UNIT_MANAGE, find_unit(desk.root, unit))
    unit = units[0] if units else top_unit(desk.root, actor)
    if not own and person == actor.person:
        raise NotAllowed(_("Another administrator has to enrol your own certificate."))
    return unit


def may_care(desk: Desk, actor: Actor, person: str) -> bool:
    """Whether the actor looks after the person's certificates."""
    try:
        require_care(desk, actor, person)
    except (Missing, NotAllowed):
        return False
    return True


def _units_of(desk: Desk, person: str) -> list[str]:
    posts = [held.post for held in posts_of(desk.root, person, desk.today)]
    if not posts:
        people = people_of(desk.root)
        held = [people.holdings[key] for key in people.holdings_by_person.get(person, ())]
        ended = [one for one in held if one.until is not None]
        last = max((one.until for one in ended), default=None)
        posts = [people.posts[one.post] for one in ended if one.until == last]
    return list(dict.fromkeys(post.unit for post in posts))


def _identity(root: Any, wanted: Wanted) -> Identity:
    """The marks that the certificate must bear: the number put down, or the e-mail in the register of staff."""
    number = wanted.number.strip()
    if len(number) > NAME_LENGTH or not is_storable(number):
        raise Invalid(_("Give the number as it stands in the certificate."), field="number")
    email = find_person(root, wanted.person).email
    if not number and not email:
        raise Invalid(
            _("Give the number that stands in the person's certificate: no e-mail of the person is on record."),
            field="number",
        )
    return Identity(number, email)


def _not_his(identity: Identity) -> Invalid:
    if identity.number:
        message = _("The certificate does not bear the number ${number}.", mapping={"number": identity.number})
    else:
        message = _("The certificate does not bear the e-mail ${email}.", mapping={"email": identity.email})
    return Invalid(message, field="number", slug="wrong-signer")


def _other_name(found: str, person: str) -> Invalid:
    message = _(
        "The certificate is made out to “${found}”, and the person is “${person}”. Enrol the person's own certificate; "
        "where it is, record this spelling as the name in certificates first.",
        mapping={"found": found[:80], "person": person},
    )
    return Invalid(message, field="key", slug=OtherName.slug)


async def _checked(room: SigningRoom, key: KeyReference, now: datetime) -> tuple[HeldCertificate, str]:
    """The certificate as the store holds it, valid, not revoked and from an authority of ours; and its level."""
    if not key.name.strip() or len(key.name) > NAME_LENGTH:
        raise NoSuchKey
    held = await room.stores.store_of(key).held(key.name)
    async with allowed_session(room.trust) as session:
        standing = Standing(room.clock.now, room.shelf).for_key(room.trust, session, held.chain)
        await check_certificate(standing, held.certificate, now)
    level = await level_of(held.certificate, held.chain, room.trust)
    if not level:
        raise CertificateNotTrusted
    return held, level


def _refuse_used(root: Any, person: str, marks: Marks, identity: Identity) -> None:
    """Refuse a certificate that is somebody else's, that is in use, or that was revoked here."""
    kept = certificates_of(root)
    n = kept.by_fingerprint.get(marks.fingerprint)
    owner = kept.numbers.get(identity.number, person) if identity.number else person
    if (n is not None and kept.records[n].person != person) or owner != person:
        raise Conflict(_("This certificate or its number is put down for another person."), field="key")
    if n is not None and kept.records[n].revoked_at is not None:
        raise Conflict(_("This certificate was revoked in our records. A new one is needed."), field="key")
    if n is not None:
        raise Conflict(_("This certificate is enrolled for this person already."), field="key")


def _shown(desk: Desk, actor: Actor, room: SigningRoom, wanted: Wanted, seen: str) -> Shown:
    shown = look(desk, actor, room, wanted)
    if shown.marks.fingerprint != seen:
        raise Conflict(_("The key store holds another certificate than the one that was shown. Look at it again."))
    return shown


def _put_down(desk: Desk, actor: Actor, wanted: Wanted, shown: Shown, event: str) -> SignerCertificate:
    kept = certificates_of(desk.root)
    n = (kept.records.maxKey() if kept.records else 0) + 1
    facts = {
        "fingerprint": shown.marks.fingerprint,
        "name": shown.marks.name,
        "issuer": shown.marks.issuer,
        "level": shown.level,
        "number": shown.identity.number,
        "email": shown.identity.email,
    }
    made = SignerCertificate(
        n,
        wanted.person,
        (wanted.key.store, wanted.key.name),
        shown.content,
        facts,
        since=shown.since,
        until=shown.until,
        at=desk.clock.now(),
        by=actor.person,
    )
    kept.records[n] = made
    kept.by_person[wanted.person] = (*kept.by_person.get(wanted.person, ()), n)
    kept.by_fingerprint[made.fingerprint] = n
    if made.number:
        kept.numbers[made.number] = made.person
    kept.ends[end_key(made.until), n] = n
    _record(desk, actor, require_care(desk, actor, wanted.person), event, made)
    return made


def _take_out(desk: Desk, old: SignerCertificate) -> None:
    certificates_of(desk.root).ends.pop((end_key(old.until), old.n), None)


def _record(desk: Desk, actor: Actor, unit: str, event: str, about: SignerCertificate) -> None:
    audit.record(
        desk,
        unit,
        event,
        person=actor.person,
        post=actor.post,
        about={"who": about.person, "certificate": about.fingerprint},
    )
