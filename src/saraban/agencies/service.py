"""งานผังหน่วยงาน (what can be done to the unit tree)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from saraban.agencies.content import CENTRAL, UNIT_KINDS, AddresseeGroup, Agencies, Prefix, Unit
from saraban.agencies.tree import tree_of
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.thai.digits import to_arabic

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
TITLE_LENGTH = ADDRESS_LENGTH = 200
#: Kinds of letters that share the book of sent letters unless the unit counts them apart.
SHARED_SERIES = frozenset({"external", "memo", "seal"})


def agencies_of(root: Any) -> Agencies:
    """ผังหน่วยงาน of this store."""
    return root["agencies"]


def find_unit(root: Any, code: str) -> Unit:
    """Give the unit with this code; raises ``Missing``."""
    unit = agencies_of(root).by_code.get(code) if isinstance(code, str) else None
    if unit is None:
        raise Missing(_("There is no unit with the code ${code}.", mapping={"code": str(code)[:80]}))
    return unit


def add_unit(
    root: Any,
    *,
    code: str,
    title: str,
    kind: str,
    parent: str | None = None,
    abbreviation: str = "",
    prefix: str | None = None,
    since: date | None = None,
    address: str = "",
) -> Unit:
    """เพิ่มหน่วยงาน below ``parent`` (or at the top).

    Raises ``Invalid`` for a bad code, title, kind or address, ``Conflict`` for a used code.
    """
    agencies = agencies_of(root)
    if not CODE.match(code or "") or len(code) > 60:
        raise Invalid(_("A unit code has small Latin letters, digits and hyphens, such as d54-edu."), field="code")
    if code in agencies.by_code:
        raise Conflict(_("The code ${code} is in use. Choose another one.", mapping={"code": code}))
    if kind not in UNIT_KINDS:
        raise Invalid(_("Choose the kind of the unit from the list."), field="kind")
    unit = Unit(code, _title(title), kind, abbreviation.strip())
    if address.strip():
        unit.address = _address(address)
    place = find_unit(root, parent) if parent else agencies
    if prefix:
        unit.prefixes = (Prefix(to_arabic(prefix), since or date(1982, 1, 1)),)
    place.add(code, unit)
    agencies.by_code[code] = unit
    _touched(agencies)
    return unit


def rename_unit(
    root: Any, code: str, *, title: str | None = None, abbreviation: str | None = None, address: str | None = None
) -> Unit:
    """เปลี่ยนชื่อหรือที่ตั้งหน่วยงาน: entries and letters keep the name and address they were written with."""
    unit = find_unit(root, code)
    if title is not None:
        unit.title = _title(title)
    if abbreviation is not None:
        unit.abbreviation = abbreviation.strip()
    if address is not None:
        unit.address = _address(address)
    _touched(agencies_of(root))
    return unit


def move_unit(root: Any, code: str, parent: str | None) -> Unit:
    """ย้ายหน่วยงาน below another parent; nothing filed under it changes its address. Refuses a move below itself."""
    agencies = agencies_of(root)
    unit = find_unit(root, code)
    target = find_unit(root, parent) if parent else agencies
    if target is unit:
        raise Invalid(
            _("${unit} cannot stand below itself. Choose another unit above it.", mapping={"unit": named(unit)}),
            field="parent",
        )
    if isinstance(target, Unit) and unit in list(_parents(target)):
        raise Invalid(
            _(
                "${parent} stands below ${unit}, so that ${unit} cannot stand below it. Choose another unit, or move "
                "${parent} to another place first.",
                mapping={"unit": named(unit), "parent": named(target)},
            ),
            field="parent",
        )
    if target is not unit.__parent__:
        unit.__parent__.move(code, target)
        _touched(agencies)
    return unit


def named(unit: Unit) -> str:
    """ชื่อหน่วยงานพร้อมรหัส, for messages about several units."""
    return f"{unit.title} ({unit.code})"


def set_prefix(root: Any, code: str, text: str, since: date) -> None:
    """กำหนดรหัสหนังสือ: the printed code from ``since`` on; earlier letters keep theirs."""
    unit = find_unit(root, code)
    new = (Prefix(to_arabic(text.strip()), since),) if text.strip() else ()
    kept = (p for p in unit.prefixes if p.since != since)
    unit.prefixes = tuple(sorted((*kept, *new), key=lambda p: p.since))
    _touched(agencies_of(root))


def set_active(root: Any, code: str, active: bool) -> Unit:  # noqa: FBT001 - the state is what is said
    """เปิดหรือปิดหน่วยงาน: nothing is sent to a closed one, and it takes no numbers."""
    unit = find_unit(root, code)
    unit.active = active
    _touched(agencies_of(root))
    return unit


def remove_unit(root: Any, code: str) -> None:
    """ถอนหน่วยงานที่ยังไม่ได้ใช้: for undoing; the caller has seen that nothing was built on it.

    Raises ``Conflict`` while units stand below it.
    """
    agencies, unit = agencies_of(root), find_unit(root, code)
    if children(unit):
        raise Conflict(_("There are units below ${code}.", mapping={"code": code}))
    unit.__parent__.remove(code)
    del agencies.by_code[code]
    _touched(agencies)


def split_series(root: Any, code: str, apart: Iterable[str]) -> Unit:
    """แยกชุดเลขหนังสือส่ง: the kinds that a unit counts apart, for numbers from now on; those given stay as they are."""
    unit = find_unit(root, code)
    wanted = frozenset(apart)
    if not wanted <= SHARED_SERIES:
        raise Invalid(_("Choose the series of numbers from the list."), field="apart")
    unit.splits = wanted
    _touched(agencies_of(root))
    return unit


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, the nearest first."""
    return list(_parents(unit))


def children(place: Any) -> list[Unit]:
    """The units directly below, by code."""
    return [u for _name, u in sorted(place.items()) if isinstance(u, Unit)]


def descendants(unit: Any) -> Iterator[Unit]:
    """All units below (not the unit itself)."""
    for child in children(unit):
        yield child
        yield from descendants(child)


def agency_of(unit: Unit) -> Unit:
    """The agency (หน่วยงาน) a unit belongs to, or the top unit above it."""
    above = [unit, *_parents(unit)]
    return next((u for u in above if u.kind == "agency"), above[-1])


def address_of(unit: Unit) -> str:
    """ที่ตั้ง: the address of a unit, or of the nearest one above it that has one; nothing where none has."""
    return next((u.address for u in (unit, *_parents(unit)) if u.address), "")


def central_for(root: Any, code: str) -> str:
    """สารบรรณกลางที่ใกล้ที่สุด: the working central saraban that the letters of a unit are copied to, or nothing.

    The nearest one: directly below the unit itself or below the units above it, or one of those. What a central saraban
    signs itself is copied to none.
    """
    unit, tree = find_unit(root, code), tree_of(root)
    if unit.kind == CENTRAL:
        return ""
    near = (at for place in (unit, *_parents(unit)) for at in (place.code, *tree.below.get(place.code, ())))
    return next((at for at in near if at in tree.central and find_unit(root, at).active), "")


def set_group(root: Any, group: AddresseeGroup) -> None:
    """กำหนดกลุ่มผู้รับ."""
    agencies_of(root).groups[group.key] = group
    _touched(agencies_of(root))


def expand_group(root: Any, key: str) -> list[str]:
    """Give the unit codes of an addressee group, today's tree, in order; raises ``Missing``."""
    group = agencies_of(root).groups.get(key)
    if group is None:
        raise Missing(_("There is no addressee group ${key}.", mapping={"key": str(key)[:80]}))
    codes = list(group.units)
    if group.kind:
        place = find_unit(root, group.below) if group.below else agencies_of(root)
        codes += [u.code for u in descendants(place) if u.kind == group.kind and u.active]
    return list(dict.fromkeys(codes))


def groups_with(root: Any, unit: Unit) -> list[str]:
    """The keys of the groups that a unit belongs to today."""
    above = {u.code for u in _parents(unit)}
    return [key for key, group in agencies_of(root).groups.items() if _is_in(group, unit, above)]


def is_in_group(root: Any, key: str, unit: Unit) -> bool:
    """Does a unit belong to a group today?"""
    group = agencies_of(root).groups.get(key)
    return group is not None and _is_in(group, unit, {u.code for u in _parents(unit)})


def _is_in(group: AddresseeGroup, unit: Unit, above: set[str]) -> bool:
    of_kind = bool(group.kind) and unit.active and unit.kind == group.kind
    return unit.code in group.units or (of_kind and (not group.below or group.below in above))


def drop_group(root: Any, key: str) -> None:
    """ลบกลุ่ม: the caller has seen that nothing depends on it."""
    del agencies_of(root).groups[key]
    _touched(agencies_of(root))


def tree_version(root: Any) -> int:
    """The number of changes of the tree so far."""
    return agencies_of(root).changes.version


def _title(title: str) -> str:
    text = (title or "").strip()
    if not text or len(text) > TITLE_LENGTH:
        raise Invalid(_("Give the unit a name of at most 200 characters."), field="title")
    return text


def _address(address: str) -> str:
    text = " ".join(address.split())
    if len(text) > ADDRESS_LENGTH:
        raise Invalid(_("Give the unit an address of at most 200 characters."), field="address")
    return text


def _parents(unit: Unit) -> Iterator[Unit]:
    above = unit.__parent__
    while isinstance(above, Unit):
        yield above
        above = above.__parent__


def _touched(agencies: Agencies) -> None:
    agencies.changes.version += 1
