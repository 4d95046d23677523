"""ทุกชนิดตั้งแต่ร่างจนตรวจลายมือชื่อ: each kind is written, signed with a certificate, issued, read back and checked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from saraban.documents.read_back import bare, read_pages
from saraban.exchange.receiving import register_delivery
from saraban.exchange.sending import send
from saraban.kinds import service as kinds
from saraban.letters import records
from saraban.letters.drafting import Draft, propose_draft, write_draft
from saraban.letters.sheets import sheet_of
from saraban.people.rights import as_now
from saraban.signatures.known import known_documents
from saraban.signatures.offices import PublicCheck
from saraban.signatures.validation import Checker
from saraban.thai.digits import to_thai
from tests.common.authority import PASSWORD
from tests.common.golden_pages import text_of
from tests.common.issuing_world import HEAD, UNIT
from tests.common.preflight import verdicts
from tests.common.signed_letters import mutool, pdfsig, trust_in
from tests.integration.signatures.test_issuing_signed import enrol, office, use
from tests.integration.test_golden_pages import left_out
from tests.integration.test_golden_pages import mutool as mutool_text
from tests.integration.test_kinds_of_letters import EVERY

__all__ = ["office"]

#: Unit -> who signs for it, in which post: the head of a section, the director of an agency, one for the city.
SIGNERS = {
    UNIT: (HEAD, "d54-edu.head"),
    "d54": ("u-d54-dir", "d54.director"),
    "dgov": ("u-dgov", "dgov.head"),
}
#: An order of the city is given by executives, whose office is no unit of the other tests.
ROWS = [*EVERY, ("dgov", "order", "city", (), "/2567")]
IDS = [f"{k}.{s}".strip(".") for _u, k, s, _f, _n in ROWS]


@dataclass(frozen=True)
class Row:
    """One letter: its unit and signer, how its number is printed, and what stands in the store."""

    unit: str
    person: str
    printed: str
    letter: int
    look: dict

    def __getitem__(self, name):
        return self.look[name]


@pytest.fixture(scope="module")
def issued(office, authority):
    """Kind and sub-kind -> the letter, when all of a signer were signed in one sitting."""
    use(office, authority)
    web = office.web
    web.office.registry.public_check = PublicCheck(Checker(trust_in(authority)), 500)
    for person, label, number, admin in (
        ("u-d54-dir", "agency", "100-9", "u-bma-admin"), ("u-dgov", "city", "100-10", "u-bma-admin"),
    ):  # fmt: skip
        web.open_account(person)
        enrol(office, authority, label, number, person, admin)
    letters = {row[1:3]: write(office, *row[:4]) for row in ROWS}
    for unit, (person, post) in SIGNERS.items():
        office.sign(*(letters[row[1:3]] for row in ROWS if row[0] == unit), pin=PASSWORD, person=person, post=post)
    return {
        (kind, sub): Row(unit, SIGNERS[unit][0], printed, letters[kind, sub], office.look(letters[kind, sub]))
        for unit, kind, sub, _filled, printed in ROWS
    }


def write(office, unit, kind, subkind, filled):
    person, post = SIGNERS[unit]
    with office.web.office.desk() as desk:
        writer = office.web.office.actor(desk, person, post)
        parts = {"subject": f"เรื่องทดสอบ {kind} {subkind}", "to_text": "ผู้จัดการ", "body": "ข้อความของหนังสือฉบับนี้"}
        form = Draft(kind=kind, subkind=subkind, filled=filled, addressees=(f"unit:{receiver(unit)}",), **parts)
        letter = write_draft(desk, writer, unit=unit, form=form)
        propose_draft(desk, writer, letter=letter, to_post=post)
        desk.tm.commit()
        return letter.id


def receiver(unit):
    """Who gets a letter of a unit: nobody sends to himself."""
    return "central" if unit == "d54" else "d54"


@pytest.fixture(params=[row[1:3] for row in ROWS], ids=IDS)
def one(request, issued):
    return issued[request.param]


@contextmanager
def at_the_desk(office):
    with office.web.office.desk() as desk:
        yield desk


def unsigned(pdf):
    """The letter as it was set, before anybody signed: signing adds behind it and changes no byte."""
    return pdf[: pdf.index(b"%%EOF") + len(b"%%EOF")] + b"\n"


def test_no_kind_is_left_out(office):
    with at_the_desk(office) as desk:
        table = kinds.table_of(kinds.versions(desk.root)[0])["kinds"]
    known = {(kind["key"], sub["key"]) for kind in table for sub in kind.get("subkinds", [])}
    known |= {(kind["key"], "") for kind in table}
    assert known - {row[1:3] for row in ROWS} == {("order", "")}  # an order is one of the three


class TestEach:
    def test_its_signature_holds_in_full(self, authority, one):
        report = Checker(trust_in(authority)).check(one["pdf"])
        (found,) = report.signatures
        assert (report.outcome, found.holds, found.section, found.level) == ("valid", True, "26-28", "B-LTA")
        assert (one["state"], one["signature"].level) == ("signed", "section-28")
        assert found.fingerprint == one["signature"].certificate

    def test_other_readers_find_it_too(self, one):
        assert pdfsig(one["pdf"]).count("Signature is Valid.") == 1
        assert mutool(one["pdf"]).count("The signature is valid but there have been edits since signing.") == 1
        spoilt = bytearray(one["pdf"])
        spoilt[3000] ^= 1
        assert "The signature is valid" not in mutool(bytes(spoilt))

    def test_the_pages_say_what_was_written(self, office, one):
        words = "".join(page.text for page in read_pages(one["pdf"]))
        with at_the_desk(office) as desk:
            letter = records.letter_by_id(desk.root, one.letter)
            labels = {f.name: f.label for f in kinds.kind_of(desk.root, letter).fields if f.printed}
        wanted = [one["body"]]
        wanted += [to_thai(one["number"])] if one["number"] else []
        wanted += [one["subject"]] if labels.get("subject") else []
        assert [part for part in wanted if bare(part) not in words] == []

    def test_its_text_is_read_back_whole_by_two_readers(self, office, one, tmp_path):
        with at_the_desk(office) as desk:
            sheet = sheet_of(desk.root, records.letter_by_id(desk.root, one.letter))
            assert left_out(sheet, text_of(one["pdf"])) == []
            assert left_out(sheet, mutool_text(one["pdf"], tmp_path)) == []
        assert text_of(unsigned(one["pdf"])) == text_of(one["pdf"])  # what signing draws is no text of the page

    def test_its_number_is_of_its_book_and_it_is_known(self, office, one):
        assert one.printed in one["number"]
        assert bool(one.printed) == (one["entry"] is not None)
        assert (one["held"], one["signing"]) == (None, None)
        with at_the_desk(office) as desk:
            known = known_documents(desk.root).find(one["issued"].sha256)
        assert (known.number, known.state) == (one["number"], "issued")

    def test_anybody_is_told_its_number_and_its_place_in_the_register(self, office, one):
        files = [("file", "letter.pdf", one["pdf"])]
        told = office.web.browser().post("/api/v1/verify", upload_files=files).json
        assert (told["outcome"], told["sha256"]) == ("valid", one["issued"].sha256)
        register = told["register"]
        assert (register["number"], register["state"], register["dated"]) == (one["number"], "issued", "2024-03-13")
        assert [found["section"] for found in told["signatures"]] == ["26-28"]


def test_each_is_pdf_a_before_and_after_signing(issued, tmp_path):
    files = {}
    for (kind, sub), one in issued.items():
        files |= {f"{kind}.{sub}-before": unsigned(one["pdf"]), f"{kind}.{sub}-after": one["pdf"]}
    found = verdicts(files, tmp_path)
    assert {name: said for name, said in found.items() if said} == {}


def test_each_reaches_its_receiver_as_it_was_issued(office, issued):
    clerks = {"d54": "u-d54-clerk", "central": "u-central-clerk"}
    with at_the_desk(office) as desk:
        for one in issued.values():
            post, unit = SIGNERS[one.unit][1], receiver(one.unit)
            sender = as_now(desk.root, office.web.office.actor(desk, one.person, post), desk.today)
            letter = records.letter_by_id(desk.root, one.letter)
            (delivery,) = send(desk, sender, letter=letter)
            desk.tm.commit()
            desk.tm.begin()
            clerk = office.web.office.actor(desk, clerks[unit])
            registered = register_delivery(desk, clerk, delivery=delivery)
            desk.tm.commit()
            desk.tm.begin()
            there = records.read_letter(desk.root, office.web.office.actor(desk, clerks[unit]), letter.key)
            assert (there.issued.sha256, registered.paper.unit) == (one["issued"].sha256, unit)
