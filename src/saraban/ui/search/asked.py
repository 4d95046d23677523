"""สิ่งที่ถาม (what is asked): a search as it stands in an address, so that it can be kept, sent on and asked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.search.asking import KEPT, pairs_of, whole
from saraban.ui.layout.readers import read_day

Asked = dict[str, str]

#: What narrows a search; each can be taken off again by itself.
NARROWING = ("unit", "kind", "year", "series", "state", "from", "to")
LONGEST = 4_000


def read_asked(given: Mapping[str, str]) -> Asked:
    """Take what an address or a form says about a search; nothing else is taken."""
    return {**dict.fromkeys(KEPT, ""), **dict(pairs_of(given))}


def read_packed(text: str) -> Asked:
    """Read a search that another address carries in one of its parameters."""
    return read_asked(dict(parse_qsl(text[:LONGEST])))


def packed(asked: Mapping[str, str]) -> str:
    """The parameters of a search, those that say something."""
    return urlencode(pairs_of(asked))


def address(asked: Mapping[str, str], path: str = "/search", **more: Any) -> str:
    """Where the search stands, with some parameters in place of its own."""
    words = urlencode({name: value for name, value in {**asked, **more}.items() if value})
    return f"{path}?{words}" if words else path


def is_asked(asked: Asked) -> bool:
    """Is there anything to look for?"""
    return any(asked[name] for name in KEPT if name != "sort")


def problem_of(asked: Asked) -> Any:
    """What could not be read of it, and so is left out; None when all of it could."""
    for name in ("from", "to"):
        try:
            read_day(asked[name], name)
        except Invalid as error:
            return error.message
    if asked["year"] and whole(asked["year"]) is None:
        return _("Write a year as four digits, such as 2567.")
    return None
