"""สำเนาคู่ฉบับที่ได้รับ over HTTP: what central saraban's registrars see of issued letters, and what others do not."""

import csv
import io
import re
from urllib.parse import quote

import pytest

from saraban.agencies.service import add_unit, find_unit
from saraban.central.giving import give_copy
from saraban.core.ids import id_value
from saraban.documents.read_back import bare, read_pages
from saraban.letters import records
from saraban.letters.apart import refresh_readers
from saraban.letters.content import Letter
from saraban.people import service as people
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

HEAD = "นางสมมติ การศึกษาตัวอย่าง"
HERE, SCOPE = "/registers/central/copies", "c:central"
WORKER = "x-central-member"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("copies"))
    web.office.clock.office = at(13, 9, 0)
    with web.office.desk() as desk:
        root = desk.root
        people.add_person(root, id=WORKER, name="นายสมมติ ผู้ปฏิบัติงาน")
        people.add_post(root, id="central.member", unit="central", title="ผู้ปฏิบัติงานสารบรรณกลาง")
        people.grant_role(root, unit="central", role="member", post="central.member")
        people.appoint(root, person=WORKER, post="central.member", since=desk.today)
        desk.tm.commit()
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def keeper(web):
    return Person(web, "u-central-clerk")


@pytest.fixture(scope="module")
def worker(web):
    return Person(web, WORKER)


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def head(web):
    return Person(web, "u-d54-edu-head")


@pytest.fixture(scope="module")
def issue(officer, head):
    """Write, propose and sign; gives the letter's key."""

    def issue(subject, addressees=("unit:d54",)):
        key = officer.write("/drafts/new", addressees=list(addressees), subject=subject, body="ตามที่\nนั้น")
        form = officer.get(f"/l/{key}/propose").forms["act"]
        form["to_post"] = "d54-edu.head"
        form.submit(status=303)
        head.sign(key, HEAD)
        return key

    return issue


def change(web, key, work):
    with web.office.desk() as desk:
        work(desk, records.letter_by_id(desk.root, id_value(key)))
        desk.tm.commit()


def table(person, query=""):
    answer = person.get(f"{HERE}/export.csv{query}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


class TestKept:
    """Who keeps the books of central saraban."""

    def test_lists_finds_and_opens_the_copy(self, issue, keeper):
        key = issue("ขอข้อมูลสำเนากลางหนึ่ง")
        page = keeper.get(HERE)
        for words in ("ขอข้อมูลสำเนากลางหนึ่ง", "ฝ่ายการศึกษา", "กท ๕๔๐๗/", "๑๓ มี.ค. ๒๕๖๗", f"/l/{key}/office-copy.pdf"):
            assert words in page.text
        assert "๐๙.๐๐ น." in page.text
        assert f'href="{HERE}"' in keeper.get("/registers?unit=central").text
        assert f"/l/{key}" in keeper.find("สำเนากลางหนึ่ง")
        assert f"/l/{key}/office-copy.pdf" in keeper.get(f"/l/{key}").text
        copy = keeper.get(f"/l/{key}/office-copy.pdf")
        assert copy.content_type == "application/pdf"
        text = "".join(sheet.text for sheet in read_pages(copy.body))
        for words in ("สำเนาคู่ฉบับ", "ผู้ร่าง", "ผู้พิมพ์", "ผู้ตรวจ", HEAD):
            assert bare(words) in text

    def test_a_void_letter_stays_and_is_marked(self, issue, keeper, head):
        key = issue("เรื่องที่จะยกเลิก")
        form = head.get(f"/l/{key}/void").forms["act"]
        form["reason"] = "ออกผิด"
        form.submit(status=303)
        page = keeper.get(HERE)
        assert re.search(r'<tr class="void".*?เรื่องที่จะยกเลิก.*?ยกเลิก.*?</tr>', page.text, re.DOTALL)
        assert next(row for row in table(keeper) if row[5] == "เรื่องที่จะยกเลิก")[6] == "ยกเลิก"
        text = "".join(s.text for s in read_pages(keeper.get(f"/l/{key}/office-copy.pdf").body))
        assert bare("ยกเลิก") in text

    def test_by_day_and_by_unit(self, web, issue, keeper):
        web.office.clock.office = at(14, 10, 30)
        issue("เรื่องของวันที่สิบสี่")
        web.office.clock.office = at(15, 8, 0)
        issue("เรื่องของวันที่สิบห้า")

        def seen(query):
            page = keeper.get(f"{HERE}?{quote(query, safe='=&')}")
            return [n for n in ("สิบสี่", "สิบห้า") if f"เรื่องของวันที่{n}" in page.text]

        assert seen("") == seen("since=2024-03-14&until=2024-03-15") == ["สิบสี่", "สิบห้า"]
        assert seen("since=14 มี.ค. 67&until=14 มี.ค. 67") == ["สิบสี่"]
        assert seen("since=2024-03-15") == ["สิบห้า"]
        assert seen("until=2024-03-14") == ["สิบสี่"]
        assert seen("from=d54-edu&since=2024-03-15") == seen("from=ฝ่ายการศึกษา&since=2024-03-15") == ["สิบห้า"]
        assert len(table(keeper, "?since=2024-03-14&until=2024-03-14")) == 2
        for query in ("from=ฝ่ายที่ไม่มี", "since=2024-03-15&until=2024-03-14", "since=เมื่อวานนี้นะ"):
            assert keeper.get(f"{HERE}?{quote(query, safe='=&')}", status=422)

    def test_page_by_page(self, web, keeper):
        with web.office.desk() as desk:
            for n in range(1, 121):
                letter = Letter(10**15 + n)
                letter.from_unit, letter.subject, letter.number = "env", f"ฉบับที่ {n}.", f"กท 09/{n}"
                records.add_letter(desk.root, letter)
                assert give_copy(desk, letter=letter) == "central"
            desk.tm.commit()
        seen, address = [], f"{HERE}?from=env"
        while address:
            page = keeper.get(address)
            found = [int(n) for n in re.findall(r"ฉบับที่ (\d+)\.", page.text)]
            assert 0 < len(found) <= 50
            seen += found
            link = re.search(r'rel="next" href="([^"]+)"', page.text)
            address = link.group(1).replace("&amp;", "&") if link else ""
        assert sorted(seen) == list(range(1, 121))
        assert len(table(keeper, "?from=env")) == 121
        assert 'rel="prev"' in page.text
        assert "ยังไม่มีสำเนาคู่ฉบับ" in keeper.get(f"{HERE}?from=env&page=9").text


class TestHidden:
    """Everybody else."""

    @pytest.mark.parametrize("address", [HERE, f"{HERE}/export.csv", f"{HERE}/export.xlsx", f"{HERE}?from=x"])
    def test_from_who_does_not_keep_the_books_of_central_saraban(self, clerk, head, worker, address):
        for person in (clerk, head, worker):
            assert person.get(address, status=404)
            assert HERE not in person.get("/registers", status="*").text

    def test_the_letter_itself_from_who_works_there_and_from_outsiders(self, web, issue, worker):
        key = issue("เรื่องที่คนอื่นไม่เห็น")
        stranger = Person(web, "u-sch-1-teacher")
        for person in (worker, stranger):
            for address in (f"/l/{key}", f"/l/{key}/office-copy.pdf", f"/l/{key}/issued.pdf"):
                assert person.get(address, status=404)
            assert person.find("เรื่องที่คนอื่นไม่เห็น") == set()
        assert web.browser().get(HERE).status_code == 303

    def test_a_letter_that_few_read_afterwards_shows_number_and_dates(self, web, issue, keeper):
        key = issue("เรื่องที่ปิดภายหลัง")

        def close(desk, letter):
            letter.handling, letter.own_scopes = "concerned", letter.scopes
            refresh_readers(desk.root, letter)
            letter.number = "กท 5407/99999"

        change(web, key, close)
        page = keeper.get(f"{HERE}?from=d54-edu")
        for words in ("เรื่องที่ปิดภายหลัง", key):
            assert words not in page.text
        for words in ("กท ๕๔๐๗/๙๙๙๙๙", "เฉพาะผู้เกี่ยวข้อง"):
            assert words in page.text
        row = next(row for row in table(keeper) if row[1] == "กท 5407/99999")
        assert row[3:6] == ["เฉพาะผู้เกี่ยวข้อง"] * 3
        for address in (f"/l/{key}", f"/l/{key}/office-copy.pdf"):
            assert keeper.get(address, status=404)
        assert keeper.find("เรื่องที่ปิดภายหลัง") == set()

    def test_an_agency_with_a_registry_of_its_own_keeps_its_letters(self, web, issue, keeper):
        with web.office.desk() as desk:
            add_unit(desk.root, code="d54-central", title="สารบรรณกลางเขต", kind="central", parent="d54")
            desk.tm.commit()
        key = issue("เรื่องของเขตเอง")
        assert "เรื่องของเขตเอง" not in keeper.get(HERE).text
        assert keeper.get(f"/l/{key}", status=404)
        with web.office.desk() as desk:
            find_unit(desk.root, "d54-central").active = False
            desk.root["agencies"].changes.version += 1
            desk.tm.commit()
