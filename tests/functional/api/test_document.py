"""คำอธิบาย API: the served document is valid, describes everything, and everything it describes is there."""

from __future__ import annotations

import pytest
from openapi_spec_validator import validate

from saraban.api.table import OPERATIONS

DESIGN = """
GET /me; GET /units; GET /units/{code}; PATCH /units/{code}; PUT /units/{code}/grants/{id};
DELETE /units/{code}/grants/{id}; GET /units/{code}/incoming; POST /deliveries/{id}/register;
POST /deliveries/{id}/return; POST /units/{code}/received; GET /units/{code}/received; GET /units/{code}/sent;
POST /receipts/{id}/endorsements; POST /receipts/{id}/forward; POST /receipts/{id}/return;
POST /receipts/{id}/close; POST /receipts/{id}/reopen; POST /receipts/{id}/file; GET /inbox; POST /letters;
PATCH /letters/{id}; POST /letters/{id}/propose; POST /letters/{id}/return; POST /letters/{id}/sign;
POST /letters/{id}/send; POST /letters/{id}/recall; POST /letters/{id}/void; POST /units/{code}/numbers;
GET /letters/{id}; GET /letters; GET /letters/{id}/file; GET /search; GET /circulars;
POST /circulars/{id}/acknowledge; POST /intake; POST /verify
"""


@pytest.fixture(scope="module")
def document(api):
    return api.document


def test_it_is_a_valid_openapi_document(document):
    validate(document)
    assert document["openapi"] == "3.1.0"


def test_it_holds_every_call_of_the_design(document):
    wanted = {tuple(call.split()) for call in DESIGN.replace("\n", "").split(";") if call.strip()}
    there = {(method.upper(), path) for path, calls in document["paths"].items() for method in calls}
    assert wanted <= there


def test_operation_ids_are_unique():
    names = [operation.name for operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_everything_is_described(document):
    missing = []
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            where = f"{method} {path}"
            assert call["summary"], where
            assert call["description"], where
            missing += [f"{where} {p['name']}" for p in call["parameters"] if "$ref" not in p and not p["description"]]
            missing += [
                f"{where} {s}" for s, r in call["responses"].items() if "$ref" not in r and not r["description"]
            ]
            if method != "get":
                assert call["requestBody"]["description"], where
    for name, schema in document["components"]["schemas"].items():
        missing += [f"{name}{path}" for path, part in parts(schema) if "$ref" not in part and "description" not in part]
    assert not missing


def test_objects_take_no_unknown_members(document):
    loose = [
        name
        for name, schema in document["components"]["schemas"].items()
        if schema.get("additionalProperties") is not False
    ]
    assert not loose


def test_texts_that_are_sent_have_a_limit(document):
    bodies = {
        content["schema"]["$ref"].rpartition("/")[2]
        for calls in document["paths"].values()
        for call in calls.values()
        for kind, content in call.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json"
    }
    schemas = document["components"]["schemas"]
    open_ended = [
        f"{name}{path}"
        for name in bodies
        for path, part in parts(schemas[name])
        if (part.get("type") == "string" and not {"maxLength", "enum", "format", "pattern"} & set(part))
        or (part.get("type") == "array" and "maxItems" not in part)
    ]
    assert not open_ended


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if not o.is_open], ids=lambda o: f"{o.method} {o.path}")
def test_every_call_asks_for_a_token(api, operation):
    path = (
        operation.path.replace("{code}", "d54")
        .replace("{series}", "send")
        .replace("{year}", "2567")
        .replace("{n}", "1")
    )
    refused = api.call(operation.method, path.replace("{id}", "4f2k9m0x7c1qz"), status=401)
    assert refused["slug"] == "token-refused"
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_it_is_open_to_all_and_names_the_server(api):
    answer = api.web.browser().get("/api/v1/openapi.json")
    assert answer.content_type == "application/json"
    assert answer.json["servers"][0]["url"] == "/api/v1"


def parts(schema, path=""):
    yield path, schema
    for name, part in schema.get("properties", {}).items():
        yield from parts(part, f"{path}.{name}")
    if isinstance(schema.get("items"), dict) and "anyOf" not in schema["items"]:
        yield from parts(schema["items"], f"{path}[]")
