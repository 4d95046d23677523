"""ลงทะเบียนรับหนังสือลับ (registering): a paper letter from outside, and one that waits from another secret registry.

Files go from the request into the vault and nowhere else, once the number is certain. After a refusal they are asked
for again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.agencies.service import find_unit
from saraban.core.i18n import _
from saraban.files.service import keep_apart
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.notes import add_note
from saraban.ui.layout.readers import lines, read_day
from saraban.ui.layout.uploads import FIELD
from saraban.ui.vault.gate import behind, code_at, nothing, once_secret, proved
from saraban.ui.vault.words import level_words
from saraban.vault import door

FORM, DELIVERY = "templates/register.pt", "templates/delivery.pt"
FIELDS = (
    "level", "number", "dated", "from_text", "to_text", "subject", "body", "enclosures", "sheets", "action", "remark",
)  # fmt: skip
LEVELS = ("confidential", "secret")


@dataclass(frozen=True)
class FormShown:
    """แบบลงทะเบียนรับหนังสือลับ with what was typed; ``files`` = they have to be chosen again."""

    code: str
    title: str
    units: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, Any], ...]
    typed: dict[str, str]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]
    code_at: str
    files: bool


@dataclass(frozen=True)
class DeliveryShown:
    """หนังสือลับที่รอลงทะเบียน: where it comes from and its level; what it says is behind its registering."""

    key: str
    level: Any
    unit: str
    number: str
    when: Any
    to: str
    typed: dict[str, str]
    wrong: dict[str, Any]
    problems: list[tuple[str, Any]]
    code_at: str


@view_config(route_name="secret-register-here", request_method="GET")
@behind
def here(request: Any) -> HTTPSeeOther:
    """The form of the first secret registry of this person."""
    unit = next(iter(door.registries(request.desk, request.actor)), "")
    if not unit:
        raise nothing()
    return HTTPSeeOther(location=f"/secret/register/{unit}")


@view_config(route_name="secret-register", request_method="GET", renderer=FORM)
@behind
def form(request: Any) -> dict[str, Any]:
    """An empty form, behind a fresh code, so that it is not asked for when all is typed."""
    unit = request.matchdict["unit"]
    door.require_registrar(request.desk, request.actor, unit)
    door.require_fresh(request.desk, request.actor.person, proved(request))
    return {"form": form_shown(request, unit, dict.fromkeys(FIELDS, ""))}


@view_config(route_name="secret-register", request_method="POST", renderer=FORM)
@behind
def register(request: Any) -> Any:
    """ลงทะเบียนรับ; or the form again. ``carry`` brings what was typed in the ordinary form, and saves nothing."""
    unit, typed = request.matchdict["unit"], {name: request.POST.get(name, "") for name in FIELDS}
    door.require_registrar(request.desk, request.actor, unit)
    if "carry" in request.POST:
        typed["level"] = request.POST.get("secrecy", "")
        return {"form": form_shown(request, unit, typed)}
    outcome = attempt(request, lambda: once_secret(request, lambda: _register(request, unit, typed)))
    if isinstance(outcome, Refused):
        return {"form": form_shown(request, unit, typed, outcome)}
    return HTTPSeeOther(location=outcome)


@view_config(route_name="secret-delivery", request_method="GET", renderer=DELIVERY)
@behind
def delivery(request: Any) -> dict[str, Any]:
    """A letter that waits at one's registry."""
    found = door.delivery_for(request.desk, request.actor, request.matchdict["id"])
    door.require_fresh(request.desk, request.actor.person, proved(request))
    return {"form": _delivery_shown(request, found)}


@view_config(route_name="secret-delivery", request_method="POST", renderer=DELIVERY)
@behind
def take_in(request: Any) -> Any:
    """ลงทะเบียนรับ under the unit's own numbers, then open it."""
    key, post = request.matchdict["id"], request.POST

    def go() -> str:
        action, remark = post.get("action", ""), post.get("remark", "")
        paper = door.register_delivery(
            request.desk, request.actor, key, action=action, remark=remark, proved_at=proved(request)
        )
        return _registered(request, paper)

    outcome = attempt(request, lambda: once_secret(request, go))
    if isinstance(outcome, Refused):
        found = door.delivery_for(request.desk, request.actor, key)
        return {"form": _delivery_shown(request, found, outcome)}
    return HTTPSeeOther(location=outcome)


def form_shown(request: Any, unit: str, typed: dict[str, str], refused: Refused | None = None) -> FormShown:
    """Put the form together."""
    root, thai = request.desk.root, formats_for(request).is_thai
    wrong = refused.wrong if refused else {}
    problems = refused.problems if refused else []
    return FormShown(
        code=unit,
        title=find_unit(root, unit).title,
        units=tuple((u, find_unit(root, u).title) for u in door.registries(request.desk, request.actor) if u != unit),
        levels=tuple((level, level_words(level, thai=thai)) for level in LEVELS),
        typed=typed,
        wrong={("level" if name == "secrecy" else name): words for name, words in wrong.items()},
        problems=[(place.replace("f-secrecy", "f-level"), words) for place, words in problems],
        code_at=code_at(request, refused),
        files=refused is not None and bool(_sent_files(request)),
    )


def _register(request: Any, unit: str, typed: dict[str, str]) -> str:
    incoming = door.SecretIncoming(
        level=typed["level"],
        subject=typed["subject"],
        number=typed["number"],
        dated=read_day(typed["dated"], "dated"),
        from_text=typed["from_text"],
        to_text=typed["to_text"],
        body=typed["body"],
        enclosures=lines(typed["enclosures"]),
        sheets=typed["sheets"],
        action=typed["action"],
        remark=typed["remark"],
    )
    paper = door.register_secret(
        request.desk, request.actor, unit=unit, form=incoming, proved_at=proved(request), bring=_bring(request)
    )
    return _registered(request, paper)


def _bring(request: Any) -> Callable[[], tuple[Any, ...]]:
    limit = request.registry.saraban.max_file_bytes
    parts = _sent_files(request)

    def bring() -> tuple[Any, ...]:
        for part in parts:
            part.file.seek(0)  # the request may be at work for the second time
        return tuple(keep_apart(request.desk, part.file, part.filename, max_bytes=limit) for part in parts)

    return bring


def _sent_files(request: Any) -> list[Any]:
    return [part for part in request.POST.getall(FIELD) if getattr(part, "filename", None)]


def _registered(request: Any, paper: Any) -> str:
    fmt = formats_for(request)
    numbers = {"n": fmt.digits(paper.n), "control": fmt.digits(paper.control)}
    add_note(request, _("Registered: secret receive number ${n}, control number ${control}.", mapping=numbers))
    return f"/secret/p/{paper.key}"


def _delivery_shown(request: Any, found: Any, refused: Refused | None = None) -> DeliveryShown:
    root, fmt = request.desk.root, formats_for(request)
    return DeliveryShown(
        key=found.key,
        level=level_words(door.letter_of(root, found).level, thai=fmt.is_thai),
        unit=find_unit(root, found.from_unit).title,
        number=fmt.digits(found.n),
        when=fmt.time(found.at, clock=True),
        to=find_unit(root, found.to_unit).title,
        typed={name: request.POST.get(name, "") for name in ("action", "remark")},
        wrong=refused.wrong if refused else {},
        problems=refused.problems if refused else [],
        code_at=code_at(request, refused, f"/secret/d/{found.key}"),
    )
