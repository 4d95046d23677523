"""หน่วยงาน (agencies): the unit tree, codes, printed number prefixes with dates of effect, addressee groups."""

from saraban.agencies.content import Agencies


def includeme(config):
    config.add_section("agencies", Agencies)
    config.scan(".content", categories=("substanced",))
