"""The console: where the store is, what is refused, what is printed."""

from __future__ import annotations

import io
import json
import stat

import pytest

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.scripts.console import complain, in_words
from saraban.scripts.main import main, parser
from saraban.scripts.progress import Progress
from tests.common.commands import ini, saraban


@pytest.fixture
def var(tmp_path, capsys):
    assert saraban(tmp_path / "var", "init") == 0
    capsys.readouterr()
    return tmp_path / "var"


class TestInit:
    def test_everything_is_private(self, var):
        for path in [var, *var.rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path

    def test_keys_are_made(self, var):
        assert {"secret.key", "seal.key"} <= {p.name for p in var.iterdir()}

    def test_an_existing_store_is_left_alone(self, var, capsys):
        before = (var / "Data.fs").read_bytes()
        assert saraban(var, "init") == 1
        assert "already" in capsys.readouterr().err
        assert (var / "Data.fs").read_bytes() == before


class TestErrors:
    @pytest.mark.parametrize("command", ["check", "reindex", "serve", "token list u-x"])
    def test_no_store(self, tmp_path, capsys, command):
        assert saraban(tmp_path / "none", *command.split()) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
        assert not (tmp_path / "none" / "Data.fs").exists()

    def test_a_wrong_address(self, tmp_path, capsys):
        assert main(["check", "--var", str(tmp_path), "--store", "http://x/y"]) == 2
        assert capsys.readouterr().err.startswith("saraban: ")

    def test_a_missing_ini(self, tmp_path, capsys):
        assert main(["check", "--ini", str(tmp_path / "none.ini")]) == 2
        assert "none.ini" in capsys.readouterr().err

    def test_a_missing_file(self, var, capsys):
        assert saraban(var, "load", "/nowhere.jsonl") == 1
        assert "nowhere.jsonl" in capsys.readouterr().err

    def test_wrong_use(self, capsys):
        with pytest.raises(SystemExit) as ended:
            parser().parse_args(["load"])
        assert ended.value.code == 2

    def test_one_line(self, capsys):
        complain(Invalid(_("Write the\nsubject ${x}.", mapping={"x": "y"})))
        assert capsys.readouterr().err == "saraban: Write the subject y.\n"

    def test_words_without_translation(self):
        assert in_words("plain", "th") == "plain"


class TestToken:
    def test_issue_list_revoke(self, tmp_path, capsys):
        var = tmp_path / "var"
        assert saraban(var, "demo", "--no-letters") == 0
        capsys.readouterr()
        assert saraban(var, "token", "issue", "u-d54-clerk", "--scope", "write", "--label", "loader", "--json") == 0
        assert json.loads(capsys.readouterr().out)["token"].startswith("srbn_")
        saraban(var, "token", "list", "u-d54-clerk", "--json")
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["scopes"], row["label"], row["revoked"]) == (["write"], "loader", None)
        assert saraban(var, "token", "revoke", "u-d54-clerk", row["id"]) == 0
        capsys.readouterr()
        saraban(var, "token", "list", "u-d54-clerk")
        assert "void" in capsys.readouterr().out
        assert saraban(var, "token", "revoke", "u-d54-clerk", "nothing") == 1
        assert saraban(var, "token", "list", "nobody") == 1
        assert saraban(var, "token", "issue", "u-d54-clerk", "--days", "9999") == 1


class TestCheck:
    def test_clean(self, var, capsys):
        assert saraban(var, "check", "--json") == 0
        assert json.loads(capsys.readouterr().out)["clean"] is True

    def test_only_a_part(self, var, capsys):
        saraban(var, "check", "--only", "registers", "--json")
        assert list(json.loads(capsys.readouterr().out)["checked"]) == ["registers"]


class TestReindex:
    def test_an_empty_store(self, var, capsys):
        assert saraban(var, "reindex", "--json") == 0
        assert json.loads(capsys.readouterr().out)["documents"] == 0


class TestProgress:
    def test_plain_lines_elsewhere(self):
        out = io.StringIO()
        bar = Progress("letters", 10, out)
        bar.to(1)
        assert out.getvalue() == ""
        bar.end("10")
        assert out.getvalue() == "letters: 100% 10 (0 s)\n"

    def test_a_bar_on_a_terminal(self):
        out = io.StringIO()
        out.isatty = lambda: True
        bar = Progress("letters", 10, out)
        bar.to(5, "5")
        bar.end()
        assert "███" in out.getvalue()
        assert out.getvalue().endswith("\n")


def test_ini_is_read(tmp_path):
    path = ini(tmp_path / "var")
    assert path.read_text().startswith("[app:main]")
