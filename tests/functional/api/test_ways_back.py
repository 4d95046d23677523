"""What went wrong is put right over the API: cancelled, sent again, pulled back."""

from __future__ import annotations

CLERK = "u-d54-clerk"


def test_a_wrong_registration_is_cancelled(api, letter):
    done = api.post(
        "/units/d54/received", {**letter, "number": "ยก 1/2567", "confirm": ["duplicate"]}, by=CLERK, status=201
    )
    place = f"/units/d54/numbers/receive/{done['year']}/{done['receive_number']}/void"
    refused = api.post(place, {"reason": "ซ้ำ"}, by=CLERK, status=409)
    assert refused["slug"] == "belongs-to-receipt"
    assert done["receipt"] in refused["detail"]
    gone = api.post(f"/receipts/{done['receipt']}/void", {"reason": "ลงทะเบียนซ้ำ"}, by=CLERK)
    assert (gone["state"], gone["history"][-1]["text"]) == ("void", "ลงทะเบียนซ้ำ")
    assert api.get(f"/letters/{gone['letter']}", by=CLERK)["id"] == gone["letter"]
    api.post(f"/receipts/{done['receipt']}/void", {"reason": "อีก"}, by=CLERK, status=409)


def test_a_draft_is_not_sent_again_and_not_on_paper(api):
    body = {"subject": "ร่าง", "to": ["ผู้อำนวยการ"], "body": "ข้อความ"}
    draft = api.post("/letters", body, by=CLERK, status=201)["id"]
    again = api.post(f"/letters/{draft}/send-again", {"addressees": ["unit:d54-edu"]}, by=CLERK, status=409)
    assert again["slug"] == "wrong-state"
    assert api.post(f"/letters/{draft}/send-on-paper", {"how": "ไปรษณีย์"}, by=CLERK, status=409)["slug"] == "wrong-state"


def test_a_task_is_pulled_back_and_a_draft_cancelled_by_its_writer(api, letter):
    body = {**letter, "number": "ยก 2/2567", "confirm": ["duplicate"]}
    receipt = api.post("/units/d54/received", body, by=CLERK, status=201)["receipt"]
    api.post(f"/receipts/{receipt}/forward", {"to": ["post:d54.assistant"]}, by=CLERK)
    back = {"from": "post:d54.assistant"}
    assert api.post(f"/receipts/{receipt}/take-back", back, by=CLERK)["history"][-1]["verb"] == "pull_back"
    api.post(f"/receipts/{receipt}/take-back", back, by=CLERK, status=409)
    draft = api.post("/letters", {"subject": "ร่าง", "body": "ข้อความ"}, by=CLERK, status=201)["id"]
    assert api.post(f"/letters/{draft}/void", {"reason": "ไม่ใช้"}, by=CLERK)["state"] == "void"


def test_found_by_its_receive_number(api, letter):
    done = api.post(
        "/units/d54/received", {**letter, "number": "ยก 3/2567", "confirm": ["duplicate"]}, by=CLERK, status=201
    )
    at = f"/letters?number={done['receive_number']}&unit=d54"
    assert done["id"] in [item["id"] for item in api.get(at, by=CLERK)["items"]]
    assert done["id"] not in [item["id"] for item in api.get(at, by="u-sch-1-teacher")["items"]]
