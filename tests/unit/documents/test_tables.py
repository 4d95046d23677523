from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saraban.documents.tables import Column, guarded, unguarded, write_csv, write_xlsx

COLUMNS = [Column("เลขทะเบียนรับ", 12), Column("เรื่อง", 60), "หมายเหตุ"]
#: What people write: no control characters, which no register takes, and no half characters.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n"), max_size=30)
CELLS = st.builds(
    str.__add__, st.sampled_from(["", "=", "+", "-", "@", "\t", "'", "'=", "''-", " ", "#N/A", "0"]), TEXTS
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_csv_reads_back_as_written_but_for_the_guard(rows):
    heads, *read = read_csv(write_csv(COLUMNS, rows))
    assert heads == ["เลขทะเบียนรับ", "เรื่อง", "หมายเหตุ"]
    assert [[unguarded(text) for text in row] for row in read] == rows
    assert not any(text[:1] in {"=", "+", "-", "@", "\t", "\r"} for row in read for text in row)


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_xlsx_reads_back_as_written_but_for_the_guard(rows):
    data = write_xlsx("ทะเบียน", COLUMNS, rows)
    heads, *read = read_xlsx(data)
    assert heads == ["เลขทะเบียนรับ", "เรื่อง", "หมายเหตุ"]
    assert [[unguarded(text) for text in row] for row in read] == rows
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<f " not in xml


@given(CELLS)
def test_the_guard_comes_off_again(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''@x"])
def test_what_could_be_a_formula_is_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "ก", "1-2", " =1", "'ก", "'"])
def test_what_could_not_is_left_alone(text):
    assert guarded(text) == unguarded(text) == text


def test_every_cell_is_marked_as_text():
    data = write_xlsx("ทะเบียน", COLUMNS, [["1", "#N/A", "2567-03-08"]], head_lines=["=ทะเบียนหนังสือรับ", "พ.ศ. ๒๕๖๗"])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in filled} == {("s", "@")}
    assert {cell.font.name for cell in filled} == {"TH SarabunPSK"}
    assert sheet["A1"].value == "'=ทะเบียนหนังสือรับ"
    assert [cell.value for cell in sheet[4]] == ["1", "#N/A", "2567-03-08"]


def test_the_heads_stay_in_sight_and_are_printed_on_every_page():
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx("ทะเบียน", COLUMNS, [], head_lines=["หนึ่ง", "สอง"]))).active
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert [sheet.column_dimensions[c].width for c in "ABC"] == [12, 60, 20]


@pytest.mark.parametrize(
    ("title", "name"), [("a/b[c]:d*?\\", "a b c  d"), ("ก" * 40, "ก" * 31), ("", "1"), ("'x'", "x"), ("\x00", "1")]
)
def test_a_sheet_is_called_as_spreadsheets_allow(title, name):
    assert openpyxl.load_workbook(io.BytesIO(write_xlsx(title, ["ก"], []))).sheetnames == [name]


def test_what_a_spreadsheet_cannot_hold_is_left_out():
    rows = [["ก\x00ข\x1b", "\x0b=1", "\ud800ค"]]
    assert read_csv(write_csv(COLUMNS, rows))[1] == ["กข", "'=1", "ค"]
    assert read_xlsx(write_xlsx("ก", COLUMNS, rows))[1] == ["กข", "'=1", "ค"]


def test_a_cell_holds_what_a_spreadsheet_allows():
    assert len(read_xlsx(write_xlsx("ก", ["ก"], [["=" + "ก" * 40_000]]))[1][0]) == 32_767


def test_a_book_of_five_thousand_rows_is_written_row_by_row():
    rows = ([str(n), f"ขอความร่วมมือเข้าร่วมประชุม ครั้งที่ {n}" * 3, "สำนักงานเขต"] for n in range(5_000))
    tracemalloc.start()
    data = write_xlsx("ทะเบียน", COLUMNS, rows)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").count(b"<row ") == 5_001
    assert peak < 8 * 1024 * 1024
