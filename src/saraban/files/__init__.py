"""ไฟล์ (files): received bytes kept as they came, with digests; type by content; sheets shown as page images.

The feature is named to the application, not imported: a confined process that reads one file loads nothing else.
"""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    config.include("saraban.files.furnishing")
