"""ทุกชนิดตั้งแต่ร่างจนตรวจลายมือชื่อ: each kind is written, signed with a certificate, issued, read back and checked."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from saraban.documents.read_back import bare, read_pages
from saraban.exchange.receiving import register_delivery
from saraban.exchange.sending import send
from saraban.kinds import service as kinds
from saraban.letters import records
from saraban.letters.drafting import Draft, propose_draft, write_draft
from saraban.people.rights import as_now
from saraban.signatures.known import known_documents
from saraban.signatures.validation import Checker
from saraban.thai.digits import to_thai
from tests.common.authority import PASSWORD
from tests.common.issuing_world import HEAD, UNIT
from tests.common.preflight import verdicts
from tests.common.signed_letters import trust_in
from tests.integration.signatures.test_issuing_signed import office, use
from tests.integration.test_kinds_of_letters import EVERY

__all__ = ["office"]

#: What the head of the section signs; orders of an agency and regulations are their agency's.
OF_SECTION = [row for row in EVERY if row[0] == UNIT]


@pytest.fixture(scope="module")
def issued(office, authority):
    """Kind and sub-kind -> what stands in the store when all of them were signed in one sitting."""
    use(office, authority)
    letters = {(kind, sub): write(office, kind, sub, filled) for _unit, kind, sub, filled, _number in OF_SECTION}
    office.sign(*letters.values(), pin=PASSWORD)
    printed = {row[1:3]: row[4] for row in OF_SECTION}
    return {key: {**office.look(letter), "id": letter, "printed": printed[key]} for key, letter in letters.items()}


def write(office, kind, subkind, filled):
    with office.web.office.desk() as desk:
        head = office.web.office.actor(desk, HEAD)
        parts = {"subject": f"เรื่องทดสอบ {kind} {subkind}", "to_text": "ผู้จัดการ", "body": "ข้อความของหนังสือฉบับนี้"}
        form = Draft(kind=kind, subkind=subkind, filled=filled, addressees=("unit:d54",), **parts)
        letter = write_draft(desk, head, unit=UNIT, form=form)
        propose_draft(desk, head, letter=letter, to_post="d54-edu.head")
        desk.tm.commit()
        return letter.id


@pytest.fixture(params=[row[1:3] for row in OF_SECTION], ids=[f"{k}.{s}".strip(".") for _u, k, s, _f, _n in OF_SECTION])
def one(request, issued):
    return issued[request.param]


@contextmanager
def at_the_desk(office):
    with office.web.office.desk() as desk:
        yield desk


class TestEach:
    def test_its_signature_holds_in_full(self, authority, one):
        report = Checker(trust_in(authority)).check(one["pdf"])
        (found,) = report.signatures
        assert (report.outcome, found.holds, found.section, found.level) == ("valid", True, "26-28", "B-LTA")
        assert (one["state"], one["signature"].level) == ("signed", "section-28")
        assert found.fingerprint == one["signature"].certificate

    def test_the_pages_say_what_was_written(self, office, one):
        words = "".join(page.text for page in read_pages(one["pdf"]))
        with at_the_desk(office) as desk:
            letter = records.letter_by_id(desk.root, one["id"])
            labels = {f.name: f.label for f in kinds.kind_of(desk.root, letter).fields if f.printed}
        wanted = [one["body"]]
        wanted += [to_thai(one["number"])] if one["number"] else []
        wanted += [one["subject"]] if labels.get("subject") else []
        assert [part for part in wanted if bare(part) not in words] == []

    def test_its_number_is_of_its_book_and_it_is_known(self, office, one):
        assert one["printed"] in one["number"]
        assert bool(one["printed"]) == (one["entry"] is not None)
        assert (one["held"], one["signing"]) == (None, None)
        with at_the_desk(office) as desk:
            known = known_documents(desk.root).find(one["issued"].sha256)
        assert (known.number, known.state) == (one["number"], "issued")


def test_each_is_pdf_a(issued, tmp_path):
    found = verdicts({f"{k}.{s}": one["pdf"] for (k, s), one in issued.items()}, tmp_path)
    assert {name: said for name, said in found.items() if said} == {}


def test_each_reaches_its_receiver_as_it_was_issued(office, issued):
    with at_the_desk(office) as desk:
        head = as_now(desk.root, office.web.office.actor(desk, HEAD), desk.today)
        for one in issued.values():
            letter = records.letter_by_id(desk.root, one["id"])
            (delivery,) = send(desk, head, letter=letter)
            desk.tm.commit()
            desk.tm.begin()
            registered = register_delivery(desk, office.web.office.actor(desk, "u-d54-clerk"), delivery=delivery)
            desk.tm.commit()
            desk.tm.begin()
            there = records.read_letter(desk.root, office.web.office.actor(desk, "u-d54-clerk"), letter.key)
            assert (there.issued.sha256, registered.paper.unit) == (one["issued"].sha256, "d54")
