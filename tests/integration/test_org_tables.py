"""saraban org: tables in and out at the console, and an import that is killed leaves all of it or nothing."""

import os
import signal
import time
from pathlib import Path

import pytest

from saraban.core.store import desk_on, open_database
from saraban.rosters.hands import console
from saraban.rosters.importing import take_in, try_out
from saraban.rosters.tables import TABLES
from tests.common.commands import saraban, saraban_json
from tests.common.office import open_office
from tests.common.tables import csv_file, whole

UNITS = "code,title,kind,parent"


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    directory = tmp_path_factory.mktemp("org")
    open_office(directory).close()
    return directory


class TestCommands:
    def test_out_and_in(self, var, tmp_path, capsys):
        for path in (tmp_path / "csv", tmp_path / "all.xlsx"):
            assert saraban(var, "org", "export", str(path)) == 0
            found = saraban_json(capsys, var, "org", "import", str(path))
            assert (found["import"], found["bad"]) == (None, [])
            assert found["tables"]["units"]["added"] == found["tables"]["units"]["changed"] == 0
        assert {p.stem for p in (tmp_path / "csv").iterdir()} == {t.name for t in TABLES}

    def test_taken_in_listed_undone(self, var, tmp_path, capsys):
        people, posts = tmp_path / "p.csv", tmp_path / "h.csv"
        people.write_text("id,name\nc1,นายสมมติ คอนโซล\n")
        posts.write_text("person,post,since\nc1,d54-edu.officer,1 มี.ค. 2567\n")
        files = (str(people), str(posts))
        tried = saraban_json(capsys, var, "org", "import", *files, "--dry-run")
        assert (tried["import"], tried["tables"]["people"]["added"]) == (None, 1)
        assert {(e["what"], *e["persons"]) for e in tried["effects"]} == {("reads", "c1")}
        done = saraban_json(capsys, var, "org", "import", *files, "--accounts")
        assert [p["person"] for p in done["passwords"]] == ["c1"]
        listed = saraban_json(capsys, var, "org", "list")["imports"][0]
        assert (listed["import"], listed["by"], listed["undone"]) == (done["import"], "_console", None)
        assert saraban_json(capsys, var, "org", "undo", str(done["import"])) == {"undone": done["import"]}
        assert saraban(var, "org", "list") == 0
        assert "(undone)" in capsys.readouterr().out

    def test_wrong_rows_are_named_and_nothing_is_taken_in(self, var, tmp_path, capsys):
        path = tmp_path / "u.csv"
        path.write_text(f"{UNITS}\nk-1,ก,section,d54\nk-2,ข,กอง,d54\n")
        assert saraban(var, "org", "import", str(path)) == 1
        out, err = capsys.readouterr()
        assert "แถว 3 คอลัมน์ C (ประเภท)" in err
        assert "nothing was changed" in out
        found = saraban_json(capsys, var, "org", "import", str(path))["bad"][0]
        assert (found["line"], found["column"]) == (3, "C")
        assert "กอง" in found["message"]["th"]
        assert "none of these" in found["message"]["en"]

    def test_undo_refused_says_why(self, var, tmp_path, capsys):
        for n, row in enumerate(("k-9,ก,section,d54", "k-8,ข,section,k-9")):
            path = tmp_path / f"{n}.csv"
            path.write_text(f"{UNITS}\n{row}\n")
            number = saraban_json(capsys, var, "org", "import", str(path))["import"]
        assert saraban(var, "org", "undo", str(number - 1)) == 1
        assert "k-9" in capsys.readouterr().err

    def test_what_is_not_there(self, var, tmp_path, capsys):
        assert saraban(var, "org", "import", str(tmp_path / "none.csv")) == 1
        assert saraban(var, "org", "undo", "999") == 1
        assert capsys.readouterr().err


class TestKilled:
    """The same import in a process of its own, killed at one moment after another."""

    FILE = csv_file("u", UNITS, *(f"d54-k{n},ฝ่าย {n},section,d54" for n in range(400)))

    def test_all_or_nothing(self, tmp_path):
        office = open_office(tmp_path)
        before = self.state(office)
        office.close()
        seen = set()
        for delay in (0.02, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9):
            self.killed(office.uri, delay)
            database = open_database(office.uri)
            with desk_on(database, office.uri) as desk:
                now = whole(desk.root)["units"]
                added = {code for code in now if code.startswith("d54-k")}
                assert len(added) in {0, 400}
                assert len(desk.root["imports"].records) == bool(added)
                assert added or now == before
                seen.add(len(added))
            database.close()
            if added:
                break
        assert 0 in seen

    def state(self, office):
        with office.desk() as desk:
            return whole(desk.root)["units"]

    def killed(self, uri, delay):
        ready, begun = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                database = open_database(uri)
                with desk_on(database, uri) as desk:
                    trial = try_out(console(desk), [self.FILE])
                    desk.tm.abort()
                    desk.tm.begin()
                    os.write(begun, b".")
                    take_in(console(desk), [self.FILE], shown=trial.shown)
                    desk.tm.commit()
            finally:
                os._exit(0)
        os.close(begun)
        os.read(ready, 1)
        os.close(ready)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        Path(uri.removeprefix("file://") + ".lock").unlink(missing_ok=True)
