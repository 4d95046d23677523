"""หนังสือนอกระบบผ่าน API: recorded with reason, approver and paper number; struck out and still to be read."""

from __future__ import annotations

import pytest

CLERK, STRANGER = "u-d54-clerk", "u-sch-1-teacher"
AT = "/units/d54/outside"
BODY = {
    "number": "กท 5400/900",
    "date": "2024-03-08",
    "to": "กรมตัวอย่าง",
    "subject": "เรื่องด่วน",
    "reason": "ระบบขัดข้อง",
    "approver_person": "u-d54-dir",
    "approver_post": "d54.director",
    "approved_on": "2024-03-07",
}


def numbers(api, query=""):
    return [letter["number"] for letter in api.get(f"{AT}{query}", by=CLERK)["items"]]


def test_recorded_listed_and_struck_out(api):
    later = api.post(AT, BODY, by=CLERK, status=201)
    earlier = api.post(AT, {**BODY, "number": "กท 5400/899", "date": "2024-03-07"}, by=CLERK, status=201)
    assert {name: later[name] for name in BODY} == BODY
    assert (later["unit"], later["struck_why"], later["struck_at"]) == ("d54", None, None)
    first = api.get(f"{AT}?limit=1&fields=id", by=CLERK)
    assert first["items"] == [{"id": earlier["id"]}]
    assert api.get(f"{AT}?cursor={first['next']}", by=CLERK)["items"] == [later.json]
    assert numbers(api, "?year=2566") == []
    struck = api.post(f"/outside/{later['id']}/strike", {"reason": "ลงผิด"}, by=CLERK)
    assert struck["struck_why"] == "ลงผิด"
    assert (struck["struck_by"], bool(struck["struck_at"])) == (later["name"], True)
    again = api.post(f"/outside/{later['id']}/strike", {"reason": "อีก"}, by=CLERK, status=409)
    assert again["slug"] == "wrong-state"
    assert numbers(api) == ["กท 5400/899", "กท 5400/900"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "2024-03-09"}, "date"),
        ({"approved_on": "2024-03-09"}, "approved_on"),
        ({"approved_on": "2024-03-08", "date": "2024-03-07"}, "approved_on"),
        ({"date": None}, "date"),
        ({"reason": " "}, "reason"),
        ({"approver_person": "u-d54-clerk"}, "approver_person"),
        ({"approver_post": "d54.nobody"}, "approver_person"),
        ({"number": "x" * 101}, "number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_member(api, changes, field):
    before = numbers(api)
    refused = api.post(AT, {**BODY, "number": "กท 5400/1", **changes}, by=CLERK, status=422)
    assert field in (refused.json.get("field"), *(f["field"] for f in refused.json.get("errors", [])))
    assert numbers(api) == before


def test_a_number_stands_once_in_its_year(api):
    body = {**BODY, "number": "กท 5400/7"}
    once = api.post(AT, body, by=CLERK, key="out-7", status=201)
    assert api.post(AT, body, by=CLERK, key="out-7", status=201).json == once.json
    assert api.post(AT, body, by=CLERK, status=409)["slug"] == "recorded-already"
    assert numbers(api).count("กท 5400/7") == 1


def test_hidden_from_others_as_if_not_there(api):
    made = api.post(AT, {**BODY, "number": "กท 5400/8"}, by=CLERK, status=201)
    hidden = api.post(f"/outside/{made['id']}/strike", {"reason": "x"}, by=STRANGER, status=404)
    absent = api.post("/outside/4f2k9m0x7c1qz/strike", {"reason": "x"}, by=STRANGER, status=404)
    assert hidden["detail"] == absent["detail"]
    api.get(AT, by=STRANGER, status=404)
    api.post(AT, {**BODY, "number": "กท 5400/9"}, by=STRANGER, status=404)
    assert made["id"] in [i["id"] for i in api.get(f"{AT}?fields=id", by=CLERK)["items"]]
