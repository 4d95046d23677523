"""แผ่นของหน่วยสำหรับแสดง (a unit's own sheet as shown): what was signed on it, and what may be signed on it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saraban.core.i18n import _
from saraban.letters.on_sheet import STAMP, may_stamp, sheet_of
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.sheets import Sheet
from saraban.ui.letters.giving import Giving, giving_shown
from saraban.ui.letters.issued import MOST_PAGES
from saraban.ui.verify.words import level_words


@dataclass(frozen=True)
class OnSheetShown:
    """แผ่นของหน่วย: ``seen`` is the digest of the newest sheet, ``giving`` what is asked of who may sign on it."""

    href: str
    sha256: str
    marks: tuple[str, ...]
    seen: str
    giving: Giving | None
    may_stamp: bool
    chosen: bool
    images: tuple[tuple[str, Any], ...]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]

    @property
    def sheet(self) -> Sheet:
        """Its pages alone."""
        return Sheet("", "", (), (), (), (), draft=False, images=self.images)


def on_sheet_shown(request: Any, letter: Any, paper: Any, refused: Refused | None = None) -> OnSheetShown | None:
    """The unit's own sheet; None where there is none and nothing may be signed on the issued one."""
    if paper is None:
        return None
    base, grown = sheet_of(letter, paper), paper.sheet
    giving = giving_shown(request) if base is not None and request.actor.post else None
    if giving is not None and not giving.certificate:
        giving = None
    stamps = giving is not None and may_stamp(request.actor, letter, paper)
    if grown is None and giving is None:
        return None
    chosen = grown is not None and request.GET.get("sheet") == "own"
    count = min(request.registry.page_images.count(grown), MOST_PAGES) if chosen else 0
    return OnSheetShown(
        href=f"/p/{paper.key}/sheet.pdf" if grown is not None else "",
        sha256=grown.sha256 if grown is not None else "",
        marks=tuple(_mark(request, mark) for mark in paper.marks),
        seen=base.sha256 if base is not None else "",
        giving=giving,
        may_stamp=stamps,
        chosen=chosen,
        images=tuple(
            (f"/p/{paper.key}/sheet/{n}.png", _("${name}, page ${n}", mapping={"name": grown.name, "n": n}))
            for n in range(1, count + 1)
        ),
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
    )


def _mark(request: Any, mark: Any) -> str:
    """Who signed what on it, when, and what that is worth."""
    fmt, say = formats_for(request), request.localizer.translate
    what = say(_("Receive stamp")) if mark.what == STAMP else say(_("Note"))
    level = say(level_words(mark.level))
    return f"{what} · {mark.block.name} · {fmt.day(mark.at)} {fmt.clock(mark.at)} · {level}"
