"""ผู้เรียก API สำหรับการทดสอบ: a program with a token, every answer of which is compared with the served document."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, FormatChecker

from saraban.auth.service import issue_token
from saraban.core.errors import Conflict
from saraban.people.service import find_person
from tests.common.web import Web, open_web

PREFIX = "/api/v1"


@dataclass
class Reply:
    """An answer: its status, its body, its headers."""

    status: int
    json: Any
    headers: Any
    body: bytes

    def __getitem__(self, name: str) -> Any:
        return self.json[name]


@dataclass
class Api:
    """The API of the demonstration office. ``call`` refuses an answer that the document does not describe."""

    web: Web
    tokens: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def document(self) -> dict[str, Any]:
        return self.web.browser().get(f"{PREFIX}/openapi.json").json

    def token(self, person: str, *scopes: str) -> str:
        """A token of a person, made when it is first needed."""
        key = (person, *(scopes or ("read", "write")))
        if key not in self.tokens:
            with suppress(Conflict):
                self.web.open_account(person)
            with self.web.office.desk() as desk:
                self.tokens[key] = issue_token(desk, person, key[1:], 30)
                desk.tm.commit()
        return self.tokens[key]

    def signing(self, letter: str, by: str, **more: Any) -> dict[str, str]:
        """What a signer gives: the code of the phone, the name, what was seen of the letter (read as somebody else)."""
        reader = more.pop("reader", "") or by
        with self.web.office.desk() as desk:
            name = find_person(desk.root, by).name
        seen = self.get(f"/letters/{letter}", by=reader, **more)["seen"]
        return {"otp": self.code(by), "typed_name": name, "seen": seen}

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        by: str = "",
        post: str = "",
        key: str = "",
        token: str = "",
        files: Any = None,
        status: int | None = None,
        **headers: str,
    ) -> Reply:
        """Call as a person; ``status`` is what must come (default: success)."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if by or token:
            sent["Authorization"] = f"Bearer {token or self.token(by)}"
        if post:
            sent["Saraban-Post"] = self.post_of(by, post)
        if key:
            sent["Idempotency-Key"] = key
        options: dict[str, Any] = {"method": method, "headers": sent}
        browser = self.web.browser()
        if files is not None:
            fields = {"data": json.dumps(body or {})}
            parts = [("files", name, content) for name, content in files]
            kind, content = browser.encode_multipart(list(fields.items()), parts)
            options |= {"body": content, "content_type": kind}
        elif isinstance(body, bytes):
            options |= {"body": body, "content_type": sent.pop("Content-Type", "application/json")}
        elif body is not None:
            options |= {"body": json.dumps(body).encode(), "content_type": "application/json"}
        answer = browser.request(quote(PREFIX + path, safe="/?&=%:~+,"), expect_errors=True, **options)
        reply = self._reply(answer)
        assert reply.status == status if status is not None else reply.status < 300, (reply.status, reply.json)
        self.check(method, path, reply)
        return reply

    def get(self, path: str, **details: Any) -> Reply:
        return self.call("GET", path, **details)

    def post(self, path: str, body: Any = None, *, acting: str = "", **details: Any) -> Reply:
        return self.call("POST", path, body, post=acting, **details)

    def post_of(self, person: str, wanted: str) -> str:
        """A post's key; ``acting`` = the first one acted for."""
        if wanted != "acting":
            return wanted
        return next(p["key"] for p in self.get("/me", by=person)["posts"] if p["acting"])

    def code(self, person: str) -> str:
        """A fresh one-time password; the account is opened when it is first needed."""
        if person not in self.web.phones:
            self.token(person)
        self.web.later(seconds=30)
        return self.web.code(person)

    def check(self, method: str, path: str, reply: Reply) -> None:
        """Is this answer the one that the document describes?"""
        operation = self.operation(method, path)
        assert reply.headers["X-Request-Id"]
        if operation is None:
            schema: Any = {"$ref": "#/components/schemas/Problem"}
        else:
            described = operation["responses"][str(reply.status)]
            if "$ref" in described:
                described = self.document["components"]["responses"][described["$ref"].rpartition("/")[2]]
            content = described.get("content", {})
            if "*/*" in content:
                return
            if not content:
                assert reply.body == b""
                return
            kind = reply.headers["Content-Type"].partition(";")[0]
            schema = content[kind]["schema"]
        validator = Draft202012Validator(
            {**schema, "components": self.document["components"]}, format_checker=FormatChecker(["date", "date-time"])
        )
        validator.validate(reply.json)

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """The description of a call, or None where the address is none."""
        plain = path.partition("?")[0]
        for template, operations in sorted(self.document["paths"].items(), key=lambda item: item[0].count("{")):
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), plain) and method.lower() in operations:
                return operations[method.lower()]
        return None

    @staticmethod
    def _reply(answer: Any) -> Reply:
        kind = answer.headers.get("Content-Type", "")
        return Reply(
            answer.status_int, json.loads(answer.body) if "json" in kind else None, answer.headers, answer.body
        )


def open_api(directory: Path, **settings: Any) -> Api:
    """Build the office in ``directory`` and call its API."""
    return Api(open_web(directory, **settings))
