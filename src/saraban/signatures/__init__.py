"""ลายมือชื่ออิเล็กทรอนิกส์ (signatures): certificates and their keys, signing and reading signed PDFs, time stamps.

The feature is named to the application, not imported: the judging process loads the modules that judge, and no more.
"""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    config.include("saraban.signatures.furnishing")
