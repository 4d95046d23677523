"""ข้อบกพร่องที่ตรวจพบ (problems): what a check of the store found, for ``saraban check`` and the auditor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One finding: ``where`` names the thing by codes and numbers, ``slug`` the kind, ``text`` is a sentence."""

    where: str
    slug: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text} [{self.slug}]"
