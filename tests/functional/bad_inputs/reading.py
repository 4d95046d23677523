"""สิ่งที่อ่านหรือเก็บไม่ได้ (what is not read and not kept): texts and files of classified letters, files for no letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.common.sample_files import image, locked_pdf, pdf
from tests.functional.bad_inputs.doors import Answer, World, call, send_form
from tests.functional.bad_inputs.letters import ADDRESS, PATH, SENT, TYPED
from tests.functional.bad_inputs.requests import row
from tests.functional.bad_inputs.table import WAITING, Bad, Try

WORDLESS = pdf(words="").replace(b"( 1)", b"()")
PROGRAM = b"MZ" + b"\0" * 80
RECORD = ("/p/{paper}/record", "/p/{paper}/record?act=acknowledge", "record")
TAKEN_APART = {"__start__": "x:sequence", "subject": "ก"}
READ = f"{ADDRESS}/read"
HEAD = "ที่ กท ๐๔๐๓/๑๒\nวันที่ ๖ มีนาคม ๒๕๖๗\nเรื่อง ก\nเรียน ผู้อำนวยการเขต\nด้วยมีการ"
MARKED = f"ลับที่สุด\n{HEAD}"
NUMBERED = HEAD.replace("/๑๒", "/ลส ๑๒")
NOWHERE = "/l/0000000000000/edit"
NOTE = {"written_on": "2024-03-08", "act": "acknowledge", "person": "u-d54-dir", "post": "d54.director"}
Named = list[tuple[str, bytes]]


def page(fields: Mapping[str, str], named: Named, to: str = READ, opened: str = ADDRESS, form: str = "receive") -> Try:
    """Texts and files sent from a form to an address."""

    def go(world: World, language: str) -> Answer:
        files = [("files", name, data) for name, data in named]
        at, target = opened.format(**world.things), to.format(**world.things)
        return send_form(world, at, form, fields, language=language, files=files, to=target)

    return go


def api(path: str, body: Any, named: Named, method: str = "POST") -> Try:
    """Texts and files sent to a call."""

    def go(world: World, language: str) -> Answer:
        more = {"files": named} if named else {}
        return call(world, method, path.format(**world.things), body, language=language, **more)

    return go


def waiting(bad: Bad) -> Bad:
    """The form comes back with the file."""
    return Bad(bad.name, bad.doors, bad.status, bad.says, bad.kept, {"page": (WAITING,)}, bad.only)


def text(name: str, typed: str, says: tuple[str, str]) -> Bad:
    """A text that is read."""
    return row(
        name,
        (page({"body": typed}, []), 422, says[0]),
        (api("/intake", {"text": typed, "unit": "d54"}, []), 422, says[1]),
        kept={"body": typed},
    )


def file(name: str, named: Named, says: tuple[str, str]) -> Bad:
    """A file that is read."""
    return row(name, (page({}, named), 422, says[0]), (api("/intake", {"unit": "d54"}, named), 422, says[1]))


def classified(name: str, changes: dict[str, str], says: str) -> Bad:
    """A letter of this kind with its file: the file is gone with the refusal."""
    named = [("หนังสือ.pdf", pdf()), ("แนบ.txt", "ข้อความ".encode())]
    return row(
        name,
        (page({**TYPED, **changes}, named, to=ADDRESS), 422, says),
        (api(PATH, {**SENT, **changes}, named), 422, says),
        kept=TYPED,
    )


SECRET = "Give the letter to the secret registrar"
PAPER = "use paper"
READING = [
    text("nothing to read", "  ", ("Paste the text", "Paste the text")),
    text("a text too long to read", "ก" * 200_001, ("longer than 200000", "longer than 200000")),
    text("ลับที่สุด in the text", MARKED, (PAPER, PAPER)),
    text("ลับที่สุด by the number in the text", NUMBERED, (PAPER, PAPER)),
    file("ลับที่สุด in a file", [("ก.txt", MARKED.encode())], (PAPER, PAPER)),
    file("ลับที่สุด by the number in a file", [("ก.txt", NUMBERED.encode())], (PAPER, PAPER)),
    file("a locked PDF to read", [("ก.pdf", locked_pdf("กุญแจ"))], ("without one", "without one")),
    waiting(file("an image to read", [("ก.png", image())], ("Paste the text", "Choose a PDF"))),
    waiting(file("a PDF without words", [("ก.pdf", WORDLESS)], ("Paste the text", "Paste"))),
    row(
        "a text and a file at once",
        None,
        (api("/intake", {"text": HEAD, "unit": "d54"}, [("ก.pdf", pdf())]), 422, "not both"),
        only="the form reads the text first",
    ),
    row(
        "ลับที่สุด in the text, its file beside it",
        (page({"body": MARKED}, [("ก.pdf", pdf())]), 422, PAPER),
        None,
        only="a call takes one of them",
    ),
    classified("ลับ with its files", {"secrecy": "confidential"}, SECRET),
    classified("ลับมาก with its files", {"secrecy": "secret"}, SECRET),
    classified("ลับที่สุด with its files", {"secrecy": "top_secret"}, PAPER),
    classified("ลับที่สุด by its number, with its files", {"number": "กท ๐๔๐๓/ลส ๑"}, PAPER),
    row(
        "files for the unit of others",
        (page(TYPED, [("ก.pdf", pdf())], to="/receive/d53"), 404, "There is nothing"),
        (api("/units/d53/received", SENT, [("ก.pdf", pdf())]), 404, "There is nothing"),
    ),
    row(
        "files for a draft that is none",
        (
            page({"subject": "ก"}, [("ก.pdf", pdf())], NOWHERE, "/drafts/new", "draft"),
            404,
            "There is nothing",
        ),
        (api("/letters/0000000000000", {"subject": "ก"}, [("ก.pdf", pdf())], "PATCH"), 404, "There is nothing"),
    ),
    row(
        "a note on paper without its scan",
        (page({}, [], *RECORD), 422, "Choose"),
        (api("/receipts/{paper}/paper-endorsements", NOTE, []), 422, "scan"),
    ),
    row(
        "a program for the scan of a note",
        (
            page({}, [("ก.pdf", PROGRAM)], *RECORD),
            422,
            "Programs",
        ),
        (api("/receipts/{paper}/paper-endorsements", NOTE, [("ก.pdf", PROGRAM)]), 422, "Programs"),
    ),
    row(
        "a form taken apart",
        (page(TAKEN_APART, [], "/numbers/d54/issue", "/numbers/d54?do=issue", "remark"), 422, "Open the page anew"),
        None,
        only="calls have no such fields",
    ),
]
