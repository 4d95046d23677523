"""Executives' offices over the API: put forward, screened, acted on at once, directives."""

from __future__ import annotations

CLERK, SCREENER, EXECUTIVE, ADMIN = "u-dgov-clerk", "u-dgov-screener", "u-dgov", "u-bma-admin"
SAID = {"summary": "ย่อ", "recommendation": "agree"}


def screened(api, receive, **more):
    receipt = receive("dgov", by=CLERK, subject="ขอความเห็นชอบ")["receipt"]
    api.post(f"/receipts/{receipt}/put-forward", {"to_post": "dgov.screener"}, by=CLERK)
    body = {**SAID, "assign_to": ["unit:dgov"], "due": "2024-03-20", **more}
    said = api.post(f"/receipts/{receipt}/screenings", body, by=SCREENER, status=201)
    assert (said["to_post"], said["words"]) == ("dgov.head", "เห็นควรให้ความเห็นชอบ")
    return receipt


def test_the_way_of_a_letter(api, receive):
    receipts = [screened(api, receive) for _n in range(3)]
    listed = api.get("/day?limit=100", by=EXECUTIVE)["items"]
    assert set(receipts) <= {m["receipt"] for m in listed}
    assert listed[0]["screening"]["summary"] == "ย่อ"
    assert len(api.get("/day?limit=1", by=EXECUTIVE)["items"]) == 1
    body = {"matters": [f"p-{r}" for r in receipts], "act": "order", "verb": "เห็นชอบ", "keep": True}
    done = api.post("/day/acts", body, by=EXECUTIVE)["items"]
    assert [o["done"] for o in done] == [True] * 3
    again = api.post("/day/acts", body, by=EXECUTIVE)["items"]
    assert [(o["done"], bool(o["why_th"]), bool(o["why_en"])) for o in again] == [(False, True, True)] * 3
    assert len(api.get("/units/dgov/directives?by_post=dgov.head", by=CLERK)["items"]) == 3
    api.post("/day/acts", {"matters": ["p-x"], "act": "sign"}, by=EXECUTIVE, status=422)


def test_returned_to_the_screener(api, receive):
    receipt = screened(api, receive)
    api.post(f"/receipts/{receipt}/return-to-screener", {"text": "ขอข้อมูล"}, by=SCREENER, status=403)
    api.post(f"/receipts/{receipt}/return-to-screener", {"text": "ขอข้อมูล"}, by=EXECUTIVE)
    api.post(f"/receipts/{receipt}/screenings", SAID, by="u-d54-clerk", status=404)


def test_returned_by_the_screener_to_the_clerk(api, receive):
    receipt = receive("dgov", by=CLERK, subject="ขอความเห็นชอบ")["receipt"]
    back = f"/receipts/{receipt}/return-to-clerk"
    api.post(back, {"text": "ขาดสิ่งที่ส่งมาด้วย"}, by=SCREENER, status=409)
    api.post(f"/receipts/{receipt}/put-forward", {"to_post": "dgov.screener"}, by=CLERK)
    api.post(back, {"text": ""}, by=SCREENER, status=422)
    api.post(back, {"text": "ขาดสิ่งที่ส่งมาด้วย"}, by=SCREENER)
    api.post(back, {"text": "ขาดสิ่งที่ส่งมาด้วย"}, by=SCREENER, status=409)
    api.post(f"/receipts/{receipt}/put-forward", {"to_post": "dgov.screener"}, by=CLERK)


def test_a_draft_is_screened(api):
    form = {"kind": "memo", "unit": "dgov", "subject": "ขอบคุณ", "to": ["ผู้อำนวยการสำนัก"], "body": "ขอบคุณ"}
    letter = api.post("/letters", form, by=CLERK, status=201)["id"]
    api.post(f"/letters/{letter}/submit", {"to_post": "dgov.screener"}, by=CLERK)
    body = {**SAID, "recommendation": "sign", "to_post": "dgov.head"}
    api.post(f"/letters/{letter}/screenings", body, by=SCREENER, status=201)
    assert f"l-{letter}" in [m["matter"] for m in api.get("/day", by=EXECUTIVE)["items"]]


def test_the_office(api):
    found = api.get("/units/dgov/office", by=CLERK)
    assert (found["first"], found["screeners"], found["procurement"]) == ("dgov.head", ["dgov.screener"], False)
    away = api.post("/units/dgov/office/away", {"post": "dgov.head", "until": "2024-03-29"}, by=CLERK)
    assert (away["first"], away["standing"][0]["away_until"]) == ("dgov.deputy", "2024-03-29")
    api.post("/units/dgov/office/away", {"post": "dgov.head", "until": None}, by=CLERK)
    api.get("/units/d54/office", by="u-d54-clerk", status=404)
    api.call("PUT", "/units/dgov/office", {"executive": "dgov.head"}, by=CLERK, status=404)
    body = {"executive": "dgov.head", "deputies": ["dgov.deputy"], "screeners": ["dgov.screener"]}
    assert api.call("PUT", "/units/dgov/office", body, by=ADMIN, status=200).json["unit"] == "dgov"


def test_a_directive(api, receive):
    body = {
        "by": "u-dgov", "post": "dgov.head", "given_on": "2024-03-08", "how": "spoken", "occasion": "ประชุม",
        "text": "ให้เร่งรัด", "units": ["d54-edu"], "due": "2024-03-20",
    }  # fmt: skip
    made = api.post("/units/dgov/directives", body, by=CLERK, status=201)
    api.post("/units/dgov/directives", {**body, "by": "u-dgov-clerk"}, by=CLERK, status=422)
    at = f"/directives/{made['id']}"
    assert api.get("/units/d54-edu/directives?side=received", by="u-d54-edu-clerk")["items"][0]["id"] == made["id"]
    letter = receive("d54-edu", by="u-d54-edu-clerk")["id"]
    api.post(f"{at}/acts", {"act": "add_letter", "letter": letter}, by="u-d54-edu-clerk")
    assert api.get(at, by=CLERK)["letters"] == []
    api.post(f"{at}/acts", {"act": "report", "text": "แล้วเสร็จ"}, by="u-d54-edu-clerk")
    api.post(f"{at}/acts", {"act": "send_back", "text": "ขอเพิ่ม"}, by=CLERK)
    api.post(f"{at}/acts", {"act": "report", "text": "เพิ่มแล้ว"}, by="u-d54-edu-clerk")
    done = api.post(f"{at}/acts", {"act": "accept"}, by=CLERK)
    assert (done["state"], done["result"]) == ("done", "เพิ่มแล้ว")
    api.post(f"{at}/acts", {"act": "withdraw", "text": "x"}, by=EXECUTIVE, status=409)
    api.get(at, by="u-sch-2-clerk", status=404)
