"""POST /intake: what could be read, for whoever registers; nothing is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.common.letters_on_paper import paper_letter

STACK = (Path(__file__).parents[2] / "common" / "memo.txt").read_text(encoding="utf-8")
CLERK = "u-d54-clerk"


def read(api, by=CLERK, status=200, **body):
    return api.post("/intake", body, by=by, status=status)


def test_each_unit_gets_its_letter_of_the_stack(api):
    of_district = read(api, text=STACK, unit="d54")
    assert (of_district["number"], of_district["date"]) == ("กท 0403/ว 32", "2024-03-04")
    assert of_district["is_circular"] is True
    assert (of_district["urgency"], of_district["secrecy"]) == ("normal", "open")
    assert of_district["weekday_conflicts"][0]["actual"] == "อังคาร"
    assert of_district["confidence"]["number"] >= 0.9
    place = of_district["words"]["subject"]
    assert of_district["text"][place["begin"] : place["end"]] == place["words"]
    of_section = read(api, by="u-d54-edu-clerk", text=STACK, unit="d54-edu")
    assert (of_section["number"], of_section["from_unit"]) == ("กท 5401/511", "ฝ่ายปกครอง")
    assert read(api, by="u-sch-1-clerk", text=STACK, unit="d54-sch-1")["number"] == "กท 5407/800"


def test_a_time_to_count_is_a_question(api):
    text = "ที่ กท ๐๔๐๓/๑๒\nเรื่อง ก\nเรียน ผู้อำนวยการเขต\n\nให้ตอบภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ และให้ส่งภายใน ๓ วันทำการ"
    found = read(api, text=text, unit="d54")
    assert found["deadline_questions"] == [
        {"words": "ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ", "days": 15},
        {"words": "ภายใน ๓ วันทำการ", "days": None},
    ]
    assert found["deadlines"] == []


def test_a_file_beside_the_unit(api):
    content = paper_letter(
        "บันทึกข้อความ", (("ที่", "กท ๐๔๐๓/๑๒"), ("เรื่อง", "ทดสอบ"), ("เรียน", "ผู้อำนวยการเขต")), "ด้วยมีการทดสอบ"
    )
    browser = api.web.browser()
    kind, body = browser.encode_multipart([("unit", "d54")], [("file", "letter.pdf", content)])
    found = api.call("POST", "/intake", body, by=CLERK, Content_Type=kind)
    assert (found["number"], found["subject"]) == ("กท 0403/12", "ทดสอบ")


def test_nothing_is_stored(api):
    with api.web.office.desk() as desk:
        before = desk.root._p_jar.db().lastTransaction()
    read(api, text=STACK, unit="d54")
    with api.web.office.desk() as desk:
        assert desk.root._p_jar.db().lastTransaction() == before
        arrivals = Path(desk.var) / "arrivals"
        assert not (arrivals.is_dir() and list(arrivals.iterdir()))


def test_top_secret_is_refused_at_this_door_too(api):
    refused = read(api, text="ลับที่สุด\nที่ กท ๐๔๐๓/๑๒\nเรื่อง ก\nเรียน ผู้อำนวยการเขต", unit="d54", status=422)
    assert refused["type"].endswith("top-secret-refused")


@pytest.mark.parametrize("unit", ["d54", "d54-edu", "nowhere"])
def test_who_does_not_register_there_gets_nothing(api, unit):
    read(api, by="u-sch-1-teacher", text=STACK, unit=unit, status=404)


def test_without_a_unit_it_is_for_registries(api):
    assert read(api, text=STACK)["number"] == "กท 0403/ว 32"
    read(api, by="u-sch-1-teacher", text=STACK, status=403)


def test_nothing_to_read_is_said(api):
    assert read(api, text="  ", unit="d54", status=422)["field"] == "text"
