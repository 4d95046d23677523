"""หนังสือที่ออกแล้วสำหรับแสดง (the issued letter as shown): the PDF, its pages, and what its signature is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.central.giving import keeps_copy
from saraban.core.i18n import _
from saraban.core.permissions import Permission
from saraban.ui.layout.formats import Formats
from saraban.ui.layout.sheets import Sheet
from saraban.ui.verify.words import level_words

MOST_PAGES = 40


@dataclass(frozen=True)
class IssuedShown:
    """หนังสือที่ออกแล้ว. ``chosen`` = its pages are shown in place of the text."""

    href: str
    name: str
    sha256: str
    level: Any
    checked: bool
    images: tuple[tuple[str, Any], ...]
    chosen: bool
    office_copy: str = ""

    @property
    def sheet(self) -> Sheet:
        """Its pages alone."""
        return Sheet("", "", (), (), (), (), draft=False, images=self.images)


def issued_shown(request: Any, letter: Any) -> IssuedShown | None:
    """The issued PDF of a letter that has one; its pages are counted only where they are shown."""
    stored = letter.issued
    if stored is None or letter.signature is None:
        return None
    keeps = request.actor.may(Permission.REGISTER_READ, letter) or keeps_copy(request.desk.root, request.actor, letter)
    chosen = request.GET.get("sheet") == "issued"
    count = min(request.registry.page_images.count(stored), MOST_PAGES) if chosen else 0
    return IssuedShown(
        f"/l/{letter.key}/issued.pdf",
        stored.name,
        stored.sha256,
        level_words(letter.level),
        letter.level != "section-9",
        tuple(
            (f"/l/{letter.key}/issued/{n}.png", _("${name}, page ${n}", mapping={"name": stored.name, "n": n}))
            for n in range(1, count + 1)
        ),
        chosen,
        f"/l/{letter.key}/office-copy.pdf" if keeps else "",
    )


def held_words(letter: Any, fmt: Formats, say: Any) -> str:
    """เลขที่ถือไว้: which number is held for a letter that is not signed yet, its date, and since when."""
    held = letter.held
    if held is None:
        return ""
    words = _(
        "The number ${number} dated ${day} is held for this letter since ${since}.",
        mapping={
            "number": fmt.digits(held.number),
            "day": fmt.day(held.dated),
            "since": f"{fmt.day(held.since)} {fmt.clock(held.since)}",
        },
    )
    return str(say(words))
