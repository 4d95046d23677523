"""รับส่งหนังสือระหว่างหน่วยงาน (exchange): deliveries, sending, forwarding, taking in what was delivered."""

from saraban.exchange.content import Exchange


def includeme(config):
    config.add_section("exchange", Exchange)
