"""สิ่งที่รั่วต้องหาพบ: the searches of test_nothing_leaks.py are red where a classified word is planted outside the vault."""

import logging

import pytest

from saraban.search.service import catch_up
from tests.common import leaks
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.vault import CANARY, CLERK
from tests.common.web import open_web
from tests.functional.test_nothing_leaks import DOORS, logged

__all__ = ["logged"]
HEAD = "u-d54-adm-head"
BOOK = "/registers/d54/receive/2567"


@pytest.fixture(scope="module")
def web(tmp_path_factory, logged):
    web = open_web(tmp_path_factory.mktemp("planted"))
    web.office.clock.office = at(8, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def planted(web):
    """The office before and after somebody wrote the subject of a classified letter into an ordinary one's remark."""
    return Planted(web)


class Planted:
    """What one of the curious is shown, and the counts, before and after."""

    def __init__(self, web):
        self.web, self.reader, clerk = web, Person(web, HEAD), Person(web, CLERK)
        self.before, self.counts = self.look(), self.count()
        assert not leaks.pages_that_tell(self.before, self.look(), CANARY)  # asking alone changes nothing
        assert leaks.files_that_hold(self.var, [CANARY]) == set()
        form = fill(clerk.get("/receive/d54").forms["receive"], subject="หนังสือธรรมดา", remark=CANARY)
        form.submit(status=303)
        self.after = self.look()

    @property
    def var(self):
        return self.web.office.registry.saraban.var

    def look(self):
        with self.web.office.desk() as desk:
            catch_up(desk, self.web.office.registry)
        return {(HEAD, path): leaks.ask(self.reader, path) for path in DOORS}

    def count(self):
        with self.web.office.desk() as desk:
            return leaks.chain_counts(desk.root), leaks.section_counts(desk.root)


def test_on_the_pages_of_the_curious(planted):
    found = {path for _name, path in leaks.pages_that_tell(planted.before, planted.after, CANARY)}
    assert {BOOK, f"{BOOK}/print", f"{BOOK}/export.csv"} <= found


def test_in_the_store_outside_the_vault(planted, web):
    with web.office.desk() as desk:
        assert "saraban.registers.content" in leaks.modules_that_hold(desk.root, CANARY)


def test_in_the_counts_of_chains_and_sections(planted):
    chains, sections = planted.count()
    assert chains != planted.counts[0]
    assert sections != planted.counts[1]


def test_for_programs(planted, web):
    assert CANARY in Api(web).get("/units/d54/received", by=CLERK).body.decode()


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le"])
def test_in_a_file_beside_the_store(planted, coding):
    path = planted.var / "left-behind.txt"
    path.write_bytes(f"ก {CANARY}".encode(coding))
    try:
        assert "left-behind" in leaks.files_that_hold(planted.var, [CANARY])
    finally:
        path.unlink()


def test_in_the_log(planted, logged):
    assert CANARY not in logged.getvalue()
    logging.getLogger("saraban.ui").debug("registered %s", CANARY)
    assert CANARY in logged.getvalue()
