"""Letters for few over the API: who is named reads, everybody else learns that a letter came."""

from saraban.registers.concealing import NAMED_ONLY

CLERK, HEAD, OFFICER = "u-d54-edu-clerk", "u-d54-edu-head", "u-d54-edu-officer"
WHERE = "/units/d54-edu/received"


def test_concerned_named_and_taken_off(api):
    form = {"subject": "สอบสวนวินัย", "handling": "concerned", "concerned": ["post:d54-edu.head"], "remark": "ลับเฉพาะ"}
    done = api.post(WHERE, form, by=CLERK, status=201)
    assert api.get(f"/letters/{done['id']}", by=HEAD)["handling"] == "concerned"
    api.get(f"/receipts/{done['receipt']}", by=OFFICER, status=404)
    row = api.get(f"{WHERE}?from_number={done['receive_number']}", by=OFFICER)["items"][0]
    assert (row["subject"], row["remark"], row["receipt"]) == (NAMED_ONLY, "", None)
    body = {"concerned": [f"person:{OFFICER}"], "reason": "ผู้สอบสวน"}
    api.post(f"/receipts/{done['receipt']}/names", body, by=OFFICER, status=404)
    api.post(f"/receipts/{done['receipt']}/names", body, by=CLERK)
    api.get(f"/receipts/{done['receipt']}", by=OFFICER)
    off = {"name": f"person:{OFFICER}", "reason": "พ้นหน้าที่"}
    api.post(f"/receipts/{done['receipt']}/names/take-off", off, by=CLERK)
    api.get(f"/receipts/{done['receipt']}", by=OFFICER, status=404)


def test_an_envelope_opened_and_handed_back(api):
    done = api.post(WHERE, {"handling": "personal", "concerned": [f"person:{HEAD}"]}, by=CLERK, status=201)
    at = f"/receipts/{done['receipt']}"
    api.get(at, by=CLERK, status=404)
    api.post(f"{at}/open-envelope", by=CLERK, status=404)
    assert api.post(f"{at}/hand-back", {"subject": "ขอข้อมูล"}, by=HEAD, status=409)["slug"] == "not-opened"
    api.post(f"{at}/open-envelope", by=HEAD)
    api.post(f"{at}/hand-back", {"subject": "ขอข้อมูล"}, by=HEAD)
    assert api.get(f"/letters/{done['id']}", by=OFFICER)["subject"] == "ขอข้อมูล"
    letter = {"body": "ด้วยขอข้อมูลบุคลากร"}
    api.post(f"{at}/complete", letter, by=OFFICER, status=403)
    assert api.post(f"{at}/complete", {}, by=CLERK, status=422)["field"] == "body"
    assert api.post(f"{at}/complete", letter, by=CLERK)["receive_number"] == done["receive_number"]
    assert api.get(f"/letters/{done['id']}", by=OFFICER)["body"] == letter["body"]
    assert api.post(f"{at}/complete", letter, by=CLERK, status=409)["slug"] == "not-to-complete"


def test_urgent_by_a_moment(api):
    done = api.post(WHERE, {"subject": "ด่วน", "urgent_within": "2024-03-29T15:00:00+07:00"}, by=CLERK, status=201)
    letter = api.get(f"/letters/{done['id']}", by=CLERK)
    assert (letter["urgency"], letter["urgent_within"]) == ("urgent", "2024-03-29T15:00:00+07:00")
    wrong = api.post(WHERE, {"subject": "ด่วน", "urgent_within": "2024-03-01T15:00:00+07:00"}, by=CLERK, status=422)
    assert wrong["field"] == "urgent_within"


def test_what_does_not_go_together_is_refused(api):
    for form, field in (
        ({"subject": "เวียน", "handling": "concerned", "is_circular": True}, "handling"),
        ({"subject": "เปิดแล้ว", "handling": "personal", "concerned": [f"person:{HEAD}"]}, "handling"),
        ({"handling": "personal"}, "concerned"),
        ({"subject": "ใคร", "concerned": [f"person:{HEAD}"]}, "concerned"),
        ({"subject": "ใคร", "handling": "concerned", "concerned": ["person:nobody"]}, "concerned"),
    ):
        assert api.post(WHERE, form, by=CLERK, status=422)["field"] == field
