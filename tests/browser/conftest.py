"""A real browser (Debian's chromium) on a real server; pictures for the manual are kept on the way."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.screens import PHONE, SCREENS, WIDE, enter
from tests.browser.served import pages_of, served
from tests.common.places import places
from tests.common.site import Site, open_site
from tests.common.web import Web

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
#: How many bytes a picture has at most; what waits for the images in sight.
LARGEST = 120 * 1024
LOOKED_AT = """Promise.race([
    new Promise(done => setTimeout(done, 5000)),  // one that is not shown is never decoded
    Promise.all([...document.images]
        .filter(image => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight)
        .map(image => image.decode().catch(() => null)))])"""


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


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, tuple[str, str]]:
    """All pages of the office by name: the person who looks and the address."""
    return places(site)


@pytest.fixture(scope="module")
def desks(browser: Browser, site: Site) -> Iterator[Any]:
    """``desks(person)``: a page on which this person is signed in (nobody for ""), each in a browser of their own."""
    kept: dict[tuple[str, bool, bool], Page] = {}

    def open_desk(person: str, *, phone: bool = False, scripts: bool = True) -> Page:
        key = (person, phone, scripts)
        if key not in kept:
            context = browser.new_context(
                viewport=PHONE if phone else WIDE,
                locale="th-TH",
                base_url=site.address,
                java_script_enabled=scripts,
            )
            context.set_default_timeout(15_000)
            kept[key] = context.new_page()
            if person:
                sign_in(kept[key], site, person)
        return kept[key]

    yield open_desk
    for page in kept.values():
        page.context.close()


@pytest.fixture(scope="module")
def address(web: Web) -> Iterator[str]:
    """Where the office of a module is served: its ``web``."""
    with served(web) as address:
        yield address


@pytest.fixture(scope="module", params=list(SCREENS))
def screen(request: pytest.FixtureRequest) -> str:
    """On the desk, then on a phone."""
    return str(request.param)


@pytest.fixture(scope="module")
def person(browser: Browser, web: Web, address: str, screen: str) -> Iterator[Callable[[str], Page]]:
    """``person(name)``: the page of somebody of the office of a module, on this screen."""
    with pages_of(browser, web, address, screen) as sign_in:
        yield sign_in


def sign_in(page: Page, site: Site, person: str) -> None:
    """Sign in to the office of the site, in which everybody has a phone."""
    if person not in site.secrets:
        site.enrol(person)
    enter(page, person, site.code(person))


def picture(page: Page, name: str, *, at: str = "", above: int = 130) -> None:
    """Keep a picture for the manual when that is asked for (``SARABAN_PICTURES=1``): the top, or from ``at`` on.

    ``above`` = how far below the upper edge ``at`` stands.
    """
    if not os.environ.get("SARABAN_PICTURES"):
        return
    page.evaluate("scrollTo(0, 0)")
    if at:
        page.locator(at).first.evaluate(
            "(place, above) => scrollBy(0, place.getBoundingClientRect().top - above)", above
        )
    page.evaluate(LOOKED_AT)
    IMAGES.mkdir(parents=True, exist_ok=True)
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    for colours in (128, 64, 32):
        shot.quantize(colours, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)
        if (IMAGES / f"{name}.png").stat().st_size <= LARGEST:
            return
