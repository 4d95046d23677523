"""สำนักงานทดสอบในเบราว์เซอร์ (an office of the tests, served): one with signing, on the desk's screen and on a phone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from waitress.server import create_server

from tests.browser.looking import OUT_OF_A_PHONE, STICKING_OUT, TOO_SMALL
from tests.browser.screens import SCREENS, enter
from tests.common.web import Web


@contextmanager
def served(web: Web) -> Iterator[str]:
    """Its address while it listens on a free port of this machine."""
    server = create_server(web.app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@contextmanager
def pages_of(browser: Browser, web: Web, address: str, screen: str) -> Iterator[Callable[[str], Page]]:
    """The page of somebody who has signed in, each in a browser of his own."""
    kept: dict[str, Page] = {}

    def sign_in(name: str) -> Page:
        if name not in kept:
            context = browser.new_context(viewport=SCREENS[screen], locale="th-TH", base_url=address)
            context.set_default_timeout(30_000)
            kept[name] = page = context.new_page()
            enter(page, name, web.code(name))
            web.later(seconds=30)
        return kept[name]

    yield sign_in
    for page in kept.values():
        page.context.close()


def look(page: Page, screen: str, unfold: Callable[[Page], Any] = lambda _page: None) -> None:
    """Axe finds nothing in either language, nothing sticks out, fingers find what they press."""
    here = page.url
    for language in ("en", "th"):
        page.context.add_cookies([{"name": "lang", "value": language, "url": here}])
        page.reload()
        unfold(page)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []
        assert not page.evaluate(STICKING_OUT)
        if screen == "phone":
            assert page.evaluate(OUT_OF_A_PHONE) == []
            assert page.evaluate(TOO_SMALL) == []
