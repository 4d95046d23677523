"""รับข้อมูลขาเข้า (reading what is sent): JSON or a multipart form with files, and parameters; checked before any work."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import IO, Any

from pyramid_retry import is_error_retryable

from saraban.api.checking import check, check_with
from saraban.api.contract import Operation, Parameter
from saraban.api.problems import BadRequest
from saraban.core.i18n import _

JSON_BYTES = 4 * 1024 * 1024
MOST_FILES = 50
DATA, FILES = "data", "files"
#: Members that are left out of the digest of a repeated request: a code is fresh each time.
SECRET_MEMBERS = frozenset({"otp", "pin", "signing_code"})
#: Read by the sign-in feature, for every call.
COMMON_PARAMETERS = frozenset({"post"})


@dataclass(frozen=True)
class Upload:
    """ไฟล์ที่ส่งมา: its stream, the name it came with, and the digest of its bytes."""

    stream: IO[bytes]
    name: str
    sha256: str


def read_query(operation: Operation, request: Any) -> dict[str, Any]:
    """The parameters of the query, typed and checked; raises ``BadInput`` for unknown ones too."""
    known = {parameter.name: parameter for parameter in operation.query}
    given: dict[str, Any] = {}
    for name, text in request.GET.items():
        if name in COMMON_PARAMETERS and name not in known:
            continue
        if name in given:
            raise BadRequest(
                _("“${name}” is given twice.", mapping={"name": name[:60]}), status=422, slug="given-twice", field=name
            )
        given[name] = _typed(known[name], text) if name in known else text
    check_with(_schema_of(operation), given)
    return given


def read_body(operation: Operation, request: Any) -> tuple[dict[str, Any], tuple[Upload, ...]]:
    """The body of a call and the files that came along; raises ``BadRequest`` or ``BadInput``."""
    kind = (request.content_type or "").lower()
    files: tuple[Upload, ...] = ()
    plain: dict[str, str] = {}
    if operation.uploads and kind == "multipart/form-data":
        text, files, plain = _read_form(request, operation.form)
    else:
        text = _read_plain(request, kind)
    body = _parse(text) if text.strip() else {}
    if not isinstance(body, dict):
        raise BadRequest(_("The body must be a JSON object."), status=422, slug="not-object")
    body |= plain
    check(operation.body or "Nothing", body)
    return body, files


def digest_parts(request: Any, body: dict[str, Any], files: tuple[Upload, ...]) -> list[Any]:
    """What makes a repeated request the same: address, post, body without secrets, files by digest."""
    told = {name: value for name, value in body.items() if name not in SECRET_MEMBERS}
    return [request.method, request.path_info, request.actor.post, told, [[f.name, f.sha256] for f in files]]


def _schema_of(operation: Operation) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {p.name: p.schema for p in operation.query},
        "required": [p.name for p in operation.query if p.required],
        "additionalProperties": False,
    }


def _typed(parameter: Parameter, text: str) -> Any:
    if (
        parameter.schema["type"] == "integer"
        and text.removeprefix("-").isdecimal()
        and text.isascii()
        and len(text) <= 12
    ):
        return int(text)
    return text


def _read_plain(request: Any, kind: str) -> str:
    if (request.content_length or 0) > JSON_BYTES:
        raise _too_large(JSON_BYTES)
    raw: bytes = request.body
    if raw and kind != "application/json":
        raise BadRequest(
            _("Send JSON (application/json), or multipart/form-data where files are taken. Nothing was done."),
            status=415,
            slug="media-type",
        )
    return _text(raw)


def _read_form(request: Any, form: tuple[str, ...] = ()) -> tuple[str, tuple[Upload, ...], dict[str, str]]:
    limit = request.registry.saraban.max_file_bytes
    if (request.content_length or 0) > 4 * limit + JSON_BYTES:
        raise _too_large(4 * limit + JSON_BYTES)
    try:
        parts = list(request.POST.items())
    except (ValueError, UnicodeError, OSError):
        raise BadRequest(_("The form cannot be read. Nothing was done.")) from None
    request.add_finished_callback(_close_form)
    data, files = "", []
    plain: dict[str, str] = {}
    for name, value in parts:
        stream = getattr(value, "file", None)
        if name == DATA and not data:
            data = _text(stream.read(JSON_BYTES + 1)) if stream is not None else value
        elif name in {FILES, "file"} and stream is not None:
            files.append(Upload(stream, getattr(value, "filename", "") or "", _digest(stream)))
        elif name in form and stream is None and name not in plain:
            plain[name] = value
        else:
            raise BadRequest(
                _(
                    "The form has a part “data” (JSON) and parts “files”; “${name}” is not known here.",
                    mapping={"name": str(name)[:60]},
                ),
                status=422,
                slug="unknown-member",
                field=str(name)[:60],
            )
    if len(files) > MOST_FILES:
        raise BadRequest(
            _("There are more than ${limit} here.", mapping={"limit": str(MOST_FILES)}),
            status=422,
            slug="too-many",
            field=FILES,
        )
    if len(data) > JSON_BYTES:
        raise _too_large(JSON_BYTES)
    return data, tuple(files), plain


def let_go(request: Any) -> None:
    """Close the copy of the body that was kept for another attempt, when there will be none."""
    error, body = getattr(request, "exception", None), request.body_file_raw
    if isinstance(body, io.BufferedRandom) and (error is None or not is_error_retryable(request, error)):
        body.close()


def _close_form(request: Any) -> None:
    """Close the files of a form; a request that is tried again reads its form again."""
    parsed = request.environ.pop("webob._parsed_post_vars", None)
    for value in parsed[0].values() if parsed else ():
        if hasattr(value, "file"):
            value.file.close()


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1 << 18):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequest(_("The body is not UTF-8. Nothing was done.")) from None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadRequest(_("The body is not JSON. Nothing was done."), slug="not-json") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadRequest(_("A member is given twice in the body. Nothing was done."), slug="given-twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(text)


def _too_large(limit: int) -> BadRequest:
    return BadRequest(
        _("What was sent is larger than ${limit} MB. Nothing was done.", mapping={"limit": limit >> 20}),
        status=413,
        slug="too-large",
    )
