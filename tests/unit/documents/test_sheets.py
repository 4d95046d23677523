"""Setting letters: what is refused, what the pages say, where the last page begins, which room is left."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import segno

from saraban.core.errors import Invalid
from saraban.documents import sheets
from saraban.documents.blocks import Paragraph, Table
from saraban.documents.read_back import Box, ReadPage, SheetDiffers, check_pages, read_pages
from saraban.documents.sheet import Line, Signing, Style
from saraban.documents.sheet_data import data_of
from saraban.documents.sheets import Issued, set_letter
from saraban.documents.typesetting import set_document
from tests.common.golden_pages import drawn, text_of
from tests.common.sheets import QR, certificate, external, file_copy, news, order, seed_memo

LINE = Paragraph("ขอให้ทุกหน่วยงานตรวจสอบรายชื่อผู้มีอำนาจลงนามแล้วแจ้งให้ทราบภายในกำหนด")
SENTENCE = "กรุงเทพมหานครขอให้ทุกหน่วยงานตรวจสอบรายชื่อผู้มีอำนาจลงนามในระบบสารบรรณอิเล็กทรอนิกส์ "


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("wrong", "member"),
        [
            ({"layout": "poem"}, "layout"),
            ({"style": Style(size=4)}, "size"),
            ({"style": Style(left=400)}, "left"),
            ({"style": Style(size=12, pitch=14)}, "pitch"),
            ({"garuda": 200}, "garuda"),
            ({"issuer": "กรุงเทพ ☃"}, "body"),
        ],
    )
    def test_what_cannot_be_printed(self, wrong, member):
        with pytest.raises(Invalid) as refused:
            set_letter(replace(order(), **wrong))
        assert refused.value.field == member

    def test_it_names_the_character(self):
        with pytest.raises(Invalid) as refused:
            set_letter(replace(order(), body=(Paragraph("ยินดี 🎉"),)))
        assert refused.value.message.mapping == {"char": "🎉", "code": "1F389"}

    def test_a_row_higher_than_the_page(self):
        rows = (("ที่", "รายการ"), ("๑", SENTENCE * 60))
        with pytest.raises(SheetDiffers):
            set_letter(replace(order(), body=(Table(rows, head=True),)))

    def test_two_signatures_under_one_key(self):
        with pytest.raises(SheetDiffers, match="room for a signature"):
            set_letter(replace(order(), signatures=(Signing(("ก",)), Signing(("ข",)))))


class TestTablesAtTheEndOfAPage:
    ROWS = (("ลำดับ", "รายการ"), ("๑", "ก่อสร้าง"), ("๒", "ปรับปรุง"), ("๓", "ซ่อมแซม"))

    @pytest.mark.parametrize("head", [True, False])
    @pytest.mark.parametrize("before", [18, 24, 26, 27, 28])
    def test_the_signature_has_text_above_it_and_the_head_is_never_alone(self, head, before):
        body = (*[LINE] * before, Table(self.ROWS, head=head), Paragraph("จึงเรียนมาเพื่อโปรดทราบ"))
        made = set_letter(replace(order(), body=body))
        first, last = text_of(made.pdf).split("\f")
        begins = last.removeprefix("\n").removeprefix("ลำดับ รายการ\n" if "๑ ก่อสร้าง" in first else "")
        assert begins.startswith(made.marks[0].strip("/."))
        assert begins.index("ซ่อมแซม") < begins.index("จึงเรียนมา") < begins.index("สั่ง ณ วันที่")
        assert not (head and first.rstrip().endswith("รายการ"))


class TestWhatIsPrinted:
    def test_words_are_never_code(self):
        words = '#read("/etc/passwd") *หนา* $x$ _เอียง_ \\ <label> @อ้าง // ไม่ใช่หมายเหตุ'
        assert words in text_of(set_letter(replace(order(), body=(Paragraph(words),))).pdf).replace("\n", " ")

    def test_one_spelling_for_what_looks_the_same(self):
        typed = replace(order(), body=(Paragraph("น\u0e49\u0e4d\u0e32 เเละ\u200bการท\u0e4d\u0e32งาน  สองช่องว่าง"),))
        assert "น้ำ และการทำงาน สองช่องว่าง" in text_of(set_letter(typed).pdf)

    def test_a_number_that_is_not_there_yet_leaves_its_label(self):
        text = text_of(set_letter(replace(external(), number=Line("ที่"))).pdf)
        assert text.startswith("ด่วนที่สุด\nที่ สำนักงานเขตหนองจอก")

    def test_a_draft_says_so_on_every_page(self):
        pages = text_of(set_letter(replace(seed_memo(), draft="ร่าง")).pdf).split("\f")
        assert [page.split()[0] for page in pages] == ["ร่าง"] * 3

    def test_class_and_marking_stand_on_every_page(self):
        for page in text_of(set_letter(file_copy()).pdf).split("\f"):
            assert page.count("ลับ\n") >= 2
            assert "สำเนาคู่ฉบับ" in page
            assert "สิ่งพิมพ์ออกเป็นกระดาษถือเป็นสำเนาเอกสาร" in page

    def test_the_code_to_look_at_is_on_the_last_page_in_its_place(self):
        style = Style()
        image = drawn(set_letter(seed_memo()).pdf, dpi=144).crop((2 * 1191, 0, 3 * 1191, 1684))
        wanted = [list(row) for row in segno.make(QR, error="m", micro=False).matrix_iter(border=2)]
        side = style.qr * 2 / len(wanted)
        left, top = style.qr_left * 2, 1684 - (style.qr_bottom + style.qr) * 2
        seen = [
            [image.getpixel((int(left + (x + 0.5) * side), int(top + (y + 0.5) * side))) < 128 for x in range(len(row))]
            for y, row in enumerate(wanted)
        ]
        assert seen == [[bool(dark) for dark in row] for row in wanted]

    def test_the_head_of_a_table_stands_again_on_the_next_page(self):
        rows = (("ที่", "รายการ"), *((str(n), SENTENCE * 2) for n in range(1, 30)))
        issued = set_letter(replace(order(), body=(LINE, Table(rows, head=True), LINE, LINE)))
        first, *rest = (page.text for page in read_pages(issued.pdf))
        assert issued.pages > 1
        assert all("ที่รายการ" in text for text in [first, *rest[:-1]])
        assert issued.marks[0].startswith("/")


class TestTheLastPage:
    @pytest.mark.parametrize("lines", range(28, 40))
    def test_two_lines_of_text_stand_above_the_signature(self, lines):
        issued = set_letter(replace(order(), body=(LINE,) * lines))
        last = read_pages(issued.pdf)[-1].text
        assert issued.pages == 1 or last.count("ขอให้ทุกหน่วยงาน") >= 2

    def test_a_long_paragraph_is_cut_for_it(self):
        made = [set_letter(replace(news(), body=(Paragraph(SENTENCE * n), LINE))) for n in range(58, 72)]
        for issued in made:
            if issued.pages > 1:
                assert len(read_pages(issued.pdf)[-1].text) > 100


class TestPlaces:
    def test_the_room_for_a_signature_is_above_the_name(self):
        issued = set_letter(order())
        page, box = issued.place("signature")
        document = pypdfium2.PdfDocument(issued.pdf)
        words = document[page - 1].get_textpage()
        below = words.get_text_bounded(left=box.x, bottom=box.y - 20, right=box.x + box.width, top=box.y)
        inside = words.get_text_bounded(left=box.x, bottom=box.y, right=box.x + box.width, top=box.y + box.height)
        document.close()
        assert "ทดสอบระบบ" in below
        assert inside.strip() == ""
        assert (box.width, box.height) == pytest.approx((Style().sign_width, Style().sign_room))

    def test_what_stands_on_a_page_is_known(self):
        issued = set_letter(certificate())
        assert issued.boxes[0].reserved.keys() == {"photo", "signature"}
        assert issued.is_free(1, Box(300, 150, 100, 50))
        assert not issued.is_free(1, Box(260, 740, 60, 40))  # the garuda
        assert not issued.is_free(1, Box(-5, 150, 100, 50))
        assert not issued.is_free(1, Box(560, 150, 100, 50))

    def test_a_place_that_is_not_there(self):
        assert set_letter(news()).place("signature") is None

    def test_a_long_acting_phrase_stays_on_one_line(self):
        lines = text_of(set_letter(seed_memo()).pdf).splitlines()
        assert "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร" in lines


class TestReadingBack:
    @pytest.fixture
    def pages(self):
        return read_pages(set_document("order.typ", data_of(order())).pdf)

    def test_the_same_passes(self, pages):
        check_pages(order(), pages, [])

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: text.replace("ประธาน", "ประทาน", 1),
            lambda text: text[:-1],
            lambda text: text + "ก",
            lambda text: text.replace("๑๒/๒๕๖๗", "๑๓/๒๕๖๗"),
            lambda text: "ก" + text,
        ],
    )
    def test_any_other_letter_is_refused(self, pages, change):
        first, *rest = pages
        with pytest.raises(SheetDiffers):
            check_pages(order(), [replace(first, text=change(first.text)), *rest], [])

    def test_a_page_too_few_is_refused(self):
        made = set_letter(seed_memo())
        with pytest.raises(SheetDiffers):
            check_pages(seed_memo(), read_pages(made.pdf)[:2], list(made.marks))

    def test_a_wrong_mark_is_refused(self):
        made = set_letter(seed_memo())
        with pytest.raises(SheetDiffers):
            check_pages(seed_memo(), read_pages(made.pdf), ["/๑.๔ ระยะ...", made.marks[1]])

    def test_what_lies_off_the_paper_is_refused(self, pages):
        off = ReadPage(595, 842, pages[0].text, (Box(580, 10, 40, 10),))
        with pytest.raises(SheetDiffers, match="does not fit"):
            check_pages(order(), [off], [])

    def test_a_signature_over_words_is_refused(self):
        page = sheets.PageBoxes(595, 842, (Box(0, 0, 100, 100),), {"signature": Box(50, 50, 100, 50)})
        with pytest.raises(SheetDiffers, match="room for a signature"):
            sheets._check_places(order(), Issued(b"", 1, (), (page,)))
