"""เขียนหน้าตารางสิทธิ (docs/permissions.md) from the tables of the program; the tests see that it is current."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.matrix.page import permissions_page  # noqa: E402 - found by the path above

if __name__ == "__main__":
    (ROOT / "docs" / "permissions.md").write_text(permissions_page(), encoding="utf-8")
