"""จดหมายเวียนจากบัญชีรายชื่อ: a letter each or one for all, every wrong cell named, all or none, once, undone together."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook

from saraban.agencies.service import find_unit
from saraban.core.errors import Conflict, Invalid, Missing
from saraban.documents.read_back import read_pages
from saraban.letters.approval import content_digest
from saraban.letters.drafting import Draft, void_letter, write_draft
from saraban.letters.sheets import copy_for
from saraban.letters.values import Held
from saraban.templates import lists, merging
from saraban.templates.receivers import Units

CLERK, ELSEWHERE = "u-d54-edu-clerk", "u-opssec-clerk"
FORM = Draft(subject="ขอเชิญ {{ชื่อ}}", to_text="{{ชื่อ}}", body="ด้วยขอเชิญ {{ชื่อ}} ห้อง {{ห้อง}}")
TWO = "ชื่อ,ห้อง\nนางสาวหนึ่ง,๑\nนายสอง,๒\n"


def merged(desk, clerk, text=TWO, form=FORM, mode="each", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return merging.merge_list(desk, clerk, unit="d54-edu", form=form, data=data, mode=mode, title="เชิญ", **more)


def planned(desk, clerk, text, form=FORM, mode="each"):
    return merging.plan_merge(desk, clerk, unit="d54-edu", form=form, data=text.encode(), mode=mode)


def workbook(*rows, sheets=1):
    book = Workbook()
    for n in range(sheets):
        sheet = book.active if n == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_draft_for_each_row_with_its_own_words(desk, clerk):
    merge = merged(desk, clerk)
    letters = merging.letters_of_merge(desk.root, merge)
    assert [(x.subject, x.to_text, x.state, x.merge) for x in letters] == [
        ("ขอเชิญ นางสาวหนึ่ง", "นางสาวหนึ่ง", "draft", merge.id), ("ขอเชิญ นายสอง", "นายสอง", "draft", merge.id)
    ]  # fmt: skip
    assert letters[1].body == "ด้วยขอเชิญ นายสอง ห้อง ๒"
    assert merging.find_merge(desk.root, clerk, merge.key) is merge
    assert merge in merging.list_merges(desk.root, clerk, "d54-edu")


def test_a_workbook_does_as_well(desk, clerk):
    merge = merged(desk, clerk, workbook(["ชื่อ", "ห้อง"], ["นายสาม", 3], [None, None]))
    assert merging.letters_of_merge(desk.root, merge)[0].body == "ด้วยขอเชิญ นายสาม ห้อง 3"


def test_columns_say_where_a_letter_goes_and_to_whom_it_is_written(desk, clerk):
    merge = merged(desk, clerk, "ชื่อ,ห้อง,หน่วยงาน,เรียน\nหนึ่ง,๑,d54-admin,หัวหน้าฝ่าย\nสอง,๒,,ผู้ปกครอง\n")
    found = [(x.addressees, x.to_text) for x in merging.letters_of_merge(desk.root, merge)]
    assert found == [(("unit:d54-admin",), "หัวหน้าฝ่าย"), ((), "ผู้ปกครอง")]


def test_one_letter_for_all_names_each_on_his_copy(desk, clerk):
    form = Draft(subject="ขอเชิญประชุม", body="ด้วยจะประชุม")
    plain = content_digest(write_draft(desk, clerk, unit="d54-edu", form=replace(form, to_text=merging.MARK)))
    merge = merged(desk, clerk, "หน่วยงาน,เรียน\nd54-admin,หัวหน้าฝ่ายปกครอง\n,ประธานชุมชน\n", form=form, mode="one")
    (letter,) = merging.letters_of_merge(desk.root, merge)
    assert letter.addressees == ("unit:d54-admin",)
    assert letter.receivers == (("d54-admin", "หัวหน้าฝ่ายปกครอง"), ("", "ประธานชุมชน"))
    assert letter.to_text == merging.MARK
    assert content_digest(letter) != plain  # the list is part of what is signed
    for state, across in (("draft", "ร่าง"), ("void", "ยกเลิก")):
        letter.state = state
        (page,) = read_pages(copy_for(desk.root, letter, 2, verify_at="https://x.example/verify/1").pdf)
        assert all(words in page.text for words in ("สำเนา", across, "ประธานชุมชน"))
    for n in (0, 3):
        with pytest.raises(Missing):
            copy_for(desk.root, letter, n)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ชื่อ,ห้อง\nก,\n,๒\n", [(2, "B"), (3, "A")]),
        ("ชื่อ,ห้อง,หน่วยงาน\nก,๑,ไม่มีหน่วยนี้\n", [(2, "C")]),
        ("ชื่อ,ห้อง\nก,a\x01b\n", [(2, "B")]),
        ("ชื่อ,ห้อง\nก,{{ข}}\n", [(2, "B")]),
        ("ชื่อ,ห้อง\n" + "ก" * 600 + ",๑\n", [(2, "")]),
    ],
)
def test_every_wrong_cell_by_line_and_column_and_nothing_is_made(desk, clerk, text, places):
    before = len(desk.root["letters"].letters)
    assert [(w.line, w.column) for w in planned(desk, clerk, text).wrong] == places
    with pytest.raises(merging.ListWrong) as refused:
        merged(desk, clerk, text)
    assert [(w.line, w.column) for w in refused.value.wrong] == places
    assert refused.value.field == "list"
    line, column = places[0]
    where = f"the first in row {line} column {column}." if column else f"the first in row {line}."
    assert where in refused.value.message.interpolate()
    assert len(desk.root["letters"].letters) == before


def test_a_letter_to_a_unit_named_by_its_code_is_written_to_who_heads_it(desk, clerk):
    plan = planned(desk, clerk, "ชื่อ,หน่วยงาน\nก,d54-admin\n", form=Draft(subject="ขอเชิญ", body="ขอเชิญ {{ชื่อ}}"))
    assert plan.forms[0].to_text == "หัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("โรงเรียนตัวอย่างที่ 1 สำนักงานเขตหนองจอก", "d54-sch-1"),
        ("D54-SCH-1", "d54-sch-1"),
        ("ฝ่ายการศึกษา", "d54-edu"),
        ("ฝ่ายการศึกษา สำนักงานเขตหนองจอก", "d54-edu"),
    ],
)
def test_a_unit_is_found_by_its_name_in_either_digits(desk, name, code):
    assert Units(desk.root, "d54-edu", desk.today).find(name)[0] == code


@pytest.mark.parametrize("name", ["โรงเรียนตัวอย่างที่ ๑", "โรงเรียนตัวอย่างที่๑ สนง.เขตหนองจอก"])
def test_a_name_that_is_none_is_answered_with_what_may_be_meant(desk, clerk, name):
    (wrong,) = planned(desk, clerk, f"ชื่อ,ห้อง,หน่วยงาน\nก,๑,{name}\n").wrong
    assert wrong.column == "C"
    assert "โรงเรียนตัวอย่างที่ ๑ สำนักงานเขตหนองจอก = d54-sch-1" in wrong.message.interpolate()


def test_a_name_of_several_units_is_answered_with_their_codes(desk, clerk):
    for code in ("edu", "finance"):
        find_unit(desk.root, code).title = "กองกลาง"
    (wrong,) = planned(desk, clerk, "ชื่อ,ห้อง,หน่วยงาน\nก,๑,กองกลาง\n").wrong
    assert all(f"กองกลาง = {code}" in wrong.message.interpolate() for code in ("edu", "finance"))


def test_a_formula_is_named_by_its_cell(desk, clerk):
    with pytest.raises(merging.ListWrong) as refused:
        merged(desk, clerk, workbook(["ชื่อ", "ห้อง"], ["นายสาม", "=1+1"]))
    assert (refused.value.wrong[0].line, refused.value.wrong[0].column) == (2, "B")


def test_what_a_form_refuses_stands_at_its_row(desk, clerk):
    form = replace(FORM, kind="external", addressee_class="custom", salutation="{{ชื่อ}}", closing="ด้วยความเคารพ")
    long = "ก" * 501
    plan = planned(desk, clerk, f"ชื่อ,ห้อง,เรียน\n{long},๑,ข\n", form=replace(form, subject="เรื่อง {{ห้อง}}"))
    assert [w.line for w in plan.wrong] == [2]


@pytest.mark.parametrize(
    ("text", "mode", "field"),
    [
        ("ชื่อ\nก\n", "each", "list"), ("ชื่อ,ห้อง\n", "each", "list"), ("", "each", "list"), (",\n,\n", "each", "list"),
        ("ชื่อ,ชื่อ,ห้อง\nก,ข,๑\n", "each", "list"), (TWO, "one", "mode"), (TWO, "none", "mode"),
        ("ชื่อ,ห้อง\n" + "ก,๑\n" * 301, "each", "list"), ("ชื่อ,ห้อง\n" + "ก,๑\n" * 1001, "each", "list"),
        ("\x00\x01\x02%PDF", "each", "list"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_fit_is_refused_as_a_whole(desk, clerk, text, mode, field):
    with pytest.raises(Invalid) as refused:
        planned(desk, clerk, text, mode=mode)
    assert refused.value.field == field


def test_several_sheets_are_refused(desk, clerk):
    with pytest.raises(Invalid):
        merged(desk, clerk, workbook(["ชื่อ", "ห้อง"], ["ก", "๑"], sheets=2))


def test_one_for_all_needs_to_be_told_whom_and_each_once(desk, clerk):
    form = Draft(subject="ขอเชิญประชุม", body="ด้วยจะประชุม")
    with pytest.raises(Invalid):
        planned(desk, clerk, "ชื่อ\nก\n", form=form, mode="one")
    plan = planned(desk, clerk, "เรียน\nก\nก\n", form=form, mode="one")
    assert [w.line for w in plan.wrong] == [3]


def test_the_same_list_twice_acts_once_until_it_is_undone(desk, clerk):
    merge = merged(desk, clerk)
    assert merged(desk, clerk) is merge
    assert merged(desk, clerk, TWO + "นายสาม,๓\n") is not merge
    merging.undo_merge(desk, clerk, merge=merge, reason="รายชื่อผิด")
    assert merged(desk, clerk) is not merge


def test_undone_together_while_none_is_signed(desk, clerk):
    merge = merged(desk, clerk)
    letters = merging.letters_of_merge(desk.root, merge)
    void_letter(desk, clerk, letter=letters[0], reason="ซ้ำ")
    with pytest.raises(Invalid):
        merging.undo_merge(desk, clerk, merge=merge, reason=" ")
    merging.undo_merge(desk, clerk, merge=merge, reason="รายชื่อผิด")
    assert {x.state for x in letters} == {"void"}
    assert (merge.undone_by, merge.undone_why) == (clerk.name, "รายชื่อผิด")
    with pytest.raises(Conflict):
        merging.undo_merge(desk, clerk, merge=merge, reason="อีกครั้ง")


def test_not_while_one_holds_a_number(desk, clerk):
    merge = merged(desk, clerk)
    letters = merging.letters_of_merge(desk.root, merge)
    letters[1].held = Held(("d54-edu", "send", 2567, 1), "1", desk.today, desk.now)
    with pytest.raises(Conflict) as refused:
        merging.undo_merge(desk, clerk, merge=merge, reason="รายชื่อผิด")
    assert refused.value.slug == "number-held"
    assert {x.state for x in letters} == {"draft"}


def test_not_once_one_is_signed(desk, clerk):
    merge = merged(desk, clerk)
    letters = merging.letters_of_merge(desk.root, merge)
    letters[1].state = "signed"
    with pytest.raises(Conflict):
        merging.undo_merge(desk, clerk, merge=merge, reason="รายชื่อผิด")
    assert letters[0].state == "draft"


def test_others_know_of_none_and_a_letter_for_few_makes_none(office, desk, clerk):
    other, merge = office.actor(desk, ELSEWHERE), merged(desk, clerk)
    for verb in (
        lambda: merged(desk, other),
        lambda: merging.find_merge(desk.root, other, merge.key),
        lambda: merging.list_merges(desk.root, other, "d54-edu"),
    ):
        with pytest.raises(Missing):
            verb()
    letter = write_draft(desk, clerk, unit="d54-edu", form=FORM)
    letter.handling = "personal"
    with pytest.raises(Invalid):
        merged(desk, clerk, source=letter)


def test_so_many_rows_fit(desk, clerk):
    assert lists.MOST_ROWS >= merging.MOST_DRAFTS
    assert len(planned(desk, clerk, "ชื่อ,ห้อง\n" + "ก,๑\n" * 300).forms) == 300
