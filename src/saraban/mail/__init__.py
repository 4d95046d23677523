"""จดหมายอิเล็กทรอนิกส์ขาออก (mail): what goes out by e-mail, kept with what caused it, sent by the worker."""

from __future__ import annotations

from typing import Any

from saraban.mail.content import MailRoom
from saraban.mail.wellbeing import health


def includeme(config: Any) -> None:
    config.add_section("mail", MailRoom)
    config.add_health_check("mail", health)
