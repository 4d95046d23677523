"""บัญชีรายชื่อผู้รับผ่าน API: the list and the named copies, by the same gate as the pages."""

from __future__ import annotations

import pytest

from saraban.documents.read_back import bare, read_pages

CLERK, HEAD, SCHOOL, STRANGER = "u-d54-edu-clerk", "u-d54-edu-head", "u-sch-1-clerk", "u-d54-finance-clerk"
LIST = "หน่วยงาน,เรียน\nd54-sch-1,ผู้อำนวยการโรงเรียนที่หนึ่ง\nd54-sch-2,ผู้อำนวยการโรงเรียนที่สอง\n"


@pytest.fixture(scope="module")
def letter(api):
    """One letter for all of a list, signed and sent."""
    body = {"name": "เชิญทุกโรงเรียน", "subject": "ขอเชิญประชุม", "body": "ด้วยขอเชิญประชุม", "kind": "external"}
    key = api.post("/units/d54-edu/templates", body, by=CLERK, status=201)["template"]["id"]
    made = api.post(f"/templates/{key}/letters", {"mode": "one", "list": LIST}, by=CLERK, status=201)
    letter = made["letters"][0]["id"]
    api.post(f"/letters/{letter}/sign", api.signing(letter, HEAD), by=HEAD)
    assert api.get(f"/letters/{letter}/addressees", by=SCHOOL, status=404)
    api.post(f"/letters/{letter}/send", by=CLERK)
    return letter


def test_the_list_says_whose_copy_may_be_had(api, letter):
    rows = api.get(f"/letters/{letter}/addressees", by=SCHOOL)["items"]
    assert [(r["n"], r["unit"], r["to"], r["has_copy"]) for r in rows] == [
        (1, "d54-sch-1", "ผู้อำนวยการโรงเรียนที่หนึ่ง", True),
        (2, "d54-sch-2", "ผู้อำนวยการโรงเรียนที่สอง", False),
    ]
    assert [r["has_copy"] for r in api.get(f"/letters/{letter}/addressees", by=CLERK)["items"]] == [True, True]


def test_an_addressee_has_its_own_copy_alone(api, letter):
    given = api.get(f"/letters/{letter}/copies/1.pdf", by=SCHOOL)
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert bare("เรียน ผู้อำนวยการโรงเรียนที่หนึ่ง") in read_pages(given.body)[0].text
    for there in ("copies/2.pdf", "copies/3.pdf", "copies.pdf"):
        api.get(f"/letters/{letter}/{there}", by=SCHOOL, status=404)


def test_the_sender_has_all_as_one_file(api, letter):
    assert len(read_pages(api.get(f"/letters/{letter}/copies.pdf", by=CLERK).body)) == 2
    assert len(read_pages(api.get(f"/letters/{letter}/copies.pdf?from_row=2", by=CLERK).body)) == 1
    api.get(f"/letters/{letter}/copies.pdf?from_row=3", by=CLERK, status=404)


def test_nobody_else_is_told_of_a_list(api, letter):
    absent = api.get("/letters/4f2k9m0x7c1qz/addressees", by=STRANGER, status=404)["detail"]
    for there in ("addressees", "copies/1.pdf", "copies.pdf"):
        assert api.get(f"/letters/{letter}/{there}", by=STRANGER, status=404)["detail"] == absent
