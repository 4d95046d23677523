"""เอกสารที่ระบบจัดทำ (documents): pages set by typst, in a process of its own with limits and no network."""

from __future__ import annotations

import os
from typing import Any

os.environ["OPENPYXL_LXML"] = "False"  # read when openpyxl is imported: workbooks of strangers go to defusedxml


def includeme(config: Any) -> None:
    """Nothing to register: documents are set by plain functions."""
