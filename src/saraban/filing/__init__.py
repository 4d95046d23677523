"""แฟ้ม (filing): folders of a unit, content like the rest, with lists of their own where wanted."""

from saraban.filing.content import Filing


def includeme(config):
    config.add_section("filing", Filing)
    config.scan(".content", categories=("substanced",))
