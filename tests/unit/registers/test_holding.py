"""The year of a book is asked again when its lock is held."""

from __future__ import annotations

from datetime import date

import pytest

from saraban.core.errors import Conflict
from saraban.registers.holding import hold_books


class Waiting:
    """A desk whose lock is had only on a later day."""

    def __init__(self, *days: date) -> None:
        self.days, self.held = list(days), []

    @property
    def today(self) -> date:
        return self.days[0]

    def hold(self, keys) -> None:
        self.held.append(list(keys))
        self.days = self.days[1:] or self.days


def test_the_locks_of_the_present_year_are_taken_once():
    desk = Waiting(date(2024, 3, 8))
    assert hold_books(desk, [("d54", "receive"), ("d53", "receive"), ("d54", "receive")]) == date(2024, 3, 8)
    assert desk.held == [["d53|receive|2567", "d54|receive|2567"]]


def test_a_day_that_turned_is_the_day_of_the_number():
    assert hold_books(Waiting(date(2024, 3, 8), date(2024, 3, 9)), [("d54", "send")]) == date(2024, 3, 9)


def test_a_year_that_turned_asks_to_try_again():
    with pytest.raises(Conflict) as refused:
        hold_books(Waiting(date(2024, 12, 31), date(2025, 1, 1)), [("d54", "send")])
    assert refused.value.slug == "year-turned"
