"""ภาพหน้ากระดาษ (page images): sheets drawn in a process of their own, with limits, and kept on disk to show again.

The kept images are disposable; the file's digest is their name, so that they can never belong to other bytes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from saraban.core.errors import Missing
from saraban.core.i18n import _
from saraban.files.content import StoredFile
from saraban.files.drawer import SECONDS, NotDrawn, run_drawer
from saraban.files.service import Arrival, open_file
from saraban.files.types import TYPES

#: Images are made in these widths only, so that nobody fills the disk by asking for all of them.
WIDTHS = (180, 360, 720, 1080, 1440, 2160)
KEPT_BYTES = 2 * 1024 * 1024 * 1024


def sheet_of(arrival: Arrival, page: int, width: int = 1080) -> bytes:
    """A sheet of a file that waits to be kept, drawn anew each time; raises ``NotDrawn`` where it has none."""
    with Path(arrival.path).open("rb") as stream:
        return run_drawer(stream, SECONDS, arrival.media_type, "image", max(1, page), width)


def page_of_pdf(pdf: bytes, page: int, width: int = 1080) -> bytes:
    """A page of a PDF made here, drawn anew each time, as PNG; raises ``NotDrawn``."""
    with tempfile.TemporaryFile() as stream:
        stream.write(pdf)
        stream.seek(0)
        return run_drawer(stream, SECONDS, "application/pdf", "image", page, width)


class PageImages:
    """ภาพหน้าของไฟล์, drawn when first asked for and kept under one directory."""

    def __init__(self, directory: Path, seconds: float = SECONDS) -> None:
        self.directory = directory
        self.seconds = seconds

    def count(self, stored: StoredFile) -> int:
        """How many sheets can be shown; 0 for Office files and text, and for what cannot be drawn."""
        kind = TYPES.get(stored.media_type)
        if kind is None or not kind.has_pages:
            return 0
        place = self._place(stored, "count")
        if not place.exists():
            try:
                self._save(place, self._draw(stored, "count"))
            except NotDrawn:
                return 0
        return int(place.read_text())

    def image(self, stored: StoredFile, page: int, width: int = 1080) -> bytes:
        """A sheet (from 1) as PNG, at the next of ``WIDTHS``. Raises ``Missing`` beyond the last, ``NotDrawn``."""
        if not 1 <= page <= self.count(stored):
            raise Missing(_("The file has no such page."))
        wide = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
        place = self._place(stored, f"{page}-{wide}-signed.png")  # those drawn before showed no signatures
        if not place.exists():
            self._save(place, self._draw(stored, "image", page, wide))
        return place.read_bytes()

    def prune(self, limit: int = KEPT_BYTES) -> int:
        """Throw the longest unused images away until ``limit`` bytes are left (the worker does it); gives how many."""
        kept = [(p.stat().st_atime, p.stat().st_size, p) for p in self.directory.glob("*/*") if p.is_file()]
        total, gone = sum(size for _at, size, _p in kept), 0
        for _at, size, path in sorted(kept):
            if total <= limit:
                break
            path.unlink(missing_ok=True)
            total, gone = total - size, gone + 1
        return gone

    def _place(self, stored: StoredFile, what: str) -> Path:
        return self.directory / stored.sha256[:2] / f"{stored.sha256}-{what}"

    def _draw(self, stored: StoredFile, *what: object) -> bytes:
        with open_file(stored) as stream:
            return run_drawer(stream, self.seconds, stored.media_type, *what)

    def _save(self, place: Path, data: bytes) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as part:
            part.write(data)
        Path(part.name).replace(place)
