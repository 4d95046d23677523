"""ตารางทดสอบ (tables for tests): a store for units and people, all of its state to compare, sheets written by hand."""

from __future__ import annotations

import io
from contextlib import contextmanager

from openpyxl import Workbook

from saraban.agencies.service import agencies_of, children, descendants
from saraban.audit.content import AuditTrail
from saraban.auth.attempts import accounts_of
from saraban.auth.content import Accounts
from saraban.central.content import CentralCopies
from saraban.exchange.content import Exchange
from saraban.filing.content import Filing
from saraban.people.service import people_of
from saraban.registers.content import Registers
from saraban.rosters.content import Imports
from saraban.rosters.hands import Hands, console
from saraban.rosters.importing import TableFile, take_in, try_out
from saraban.tasks.content import Trays
from tests.common.roots import desk_in_memory

SECTIONS = {
    "audit": AuditTrail,
    "auth": Accounts,
    "exchange": Exchange,
    "central_copies": CentralCopies,
    "filing": Filing,
    "imports": Imports,
    "registers": Registers,
    "tasks": Trays,
}


@contextmanager
def store(tmp_path):
    """A desk on an empty store with all that imports look at."""
    with desk_in_memory(tmp_path, SECTIONS) as desk:
        desk.var = tmp_path
        yield desk


def csv_file(name, *lines):
    return TableFile(f"{name}.csv", ("\n".join(lines) + "\n").encode())


def workbook(**sheets):
    """A workbook as a spreadsheet writes it: lists of rows by the name of the sheet; cells of any type."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tried(desk, *files, hands=None, **options):
    """A trial, and the store as it was."""
    trial = try_out(hands or console(desk), files, **options)
    desk.tm.abort()
    desk.tm.begin()
    return trial


def imported(desk, *files, hands=None, **options):
    """What a trial has shown, taken in."""
    trial = tried(desk, *files, hands=hands, **options)
    assert not trial.run.bad, [(b.sheet, b.line, b.letter, str(b.message)) for b in trial.run.bad]
    done = take_in(hands or console(desk), files, shown=trial.shown, **options)
    desk.tm.commit()
    desk.tm.begin()
    return done


def wrong(trial):
    """(table, line, letter) of every wrong place."""
    return [(bad.table, bad.line, bad.letter) for bad in trial.run.bad]


def whole(root):
    """Everything that an import can change, as plain values."""
    agencies, people = agencies_of(root), people_of(root)
    units = {
        u.code: (*_of(u, "title kind abbreviation address active splits"), getattr(u.__parent__, "code", ""),
                 tuple((p.text, p.since) for p in u.prefixes), tuple(c.code for c in children(u)))
        for u in descendants(agencies)
    }  # fmt: skip
    assert set(agencies.by_code) == set(units)
    indexes = ("posts_by_unit", "holdings_by_person", "holdings_by_post", "acting_by_person", "acting_by_post",
               "grants_by_post", "grants_by_unit", "folder_lists")  # fmt: skip
    return {
        "units": units,
        "people": {p: _of(people[p], "name email active") for p in people},
        "posts": {k: _of(v, "unit title rank") for k, v in people.posts.items()},
        "holdings": {k: _of(v, "person post since until") for k, v in people.holdings.items()},
        "acting": {k: _of(v, "person post term instrument since until scope") for k, v in people.acting.items()},
        "grants": {k: _of(v, "unit role post inherit since until") for k, v in people.grants.items()},
        **{name: {k: v for k, v in getattr(people, name).items() if v} for name in indexes},
        "accounts": {k: _of(v, "active must_change") for k, v in accounts_of(root).accounts.items()},
    }


def _of(thing, names):
    return tuple(getattr(thing, name) for name in names.split())


def hands_of(desk, actor):
    return Hands(desk, actor)
