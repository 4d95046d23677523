"""ขอบเขตการเข้าถึง (scopes): a few words on a thing decide who reads it; the access lists follow from the same table.

A scope is ``u:CODE`` (the unit's letters), ``c:CODE`` (the file copies that a central saraban gets), ``f:ID`` (a folder
with a list of its own), ``p:PERSON`` and ``o:POST`` (given by name) or one of a circular: ``circular`` (all staff),
``s:CODE`` (the staff of a unit), ``b:CODE`` (that of a unit and of all below it), ``g:KEY`` (that of the units of a
group). Granting or revoking rewrites nothing: the next request asks the table again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyramid.security import DENY_ALL, Allow, Everyone

from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role

CIRCULAR = "circular"
STAFF = "staff"


def unit_scope(code: str) -> str:
    """The scope of a unit's own letters and papers."""
    return f"u:{code}"


def copy_scope(code: str) -> str:
    """The scope of the file copies that a central saraban gets."""
    return f"c:{code}"


def person_scope(person: str) -> str:
    """The scope of what is granted to one person."""
    return f"p:{person}"


def post_scope(post: str) -> str:
    """The scope of what is given to whoever holds a post, or acts in it."""
    return f"o:{post}"


def folder_scope(folder: str) -> str:
    """The scope of a folder with an access list of its own."""
    return f"f:{folder}"


def staff_scope(code: str) -> str:
    """The scope of circulars to the staff of a unit."""
    return f"s:{code}"


def below_scope(code: str) -> str:
    """The scope of circulars to the staff of a unit and of all units below it."""
    return f"b:{code}"


def group_scope(key: str) -> str:
    """The scope of circulars to the staff of the units of a group."""
    return f"g:{key}"


def is_circulated(scope: str) -> bool:
    """Does this scope come from a circular board rather than from the way of a letter?"""
    return scope == CIRCULAR or scope.startswith(("s:", "b:", "g:"))


def duty(role: str, unit: str) -> str:
    """The principal of a role carried out in a unit."""
    return f"does:{role}@{unit}"


def reads(scope: str) -> str:
    """The principal of a scope."""
    return f"reads:{scope}"


_BY_ROLE = [
    (role, tuple(sorted(p for p in perms if p is not Permission.LETTER_READ)))
    for role, perms in ROLE_PERMISSIONS.items()
]


def unit_acl(code: str) -> list[Any]:
    """The access list of a unit, its books and its papers: duties in the unit, by role."""
    acl: list[Any] = [(Allow, duty(role, code), perms) for role, perms in _BY_ROLE if perms]
    acl.append((Allow, STAFF, (Permission.UNIT_READ,)))
    return acl


def acl_for(scopes: Iterable[str], units: Iterable[str], turn: str = "") -> list[Any]:
    """The access list of a thing: its scopes read it, the duties of its units act on it, nobody else.

    ``turn`` is the post that is named to sign it next beside others, whichever unit it is of.
    """
    acl: list[Any] = [(Allow, reads(scope), (Permission.LETTER_READ,)) for scope in scopes]
    if turn:
        acl.append((Allow, reads(post_scope(turn)), (Permission.LETTER_COSIGN,)))
    for code in units:
        acl += unit_acl(code)
    return [*acl, DENY_ALL]


def named_acl(persons: Iterable[str], units: Iterable[str]) -> list[Any]:
    """The access list of a classified thing: the persons named on it read it, the duties of its units act on it."""
    acl: list[Any] = [(Allow, f"person:{person}", (Permission.VAULT_READ,)) for person in persons]
    for code in units:
        acl += unit_acl(code)
    return [*acl, DENY_ALL]


def principals_for(person: str, scopes: Iterable[str], duties: Iterable[tuple[str, str]]) -> frozenset[str]:
    """All principals of a person at work; everybody is among them, so that a list's closing refusal counts."""
    return frozenset(
        [Everyone, STAFF, f"person:{person}", *(reads(s) for s in scopes), *(duty(r, u) for r, u in duties)]
    )


def is_copy(scope: str) -> bool:
    """Does this scope come from a copy for a central saraban?"""
    return scope.startswith("c:")


def reads_copies(role: str) -> bool:
    """Does this role read the copies that its central saraban gets?"""
    return Permission.COPY_READ in ROLE_PERMISSIONS[Role(role)]


def is_reading(role: str) -> bool:
    """Does this role read the letters of its unit?"""
    return Permission.LETTER_READ in ROLE_PERMISSIONS[Role(role)]
