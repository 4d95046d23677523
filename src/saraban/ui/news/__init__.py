"""หน้าการรับข่าว (news pages): the daily digest on or off, the personal address, the feed and the calendar."""

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("me-news", "/me/news")
    config.add_route("me-news-address", "/me/news/address")
    config.add_route("me-news-revoke", "/me/news/revoke")
    config.add_route("feed-circulars", "/feeds/{secret}/circulars.atom")
    config.add_route("feed-calendar", "/feeds/{secret}/calendar.ics")
    config.add_route("digest-stop", "/digest/{secret}/stop")
    config.add_route("admin-mail", "/admin/mail")
    config.scan(categories=("pyramid",))
