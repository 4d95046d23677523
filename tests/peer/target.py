"""How the measuring client speaks to saraban: its methods, each of which gives one HTTP request.

Given to the client as ``--adapter``. The environment's ``SARABAN_PEER`` names the file that ``store.py`` wrote: a token
and a session for everybody. Pages want the session and the API wants the token, so both go with every request.

The client puts all its new letters into one place, those with a secrecy level too. Here such letters have books of
their own, so that one place cannot hold them: they are sent as ordinary ones, to measure the registering of as many.
"""

from __future__ import annotations

import http.client
import json
import os
from pathlib import Path
from urllib.parse import quote, urlencode

API = "/api/v1"
JSON = {"Accept": "application/json"}
BOUNDARY = "saraban-peer-4c8f1e9a7d"
MOST, MOST_IDS = 100, 10_000
#: The client sends some of its letters again and again, under other ids: that is meant.
CONFIRMED = ["duplicate", "received-before-date", "earlier-year", "long-past"]
NOT_THERE = f"{API}/letters/00000000000000000000"


class Saraban:
    """The system under test."""

    name = "saraban"
    admin = ("admin", "")

    def __init__(self):
        told = json.loads(Path(os.environ["SARABAN_PEER"]).read_text(encoding="utf-8"))
        self.people, self.address = told["people"], told["address"]

    def login_request(self, user, _password):
        """Everybody has signed in already."""
        keys = self.people[user]
        return None, {"Authorization": f"Bearer {keys['token']}", "Cookie": f"{keys['cookie']}={keys['session']}"}

    def login_headers(self, _status, _headers, _body):
        """Never asked: see ``login_request``."""
        return {}

    def division_path(self, division):
        """A place is a unit."""
        return division["id"]

    def create(self, letter, pdf, id=None, folder=None):
        """Register a letter from outside, with its file."""
        data = {
            "subject": letter["subject"],
            "number": letter["number"],
            "date": letter["dated"],
            "from_unit": letter["sender"],
            "to": letter["recipients"],
            "body": letter["body"],
            "urgency": letter["urgency"],
            "source_id": id or letter["id"],
            "confirm": CONFIRMED,
            "reason": "ลงทะเบียนซ้ำเพื่อวัดสมรรถนะ",
        }
        body = _form(json.dumps(data, ensure_ascii=False).encode(), pdf)
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **JSON}
        return "POST", f"{API}/units/{folder or letter['division']}/received", kind, body

    def created_ok(self, status, _body):
        return status == 201

    def exists(self, folder, id):
        """A list of none is an answer too, so the letter is looked up first; what is not there has no address."""
        found = self._find(self.people["officer000"]["token"], folder, id)
        return "GET", f"{API}/letters/{found}" if found else NOT_THERE, JSON, None

    def search(self, text, sort=None, size=20):
        asked = {"q": text, "sort": sort or "relevance", "limit": min(size, MOST_IDS)}
        if size > MOST:
            asked["fields"] = "id"
        return "GET", f"{API}/search?{urlencode(asked)}", JSON, None

    def search_result(self, body):
        """Letters by the client's own ids; a unit's receipt of a letter counts as the letter."""
        found = json.loads(body)
        return found["total"], list(dict.fromkeys(hit["source_id"] for hit in found["items"] if hit["source_id"]))

    def pages(self, letter, division):
        unit, year = division["id"], int(letter["received"][:4]) + 543
        key = self._find(self.people["officer000"]["token"], unit, letter["id"])
        return {
            "letter_html": (f"/l/{key}", {}),
            "letter_json": (f"{API}/letters/{key}", JSON),
            "listing50_html": (f"/registers/{unit}/receive/{year}", {}),
            "listing50_json": (f"{API}/units/{unit}/received?year={year}&limit=50", JSON),
        }

    def move(self, src, dst):
        """A division below another agency."""
        return self._write("PATCH", f"/units/{src}", {"parent": dst})

    def set_acl(self, path, group, grant):
        """A division's members read everything below an agency, or do no longer."""
        post = group.removeprefix("g-") + ".member"
        where = f"/units/{path}/grants/peer-{post}"
        if not grant:
            return "DELETE", API + where, JSON, None
        return self._write("PUT", where, {"role": "member", "post": post, "inherit": True})

    def _write(self, method, path, body):
        return method, API + path, {"Content-Type": "application/json", **JSON}, json.dumps(body).encode()

    def _find(self, token, unit, source_id):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        try:
            connection.request(
                "GET",
                f"{API}/letters?source_id={quote(source_id)}&unit={quote(unit)}",
                headers={"Authorization": f"Bearer {token}", **JSON},
            )
            items = json.loads(connection.getresponse().read())["items"]
        finally:
            connection.close()
        return items[0]["id"] if items else None


def _form(data, pdf):
    edge = f"--{BOUNDARY}\r\n".encode()
    return b"".join(
        [
            edge,
            b'Content-Disposition: form-data; name="data"\r\nContent-Type: application/json\r\n\r\n',
            data,
            b"\r\n",
            edge,
            b'Content-Disposition: form-data; name="files"; filename="letter.pdf"\r\n',
            b"Content-Type: application/pdf\r\n\r\n",
            pdf,
            f"\r\n--{BOUNDARY}--\r\n".encode(),
        ]
    )


TARGETS = {Saraban.name: Saraban}
