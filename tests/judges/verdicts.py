"""คำตัดสิน (verdicts): what a judge found, and running one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 1200


@dataclass(frozen=True)
class Verdict:
    """What one judge says. ``broken`` = it did not work at all, which counts as neither."""

    who: str
    findings: tuple[str, ...] = ()
    broken: str = ""
    report: str = ""
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Did it work and find nothing?"""
        return not self.findings and not self.broken


def run(command: Sequence[str], home: Path) -> Any:
    """Run a judge in a place of its own; it inherits nothing but the path."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return subprocess.run(
        list(command),
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env={**kept, "HOME": str(home), "NO_PROXY": "*"},
        timeout=PATIENCE,
    )
