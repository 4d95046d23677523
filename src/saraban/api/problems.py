"""ข้อผิดพลาดของ API (problems): every refusal below /api as problem details (RFC 9457) in Thai and English.

A thing that is hidden answers exactly as a thing that is not there: nothing of the request is repeated.
"""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from http import HTTPStatus
from typing import Any

from pyramid.httpexceptions import HTTPException, HTTPForbidden, HTTPNotFound
from pyramid.i18n import Localizer, make_localizer
from pyramid.interfaces import ITranslationDirectories
from pyramid.response import Response
from ZODB.POSException import ConflictError, StorageError

from saraban.api.checking import BadInput
from saraban.core.errors import Missing, NeedsConfirmation, NotAllowed, SarabanError
from saraban.core.i18n import _
from saraban.core.store import AWAY, InDoubt

log = logging.getLogger("saraban.errors")

API = "/api/"
URN = "urn:saraban:problem:"
LANGUAGES = ("th", "en")
#: What services call a field -> what the API calls the member.
MEMBERS = {
    "dated": "date",
    "from_text": "from_unit",
    "from_": "from_unit",
    "from": "from_unit",
    "to_text": "to",
    "template_name": "name",
    "approver": "approver_person",
    "post": "Saraban-Post",
}
CONTEXTS = (Exception, SarabanError, HTTPException, HTTPNotFound, HTTPForbidden)
_TITLES = {
    400: _("The request cannot be read"),
    401: _("Who are you?"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible at this address"),
    409: _("Not possible now"),
    413: _("Too large"),
    415: _("Not a form that is taken"),
    422: _("Please check what you sent"),
    429: _("Too many tries"),
    500: _("Something went wrong here"),
    503: _("Busy at the moment"),
}
_HTTP = {
    400: ("bad-request", _("The request cannot be read. Nothing was done.")),
    403: ("not-allowed", _("You may not do this.")),
    405: (
        "method-not-allowed",
        _("This address does not take this method. The description of the API says which it takes."),
    ),
    413: ("too-large", _("What was sent is too large. Nothing was done.")),
    415: (
        "media-type",
        _("Send JSON (application/json), or multipart/form-data where files are taken. Nothing was done."),
    ),
}


class OnlyApi:
    """View predicate ``only_api``: everything below /api."""

    def __init__(self, value: Any, _config: Any) -> None:
        self.value = value

    def text(self) -> str:
        return f"only_api = {self.value}"

    phash = text

    def __call__(self, _context: Any, request: Any) -> bool:
        return (request.environ["PATH_INFO"] + "/").startswith(API) is self.value


class BadRequest(SarabanError):
    """คำขออ่านไม่ได้: not JSON, not UTF-8, or not the kind of body that is taken."""

    status = 400
    slug = "bad-request"

    def __init__(self, message: Any, *, status: int = 400, slug: str = "bad-request", field: str | None = None) -> None:
        super().__init__(message, field=field, slug=slug)
        self.status = status


def includeme(config: Any) -> None:
    config.add_view_predicate("only_api", OnlyApi)
    for context in CONTEXTS:
        config.add_exception_view(problem, context=context, only_api=True)


def problem(error: Any, request: Any) -> Response:
    """The answer to an error: its problem details."""
    refusal = _refusal(error, request)
    said = both(request.registry, refusal.message)
    title = both(request.registry, _TITLES.get(refusal.status, refusal.status and HTTPStatus(refusal.status).phrase))
    language = request.accept_language.lookup(LANGUAGES, default="th")
    body: dict[str, Any] = {
        "type": URN + refusal.slug,
        "title": title[language],
        "status": refusal.status,
        "detail": said[language],
        "detail_th": said["th"],
        "detail_en": said["en"],
        "slug": refusal.slug,
        "request_id": request_id(request),
    }
    if refusal.field:
        body["field"] = _member(refusal.field)
    if isinstance(refusal, NeedsConfirmation):
        body["questions"] = [_question(request.registry, question) for question in refusal.questions]
    if isinstance(refusal, BadInput) and len(refusal.faults) > 1:
        body["errors"] = [_fault(request.registry, fault) for fault in refusal.faults]
    response = Response(status=refusal.status, body=json.dumps(body, ensure_ascii=False).encode())
    response.headers["Content-Type"] = "application/problem+json"
    response.headers["Content-Language"] = language
    response.headers.update(_headers(error, refusal))
    return response


def both(registry: Any, message: Any) -> dict[str, str]:
    """A message in Thai and in English."""
    return {language: _localizer(registry, language).translate(message) for language in LANGUAGES}


def request_id(request: Any) -> str:
    """The id of this request: it also stands in the log."""
    found: str = request.environ.setdefault("saraban.request_id", secrets.token_hex(6))
    return found


def _refusal(error: Any, request: Any) -> SarabanError:
    if isinstance(error, SarabanError):
        return error
    if isinstance(error, HTTPException):
        return _http_refusal(error)
    if isinstance(error, UnicodeDecodeError):
        return BadRequest(_("The address cannot be read: it is not UTF-8."))
    if isinstance(error, ConflictError | StorageError):
        return _store_refusal(error)
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    where = [f"{f.filename.rpartition('/src/')[2]}:{f.lineno}:{f.name}" for f in frames]
    log.error(json.dumps({"id": request_id(request), "error": type(error).__name__, "where": where}))
    log.debug("the same with its message", exc_info=error)
    return BadRequest(
        _(
            "Nothing was saved and no number was used. Please try again; if it happens again, tell your "
            "administrator the id of this request."
        ),
        status=500,
        slug="internal-error",
    )


def _store_refusal(error: ConflictError | StorageError) -> SarabanError:
    if isinstance(error, InDoubt):
        message = _(
            "The store did not answer, so it is not certain whether this was saved. Please send the same again in a "
            "moment: with the same Idempotency-Key it acts once."
        )
        return BadRequest(message, status=503, slug="in-doubt")
    if isinstance(error, StorageError):
        return BadRequest(AWAY, status=503, slug="store-away")
    return BadRequest(
        _("Others were writing to the same place. Nothing was saved and no number was used; please try again."),
        status=503,
        slug="busy",
    )


def _http_refusal(error: HTTPException) -> SarabanError:
    if error.status_int == HTTPStatus.NOT_FOUND:
        return Missing(_("There is nothing at this address, or you may not see it."))
    if error.status_int == HTTPStatus.FORBIDDEN:
        return NotAllowed(_HTTP[403][1])
    slug, message = _HTTP.get(error.status_int, _HTTP[400])
    return BadRequest(message, status=error.status_int, slug=slug)


def _headers(error: Any, refusal: SarabanError) -> dict[str, str]:
    headers = {}
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="saraban"'
    if refusal.slug == "token-scope":
        headers["WWW-Authenticate"] = 'Bearer realm="saraban", error="insufficient_scope"'
    if refusal.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = error.headers.get("Allow", "")
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(getattr(refusal, "seconds", 60))
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "1"
    return headers


def _question(registry: Any, question: dict[str, Any]) -> dict[str, Any]:
    said = both(registry, question["message"])
    kept = {name: value for name, value in question.items() if name in {"slug", "needs_reason", "letters"}}
    return {"field": _member(question["field"]), "message_th": said["th"], "message_en": said["en"], **kept}


def _fault(registry: Any, fault: Any) -> dict[str, str]:
    said = both(registry, fault.message)
    return {"field": _member(fault.field), "slug": fault.slug, "detail_th": said["th"], "detail_en": said["en"]}


def _member(field: str) -> str:
    return MEMBERS.get(field, field)


def _localizer(registry: Any, language: str) -> Localizer:
    kept: dict[str, Localizer] = registry.__dict__.setdefault("api_localizers", {})
    if language not in kept:
        kept[language] = make_localizer(language, registry.queryUtility(ITranslationDirectories, default=[]))
    return kept[language]
