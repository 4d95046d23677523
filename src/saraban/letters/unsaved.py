"""ข้อความที่พิมพ์ค้างไว้ (what was typed and not saved): kept for whoever typed it, until it is saved or thrown away.

A browser that closes, a lost connection or an ended session takes nothing with it. It is no draft: nobody else sees
it, nothing finds it, and it goes by itself after two weeks. It lies in files beside the store, since it is written anew
every few seconds and has no history worth keeping.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from saraban.core.errors import Invalid
from saraban.core.i18n import _

KEPT_SECONDS = 14 * 24 * 3600
#: Bytes of one form, and forms of one person; the oldest give way.
MOST_BYTES, MOST_FORMS = 1024 * 1024, 30


@dataclass(frozen=True)
class Unsaved:
    """แบบที่พิมพ์ค้าง: its fields by name, in the order of the form, and when they were kept (ISO, with offset)."""

    person: str
    about: str
    at: str
    fields: tuple[tuple[str, str], ...]

    @property
    def kept_at(self) -> datetime:
        """The moment as such."""
        return datetime.fromisoformat(self.at)


def keep_typed(directory: Path, person: str, about: str, fields: tuple[tuple[str, str], ...], now: datetime) -> Unsaved:
    """เก็บข้อความที่พิมพ์: in the place of what ``person`` had typed before into the form of ``about``.

    Raises ``Invalid`` for more than a form can hold; what was kept before stays then.
    """
    kept = Unsaved(person, about, now.isoformat(), fields)
    data = json.dumps(asdict(kept), ensure_ascii=False).encode()
    if len(data) > MOST_BYTES:
        raise Invalid(
            _("That is too much text to be kept. Save the draft, or put a part of it into a file."), field="body"
        )
    path = _place(directory, person, about)
    for place in (directory, path.parent):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open(beside, "xb", opener=_private) as file:
        file.write(data)
    beside.replace(path)
    _make_room(path.parent)
    return kept


def find_typed(directory: Path, person: str, about: str) -> Unsaved | None:
    """What ``person`` has typed into the form of ``about`` and not saved; None where there is nothing (or no sense)."""
    try:
        told = json.loads(_place(directory, person, about).read_bytes())
        kept = Unsaved(told["person"], told["about"], told["at"], tuple((n, v) for n, v in told["fields"]))
        known = kept.kept_at.tzinfo is not None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return kept if known and (kept.person, kept.about) == (person, about) else None


def forget_typed(directory: Path, person: str, about: str) -> None:
    """ทิ้งข้อความที่พิมพ์ค้าง: it was saved, or is not wanted."""
    _place(directory, person, about).unlink(missing_ok=True)


def forget_old_typed(directory: Path, older_than: float = KEPT_SECONDS) -> int:
    """Throw away what nobody came back to (the worker does it); gives how many forms."""
    limit, gone = time.time() - older_than, 0
    for path in directory.glob("*/*") if directory.is_dir() else ():
        try:
            if path.stat().st_mtime < limit:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone


def _make_room(own: Path) -> None:
    forms = sorted(own.iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in forms[: max(0, len(forms) - MOST_FORMS)]:
        path.unlink(missing_ok=True)


def _place(directory: Path, person: str, about: str) -> Path:
    return directory / _name(person) / f"{_name(about)}.json"


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
