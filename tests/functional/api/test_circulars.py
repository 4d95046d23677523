"""หนังสือเวียนทาง API: an audience, marks, who has read, reminders, groups and categories."""

from __future__ import annotations

from itertools import count

import pytest

NUMBERS = count(7000)
CLERK, TEACHER, STRANGER, SCHOOL, ADMIN = (
    "u-d54-clerk", "u-sch-1-teacher", "u-d53-clerk", "u-sch-1-clerk", "u-bma-admin",
)  # fmt: skip


@pytest.fixture
def receive(api, letter):
    """Registers a letter with a number of its own."""

    def go(**changes):
        body = {**letter, "number": f"รบ {next(NUMBERS)}", "confirm": ["duplicate"], **changes}
        return api.post("/units/d54/received", body, by=CLERK, status=201)

    return go


@pytest.fixture
def publish(api, receive):
    def go(**body):
        letter = receive(subject="เวียนเฉพาะเขต")["letter"]
        return letter, api.post(f"/letters/{letter}/publish", {"unit": "d54", **body}, by=CLERK, status=201)

    return go


def ids(api, by, asked=""):
    return [item["id"] for item in api.get(f"/circulars?limit=1000&fields=id{asked}", by=by)["items"]]


class TestAudience:
    def test_only_those_it_is_for(self, api, publish):
        before = {by: len(ids(api, by)) for by in (TEACHER, STRANGER)}
        letter, made = publish(audience=["below:d54"], effective="2024-03-01", expires="2024-04-30")
        assert made["audience"] == ["below:d54"]
        assert letter in ids(api, TEACHER)
        assert letter not in ids(api, STRANGER)
        assert len(ids(api, STRANGER)) == before[STRANGER]
        api.get(f"/letters/{letter}", by=STRANGER, status=404)
        for verb in ("read", "acknowledge"):
            api.post(f"/circulars/{letter}/{verb}", by=STRANGER, status=404)
        assert letter in ids(api, TEACHER, "&unit=d54&year=2567&category=general&unread=true")
        assert letter not in ids(api, TEACHER, "&past=true")
        api.get("/circulars?unread=maybe", by=TEACHER, status=422)

    @pytest.mark.parametrize("audience", [[], ["unit:nowhere"], ["x"], ["group:none"]])
    def test_an_audience_that_is_none(self, api, receive, audience):
        letter = receive()["letter"]
        body = {"unit": "d54", "audience": audience}
        assert api.post(f"/letters/{letter}/publish", body, by=CLERK, status=422)["field"].startswith("audience")


class TestPlanned:
    def test_only_its_unit_knows_of_it(self, api, publish):
        letter, made = publish(effective="2034-03-10")
        assert made["is_planned"] is True
        assert letter not in ids(api, TEACHER) + ids(api, CLERK)
        api.get(f"/letters/{letter}", by=TEACHER, status=404)
        api.post(f"/circulars/{letter}/read", by=CLERK, status=404)
        (row,) = [
            r for r in api.get("/units/d54/circulars?limit=100", by=CLERK)["items"] if r["letter"]["id"] == letter
        ]
        assert (row["is_planned"], row["effective"]) == (True, "2034-03-10")
        changed = api.call("PATCH", f"/circulars/{letter}", {"effective": None}, by=CLERK)
        assert changed["is_planned"] is False
        assert letter in ids(api, TEACHER)


class TestNotes:
    def test_a_reader_learns_nothing_of_the_units_notes(self, api, receive):
        done = receive(subject="เวียนที่มีเกษียน")
        note = {"act": "propose", "to": "ผู้อำนวยการเขต", "to_post": "d54.director", "text": "ขอให้ตรวจสอบโดยลับ"}
        api.post(f"/receipts/{done['receipt']}/endorsements", note, by=CLERK, status=201)
        api.post(f"/letters/{done['letter']}/publish", {"unit": "d54", "audience": ["below:d54"]}, by=CLERK, status=201)
        shown = api.get(f"/letters/{done['letter']}", by=TEACHER)
        assert "ขอให้ตรวจสอบ" not in str(shown.json)
        api.get(f"/receipts/{done['receipt']}", by=TEACHER, status=404)
        assert api.get("/search?q=ขอให้ตรวจสอบโดยลับ", by=TEACHER)["total"] == 0


class TestMarks:
    def test_read_then_acknowledged_then_by_the_unit(self, api, publish):
        letter, _made = publish(audience=["below:d54"])
        read = api.post(f"/circulars/{letter}/read", by=TEACHER)
        assert read["acknowledged_at"] is None
        done = api.post(f"/circulars/{letter}/acknowledge", by=TEACHER)
        assert done["read_at"] == read["read_at"]
        api.post(f"/circulars/{letter}/unit-acknowledge", {"unit": "d54-sch-1"}, by=TEACHER, status=404)
        unit = api.post(f"/circulars/{letter}/unit-acknowledge", {"unit": "d54-sch-1"}, by=SCHOOL)
        assert api.post(f"/circulars/{letter}/unit-acknowledge", {"unit": "d54-sch-1"}, by=SCHOOL).json == unit.json
        page = api.get(f"/circulars/{letter}/readers", by=CLERK)
        row = next(i for i in page["items"] if i["unit"] == "d54-sch-1")
        assert (row["staff"], row["read"], row["unread"], row["acknowledged"]) == (3, 1, 2, 1)
        assert row["acknowledged_at"] == unit["acknowledged_at"]
        assert (page["totals"]["read"], page["totals"]["units_acknowledged"]) == (1, 1)
        first = api.get(f"/circulars/{letter}/readers?limit=1", by=CLERK)
        assert (
            api.get(f"/circulars/{letter}/readers?limit=1&cursor={first['next']}", by=CLERK)["items"] != first["items"]
        )
        api.get(f"/circulars/{letter}/readers", by=TEACHER, status=403)

    def test_reminding(self, api, publish):
        letter, _made = publish(audience=["unit:d54-sch-1", "unit:d54-sch-2"])
        told = api.post(f"/circulars/{letter}/remind", {"units": ["d54-sch-1"]}, by=CLERK)
        assert told["units"] == ["d54-sch-1"]
        assert api.post(f"/circulars/{letter}/remind", {}, by=CLERK)["units"] == ["d54-sch-2"]
        trays = [tray for post in api.get("/inbox", by=SCHOOL)["posts"] for tray in post["trays"]]
        waiting = [task for tray in trays for task in tray["items"] if task["what"] == "circular"]
        assert len(waiting) == 1
        api.post(f"/circulars/{letter}/remind", {"units": ["d53"]}, by=CLERK, status=422)


class TestKept:
    def test_changed_pinned_replaced_withdrawn(self, api, publish):
        old, _made = publish(audience=["below:d54"])
        new, made = publish(audience=["below:d54"], supersedes=[old])
        assert made["supersedes"] == [old]
        changed = api.call(
            "PATCH", f"/circulars/{new}", {"category": "policy", "expires": "2024-05-01", "is_pinned": True}, by=CLERK
        )
        assert (changed["category"], changed["expires"], changed["is_pinned"]) == ("policy", "2024-05-01", True)
        shown = next(i for i in api.get("/circulars?limit=100", by=TEACHER)["items"] if i["letter"]["id"] == old)
        assert shown["superseded_by"] == new
        api.call("PATCH", f"/circulars/{new}", {"category": "none"}, by=CLERK, status=422)
        api.call("PATCH", f"/circulars/{new}", {"is_pinned": True}, by=TEACHER, status=403)
        assert api.post(f"/circulars/{new}/withdraw", {"reason": "ผิดฉบับ"}, by=CLERK)["withdrawn_why"] == "ผิดฉบับ"
        own = api.get("/units/d54/circulars?limit=2", by=CLERK)["items"]
        assert [(i["letter"]["id"], i["withdrawn_at"] is None) for i in own] == [(new, False), (old, True)]
        api.get("/units/d54/circulars", by=STRANGER, status=404)

    def test_groups(self, api, publish):
        at = "/units/d54/circular-groups"
        made = api.post(at, {"title": "นำร่อง", "units": ["d54-sch-1"]}, by=CLERK, status=201)
        letter, _made = publish(audience=[f"group:{made['key']}"])
        assert letter in ids(api, TEACHER)
        assert letter not in ids(api, "u-sch-2-teacher")
        api.call("PUT", f"{at}/{made['key']}", {"title": "นำร่อง", "units": ["d54-sch-2"]}, by=CLERK)
        assert letter not in ids(api, TEACHER)
        assert letter in ids(api, "u-sch-2-teacher")
        api.call("DELETE", f"{at}/{made['key']}", by=CLERK, status=409)
        api.post(f"/circulars/{letter}/withdraw", {"reason": "ผิด"}, by=CLERK)
        api.call("DELETE", f"{at}/{made['key']}", by=CLERK, status=204)
        api.get(at, by=STRANGER, status=404)

    def test_categories(self, api):
        body = {"title": "สาธารณสุข", "title_en": "Public health"}
        api.call("PUT", "/circular-categories/public-health", body, by=CLERK, status=404)
        assert api.call("PUT", "/circular-categories/public-health", body, by=ADMIN)["is_open"] is True
        assert "public-health" in [c["key"] for c in api.get("/circular-categories", by=TEACHER)["items"]]
