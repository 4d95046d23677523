"""เวลา (time): real instants in UTC, office dates in Asia/Bangkok, and the business clock of a demonstration store.

Registers and letters use *office* time (in a demonstration store it may play in March 2567); one-time passwords,
sessions, tokens and the audit chain always use real time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_OFFSET = 543


class Clock(Protocol):
    """นาฬิกา: two ways of telling the time."""

    def now(self) -> datetime:
        """Real time, an aware UTC datetime."""

    def office_now(self) -> datetime:
        """Business time of this store, an aware UTC datetime; equals ``now`` outside a demonstration store."""


class SystemClock:
    """The machine's clock, with the business offset of a demonstration store (zero elsewhere)."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC)

    def office_now(self) -> datetime:
        return self.now() + self.offset


class FixedClock:
    """A clock for tests: stands where it is put."""

    def __init__(self, office: datetime, real: datetime | None = None) -> None:
        self.office = office
        self.real = real or office

    def now(self) -> datetime:
        return self.real.astimezone(UTC)

    def office_now(self) -> datetime:
        return self.office.astimezone(UTC)


def bangkok_date(instant: datetime) -> date:
    """The calendar date in Bangkok of an aware instant: the year of a register turns at its midnight."""
    return instant.astimezone(BANGKOK).date()


def office_today(clock: Clock) -> date:
    """Today's date in the office (Asia/Bangkok)."""
    return bangkok_date(clock.office_now())


def buddhist_year(day: date) -> int:
    """ปีพุทธศักราช of a Gregorian date, e.g. 2567 for any day of 2024."""
    return day.year + BUDDHIST_OFFSET
