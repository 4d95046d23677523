"""สัญญาของทะเบียน (what others know of registers): the key of a number."""

from __future__ import annotations

from typing import NamedTuple


class EntryRef(NamedTuple):
    """ที่อยู่ของเลข: what a number *is*; its printed form is something else."""

    unit: str
    series: str
    year: int
    n: int
