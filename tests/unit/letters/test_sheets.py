"""What is printed of a letter, by the table of its kind: every kind gives a sheet that can be set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from saraban.core.errors import Missing
from saraban.documents.read_back import bare, read_pages
from saraban.documents.sheet import CM, Items, Line
from saraban.documents.sheets import set_letter
from saraban.kinds.service import book_of, keep_first
from saraban.letters import sheets, signing_places
from saraban.letters.content import Letter, Text
from saraban.letters.sheets import office_copy_of, sheet_of
from saraban.letters.signing_places import NAME_TO_COME
from saraban.letters.values import Reference

OWN = {
    "contact": "0 2000 0000", "effective": "2024-03-11", "edition": "2", "year": "2567", "meeting": "๑/๒๕๖๗",
    "held_on": "2024-03-15", "held_at": "ห้องประชุมชั้น ๒", "present": "นายตัวอย่าง หนึ่ง\nนางตัวอย่าง สอง",
    "opened_at": "10:00", "closed_at": "12:00", "recorder": "นางสาวตัวอย่าง สาม",
}  # fmt: skip
KINDS = [kind.key for kind in book_of({}, 1).kinds]


def letter_of(kind: str, **members):
    letter = Letter(1)
    letter.kind, letter.state, letter.from_unit = kind, "draft", "d54"
    letter.from_text, letter.to_text, letter.subject = "สำนักงานเขตหนองจอก", "ผู้อำนวยการสถานศึกษา", "ขอให้ส่งข้อมูล"
    letter.number, letter.dated = "กท 5401/511", date(2024, 3, 8)
    letter.references, letter.enclosures = (Reference("กท 0403/ว 32", date(2024, 3, 4)),), ("แบบสำรวจ", "กำหนดการ")
    letter.text = Text("ขอให้ส่งข้อมูลตามแบบที่แนบ\n๑. ภายในกำหนด")
    for name, value in members.items():
        setattr(letter, name, value)
    return letter


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_set(kind):
    own = tuple((f.name, OWN.get(f.name, "นายตัวอย่าง สี่")) for f in book_of({}, 1).kind(kind).own if f.printed)
    assert set_letter(sheet_of({}, letter_of(kind, filled=own))).pages == 1


def test_a_memo_has_its_labels_and_its_telephone_after_the_office():
    sheet = sheet_of({}, letter_of("memo", filled=(("contact", "0 2000 0000"),), urgency="most_urgent"))
    assert (sheet.owner_label, sheet.owner) == ("ส่วนราชการ", ("สำนักงานเขตหนองจอก โทร. ๐ ๒๐๐๐ ๐๐๐๐",))
    assert sheet.number == Line("ที่", "กท ๕๔๐๑/๕๑๑")
    assert sheet.date == Line("วันที่", "๘ มีนาคม ๒๕๖๗")
    assert sheet.to == (Line("เรียน", "ผู้อำนวยการสถานศึกษา"),)
    assert (sheet.urgency, sheet.secrecy, sheet.closing) == ("ด่วนที่สุด", "", "")
    assert sheet.garuda == pytest.approx(1.5 * CM)


def test_an_external_letter_has_salutation_closing_references_and_telephone():
    sheet = sheet_of({}, letter_of("external", filled=(("contact", "0 2000 0000"),)))
    assert sheet.closing == "ขอแสดงความนับถือ"
    assert sheet.references == Items("อ้างถึง", ("กท ๐๔๐๓/ว ๓๒ ลงวันที่ ๔ มีนาคม ๒๕๖๗",))
    assert sheet.enclosures == Items("สิ่งที่ส่งมาด้วย", ("๑. แบบสำรวจ", "๒. กำหนดการ"))
    assert sheet.contact == ("สำนักงานเขตหนองจอก", "โทร. ๐ ๒๐๐๐ ๐๐๐๐")


@pytest.mark.parametrize(
    ("owner", "printed"),
    [
        ("สำนักงานตัวอย่าง", "หนังสือสำนักงานตัวอย่าง ที่ กท ๐๔๐๓/ว ๓๒ ลงวันที่ ๔ มีนาคม ๒๕๖๗"),
        ("หนังสือพิมพ์ตัวอย่าง", "หนังสือพิมพ์ตัวอย่าง ที่ กท ๐๔๐๓/ว ๓๒ ลงวันที่ ๔ มีนาคม ๒๕๖๗"),
        ("ด่วนที่สุด", "ด่วนที่สุด ที่ กท ๐๔๐๓/ว ๓๒ ลงวันที่ ๔ มีนาคม ๒๕๖๗"),
    ],
)
def test_a_reference_names_the_owner_of_its_letter(owner, printed):
    letter = letter_of("external", references=(Reference("กท 0403/ว 32", date(2024, 3, 4), owner),))
    assert sheet_of({}, letter).references == Items("อ้างถึง", (printed,))


def test_an_external_letter_has_the_address_of_the_office_below_its_name():
    at = "1 ถนนตัวอย่าง กรุงเทพมหานคร 10530"
    assert sheet_of({}, letter_of("external", from_address=at)).owner == (
        "สำนักงานเขตหนองจอก", "๑ ถนนตัวอย่าง กรุงเทพมหานคร ๑๐๕๓๐",
    )  # fmt: skip
    assert sheet_of({}, letter_of("external")).owner == ("สำนักงานเขตหนองจอก",)
    assert sheet_of({}, letter_of("certificate", from_address=at)).owner == ("สำนักงานเขตหนองจอก",)


def test_an_order_writes_the_era_before_the_year():
    sheet = sheet_of({}, letter_of("order", filled=(("effective", "2024-03-11"),)))
    assert sheet.date == Line("สั่ง ณ วันที่", "๘ มีนาคม พ.ศ. ๒๕๖๗")
    assert sheet.issuer == "สำนักงานเขตหนองจอก"
    assert sheet.body[-1].text == "ทั้งนี้ ตั้งแต่วันที่ ๑๑ มีนาคม ๒๕๖๗ เป็นต้นไป"


def test_an_order_may_take_effect_from_now_on():
    sheet = sheet_of({}, letter_of("order", filled=(("effective", "บัดนี้เป็นต้นไป"),)))
    assert sheet.body[-1].text == "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"


def test_minutes_have_lists_hours_and_who_wrote_them_down():
    own = tuple((name, OWN[name]) for name in ("meeting", "held_on", "present", "opened_at", "closed_at", "recorder"))
    sheet = sheet_of({}, letter_of("minutes", filled=own))
    assert sheet.fields[0] == Line("ครั้งที่", "๑/๒๕๖๗")
    assert sheet.lists == (Items("ผู้มาประชุม", ("นายตัวอย่าง หนึ่ง", "นางตัวอย่าง สอง")),)
    assert (sheet.opening.text, sheet.ending.text) == ("๑๐.๐๐ น.", "๑๒.๐๐ น.")
    assert sheet.signatures[0].lines == ("(นางสาวตัวอย่าง สาม)", "ผู้จดรายงานการประชุม")


def test_nobody_signs_news_and_initials_stand_beside_a_seal():
    assert sheet_of({}, letter_of("news")).signatures == ()
    assert [one.key for one in sheet_of({}, letter_of("seal")).signatures] == ["initials"]


NAME = "นางตัวอย่าง ผู้ลงชื่อกำกับ"
BLOCK = SimpleNamespace(name=NAME, lines=(f"({NAME})", "ผู้อำนวยการเขต"))


@pytest.mark.parametrize(
    ("members", "lines"),
    [
        ({"signing": SimpleNamespace(block=BLOCK, certificate="", dated=date(2024, 3, 8))}, (NAME,)),
        ({"signing": SimpleNamespace(block=BLOCK, certificate="ab", dated=date(2024, 3, 8))}, ()),
        ({"signature": SimpleNamespace(block=BLOCK, certificate=""), "issued": object()}, (NAME,)),
        ({"signature": SimpleNamespace(block=BLOCK, certificate="ab"), "issued": object()}, ()),
        ({}, ()),
    ],
)
def test_initials_that_are_typed_bear_the_signers_name(members, lines):
    sheet = sheet_of({}, letter_of("seal", **members))
    assert [one.lines for one in sheet.signatures] == [lines]
    printed = bare("".join(page.text for page in read_pages(set_letter(sheet).pdf)))
    assert (bare(NAME) in printed) is bool(lines)


def test_what_a_certificate_signs_bears_its_lines_in_the_field():
    signing = SimpleNamespace(block=BLOCK, certificate="ab", dated=date(2024, 3, 8))
    typed = SimpleNamespace(block=BLOCK, certificate="", dated=date(2024, 3, 8))
    for members, in_field in (
        ({"signing": signing}, True),
        ({"signing": typed}, False),
        ({"signature": signing}, False),
    ):
        sheet = sheet_of({}, letter_of("memo", **members))
        assert [one.in_field for one in sheet.signatures] == [in_field]
        made = set_letter(sheet)
        printed = bare("".join(page.text for page in read_pages(made.pdf)))
        assert (bare(f"({NAME})") in printed) is not in_field
        assert (made.place("signature")[1].height > sheet.style.sign_room + sheet.style.pitch) is in_field
    preview = replace(sheet_of({}, letter_of("memo", signing=typed)), draft="ร่าง")
    assert set_letter(preview).pages == set_letter(sheet_of({}, letter_of("memo", signing=signing))).pages


def test_the_block_is_that_of_the_signature_or_of_who_is_to_sign():
    signed = SimpleNamespace(block=SimpleNamespace(lines=("(นางตัวอย่าง)", "ผู้อำนวยการเขต")))
    assert sheet_of({}, letter_of("memo", signature=signed)).signatures[0].lines == ("(นางตัวอย่าง)", "ผู้อำนวยการเขต")
    assert sheet_of({}, letter_of("memo")).signatures[0].lines == (NAME_TO_COME,)


def test_who_is_to_sign_stands_there_without_a_name(monkeypatch):
    monkeypatch.setattr(
        signing_places, "find_post", lambda _root, _post: SimpleNamespace(rank="", title="ผู้อำนวยการเขต")
    )
    letter = letter_of("memo", draft=SimpleNamespace(signer_post="d54.head"))
    assert sheet_of({}, letter).signatures[0].lines == (NAME_TO_COME, "ผู้อำนวยการเขต")


@pytest.mark.parametrize("members", [{"state": "received"}, {"from_unit": ""}, {"kind": "unknown"}])
def test_what_was_not_written_here_has_no_sheet(members):
    with pytest.raises(Missing):
        sheet_of({}, letter_of(**{"kind": "memo"} | members))


def test_the_table_is_read_without_being_kept():
    root: dict[str, object] = {}
    keep_first(root)
    assert sheet_of(root, letter_of("memo")).heading == "บันทึกข้อความ"


def test_a_regulation_has_its_edition_in_brackets():
    sheet = sheet_of({}, letter_of("regulation", filled=(("edition", "2"), ("year", "2567"))))
    assert sheet.fields == (Line("", "(ฉบับที่ ๒)"), Line("พ.ศ.", "๒๕๖๗"))


def test_those_who_get_a_copy_are_named_in_order(monkeypatch):
    monkeypatch.setattr(sheets, "copy_words", lambda _root, copies: list(copies))
    sheet = sheet_of({}, letter_of("external", copies=("สำนักการศึกษา", "สำนักการคลัง")))
    assert sheet.copies == Items("สำเนาส่ง", ("๑. สำนักการศึกษา", "๒. สำนักการคลัง"))


def test_a_letter_about_a_purchase_names_the_project():
    sheet = sheet_of({}, letter_of("external", procurement="request", outside_ref="67039000001"))
    assert sheet.references.items[-1] == "โครงการในระบบการจัดซื้อจัดจ้างภาครัฐ (e-GP) เลขที่ ๖๗๐๓๙๐๐๐๐๐๑"


class TestTheOfficesCopy:
    def test_it_is_marked_and_names_who_made_the_letter(self):
        root = {"people": {"u1": SimpleNamespace(name="นายตัวอย่าง หนึ่ง")}}
        state = SimpleNamespace(signer_post="", checked_by="นางตัวอย่าง สาม", checked_post="หัวหน้าฝ่าย")
        signed = SimpleNamespace(block=SimpleNamespace(lines=("(นางตัวอย่าง)", "ผู้อำนวยการเขต")))
        letter = letter_of("memo", created_by="u1", typist="นางสาวตัวอย่าง สอง", draft=state, signature=signed)
        copy = office_copy_of(root, letter)
        assert copy.marking == "สำเนาคู่ฉบับ"
        assert copy.workers == (
            Line("ผู้ร่าง", "นายตัวอย่าง หนึ่ง"),
            Line("ผู้พิมพ์", "นางสาวตัวอย่าง สอง"),
            Line("ผู้ตรวจ", "นางตัวอย่าง สาม (หัวหน้าฝ่าย)"),
        )
        assert set_letter(copy).pages == 1

    def test_who_is_not_known_is_left_open(self):
        copy = office_copy_of({"people": {}}, letter_of("memo"))
        assert [line.text for line in copy.workers] == ["", "", ""]
        assert set_letter(copy).pages == 1

    def test_a_received_letter_has_none(self):
        with pytest.raises(Missing):
            office_copy_of({"people": {}}, letter_of("memo", state="received"))
