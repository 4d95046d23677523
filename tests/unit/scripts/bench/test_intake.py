"""คะแนนการอ่านหนังสือเข้า: the budgets of the reader on the letters, and that the judge sees a reader that is broken."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, timedelta

import pytest

from saraban.intake.reading import KINDS, Day, Found, Ref
from saraban.scripts.bench import intake
from saraban.scripts.bench.letters import HELD_OUT, SECOND, TUNED, judge, load, written

LETTERS = load(TUNED)


def report():
    return intake.run(argparse.Namespace(repeat=1, wrong=True))


def broken(field, change):
    """The score of the reader with one field changed."""

    def read(example):
        found = intake.reader(example)
        fields = dict(found.fields)
        if field in fields:
            fields[field] = change(fields[field])
        return replace(found, fields=fields)

    return intake.measure(read, LETTERS)


class TestTheReader:
    def test_holds_its_budgets(self):
        found = report()
        assert {b.name: b.holds for b in found.budget} == {
            "fields right": True,
            "wrong fields called certain": True,
            "wrong days called certain": True,
        }
        assert found.figures["letters"] >= 60
        assert found.ratios["errors_to_naive"] < 0.5

    def test_holds_on_letters_that_it_was_not_fitted_to(self):
        score = intake.measure(intake.reader, load(HELD_OUT))
        assert score.share >= intake.RIGHT
        assert score.certain_wrong_days == 0

    @pytest.mark.parametrize("letters", [TUNED, SECOND, HELD_OUT])
    def test_calls_nothing_certain_that_is_wrong(self, letters):
        score = intake.measure(intake.reader, load(letters))
        assert score.share >= intake.RIGHT
        assert score.certain_wrong == 0


class TestTheLetters:
    def test_every_kind_is_among_them(self):
        kinds = {kind.strip() for letter in LETTERS for kind in letter.expected["kind"].split("||")}
        assert set(KINDS) <= kinds

    def test_each_has_a_name_of_its_own(self):
        names = [letter.name for letter in (*LETTERS, *load(SECOND), *load(HELD_OUT))]
        assert len(names) == len(set(names))

    @pytest.mark.parametrize("field", ["urgency", "secrecy", "handling", "urgent_within", "references", "deadlines"])
    def test_each_field_is_written_in_some(self, field):
        assert sum(row.field == field and row.written for e in LETTERS for row in judge(e, intake.reader(e))) >= 2


class TestTheJudge:
    def test_a_day_late_is_wrong_and_certain(self):
        score = broken("date", lambda one: replace(one, value=one.value + timedelta(days=1)))
        assert score.certain_wrong_days > len(LETTERS) / 2
        assert score.share < intake.RIGHT

    def test_a_wrong_number_that_is_certain_is_counted(self):
        score = broken("number", lambda one: replace(one, value="กท 1/1"))
        assert score.certain_wrong > len(LETTERS) / 2
        assert score.certain_wrong_days == 0

    def test_a_wrong_day_that_is_not_certain_only_costs_its_field(self):
        score = broken("date", lambda one: replace(one, value=date(2000, 1, 1), confidence=0.5))
        assert score.certain_wrong_days == 0
        assert {row.field for row in score.wrong} >= {"date"}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("kind", "minutes"),
            ("number", "กท 1/1"),
            ("to", ()),
            ("subject", "x"),
            ("from_unit", "x"),
            ("secrecy", "secret"),
        ],
    )
    def test_every_field_counts(self, field, value):
        assert broken(field, lambda one: replace(one, value=value)).share < intake.RIGHT

    @pytest.mark.parametrize(
        ("name", "value", "text"),
        [
            ("references", (Ref("กท 1/2", date(2024, 1, 2)), Ref("3/2567")), "กท 1/2 @ 2024-01-02 | 3/2567"),
            ("deadlines", (Day(date(2024, 1, 2), "x", "monthly", "10:00"),), "monthly 2024-01-02"),
            ("events", (Day(date(2024, 1, 2), "x", "meeting", "10:00"),), "2024-01-02 10:00"),
            ("is_circular", True, "yes"),
            ("handling", "", "-"),
        ],
    )
    def test_how_values_are_written(self, name, value, text):
        assert written(name, Found(value, 1.0)) == text

    def test_a_field_that_is_no_field_is_told(self, monkeypatch):
        monkeypatch.setitem(intake.judge.__globals__, "JUDGED", ("kind",))
        with pytest.raises(ValueError, match="external-ministry-plain"):
            load(TUNED)
