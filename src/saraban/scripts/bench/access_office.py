"""สำนักงานสุ่มของการวัดสิทธิ (a random office): a tree, posts, roles, acting periods, folders and letters, and its changes.

Everything is done twice: in the store by the product's own verbs, and in the rules on paper.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from saraban.agencies.content import CENTRAL
from saraban.agencies.service import add_unit, move_unit
from saraban.core.access import CIRCULAR, copy_scope, folder_scope, person_scope, unit_scope
from saraban.core.desk import Desk
from saraban.core.ids import next_id
from saraban.files.service import keep
from saraban.filing.content import FilingFolder
from saraban.letters import records
from saraban.letters.content import Letter, Paper, Text
from saraban.people import service as people
from saraban.scripts.bench.access_model import Given, Held, Rules, Thing

ROLES = ("registrar", "head", "member", "clerk", "administrator", "auditor")
WORD = "ประชุม"
TERM = "acting-for"


@dataclass
class RandomOffice:
    """The store's office and the same on paper."""

    desk: Desk
    chance: random.Random
    units: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)
    file: Any = None
    count: int = 0

    def furnish(self, units: int, persons: int, letters: int) -> None:
        """Make it; the caller commits."""
        root = self.desk.root
        for i in range(units):
            above = self.chance.choice([None, *self.units[-12:]]) if i else None
            code = f"u{i}"
            kind = CENTRAL if i % 8 == 1 else "section"
            add_unit(root, code=code, title=f"หน่วย {i}", kind=kind, parent=above)
            self.rules.central |= {code} if kind == CENTRAL else set()
            people.add_post(root, id=f"{code}.post", unit=code, title=f"ตำแหน่ง {i}")
            self.units.append(code)
            self.posts.append(f"{code}.post")
            self.rules.above[code] = above
        for i in range(persons):
            people.add_person(root, id=f"person{i}", name=f"บุคคล {i}")
            self.persons.append(f"person{i}")
        for i in range(units // 4):
            self._folder(f"folder{i}", self.chance.choice(self.units))
        for _i in range(units):
            self.give()
        for _i in range(2 * persons):
            self.appoint()
        for _i in range(persons // 2):
            self.let_act()
        self.file = keep(self.desk, io.BytesIO("เนื้อความ".encode()), "letter.txt")
        for _i in range(letters):
            self.write()

    def change(self) -> None:
        """One change of rights or of the tree, of any kind."""
        self.chance.choice(
            (self.give, self.take, self.appoint, self.let_act, self.end_acting, self.move, self.relist, self.write)
        )()

    def give(self) -> None:
        """A role to a post, sometimes for a time."""
        key, since, until = self._key("grant"), None, None
        if self.chance.random() < 0.3:
            since, until = self._period()
        made = Given(
            self.chance.choice(self.units),
            self.chance.choice(ROLES),
            self._post(),
            self.chance.random() < 0.3,
            since,
            until,
        )
        people.grant_role(
            self.desk.root,
            unit=made.unit,
            role=made.role,
            post=made.post,
            inherit=made.inherit,
            since=since,
            until=until,
            id=key,
        )
        self.rules.given[key] = made

    def take(self) -> None:
        """A role from a post."""
        key = self.chance.choice(sorted(self.rules.given))
        people.revoke_role(self.desk.root, self.rules.given.pop(key).unit, key)

    def appoint(self) -> None:
        """A person to a post, from a day to a day."""
        since, until = self._period()
        made = Held(self.chance.choice(self.persons), self._post(), since, until)
        people.appoint(self.desk.root, person=made.person, post=made.post, since=since, until=until)
        self.rules.held[self._key("holding")] = made

    def let_act(self) -> None:
        """A person for the holder of a post."""
        since, until = self._period()
        made = Held(self.chance.choice(self.persons), self._post(), since, until)
        grant = people.grant_acting(
            self.desk.root,
            person=made.person,
            post=made.post,
            term=TERM,
            instrument="คำสั่ง",
            since=since,
            until=until,
        )
        self.rules.held[f"acting {grant.id}"] = made

    def end_acting(self) -> None:
        """An acting period is cut short, where there is one that can be."""
        acting = sorted(k for k in self.rules.held if k.startswith("acting "))
        key = self.chance.choice(acting)
        held = self.rules.held[key]
        until = max(held.since, self.desk.today - timedelta(days=1))
        people.end_acting(self.desk.root, key.removeprefix("acting "), until)
        held.until = until

    def move(self) -> None:
        """A unit below another one."""
        code = self.chance.choice(self.units)
        others = [u for u in self.units if not self.rules.is_below(u, code)]
        if others:
            above = self.chance.choice(others)
            move_unit(self.desk.root, code, above)
            self.rules.above[code] = above

    def relist(self) -> None:
        """Other posts for a folder."""
        folder = self.chance.choice(self.folders)
        self._set_list(folder, {self._post() for _i in range(self.chance.randint(1, 3))})

    def write(self) -> None:
        """A letter and some units' papers of it."""
        root, chance = self.desk.root, self.chance
        thing = Thing(
            units={chance.choice(self.units) for _i in range(chance.choice((0, 1, 1, 2, 3)))},
            folders={chance.choice(self.folders)} if chance.random() < 0.15 else set(),
            persons={chance.choice(self.persons)} if chance.random() < 0.2 else set(),
            everybody=chance.random() < 0.05,
            copied={chance.choice(self.units)} if chance.random() < 0.3 else set(),
        )
        letter = Letter(next_id())
        self.count += 1
        letter.subject, letter.text = f"ขอเชิญประชุม {self.count}", Text(WORD)
        letter.created_at, letter.dated = self.desk.now, self.desk.today
        letter.files, letter.scopes = (self.file,), _scopes(thing)
        records.add_letter(root, letter)
        records.changed(root, letter)
        self.rules.things[f"L{letter.key}"] = thing
        for unit in sorted(thing.units):
            self._paper(letter, unit)

    def _paper(self, letter: Letter, unit: str) -> None:
        thing = Thing(units={unit})
        if self.chance.random() < 0.2:
            thing = Thing(folders={self.chance.choice(self.folders)})
        paper = Paper(next_id(), letter.id, unit, _scopes(thing))
        paper.received_at, paper.n, paper.year = self.desk.now, self.count, 2567
        records.add_paper(self.desk.root, paper)
        records.changed(self.desk.root, paper)
        self.rules.things[f"P{paper.key}"] = thing

    def _folder(self, key: str, unit: str) -> None:
        self.desk.root["filing"].add(key, FilingFolder(key, unit, key, ""), send_events=False)
        self.folders.append(key)
        self._set_list(key, {self._post()})

    def _set_list(self, folder: str, posts: set[str]) -> None:
        """As ``filing.set_list`` does for somebody who may."""
        table = self.desk.root["people"].folder_lists
        for post in self.posts:
            kept = tuple(f for f in table.get(post, ()) if f != folder)
            table[post] = (*kept, folder) if post in posts else kept
        self.desk.root["filing"][folder].posts = tuple(sorted(posts))
        self.desk.root["people"].changes.version += 1
        self.rules.lists[folder] = posts

    def _post(self) -> str:
        return self.chance.choice(self.posts)

    def _key(self, what: str) -> str:
        self.count += 1
        return f"{what}{self.count}"

    def _period(self) -> tuple[date, date]:
        days = sorted(self.desk.today + timedelta(days=self.chance.randint(-6, 6)) for _i in range(2))
        return days[0], days[1]


def _scopes(thing: Thing) -> tuple[str, ...]:
    return (
        *(unit_scope(u) for u in sorted(thing.units)),
        *(folder_scope(f) for f in sorted(thing.folders)),
        *(person_scope(p) for p in sorted(thing.persons)),
        *(copy_scope(u) for u in sorted(thing.copied)),
        *((CIRCULAR,) if thing.everybody else ()),
    )
