"""งานอ่านหนังสือเข้า (reading for a unit): what a registrar is offered before he registers; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from saraban.agencies.content import Unit
from saraban.agencies.service import agencies_of, find_unit
from saraban.classification.levels import Secrecy, SecrecyNotTaken, accept_secrecy
from saraban.core.desk import Desk
from saraban.core.errors import Invalid, NotAllowed
from saraban.core.i18n import _
from saraban.core.permissions import ROLE_PERMISSIONS, Permission, Role
from saraban.files.service import Arrival, forget
from saraban.files.text_layer import READ, text_of
from saraban.intake.choosing import CALLED, Receiver
from saraban.intake.reading import CERTAIN, Proposal
from saraban.intake.stack import MOST_CHARACTERS, read_stack
from saraban.people.actor import Actor
from saraban.people.service import posts_in
from saraban.thai.numbers import number_key

_REGISTERING = frozenset(role for role in Role if Permission.REGISTER_RECEIVE in ROLE_PERMISSIONS[role])


def read_text(desk: Desk, actor: Actor, *, text: str, unit: str = "", field: str = "text") -> Proposal:
    """อ่านข้อความหนังสือ: propose the fields of the letter in a text that is addressed to ``unit``.

    For whoever registers letters there (without a unit: anywhere). Raises ``Invalid`` for a text that is empty or
    longer than ``MOST_CHARACTERS``, ``Missing`` and ``NotAllowed`` as registering does.
    """
    _require(desk, actor, unit)
    if not text.strip():
        raise Invalid(_("Paste the text of the letter, or choose its file."), field=field)
    if len(text) > MOST_CHARACTERS:
        raise Invalid(_("This is longer than ${limit} characters.", mapping={"limit": MOST_CHARACTERS}), field=field)
    return _read(desk, text, unit)


def read_file(desk: Desk, actor: Actor, *, arrival: Arrival, unit: str = "") -> Proposal:
    """อ่านไฟล์หนังสือ: the same for a PDF with a text layer, or a text file, that was checked in.

    Raises ``FileRefused`` where the file holds no words, ``SecrecyNotTaken`` for ลับที่สุด; then the file is gone.
    """
    _require(desk, actor, unit)
    try:
        read = _read(desk, text_of(arrival), unit)
    except SecrecyNotTaken:
        forget(arrival)
        raise
    if read.value("secrecy") != "open":
        forget(arrival)  # nothing of a classified letter stays here
    return read


def read_arrived(desk: Desk, actor: Actor, arrivals: Sequence[Arrival], *, text: str, unit: str) -> Proposal:
    """อ่านสิ่งที่มาถึง: the pasted text where there is one, else the first file that holds words."""
    readable = [arrival for arrival in arrivals if arrival.media_type in READ]
    try:
        if text.strip() or not readable:
            read = read_text(desk, actor, text=text, unit=unit, field="body")
        else:
            read = read_file(desk, actor, arrival=readable[0], unit=unit)
    except SecrecyNotTaken:
        _forget_all(arrivals)
        raise
    if read.value("secrecy") != "open":
        _forget_all(arrivals)
    return read


def _forget_all(arrivals: Sequence[Arrival]) -> None:
    """Nothing of a classified letter stays here."""
    for arrival in arrivals:
        forget(arrival)


def _read(desk: Desk, text: str, unit: str) -> Proposal:
    receiver = receiver_of(desk.root, unit) if unit else None
    read = read_stack(text, today=desk.today, receiver=receiver, office_of=lambda number: office_of(desk, number))
    secrecy = read.fields.get("secrecy")
    if secrecy is not None and secrecy.value == Secrecy.TOP_SECRET and secrecy.confidence >= CERTAIN:
        accept_secrecy(Secrecy.TOP_SECRET)
    return read


def _require(desk: Desk, actor: Actor, unit: str) -> None:
    if unit:
        actor.require(Permission.REGISTER_RECEIVE, find_unit(desk.root, unit))
    elif not any(role in _REGISTERING for role, _code in actor.duties):
        raise NotAllowed(
            _("The post you act in may not do this here. Switch to another post, or ask the unit's administrator.")
        )


def receiver_of(root: Any, unit: str) -> Receiver:
    """Under which names letters come to a unit: its own, its posts', and what all heads of its kind are called."""
    place = find_unit(root, unit)
    titles = [post.title for post in posts_in(root, unit) if post.active and _is_head(post.title)]
    names = tuple("".join(name.split()) for name in (place.title, *titles))
    called = tuple(word for word in CALLED.get(place.kind, ()) if any(name.startswith(word) for name in names))
    prefixes = tuple(number_key(prefix.text) for prefix in place.prefixes)
    return Receiver(names, place.kind, prefixes, called)


def _is_head(title: str) -> bool:
    return title.startswith(("ผู้อำนวยการ", "หัวหน้า", "เลขานุการ", "ปลัด", "นายก"))


def office_of(desk: Desk, number: str) -> str:
    """The unit that a number's code belongs to by its prefixes of today; empty for codes of others."""
    code, _stroke, _n = number_key(number).partition("/")
    return next((u.title for u in agencies_of(desk.root).by_code.values() if _has_prefix(desk, u, code)), "")


def _has_prefix(desk: Desk, unit: Unit, code: str) -> bool:
    prefix = unit.prefix_on(desk.today)
    return bool(prefix) and number_key(prefix or "") == code
