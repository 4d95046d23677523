"""อ่านตาราง: codings, delimiters, cells of every type, and files that are no tables or worse."""

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl.xml import DEFUSEDXML, LXML

from saraban.documents import table_reading as reading
from saraban.documents import workbook_reading as books
from saraban.documents.table_reading import TableRefused, Unreadable, read_csv
from saraban.documents.tables import write_csv
from saraban.documents.workbook_reading import read_tables
from tests.common.sample_files import ooxml
from tests.common.tables import workbook

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
THAI = "รหัส,ชื่อ\nd54,ฝ่ายปกครอง\n"


def cells(data):
    return [row.cells for table in read_tables(data) for row in table.rows]


class TestCsv:
    @pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"])
    def test_codings(self, coding):
        assert cells(THAI.encode(coding)) == [("รหัส", "ชื่อ"), ("d54", "ฝ่ายปกครอง")]

    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_delimiters_and_line_ends(self, sign, end):
        text = end.join([f'ก{sign}"ข,;\t"', f"1{sign}2", ""])
        assert cells(text.encode()) == [("ก", "ข,;\t"), ("1", "2")]

    def test_lines_are_those_of_a_spreadsheet(self):
        table = read_csv('ก,ข\n\n"สอง\nบรรทัด",1\n,\nค,ง\n'.encode())
        assert [row.line for row in table.rows] == [1, 3, 5]

    def test_the_guard_is_taken_off(self):
        texts = ["=1+1", "+66", "-", "@x", "'=x", "''=x", "'x", "x'", "\t=", "='", "<b>", '=HYPERLINK("x")']
        assert cells(write_csv(["ก"], [[t] for t in texts]))[1:] == [(t,) for t in texts]

    @pytest.mark.parametrize(
        ("data", "slug"),
        [
            (b"", "file-empty"),
            (b"\xef\xbb\xbf \n", "file-empty"),
            (b"\xff\xfe" + bytes([0x00, 0xDC]) * 9, "bad-encoding"),
            (bytes([0xDB, 0xFC, 0xFD]) * 40, "bad-encoding"),
            (("ชื่อ,สกุล\n" * 40).encode()[:-3] + b"\xe0\n", "bad-encoding"),
            ('ก,ข\n"ไม่ปิด,1\n'.encode(), "bad-csv"),
            (("ก\n" + "x\n" * (reading.MAX_ROWS + 1)).encode(), "too-many-rows"),
            (("ก," * 60 + "ข\n").encode(), "too-many-columns"),
            (b"x" * (reading.MAX_BYTES + 1), "table-too-large"),
            (b"%PDF-1.7", "no-table"),
            (b"MZ\x90", "no-table"),
            (b"<?xml version='1.0'?>", "no-table"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old-workbook"),
        ],
    )
    def test_what_is_no_table(self, data, slug):
        with pytest.raises(TableRefused) as refused:
            read_tables(data)
        assert refused.value.slug == slug

    def test_a_hundred_thousand_rows_are_refused_in_words(self):
        with pytest.raises(TableRefused, match="rows") as refused:
            read_tables(b"code,title\n" + b"d54,x\n" * 100_000)
        assert refused.value.message.mapping == {"limit": "20,000"}

    def test_a_long_cell_is_one_wrong_cell(self):
        long, short = cells(f"{'ก' * 2001},ข\n".encode())[0]
        assert isinstance(long, Unreadable)
        assert short == "ข"


class TestWorkbook:
    def test_cells_of_every_type(self):
        row = ["ข้อความ", 5407, 5407.0, 1.5, True, False, None, date(2024, 3, 8), datetime(2024, 3, 8), "=x"]  # noqa: DTZ001
        data = workbook(หน่วยงาน=[["ก"] * 10, row])
        read = read_tables(data)[0]
        assert read.title == "หน่วยงาน"
        *plain, formula = read.rows[1].cells
        day = date(2024, 3, 8)
        assert plain == ["ข้อความ", "5407", "5407", "1.5", "TRUE", "FALSE", "", day, day]
        assert formula == Unreadable(books.FORMULA)

    def test_a_buddhist_year_typed_as_a_date(self):
        assert cells(workbook(ก=[["วัน"], [date(2567, 3, 8)]]))[1] == (date(2024, 3, 8),)

    def test_times_and_errors_are_wrong_cells(self):
        found = cells(workbook(ก=[["ก", "ข", "ค"], [time(9, 1), datetime(2024, 3, 8, 9, 1), "#REF!"]]))[1]  # noqa: DTZ001
        assert all(isinstance(cell, Unreadable) for cell in found)

    def test_lines_and_empty_sheets(self):
        data = workbook(ก=[[None], ["หัว"], [], [None, "x"]], ว่าง=[])
        assert [(t.title, [r.line for r in t.rows]) for t in read_tables(data)] == [("ก", [2, 4])]

    def test_rows_of_all_sheets_count(self, monkeypatch):
        monkeypatch.setattr(reading, "MAX_ROWS", 5)
        with pytest.raises(TableRefused, match="rows"):
            read_tables(workbook(ก=[["x"]] * 4, ข=[["x"]] * 4))

    def test_a_row_far_down_and_a_column_far_right(self):
        book = workbook(ก=[["หัว"]])
        far = _changed(
            book,
            "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b'r="A1"', b'r="A900000"').replace(b'<row r="1"', b'<row r="900000"'),
        )
        with pytest.raises(TableRefused, match="far down"):
            read_tables(far)

    @pytest.mark.parametrize(
        "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml",
                 "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"]
    )  # fmt: skip
    def test_entity_bombs(self, part):
        assert DEFUSEDXML
        assert not LXML
        data = _shared(workbook(ก=[["หัว"], ["x"]]))
        assert cells(data) == [("หัว",), ("x",)]
        with pytest.raises(TableRefused) as refused:
            read_tables(_changed(data, part, lambda xml: LAUGHS + re.sub(rb"^<\?xml.*?\?>", b"", xml)))
        assert refused.value.slug == "unsafe-archive"

    def test_entity_bombs_under_any_name_and_in_any_coding(self):
        for name, bomb in (("xl/media/image1.png", LAUGHS), ("xl/x.xml", LAUGHS.decode().encode("utf-16"))):
            with pytest.raises(TableRefused) as refused:
                read_tables(ooxml("spreadsheetml.sheet", **{name.replace("/", "__"): bomb}))
            assert refused.value.slug == "unsafe-archive"

    def test_a_nul_in_a_table_of_utf_8_is_a_wrong_cell_of_it(self):
        assert cells("id,name\nk1,ก\0ข\nk2,ค\n".encode()) == [("id", "name"), ("k1", "ก\0ข"), ("k2", "ค")]
        assert cells("id,name\nk1,กข\nk2,ค \n".encode("utf-16-le"))[1] == ("k1", "กข")

    def test_a_vast_cell_is_a_wrong_cell(self):
        (_heads, row) = cells(b"id,name\nk1," + b"x" * (5 << 20) + b"\n")
        assert "2,000" in str(row[1].message.interpolate())

    def test_nothing_outside_is_read(self):
        entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        data = _changed(
            workbook(ก=[["หัว"]]), "xl/worksheets/sheet1.xml", lambda xml: entity + xml.replace("หัว".encode(), b"&a;")
        )
        with pytest.raises(TableRefused):
            read_tables(data)


class TestPackages:
    def package(self, *entries):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
            for name, data in entries:
                archive.writestr(name, data)
        return out.getvalue()

    @pytest.mark.parametrize(
        ("entries", "slug"),
        [
            ([("xl/worksheets/sheet1.xml", b"\0" * (65 * 1024 * 1024))], "unsafe-archive"),
            ([("xl/a.xml", b"\0" * (5 * 1024 * 1024))], "unsafe-archive"),
            ([(f"xl/{n}.xml", b"") for n in range(400)], "unsafe-archive"),
            ([("../../etc/passwd", b"")], "unsafe-archive"),
            ([("/etc/passwd", b"")], "unsafe-archive"),
            ([("xl/vbaProject.bin", b"")], "macros"),
            ([], "damaged-workbook"),
        ],
    )
    def test_by_their_directory(self, entries, slug):
        with pytest.raises(TableRefused) as refused:
            read_tables(self.package(*entries))
        assert refused.value.slug == slug

    def test_a_document_and_a_plain_archive(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        for data in (out.getvalue(), b"PK\x03\x04 nothing"):
            with pytest.raises(TableRefused):
                read_tables(data)

    def test_cut_off_anywhere(self):
        data = workbook(ก=[["หัว"], ["x"]])
        for end in range(10, len(data) - 1, 97):
            with pytest.raises(TableRefused):
                read_tables(data[:end])


def _shared(data):
    """The same workbook with its texts in the table of shared strings, as spreadsheet programs write it."""
    texts = re.findall(rb"<is><t>(.*?)</t></is>", zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    for n, text in enumerate(texts):
        old, new = b't="inlineStr"><is><t>%b</t></is>' % text, b't="s"><v>%d</v>' % n
        data = _changed(data, "xl/worksheets/sheet1.xml", lambda xml, old=old, new=new: xml.replace(old, new, 1))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % kind
    data = _changed(data, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", part))
    strings = b"".join(b"<si><t>%b</t></si>" % text for text in texts)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package.writestr("xl/sharedStrings.xml", b'<sst xmlns="%b">%b</sst>' % (name, strings))
    return out.getvalue()


def _changed(data, part, change):
    """The same package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if name == part else body)
    return out.getvalue()
