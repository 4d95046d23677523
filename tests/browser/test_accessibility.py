"""ทุกคนใช้ได้ (accessibility): every page by axe in both languages; no other host, no refusal, no English in Thai."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import picture
from tests.browser.looking import STICKING_OUT
from tests.browser.page_names import NAMES
from tests.browser.screens import PHONE, WIDE
from tests.common.places import ADMIN

#: Latin words that Thai pages show as they are: names of formats, keys, programs and units of measure.
NAMES_AS_THEY_ARE = re.compile(
    "BMA|Single|Sign-On|OTP|SSO|CA|e-Signature|API|AM|PM|bangkok.go.th|Zoom|Cloud|Meetings|Time|Line|Google|Microsoft|"
    "Authenticator|SHA|PDF|PNG|JPEG|XLSX|CSV|csv|docx|Word|Office|KB|MB|Chrome|Chromium|Linux|Windows|Android|Safari|Firefox|"
    "Edge|English|Ctrl|Shift|Enter|Esc"
)
PICTURED = {
    "sign-in",
    "profile",
    "file-copies",
    "numbers-reserve",
    "folders",
    "forward",
    "close",
    "entry",
    "executive-tray",
    "administration-people",
    "administration-roles",
    "administration-acting",
    "why-answer",
    "auditor-registers",
    "letter-rights",
    "answers-letter",
    "owed-answer",
    "secret-list",
    "secret-letter",
    "secret-book-receive",
    "tables-wrong",
}
#: What the program says; what somebody typed into a form or a sheet is left out.
WORDS = """() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll('code, kbd, [lang=en], script, textarea, .sheet-text').forEach(node => node.remove());
    const said = [document.title, copy.textContent];
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        said.push(...[...copy.querySelectorAll(`[${name}]`)].map(node => node.getAttribute(name)));
    return said.join('\\n');
}"""


@pytest.fixture(scope="module")
def axe():
    return Axe()


def looked_at(desks, site, pages, name, language):
    """The page of this name in a language, and what was heard of the browser on the way."""
    person, address = pages[name]
    page = desks(person)
    page.context.add_cookies([{"name": "lang", "value": language, "url": site.address}])
    with Ears(page, site.address) as heard:
        page.goto(address)
    return page, heard


class Ears:
    """What the browser complains of, and what pages ask of other hosts, while it is listened to."""

    def __init__(self, page, address):
        self.page, self.address, self.complaints, self.others = page, address, [], []

    def __enter__(self):
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        return self

    def __exit__(self, *exc):
        self.page.remove_listener("console", self._console)
        self.page.remove_listener("request", self._request)

    def _console(self, message):
        if message.type in {"error", "warning"} and "with a status of" not in message.text:
            self.complaints.append(message.text)

    def _request(self, request):
        if not request.url.startswith((self.address, "data:")):
            self.others.append(request.url)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", NAMES)
class TestEveryPage:
    def test_it(self, desks, site, pages, axe, name, language):
        page, heard = looked_at(desks, site, pages, name, language)
        assert heard.complaints == []
        assert heard.others == []
        hold(page, axe, language)
        if language == "th" and name in PICTURED:
            picture(page, name)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_clock_of_a_demonstration_office(desks, site, axe, demonstration, language):
    page, heard = looked_at(desks, site, {"clock": (ADMIN, "/admin/clock")}, "clock", language)
    assert page.is_visible("#f-day")
    assert heard.complaints == []
    hold(page, axe, language)


def hold(page, axe, language):
    """It is in this language, axe finds nothing, and neither the desk's screen nor the phone's scrolls sideways."""
    assert page.get_attribute("html", "lang") == language
    found = axe.run(page).response["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []
    if language == "th":
        assert english_in(page.evaluate(WORDS)) == []
    assert not page.evaluate(STICKING_OUT)
    page.set_viewport_size(PHONE)
    try:
        assert not page.evaluate(STICKING_OUT)
    finally:
        page.set_viewport_size(WIDE)


@pytest.fixture
def demonstration(site):
    """The store is one for trying out, as long as the test runs."""
    for demo in (True, False):
        with site.office.desk() as desk:
            desk.root.info.demo = demo
            desk.tm.commit()
        if demo:
            yield


@pytest.mark.parametrize(
    "name", ["sign-in", "in-tray", "receive", "letter", "order", "book", "search-found", "circulars"]
)
def test_contrast_in_the_dark(desks, site, pages, axe, name):
    person, _address = pages[name]
    desks(person).emulate_media(color_scheme="dark", reduced_motion="reduce")
    page, _heard = looked_at(desks, site, pages, name, "th")
    options = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
    found = axe.run(page, options=options).response["violations"]
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    assert [n["html"][:200] for v in found for n in v["nodes"][:5]] == []


def english_in(text):
    """Latin words that are no names; what has a digit in it is a code, what has an @ an address."""
    words = re.findall(r"[A-Za-z0-9][A-Za-z0-9.'-]*[A-Za-z]", re.sub(r"[\w.]+@[\w.]+", "", text))
    return sorted({w for w in words if not NAMES_AS_THEY_ARE.fullmatch(w) and not re.search(r"\d|^u-", w)})


def test_all_pages_are_looked_at(pages):
    assert sorted(NAMES) == sorted(pages)
