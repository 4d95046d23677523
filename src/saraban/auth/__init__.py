"""การเข้าใช้งาน (auth): accounts, passwords, one-time passwords, sessions, API tokens. Knows persons by id only."""

from typing import Any

from saraban.auth.content import Accounts
from saraban.auth.doors import api_token, check_forms, session_record


def includeme(config: Any) -> None:
    config.add_section("auth", Accounts)
    config.scan(".content", categories=("substanced",))
    config.add_request_method(session_record, reify=True)
    config.add_request_method(api_token, reify=True)
    config.set_default_csrf_options(require_csrf=True, callback=check_forms)
