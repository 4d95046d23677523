"""หนังสือเวียน ว ๓๒ by hand in the browser: from the Permanent Secretary's office to the schools and back by search."""

from __future__ import annotations

import hashlib

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE as IMAGE

from tests.browser.conftest import picture
from tests.browser.seed_walk import ACTIONS, ENCLOSURE, FILLED, SUBJECT, walk
from tests.common.hands import Hands, fill
from tests.common.letters_on_paper import paper_letter
from tests.common.site import open_site

DISTRICT_NUMBERS = ("กท ๐๔๐๓/ว ๓๒", "กท 0403/ว 32", "กท0403/ว32", "3398", "๓๓๙๘", "กท ๕๔๐๑/๕๑๑")
SECTION_NUMBERS = ("556", "กท ๕๔๐๗/๘๐๐", "กท5407/800")
DIGEST = hashlib.sha256(ENCLOSURE).hexdigest()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An office of its own: every number is counted."""
    site = open_site(tmp_path_factory.mktemp("story"), letters=True)
    site.serve()
    yield site
    site.close()


@pytest.fixture(scope="module")
def person(desks, site):
    return lambda name, phone=False: Hands(desks(name, phone=phone), site, name)


@pytest.fixture(scope="module")
def told(site, person):
    return walk(site, person)


class TestNumbers:
    def test_each_unit_counts_for_itself(self, told):
        assert told.n32 == "กท ๐๔๐๓/ว ๓๒"
        assert told.n3398 == "๓๓๙๘"
        assert told.n511 == "กท ๕๔๐๑/๕๑๑"
        assert told.n556 == "๕๕๖"
        assert told.n800 == "กท ๕๔๐๗/๘๐๐"

    def test_the_stamps_have_day_and_time(self, told):
        assert "๐๙.๐๑ น." in told.stamp3398
        assert "๘ มี.ค. ๒๕๖๗" in told.stamp3398
        assert "สำนักงานเขตหนองจอก" in told.stamp3398
        assert "๑๑ มี.ค. ๒๕๖๗" in told.stamp556
        assert "ฝ่ายการศึกษา" in told.stamp556

    def test_each_school_has_a_number_of_its_own(self, told):
        assert len(told.schools) == 3
        assert all(n.isdigit() for n in told.schools)

    def test_one_entry_many_deliveries(self, told, person):
        clerk = person("u-opssec-clerk")
        clerk.go("/registers/ops-sec/circular/2567")
        assert clerk.page.locator(".book tr", has_text=SUBJECT).count() == 1
        assert "๑๘ หน่วยงาน" in told.sent

    def test_the_district_book_shows_the_columns(self, told, person):
        clerk = person("u-d54-clerk")
        clerk.go("/registers/d54/receive/2567")
        clerk.page.keyboard.press("g")
        clerk.page.keyboard.type("๓๓๙๘")
        clerk.page.keyboard.press("Enter")
        row = clerk.page.locator("tr.found")
        row.wait_for()
        for words in ("๓๓๙๘", "กท ๐๔๐๓/ว ๓๒", "๔ มี.ค.", "ผู้อำนวยการเขต", "ฝ่ายปกครอง", SUBJECT):
            assert words in row.inner_text()
        picture(clerk.page, "register-book")


class TestSigning:
    def test_nobody_signs_without_the_acting_post(self, told):
        assert told.without_acting == 0

    def test_the_block_names_post_and_acting_post(self, told):
        assert told.block == [
            "(นางสมมติ บริหารกลางตัวอย่าง)",
            "ผู้อำนวยการส่วนบริหารกลาง",
            "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร สำนักปลัดกรุงเทพมหานคร",
        ]

    def test_two_people_hold_the_same_power(self, told):
        assert "นายสมมติ ปกครองตัวอย่าง" in told.two_heads
        assert "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง" in told.two_heads

    def test_the_sheet_has_its_footer(self, told):
        assert "ต้นฉบับเป็นเอกสารอิเล็กทรอนิกส์" in told.sheet511
        assert "สิ่งพิมพ์ออกเป็นกระดาษถือเป็นสำเนาเอกสาร" in told.sheet511


class TestNotes:
    def test_a_blank_delegate_is_asked_about_and_nothing_is_lost(self, told):
        assert told.blank_asked == 1
        assert "เห็นควรมอบให้....." in told.blank_kept

    def test_an_order_needs_somebody(self, told):
        assert told.order_refused
        assert "ดำเนินการตามเสนอ" in told.ordered

    def test_in_order_each_with_post_and_day(self, told, person):
        clerk = person("u-d54-clerk")
        clerk.go(f"/p/{told.paper}")
        notes = clerk.page.locator(".sheet-notes > li").all_inner_texts()
        authors = ("นายสมมติ ปกครองตัวอย่าง", "นางสมมติ ผู้ช่วยเขตตัวอย่าง", "นายสมมติ อำนวยการเขตตัวอย่าง")
        assert len(notes) == 3
        for note, author in zip(notes, authors, strict=True):
            assert author in note
            assert "๘ มี.ค. ๒๕๖๗" in note
        assert FILLED.split("\n")[1] in notes[0]

    def test_the_registry_carries_the_order_out(self, told):
        assert "ส่งต่อ" in told.after_order

    def test_the_day_it_is_due(self, told):
        assert "2024-03-12" in told.director_due


class TestChain:
    @pytest.mark.parametrize("number", DISTRICT_NUMBERS + SECTION_NUMBERS)
    def test_the_same_chain_from_any_number(self, told, person, number):
        clerk = person("u-d54-edu-clerk" if number in SECTION_NUMBERS else "u-d54-clerk")
        clerk.go("/in-tray")
        found = clerk.find(number)
        clerk.go(found[0])
        first = clerk.page.locator(".timeline.chain a").first
        assert first.get_attribute("href") == f"/l/{told.circular}"

    def test_both_ways(self, told, person):
        clerk = person("u-d54-edu-clerk")
        clerk.go(f"/l/{told.onward}")
        chain = clerk.text(".timeline.chain").replace("\u00a0", " ")
        for words in ("กท ๐๔๐๓/ว ๓๒", "กท ๕๔๐๑/๕๑๑", "๕๕๖", "กท ๕๔๐๗/๘๐๐"):
            assert words in chain
        picture(clerk.page, "chain")


class TestOriginal:
    def test_the_bytes_that_came_are_given_out_unchanged(self, told, person):
        for name, address in (("u-opssec-clerk", f"/l/{told.circular}"), ("u-d54-clerk", f"/p/{told.paper}")):
            hands = person(name)
            hands.go(f"{address}?tab=files")
            assert hands.text(".originals .digest code") == DIGEST
            with hands.page.expect_download() as download:
                hands.page.click('.originals a[download="download"]')
            assert hashlib.sha256(download.value.path().read_bytes()).hexdigest() == DIGEST
        picture(person("u-d54-clerk").page, "originals")

    def test_a_copy_with_stamp_and_notes_is_another_file(self, told, person):
        clerk = person("u-d54-clerk")
        copy = clerk.page.request.get(f"/p/{told.paper}/rendition.pdf").body()
        pages = list(PdfDocument(copy))
        text = "".join(page.get_textpage().get_text_bounded() for page in pages)
        assert hashlib.sha256(copy).hexdigest() != DIGEST
        assert "เลขรับ ๓๓๙๘" in text
        assert all(any(True for _image in page.get_objects(filter=[IMAGE])) for page in pages[:3])  # as it was issued
        clerk.go(f"/p/{told.paper}?tab=files")
        assert clerk.text(".originals .digest code") == DIGEST

    def test_the_sheet_shows_text_and_enclosure(self, told, person):
        clerk = person("u-d54-clerk")
        clerk.go(f"/p/{told.paper}")
        assert "BMA OTP" in clerk.text(".sheet-text")
        assert clerk.page.locator(".sheet-page").evaluate("image => image.complete || image.loading === 'lazy'")


class TestStaff:
    @pytest.mark.parametrize("words", ["หนังสือเวียน", "BMA OTP", "@bangkok.go.th"])
    def test_a_teacher_finds_the_circular_by_its_words(self, told, person, words):
        teacher = person("u-sch-1-teacher")
        teacher.go("/circulars")
        assert f"/l/{told.circular}" in teacher.find(words)
        if words == "BMA OTP":
            picture(teacher.page, "search")

    def test_and_sees_nothing_of_what_the_district_wrote(self, told, person):
        teacher = person("u-sch-1-teacher")
        teacher.go(f"/l/{told.circular}")
        assert "BMA OTP" in teacher.text()
        assert "อำนวยการเขตตัวอย่าง" not in teacher.text("body")
        assert teacher.page.request.get(f"/p/{told.paper}").status == 404
        assert teacher.find("3398") == []

    def test_the_board(self, told, person):
        teacher = person("u-sch-1-teacher")
        teacher.go("/circulars?category=policy")
        row = teacher.page.locator("li.circular", has_text=SUBJECT)
        picture(teacher.page, "circulars")
        with teacher.page.expect_navigation():
            row.locator("button").click()
        assert row.locator(".circular-read").count() == 1
        assert row.locator("button").count() == 0

    def test_the_school_has_four_things_to_do(self, told):
        for action in ACTIONS:
            assert action in told.school_tray
        assert told.school_due.count("2024-03-15") >= 4


class TestLoop:
    """The registrar's hands stay on the keyboard."""

    def test_new_save_and_next(self, told, person, site):
        clerk = person("u-d54-clerk")
        clerk.go("/in-tray")
        clerk.page.keyboard.press("n")
        clerk.page.wait_for_url("**/receive/d54")
        self._letter(clerk, "มท ๐๘๐๒/๑๒๓๔", "ขอเชิญประชุมผู้ปกครองท้องที่")
        picture(clerk.page, "receive")
        clerk.page.keyboard.press("Control+Shift+Enter")
        clerk.page.wait_for_selector(".last-number")
        assert "๓๓๙๙" in clerk.text(".last-number")
        self._letter(clerk, "มท ๐๘๐๒/๑๒๓๕", "ขอเลื่อนกำหนดประชุม")
        clerk.page.keyboard.press("Control+Enter")
        clerk.page.wait_for_selector(".big-number")
        assert clerk.text(".big-number") == "๓๔๐๐"
        clerk.page.keyboard.press("n")
        clerk.page.wait_for_url("**/receive/d54")
        assert "๓๔๐๑" in clerk.text("h1")

    def test_the_letter_that_came_on_paper_is_seen_as_it_is(self, told, person):
        clerk = person("u-d54-clerk")
        clerk.go(clerk.find("มท ๐๘๐๒/๑๒๓๔")[0])
        sheet = clerk.page.locator(".sheet-page").first
        sheet.scroll_into_view_if_needed()
        assert sheet.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
        picture(clerk.page, "paper-letter")

    def _letter(self, clerk, number, subject):
        fields = (("ที่", number), ("เรื่อง", subject), ("เรียน", "ผู้อำนวยการเขตหนองจอก"))
        letter = paper_letter("หนังสือภายนอก", fields, "ด้วยกรมการปกครองกำหนดจัดประชุมผู้ปกครองท้องที่")
        name = f"{number.rpartition('/')[2]}.pdf"
        clerk.page.set_input_files("#f-files", {"name": name, "mimeType": "application/pdf", "buffer": letter})
        fill(
            clerk.page.locator("#receive"),
            number=number,
            dated="๗ มี.ค. ๖๗",
            from_text="กรมการปกครอง",
            to_text="ผู้อำนวยการเขตหนองจอก",
            subject=subject,
        )
        clerk.page.focus("#f-subject")
