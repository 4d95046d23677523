"""ไฟล์ (files): received bytes kept as they came, with digests; type by content; sheets shown as page images."""

from __future__ import annotations

from typing import Any

from saraban.files.content import Files
from saraban.files.pages import PageImages


def includeme(config: Any) -> None:
    config.add_section("files", Files)
    config.registry.page_images = PageImages(config.registry.saraban.var / "pages")
