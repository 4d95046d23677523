"""กระบวนการจัดหน้า (the renderer's process): ``python -m saraban.documents.typeset_worker DIRECTORY FONTS``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst


def main(place: str, fonts: str) -> None:
    """Set ``main.typ`` of a directory with its ``data.json`` into ``out.pdf``, without tags."""
    root = Path(place)
    made = json.loads((root / "data.json").read_text(encoding="utf-8")).get("made", "")
    stamp = int(datetime.fromisoformat(made).timestamp()) if made else int(datetime.now(UTC).timestamp())
    typst.compile(
        str(root / "main.typ"),
        output=str(root / "out.pdf"),
        root=str(root),
        font_paths=[fonts],
        ignore_system_fonts=True,
        timestamp=stamp,
        format="pdf",
        pdf_tags=False,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
