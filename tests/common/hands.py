"""มือของผู้ใช้ (hands): what people of the stories do in a browser, by the page's own forms, buttons and keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, Page

from tests.common.site import Site


class Hands:
    """One person at a browser of their own."""

    def __init__(self, page: Page, site: Site, name: str) -> None:
        self.page, self.site, self.name = page, site, name

    def go(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(path)
        return self.page

    def text(self, selector: str = "main") -> str:
        """What is read there."""
        return self.page.inner_text(selector)

    def act_as(self, post: str) -> None:
        """Switch to another post by the menu on top; ``post`` is how its key begins."""
        self.page.click(".menu.post > summary")
        self.page.click(f'.menu.post button[value^="{post}"]')
        self.page.wait_for_load_state()

    def register_arrival(self, number: str, **fields: Any) -> str:
        """Open the delivery of this number from the in-tray, fill in, save by keyboard; gives the receive number."""
        self.go("/in-tray")
        row = self.page.locator(".arrivals .tray-row", has_text=number)
        row.locator(".tray-words a").click()
        self.page.wait_for_load_state()
        self.choose("/register")
        fill(self.page.locator("#register"), **fields)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector(".big-number")
        return self.text(".big-number")

    def choose(self, ending: str) -> None:
        """Choose from the menu of a letter what leads to an address that ends so."""
        self.page.click(".letter-menu > summary")
        self.page.click(f'.letter-menu a[href$="{ending}"]')
        self.page.wait_for_load_state()

    def endorse(self, paper: str, act: str, **fields: Any) -> None:
        """Write a note on a paper."""
        self.go(f"/p/{paper}?tab=endorse&act={act}")
        fill(self.page.locator("#note"), **fields)
        self.press("#note .btn-primary")

    def write(self, address: str, addressees: Sequence[str], *, files: Any = None, **fields: Any) -> str:
        """Write a memo; gives its key. A number that is not found here is confirmed."""
        self.go(address)
        fill(self.page.locator("#draft"), addressees=addressees, **fields)
        if files:
            self.page.set_input_files("#f-files", files)
        self.press("#draft .btn-primary")
        asked = self.page.locator("#draft .questions [name=confirm]").all()
        for box in asked:
            box.check()
        if asked:
            self.press("#draft .btn-primary")
        return self.key()

    def sign(self, letter: str, typed_name: str) -> str:
        """Type the name and the code of the phone; gives the number."""
        self.go(f"/l/{letter}/sign")
        self.page.fill("#f-typed_name", typed_name)
        self.page.fill("#f-otp", self.site.code(self.name))
        self.press("#sign .btn-primary")
        return self.text(".big-number")

    def send(self) -> None:
        """Press the button that sends what was just signed."""
        self.press("#send .btn-primary")

    def press(self, button: str) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.click(button)

    def key(self) -> str:
        """The key of the letter or paper that the page shows or speaks of."""
        found = re.search(r"/[lp]/(\w{13})", self.page.url)
        if found is None:
            found = re.search(
                r"/p/(\w{13})", self.page.locator('main a[href^="/p/"]').first.get_attribute("href") or ""
            )
        assert found, f"no letter on {self.page.url}"
        return found.group(1)

    def find(self, words: str) -> list[str]:
        """Search by the box on top, reached by its key; gives the addresses found."""
        self.page.keyboard.press("/")
        return self.find_by_button(words)

    def find_by_button(self, words: str) -> list[str]:
        """Search by the box on top; gives the addresses found, without the place in the result."""
        self.page.fill("#find", words)
        with self.page.expect_navigation():
            self.page.press("#find", "Enter")
        return [(hit.get_attribute("href") or "").partition("?")[0] for hit in self.page.locator(".hit a").all()]


def fill(form: Locator, **fields: Any) -> None:
    """Fill a form in by the names of its fields; lists tick boxes by their values, a folded part is opened."""
    for name, value in fields.items():
        box = form.locator(f'[name="{name}"]')
        folded = form.locator("details.fold:not([open])", has=form.page.locator(f'[name="{name}"]'))
        if folded.count():
            folded.locator("> summary").click()
        if isinstance(value, (list, tuple)):
            for one in value:
                form.locator(f'[name="{name}"][value="{one}"]').check()
        elif value is True:
            box.check()
        elif box.evaluate("field => field.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
