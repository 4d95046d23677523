"""ตรวจหน้าที่ผ่านตา (looking): what axe says of a page that a story comes by, in both languages."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: What is wider than the screen, and on a phone which parts of the page are.
STICKING_OUT = "document.documentElement.scrollWidth > innerWidth + 1"
OUT_OF_A_PHONE = """() => [...document.querySelectorAll('main *, header *, nav *')]
    .filter(node => node.offsetParent !== null && node.getBoundingClientRect().right > innerWidth + 1
        && node.closest('.table-scroll, .form-sheet, dialog') === null)
    .slice(0, 5).map(node => node.outerHTML.slice(0, 160))"""
#: What is pressed on purpose; links in running words are as high as their line.
TOO_SMALL = """() => [...document.querySelectorAll(
    '.btn, .tabs a, .phone-bar > a, .phone-bar summary, .menu > summary, .form-control, .form-select, .find input')]
    .filter(node => node.offsetParent !== null && node.type !== 'file' && node.closest('.visually-hidden') === null
        && !node.classList.contains('visually-hidden'))
    .map(node => [node.outerHTML.slice(0, 120), Math.round(node.getBoundingClientRect().height)])
    .filter(([_html, height]) => height < 43.5)"""


class Looking:
    """Looks at each page once and keeps what is wrong with it."""

    def __init__(self, address: str) -> None:
        self.address, self.axe = address, Axe()
        self.wrong: list[Any] = []
        self.seen: set[str] = set()

    def at(self, page: Page, name: str) -> None:
        """Look at the page as it stands, and at the same address in English."""
        if name in self.seen:
            return
        self.seen.add(name)
        self._look(page, f"{name} th")
        here = page.url
        self._speak(page, "en")
        page.goto(here)
        self._look(page, f"{name} en")
        self._speak(page, "th")
        page.goto(here)

    def _look(self, page: Page, name: str) -> None:
        found = self.axe.run(page).response["violations"]
        self.wrong += [(name, v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found]
        if page.evaluate(STICKING_OUT):
            self.wrong.append((name, "wider than the screen", page.url))

    def _speak(self, page: Page, language: str) -> None:
        page.context.add_cookies([{"name": "lang", "value": language, "url": self.address}])
