"""References between letters, papers, entries and deliveries: sound in the office, found when broken."""

from __future__ import annotations

import pytest

from saraban.letters.content import Letter
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.records import COVERED_BY, link_mark, number_mark
from saraban.scripts.check_references import check_references
from tests.common.office import open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    built = open_office(tmp_path_factory.mktemp("office"))
    with built.desk() as desk:
        clerk = built.actor(desk, "u-d54-clerk")
        register_incoming(desk, clerk, unit="d54", form=Incoming(subject="เรื่อง", number="กท 1/2", source_id="x1"))
        desk.tm.commit()
    yield built
    built.close()


def slugs(desk):
    return {p.slug for p in check_references(desk.root)}


def paper(desk):
    return next(iter(desk.root["letters"].papers.values()))


def test_sound(desk):
    assert slugs(desk) == set()


def test_a_letter_is_gone(desk):
    del desk.root["letters"].letters[paper(desk).letter]
    assert slugs(desk) == {"paper-letter", "entry-letter", "source-letter", "number-left-over", "link-dangling"}


def test_a_paper_is_gone(desk):
    del desk.root["letters"].papers[paper(desk).id]
    assert slugs(desk) == {"entry-paper", "link-dangling"}


def test_a_paper_has_another_number(desk):
    paper(desk).n = 3399
    assert slugs(desk) == {"paper-entry"}


def test_a_number_is_not_found(desk):
    desk.root["letters"].by_number.clear()
    assert slugs(desk) == {"letter-number"}


def test_a_number_leads_to_another_letter(desk):
    desk.root["letters"].by_number.insert(number_mark("กท1/99", paper(desk).letter))
    assert slugs(desk) == {"number-left-over"}


def test_a_link_leads_nowhere(desk):
    desk.root["letters"].links.insert(link_mark(COVERED_BY, paper(desk).id, 99))
    assert slugs(desk) == {"link-dangling"}


def test_a_parent_is_gone(desk):
    letter: Letter = desk.root["letters"].letters[paper(desk).letter]
    letter.parent_paper = 17
    assert slugs(desk) == {"letter-parent"}


def test_an_entry_is_of_another_letter(desk):
    letter: Letter = desk.root["letters"].letters[paper(desk).letter]
    letter.entry = ("ops-sec", "circular", 2567, 25)
    assert slugs(desk) == {"letter-entry"}


class TestCopies:
    """What central saraban has."""

    @pytest.fixture
    def copied(self, desk):
        letter = next(iter(desk.root["letters"].letters))
        copies = desk.root["central_copies"]
        copies.of_letter[letter] = "central"
        places = [("central", unit, -1.0, letter) for unit in ("", "d54")]
        for place in places:
            copies.given.insert(place)
        return copies, letter, places

    def test_sound(self, desk, copied):
        assert slugs(desk) == set()

    def test_not_listed_for_all_or_for_its_unit(self, desk, copied):
        copied[0].given.remove(copied[2][0])
        assert slugs(desk) == {"copy-listed"}

    def test_listed_and_unknown(self, desk, copied):
        del copied[0].of_letter[copied[1]]
        assert slugs(desk) == {"copy-left-over"}

    def test_of_no_letter(self, desk, copied):
        copied[0].of_letter[7] = "central"
        assert slugs(desk) == {"copy-letter", "copy-listed"}
