"""The code on copies over HTTP: copies of an issued letter lead to the same page for verifying as the letter itself."""

import pytest

from saraban.core.ids import id_text
from saraban.documents.read_back import read_pages
from saraban.letters import records
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.verifying import address_of
from tests.common.codes import codes_of, pages_with
from tests.common.issuing_world import HEAD, open_signing_office
from tests.common.people import Person


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = open_signing_office(tmp_path_factory.mktemp("codes-of-copies"))
    yield office
    office.web.office.close()


@pytest.fixture(scope="module")
def head(office):
    return Person(office.web, HEAD)


@pytest.fixture(scope="module")
def letter(office):
    letter = office.draft()
    office.sign(letter)
    return letter


@pytest.fixture
def address(office, letter):
    with office.web.office.desk() as desk:
        found = records.letter_by_id(desk.root, letter)
        return address_of(found, "http://127.0.0.1:6543")


def certified(person, key):
    form = next(f for f in person.get(f"/l/{key}").forms.values() if f.action.endswith("/certified.pdf"))
    return form.submit().body


def test_the_office_copy_leads_where_the_letter_leads(office, letter, head, address):
    copy = head.get(f"/l/{id_text(letter)}/office-copy.pdf").body
    assert pages_with(office.look(letter)["pdf"], address) == [len(read_pages(copy))]
    assert pages_with(copy, address) == [len(read_pages(copy))]


def test_the_certified_copy_too(letter, head, address):
    copy = certified(head, id_text(letter))
    assert pages_with(copy, address) == [len(read_pages(copy))]


def test_a_plain_copy_has_no_code_of_its_own(letter, head):
    assert codes_of(head.get(f"/l/{id_text(letter)}/rendition.pdf").body) == []


def test_a_certified_copy_of_a_letter_from_outside_has_none(office, head):
    form = Incoming(number="ทส 0101/7", from_text="กรมตัวอย่าง", to_text="หัวหน้าฝ่าย", subject="จากภายนอก", body="ข้อความ")
    with office.web.office.desk() as desk:
        done = register_incoming(desk, office.web.office.actor(desk, "u-d54-edu-clerk"), unit="d54-edu", form=form)
        key = done.letter.key
        desk.tm.commit()
    assert codes_of(certified(Person(office.web, "u-d54-edu-clerk"), key)) == []
