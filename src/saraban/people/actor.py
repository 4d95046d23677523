"""ผู้ปฏิบัติ (the actor): a person at work in one post, with what that post may do and what the person may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pyramid.authorization import ACLAuthorizationPolicy

from saraban.core.errors import Missing, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import Permission

_POLICY = ACLAuthorizationPolicy()


@dataclass(frozen=True)
class Signing:
    """บล็อกลงนาม (signature block), frozen when it is used: name, own post, and the post acted for."""

    person: str
    name: str
    post: str
    post_title: str
    rank: str = ""
    acting_term: str = ""
    acting_for: str = ""
    grant: str = ""
    instrument: str = ""
    unit: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The printed lines under the signature, substantive post first (Annex 3)."""
        rows = [f"({self.name})", self.rank, "" if self.acting_for else self.post_title]
        if self.acting_for:
            own = self.post_title if self.post_title and self.post_title != self.acting_for else ""
            rows += [own, f"{self.acting_term}{self.acting_for}"]
        return tuple(row for row in rows if row)


@dataclass(frozen=True)
class Actor:
    """Who acts: ``scopes`` decide reading (every post valid now), ``duties`` decide writing (the post acted in)."""

    person: str
    name: str
    post: str
    unit: str
    signing: Signing
    scopes: frozenset[str]
    duties: frozenset[tuple[str, str]] = frozenset()  # (role, unit code)
    day: date | None = None
    limits: frozenset[str] = frozenset()  # permissions an acting grant is limited to; empty = all
    principals: frozenset[str] = field(default=frozenset())

    def may(self, permission: Permission, thing: Any) -> bool:
        """Is this allowed? The one gate for pages, API, files, search, counts and exports."""
        if permission is not Permission.LETTER_READ and self.limits and permission not in self.limits:
            return False
        return bool(_POLICY.permits(thing, self.principals, permission))

    def require(self, permission: Permission, thing: Any) -> None:
        """Raise ``Missing`` for what the actor may not even see, ``NotAllowed`` for what he may see but not do."""
        if self.may(permission, thing):
            return
        if permission is not Permission.LETTER_READ and self.may(Permission.LETTER_READ, thing):
            raise NotAllowed(
                _("The post you act in may not do this here. Switch to another post, or ask the unit's administrator.")
            )
        raise Missing(_("There is nothing at this address, or you may not see it."))
