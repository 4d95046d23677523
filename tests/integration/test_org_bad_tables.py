"""saraban org with what no table may hold: the place is told in Thai and English, and nothing is stored."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

import pytest

from saraban.core.store import desk_on, open_database
from saraban.rosters.hands import console
from saraban.rosters.importing import ImportWrong, TableFile, take_in, try_out
from saraban.scripts.console import in_words
from tests.common.commands import saraban, saraban_json
from tests.common.office import open_office
from tests.common.sample_files import ole, ooxml, pdf
from tests.common.tables import workbook

#: A good row of each table; a bad one is made of it by putting something else into one column.
GOOD = {
    "units": {"code": "d54-k1", "title": "ฝ่ายใหม่", "kind": "section", "parent": "d54"},
    "prefixes": {"unit": "d54-edu", "prefix": "กท 5499", "since": "1 มี.ค. 2567"},
    "people": {"id": "k1", "name": "นายสมมติ ตาราง", "email": "k1@example.go.th"},
    "posts": {"id": "d54-edu.k1", "unit": "d54-edu", "title": "นักวิชาการศึกษา"},
    "holdings": {"person": "u-d54-clerk", "post": "d54-edu.officer", "since": "1 มี.ค. 2567"},
    "grants": {"unit": "d54-edu", "role": "clerk", "post": "d54-edu.officer", "since": "1 มี.ค. 2567"},
    "acting": {
        "person": "u-d54-clerk",
        "post": "d54-edu.head",
        "term": "รักษาการในตำแหน่ง",
        "instrument": "คำสั่งที่ ๑/๒๕๖๗",
        "since": "1 มี.ค. 2567",
        "until": "30 เม.ย. 2567",
    },
}
FORMULAS = ('=HYPERLINK("http://x")', "=1+1", '=cmd|"/c calc"!A0')
HOSTILE = (
    "'; DROP TABLE units; --",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "${jndi:ldap://x}",
    "../../etc",
)
FIVE_MEGABYTES = "ก" * (5 * 1024 * 1024 // 3)


@dataclass(frozen=True)
class Cell:
    """What is put into one column of a table, and what the complaint says in English."""

    table: str
    column: str
    value: str
    says: str
    sheet: bool = False  # in a workbook: what a CSV cannot hold

    @property
    def name(self):
        return f"{self.table}-{self.column}-{self.value[:24]!r}{len(self.value)}"


def everywhere(value, says, *columns):
    return [Cell(*column.split("."), value, says) for column in columns]


CODES = ("units.code", "people.id", "posts.id", "grants.role", "units.kind")
NAMES = ("units.title", "prefixes.prefix", "people.name", "posts.title", "grants.post", "acting.instrument")
DAYS = ("prefixes.since", "holdings.since", "grants.since", "acting.since", "acting.until")
CELLS = [
    *(cell for c in (*CODES, *NAMES, *DAYS) for cell in everywhere("ก\x00ข", "cannot be printed", c)),
    *(cell for c in NAMES[:4] for cell in everywhere("ก\x1b[2Jข", "cannot be printed", c)),
    *(cell for text in HOSTILE for cell in everywhere(text, "", *CODES, "people.email", "holdings.since")),
    *(cell for text in HOSTILE for cell in everywhere(text, "", "posts.unit", "grants.unit", "prefixes.unit")),
    *everywhere("31 กุมภาพันธ์ 2567", "There is no such day", *DAYS),
    *everywhere("29 ก.พ. 2566", "There is no such day", *DAYS),
    *everywhere("1 มี.ค. 9999", "The year", *DAYS),
    *everywhere("1 มี.ค. 0", "", *DAYS),
    *everywhere("เมื่อวาน", "cannot be read as a date", *DAYS),
    *everywhere("9.30 น.", "is a time of day", *DAYS),
    *everywhere("nowhere", "There is no unit with this code", "posts.unit", "grants.unit", "prefixes.unit"),
    *everywhere("nowhere", "no unit", "units.parent"),
    *everywhere("nobody", "no person", "holdings.person", "acting.person"),
    *everywhere("nowhere.post", "no post", "holdings.post", "grants.post", "acting.post"),
    *everywhere("", "must not be empty", "units.title", "people.name", "posts.title", "grants.role", "prefixes.since"),
    *everywhere("ก" * 201, "at most 200 characters", "units.title", "people.name", "posts.title", "prefixes.prefix"),
    *everywhere(FIVE_MEGABYTES, "", "units.title", "people.name", "posts.title", "grants.post"),
    *everywhere("king", "is none of these", "grants.role", "units.kind", "acting.term"),
    *(Cell(*c.split("."), text, "formula", True) for text in FORMULAS for c in (*CODES, *NAMES[:4], *DAYS[:3])),
]
WHOLE = [
    ("a program", "p.csv", b"MZ\x90\x00" + b"\0" * 200, "no table"),
    ("a letter", "p.csv", pdf(), "no table"),
    ("a picture called a workbook", "p.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 80, "no table"),
    ("a web page", "p.csv", b"<html><script>alert(1)</script></html>", "no table"),
    ("an old workbook", "p.xls", ole("Workbook"), "Save it as .xlsx"),
    ("a text document", "p.xlsx", ooxml(), "no table"),
    ("macros", "p.xlsx", ooxml("spreadsheetml.sheet", **{"xl__vbaProject.bin": b"x"}), "macros"),
    ("a bomb", "p.xlsx", ooxml("spreadsheetml.sheet", xl__a=b"\0" * (8 << 20)), "built to exhaust"),
    ("a workbook cut off", "p.xlsx", ooxml("spreadsheetml.sheet")[:-40], "damaged"),
    ("nothing", "p.csv", b"", "empty"),
    ("broken letters", "p.csv", "id,name\nk1,นาย\n".encode() + b"k2,\xff\xfe\xff\n", "Save"),
    ("letters of UTF-8 half as TIS-620", "p.csv", "id,name\nk1,นาย\n".encode() + "k2,นาย\n".encode("cp874"), "row 3"),
    ("eleven megabytes", "p.csv", b"id,name\n" + b"k" * (11 << 20), "10 MB"),
    ("a quotation mark that stays open", "p.csv", 'id,name\nk1,"นาย\n'.encode(), "quotation mark"),
    ("other columns", "p.csv", b"a,b\n1,2\n", "Take the heads of an export"),
    ("only heads", "p.csv", b"id,name\n", "no row"),
]


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    directory = tmp_path_factory.mktemp("bad-org")
    open_office(directory).close()
    return directory


@pytest.fixture(scope="module")
def found(var):
    """What is said of each bad cell: each is the third row of a table of its own, tried and then taken in anyway."""
    before, said = stored(var), defaultdict(list)
    uri = f"file://{var}/Data.fs"
    database = open_database(uri)
    with desk_on(database, uri) as desk:
        desk.var = var
        for cell in CELLS:
            file = TableFile(*written(cell))
            trial = try_out(console(desk), [file])
            desk.tm.abort()
            desk.tm.begin()
            with pytest.raises(ImportWrong):
                take_in(console(desk), [file], shown=trial.shown)
            desk.tm.abort()
            desk.tm.begin()
            said[cell.name] = trial.run.bad
    database.close()
    assert stored(var) == before
    return said


@pytest.fixture
def unchanged(var):
    """What stands in the store, before and after."""
    before = stored(var)
    yield
    assert stored(var) == before


def stored(var):
    kept = [var / "Data.fs", *(p for p in (var / "blobs").rglob("*") if p.is_file())]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in kept}


def written(cell):
    """A file whose second row is good and whose third is not."""
    good = GOOD[cell.table]
    rows = [list(good), list(good.values()), list({**good, cell.column: cell.value}.values())]
    if cell.sheet:
        return f"{cell.table}.xlsx", workbook(**{cell.table: rows})
    lines = [",".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows]
    return f"{cell.table}.csv", ("\n".join(lines) + "\n").encode()


def put(directory, name, data):
    (directory / name).write_bytes(data)
    return str(directory / name)


def is_thai(text):
    return any("ก" <= c <= "๛" for c in text)


@pytest.mark.parametrize("table", GOOD)
def test_the_good_rows_are_good(var, tmp_path, capsys, table, unchanged):
    _name, data = written(Cell(table, next(iter(GOOD[table])), "", ""))
    good = put(tmp_path, f"{table}.csv", b"\n".join(data.splitlines()[:2]) + b"\n")
    found = saraban_json(capsys, var, "org", "import", "--dry-run", good)
    assert (found["bad"], found["tables"][table]["added"]) == ([], 1)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_a_bad_cell_is_named_in_both_languages(found, cell):
    place = (cell.table, 3, "ABCDEFG"[list(GOOD[cell.table]).index(cell.column)])
    (bad,) = [bad for bad in found[cell.name] if (bad.table, bad.line, bad.letter) == place]
    thai, english = (in_words(bad.message, language) for language in ("th", "en"))
    assert cell.says in english
    assert is_thai(thai)
    assert thai != english
    assert len(thai) < 1000
    assert in_words(bad.place, "th").startswith("แถว 3 คอลัมน์")
    assert in_words(bad.place, "en").startswith("Row 3 column")


@pytest.mark.parametrize("table", ["units", "people", "posts", "grants", "prefixes"])
def test_the_console_names_it_too(var, tmp_path, capsys, unchanged, table):
    cell = next(c for c in CELLS if c.table == table and not c.sheet)
    path = put(tmp_path, *written(cell))
    assert saraban(var, "org", "import", path) == 1
    said = capsys.readouterr().err
    assert "แถว 3 คอลัมน์" in said
    assert "Row 3 column" in said
    told = saraban_json(capsys, var, "org", "import", path)
    assert (told["import"], told["bad"][0]["line"]) == (None, 3)


@pytest.mark.parametrize(("name", "data", "says"), [w[1:] for w in WHOLE], ids=[w[0] for w in WHOLE])
def test_a_file_that_is_no_table(var, tmp_path, capsys, unchanged, name, data, says):
    assert saraban(var, "org", "import", put(tmp_path, name, data)) == 1
    said = capsys.readouterr().err
    assert says in said
    assert is_thai(said)
    assert "Traceback" not in said


def test_a_bad_row_in_one_of_two_files_leaves_both_out(var, tmp_path, capsys, unchanged):
    good = put(tmp_path, "good.csv", "id,name\nk9,นายสมมติ ดี\n".encode())
    bad = put(tmp_path, *written(Cell("posts", "unit", "nowhere", "")))
    found = saraban_json(capsys, var, "org", "import", good, bad)
    assert found["import"] is None
    assert ("posts.csv", "posts", 3, "B") in [(b["sheet"], b["table"], b["line"], b["column"]) for b in found["bad"]]
