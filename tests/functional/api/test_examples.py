"""ตัวอย่างในคู่มือ: the examples of docs/manual/api.md are what the API answers (EXAMPLES=write puts them there)."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "api.md"
BLOCK = re.compile(r"<!-- example: (?P<name>[a-z-]+) -->\n```http\n.*?```\n", re.DOTALL)
ID = re.compile(r"\b[0-9a-hjkmnp-tv-z]{13}\b")


@pytest.fixture(scope="module")
def examples(api):
    """Walk the manual's calls once; gives each as text."""
    return Walk(api).all()


class Walk:
    """The calls of the manual, in order; ids are written as letters, since they are other ones each time."""

    def __init__(self, api):
        self.api = api
        self.ids = {}

    def all(self):
        registered = {
            "number": "ศธ 04001/7",
            "date": "2024-03-06",
            "from_unit": "กระทรวงตัวอย่าง",
            "subject": "ขอความร่วมมือ",
            "source_id": "a-17",
        }
        found = {
            "me": self.call("GET", "/me", by="u-sch-1-clerk"),
            "register": self.call("POST", "/units/d54/received", registered, key="4b1e0c52"),
        }
        receipt = self.last["receipt"]
        again = {name: value for name, value in registered.items() if name != "source_id"}
        found["duplicate"] = self.call("POST", "/units/d54/received", again)
        note = {"act": "order", "text": "ดำเนินการ", "assign_to": ["unit:d54-edu"], "due": "2024-03-12"}
        found["endorse"] = self.call("POST", f"/receipts/{receipt}/endorsements", note, by="u-d54-dir")
        found["forward"] = self.call("POST", f"/receipts/{receipt}/forward", {"to": ["unit:d54-edu"]})
        mistaken = {"subject": "ก", "date": "2567-03-06", "colour": "ฟ้า"}
        found["mistake"] = self.call("POST", "/units/d54/received", mistaken)
        paper = {"subject": "หนังสือกระดาษ"}
        found["number"] = self.call("POST", "/units/d54-edu/numbers", paper, by="u-d54-edu-clerk")
        return found

    def call(self, method, path, body=None, by="u-d54-clerk", key=""):
        reply = self.api.call(method, path, body, by=by, key=key, status=Whatever())
        self.last = reply.json
        lines = [f"{method} /api/v1{path}", "Authorization: Bearer srbn_…"]
        lines += [f"Idempotency-Key: {key}"] if key else []
        if body is not None:
            lines += ["Content-Type: application/json", "", written(body)]
        lines += [
            "",
            f"HTTP/1.1 {reply.status}",
            f"Content-Type: {reply.headers['Content-Type']}",
            "",
            written(reply.json),
        ]
        text = ID.sub(self.named, "\n".join(lines))
        text = re.sub(r'"expires": "[^"]+"', '"expires": "2024-04-07T08:45:00+07:00"', text)  # real time goes on
        return re.sub(r'"request_id": "[0-9a-f]+"', '"request_id": "6f1c09e2ab54"', text)

    def named(self, match):
        return self.ids.setdefault(match[0], f"{chr(ord('a') + len(self.ids))}0000000000000"[:13])


def written(value):
    return json.dumps(value, ensure_ascii=False, indent=2)


def test_the_manual_shows_what_is_answered(examples):
    def block(match):
        return f"<!-- example: {match['name']} -->\n```http\n{examples[match['name']]}\n```\n"

    text = MANUAL.read_text(encoding="utf-8")
    assert {m["name"] for m in BLOCK.finditer(text)} == set(examples)
    wanted = BLOCK.sub(block, text)
    if os.environ.get("EXAMPLES") == "write":
        MANUAL.write_text(wanted, encoding="utf-8")
    assert text == wanted or os.environ.get("EXAMPLES") == "write"


class Whatever:
    """Any status: the manual shows refusals too."""

    def __eq__(self, other):
        return True

    __hash__ = None
