"""A real browser (Debian's chromium) on a real server; pictures for the manual are kept on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.common.accounts import PASSWORD
from tests.common.site import Site, open_site

IMAGES = Path(__file__).parents[2] / "docs" / "manual" / "images"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The office as it is on a working day; what one file does here, the next one finds done."""
    site = open_site(tmp_path_factory.mktemp("site"), letters=True)
    site.serve()
    yield site
    site.close()


@pytest.fixture(scope="module")
def desks(browser: Browser, site: Site) -> Iterator[Any]:
    """``desks(person, phone=False)``: a page on which this person is signed in, each person in a browser of his own."""
    kept: dict[tuple[str, bool], Page] = {}

    def open_desk(person: str, *, phone: bool = False) -> Page:
        key = (person, phone)
        if key not in kept:
            context = browser.new_context(viewport=PHONE if phone else WIDE, locale="th-TH", base_url=site.address)
            context.set_default_timeout(15_000)
            kept[key] = context.new_page()
            sign_in(kept[key], site, person)
        return kept[key]

    yield open_desk
    for page in kept.values():
        page.context.close()


def sign_in(page: Page, site: Site, person: str) -> None:
    """Sign in by the form, as a person does."""
    if person not in site.secrets:
        site.enrol(person)
    page.goto("/sign-in")
    page.fill("input[name=name]", person)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=otp]", site.code(person))
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def picture(page: Page, name: str) -> None:
    """Keep a picture for the manual when they are asked for (``SARABAN_PICTURES=1``)."""
    if os.environ.get("SARABAN_PICTURES"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=IMAGES / f"{name}.png")
