"""บัญชีรายชื่อผู้รับ over HTTP: the addressee finds its row and its copy with the letter, the sender all of them."""

import re

import pytest

from saraban.core.ids import id_text
from saraban.core.pace import Pace
from saraban.documents.read_back import bare, read_pages
from saraban.exchange import listed
from saraban.exchange.sending import send
from saraban.letters import records
from saraban.letters.drafting import Draft
from saraban.letters.verifying import address_of
from saraban.templates.merging import merge_list
from tests.common.codes import pages_with
from tests.common.issuing_world import open_signing_office
from tests.common.people import Person

CLERK = "u-d54-edu-clerk"
ROWS = "หน่วยงาน,เรียน\nd54-sch-1,ผู้อำนวยการโรงเรียนที่หนึ่ง\nd54-sch-2,ผู้อำนวยการโรงเรียนที่สอง\n,ประธานชุมชนตัวอย่าง\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("named-copies-pages"))
    yield office
    office.web.office.close()


@pytest.fixture(scope="module")
def letter(office):
    """One letter for all of a list: signed and sent; gives its key."""
    with office.web.office.desk() as desk:
        form = Draft(
            subject="ขอเชิญประชุม", to_text="", body="ด้วยขอเชิญประชุม", kind="external", signer_post="d54-edu.head"
        )
        clerk = office.web.office.actor(desk, CLERK)
        merge = merge_list(desk, clerk, unit="d54-edu", form=form, data=ROWS.encode(), mode="one", title="เชิญ")
        desk.tm.commit()
        (key,) = merge.letters
    office.sign(key)
    with office.web.office.desk() as desk:
        send(desk, office.web.office.actor(desk, CLERK), letter=records.letter_by_id(desk.root, key))
        desk.tm.commit()
    return id_text(key)


@pytest.fixture(scope="module")
def people(office):
    found = {}
    return lambda name: found.setdefault(name, Person(office.web, name))


def words(answer):
    return "".join(page.text for page in read_pages(answer.body))


class TestAnAddressee:
    def test_its_row_and_its_copy_stand_on_the_page_of_the_letter(self, people, letter):
        page = people("u-sch-1-clerk").get(f"/l/{letter}")
        card = page.html.select_one("#listed")
        assert "ลำดับที่ ๑ จาก ๓" in " ".join(card.get_text(" ", strip=True).split())
        assert "ผู้อำนวยการโรงเรียนที่หนึ่ง" in card.get_text()
        assert card.select_one(f'a[href="/l/{letter}/copies/1.pdf"]')
        assert "ผู้อำนวยการโรงเรียนที่สอง" not in card.get_text()
        assert f"/l/{letter}/issued.pdf" in page.text

    def test_the_units_on_the_list_with_its_own_row_marked(self, people, letter):
        page = people("u-sch-1-clerk").get(f"/l/{letter}/copies")
        for name in ("ผู้อำนวยการโรงเรียนที่หนึ่ง", "ผู้อำนวยการโรงเรียนที่สอง"):
            assert name in page.text
        assert "ประธานชุมชนตัวอย่าง" not in page.text
        assert "ผู้รับนอกระบบอีก ๑ ราย" in " ".join(page.html.select_one("#outside").get_text(" ").split())
        assert set(re.findall(r"/copies/(\d+)\.pdf", page.text)) == {"1"}
        assert "copies.pdf" not in page.text

    def test_its_copy_names_it_and_leads_to_the_signed_letter(self, office, people, letter):
        answer = people("u-sch-1-clerk").get(f"/l/{letter}/copies/1.pdf")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="copy-{letter}-1.pdf"'
        for part in ("เรียน ผู้อำนวยการโรงเรียนที่หนึ่ง", "สำเนาหนังสือที่ลงนาม ลำดับที่ ๑"):
            assert bare(part) in words(answer)
        with office.web.office.desk() as desk:
            address = address_of(records.read_letter(desk.root, office.web.office.actor(desk, CLERK), letter),
                                 "http://127.0.0.1:6543")  # fmt: skip
        assert pages_with(answer.body, address) == [1]

    def test_nobody_elses(self, people, letter):
        for there in ("copies/2.pdf", "copies/3.pdf", "copies/9.pdf", "copies.pdf", "copies.pdf?from=1"):
            people("u-sch-1-clerk").get(f"/l/{letter}/{there}", status=404)

    def test_nobody_who_is_not_on_the_list(self, office, people, letter):
        with office.web.office.desk() as desk:  # who reads the letter by another way
            found = records.read_letter(desk.root, office.web.office.actor(desk, CLERK), letter)
            records.add_scopes(desk.root, found, "u:d54-finance")
            desk.tm.commit()
        reader = people("u-d54-finance-clerk")
        page = reader.get(f"/l/{letter}")
        assert page.html.select_one("#listed") is None
        assert "/copies" not in page.text
        for there in ("copies", "copies/1.pdf", "copies.pdf"):
            reader.get(f"/l/{letter}/{there}", status=404)


class TestTheSender:
    def test_has_all_copies_and_one_file_for_printing(self, people, letter):
        clerk = people(CLERK)
        page = clerk.get(f"/l/{letter}/copies")
        assert set(re.findall(r"/copies/(\d+)\.pdf", page.text)) == {"1", "2", "3"}
        assert "ลำดับที่ ๑–๓" in page.html.select_one("#together").get_text()
        answer = clerk.get(f"/l/{letter}/copies.pdf?from=1")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="copies-{letter}-1.pdf"'
        pages = read_pages(answer.body)
        assert [bare("เรียน ประธานชุมชนตัวอย่าง") in page.text for page in pages] == [False, False, True]
        clerk.get(f"/l/{letter}/copies.pdf?from=4", status=404)
        assert clerk.get(f"/l/{letter}").html.select_one("#listed") is None

    def test_a_long_list_is_shown_in_parts(self, people, letter, monkeypatch):
        monkeypatch.setattr("saraban.ui.unit_templates.copies.PAGE", 2)
        page = people(CLERK).get(f"/l/{letter}/copies")
        assert "ประธานชุมชนตัวอย่าง" not in page.text
        assert "ประธานชุมชนตัวอย่าง" in people(CLERK).get(f"/l/{letter}/copies?from=3").text
        assert 'href="?from=3"' in page.text

    def test_so_many_a_minute(self, people, letter, monkeypatch):
        monkeypatch.setattr(listed, "TOGETHER", Pace(0))
        people(CLERK).get(f"/l/{letter}/copies.pdf", status=429)
