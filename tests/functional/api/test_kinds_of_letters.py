"""ชนิดหนังสือ over the API: the table is read by everybody, changed by administrators, and every kind is drafted."""

import pytest

OFFICER, ADMIN = "u-d54-edu-officer", "u-bma-admin"


@pytest.fixture
def table(api):
    return api.get("/kinds", by=OFFICER)["table"]


class TestTable:
    def test_read_by_everybody(self, api):
        found = api.get("/kinds", by=OFFICER)
        assert (found["version"], found["is_in_force"], found["differences"]) == (1, True, [])
        assert {k["key"] for k in found["table"]["kinds"]} >= {"memo", "external", "minutes"}
        assert api.get("/kinds?day=2030-01-01", by=OFFICER)["version"] == 1
        api.get("/kinds?version=9", by=OFFICER, status=404)

    def test_changed_by_administrators_of_the_office_alone(self, api, table):
        body = {"table": table, "since": "2030-01-01", "why": "x"}
        api.call("PUT", "/kinds", body, by="u-d54-admin", status=404)
        api.post("/kinds/1/restore", {"since": "2030-01-01", "why": "x"}, by=OFFICER, status=404)

    def test_a_version_its_differences_and_the_way_back(self, api, table):
        memo = next(k for k in table["kinds"] if k["key"] == "memo")
        memo["heading"] = "บันทึก"
        made = api.call("PUT", "/kinds", {"table": table, "since": "2030-01-01", "why": "ปรับ", "seen": 1}, by=ADMIN)
        assert (made["version"], made["is_in_force"]) == (2, False)
        assert made["differences"] == [{"place": "kinds.memo.heading", "old": "บันทึกข้อความ", "new": "บันทึก"}]
        api.call(
            "PUT", "/kinds", {"table": table, "since": "2030-01-01", "why": "ปรับ", "seen": 1}, by=ADMIN, status=409
        )
        back = api.post("/kinds/1/restore", {"since": "2030-01-01", "why": "กลับ"}, by=ADMIN)
        assert (back["version"], back["restores"]) == (3, 1)
        page = api.get("/kinds/versions?limit=2", by=OFFICER)
        assert [v["version"] for v in page["items"]] == [3, 2]
        assert [v["version"] for v in api.get(f"/kinds/versions?cursor={page['next']}", by=OFFICER)["items"]] == [1]
        assert api.get("/kinds/versions?fields=id", by=OFFICER)["items"][0] == {"id": "3"}

    def test_what_cannot_be_is_refused_with_its_place(self, api, table):
        table["kinds"][0]["layout"] = "poster"
        refused = api.call("PUT", "/kinds", {"table": table, "since": "2030-01-01", "why": "x"}, by=ADMIN, status=422)
        assert "kinds.external.layout" in str(refused.json)


class TestDrafts:
    def test_of_any_kind(self, api):
        body = {
            "kind": "minutes", "subject": "ประชุมฝ่าย", "body": "เรื่อง", "unit": "d54-edu",
            "filled": {"held_on": "2024-03-08", "opened_at": "09:00"},
        }  # fmt: skip
        made = api.post("/letters", body, by=OFFICER)
        assert (made["kind"], made["kinds_version"]) == ("minutes", 1)
        assert made["filled"] == {"held_on": "2024-03-08", "opened_at": "09:00"}
        assert "ครั้งที่" in made["missing"]
        again = api.call("PATCH", f"/letters/{made['id']}", {"filled": {"meeting": "1/2567"}}, by=OFFICER)
        assert again["filled"] == {"meeting": "1/2567"}
        refused = api.post(f"/letters/{made['id']}/propose", {"to_post": "d54-edu.head"}, by=OFFICER, status=422)
        assert "เมื่อ" in str(refused.json)

    def test_who_wrote_the_minutes_down_is_missing_unless_several_sign(self, api):
        body = {"kind": "minutes", "subject": "ก", "body": "ข", "unit": "d54-edu"}
        recorder = "ผู้จดรายงานการประชุม"
        made = api.post("/letters", body, by=OFFICER)
        assert recorder in made["missing"]
        again = api.call("PATCH", f"/letters/{made['id']}", {"cosigners": ["d54-edu.head"]}, by=OFFICER)
        assert (recorder in again["missing"], "ครั้งที่" in again["missing"]) == (False, True)
        typed = {"filled": {"recorder": "นางสมมติ"}}
        assert api.call("PATCH", f"/letters/{made['id']}", typed, by=OFFICER)["filled"] == typed["filled"]
        schemas = api.web.browser().get("/api/v1/openapi.json").json["components"]["schemas"]
        assert "`recorder`" in schemas["DraftBody"]["properties"]["filled"]["description"]

    def test_a_letter_with_class_and_copies(self, api):
        body = {
            "kind": "external", "subject": "ก", "to": ["ประธาน"], "body": "ข", "unit": "d54-edu",
            "addressee_class": "highest", "copies": ["unit:d54-civil", "กรม"],
        }  # fmt: skip
        made = api.post("/letters", body, by=OFFICER)
        assert (made["addressee_class"], made["copies"], made["missing"]) == ("highest", body["copies"], [])

    def test_an_unknown_kind_is_refused(self, api):
        refused = api.post("/letters", {"kind": "telegram", "subject": "ก", "unit": "d54-edu"}, by=OFFICER, status=422)
        assert "kind" in str(refused.json)
