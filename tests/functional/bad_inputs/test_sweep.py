"""คำขอที่ไม่น่าไว้ใจ: whatever is sent to whatever call of the API, it answers below 500, and a refusal writes nothing."""

from __future__ import annotations

import pytest

from saraban.api.schemas import SCHEMAS
from saraban.api.table import OPERATIONS
from tests.functional.bad_inputs.doors import ANY, CLERK

VALUES = [
    None,
    True,
    0,
    -1,
    1 << 70,
    1.5,
    "",
    " ",
    "\x00",
    "\udfff",
    "ก" * 5000,
    "../../etc/passwd",
    "' OR 1=1 --",
    "<script>",
    "๒๕๖๗",
    "2567-03-08",
    [],
    [[]],
    {},
    {"$ref": "#"},
    ["unit:"],
    ["unit:d54"] * 2000,
]
IDS = ["4f2k9m0x7c1qz", "0000000000000", "zzzzzzzzzzzzz", "x", "%00", "..%2F..", "ก"]
QUERIES = [
    "limit=-1",
    "limit=1e9",
    "cursor=====",
    "cursor=bnVsbA",
    "cursor=WzFd",
    "q=%00",
    "q=" + "ก" * 600,
    "fields=",
    "q=*",
    "q=AND",
    "q=%22",
    "year=0",
    "from=2024-13-01",
    "unit=%2A",
    "tray=post:",
    "tray=unit:%00",
    "series=x",
    "number=%00",
    "source_id=",
]
WRITES = [o for o in OPERATIONS if o.writes]
READS = [o for o in OPERATIONS if not o.writes]


@pytest.fixture(scope="module")
def api(world):
    return world.api


@pytest.fixture(scope="module")
def real(api):
    """Things that are there, so that what is wrong is what was sent."""
    done = api.post("/units/d54/received", {"subject": "ของจริง"}, by=CLERK, status=201)
    sent = api.post(f"/receipts/{done['receipt']}/forward", {"to": ["unit:d54-edu"]}, by=CLERK)
    return {
        "letters": done["letter"],
        "receipts": done["receipt"],
        "deliveries": sent["deliveries"][0]["id"],
        "circulars": done["letter"],
        "units": "nasty",
    }


@pytest.mark.parametrize("operation", WRITES, ids=lambda o: f"{o.method} {o.path}")
def test_bodies(api, real, operation):
    path = filled(operation.path, real.get(operation.path.split("/")[1], ""))
    members = SCHEMAS[operation.body]["properties"]
    bodies = [{"nothing": 1}, [], "x", 7, *({name: value} for name in members for value in VALUES)]
    for body in bodies:
        before = written(api)
        answer = api.call(operation.method, path, body, by=CLERK, status=ANY)
        assert 400 <= answer.status < 500 or harmless(body), (body, answer.json)
        assert answer.status < 400 or written(api) == before, body


@pytest.mark.parametrize("operation", READS, ids=lambda o: f"{o.method} {o.path}")
def test_queries(api, real, operation):
    path = filled(operation.path, real.get(operation.path.split("/")[1], ""))
    before = written(api)
    for query in QUERIES:
        answer = send(api, "GET", f"{path}?{query}")
        assert answer.status_int < 500, (query, answer.text)
    assert written(api) == before


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if "{" in o.path], ids=lambda o: f"{o.method} {o.path}")
def test_addresses(api, operation):
    before = written(api)
    for key in IDS:
        answer = send(api, operation.method, filled(operation.path, key))
        assert 400 <= answer.status_int < 500, (key, answer.text)
    assert written(api) == before


def filled(path, key):
    path = (
        path.replace("{code}", "d54" if key == "nasty" else key).replace("{series}", "send").replace("{year}", "2567")
    )
    return path.replace("{n}", "1").replace("{id}", key)


def send(api, method, path):
    headers = {"Authorization": f"Bearer {api.token(CLERK)}"}
    return api.web.browser().request(
        f"/api/v1{path.replace('ก', '%E0%B8%81')}", method=method, headers=headers, expect_errors=True
    )


def harmless(body):
    """A body of known members may be good after all: a subject, a note, a category."""
    return isinstance(body, dict) and "nothing" not in body


def written(api):
    """The transaction that wrote last."""
    return api.web.office.database.lastTransaction()
