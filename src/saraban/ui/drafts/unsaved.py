"""พิมพ์ค้างไว้ (typed and not saved): the script of the draft form has it kept; the form offers it when one comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config
from webob.multidict import MultiDict

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.core.pace import Pace
from saraban.core.permissions import Permission
from saraban.letters import records
from saraban.letters.unsaved import Unsaved, find_typed, forget_typed, keep_typed
from saraban.letters.workflow import LETTER_MOVES, check_move
from saraban.ui.drafts.forms import Typed, typed_in
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.once import FIELD, NEVER_KEPT

#: So often a minute what one person types is kept.
PACE = Pace(40)
#: Fields that belong to one showing of the form, or cannot be kept.
NOT_KEPT = NEVER_KEPT | {FIELD, "act", "confirm", "take_over", "files", "word", "arrived", "draft"}
NEW = "new"


@view_config(route_name="draft-unsaved", request_method="POST")
def keep(request: Any) -> Any:
    """เก็บข้อความที่พิมพ์ค้าง of a form as it stands; or throw it away (``act=forget``) and show the form again."""
    about, back = _about_form(request)
    directory, person = _where(request)
    if request.POST.get("act") == "forget":
        forget_typed(directory, person, about)
        return HTTPSeeOther(location=back)
    PACE.step(person, request.desk.clock)
    fields = tuple((n, v) for n, v in request.POST.items() if n not in NOT_KEPT and isinstance(v, str))
    kept = keep_typed(directory, person, about, fields, request.desk.now)
    request.response.content_type = "text/plain"
    request.response.charset = "utf-8"
    request.response.text = request.localizer.translate(
        _("What you typed is kept (${time}); the draft is not saved yet.", mapping={"time": _time(request, kept)})
    )
    return request.response


def about_new(paper: str) -> str:
    """The form of a new draft, or of one on the strength of a paper."""
    return f"{NEW} {paper}".strip()


def forget(request: Any, about: str) -> None:
    """It goes when the draft is saved for good, not before: a save that fails at its end loses nothing."""
    request.desk.tm.get().addAfterCommitHook(_forget_if_saved, args=(*_where(request), about))


def _forget_if_saved(saved: bool, directory: Path, person: str, about: str) -> None:  # noqa: FBT001 - as hooks are called
    if saved:
        forget_typed(directory, person, about)


@dataclass(frozen=True)
class Offer:
    """ที่พิมพ์ค้างไว้: when it was kept, whether the form shows it now, and the draft that it was typed over."""

    time: str
    shown: bool
    seen: str


def offered(request: Any, about: str, typed: Typed) -> tuple[Typed, Offer | None]:
    """What the form is to show: ``typed``, or what was typed and not saved where that is asked for."""
    kept = find_typed(*_where(request), about)
    if kept is None or _same(_typed(kept), typed):
        return typed, None
    shown = "unsaved" in request.GET
    offer = Offer(_time(request, kept), shown, dict(kept.fields).get("seen", ""))
    return (_typed(kept) if shown else typed), offer


def _about_form(request: Any) -> tuple[str, str]:
    """Which form it is, and where that stands; missing for who may not fill it in."""
    key, paper = request.POST.get("draft", ""), request.POST.get("paper", "")
    if key:
        letter = records.read_letter(request.desk.root, request.actor, key)
        request.actor.require(check_move(LETTER_MOVES, "change", letter.state).permission, letter)
        return letter.key, f"/l/{letter.key}/edit"
    request.actor.require(Permission.LETTER_DRAFT, find_unit(request.desk.root, request.POST.get("unit", "")))
    if paper:
        records.read_paper(request.desk.root, request.actor, paper)
    return about_new(paper), f"/drafts/new?paper={paper}" if paper else "/drafts/new"


def _where(request: Any) -> tuple[Path, str]:
    return request.registry.saraban.var / "unsaved", request.actor.person


def _typed(kept: Unsaved) -> Typed:
    return typed_in(MultiDict(kept.fields))


def _same(one: Typed, other: Typed) -> bool:
    """Do both say the same, whatever line ends and empty fields a browser sends?"""
    return _said(one) == _said(other) and set(one.addressees) == set(other.addressees)


def _said(typed: Typed) -> dict[str, str]:
    plain = {name: text.replace("\r\n", "\n").strip() for name, text in typed.values.items()}
    return {name: text for name, text in plain.items() if text and name not in {"unit", "template"}}


def _time(request: Any, kept: Unsaved) -> str:
    fmt = formats_for(request)
    return f"{fmt.day(kept.kept_at)} {fmt.clock(kept.kept_at)}"
