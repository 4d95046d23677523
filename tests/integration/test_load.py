"""Loading an organisation and letters: bad records, stopping anywhere, going on."""

from __future__ import annotations

import shutil
import time

import pytest

from saraban.core.permissions import Permission
from saraban.letters.records import by_source, papers_of
from saraban.people.rights import actor_for
from saraban.scripts.console import opened
from saraban.scripts.main import parser
from tests.common.commands import ini, saraban, saraban_json, start
from tests.common.letter_lines import line, write_lines, write_organisation

LETTERS = 400
READ = Permission.LETTER_READ


@pytest.fixture(scope="module")
def organised(tmp_path_factory):
    """A store with the organisation in it, made once."""
    place = tmp_path_factory.mktemp("organised") / "var"
    assert saraban(place, "init") == 0
    assert saraban(place, "load", "--org", str(write_organisation(place.parent / "org.json"))) == 0
    return place


@pytest.fixture
def var(organised, tmp_path, capsys):
    capsys.readouterr()
    shutil.copytree(organised, tmp_path / "var")
    shutil.copy(organised.parent / "org.json", tmp_path)
    return tmp_path / "var"


def look(var):
    """Open the store as a command does."""
    return opened(parser().parse_args(["check", "--var", str(var), "--ini", str(ini(var))]))


class TestOrganisation:
    def test_again_is_not_twice(self, var, tmp_path, capsys):
        figures = saraban_json(capsys, var, "load", "--org", str(tmp_path / "org.json"))
        assert (figures["agencies"], figures["divisions"], figures["persons"]) == (0, 0, 0)
        assert figures["already_there"] == 11

    def test_the_first_of_a_division_is_its_registrar(self, var):
        with look(var) as console, console.desk() as desk:
            people = desk.root["people"]
            holders = {p: [people.holdings[h].person for h in k] for p, k in people.holdings_by_post.items()}
        assert holders["d000.registrar"] == ["officer000"]
        assert "officer001" in holders["d000.member"]
        assert "officer000" in holders["d001.member"]

    @pytest.mark.parametrize("text", ["{}", "[1]", "not json", '{"agencies": [{}], "divisions": [], "users": []}'])
    def test_not_an_organisation(self, var, tmp_path, capsys, text):
        (tmp_path / "bad.json").write_text(text)
        assert saraban(var, "load", "--org", str(tmp_path / "bad.json")) == 1
        assert len(capsys.readouterr().err.splitlines()) >= 1


class TestLetters:
    def test_every_line_is_counted_once(self, var, tmp_path, capsys):
        path = write_lines(
            tmp_path / "l.jsonl",
            [
                line(0),
                line(1, secrecy="top_secret"),
                line(2, secrecy="confidential"),
                line(3, secrecy="secret"),
                line(4, kind="circular", division=None, agency=None),
                "",
                line(5),
            ],
        )
        figures = saraban_json(capsys, var, "load", str(path))
        assert figures["loaded"] == 3
        assert figures["top_secret_refused"] == 1
        assert figures["classified_not_yet_here"] == 2
        assert figures["bad"] == 0
        with look(var) as console, console.desk() as desk:
            assert by_source(desk.root, "d001", "l0000001") is None
            assert "circular" in by_source(desk.root, "central", "l0000004").scopes
            assert by_source(desk.root, "d005", "l0000005").scopes == ("u:d005",)

    def test_bad_records_are_named_and_the_rest_goes_in(self, var, tmp_path, capsys):
        path = write_lines(
            tmp_path / "l.jsonl",
            [
                line(0),
                "{not json",
                line(2, division="nowhere"),
                line(3, dated="2024-02-31"),
                "[]",
                '"text"',
                line(6, subject=" "),
                line(7, urgency="soon"),
                line(8, secrecy="hidden"),
                line(9, received="2090-01-01T09:00:00"),
                line(10, received="2024-02-01T09:00:00"),
                line(11, number=5),
                {"id": "x"},
                line(13, recipients=None),
                line(14, body="x\u0000y"),
                line(15),
            ],
        )
        capsys.readouterr()
        assert saraban(var, "load", str(path), "--json") == 1
        printed = capsys.readouterr()
        complaints = [text for text in printed.err.splitlines() if text.startswith("line ")]
        assert sorted(int(text.split()[1].rstrip(":")) for text in complaints) == list(range(2, 16))
        assert '"loaded": 2,' in printed.out
        assert '"bad": 14,' in printed.out
        assert saraban(var, "check") == 0

    def test_a_private_letter_is_for_the_registrar(self, var, tmp_path, capsys):
        path = write_lines(tmp_path / "l.jsonl", [line(0), line(6, state="private"), line(12, state="private")])
        saraban(var, "load", str(path))
        assert saraban_json(capsys, var, "check")["clean"] is True
        with look(var) as console, console.desk() as desk:
            letters = {n: by_source(desk.root, "d000", f"l{n:07d}") for n in (0, 6, 12)}
            readers = {
                person: {n for n, x in letters.items() if actor_for(desk.root, person, "", desk.today).may(READ, x)}
                for person in ("officer000", "officer001")
            }
        assert readers == {"officer000": {0, 6, 12}, "officer001": {0}}

    def test_an_endless_line_is_one_bad_record(self, var, tmp_path, capsys):
        path = write_lines(tmp_path / "l.jsonl", [line(0), "x" * 3_000_000, line(2)])
        capsys.readouterr()
        saraban(var, "load", str(path), "--json")
        printed = capsys.readouterr()
        assert "line 2: " in printed.err
        assert '"loaded": 2,' in printed.out
        assert '"bad": 1}' in printed.out or '"bad": 1,' in printed.out

    def test_again_is_skipped(self, var, tmp_path, capsys):
        path = write_lines(tmp_path / "l.jsonl", [line(n) for n in range(5)])
        saraban(var, "load", str(path))
        figures = saraban_json(capsys, var, "load", str(path))
        assert (figures["loaded"], figures["already_there"]) == (0, 5)

    def test_without_an_organisation(self, tmp_path, capsys):
        saraban(tmp_path / "empty", "init")
        path = write_lines(tmp_path / "l.jsonl", [line(0)])
        assert saraban(tmp_path / "empty", "load", str(path)) == 1
        assert "--org" in capsys.readouterr().err

    def test_killed_again_and_again_it_ends_complete(self, var, tmp_path, capsys):
        path = write_lines(tmp_path / "l.jsonl", [line(n) for n in range(LETTERS)])
        sizes = []
        for _round in range(2):
            process = start(var, "load", str(path), "--batch", "20", "--no-index")
            data, size = var / "Data.fs", (var / "Data.fs").stat().st_size
            deadline = time.monotonic() + 60
            while data.stat().st_size < size + 60_000 and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            process.kill()
            process.wait()
            sizes.append(size)
        assert sizes[1] > sizes[0]
        figures = saraban_json(capsys, var, "load", str(path))
        assert figures["already_there"] > 0
        assert figures["loaded"] + figures["already_there"] == LETTERS
        assert saraban_json(capsys, var, "check")["clean"] is True
        with look(var) as console, console.desk() as desk:
            found = [by_source(desk.root, f"d{n % 6:03d}", f"l{n:07d}") for n in range(LETTERS)]
            assert all(len(papers_of(desk.root, letter.id)) == 1 for letter in found)
            assert len(desk.root["letters"].letters) == LETTERS
