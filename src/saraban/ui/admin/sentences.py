"""สิ่งที่จะเปลี่ยน (what will change): a role in words, for whom and how far, before it is given or taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from saraban.agencies.service import descendants
from saraban.core.i18n import _
from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.people.service import find_person, find_post, holders_of
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.reasons import ROLES

P = Permission
#: สิทธิ -> what it lets somebody do, as the end of a sentence
DOES = {
    P.AUDIT_READ: _("read the audit chain"),
    P.CIRCULAR_PUBLISH: _("publish circulars"),
    P.COPY_READ: _("read the file copies that a central registry gets"),
    P.FOLDER_MANAGE: _("manage folders"),
    P.LETTER_COSIGN: _("sign letters beside others, where the post is named"),
    P.LETTER_DRAFT: _("write drafts"),
    P.LETTER_READ: _("read all its letters"),
    P.LETTER_SEND: _("number and send letters"),
    P.LETTER_SIGN: _("sign letters"),
    P.NUMBER_ISSUE: _("take numbers"),
    P.PAPER_CLOSE: _("close matters"),
    P.PAPER_ENDORSE: _("write notes on letters"),
    P.PAPER_FORWARD: _("send letters on"),
    P.PAPER_ORDER: _("give orders on letters"),
    P.PAPER_RECORD: _("record notes that were written on paper"),
    P.REGISTER_OPEN: _("open books"),
    P.REGISTER_READ: _("read the registers"),
    P.REGISTER_RECEIVE: _("register received letters"),
    P.UNIT_MANAGE: _("manage units, posts, people and roles"),
    P.UNIT_READ: _("see the unit"),
    P.VAULT_CLEAR: _("confirm clearances for classified letters"),
    P.VAULT_NAME: _("name persons on classified letters that he or she reads"),
    P.VAULT_READ: _("read classified letters on which he or she is named"),
    P.VAULT_READ_BOOK: _("look into the secret books"),
    P.VAULT_REGISTER: _("register classified letters"),
}

#: what an acting grant can be limited to; reading is not limited, and the audit chain is nobody's to hand on
DELEGABLE = frozenset(DOES) - {P.AUDIT_READ, P.LETTER_COSIGN, P.LETTER_READ, P.UNIT_READ, P.VAULT_READ}


def scope_said(scope: Iterable[str], say: Callable[[Any], str]) -> str:
    """อำนาจที่มอบ in words; empty when the grant is for everything."""
    wanted = frozenset(scope)
    words = ", ".join(say(DOES[p]) for p in DOES if p.value in wanted)
    return say(_("only to: ${what}", mapping={"what": words})) if words else ""


def role_sentences(
    request: Any,
    fmt: Formats,
    *,
    unit: Any,
    post: str,
    role: str,
    inherit: bool,
    taking: bool = False,
) -> list[str]:
    """What giving (or taking) a role means, in sentences."""
    root, day, say = request.desk.root, request.desk.today, request.localizer.translate
    place = find_post(root, post)
    names = ", ".join(find_person(root, p).name for p, _g in holders_of(root, post, day)) or say(_("nobody today"))
    below = sum(1 for _u in descendants(unit)) if inherit else 0
    where = (
        say(_("${unit} and the ${n} units below", mapping={"unit": unit.title, "n": fmt.count(below)}))
        if below
        else unit.title
    )
    opening = (
        _("${post} (${names}) will no longer be ${role} of ${where}.")
        if taking
        else _("${post} (${names}) will be ${role} of ${where}.")
    )
    mapping = {"post": place.title, "names": names, "role": say(ROLES[role]), "where": where}
    lines = [say(_(str(opening), mapping=mapping))]
    copies = inherit or unit.kind == "central"  # only there are any
    lines.append(_powers(say, role, taking=taking, without=() if copies else (P.COPY_READ,)))
    lines.append(say(_("This holds from the next page that is opened. No letter is changed.")))
    if role == Role.ADMINISTRATOR:
        lines.append(say(_("An administrator does not read letters by this role.")))
    return lines


def _powers(say: Callable[[Any], str], role: str, *, taking: bool, without: Iterable[Permission]) -> str:
    does = ", ".join(say(DOES[p]) for p in sorted(ROLE_PERMISSIONS[Role(role)] - frozenset(without)))
    message = (
        _("Unless another role says so, whoever holds the post can no longer: ${does}.")
        if taking
        else _("Whoever holds the post, or acts for its holder, can: ${does}.")
    )
    return say(_(str(message), mapping={"does": does}))
