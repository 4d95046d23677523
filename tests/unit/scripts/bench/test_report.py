from __future__ import annotations

import argparse
import io
import json

import pytest

from saraban.scripts import bench
from saraban.scripts.bench.report import Report, at_least, at_most, quantile


@pytest.fixture
def report():
    return Report(
        "x",
        {"n": 1},
        {"per_second": 5.0},
        {"raw": 10.0},
        {"x_to_raw": 0.5},
        [at_least("rate", 6, 5.0), at_most("size", 6, 5.0)],
    )


class TestReport:
    def test_as_json_is_one_object_of_a_fixed_shape(self, report):
        out = io.StringIO()
        report.write(out, as_json=True)
        data = json.loads(out.getvalue())
        assert list(data) == ["bench", "params", "machine", "figures", "baseline", "ratios", "budget"]
        assert data["budget"] == [
            {"name": "rate", "limit": 6, "value": 5.0, "holds": False},
            {"name": "size", "limit": 6, "value": 5.0, "holds": True},
        ]
        assert {"python", "cpus", "load", "packages"} <= set(data["machine"])

    def test_for_people_it_is_lines(self, report):
        out = io.StringIO()
        report.write(out, as_json=False)
        assert "FAILS     rate: 5.0 (limit 6)" in out.getvalue()
        assert "holds     size: 5.0 (limit 6)" in out.getvalue()


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 3), (0.99, 5), (1.0, 5)])
def test_quantile(share, value):
    assert quantile([5, 3, 1, 2, 4], share) == value


def test_quantile_of_nothing():
    assert quantile([], 0.5) == 0


class TestCommand:
    def test_the_status_says_nothing_about_the_figures(self, report, monkeypatch, capsys):
        args = self.parse("register", "--json")
        args.measure = lambda _args: report
        assert args.run(args) == 0
        assert json.loads(capsys.readouterr().out)["bench"] == "x"

    @pytest.mark.parametrize("name", [module.NAME for module in bench.BENCHES])
    def test_no_bench_takes_a_store(self, name):
        with pytest.raises(SystemExit):
            self.parse(name, "--store", "file:///srv/Data.fs")

    def test_the_options_of_numbers(self):
        args = self.parse("numbers", "--seconds", "5", "--writers", "8", "--processes", "2", "--kills", "3")
        assert (args.seconds, args.writers, args.processes, args.kills, args.aborts) == (5.0, 8, 2, 3, 0.03)

    def parse(self, *argv):
        parser = argparse.ArgumentParser()
        bench.add_parser(parser.add_subparsers())
        return parser.parse_args(["bench", *argv])
