"""สมุดส่งหนังสือ and ใบรับหนังสือ over HTTP: what left a unit and who took it in, for who may read its books."""

import csv
import io

import openpyxl
import pytest

from saraban.core.access import person_scope
from saraban.core.ids import id_value
from saraban.exchange.forwarding import forward
from saraban.exchange.leaving import left_between
from saraban.exchange.receiving import open_delivery, register_delivery, return_delivery
from saraban.exchange.sending import pull_back, send, send_on_paper
from saraban.letters import records
from saraban.letters.drafting import Draft, sign, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.registers.service import issue, void
from tests.common.office import at
from tests.common.people import Person, key_of
from tests.common.printed import bare, printed_pages
from tests.common.web import open_web
from tests.integration.test_seed_services import TypedName

BOOK = "/registers/d54-edu/deliveries"
SUBJECT = "ขอเชิญประชุมผู้บริหารสถานศึกษา"
HEADS = ["เลขทะเบียน", "จาก", "ถึง", "หน่วยรับ", "ผู้รับ", "วันและเวลา", "หมายเหตุ"]
ADDRESSEES = ("unit:d54", "unit:d54-works", "unit:d54-env", "unit:d54-civil")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("deliveries"))
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def sent(web):
    """The education section's day: a letter to four units, one on paper, two numbers without a document."""
    office = web.office
    with office.desk() as desk:

        def who(person):
            return office.actor(desk, person)

        def done(hour, minute=0):
            desk.tm.commit()
            desk.tm.begin()
            office.clock.office = at(8, hour, minute)

        done(9, 1)
        letter = signed(desk, who, SUBJECT, ADDRESSEES)
        to = {d.to_unit: d for d in send(desk, who("u-d54-edu-head"), letter=letter)}
        pull_back(desk, who("u-d54-edu-clerk"), delivery=to["d54-civil"])
        done(10)
        on_paper = signed(desk, who, "ขอความอนุเคราะห์วิทยากร", ())
        send_on_paper(desk, who("u-d54-edu-head"), letter=on_paper, how="ให้ผู้นำสารส่งที่สำนักงานเขตลาดกระบัง")
        number(desk, who, "ส่งแบบสำรวจ", "โรงเรียนเอกชนตัวอย่าง")
        number(desk, who, "ออกเลขผิด", "-", why="พิมพ์ผิดชุด")
        done(10, 30)
        register_delivery(desk, who("u-d54-clerk"), delivery=to["d54"])
        done(11)
        return_delivery(desk, who("u-d54-works-clerk"), delivery=to["d54-works"], reason="ไม่เกี่ยวข้อง")
        open_delivery(desk, who("u-d54-env-clerk"), delivery=to["d54-env"])
        done(11, 30)
        return {"letter": letter.key, "on_paper": on_paper.key, **{code: d.key for code, d in to.items()}}


def signed(desk, who, subject, addressees):
    form = Draft(subject=subject, to_text="ผู้อำนวยการเขต", addressees=addressees)
    draft = write_draft(desk, who("u-d54-edu-officer"), unit="d54-edu", form=form)
    desk.tm.commit()
    desk.tm.begin()
    head = who("u-d54-edu-head")
    return sign(desk, head, letter=draft, proof=TypedName(head.person), typed_name=head.name)


def number(desk, who, subject, to, why=""):
    entry = issue(
        desk, who("u-d54-edu-clerk"), unit="d54-edu", series="send", subject=subject, from_="ฝ่ายการศึกษา", to=to
    )
    if why:
        void(desk, who("u-d54-edu-clerk"), entry.ref, why)


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-edu-clerk")


@pytest.fixture(scope="module")
def stranger(web):
    return Person(web, "u-sch-1-clerk")


@pytest.fixture
def rows(clerk, sent):
    page = clerk.get(BOOK)
    return [
        [" ".join(td.text.split()) for td in tr.select("td")]
        for tr in page.html.select(".form-table tbody tr:not(.day)")
    ]


def row_of(rows, unit):
    return next(row for row in rows if unit in row[3])


class TestBook:
    def test_it_has_the_columns_of_the_form(self, clerk, sent):
        page = clerk.get(BOOK)
        assert [th.text for th in page.html.select(".form-table thead th")] == HEADS
        assert "แบบที่ ๑๖" in page.text
        assert "วันศุกร์ที่ ๘ มีนาคม ๒๕๖๗" in page.text

    def test_what_was_registered_says_by_whom_and_when(self, rows):
        row = row_of(rows, "สำนักงานเขตหนองจอก")
        assert row[4:6] == ["นางสมมติ สารบรรณเขตตัวอย่าง", "๘ มี.ค. ๒๕๖๗ ๑๐.๓๐ น."]
        assert row[6].startswith("ส่งในระบบ เลขรับ ๓๓๙๘")
        assert row[1:3] == ["ฝ่ายการศึกษา", "ผู้อำนวยการเขต"]

    @pytest.mark.parametrize(
        ("unit", "remark"),
        [
            ("ฝ่ายโยธา", "ส่งคืน: ไม่เกี่ยวข้อง"),
            ("ฝ่ายสิ่งแวดล้อมและสุขาภิบาล", "ส่งในระบบ เปิดแล้ว รอลงทะเบียนรับ"),
            ("ฝ่ายทะเบียน", "ดึงคืน"),
        ],
    )
    def test_what_was_not_says_where_it_stands(self, rows, unit, remark):
        row = row_of(rows, unit)
        assert row[4:6] == ["", ""]
        assert row[6].startswith(remark)

    def test_paper_has_cells_to_sign_in(self, rows):
        (by_hand,) = [row for row in rows if "ลาดกระบัง" in row[6]]
        assert by_hand[4:6] == ["", ""]
        (numbered,) = [row for row in rows if row[3] == "โรงเรียนเอกชนตัวอย่าง"]
        assert numbered[4:6] == ["", ""]
        (struck,) = [row for row in rows if "พิมพ์ผิดชุด" in row[6]]
        assert struck[6] == "ยกเลิก: พิมพ์ผิดชุด"

    def test_another_day_is_empty_and_a_span_holds_its_days(self, clerk, sent):
        assert "ไม่มีรายการ" in clerk.get(BOOK, params={"since": "๗ มี.ค. ๖๗"}).text
        assert SUBJECT not in clerk.get(BOOK).text
        page = clerk.get(BOOK, params={"since": "1/3/2567", "until": "31/3/2567"})
        assert "ส่งคืน: ไม่เกี่ยวข้อง" in page.text

    def test_days_in_the_wrong_order_are_refused(self, clerk, sent):
        page = clerk.get(BOOK, params={"since": "9 มี.ค. 67", "until": "8 มี.ค. 67"}, status=422)
        assert "วันสุดท้ายอยู่ก่อนวันแรก" in page.text

    def test_what_is_sent_on_stands_under_its_receive_number(self, web, sent, clerk):
        with web.office.desk() as desk:
            actor = web.office.actor(desk, "u-d54-edu-clerk")
            done = register_incoming(
                desk, actor, unit="d54-edu", form=Incoming(subject="แจ้งเวียน", from_text="สำนักการศึกษา")
            )
            forward(desk, actor, paper=done.paper, to=("unit:d54-sch-1",))
            number = done.paper.n
            desk.tm.commit()
        page = clerk.get(f"{BOOK}/export.csv").body.decode("utf-8-sig")
        assert f'"รับ {number}","สำนักการศึกษา"' in page

    def test_it_is_a_link_among_the_books(self, clerk, sent):
        assert f'href="{BOOK}"' in clerk.get("/registers").text


class TestOut:
    def test_the_form_has_every_row_in_thai_digits(self, clerk, rows):
        words = "".join(printed_pages(clerk.get(f"{BOOK}/form.pdf").body))
        for text in (*HEADS, "แบบที่ ๑๖", "วันที่ ๘ เดือน มีนาคม พ.ศ. ๒๕๖๗", "ส่งคืน: ไม่เกี่ยวข้อง", "๑๐.๓๐ น.", "เลขรับ ๓๓๙๘"):
            assert bare(text) in words
        assert "3398" not in words

    def test_tables_have_the_same_rows_in_plain_digits(self, clerk, rows):
        lines = list(csv.reader(io.StringIO(clerk.get(f"{BOOK}/export.csv").body.decode("utf-8-sig"))))
        assert lines[0] == ["วันที่ส่ง", *HEADS]
        assert len(lines) == len(rows) + 1
        assert any("เลขรับ 3398" in line[7] and line[6] == "8 มี.ค. 2567 10.30 น." for line in lines)
        sheet = openpyxl.load_workbook(io.BytesIO(clerk.get(f"{BOOK}/export.xlsx").body)).active
        assert [cell.value or "" for cell in sheet[3]] == lines[1]

    @pytest.mark.parametrize("file", ["", "/form.pdf", "/export.csv", "/export.xlsx", "/slips.pdf"])
    def test_nobody_sees_the_book_of_a_unit_that_he_may_not_read(self, stranger, sent, file):
        hidden = stranger.get(f"{BOOK}{file}", status=404)
        missing = stranger.get(f"/registers/nowhere/deliveries{file}", status=404)
        assert hidden.html.h1 == missing.html.h1


class TestLettersForNamedPersons:
    """A letter that only named persons read left the unit too; the book says no more of it to the others."""

    @pytest.fixture
    def named(self, web, clerk, sent):
        with web.office.desk() as desk:
            letters = [records.letter_by_id(desk.root, id_value(sent[name])) for name in ("letter", "on_paper")]
            before = [letter.scopes for letter in letters]
            for letter in letters:
                letter.scopes = (person_scope("u-d54-edu-head"),)
            desk.tm.commit()
            yield letters
            desk.tm.begin()
            for letter, scopes in zip(letters, before, strict=True):
                letter.scopes = scopes
            desk.tm.commit()

    def test_neither_page_nor_paper_nor_table_says_what_it_is_about(self, clerk, sent, named):
        page = clerk.get(BOOK)
        assert page.text.count("เฉพาะผู้เกี่ยวข้อง") >= 8
        table = clerk.get(f"{BOOK}/export.csv").body.decode("utf-8-sig")
        paper = "".join(
            printed_pages(clerk.get(f"{BOOK}/form.pdf").body) + printed_pages(clerk.get(f"{BOOK}/slips.pdf").body)
        )
        for hidden in (SUBJECT, "ผู้อำนวยการเขต", "ลาดกระบัง", sent["letter"]):
            assert hidden not in page.text
            assert hidden not in table
            assert bare(hidden) not in paper
        assert "เลขรับ 3398" in table

    def test_there_is_no_slip_of_it(self, clerk, sent, named):
        clerk.get(f"/l/{sent['letter']}/slips.pdf", status=404)
        clerk.get(f"/deliveries/{sent['d54']}/slip.pdf", status=404)


class TestSlips:
    def test_the_bearer_of_a_paper_is_given_one(self, clerk, stranger, sent):
        form = clerk.get("/receive/d54-edu").forms["receive"]
        form["subject"], form["number"] = "ส่งเอกสารประกอบ", "ศธ 0210/55"
        done = form.submit(status=303).follow()
        paper = key_of(done)
        assert f"/p/{paper}/slip.pdf" in done.text
        assert f"/p/{paper}/slip.pdf" in clerk.get(f"/p/{paper}").text
        words = "".join(printed_pages(clerk.get(f"/p/{paper}/slip.pdf").body))
        for text in (
            "ใบรับหนังสือ",
            "แบบที่ ๑๗",
            "ที่ ศธ ๐๒๑๐/๕๕",
            "ถึง ฝ่ายการศึกษา",
            "เรื่อง ส่งเอกสารประกอบ",
            "รับวันที่ ๘ เดือน มีนาคม",
        ):
            assert bare(text) in words
        assert bare("ผู้รับ นายสมมติ ธุรการการศึกษา") in words
        stranger.get(f"/p/{paper}/slip.pdf", status=404)

    def test_one_for_each_unit_that_a_letter_went_to(self, clerk, stranger, sent):
        address = f"/l/{sent['letter']}/slips.pdf"
        assert address in clerk.get(f"/l/{sent['letter']}").text
        (words,) = printed_pages(clerk.get(address).body)
        assert words.count(bare("ใบรับหนังสือ")) == 3
        assert words.count(bare(SUBJECT)) == 3
        assert bare("ฝ่ายทะเบียน") not in words
        stranger.get(address, status=404)

    def test_a_reader_at_the_receiving_unit_gets_only_its_own(self, web, sent):
        receiver = Person(web, "u-d54-env-clerk")
        receiver.get(f"/l/{sent['letter']}")
        receiver.get(f"/l/{sent['letter']}/slips.pdf", status=404)
        words = "".join(printed_pages(receiver.get(f"/deliveries/{sent['d54-env']}/slip.pdf").body))
        assert bare("ถึง ฝ่ายสิ่งแวดล้อม") in words
        receiver.get(f"/deliveries/{sent['d54']}/slip.pdf", status=404)

    def test_on_paper_there_is_one_for_the_addressee(self, clerk, sent):
        (words,) = printed_pages(clerk.get(f"/l/{sent['on_paper']}/slips.pdf").body)
        assert words.count(bare("ใบรับหนังสือ")) == 1
        assert bare("ถึง ผู้อำนวยการเขต") in words

    def test_those_of_a_day_are_for_what_nobody_receipted(self, clerk, sent):
        (words,) = printed_pages(clerk.get(f"{BOOK}/slips.pdf").body)
        assert bare("ส่งแบบสำรวจ") in words
        assert bare("ออกเลขผิด") not in words
        assert bare("ถึง สำนักงานเขตหนองจอก") not in words
        clerk.get(f"{BOOK}/slips.pdf", params={"since": "1 มี.ค. 67"}, status=404)


class TestOlderStores:
    def test_deliveries_from_before_the_book_was_kept_are_in_it(self, web, sent):
        with web.office.desk() as desk:
            exchange, day = desk.root["exchange"], desk.today
            before = [row for row in left_between(exchange, "d54-edu", day, day) if row[1] == "D"]
            exchange.left = None
            assert list(left_between(exchange, "d54-edu", day, day)) == before
            desk.tm.abort()
