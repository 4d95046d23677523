"""ส่วนไฟล์ในระบบ (files as the application has them): the section they are kept in, the images of their pages."""

from __future__ import annotations

from typing import Any

from saraban.files.content import Files
from saraban.files.pages import PageImages


def includeme(config: Any) -> None:
    config.add_section("files", Files)
    config.registry.page_images = PageImages(config.registry.saraban.var / "pages")
