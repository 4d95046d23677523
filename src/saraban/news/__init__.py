"""ข่าวถึงตัว (news): what reaches a person outside the pages: the daily digest, the feed of circulars, the calendar."""

from __future__ import annotations

from typing import Any

from saraban.news.content import News
from saraban.news.duties import certificates_part, directives_part, reserved_part
from saraban.news.parts import circulars_part, deadlines_part, searches_part, tray_part


def includeme(config: Any) -> None:
    config.add_section("news", News)
    config.add_digest_part("circulars", circulars_part)
    config.add_digest_part("tray", tray_part)
    config.add_digest_part("directives", directives_part)
    config.add_digest_part("reserved", reserved_part)
    config.add_digest_part("certificates", certificates_part)
    config.add_digest_part("deadlines", deadlines_part)
    config.add_digest_part("searches", searches_part)
