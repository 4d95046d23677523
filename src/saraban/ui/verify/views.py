"""ตรวจสอบลายมือชื่อ (verify): anybody chooses a PDF and is told what its signatures are worth; nothing is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pyramid.response import Response
from pyramid.view import view_config

from saraban.agencies.service import agencies_of
from saraban.circulars.verifying import is_superseded, known_file, later_number
from saraban.core.callers import caller_of
from saraban.core.errors import Missing, SarabanError
from saraban.core.i18n import _
from saraban.files.service import open_file
from saraban.letters import records
from saraban.letters.on_sheet import own_sheets
from saraban.letters.signing_places import printed_signers
from saraban.letters.verifying import letter_of_code
from saraban.signatures.known import ISSUED, office_of
from saraban.signatures.list_archive import archive_of, lists_with
from saraban.signatures.offline import offline_file
from saraban.signatures.reports import FileReport, SignatureReport, State
from saraban.ui.layout.doors import OPEN
from saraban.ui.layout.frame import formats_for
from saraban.ui.verify import words

PAGE = "templates/verify.pt"


@view_config(route_name="verify", request_method=("GET", "HEAD"), renderer=PAGE, door=OPEN)
def page(_request: Any) -> dict[str, Any]:
    """The form."""
    return {"report": None, "error": None, "letter": None}


@view_config(route_name="verify-code", request_method=("GET", "HEAD"), renderer=PAGE, door=OPEN)
def by_code(request: Any) -> dict[str, Any]:
    """The form, with what the register says of the letter whose printed code brought somebody here."""
    try:
        letter = letter_of_code(request.desk.root, request.matchdict["code"])
    except Missing:
        request.response.status = 404
        return {"report": None, "error": _("There is no issued letter by this code."), "letter": None}
    request.response.headers["X-Robots-Tag"] = "noindex"
    fmt = formats_for(request)
    told = {
        "number": letter.number,
        "day": fmt.day(letter.dated, "full"),
        "office": _office(request.desk.root, letter),
        "signers": [
            {"lines": lines, "at": one.at, "level": words.level_words(one.level)}
            for one, lines in printed_signers(request.desk.root, letter)
        ],
        "void": letter.state == "void",
        "superseded": letter.state != "void" and is_superseded(request.desk.root, letter.id),
        "later": later_number(request.desk.root, request.actor, letter.id),
        "sha256": letter.issued.sha256,
    }
    return {"report": None, "error": None, "letter": told}


def _office(root: Any, letter: Any) -> str:
    unit = agencies_of(root).by_code.get(letter.from_unit)
    return office_of(unit) if unit is not None else letter.from_text


@view_config(route_name="letter-offline", request_method="GET")
def offline(request: Any) -> Response:
    """แฟ้มตรวจสอบนอกระบบ of a letter that bears an electronic signature, always as a download.

    The units' own sheets, where they grew, are in it for who may read those units' papers.
    """
    root, actor = request.desk.root, request.actor
    letter = records.read_letter(root, actor, request.matchdict["id"])
    if letter.issued is None or letter.signature is None or not letter.signature.certificate:
        raise Missing(_("There is nothing at this address, or you may not see it."))
    sheets = {name: _content(stored) for name, stored in own_sheets(root, actor, letter)}
    content, trust = _content(letter.issued), request.registry.public_check.checker.trust
    lists = lists_with([content, *sheets.values()], trust, archive_of(root))
    body = offline_file(content, trust, sheets, lists)
    answer = Response(body=body, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="verify-{letter.key}.zip"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _content(stored: Any) -> bytes:
    with open_file(stored) as stream:
        return bytes(stream.read())


@view_config(route_name="verify", request_method="POST", renderer=PAGE, door=OPEN, require_csrf=False)
def check(request: Any) -> dict[str, Any]:
    """What was found in the file that came."""
    part = request.POST.get("file")
    public = request.registry.public_check
    if not getattr(part, "filename", None):
        request.response.status = 422
        return {"report": None, "error": _("Choose a file."), "letter": None}
    content = part.file.read(public.checker.most_bytes + 1)
    try:
        report = public.check(content, caller_of(request), known_to(request), archive_of(request.desk.root))
    except SarabanError as error:
        request.response.status = error.status
        return {"report": None, "error": error.message, "letter": None}
    return {"report": _shown(report), "error": None, "letter": None}


def known_to(request: Any) -> Any:
    """What the office knows of its own letters; the store is opened when it is asked."""
    return lambda sha256: known_file(request.desk.root, sha256, request.actor)


def _shown(report: FileReport) -> dict[str, Any]:
    all_hold = all(one.holds for one in report.signatures)
    typed = report.known.typed if report.known and report.outcome == "unsigned" else ()
    outcome = words.OUTCOMES["uncovered" if report.uncovered and all_hold else report.outcome]
    return {
        "outcome": words.TYPED if typed else outcome,
        "kind": _kind(report, typed),
        "typed": typed,
        "typed_level": words.SECTIONS["9"],
        "sha256": report.sha256,
        "uncovered": report.uncovered,
        "known": report.known,
        "register": words.REGISTER.get(report.known.state, report.known.state) if report.known else "",
        "dated": date.fromisoformat(report.known.dated) if report.known and report.known.dated else None,
        "signatures": [_signature(one) for one in report.signatures],
        "stamps": [{"name": one.name, "at": _moment(one.at), "holds": one.holds} for one in report.stamps],
    }


def _kind(report: FileReport, typed: tuple[Any, ...]) -> str:
    if typed:
        return "done" if report.known and report.known.state == ISSUED else "warning"
    return {"valid": "done", "problem": "danger"}.get(report.outcome, "warning")


def _signature(one: SignatureReport) -> dict[str, Any]:
    return {
        "name": one.name or one.field,
        "organization": one.organization,
        "post": one.post,
        "holds": one.holds,
        "state": words.STATES[one.state],
        "section": words.SECTIONS[one.section],
        "level": one.level,
        "at": _moment(one.at),
        "clock": words.CLOCKS[one.clock],
        "stamper": one.stamper,
        "changes": words.ALTERED if one.state is State.ALTERED else words.CHANGES[one.changes],
        "then": words.STANDING[one.then],
        "now": words.STANDING[one.now],
        "revoked_at": _moment(one.revoked_at),
        "issuer": one.issuer,
        "kept_at": _moment(one.kept_at),
    }


def _moment(told: str) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
