"""ให้สำเนาแก่สารบรรณกลาง (giving a copy): one of each issued letter, to the registry that is nearest to its unit."""

from __future__ import annotations

from typing import Any

from saraban.agencies.service import central_for, find_unit
from saraban.central.content import CentralCopies
from saraban.classification.levels import Secrecy
from saraban.core.access import copy_scope
from saraban.core.desk import Desk
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.content import Letter
from saraban.people.actor import Actor

ALL = ""


def give_copy(desk: Desk, *, letter: Letter) -> str:
    """สำเนาสำหรับสารบรรณกลาง (ข้อ ๓๐): of a letter that was signed, once; gives who has it, or nothing.

    Letters for those named alone and classified ones leave none, nor what a central saraban signs itself.
    """
    copies = copies_of(desk.root)
    if letter.id in copies.of_letter:
        return str(copies.of_letter[letter.id])
    if letter.handling or letter.secrecy != Secrecy.OPEN:
        return ""
    central = central_for(desk.root, letter.from_unit)
    if central:
        copies.of_letter[letter.id] = central
        for unit in (ALL, letter.from_unit):
            copies.given.insert((central, unit, -desk.now.timestamp(), letter.id))
        records.add_scopes(desk.root, letter, copy_scope(central))
    return central


def copies_of(root: Any) -> CentralCopies:
    """บัญชีสำเนาคู่ฉบับ of this store."""
    copies: CentralCopies = root["central_copies"]
    return copies


def has_copies(root: Any, unit: str) -> bool:
    """Was a unit ever given a copy?"""
    return any(True for _key in copies_of(root).given.keys(min=(unit,), max=(unit, "\x7f")))


def keeps_copy(root: Any, actor: Actor, letter: Letter) -> bool:
    """Does the actor read the books of the central saraban that has a copy? Who reads the letter is asked apart."""
    central = copies_of(root).of_letter.get(letter.id)
    return central is not None and actor.may(Permission.REGISTER_READ, find_unit(root, central))
