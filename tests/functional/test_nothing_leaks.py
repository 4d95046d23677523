"""ไม่มีสิ่งใดรั่ว: nothing of a classified letter stands at any door for who is not named; their pages stay as they were."""

import io
import logging
import re
from urllib.parse import quote

import pytest
from webtest import Upload

from saraban.api.table import OPERATIONS
from saraban.core.ids import id_text
from saraban.search.service import catch_up
from tests.common import vault
from tests.common.api import PREFIX, Api
from tests.common.leaks import (
    ask,
    chain_counts,
    files_that_hold,
    modules_that_hold,
    pages_that_tell,
    plain,
    section_counts,
)
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.vault import CANARY, DIRECTOR, OTHER, REGISTRAR
from tests.common.web import open_web

NUMBER = "ตย 7788/ล 9"
#: The registry's clerk, a section head who is cleared for less, the administrator, the auditor, another section, the
#: clerk of the office that receives it, a school. Beside them the head of the agency: cleared, and named no more.
CURIOUS = (vault.CLERK, vault.HEAD, vault.ADMIN, vault.AUDITOR, "u-d54-edu-head", "u-opssec-clerk", "u-sch-1-clerk")
DOORS = (
    "/in-tray", "/registers", "/registers/d54/receive/2567", "/registers/d54/receive/2567/print",
    "/registers/d54/receive/2567/export.csv", "/registers/d54/receive/2567/export.xlsx",
    "/registers/d54/send/2567", "/registers/d54/send/2567/export.csv", "/registers/d54/deliveries",
    "/registers/d54/deliveries/export.csv", "/registers/ops-sec/receive/2567", "/receive/d54", "/receive/ops-sec",
    "/drafts", "/circulars", "/folders", "/answers", "/originals?unit=d54", "/audit/d54", "/audit/ops-sec",
    "/admin/units?unit=d54", "/admin/why", "/numbers/d54", "/search", f"/search?q={quote(CANARY)}",
    f"/search?q={quote(NUMBER)}", "/secret", "/secret/register", "/secret/register/d54",
)  # fmt: skip


@pytest.fixture(scope="module")
def logged():
    """Everything that is logged here, with its detail."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger("saraban")
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture(scope="module")
def told(tmp_path_factory, logged):
    """All pages of the curious before and after a classified letter went its way by hand."""
    web = open_web(tmp_path_factory.mktemp("leaks"))
    web.office.clock.office = at(8, 9, 0)
    vault.clear(web)
    told = Told(web)
    registrar = Person(web, REGISTRAR)
    Person(web, DIRECTOR)
    told.before, told.counts = told.look(), told.counts_now()
    told.walk(registrar)
    told.after = told.look()
    yield told
    web.office.close()


class Told:
    """The office, what the curious see of it, and the keys of what they must not see."""

    def __init__(self, web):
        self.web = web
        self.people = {name: Person(web, name) for name in CURIOUS}

    def look(self):
        with self.web.office.desk() as desk:
            catch_up(desk, self.web.office.registry)
        return {(name, path): ask(person, path) for name, person in self.people.items() for path in DOORS}

    def walk(self, registrar):
        """Register, name, note, copy, send on by the pages; receive there; refuse on the way."""
        form = fill(
            registrar.get("/secret/register/d54").forms["secret"],
            level="secret", number=NUMBER, subject=CANARY, from_text=f"จาก {CANARY}", to_text=CANARY, body=CANARY,
            enclosures=CANARY, action=CANARY, remark=CANARY,
        )  # fmt: skip
        form["files"] = [Upload(f"{CANARY}.txt", CANARY.encode(), "text/plain")]
        page = form.submit(status=303).follow()
        self.paper = page.request.path.rpartition("/")[2]
        self.file = page.html.select_one("#files a[download]")["href"].rpartition("/")[2]
        registrar.get(f"/secret/p/{self.paper}/files/{self.file}")
        for act, fields in (
            ("note", {"act": "propose", "text": CANARY, "to": CANARY}),
            ("name", {"persons": [DIRECTOR], "why": CANARY}),
            ("unname", {"person": DIRECTOR, "why": CANARY}),
            ("copies", {"count": "2", "why": CANARY}),
            ("copies", {"count": CANARY, "why": CANARY}),
            ("send", {"receivers": [f"ops-sec:{OTHER}"], "text": CANARY}),
        ):
            fill(registrar.get(f"/secret/p/{self.paper}/{act}").forms["act"], **fields).submit(status="*")
        other = Person(self.web, OTHER)
        self.delivery = other.get("/secret").html.select_one("#waiting a")["href"].rpartition("/")[2]
        there = other.get(f"/secret/d/{self.delivery}").forms["secret"].submit(status=303).follow()
        self.there = there.request.path.rpartition("/")[2]
        with self.web.office.desk() as desk:
            self.letter = id_text(next(p.letter for p in desk.root["vault"].papers.values() if p.key == self.paper))

    @property
    def keys(self):
        return (self.paper, self.there, self.delivery, self.letter, self.file)

    def counts_now(self):
        with self.web.office.desk() as desk:
            return chain_counts(desk.root), section_counts(desk.root)


@pytest.mark.parametrize("person", CURIOUS)
def test_no_page_of_theirs_has_changed(told, person):
    assert [at for at in pages_that_tell(told.before, told.after, CANARY) if at[0] == person] == []


@pytest.mark.parametrize("person", [*CURIOUS, DIRECTOR])
def test_its_keys_open_nothing(told, person):
    reader = told.people.get(person) or Person(told.web, person)
    absent = plain(reader.get("/nowhere-at-all", status=404)).replace("/nowhere-at-all", "")
    for key in told.keys:
        for path in (
            f"/l/{key}", f"/p/{key}", f"/deliveries/{key}", f"/l/{key}/files/{told.file}", f"/l/{key}/rendition.pdf",
            f"/l/{key}/pages/1.png?file={told.file}", f"/p/{key}/slip.pdf", f"/l/{key}/answers", f"/folders/{key}",
            f"/secret/p/{key}", f"/secret/d/{key}", f"/secret/p/{key}/files/{told.file}", f"/secret/p/{key}/note",
        ):  # fmt: skip
            answer = reader.get(path, status="*")
            assert answer.status_int == 404, path
            if path.startswith("/secret"):
                assert plain(answer).replace(path, "") == absent, path


@pytest.mark.parametrize("person", [vault.CLERK, vault.ADMIN, vault.AUDITOR, REGISTRAR])
def test_programs_find_nothing_either(told, person):
    api = Api(told.web)
    asked = 0
    for operation in OPERATIONS:
        if operation.method != "GET":
            continue
        for key in told.keys:
            path = re.sub(r"\{year\}", "2567", re.sub(r"\{n\}", "1", operation.path)).replace("{code}", "d54")
            path = path.replace("{series}", "receive").replace("{file}", told.file)
            keyed = "{" in path
            path = re.sub(r"\{\w+\}", key, path)
            answer = told.web.browser().get(
                PREFIX + path, headers={"Authorization": f"Bearer {api.token(person)}"}, expect_errors=True
            )
            assert CANARY not in answer.body.decode("utf-8", "replace"), path
            assert not keyed or answer.status_int == 404, path
            asked += 1
    found = api.get(f"/search?q={CANARY}", by=person)
    assert found.json.get("total", 0) == 0
    assert asked > 50


def test_why_a_person_sees_it_is_not_answered(told):
    admin = told.people[vault.ADMIN]
    nothing = admin.get(f"/admin/why?person={DIRECTOR}&letter=4f2k9m0x7c1qz", status="*")
    for key in told.keys:
        answer = admin.get(f"/admin/why?person={DIRECTOR}&letter={key}", status="*")
        assert CANARY not in answer.text
        assert plain(answer).replace(key, "") == plain(nothing).replace("4f2k9m0x7c1qz", ""), key


def test_health_says_nothing_of_it(told):
    for path in ("/health", f"{PREFIX}/openapi.json"):
        text = told.web.browser().get(path, status="*").text
        assert CANARY not in text
        assert "vault" not in text.lower()


def test_ordinary_chains_and_sections_stand_as_they_stood(told):
    assert told.counts_now() == told.counts


def test_nothing_is_logged_of_it(told, logged):
    said = logged.getvalue()
    assert "/secret/p/{id}" in said
    assert CANARY not in said
    assert NUMBER not in said
    for key in told.keys:
        assert key not in said


def test_it_stands_in_no_file_but_the_store(told):
    assert files_that_hold(told.web.office.registry.saraban.var, (CANARY, NUMBER)) <= {"Data", "blobs"}


def test_in_the_store_it_stands_in_the_vault_alone(told):
    with told.web.office.desk() as desk:
        # the latter: the name of its file
        assert modules_that_hold(desk.root, CANARY) == {"saraban.vault.content", "saraban.files.content"}
