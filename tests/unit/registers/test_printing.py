from __future__ import annotations

from datetime import date

import pytest

from saraban.core.clock import FixedClock
from saraban.core.errors import Invalid
from saraban.registers import printing
from saraban.registers.books import Span, entries_in, find_book, read_book
from saraban.registers.printing import print_form
from saraban.registers.service import amend, issue, reserve, void
from saraban.thai.digits import to_thai
from tests.common.office import at
from tests.common.printed import bare, printed_pages

HEADS_13 = "เลขทะเบียนรับ ที่ ลงวันที่ จาก ถึง เรื่อง การปฏิบัติ หมายเหตุ"
HEADS_14 = "เลขทะเบียนส่ง ที่ ลงวันที่ จาก ถึง เรื่อง การปฏิบัติ หมายเหตุ"


@pytest.fixture
def book(desk, registrar):
    """Sixty rows over three days, one of them back-dated."""
    for n in range(1, 61):
        desk.clock = FixedClock(at(4 + n // 25, 9), at(4 + n // 25, 9))
        issue(
            desk,
            registrar,
            unit="d54",
            series="receive",
            number=f"กท 0403/{n}",
            dated=date(2024, 3, 1),
            from_="สำนักการศึกษา",
            to="ผู้อำนวยการเขต",
            subject=f"ขอเชิญประชุมครั้งที่ {n} เรื่องการรับส่งหนังสือราชการ",
            day=date(2024, 3, 4) if n == 40 else None,
        )
    return find_book(desk.root, "d54", "receive", 2567)


def printed(desk, actor, book, span=Span()):
    return printed_pages(print_form(desk, actor, book=book, span=span, unit="สำนักงานเขตหนองจอก"))


class TestSpan:
    @pytest.mark.parametrize(
        ("span", "numbers"),
        [
            (Span(), list(range(1, 61))),
            (Span(3, 5), [3, 4, 5]),
            (Span(first=58), [58, 59, 60]),
            (Span(since=date(2024, 3, 4), until=date(2024, 3, 4)), [*range(1, 25), 40]),
            (Span(since=date(2024, 3, 6)), list(range(50, 61))),
            (Span(until=date(2024, 3, 3)), []),
            (Span(first=20, last=41, until=date(2024, 3, 4)), [20, 21, 22, 23, 24, 40]),
        ],
    )
    def test_numbers_and_days_from_and_to(self, book, span, numbers):
        assert [entry.n for entry in entries_in(book, span)] == numbers


class TestPrintForm:
    def test_a_day_stands_in_the_head_of_the_form(self, desk, registrar, book):
        day = date(2024, 3, 6)
        (page,) = printed(desk, registrar, book, Span(since=day, until=day))
        assert page.startswith(bare("ทะเบียนหนังสือรับ แบบที่ ๑๓ สำนักงานเขตหนองจอก วันที่ ๖ เดือน มีนาคม พ.ศ. ๒๕๖๗"))
        assert bare("กท ๐๔๐๓/๕๐") in page
        assert bare("กท ๐๔๐๓/๔๙") not in page

    def test_heads_and_day_stand_on_every_page_and_pages_are_numbered(self, desk, registrar, book):
        pages = printed(desk, registrar, book)
        assert len(pages) > 2
        assert all(bare(HEADS_13) in page for page in pages)
        assert all(bare("วันจันทร์ที่ ๔ มีนาคม ๒๕๖๗") in page for page in pages[:2])
        for i, page in enumerate(pages, 1):
            assert page.endswith(bare(f"หน้า {to_thai(str(i))}/{to_thai(str(len(pages)))}"))

    def test_all_rows_are_there_in_thai_digits_and_only_those(self, desk, registrar, book):
        text = "".join(printed(desk, registrar, book, Span(10, 30)))
        for n in range(10, 31):
            assert text.count(bare(f"กท ๐๔๐๓/{to_thai(str(n))}")) == 1
        for n in (9, 31):
            assert bare(f"กท ๐๔๐๓/{to_thai(str(n))}") not in text

    def test_void_reserved_and_amended_numbers_say_so(self, desk, registrar):
        first = issue(desk, registrar, unit="d54", series="send", subject="เรื่องแรก", to="โรงเรียน ก")
        amend(desk, registrar, first.ref, {"to": "โรงเรียน ข"}, "พิมพ์ผิด")
        second = issue(desk, registrar, unit="d54", series="send", subject="เรื่องที่ยกเลิก")
        void(desk, registrar, second.ref, "ออกเลขผิด")
        reserve(desk, registrar, unit="d54", series="send", who="ฝ่ายโยธา", why="รอลงนาม", until=date(2024, 3, 29))
        (page,) = printed(desk, registrar, find_book(desk.root, "d54", "send", 2567))
        assert bare(HEADS_14) in page
        assert bare("แบบที่ ๑๔") in page
        for words in ("แก้ไขถึง เดิม “โรงเรียน ก” (พิมพ์ผิด)", "ยกเลิก: ออกเลขผิด", "เรื่องที่ยกเลิก", "จองเลข: ฝ่ายโยธา"):
            assert bare(words) in page

    def test_number_of_the_book_and_of_the_letter_are_two_columns(self, desk, registrar):
        issue(desk, registrar, unit="d54", series="send", number="กท 5401/12", subject="เลขของเจ้าของเรื่อง")
        (page,) = printed(desk, registrar, find_book(desk.root, "d54", "send", 2567))
        assert bare("๑ กท ๕๔๐๑/๑๒") in page

    def test_an_empty_book_is_printed_empty(self, desk, registrar):
        book = read_book(desk.root, registrar, unit="d54", series="send", year=2567)
        (page,) = printed(desk, registrar, book)
        assert bare("ไม่มีรายการ") in page

    def test_a_row_longer_than_a_page_runs_over(self, desk, registrar):
        issue(desk, registrar, unit="d54", series="send", subject="ประชุม" * 300 + " จบ")
        pages = printed(desk, registrar, find_book(desk.root, "d54", "send", 2567))
        assert "".join(pages).count(bare("ประชุม")) >= 299

    def test_what_people_wrote_is_data(self, desk, registrar):
        nasty = '#read("/etc/passwd") *x* $y$ <b> \\ `raw`'
        issue(
            desk, registrar, unit="d54", series="send", subject=nasty, from_=nasty, to=nasty, action=nasty, remark=nasty
        )
        (page,) = printed(desk, registrar, find_book(desk.root, "d54", "send", 2567))
        assert page.count(bare(nasty)) == 5

    def test_too_many_rows_are_refused_with_the_limit(self, desk, registrar, book, monkeypatch):
        monkeypatch.setattr(printing, "MOST_ROWS", 59)
        with pytest.raises(Invalid) as caught:
            printed(desk, registrar, book)
        assert caught.value.field == "to"
        assert printed(desk, registrar, book, Span(last=59))
