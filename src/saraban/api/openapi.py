"""คำอธิบาย API (the OpenAPI 3.1 document), made from the table of calls and the schemas, so that it cannot drift."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from saraban.api.contract import PREFIX, Operation, Parameter
from saraban.api.inputs import DATA, FILES
from saraban.api.schemas import SCHEMAS
from saraban.api.schemas.bodies import OWN_SERIES
from saraban.api.schemas.parts import code, text, whole, word
from saraban.api.table import by_path

TAGS = {
    "me": "ฉันและงานของฉัน: the caller and his in-tray",
    "units": "หน่วยงานและบทบาท: units and roles",
    "deliveries": "รับส่งระหว่างหน่วยงาน: deliveries",
    "registers": "ทะเบียนรับและส่ง: registers",
    "numbers": "เลขหนังสือ: numbers without a document",
    "receipts": "หนังสือของหน่วย: a unit's own papers",
    "executives": "สำนักงานผู้บริหาร: screening, the day list, who stands in",
    "kinds": "ชนิดหนังสือ: the table of letter kinds",
    "letters": "หนังสือ: letters and drafts",
    "answers": "รอคำตอบ: answers that letters ask for, and reminders",
    "search": "ค้นหา: full text",
    "circulars": "หนังสือเวียน: the circular board",
    "verify": "ตรวจสอบ: signed files, for everybody",
}
PATH_PARAMETERS = {
    "code": (code("A unit's code."), "The stable code of a unit, such as `d54-edu`."),
    "id": (text("An id.", 200, low=1), "An opaque id, as answers give it (for a grant: chosen by the caller)."),
    "note": (text("A note's id.", 13, low=1), "The id of an endorsement."),
    "series": (word("A series.", "receive", *OWN_SERIES), "ชุดเลข: the series of the number."),
    "year": (whole("A Buddhist year.", 1000, 9999), "ปี พ.ศ. of the book."),
    "group": (text("A group's key.", 60, low=1), "The key of a group of readers."),
    "key": (text("A category's key.", 60, low=1), "The key of a category of circulars, small Latin letters."),
    "n": (whole("A running number.", 0, 999_999_999), "The running number."),
    "person": (text("A sign-in name.", 80, low=1), "The sign-in name of a person."),
}
PROBLEMS = {
    400: "The request cannot be read: not JSON, not UTF-8, a member given twice.",
    401: "No bearer token, or one that is unknown, expired or revoked.",
    403: "The token's scope, or the post acted in, does not allow it.",
    404: "There is nothing at this address, or the caller may not see it: both answer the same.",
    409: "Not possible in the present state, or questions wait for confirmation.",
    413: "Larger than is taken.",
    415: "Neither JSON nor (where files are taken) a multipart form.",
    422: "A member or parameter cannot be accepted; or the idempotency key came before with another request.",
    429: "Too many wrong one-time passwords, files to check, or calls within a minute.",
    500: "Something went wrong; nothing was saved.",
    503: "Busy; nothing was saved and no number was used.",
}
WRITES_ONLY = frozenset({400, 409, 413, 415, 503})
ABOUT = (
    "ระบบสารบรรณอิเล็กทรอนิกส์. Bearer tokens only. Dates are ISO with Gregorian years, moments carry their offset, "
    "digits are Arabic; members ending in `_th` hold the printed Thai form. Errors are problem details (RFC 9457) in "
    "Thai and English. "
    "A letter's id and the id of a unit's receipt of it stand for each other in addresses. Lists page by cursor."
)


@cache
def document(version: str) -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "saraban",
            "version": version,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": PREFIX, "description": "This server."}],
        "security": [{"token": []}],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": {
            path: {o.method.lower(): _operation(o) for o in operations} for path, operations in by_path().items()
        },
        "components": {
            "schemas": SCHEMAS,
            "responses": {str(status): _problem(about) for status, about in PROBLEMS.items()},
            "parameters": {
                "post": _post("header", "Saraban-Post"),
                "post-query": _post("query", "post"),
                "key": _key(),
                "language": _language(),
            },
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of `saraban token` or the profile page; scopes `read` and `write`.",
                }
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    names = re.findall(r"\{(\w+)\}", operation.path)
    common = ["post", "post-query", "language", *(["key"] if operation.writes else [])]
    if operation.is_open:
        common = ["language"]
    said: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": f"{operation.thai} ({operation.english})",
        "description": " ".join(part for part in (operation.view.__doc__, operation.about) if part),
        "parameters": [
            *(_parameter(Parameter(n, *PATH_PARAMETERS[n], required=True), "path") for n in names),
            *(_parameter(p, "query") for p in operation.query),
            *({"$ref": f"#/components/parameters/{name}"} for name in common),
        ],
        "responses": {str(operation.status): _answer(operation), **_refusals(operation)},
        **({"security": []} if operation.is_open else {}),
    }
    if operation.writes:
        said["requestBody"] = _body(operation)
    return said


def _body(operation: Operation) -> dict[str, Any]:
    name = operation.body or "Nothing"
    schema = {"$ref": f"#/components/schemas/{name}"}
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if operation.uploads:
        content["multipart/form-data"] = _form(operation, name, schema)
    needed = bool(SCHEMAS[name].get("required")) or "minProperties" in SCHEMAS[name]
    return {"description": SCHEMAS[name]["description"], "required": needed, "content": content}


def _form(operation: Operation, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON in one part and files in others; a call of few members takes them as parts of their own too."""
    one = {"type": "string", "description": "One file.", "contentMediaType": "application/octet-stream"}
    about = "PDF, images, Office files, plain text; recognised by content."
    own = {member: SCHEMAS[name]["properties"][member] for member in operation.form}
    alone = bool(operation.form) or operation.is_open
    files = {"file": one} if alone else {FILES: {"type": "array", "description": about, "items": one}}
    return {
        "schema": {
            "type": "object",
            "description": "The JSON and the files.",
            "required": ["file"] if alone else [DATA],
            "additionalProperties": False,
            "properties": {**(own if alone else {DATA: schema}), **files},
        },
        **({} if alone else {"encoding": {DATA: {"contentType": "application/json"}}}),
    }


def _answer(operation: Operation) -> dict[str, Any]:
    if operation.raw:
        return {
            "description": "The bytes of the file, as an attachment.",
            "headers": {"Repr-Digest": {"description": "SHA-256 of the bytes.", "schema": text("A digest.")}},
            "content": {"*/*": {"schema": {"description": "Bytes."}}},
        }
    headers = {
        "Idempotent-Replayed": {
            "description": "`true`: the work was done by an earlier request with this key.",
            "schema": word("Replayed.", "true"),
        }
    }
    told: dict[str, Any] = {"description": operation.english, **({"headers": headers} if operation.writes else {})}
    if operation.answer:
        told["description"] = SCHEMAS[operation.answer]["description"]
        told["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{operation.answer}"}}}
    return told


def _refusals(operation: Operation) -> dict[str, Any]:
    kept = [status for status in PROBLEMS if operation.writes or status not in WRITES_ONLY]
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in kept}


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": place,
        "required": parameter.required,
        "description": parameter.about,
        "schema": parameter.schema,
    }


def _problem(about: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _post(place: str, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": False,
        "schema": {"type": "string", "description": "A post's key.", "pattern": ".*"},
        "description": "The post acted in (`key` of `GET /me`), in a header or the address; left out, the first one.",
    }


def _key() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": text("A key.", 200, low=1),
        "description": "The same call again with this key acts once and gets the first answer; kept 30 days.",
    }


def _language() -> dict[str, Any]:
    return {
        "name": "Accept-Language",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "description": "Languages.", "pattern": ".*"},
        "description": "`th` (default) or `en`, for `title` and `detail` of problems.",
    }
