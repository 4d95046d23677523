"""ตารางที่นำเข้าไม่ได้ (bad tables): chosen on the page of imports; nothing half imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.common.sample_files import ole, ooxml, pdf
from tests.common.tables import workbook
from tests.functional.bad_inputs.doors import Answer, World, page_answer, send_form
from tests.functional.bad_inputs.table import Bad
from tests.functional.bad_inputs.verbs import ADMIN

UNITS = "รหัสหน่วยงาน,ชื่อหน่วยงาน,ประเภท,สังกัดรหัส\n"
GOOD = "d54-new,ฝ่ายใหม่,section,d54\n"
PAGE = "/admin/tables"
ONLY = "programs import no tables; the console has the same reader"
#: The files wait for the page that shows what would be; the worker throws them away.
WAITING = ("file arrivals/",)


def chosen(*files: tuple[str, Callable[[], bytes]]) -> Any:
    """Chosen on the page, and looked at."""

    def go(world: World, language: str) -> Answer:
        parts = [("files", name, made()) for name, made in files]
        first = send_form(world, PAGE, "import", {}, language=language, files=parts, by=ADMIN)
        if first.status != 303:
            return first
        shown = world.person(ADMIN).get(first.location, expect_errors=True)
        return page_answer(shown.follow() if shown.status_int == 303 else shown)

    return go


def table(name: str, says: str, *files: tuple[str, Callable[[], bytes]], status: int = 200, wrong: bool = False) -> Bad:
    """A row of this table; ``wrong`` rows are shown on the page of the trial, which has no button to take them in."""
    waits = {"page": WAITING} if wrong else {}
    return Bad(name, {"page": chosen(*files)}, {"page": status}, {"page": says}, allowed=waits, only=ONLY, names=("*",))


def csv(text: str) -> tuple[str, Callable[[], bytes]]:
    """A CSV file."""
    return "หน่วยงาน.csv", text.encode


def bomb() -> bytes:
    """Eight megabytes of nothing in a few bytes."""
    return ooxml("spreadsheetml.sheet", xl__a=b"\0" * (8 << 20))


IMPORTS = [
    table("a table with a bad row", "Row 3 column B", csv(UNITS + GOOD + "d54-x,,section,d54\n"), wrong=True),
    table(
        "a table that names an unknown unit",
        "There is no unit with this code",
        csv(UNITS + "d54-x,ฝ่าย,section,nowhere\n"),
        wrong=True,
    ),
    table("a row with a kind that is none", "is none of these", csv(UNITS + "d54-x,ฝ่าย,poem,d54\n"), wrong=True),
    table("a table of other columns", "Take the heads of an export", csv("a,b\n1,2\n"), wrong=True),
    table("a table of another dialect", "quotation mark", csv(UNITS + 'd54-x,"ฝ่าย\n')),
    table("a table in broken letters", "Save", ("x.csv", lambda: UNITS.encode() + b"d54-x,\xff\xfe\xff,section,d54\n")),
    table(
        "a table with macros",
        "macros",
        ("x.xlsx", lambda: ooxml("spreadsheetml.sheet", **{"xl__vbaProject.bin": b"x"})),
    ),
    table(
        "a workbook that is a bomb",
        "Save the table as CSV",
        ("x.xlsx", lambda: ooxml("spreadsheetml.sheet", xl__a=b"\0" * (8 << 20))),
    ),
    table("an old workbook", "Save it as .xlsx", ("x.xls", lambda: ole("Workbook"))),
    table("a letter for a table", "Choose a CSV file", ("x.csv", pdf)),
    table(
        "a workbook with a formula",
        "formula",
        (
            "x.xlsx",
            lambda: workbook(หน่วยงาน=[UNITS.strip().split(","), ["d54-x", '=HYPERLINK("http://x")', "section", "d54"]]),
        ),
        wrong=True,
    ),
    table("no table at all", "Choose a file", status=422),
    table("a table of 11 MB", "10 MB", ("x.csv", lambda: b"x" * (11 << 20)), status=422),
]
