"""ตารางสำหรับโปรแกรมตารางคำนวณ (tables for spreadsheets): rows out as CSV and XLSX, every cell plain text.

A spreadsheet takes a cell that begins with one of a few signs for a formula, so an apostrophe stands before those in
both formats; ``unguarded`` takes it off again. Rows are taken one by one: a year's book needs little memory.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The font of official letters (Cabinet resolution of B.E. 2553); a machine without it shows its own Thai font.
FONT = "TH SarabunPSK"
FONT_SIZE = 14
WIDTH = 20
A4 = 9  # as spreadsheet files number sizes of paper
#: A spreadsheet's cell holds no more characters than this, and a sheet's name no more than that.
CELL_LENGTH = 32_767
TITLE_LENGTH = 31

_COULD_BE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NO_TITLE = re.compile(r"[\\*?:/\[\]]")
_LINE = Side(style="thin", color="FF999999")


@dataclass(frozen=True)
class Column:
    """คอลัมน์: the words of its head, and its width in characters on the sheet."""

    head: str
    width: float = WIDTH


@dataclass(frozen=True)
class Sheet:
    """แผ่นงาน: its name, its columns and rows, and the lines above the heads."""

    title: str
    columns: Iterable[Column | str]
    rows: Iterable[Iterable[str]]
    head_lines: Sequence[str] = ()


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what one could begin with."""
    return f"'{text}" if _COULD_BE_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What stood in a cell before it was guarded: an import of what was exported gives the same text."""
    return text[1:] if _GUARDED.match(text) else text


def write_csv(columns: Iterable[Column | str], rows: Iterable[Iterable[str]]) -> bytes:
    """ส่งออก CSV: every field quoted, in UTF-8; the byte order mark tells spreadsheets so."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(_cell(column.head) for column in _columns(columns))
    writer.writerows([_cell(text) for text in row] for row in rows)
    return out.getvalue().encode()


def write_xlsx(
    title: str, columns: Iterable[Column | str], rows: Iterable[Iterable[str]], *, head_lines: Sequence[str] = ()
) -> bytes:
    """ส่งออก XLSX: a sheet called ``title``, ``head_lines`` above the heads; every cell is marked as text.

    The head row stays in sight, is repeated on every printed page, and the sheet prints on A4 across.
    """
    return write_sheets([Sheet(title, columns, rows, head_lines)])


def write_sheets(sheets: Sequence[Sheet]) -> bytes:
    """ส่งออกสมุดงาน XLSX: several sheets, each as ``write_xlsx`` writes it; the first one's title is the workbook's."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = _clean(sheets[0].title)
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_sheet(workbook: Any, wanted: Sheet) -> None:
    heads = _columns(wanted.columns)
    sheet: Any = workbook.create_sheet(_sheet_title(wanted.title))
    _lay_out(sheet, heads, len(wanted.head_lines) + 1)
    plain, head, above = _text_cell(sheet), _head_cell(sheet), _line_cell(sheet)
    for line in wanted.head_lines:
        sheet.append(_filled(above, [line]))
    sheet.append(_filled(head, [column.head for column in heads]))
    for row in wanted.rows:
        sheet.append(_filled(plain, row))


def _columns(columns: Iterable[Column | str]) -> list[Column]:
    return [Column(column) if isinstance(column, str) else column for column in columns]


def _lay_out(sheet: Any, heads: list[Column], head_row: int) -> None:
    for index, column in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = f"A{head_row + 1}"
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "&P / &N"


def _text_cell(sheet: Any) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=FONT_SIZE)
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    return cell


def _head_cell(sheet: Any) -> Any:
    cell = _text_cell(sheet)
    cell.font = Font(name=FONT, size=FONT_SIZE, bold=True)
    cell.fill = PatternFill("solid", start_color="FFEEEEEE")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _line_cell(sheet: Any) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=FONT_SIZE + 2, bold=True)
    cell.number_format = "@"
    return cell


def _filled(cell: Any, texts: Iterable[str]) -> Iterator[Any]:
    """One cell takes the text of each column in turn: the writer has written it before it asks for the next."""
    for text in texts:
        cell.value = _cell(text)[:CELL_LENGTH]
        cell.data_type = "s"
        yield cell


def _cell(text: str) -> str:
    return guarded(_clean(text))


def _clean(text: str) -> str:
    """Without the characters that a spreadsheet file cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()


def _sheet_title(title: str) -> str:
    return _NO_TITLE.sub(" ", _clean(title)).strip(" '")[:TITLE_LENGTH].strip(" '") or "1"
