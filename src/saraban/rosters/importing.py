"""งานนำเข้า (importing): a trial that says what would be, and the import itself: everything or nothing, once.

The button of a trial is bound to what the trial has shown: the files, every change, every wrong row and every effect.
When one of them has become another one meanwhile, nothing is taken in and the trial is shown again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from saraban.agencies.service import agencies_of
from saraban.audit import service as audit
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.core.i18n import _
from saraban.documents.table_reading import ReadTable, refuse_too_many
from saraban.documents.workbook_reading import read_tables
from saraban.people.service import people_of
from saraban.rosters.content import ImportRecord, Imports
from saraban.rosters.effects import Effect, watch
from saraban.rosters.hands import Hands
from saraban.rosters.running import FirstPassword, Run, run
from saraban.rosters.sheets import Taken, take

#: One import at a time: two would only undo each other's work.
LOCK = "imports"
MOST_FILES = 10


class ImportStale(Conflict):
    """ข้อมูลเปลี่ยนไปแล้ว: what the trial has shown is not what the import would do now; nothing was taken in."""


class ImportWrong(Invalid):
    """มีแถวที่ผิด: nothing was taken in; ``run`` names every wrong row."""

    def __init__(self, message: object, outcome: Run) -> None:
        super().__init__(message, field="files", slug="bad-rows")
        self.run = outcome


@dataclass(frozen=True)
class TableFile:
    """ไฟล์ที่จะนำเข้า: its name and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Trial:
    """ผลการลองนำเข้า: what would be; ``shown`` stands for all of it."""

    run: Run
    effects: list[Effect]
    names: dict[str, str]  # person -> name, for the effects
    titles: dict[str, str]  # unit -> title
    shown: str


@dataclass(frozen=True)
class Imported:
    """ผลการนำเข้า: the record, and the first passwords, which are shown this once; ``again`` = it was done before."""

    record: ImportRecord
    passwords: list[FirstPassword]
    again: bool = False


def imports_of(root: Any) -> Imports:
    """สมุดการนำเข้า of this store."""
    imports: Imports = root["imports"]
    return imports


def read_files(files: Sequence[TableFile]) -> Taken:
    """The rows of all files. Raises ``TableRefused`` for a file that is none, ``Invalid`` where there is no row."""
    if len(files) > MOST_FILES:
        raise Invalid(_("Choose at most ${limit} files.", mapping={"limit": MOST_FILES}), field="files")
    tables = list(_tables(files))
    refuse_too_many(sum(len(table.rows) - 1 for _name, table in tables))
    taken = take(tables)
    if not taken.rows and not taken.bad:
        raise Invalid(_("There is no row in the file, only heads."), field="files", slug="no-rows")
    return taken


def _tables(files: Sequence[TableFile]) -> Iterable[tuple[str, ReadTable]]:
    for file in files:
        for table in read_tables(file.data):
            parts = [file.name if len(files) > 1 else "", table.title]
            yield " · ".join(part for part in parts if part), table


def try_out(hands: Hands, files: Sequence[TableFile], *, accounts: bool = False) -> Trial:
    """ลองนำเข้า: take everything in and say what came of it. The caller drops the transaction, whatever happens."""
    return _try(hands, read_files(files), files, accounts=accounts)


def _try(hands: Hands, taken: Taken, files: Sequence[TableFile], *, accounts: bool) -> Trial:
    watched = watch(hands.root, taken, hands.desk.today)
    outcome = run(hands, taken, accounts=accounts)
    effects = watched.effects() if not outcome.bad else []
    people = people_of(hands.root)
    persons = {person for effect in effects for person in effect.persons}
    names = {person: people[person].name for person in persons if person in people}
    by_code = agencies_of(hands.root).by_code
    titles = {code: by_code[code].title for effect in effects for code in effect.units}
    shown = _digest(hands, outcome, effects, files, accounts=accounts)
    return Trial(outcome, effects, names, titles, shown)


def take_in(hands: Hands, files: Sequence[TableFile], *, shown: str, accounts: bool = False) -> Imported:
    """นำเข้า: everything that the trial has shown, in one transaction that the caller commits.

    Drops what was changed before in the transaction. The same trial taken in again is found, not done again. Raises
    ``ImportStale`` when it would come to something else now, ``ImportWrong`` where a row is wrong.
    """
    desk = hands.desk
    desk.hold([LOCK])
    hands.refresh()
    imports = imports_of(desk.root)
    key = hashlib.sha256(f"{hands.actor.person}\n{shown}".encode()).hexdigest()
    if key in imports.by_key:
        return Imported(imports.records[imports.by_key[key]], [], again=True)
    trial = _try(hands, read_files(files), files, accounts=accounts)
    if trial.run.bad:
        raise ImportWrong(_("There are wrong rows. Nothing was taken in."), trial.run)
    if trial.shown != shown:
        raise ImportStale(
            _("Something has changed since this was shown. Nothing was taken in: look at it again."),
            slug="import-stale",
        )
    if not trial.run.changes:
        raise Invalid(_("Everything in the file is there already. There is nothing to take in."), slug="no-changes")
    return Imported(_record(hands, trial.run, files, key), trial.run.passwords)


def _record(hands: Hands, outcome: Run, files: Sequence[TableFile], key: str) -> ImportRecord:
    desk, imports = hands.desk, imports_of(hands.root)
    n = imports.records.maxKey() + 1 if imports.records else 1
    record = ImportRecord(n, at=desk.clock.now(), by=hands.actor.person, post=hands.actor.post, key=key)
    record.files = tuple((file.name, file.sha256) for file in files)
    record.counts = outcome.counts()
    record.keep([(c.table, c.key, c.before, c.after) for c in outcome.changes])
    record.units = tuple(sorted(units_of(desk.root, record.all_changes())))
    audit.record(
        desk,
        hands.actor.unit or audit.SECURITY,
        "tables-imported",
        person=hands.actor.person,
        post=hands.actor.post,
        about={"import": n, "rows": len(outcome.changes), "sha256": files[0].sha256, "files": len(files)},
    )
    record.heads = {unit: count for unit, (count, _head) in audit.heads(desk.root).items()}
    imports.records[n] = record
    imports.by_key[key] = n
    return record


def find_import(hands: Hands, n: int) -> ImportRecord:
    """การนำเข้าครั้งหนึ่ง, for who did it or manages every unit that it is about; raises ``Missing``."""
    record = imports_of(hands.root).records.get(n)
    if record is None or not may_see(hands, record):
        raise Missing(_("There is nothing at this address, or you may not see it."))
    return record


def recent_imports(hands: Hands, most: int = 50) -> list[ImportRecord]:
    """The imports that somebody may see, the latest first."""
    seen: dict[str, bool] = {}
    found = (record for record in reversed(imports_of(hands.root).records.values()) if may_see(hands, record, seen))
    return list(islice(found, most))


def may_see(hands: Hands, record: ImportRecord, seen: dict[str, bool] | None = None) -> bool:
    """Every unit of it that is still there has to be the importer's; ``seen`` keeps what was asked."""
    asked = seen if seen is not None else {}
    by_code = agencies_of(hands.root).by_code
    units = [code for code in record.units if code in by_code]
    for code in units:
        if not asked.setdefault(code, hands.manages(code)):
            return False
    return bool(units) or hands.founding or record.by == hands.actor.person


def units_of(root: Any, changes: Iterable[tuple[str, Any, Any, Any]]) -> set[str]:
    """The units that changes are about: whoever undoes them manages these."""
    found: set[str] = set()
    people = people_of(root)
    for table, key, before, after in changes:
        for state in (before, after):
            if state is None:
                continue
            if table == "units":
                found.add(state["code"])
            elif "unit" in state:
                found.add(state["unit"])
            elif "post" in state and state["post"] in people.posts:
                found.add(people.posts[state["post"]].unit)
        if table == "people":
            held = (people.holdings[k].post for k in people.holdings_by_person.get(key, ()))
            found |= {people.posts[post].unit for post in held}
    return found


def _digest(hands: Hands, outcome: Run, effects: list[Effect], files: Sequence[TableFile], *, accounts: bool) -> str:
    parts = [
        hands.actor.person,
        hands.actor.post,
        [file.sha256 for file in files],
        accounts,
        [[c.table, c.key, c.before, c.after] for c in outcome.changes],
        sorted(outcome.same.items()),
        [[bad.table, bad.line, bad.column, str(bad.message)] for bad in outcome.bad],
        [[e.what, e.lost, e.persons, e.units] for e in effects],
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)
