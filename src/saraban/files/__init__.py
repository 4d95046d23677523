"""ไฟล์ (files): received bytes kept as they came, with digests; type by content; sheets shown as page images."""

from saraban.files.content import Files
from saraban.files.pages import PageImages


def includeme(config):
    config.add_section("files", Files)
    config.registry.page_images = PageImages(config.registry.saraban.var / "pages")
