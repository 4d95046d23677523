from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest

from saraban.registers.books import Span, find_book
from saraban.registers.content import Book
from saraban.registers.export import FORM_13, FORM_14, columns, to_csv, to_xlsx
from saraban.registers.service import amend, issue, reserve, void


@pytest.fixture
def book(desk, registrar):
    first = issue(
        desk,
        registrar,
        unit="d54",
        series="receive",
        number="กท ๐๔๐๓/ว ๓๒",
        dated=date(2024, 3, 4),
        from_="=cmd|'/c calc'!A1",
        to="+1",
        subject="@SUM(A1)",
        action="-ฝ่าย",
        remark="ด่วน",
    )
    amend(desk, registrar, first.ref, {"to": "+2"}, "พิมพ์ผิด")
    second = issue(desk, registrar, unit="d54", series="receive", subject='มี "อัญประกาศ", จุลภาค')
    void(desk, registrar, second.ref, "ซ้ำ")
    reserve(desk, registrar, unit="d54", series="receive", who="ฝ่ายโยธา", why="รอ", until=date(2024, 3, 9))
    return find_book(desk.root, "d54", "receive", 2567)


ROWS = [
    [
        "8 มี.ค. 2567",
        "1",
        "กท 0403/ว 32",
        "4 มี.ค. 2567",
        "'=cmd|'/c calc'!A1",
        "'+2",
        "'@SUM(A1)",
        "'-ฝ่าย",
        "ด่วน · แก้ไขถึง เดิม “+1” (พิมพ์ผิด)",
    ],
    ["8 มี.ค. 2567", "2", "", "", "", "", 'มี "อัญประกาศ", จุลภาค', "", "ยกเลิก: ซ้ำ"],
    ["8 มี.ค. 2567", "3", "", "", "", "", "", "", "จองเลข: ฝ่ายโยธา ถึง 9 มี.ค. 2567 (รอ)"],
]


def test_csv_has_the_columns_of_the_form_and_no_formulas(book):
    text = to_csv(book).decode("utf-8")
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [list(FORM_13), *ROWS]


def test_csv_of_some_numbers(book):
    assert to_csv(book, Span(2, 2)).decode().count("\n") == 2


def test_xlsx_is_text_throughout(book):
    data = to_xlsx(book, "ทะเบียนหนังสือรับ พ.ศ. ๒๕๖๗")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[c.value or "" for c in row] for row in sheet.iter_rows(min_row=2)] == [list(FORM_13), *ROWS]
    assert sheet["A1"].value == "ทะเบียนหนังสือรับ พ.ศ. ๒๕๖๗"
    assert {c.number_format for row in sheet.iter_rows(min_row=2) for c in row if c.value} == {"@"}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("series", "name"),
    [
        ("receive", "ทะเบียนหนังสือรับ 2567"),
        ("send", "ทะเบียนหนังสือส่ง 2567"),
        ("seal", "ส่ง (หนังสือประทับตรา) 2567"),
    ],
)
def test_the_sheet_is_called_like_the_book(series, name):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(Book("d54", series, 2567), "ทะเบียน")))
    assert book.sheetnames == [name]


def test_sent_letters_have_the_other_form():
    assert columns("circular") == FORM_14
    assert (FORM_13[1], FORM_14[1]) == ("เลขทะเบียนรับ", "เลขทะเบียนส่ง")


NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(0)", "'=1")


@pytest.mark.parametrize("text", NASTY)
def test_no_column_of_a_book_is_a_formula(desk, registrar, text):
    columns_of = {"number": text, "from_": text, "to": text, "action": text, "remark": text}
    issue(desk, registrar, unit="d54", series="receive", subject=text, **columns_of)
    gone = issue(desk, registrar, unit="d54", series="receive", subject=text)
    void(desk, registrar, gone.ref, text)
    reserve(desk, registrar, unit="d54", series="receive", who=text, why=text, until=date(2024, 3, 9))
    book = find_book(desk.root, "d54", "receive", 2567)
    lines = list(csv.reader(io.StringIO(to_csv(book).decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(book, text))).active
    read = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert read == lines[1:]
    assert [c for row in lines for c in row if c.startswith(("=", "+", "-", "@"))] == []
    assert lines[1].count("'" + text) == 6
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
