"""จอ (screens): how wide they are, and how somebody signs in on one."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.common.accounts import PASSWORD

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
SCREENS = {"desk": WIDE, "phone": PHONE}


def enter(page: Page, person: str, code: str) -> None:
    """Sign in by the form, as a person does."""
    page.goto("/sign-in")
    page.fill("input[name=name]", person)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=otp]", code)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in" not in url)
