"""ข้อมูลที่ใช้ไม่ได้: every refusal is clear in both languages and leaves nothing behind."""

from __future__ import annotations

import json

import pytest


class TestReceiving:
    def test_all_members_at_fault_are_told(self, api, letter):
        refused = api.post(
            "/units/d54/received", {**letter, "date": "soon", "urgency": "x", "who": 1}, by="u-d54-clerk", status=422
        )
        assert {e["field"] for e in refused["errors"]} == {"who", "date", "urgency"}

    def test_missing_subject_is_named(self, api):
        refused = api.post("/units/d54/received", {}, by="u-d54-clerk", status=422)
        assert (refused["slug"], refused["field"]) == ("missing-member", "subject")

    def test_a_reference_that_is_not_found_is_asked_about(self, api):
        body = {"subject": "อ้างถึง", "references": [{"number": "กท 5407/7001", "date": "2024-03-01"}]}
        refused = api.post("/letters", body, by="u-d54-edu-officer", status=409)
        (question,) = refused["questions"]
        assert (refused["slug"], question["field"]) == ("needs-confirmation", "references")
        assert "กท 5407/7001" in question["message_en"]
        made = api.post("/letters", {**body, "confirm": [question["slug"]]}, by="u-d54-edu-officer", status=201)
        api.call("PATCH", f"/letters/{made['id']}", {"subject": "ใหม่"}, by="u-d54-edu-officer")
        body = {"references": [{"number": "กท 5407/7002"}]}
        api.call("PATCH", f"/letters/{made['id']}", body, by="u-d54-edu-officer", status=409)
        body["confirm"] = ["reference:กท5407/7002"]
        api.call("PATCH", f"/letters/{made['id']}", body, by="u-d54-edu-officer")

    def test_a_reference_is_given_with_its_owner(self, api):
        reference = {"number": "มท 0101/12", "date": "2024-03-01", "owner": "กรมตัวอย่าง"}
        body = {"subject": "อ้างถึง", "references": [{**reference, "owner": "หนังสือกรมตัวอย่าง"}, {"number": "มท 0101/13"}]}
        made = api.post("/letters", body, by="u-d54-edu-officer", status=201)
        assert api.get(f"/letters/{made['id']}", by="u-d54-edu-officer").json["references"] == [
            {**reference, "letter": None},
            {"number": "มท 0101/13", "date": None, "owner": "", "letter": None},
        ]

    def test_duplicate_is_asked_about_and_can_be_confirmed(self, api, letter, last):
        letter["number"] = "ศธ 04001/77"
        first = api.post("/units/d54/received", letter, by="u-d54-clerk", status=201)
        before = last()
        asked = api.post("/units/d54/received", {**letter, "number": "ศธ๐๔๐๐๑/๗๗"}, by="u-d54-clerk", status=409)
        assert [(q["slug"], q["letters"]) for q in asked["questions"]] == [("duplicate", [first["id"]])]
        assert asked["questions"][0]["message_th"] != asked["questions"][0]["message_en"]
        assert last() == before
        api.post("/units/d54/received", {**letter, "confirm": ["duplicate"]}, by="u-d54-clerk", status=201)

    def test_received_before_its_date_needs_a_reason(self, api, letter):
        early = {**letter, "number": "ศธ 04001/78", "received_at": "2024-03-05T09:01:00+07:00"}
        asked = api.post("/units/d54/received", early, by="u-d54-clerk", status=409)
        assert asked["questions"][0]["slug"] == "received-before-date"
        again = {**early, "confirm": ["received-before-date"]}
        api.post("/units/d54/received", again, by="u-d54-clerk", status=409)
        api.post("/units/d54/received", {**again, "reason": "ประทับวันที่ผิด"}, by="u-d54-clerk", status=201)

    def test_weekday_conflict_is_flagged_and_kept(self, api, letter):
        body = "ประชุมวันอาทิตย์ที่ ๑๒ มี.ค. ๖๗ และวันศุกร์ที่ ๑๕ มี.ค. ๖๗"
        done = api.post(
            "/units/d54/received", {**letter, "number": "ศธ 04001/79", "body": body}, by="u-d54-clerk", status=201
        )
        (note,) = done["weekday_conflicts"]
        assert "๑๒ มี.ค. ๖๗" in note
        assert api.get(f"/letters/{done['id']}", by="u-d54-clerk")["body"] == body

    def test_source_id_is_unique_in_the_unit_and_finds_the_letter(self, api, letter):
        letter |= {"number": "ศธ 04001/80", "source_id": "import-1"}
        done = api.post("/units/d54/received", letter, by="u-d54-clerk", status=201)
        refused = api.post("/units/d54/received", {**letter, "confirm": ["duplicate"]}, by="u-d54-clerk", status=409)
        assert refused["slug"] == "duplicate-source-id"
        (found,) = api.get("/letters?source_id=import-1", by="u-d54-clerk")["items"]
        assert (found["id"], found["source_id"]) == (done["id"], "import-1")
        assert api.get("/letters?source_id=import-1&unit=d54-edu", by="u-d54-clerk")["items"] == []
        assert api.get("/letters?source_id=import-1", by="u-sch-1-teacher")["items"] == []


class TestAddresses:
    @pytest.mark.parametrize(
        "query",
        [
            "limit=0",
            "limit=101",
            "limit=x",
            "limit=10001&fields=id",
            "fields=all",
            "colour=blue",
            "cursor=%21",
            "cursor=WyJhIl0",
            "cursor=W10",
            "year=2567&year=2566",
            "year=1",
            "from_number=-1",
            "day=2567-03-08",
            "cursor=WzFlNDAwXQ",
        ],
    )
    def test_bad_parameters(self, api, query):
        refused = api.get(f"/units/d54/received?{query}", by="u-d54-clerk", status=422)
        assert refused["field"]
        clear(refused)

    def test_letters_are_looked_for_by_something(self, api):
        assert api.get("/letters", by="u-d54-clerk", status=422)["field"] == "source_id"

    def test_an_address_that_is_not_utf8(self, api):
        answer = api.web.browser().get(
            "/api/v1/search?q=%FF", expect_errors=True, headers={"Authorization": f"Bearer {api.token('u-d54-clerk')}"}
        )
        assert (answer.status_int, answer.json["slug"]) == (400, "bad-request")
        assert api.web.browser().get("/api/v1/units/%FF", expect_errors=True).status_int == 400

    @pytest.mark.parametrize("path", ["/nowhere", "/letters/", "/units/d54/numbers/send/2567/x/void", "//me", "/../me"])
    def test_unknown_addresses(self, api, path):
        answer = api.web.browser().post_json(f"/api/v1{path}", {}, expect_errors=True)
        assert answer.status_int == 404
        assert answer.content_type == "application/problem+json"
        assert answer.json["slug"] == "not-found"

    def test_other_methods(self, api):
        refused = api.call("DELETE", "/me", by="u-d54-clerk", status=405)
        assert refused.headers["Allow"] == "GET"
        assert refused["slug"] == "method-not-allowed"
        assert api.call("PUT", "/units/d54", {}, status=405).headers["Allow"] == "GET, PATCH"

    def test_the_root_of_the_api(self, api):
        for path in ("/api", "/api/", "/api/v1", "/api/v2/me"):
            answer = api.web.browser().get(path, expect_errors=True)
            assert (answer.status_int, answer.content_type) == (404, "application/problem+json")

    @pytest.mark.parametrize("language", ["th", "en", "fr", ""])
    def test_language(self, api, language):
        refused = api.get("/letters/0000000000000", by="u-d54-clerk", status=404, Accept_Language=language)
        assert refused["detail"] == refused["detail_en" if language == "en" else "detail_th"]
        assert refused["type"] == "urn:saraban:problem:not-found"

    def test_an_error_of_ours_tells_nothing(self, api, monkeypatch):
        def broken(*_args, **_kw):
            raise RuntimeError("ความลับ")

        monkeypatch.setattr("saraban.api.views.circulars.board", broken)
        refused = api.get("/circulars", by="u-d54-clerk", status=500)
        assert refused["slug"] == "internal-error"
        assert "ความลับ" not in json.dumps(refused.json, ensure_ascii=False)
        assert refused["request_id"] == refused.headers["X-Request-Id"]


def clear(refused):
    """Problem details in two languages that say something."""
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert len(refused["detail_en"]) > 10
    assert len(refused["detail_th"]) > 10
    assert refused["title"]
    assert refused["request_id"] == refused.headers["X-Request-Id"]
