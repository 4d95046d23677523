"""The commands of the operations manual, as they stand there: a backup of a store at work, put back, is whole."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from saraban.auth.keys import make_key
from saraban.core.store import desk_on, open_database
from saraban.files.service import keep
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.registers.books import find_book
from saraban.scripts.bench.system import until
from saraban.scripts.seal_key import make_seal_key
from tests.common.commands import saraban_json
from tests.common.office import at, open_office
from tests.common.sample_files import pdf

MANUAL = Path(__file__).parents[2] / "docs" / "operations"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([\w-]+\.md)\)")


def blocks(page):
    return BLOCK.findall((MANUAL / page).read_text(encoding="utf-8"))


def shell(script, **places):
    """Run commands of the manual, ``saraban`` being this one."""
    ours = f'saraban() {{ "{sys.executable}" -W ignore::UserWarning -m saraban.scripts.main "$@"; }}\nset -eu\n'
    environ = {**os.environ, **{name: str(path) for name, path in places.items()}}
    done = subprocess.run(
        ["bash", "-c", ours + script], check=False, env=environ, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def at_work(tmp_path):
    """A store in which letters with files are registered all the time."""
    var = tmp_path / "var"
    var.mkdir()
    office = open_office(var)
    office.clock.office = at(8, 10)
    make_key(var)
    make_seal_key(var)
    stopped, told = threading.Event(), []

    def work():
        while not stopped.is_set():
            with office.desk() as desk:
                clerk = office.actor(desk, "u-d54-clerk")
                done = register_incoming(desk, clerk, unit="d54", form=Incoming(subject=f"เรื่องที่ {len(told)}"))
                done.letter.files = (keep(desk, io.BytesIO(pdf()), "หนังสือ.pdf"),)
                n = done.entry.n
                desk.tm.commit()
                told.append(n)

    thread = threading.Thread(target=work)
    thread.start()
    yield var, told
    stopped.set()
    thread.join()
    office.close()


def test_a_backup_of_a_store_at_work_is_whole(at_work, tmp_path, capsys):
    var, told = at_work
    copied, again = tmp_path / "backup", tmp_path / "again"
    copied.mkdir()
    until(lambda: len(told) >= 5, "nothing is registered")
    before = list(told)
    back_up, put_back = blocks("backing-up.md")
    shell(back_up, VAR=var, BACKUP=copied)
    assert "nothing is wrong" in shell(put_back, VAR=again, BACKUP=copied)
    assert saraban_json(capsys, again, "check")["problems"] == []
    uri = f"file://{again}/Data.fs"
    database = open_database(uri)
    with desk_on(database, uri) as desk:
        entries = find_book(desk.root, "d54", "receive", 2567).entries
        assert all(n in entries for n in before)
    database.close()
    assert "nothing is wrong" in shell(blocks("after-a-crash.md")[0], VAR=again)


@pytest.mark.parametrize("page", sorted(p.name for p in MANUAL.glob("*.md")))
def test_pages_lead_to_pages(page):
    for name in LINK.findall((MANUAL / page).read_text(encoding="utf-8")):
        assert (MANUAL / name).is_file()
