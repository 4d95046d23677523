"""หน้าชนิดหนังสือ (the table of letter kinds for administrators): look, change with a preview, versions, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from saraban.core.errors import Invalid
from saraban.kinds import service
from saraban.kinds.checking import check_table
from saraban.kinds.shapes import LEVELS, PAPERS, SIGNINGS, book_from
from saraban.letters.samples import sample_of
from saraban.letters.sheets import sheet_under
from saraban.letters.styling import PACE
from saraban.registers.books import SERIES
from saraban.ui.admin.kind_forms import FIELD_HELP, changed_kind, changed_words, kind_values, words_values
from saraban.ui.admin.kind_versions import differences_shown, done, gate, shared, since_of, version_shown
from saraban.ui.admin.kind_words import LEVEL_WORDS, PAPER_WORDS, SIGNING_WORDS
from saraban.ui.layout.attempts import Refused, attempt
from saraban.ui.layout.frame import formats_for
from saraban.ui.layout.once import once_page
from saraban.ui.layout.sheets import formed

KIND, WORDS = "saraban.ui.admin:templates/kind.pt", "saraban.ui.admin:templates/kind-words.pt"


@view_config(route_name="admin-kinds", request_method="GET", renderer="saraban.ui.admin:templates/kinds.pt")
def kinds(request: Any) -> dict[str, Any]:
    """The kinds as the newest version has them, and all versions."""
    gate(request)
    root, fmt = request.desk.root, formats_for(request)
    found = service.versions(root)
    holding = service.version_on(root, request.desk.today).n
    return {
        "book": service.book_of_version(found[0]),
        "versions": [version_shown(v, fmt, holding) for v in found],
        "series": SERIES,
        "levels": LEVEL_WORDS,
        "thai": fmt.is_thai,
    }


@view_config(route_name="admin-kind", request_method="GET", renderer=KIND)
def kind(request: Any) -> dict[str, Any]:
    """The form of one kind or sub-kind."""
    gate(request)
    newest = service.versions(request.desk.root)[0]
    return _kind_page(request, kind_values(_data(newest), request.matchdict["key"]), newest.n)


@view_config(route_name="admin-kind", request_method="POST", renderer=KIND)
def change_kind(request: Any) -> Any:
    """ดูตัวอย่าง, or a new version with this kind changed."""
    return _change(request, changed_kind, _kind_page)


@view_config(route_name="admin-kind-words", request_method="GET", renderer=WORDS)
def words(request: Any) -> dict[str, Any]:
    """Salutations and closings by addressee, and procurement matters."""
    gate(request)
    newest = service.versions(request.desk.root)[0]
    return _words_page(request, words_values(_data(newest)), newest.n)


@view_config(route_name="admin-kind-words", request_method="POST", renderer=WORDS)
def change_words(request: Any) -> Any:
    """ดูข้อแตกต่าง, or a new version with these words."""
    return _change(request, lambda data, _key, typed: changed_words(data, typed), _words_page)


@view_config(
    route_name="admin-kind-version", request_method="GET", renderer="saraban.ui.admin:templates/kind-version.pt"
)
def version(request: Any, refused: Refused | None = None) -> dict[str, Any]:
    """What differs from the version before, and the form that brings this one back."""
    gate(request)
    root, fmt = request.desk.root, formats_for(request)
    found = service.version(root, int(request.matchdict["n"]))
    before = service.version(root, found.n - 1) if found.n > 1 else None
    return {
        "version": version_shown(found, fmt, service.version_on(root, request.desk.today).n),
        "rows": differences_shown(request, before, found) if before is not None else [],
        "newest": service.versions(root)[0].n,
        "typed": request.POST if refused else {},
        "wrong": refused.wrong if refused else {},
        "problems": refused.problems if refused else [],
    }


@view_config(
    route_name="admin-kind-version", request_method="POST", renderer="saraban.ui.admin:templates/kind-version.pt"
)
def restore(request: Any) -> Any:
    """นำรุ่นเดิมกลับมาใช้."""
    gate(request)

    def go() -> str:
        PACE.step(request.actor.person, request.desk.clock)
        made = service.restore_kinds(
            request.desk, request.actor, n=int(request.matchdict["n"]), since=since_of(request),
            why=request.POST.get("why", ""),
        )  # fmt: skip
        return done(request, made)

    outcome = attempt(request, lambda: once_page(request, go))
    return version(request, outcome) if isinstance(outcome, Refused) else HTTPSeeOther(location=outcome)


def _change(request: Any, changed: Callable[[Any, str, Any], Any], page: Callable[..., dict[str, Any]]) -> Any:
    gate(request)
    key, typed = request.matchdict.get("key", ""), dict(request.POST)
    base = service.versions(request.desk.root)[0]

    def look() -> dict[str, Any]:
        data = changed(service.table_of(base), key, typed)
        check_table(data)
        return page(request, typed, base.n, preview=data)

    def go() -> str:
        seen = request.POST.get("seen", "")
        made = service.change_kinds(
            request.desk, request.actor, data=changed(service.table_of(base), key, typed), since=since_of(request),
            why=request.POST.get("why", ""), seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        )  # fmt: skip
        return done(request, made)

    previews = request.POST.get("act") == "preview"
    outcome: Any = attempt(request, look if previews else lambda: once_page(request, go))
    if isinstance(outcome, Refused):
        tried = _tried(lambda: changed(service.table_of(base), key, typed))
        return page(request, typed, base.n, refused=outcome, tried=tried)
    return outcome if previews else HTTPSeeOther(location=outcome)


def _tried(make: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """The table as it was typed, so that what is refused of it can be named; None where a line cannot be read."""
    try:
        return make()
    except Invalid:
        return None


def _kind_page(
    request: Any,
    typed: Any,
    seen: int,
    *,
    preview: dict[str, Any] | None = None,
    refused: Refused | None = None,
    tried: dict[str, Any] | None = None,
) -> dict[str, Any]:
    root, fmt, key = request.desk.root, formats_for(request), request.matchdict["key"]
    newest = service.versions(root)[0]
    kind_values(_data(newest), key)  # an unknown kind is a missing page
    book = book_from(newest.n, preview or _data(newest))
    letter = sample_of(book, *key.partition(".")[::2])
    return {
        "key": key,
        "is_sub": "." in key,
        "sheet": formed(letter, sheet_under(root, letter, book), fmt),
        "series": [("", "–"), *((s, words) for s, words in SERIES.items() if s not in {"receive", "circular"})],
        "signings": [(s, SIGNING_WORDS[s]) for s in SIGNINGS],
        "levels": [(s, LEVEL_WORDS[s]) for s in LEVELS],
        "papers": [(p, PAPER_WORDS[p]) for p in PAPERS],
        "help": FIELD_HELP,
        **shared(request, typed, seen, newest, preview, refused, tried),
    }


def _words_page(
    request: Any,
    typed: Any,
    seen: int,
    *,
    preview: dict[str, Any] | None = None,
    refused: Refused | None = None,
    tried: dict[str, Any] | None = None,
) -> dict[str, Any]:
    newest = service.versions(request.desk.root)[0]
    return shared(request, typed, seen, newest, preview, refused, tried)


def _data(found: Any) -> dict[str, Any]:
    return service.table_of(found)
