"""Answers asked for, seen, noted and reminded over the API; notes on paper and paper originals."""

from __future__ import annotations

import pytest

from tests.common.office import at
from tests.common.sample_files import pdf

CLERK, HEAD, OFFICER = "u-d54-edu-clerk", "u-d54-edu-head", "u-d54-edu-officer"
REGISTRY = "u-d54-clerk"


def signed(api, by, unit, signer, **body):
    made = api.post("/letters", {"unit": unit, "subject": "ขอข้อมูล", **body}, by=by, status=201)
    api.post(f"/letters/{made['id']}/sign", api.signing(made["id"], signer), by=signer)
    api.post(f"/letters/{made['id']}/send", {}, by=signer)
    return made


@pytest.fixture(scope="module")
def asking(api):
    api.web.office.clock.office = at(8, 9, 0)
    made = signed(api, OFFICER, "d54-edu", HEAD, addressees=["group:d54-schools"], answer_by="2024-03-15")
    assert made["answer_by"] == "2024-03-15"
    return made["id"]


def rows(api, asking, **query):
    path = f"/letters/{asking}/answers" + "".join(f"?{k}={v}" for k, v in query.items())
    page = api.get(path, by=CLERK)
    return page, {row["unit"]: row for row in page["items"]}


class TestAnswers:
    def test_each_addressee_with_its_state(self, api, asking):
        page, found = rows(api, asking)
        assert page["counts"]["waiting"] == 3
        assert found["d54-sch-1"]["days_left"] == 7
        assert found["d54-sch-1"]["state_th"] == "รอตอบ"
        assert [len(rows(api, asking, state=s)[1]) for s in ("waiting", "overdue")] == [3, 0]
        first = api.get(f"/letters/{asking}/answers?limit=2", by=CLERK)
        assert len(first["items"]) == 2
        assert len(api.get(f"/letters/{asking}/answers?limit=2&cursor={first['next']}", by=CLERK)["items"]) == 1

    def test_nobody_but_the_sender_is_told(self, api, asking):
        assert api.get(f"/letters/{asking}", by="u-sch-1-clerk")["answer_by"] == "2024-03-15"
        api.get(f"/letters/{asking}/answers", by="u-sch-1-clerk", status=404)
        api.get("/units/d54-edu/awaited", by="u-sch-1-clerk", status=404)
        _page, found = rows(api, asking)
        body = {"awaited": [found["d54-sch-1"]["id"]], "how": "not_needed", "reason": "ไม่ต้อง"}
        api.post(f"/letters/{asking}/answers", body, by="u-sch-1-clerk", status=404)
        api.post(f"/letters/{asking}/answers", body, by=OFFICER, status=403)

    def test_the_unit_list(self, api, asking):
        found = api.get("/units/d54-edu/awaited", by=CLERK)["items"]
        told = [(a["letter"]["id"], a["answer_by"], a["counts"]["waiting"]) for a in found]
        assert told == [(asking, "2024-03-15", 3)]

    def test_noted_by_hand_and_awaited_again(self, api, asking):
        one = rows(api, asking)[1]["d54-sch-3"]["id"]
        at_answers = f"/letters/{asking}/answers"
        api.post(at_answers, {"awaited": [one], "how": "paper"}, by=CLERK, status=422)
        api.post(at_answers, {"awaited": [one], "how": "paper", "number": "๑๒/๒๕๖๗", "date": "2024-03-07"}, by=CLERK)
        answer = rows(api, asking)[1]["d54-sch-3"]["answer"]
        assert (answer["how"], answer["number"], answer["date"]) == ("paper", "๑๒/๒๕๖๗", "2024-03-07")
        api.post(at_answers, {"awaited": [one], "how": "undone", "reason": "เรื่องอื่น"}, by=CLERK)
        assert rows(api, asking)[0]["counts"]["waiting"] == 3
        api.post(at_answers, {"awaited": [one], "how": "sent"}, by=CLERK, status=422)

    def test_a_letter_back_is_an_answer_and_the_others_are_reminded(self, api, asking):
        number = api.get(f"/letters/{asking}", by=CLERK)["number"]
        reply = signed(
            api, "u-sch-1-clerk", "d54-sch-1", "u-sch-1",
            addressees=["unit:d54-edu"], references=[{"number": number}],
        )  # fmt: skip
        found = rows(api, asking, state="answered")[1]
        assert found["d54-sch-1"]["answer"]["letter"] == reply["id"]
        api.web.office.clock.office = at(18, 9, 0)
        late = [row["id"] for row in rows(api, asking, state="overdue")[1].values()]
        assert len(late) == 2
        api.post(f"/letters/{asking}/reminders", {"awaited": late}, by="u-sch-2-clerk", status=404)
        body = {"awaited": late}
        made = api.post(f"/letters/{asking}/reminders", body, by=CLERK, key="remind-1", status=201)
        again = api.post(f"/letters/{asking}/reminders", body, by=CLERK, key="remind-1", status=201)
        assert again["id"] == made["id"]
        assert sorted(made["addressees"]) == ["unit:d54-sch-2", "unit:d54-sch-3"]
        api.post(f"/letters/{made['id']}/sign", api.signing(made["id"], HEAD), by=HEAD)
        api.post(f"/letters/{made['id']}/send", {}, by=HEAD)
        found = rows(api, asking)[1]
        assert [[r["letter"] for r in found[u]["reminders"]] for u in ("d54-sch-1", "d54-sch-2")] == [[], [made["id"]]]

    def test_a_draft_asks_and_asks_no_more(self, api):
        body = {"unit": "d54-edu", "subject": "ร่าง", "answer_by": "2024-03-29"}
        made = api.post("/letters", body, by=OFFICER, status=201)
        assert api.call("PATCH", f"/letters/{made['id']}", {"answer_by": None}, by=OFFICER)["answer_by"] is None
        api.post("/letters", {**body, "answer_by": "2024-01-01"}, by=OFFICER, status=422)

    def test_what_a_letter_from_outside_asks_is_due(self, api, letter):
        body = {**letter, "number": "ถาม 1", "answer_by": "2024-03-29"}
        done = api.post("/units/d54/received", body, by=REGISTRY, status=201)
        assert done["due"] == "2024-03-29"
        assert api.get(f"/letters/{done['id']}", by=REGISTRY)["answer_by"] == "2024-03-29"


class TestOwed:
    @pytest.fixture
    def place(self, api, letter):
        """Of a receipt of a letter from outside that asks for an answer."""
        body = {**letter, "number": "ถาม 7", "confirm": ["duplicate"], "answer_by": "2024-03-29"}
        return f"/receipts/{api.post('/units/d54/received', body, by=REGISTRY, status=201)['receipt']}/answer"

    def test_a_letter_that_leaves_and_refers_to_it_answers(self, api, place):
        owed = api.get(place, by=REGISTRY)
        assert (owed["owed"], owed["answer_by"], owed["answers"]) == (True, "2024-03-29", [])
        body = {"unit": "d54", "subject": "ตอบ", "addressees": ["unit:ops-sec"], "references": [{"number": "ถาม 7"}]}
        reply = api.post("/letters", body, by=REGISTRY, status=201)
        api.post(f"/letters/{reply['id']}/sign", api.signing(reply["id"], "u-d54-dir"), by="u-d54-dir")
        api.post(f"/letters/{reply['id']}/send", {}, by=REGISTRY)
        told = api.get(place, by=REGISTRY)
        assert told["owed"] is False
        assert [(a["how"], a["letter"]) for a in told["answers"]] == [("letter", reply["id"])]

    def test_noted_once_by_one_key_and_undone(self, api, place):
        body = {"how": "paper", "number": "กท ๙", "date": "2024-03-07"}
        for _again in range(2):
            assert api.post(place, body, by=REGISTRY, key="owed-1")["owed"] is False
        assert api.post(place, body, by=REGISTRY, status=409)["slug"] == "wrong-state"
        told = api.post(place, {"how": "undone", "reason": "เรื่องอื่น"}, by=REGISTRY)
        assert told["owed"] is True
        assert [a["how"] for a in told["answers"]] == ["paper", "undone"]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"how": "paper"}, 422),
            ({"how": "not_needed", "reason": " "}, 422),
            ({"how": "letter", "number": "1"}, 422),
            ({"how": "paper", "number": "1", "date": "2567-03-07"}, 422),
            ({"how": "paper", "number": "1", "more": 1}, 422),
            ({"how": "undone", "reason": "x"}, 409),
        ],
    )
    def test_refusals(self, api, place, body, status):
        api.post(place, body, by=REGISTRY, status=status)
        api.post(place, {"how": "paper", "number": "1"}, by="u-sch-1-clerk", status=404)
        assert api.get(place, by=REGISTRY)["answers"] == []


class TestOnPaper:
    @pytest.fixture
    def receipt(self, api, letter):
        body = {**letter, "number": "กระดาษ 1", "confirm": ["duplicate"]}
        return api.post("/units/d54/received", body, by=REGISTRY, status=201)["receipt"]

    def note(self, api, **changes):
        day = str(api.web.office.clock.office_now().date())
        return {
            "act": "order", "person": "u-d54-dir", "post": "d54.director", "written_on": day, "text": "มอบ",
            "assign_to": ["unit:d54-works"], **changes,
        }  # fmt: skip

    def test_recorded_read_and_struck_out(self, api, receipt):
        place = f"/receipts/{receipt}/paper-endorsements"
        api.post(place, self.note(api), by=REGISTRY, status=422)
        made = api.post(place, self.note(api), by=REGISTRY, files=[("เกษียน.pdf", pdf(1))], status=201)
        assert (made["level"], made["recorded"]["post"]) == ("paper", "d54-admin.registrar")
        assert made["scan"]["name"] == "เกษียน.pdf"
        assert api.get(f"/receipts/{receipt}", by=REGISTRY)["state"] == "ordered"
        scan = f"/receipts/{receipt}/endorsements/{made['id']}/scan"
        assert api.get(scan, by=REGISTRY).body == pdf(1)
        api.get(scan, by="u-sch-1-clerk", status=404)
        at_note = f"/receipts/{receipt}/endorsements/{made['id']}/strike"
        api.post(at_note, {"reason": "ผิด"}, by="u-d54-dir", status=403)
        assert api.post(at_note, {"reason": "ผิดฉบับ"}, by=REGISTRY)["struck"]["reason"] == "ผิดฉบับ"
        assert api.post(at_note, {"reason": "ผิด"}, by=REGISTRY, status=409)["slug"] == "wrong-state"

    @pytest.mark.parametrize(
        ("changes", "status", "field"),
        [
            ({"post": "d54-works.head"}, 422, "writer"),
            ({"written_on": "2024-03-07"}, 422, "written_on"),
            ({"written_on": "2567-03-08"}, 422, "written_on"),
            ({"person": REGISTRY, "post": "d54-admin.registrar", "act": "acknowledge"}, 403, None),
        ],
    )
    def test_refusals(self, api, receipt, changes, status, field):
        files = [("a.pdf", pdf(1))]
        place = f"/receipts/{receipt}/paper-endorsements"
        problem = api.post(place, self.note(api, **changes), by=REGISTRY, files=files, status=status)
        assert problem.json.get("field") == field
        assert api.get(f"/receipts/{receipt}", by=REGISTRY)["endorsements"] == []

    def test_where_the_paper_is(self, api, receipt):
        assert api.get(f"/receipts/{receipt}", by=REGISTRY)["has_original"] is True
        api.post(f"/receipts/{receipt}/original", {"place": "ตู้ ๑"}, by=REGISTRY)
        api.post("/units/d54/originals", {"receipts": [receipt], "place": "ตู้ ๒"}, by=REGISTRY)
        assert [p["place"] for p in api.get(f"/receipts/{receipt}", by=REGISTRY)["places"]] == ["ตู้ ๑", "ตู้ ๒"]
        api.post("/units/d54-edu/originals", {"receipts": [receipt], "place": "ตู้ ๓"}, by=REGISTRY, status=404)
        api.post("/units/d54/originals", {"receipts": [receipt], "place": "ตู้ ๓"}, by="u-d54-dir", status=403)
