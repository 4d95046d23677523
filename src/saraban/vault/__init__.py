"""คลังข้อมูลข่าวสารลับ (the vault): letters ลับ and ลับมาก in a store of their own; ``saraban.vault.door`` is its one door."""

from __future__ import annotations

from typing import Any

from saraban.vault.content import Vault
from saraban.vault.forms import check_columns


def includeme(config: Any) -> None:
    check_columns(config.registry.saraban.secret_columns)
    config.add_section("vault", Vault)
