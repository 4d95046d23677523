"""ผลการวัด (the figures of a bench): one JSON object of a fixed shape, whatever the figures."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

PACKAGES = ("ZODB", "ZEO", "BTrees", "pyramid", "substanced")


@dataclass(frozen=True)
class Budget:
    """เกณฑ์: a limit of the design, what was measured and whether it holds."""

    name: str
    limit: float
    value: float
    holds: bool


def at_least(name: str, limit: float, value: float) -> Budget:
    """A budget that the figure has to reach."""
    return Budget(name, limit, value, value >= limit)


def at_most(name: str, limit: float, value: float) -> Budget:
    """A budget that the figure has to stay within."""
    return Budget(name, limit, value, value <= limit)


@dataclass(frozen=True)
class Report:
    """What one bench found."""

    bench: str
    params: dict[str, Any]
    figures: dict[str, Any]
    baseline: dict[str, Any] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    budget: Sequence[Budget] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that is printed."""
        return {
            "bench": self.bench,
            "params": self.params,
            "machine": machine(),
            "figures": self.figures,
            "baseline": self.baseline,
            "ratios": self.ratios,
            "budget": [asdict(b) for b in self.budget],
        }

    def write(self, out: TextIO, *, as_json: bool) -> None:
        """Print it: the object, or lines for people."""
        if as_json:
            out.write(json.dumps(self.as_json(), ensure_ascii=False) + "\n")
            return
        for title, values in (("figures", self.figures), ("baseline", self.baseline), ("ratios", self.ratios)):
            out.writelines(f"{title:9} {name}: {value}\n" for name, value in values.items())
        out.writelines(
            f"{'holds' if b.holds else 'FAILS':9} {b.name}: {b.value} (limit {b.limit})\n" for b in self.budget
        )


def machine() -> dict[str, Any]:
    """Where it ran: what is needed to compare two runs."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "packages": {name: version(name) for name in PACKAGES},
    }


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie (nearest rank); 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            return next(
                (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine()
            )
    except OSError:
        return platform.machine()
