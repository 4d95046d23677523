"""รูปแบบการพิมพ์หนังสือ over the API: read by everybody, changed by administrators of the office."""

import pytest

from saraban.api.views import kinds
from saraban.core.pace import Pace

OFFICER, ADMIN = "u-d54-edu-officer", "u-bma-admin"
BODY = {"style": {"left": 3.5}, "since": "2030-01-01", "why": "ปรับ", "seen": 1}
BODY_OF_TABLE = {"since": "2030-01-01", "why": "ปรับ", "seen": 1}


def put(api, body, **how):
    return api.call("PUT", "/kinds/style", body, **how)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """No test pays for the changes of another."""
    monkeypatch.setattr(kinds, "PACE", Pace(30))


class TestPace:
    @pytest.mark.parametrize("path", ["/kinds", "/kinds/style"])
    def test_only_so_many_in_a_minute(self, api, monkeypatch, path):
        monkeypatch.setattr(kinds, "PACE", Pace(1))
        assert put(api, {**BODY, "seen": 99}, by=ADMIN, status=409)
        body = BODY if path == "/kinds/style" else {**BODY_OF_TABLE, "table": {}}
        refused = api.call("PUT", path, body, by=ADMIN, status=429)
        assert (refused["slug"], refused.headers["Retry-After"]) == ("too-fast", "60")
        put(api, BODY, by=OFFICER, status=404)

    def test_bringing_an_earlier_table_back_too(self, api, monkeypatch):
        monkeypatch.setattr(kinds, "PACE", Pace(1))
        body = {"since": "2030-01-01", "why": "กลับ", "seen": 99}
        api.post("/kinds/1/restore", body, by=ADMIN, status=409)
        refused = api.post("/kinds/1/restore", body, by=ADMIN, status=429)
        assert (refused["slug"], refused.headers["Retry-After"]) == ("too-fast", "60")


class TestStyle:
    def test_read_by_everybody(self, api):
        found = api.get("/kinds/style", by=OFFICER)
        assert (found["version"], found["is_in_force"], found["style"]["left"], found["style"]["qr_shown"]) == (
            1,
            True,
            3,
            True,
        )
        api.get("/kinds/style?version=9", by=OFFICER, status=404)

    @pytest.mark.parametrize("person", ["u-d54-admin", OFFICER])
    def test_changed_by_administrators_of_the_office_alone(self, api, person):
        put(api, BODY, by=person, status=404)

    @pytest.mark.parametrize(
        "style",
        [
            {"left": 2.5},
            {"seal": 3},
            {"left": "3"},
            {"garuda": 5},
            {"footer_lines": []},
            {"footer": 11},
            {"label": 18},
            {},
        ],
    )
    def test_what_cannot_be(self, api, style):
        put(api, {**BODY, "style": style}, by=ADMIN, status=422)
        assert api.get("/kinds/versions", by=OFFICER)["items"][0]["version"] == 1

    def test_through_the_whole_table_it_is_tried_as_well(self, api):
        table = api.get("/kinds", by=OFFICER)["table"]
        for style in ({"label": 18}, {"left": 1}, {"left": True}, {"poster": 1}, {"head_rule": 1}, []):
            body = {"table": {**table, "style": style}, "since": "2030-01-01", "why": "x"}
            api.call("PUT", "/kinds", body, by=ADMIN, status=422)

    def test_a_version_of_the_table(self, api):
        made = put(api, BODY, by=ADMIN)
        assert (made["version"], made["is_in_force"], made["style"]["left"], made["style"]["right"]) == (
            2,
            False,
            3.5,
            2,
        )
        put(api, {**BODY, "style": {"left": 4}}, by=ADMIN, status=409)
        assert api.get("/kinds/style", by=OFFICER)["style"]["left"] == 3
        assert api.get("/kinds/style?day=2030-01-01", by=OFFICER)["style"]["left"] == 3.5
        shown = api.get("/kinds?version=2", by=OFFICER)
        assert {"place": "style.left", "old": "3", "new": "3.5"} in shown["differences"]
