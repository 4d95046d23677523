"""ทุกหน้า (every page): what can be opened with GET stands in ``tests.common.places``, where a browser looks at it."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import unquote, urlsplit

import pytest
from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request

from tests.browser.page_names import NAMES
from tests.common.places import places
from tests.common.site import open_site

#: What is opened with GET and is no page of its own.
NO_PAGES = {
    "home": "leads on to the in-tray",
    "receive-here": "leads on to the receive page of the unit",
    "receive-read": "leads on to the receive page of the unit",
    "delivery": "leads on to the letter",
    "secret-register-here": "leads on to the form of the unit",
    "secret-file": "a file",
    "secret-clearances": "leads on to the list of the unit",
    "asset": "a file",
    "letter-page": "a picture",
    "letter-file": "a file",
    "letter-issued": "a file",
    "letter-office-copy": "a file",
    "letter-so-far": "a file",
    "letter-so-far-page": "a picture",
    "letter-offline": "a file",
    "letter-issued-page": "a picture",
    "letter-preview": "a file",
    "letter-preview-page": "a picture",
    "letter-rendition": "a file",
    "letter-slips": "a file",
    "paper-rendition": "a file",
    "paper-slip": "a file",
    "paper-scan": "a file",
    "paper-sheet": "a file",
    "paper-sheet-page": "a picture",
    "delivery-slip": "a file",
    "delivery-book-form": "a file",
    "delivery-book-slips": "a file",
    "delivery-book-export": "a file",
    "file-copies-export": "a file",
    "book-form": "a file",
    "book-export": "a file",
    "circular-readers-export": "a file",
    "directives-export": "a file",
    "outside-export": "a file",
    "letter-copy": "a file",
    "letter-copies-together": "a file",
    "receive-sheet": "a picture",
    "me-otp-picture": "a picture",
    "me-certificate-image": "a picture",
    "admin-certificate-image": "a picture",
    "admin-list-file": "a file",
    "feed-circulars": "a file",
    "feed-calendar": "a file",
    "admin-tables-export": "a file",
    "search-suggestions": "lines for the search box",
    "number": "leads on to the letter",
    "admin-clock": "only in a demonstration store, which this one is not; the browser looks at it by itself",
}
CHOICE = re.compile(r"\{(\w+):(\w[\w-]*(?:\|\w[\w-]*)+)\}")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = open_site(tmp_path_factory.mktemp("site"), letters=True)
    yield site
    site.close()


@pytest.fixture(scope="module")
def known(site):
    return places(site)


def choices(pattern):
    """Each way to fill in the parts of a pattern that name their words (``{verb:close|reopen}``)."""
    parts = CHOICE.findall(pattern)
    return [
        tuple(zip((name for name, _words in parts), words, strict=True))
        for words in product(*(w.split("|") for _n, w in parts))
    ]


def opened(registry):
    """(route, its words) for everything that answers to GET, the API and files under /assets apart."""
    views = [v["introspectable"] for v in registry.introspector.get_category("views")]
    for known in registry.introspector.get_category("routes"):
        route = known["introspectable"]
        if not route["pattern"].startswith("/api/"):
            mine = [v for v in views if v["route_name"] == route["name"] and "GET" in (v["request_methods"] or "GET")]
            for words in choices(route["pattern"]):
                if any(v["match_param"] is None or v["match_param"] in ["=".join(w) for w in words] for v in mine):
                    yield route["name"], words


def reached(registry, address):
    """The route of an address, with its words."""
    path = unquote(urlsplit(address).path)
    found = registry.getUtility(IRoutesMapper)(Request.blank(path))
    route = found["route"]
    if route is None:
        return None
    return route.name, tuple((name, found["match"][name]) for name, _words in CHOICE.findall(route.pattern))


def test_every_page_is_looked_at(site, known):
    registry = site.app.registry
    seen = {reached(registry, address) for _person, address in known.values()}
    missing = [(name, words) for name, words in opened(registry) if name not in NO_PAGES and (name, words) not in seen]
    assert sorted(missing) == []


def test_what_is_no_page_exists_and_is_not_looked_at(site, known):
    registry = site.app.registry
    seen = {found[0] for _person, address in known.values() if (found := reached(registry, address))}
    assert set(NO_PAGES) <= {name for name, _words in opened(registry)}
    assert set(NO_PAGES) & seen == set()


def test_the_browser_knows_them_all(known):
    assert sorted(NAMES) == sorted(known)
