"""เหตุผลของสิทธิ (rights in sentences): why a person can see a thing, and who else can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.core.access import CIRCULAR, is_copy
from saraban.core.i18n import _
from saraban.people.rights import circulated_to, reasons
from saraban.people.service import find_post, posts_of

#: The kinds of scopes by which circulars to some come.
CIRCULATED = frozenset("sbg")
ROLES = {
    "registrar": _("registrar"),
    "head": _("head"),
    "member": _("member"),
    "clerk": _("clerk"),
    "administrator": _("administrator"),
    "auditor": _("auditor"),
    "secret_registrar": _("secret registrar"),
    "folder": _("the folder's list"),
}


def unit_title(root: Any, code: str) -> str:
    """The name of a unit, or its code when it is gone."""
    unit = agencies_of(root).by_code.get(code)
    return unit.title if unit is not None else code


def audience_words(root: Any, scope: str, say: Callable[[Any], str]) -> str:
    """For whom a circular is, by one of its scopes."""
    kind, _colon, key = scope.partition(":")
    if scope == CIRCULAR:
        return say(_("all staff"))
    if kind == "g":
        group = agencies_of(root).groups.get(key)
        return say(_("the group ${group}", mapping={"group": group.title if group is not None else key}))
    title = unit_title(root, key)
    return say(_("${unit} and all units below it", mapping={"unit": title})) if kind == "b" else title


def scope_words(root: Any, scope: str, say: Callable[[Any], str]) -> str:
    """A scope in words: whose letters these are."""
    kind, _colon, key = scope.partition(":")
    if scope == CIRCULAR:
        return say(_("a circular: all staff may read it"))
    if kind in CIRCULATED:
        return say(_("a circular to ${whom}", mapping={"whom": audience_words(root, scope, say)}))
    if kind in {"u", "c"}:
        whose = {"unit": unit_title(root, key)}
        return say(
            _("letters of ${unit}", mapping=whose) if kind == "u" else _("file copies at ${unit}", mapping=whose)
        )
    if kind == "f":
        folder = root["filing"].get(key)
        return say(
            _("what lies in the folder ${folder}", mapping={"folder": folder.title if folder is not None else key})
        )
    if kind == "o":
        return say(_("given by name to the post ${post}", mapping={"post": find_post(root, key).title}))
    return say(_("given to one person by name"))


def reason_words(root: Any, reason: Any, say: Callable[[Any], str]) -> str:
    """One sentence: the post, how it is held, the role, and where it was given."""
    post = f"{reason.acting_term}{reason.post_title}"
    if reason.role == "folder":
        return say(
            _(
                "As ${post}: this post stands on the list of ${what}.",
                mapping={"post": post, "what": scope_words(root, reason.scope, say)},
            )
        )
    code = reason.scope.partition(":")[2]
    if is_copy(reason.scope):
        return say(
            _(
                "As ${post}: ${role}, who reads the file copies at ${unit}.",
                mapping={"post": post, "role": say(ROLES[reason.role]), "unit": unit_title(root, code)},
            )
        )
    if code == reason.granted_in:
        return say(
            _(
                "As ${post}: ${role} of ${unit}, who reads the letters of the unit.",
                mapping={"post": post, "role": say(ROLES[reason.role]), "unit": unit_title(root, code)},
            )
        )
    return say(
        _(
            "As ${post}: ${role} of ${above}, which holds for the units below too, here ${unit}.",
            mapping={
                "post": post,
                "role": say(ROLES[reason.role]),
                "above": unit_title(root, reason.granted_in),
                "unit": unit_title(root, code),
            },
        )
    )


def why_sentences(root: Any, person: str, thing: Any, day: Any, say: Callable[[Any], str]) -> list[str]:
    """Every reason why a person can read a thing on a day; empty when there is none."""
    scopes = set(thing.scopes)
    found = [reason_words(root, r, say) for r in reasons(root, person, day) if r.scope in scopes]
    if CIRCULAR in scopes:
        found.append(say(_("It is a circular: all staff may read it.")))
    held = posts_of(root, person, day)
    found += [
        say(
            _(
                "As ${post}: it is a circular to ${whom}.",
                mapping={"post": h.post.title, "whom": audience_words(root, scope, say)},
            )
        )
        for h in held
        for scope in sorted(scopes & circulated_to(root, [h.post.unit]))
    ]
    found += [
        say(_("As ${post}: it was given to this post by name.", mapping={"post": h.post.title}))
        for h in held
        if f"o:{h.post.id}" in scopes
    ]
    if f"p:{person}" in scopes:
        found.append(say(_("It was given to this person by name.")))
    return list(dict.fromkeys(found))
