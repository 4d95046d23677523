"""นำแถวเข้า (taking rows in): each row by the verb that the administration page uses, which asks and records as there.

``current`` is the row as the store has it (None = new), ``wanted`` as it is to be. What a verb refuses with is what is
wrong with the row; its ``field`` is the column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saraban.agencies.service import add_unit, move_unit
from saraban.audit import service as audit
from saraban.auth.service import create_account, has_account, resume_account, suspend_account
from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.people import appointing, managing
from saraban.people.service import add_person, let_in, people_of, readdress_person, rename_person, spell_person
from saraban.rosters.hands import UNKNOWN_PERSON, UNKNOWN_POST, UNKNOWN_UNIT, Hands
from saraban.rosters.sheets import Row
from saraban.rosters.states import State, acting_at, holding_at


def entered(hands: Hands, unit: str, column: str = "unit") -> None:
    """Raise ``Invalid`` for a unit that the importer does not manage: it answers as one that is not there."""
    if not hands.manages(unit):
        raise Invalid(UNKNOWN_UNIT, field=column)


def strange(hands: Hands, row: Row, current: State | None) -> Iterator[tuple[str, Any]]:
    """What a row names that is not there, or not the importer's: (column, message) each, before anything else."""
    values, table = row.values, row.table.name
    people = people_of(hands.root)
    if table != "units" and values.get("unit") and not hands.manages(values["unit"]):
        yield "unit", UNKNOWN_UNIT
    if table == "units" and "parent" in values and (current is None or current["parent"] != values["parent"]):
        parent = values["parent"]
        if not (hands.manages(parent) if parent else hands.founding):
            yield "parent", UNKNOWN_UNIT
    if table in {"holdings", "acting"}:
        if values.get("person") and values["person"] not in people:
            yield "person", UNKNOWN_PERSON
        if values.get("post") and not (
            values["post"] in people.posts and hands.manages(people.posts[values["post"]].unit)
        ):
            yield "post", UNKNOWN_POST
    if table == "grants" and values.get("post") and values["post"] not in people.posts:
        yield "post", _("There is no post with the id ${id}.", mapping={"id": values["post"]})


def refuse_taken(hands: Hands, table: str, current: State | None, wanted: State) -> None:
    """Raise ``Invalid`` for a row whose key belongs to others, before anything is said about what is there."""
    if current is None:
        return
    if table == "units" and not hands.manages(wanted["code"]):
        entered(hands, wanted["parent"], "parent")
        raise Invalid(_("The code ${code} is in use. Choose another one.", mapping={"code": wanted["code"]}),
                      field="code")  # fmt: skip
    others = (
        (table == "posts" and not hands.manages(current["unit"]))
        or (table == "grants" and current["unit"] != wanted["unit"])
        or (table == "people" and not hands.knows(wanted["id"]))
    )
    if others:
        raise Invalid(_("The id ${id} is in use. Choose another one.", mapping={"id": wanted["id"]}), field="id")


def take_unit(hands: Hands, current: State | None, wanted: State) -> None:
    """A unit: added, renamed, moved, its series counted apart, opened or closed."""
    code, before = wanted["code"], current or {"splits": frozenset(), "active": True}
    if current is None:
        _found(hands, wanted)
    else:
        _change_unit(hands, current, wanted)
    if wanted["splits"] != before["splits"]:
        entered(hands, code, "code")
        managing.count_apart(hands.desk, hands.actor, unit=code, series=wanted["splits"])
    if wanted["active"] != before["active"]:
        entered(hands, code, "code")
        managing.open_or_close(hands.desk, hands.actor, unit=code, active=wanted["active"])


def _change_unit(hands: Hands, current: State, wanted: State) -> None:
    code = wanted["code"]
    if current["kind"] != wanted["kind"]:
        raise Invalid(_("The kind of a unit stays as it was when it was added."), field="kind")
    if current["parent"] != wanted["parent"]:
        _move(hands, code, wanted["parent"])
    names = {key: wanted[key] for key in ("title", "abbreviation", "address")}
    if any(current[key] != name for key, name in names.items()):
        managing.change_unit(hands.desk, hands.actor, unit=code, **names)


def _found(hands: Hands, wanted: State) -> None:
    parent = wanted["parent"]
    parts = {key: wanted[key] for key in ("code", "title", "kind", "abbreviation", "address")}
    if parent or not hands.founding:
        entered(hands, parent, "parent")
        appointing.open_unit(hands.desk, hands.actor, parent=parent, **parts)
    else:
        add_unit(hands.root, **parts)
        _record(hands, "unit-added", wanted["code"])
    hands.stale = True


def _move(hands: Hands, code: str, parent: str) -> None:
    if parent or not hands.founding:
        entered(hands, parent, "parent")
        managing.change_unit(hands.desk, hands.actor, unit=code, parent=parent)
    else:
        move_unit(hands.root, code, None)
        _record(hands, "unit-moved", code)
    hands.refresh()


def take_prefix(hands: Hands, _current: State | None, wanted: State) -> None:
    """The printed code of a unit from a day on."""
    appointing.change_prefix(hands.desk, hands.actor, unit=wanted["unit"], text=wanted["prefix"], since=wanted["since"])


def take_post(hands: Hands, current: State | None, wanted: State) -> None:
    """A post: added, or its title and grade changed. It stays in its unit."""
    about = {"unit": wanted["unit"], "title": wanted["title"], "rank": wanted["rank"]}
    if current is None:
        appointing.open_post(hands.desk, hands.actor, id=wanted["id"], **about)
        return
    if current["unit"] != wanted["unit"]:
        raise Invalid(_("A post stays in its unit. Add a new one in the other unit."), field="unit")
    appointing.change_post(hands.desk, hands.actor, post=wanted["id"], **about)


def enter_person(hands: Hands, wanted: State, *, unit: str, account: bool) -> str:
    """A new person, whose first post is in ``unit``; gives the password of the account, empty where there is none."""
    desk, person = hands.desk, wanted["id"]
    parts = {key: wanted[key] for key in ("id", "name", "email")}
    if unit:
        password = appointing.enter(desk, hands.actor, unit=unit, account=account, **parts).password
    elif hands.founding:
        add_person(hands.root, **parts)
        _record(hands, "person-added", "_security", person)
        password = create_account(desk, person) if account else ""
    else:
        raise Invalid(_("A new person needs a post: add a row for it to the table การดำรงตำแหน่ง."), field="id")
    spell_person(hands.root, person, wanted["certificate_name"])
    if not wanted["active"]:
        _let_in(hands, person, active=False)
    return password


def change_person(hands: Hands, current: State, wanted: State) -> None:
    """Name, address and account of somebody who holds posts in the importer's units only."""
    desk, person, home = hands.desk, wanted["id"], hands.home_of(wanted["id"])
    if not home and hands.founding:
        rename_person(hands.root, person, wanted["name"])
        readdress_person(hands.root, person, wanted["email"])
        spell_person(hands.root, person, wanted["certificate_name"])
        _record(hands, "person-changed", "_security", person)
        if wanted["active"] != current["active"]:
            _let_in(hands, person, active=wanted["active"])
        return
    if not home:
        message = _("The person holds no post in your units today. Only who manages the post may change this.")
        raise Invalid(message, field="id")
    try:
        if wanted["name"] != current["name"]:
            appointing.change_name(desk, hands.actor, unit=home, person=person, name=wanted["name"])
        if wanted["email"] != current["email"]:
            appointing.change_email(desk, hands.actor, unit=home, person=person, email=wanted["email"])
        if wanted["certificate_name"] != current["certificate_name"]:
            spelt = wanted["certificate_name"]
            appointing.change_certificate_name(desk, hands.actor, unit=home, person=person, name=spelt)
        if wanted["active"] != current["active"]:
            verb = appointing.resume if wanted["active"] else appointing.suspend
            verb(desk, hands.actor, unit=home, person=person)
    except Missing:
        message = _("The person also holds a post in a unit that you do not manage. Leave the row as it was.")
        raise Invalid(message, field="id") from None


def take_holding(hands: Hands, current: State | None, wanted: State) -> None:
    """Who holds a post: appointed, or the last day set."""
    unit = people_of(hands.root).posts[wanted["post"]].unit
    person, post, since, until = (wanted[k] for k in ("person", "post", "since", "until"))
    if current is None:
        appointing.give_post(hands.desk, hands.actor, unit=unit, person=person, post=post, since=since, until=until)
    elif until is None:
        raise Invalid(_("An appointment that has a last day is not opened again. Add a row from the next day on."),
                      field="until")  # fmt: skip
    else:
        key = holding_at(hands.root, (person, post, since)).id
        appointing.take_post(hands.desk, hands.actor, unit=unit, holding=key, until=until)


def take_grant(hands: Hands, _current: State | None, wanted: State) -> None:
    """A role of a post in a unit: given, or given anew in its place."""
    parts = {key: wanted[key] for key in ("unit", "role", "post", "inherit", "since", "until")}
    managing.give_role(hands.desk, hands.actor, grant=wanted["id"], **parts)


def take_acting(hands: Hands, current: State | None, wanted: State) -> None:
    """Who acts for the holder of a post: recorded, or the last day set. Nobody records it for himself."""
    unit = people_of(hands.root).posts[wanted["post"]].unit
    if current is None:
        parts = {key: wanted[key] for key in ("person", "post", "term", "instrument", "since", "until")}
        scope = tuple(sorted(wanted["scope"]))
        appointing.give_acting(hands.desk, hands.actor, unit=unit, scope=scope, **parts)
        return
    for column in ("instrument", "scope"):
        if current[column] != wanted[column]:
            raise Invalid(_("What was recorded stays. End this grant, and add a row for the new one."), field=column)
    key = acting_at(hands.root, (wanted["person"], wanted["post"], wanted["term"], wanted["since"])).id
    appointing.take_acting(hands.desk, hands.actor, unit=unit, grant=key, until=wanted["until"])


def _let_in(hands: Hands, person: str, *, active: bool) -> None:
    if not has_account(hands.root, person):
        let_in(hands.root, person, active=active)
    elif active:
        let_in(hands.root, person, active=True)
        resume_account(hands.desk, person, by=hands.actor.person)
    else:
        suspend_account(hands.desk, person, by=hands.actor.person)


def _record(hands: Hands, event: str, unit: str, person: str = "") -> None:
    audit.record(
        hands.desk, unit, event, person=hands.actor.person, post=hands.actor.post, about={"who": person or unit}
    )
