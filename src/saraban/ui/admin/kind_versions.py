"""รุ่นของตารางชนิดหนังสือบนหน้าจอ (versions of the table on the screen): what its pages for administrators share."""

from __future__ import annotations

from typing import Any

from saraban.core.errors import Invalid, Missing
from saraban.core.i18n import _
from saraban.kinds import service
from saraban.people.whole import top_unit
from saraban.ui.admin.kind_refusals import problems_shown
from saraban.ui.admin.kind_words import KindWords
from saraban.ui.layout.attempts import Refused
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import read_day


def shared(
    request: Any,
    typed: Any,
    seen: int,
    newest: Any,
    preview: Any,
    refused: Refused | None,
    tried: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What the forms share: what was typed, what would change, what is wrong. ``tried`` is the table it is wrong in."""
    rows = []
    if preview is not None:
        made = service.KindVersion(0, service.written(preview), since=newest.since, at=None, by="", name="", why="")
        rows = differences_shown(request, newest, made)
    base = service.table_of(newest)
    problems, wrong = (
        problems_shown(
            request.localizer.translate, refused, (base, tried or base), key=request.matchdict.get("key", ""),
            thai=request.locale_name == "th",
        )
        if refused
        else ([], {})
    )  # fmt: skip
    return {
        "typed": typed,
        "seen": typed.get("seen") or seen,
        "rows": rows,
        "previewed": preview is not None,
        "wrong": wrong,
        "problems": problems,
    }


def differences_shown(request: Any, old: Any, new: Any) -> list[tuple[str, str, str]]:
    """What differs, in words: its place, what stood there, what stands there now."""
    tables = (service.table_of(old), service.table_of(new))
    words = KindWords(request.localizer.translate, tables, thai=request.locale_name == "th")
    return [
        (words.place(place), words.value(place, before), words.value(place, after))
        for place, before, after in service.differences(old, new)
    ]


def done(request: Any, made: Any) -> str:
    """Say that the version was made; where it is shown."""
    add_note(
        request, _("Version ${n} of the letter kinds was made.", mapping={"n": formats_for(request).digits(made.n)})
    )
    return f"/admin/kinds/versions/{made.n}"


def since_of(request: Any) -> Any:
    """The day of effect as typed."""
    day = read_day(request.POST.get("since", ""), "since")
    if day is None:
        raise Invalid(_("Write a date, for example 8 มี.ค. 67."), field="since")
    return day


def version_shown(found: Any, fmt: Any, holding: int) -> dict[str, Any]:
    """A version in the words of the page."""
    return {
        "n": found.n,
        "since": fmt.day(found.since) if found.at is not None else "",
        "at": fmt.time(found.at, clock=True) if found.at is not None else "",
        "name": found.name,
        "why": found.why,
        "restores": found.restores,
        "completes": found.completes,
        "holds": found.n == holding,
    }


def gate(request: Any) -> None:
    """For administrators of the office as a whole; a missing page for all others."""
    request.rail = "admin"
    if request.actor is None:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    top_unit(request.desk.root, request.actor)
