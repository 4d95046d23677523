"""ลายมือชื่ออิเล็กทรอนิกส์ (signatures): certificates and their keys, signing and reading signed PDFs, time stamps."""

from __future__ import annotations

from typing import Any

from saraban.core.settings import BadSetting
from saraban.signatures.offices import public_check


def includeme(config: Any) -> None:
    try:
        config.registry.public_check = public_check(config.registry.saraban.signing)
    except (OSError, ValueError) as error:
        msg = f"saraban.signing_*: {error}"
        raise BadSetting(msg) from None
