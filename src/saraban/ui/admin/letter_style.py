"""หน้ารูปแบบการพิมพ์หนังสือ (the style of printed letters): sizes in a form, sample pages before it is kept, earlier ones."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid
from saraban.core.i18n import _
from saraban.files.pages import page_of_pdf
from saraban.kinds import service
from saraban.kinds.style import FLAGS, SIZES, whole_style
from saraban.letters.styling import PACE, change_style, samples, styled
from saraban.thai.digits import to_arabic
from saraban.ui.admin.kind_versions import done, gate, shared, since_of, version_shown
from saraban.ui.admin.style_words import FLAG_LABELS, LABELS, UNITS, place_shown
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.once import once_page

PAGE = "saraban.ui.admin:templates/letter-style.pt"
WIDTH = 720


@view_config(route_name="admin-letter-style", request_method="GET", renderer=PAGE)
def letter_style(request: Any) -> dict[str, Any]:
    """The style of the newest version, or of an earlier one that is to be brought back (``from``)."""
    gate(request)
    root, wanted = request.desk.root, request.GET.get("from", "")
    newest = service.versions(root)[0]
    found = service.version(root, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else newest
    return _page(request, _values(service.table_of(found)), newest.n)


@view_config(route_name="admin-letter-style", request_method="POST", renderer=PAGE)
def change(request: Any) -> Any:
    """ดูตัวอย่าง, or a new version with this style."""
    gate(request)
    typed, newest = dict(request.POST), service.versions(request.desk.root)[0]

    def look() -> dict[str, Any]:
        PACE.step(request.actor.person, request.desk.clock)
        data = styled(request.desk.root, _style(typed))
        return _page(request, typed, newest.n, preview=data, pictures=_pictures(request.desk.root, data))

    def go() -> str:
        PACE.step(request.actor.person, request.desk.clock)
        seen = typed.get("seen", "")
        made = change_style(
            request.desk, request.actor, style=_style(typed), since=since_of(request), why=typed.get("why", ""),
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        )  # fmt: skip
        return done(request, made)

    previews = typed.get("act") == "preview"
    outcome: Any = attempt(request, look if previews else lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        return _page(request, typed, newest.n, refused=outcome)
    return outcome if previews else HTTPSeeOther(location=outcome)


def _page(
    request: Any,
    typed: Any,
    seen: int,
    *,
    preview: dict[str, Any] | None = None,
    pictures: tuple[tuple[str, Any], ...] = (),
    refused: Refused | None = None,
) -> dict[str, Any]:
    root, fmt = request.desk.root, formats_for(request)
    kept, holding = service.versions(root), service.version_on(root, request.desk.today).n
    styles = [whole_style(service.table_of(v)) for v in kept]
    first = [v for v, style, older in zip(kept, styles, [*styles[1:], None], strict=True) if style != older]
    both = shared(request, typed, seen, kept[0], preview, refused)
    return {
        **both,
        "wrong": {name.removeprefix("style."): message for name, message in both["wrong"].items()},
        "problems": [(place.replace("f-style.", "f-"), words) for place, words in _problems(request, refused)],
        "sizes": [(n, LABELS[n], UNITS.get(n, ""), f"{low:g}", f"{high:g}") for n, (low, high, _s) in SIZES.items()],
        "flags": list(FLAG_LABELS.items()),
        "pictures": pictures,
        "versions": [version_shown(v, fmt, holding) for v in first],
    }


def _problems(request: Any, refused: Refused | None) -> list[tuple[str, str]]:
    """What is wrong, each behind the label of its place."""
    say = request.localizer.translate
    found = []
    for field, message in refused.problems if refused else []:
        label = place_shown(field.removeprefix("f-"))
        found.append((field, f"{say(label)}: {say(message)}" if label else say(message)))
    return found


def _values(data: dict[str, Any]) -> dict[str, str]:
    style = whole_style(data)
    return {
        **{name: f"{style[name]:g}" for name in SIZES},
        **{name: "1" if style[name] else "" for name in FLAGS},
        "footer_lines": "\n".join(style["footer_lines"]),
    }


def _style(typed: Any) -> dict[str, Any]:
    lines = [line.strip() for line in str(typed.get("footer_lines", "")).splitlines()]
    return {
        **{name: _number(str(typed.get(name, "")), name) for name in SIZES},
        **{name: bool(typed.get(name)) for name in FLAGS},
        "footer_lines": [line for line in lines if line],
    }


def _number(text: str, name: str) -> float:
    try:
        return float(to_arabic(text).strip())
    except ValueError:
        raise Invalid(_("Write a number, such as 2.5."), field=f"style.{name}") from None


def _pictures(root: Any, data: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    every = [(made.pdf, n) for made in samples(root, data) for n in range(1, made.pages + 1)]
    return tuple(
        (_picture(pdf, n), _("Page ${n} of the samples", mapping={"n": i})) for i, (pdf, n) in enumerate(every, 1)
    )


def _picture(pdf: bytes, n: int) -> str:
    return f"data:image/png;base64,{b64encode(page_of_pdf(pdf, n, WIDTH)).decode()}"
