"""ส่วนของสรุปประจำวันว่าด้วยหน้าที่ (parts of the digest): directives that fall due, reserved numbers that are still open,
certificates that end.

They are told to those whose posts, all that the person holds today, do this work in the unit itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saraban.core.clock import bangkok_date
from saraban.core.desk import Desk
from saraban.core.digests import DigestLine, DigestPart, Period
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.directives.content import Directive
from saraban.directives.service import due_directives
from saraban.letters.values import Deadline
from saraban.news.parts import due_words, part_of
from saraban.news.wording import Wording
from saraban.people.actor import Actor
from saraban.people.rights import post_may
from saraban.people.service import find_person, posts_of, roles_of_post
from saraban.registers.service import open_reservations
from saraban.signatures.certificates import days_left
from saraban.signatures.ending import to_tell

#: So many characters of a directive stand in a calendar.
MOST_WORDS = 200
CLOSING = {
    "soon": _("use it or make it void before the year closes"),
    "closed": _("its year has closed: make it void, with the reason"),
}


def directives_part(desk: Desk, _registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """ข้อสั่งการที่ถึงหรือใกล้กำหนด of the units in which the person carries directives out."""
    words, root = Wording(period.language), desk.root
    units = units_of(root, actor.person, Permission.PAPER_ENDORSE, period.today)
    found = due_directives(root, actor, units, period.today)
    return part_of(
        _("Directives that fall due"),
        [DigestLine(one.text, f"/directives/{one.key}", due_words(words, one.due, period.today)) for one in found],
    )


@dataclass(frozen=True)
class DirectiveDue:
    """วันครบกำหนดของข้อสั่งการ, as a calendar shows it; ``uid`` stays the same as long as the directive has that day."""

    directive: Directive
    deadline: Deadline

    @property
    def uid(self) -> str:
        """One for each directive and day."""
        return f"directive-{self.directive.key}-{self.deadline.day:%Y%m%d}"

    @property
    def stamp(self) -> datetime:
        """When it was recorded."""
        return self.directive.at

    @property
    def path(self) -> str:
        """Its page."""
        return f"/directives/{self.directive.key}"

    @property
    def subject(self) -> Any:
        """How it begins."""
        text = " ".join(self.directive.text.split())
        return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rstrip()}…"

    @property
    def title(self) -> Any:
        """That it is a directive, and which."""
        return _("Directive: ${text}", mapping={"text": self.subject})


def directives_due(root: Any, actor: Actor, today: date, since: date, until: date) -> list[DirectiveDue]:
    """ข้อสั่งการที่มีกำหนดในช่วงวัน, open ones of the units in which the person carries directives out, by day."""
    units = units_of(root, actor.person, Permission.PAPER_ENDORSE, today)
    found = due_directives(root, actor, units, today, until - today)
    return [DirectiveDue(one, Deadline(one.due)) for one in found if one.due is not None and one.due >= since]


def reserved_part(desk: Desk, _registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """เลขที่จองค้าง of the units in which the person takes numbers: every day until each is used or void."""
    words, root, today = Wording(period.language), desk.root, period.today
    lines = []
    for unit in units_of(root, actor.person, Permission.NUMBER_ISSUE, today):
        for kept in open_reservations(root, unit, today):
            entry = kept.entry
            note = CLOSING.get(kept.closing) or due_words(words, entry.reserved_until, today)
            told = " · ".join(x for x in (words.digits(entry.number or entry.n), entry.reserved_for) if x)
            lines.append(DigestLine(told, f"/registers/{entry.unit}/{entry.series}/{entry.year}/{entry.n}", note))
    return part_of(_("Reserved numbers that are neither used nor void"), lines)


def certificates_part(desk: Desk, _registry: Any, actor: Actor, period: Period) -> DigestPart | None:
    """ใบรับรองที่ใกล้หมดอายุ, the person's own and those that he enrolled: 30, 7 and 1 days before the end, once each."""
    words, root = Wording(period.language), desk.root
    lines = []
    for one in to_tell(desk, actor.person):
        found, now = one.record, desk.clock.now()
        text = _("Your certificate for signing") if one.is_own else find_person(root, found.person).name
        path = "/me/certificate" if one.is_own else f"/admin/certificates/{found.person}"
        left = {"day": words.day(bangkok_date(found.until)), "n": words.digits(days_left(found, now))}
        lines.append(DigestLine(text, path, _("ends on ${day}; days left: ${n}", mapping=left)))
    return part_of(_("Certificates for signing that end; have them renewed"), lines)


def units_of(root: Any, person: str, duty: Permission, today: date) -> list[str]:
    """The units where a post of the person has a role itself that is this duty."""
    found = [
        grant.unit
        for held in posts_of(root, person, today)
        for grant in roles_of_post(root, held.post.id, today)
        if post_may(root, held.post.id, duty, grant.unit, today)
    ]
    return list(dict.fromkeys(found))
