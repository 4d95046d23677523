"""สำเนาคู่ฉบับที่ได้รับผ่าน API: listed page by page, by day and unit, for who keeps the books of central saraban."""

import pytest

from saraban.api.views import copies
from saraban.central.giving import give_copy
from saraban.core.pace import Pace
from saraban.documents.read_back import bare, read_pages
from saraban.letters import records
from saraban.letters.content import Letter
from tests.common.codes import codes_of

KEEPER, STRANGER = "u-central-clerk", "u-sch-1-teacher"
HEAD, CLERK = "u-d54-edu-head", "u-d54-edu-clerk"
AT = "/units/central/copies"


@pytest.fixture(scope="module", autouse=True)
def given(api):
    """Copies of six letters of two units, one of them void, and one that few read by now."""
    with api.web.office.desk() as desk:
        for n in range(1, 8):
            letter = Letter(10**15 + n)
            letter.from_unit, letter.subject, letter.number = ("env", "dds")[n % 2], f"ฉบับที่ {n}", f"กท 09/{n}"
            letter.dated, letter.created_at, letter.to_text = desk.today, desk.now, "หน่วยงาน"
            records.add_letter(desk.root, letter)
            give_copy(desk, letter=letter)
            letter.state = "void" if n == 6 else "signed"
            letter.scopes = () if n == 7 else letter.scopes
        desk.tm.commit()


def test_page_by_page_with_what_each_says(api):
    first = api.get(f"{AT}?limit=4", by=KEEPER)
    rest = api.get(f"{AT}?limit=4&cursor={first['next']}", by=KEEPER)
    found = [*first["items"], *rest["items"]]
    assert (len(first["items"]), rest["next"]) == (4, None)
    assert sorted(one["number"] for one in found) == [f"กท 09/{n}" for n in range(1, 8)]
    assert len({one["id"] for one in found}) == 7
    by_number = {one["number"]: one for one in found}
    one = by_number["กท 09/2"]
    assert (one["unit"], one["from"], one["to"], one["subject"]) == ("env", "สำนักสิ่งแวดล้อม", "หน่วยงาน", "ฉบับที่ 2")
    assert (one["date"], one["received_at"][:10], one["is_void"]) == ("2024-03-08", "2024-03-08", False)
    assert api.get(f"/letters/{one['letter']}", by=KEEPER)["subject"] == "ฉบับที่ 2"
    assert by_number["กท 09/6"]["is_void"] is True
    hidden = by_number["กท 09/7"]
    assert (hidden["letter"], hidden["unit"], hidden["date"]) == (None, None, "2024-03-08")
    assert {hidden[name] for name in ("from", "to", "subject")} == {"เฉพาะผู้เกี่ยวข้อง"}
    ids = api.get(f"{AT}?fields=id", by=KEEPER)["items"]
    assert ids == [{"id": one["id"]} for one in found]


def test_by_unit_and_by_day(api):
    def numbers(query):
        return sorted(one["number"] for one in api.get(f"{AT}?{query}", by=KEEPER)["items"])

    assert numbers("unit=env") == [f"กท 09/{n}" for n in (2, 4, 6)]
    assert numbers("day=2024-03-08&unit=dds") == [f"กท 09/{n}" for n in (1, 3, 5, 7)]
    assert numbers("day=2024-03-07") == numbers("unit=d54") == []


def test_hidden_from_others_as_if_not_there(api):
    for person in (STRANGER, "u-d54-clerk", "u-bma-admin"):
        assert api.get(AT, by=person, status=404)
    assert api.get(f"{AT}?cursor=x", by=KEEPER, status=422)
    assert api.get("/units/nowhere/copies", by=KEEPER, status=404)


@pytest.fixture(scope="module")
def place(api):
    """Where the office's copy of a letter is that was signed."""
    body = {"unit": "d54-edu", "subject": "ขอสำเนาผ่าน API", "body": "ข้อความ", "addressees": ["unit:d54"]}
    letter = api.post("/letters", body, by=CLERK, status=201)["id"]
    assert api.get(f"/letters/{letter}/office-copy.pdf", by=CLERK, status=404)
    api.post(f"/letters/{letter}/sign", api.signing(letter, HEAD), by=HEAD)
    return f"/letters/{letter}/office-copy.pdf"


class TestTheCopyItself:
    def test_who_reads_the_books_of_the_unit_or_of_central_saraban_has_it(self, api, place):
        for person in (CLERK, KEEPER):
            given = api.get(place, by=person)
            assert given.headers["Content-Disposition"].startswith("attachment")
            told = "".join(page.text for page in read_pages(given.body))
            for words in ("สำเนาคู่ฉบับ", "ผู้ร่าง", "ผู้พิมพ์", "ผู้ตรวจ"):
                assert bare(words) in told
            assert codes_of(given.body)

    @pytest.mark.parametrize("person", [STRANGER, "u-d53-clerk"])
    def test_nobody_else_is_told_that_there_is_one(self, api, place, person):
        absent = api.get("/letters/4f2k9m0x7c1qz/office-copy.pdf", by=person, status=404)
        assert api.get(place, by=person, status=404)["detail"] == absent["detail"]

    def test_only_so_many_in_a_minute(self, api, place, monkeypatch):
        monkeypatch.setattr(copies, "SETTING", Pace(0))
        assert api.get(place, by=CLERK, status=429)["slug"] == "too-fast"
