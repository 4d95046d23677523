"""Files are read once, after the letter is saved, within limits; what cannot be read blocks nothing."""

import io

import pytest

from saraban.files import text_layer
from saraban.files.content import FileText
from saraban.files.drawer import NotDrawn
from saraban.files.service import check_in
from saraban.letters import file_texts, records
from saraban.letters.documents import letter_document
from saraban.letters.file_texts import read_waiting, texts_of
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.common.office import at, open_office
from tests.common.sample_files import image, pdf

CLERK = "u-d54-clerk"


@pytest.fixture
def office(tmp_path):
    office = open_office(tmp_path)
    office.clock.office = at(8, 9, 1)
    yield office
    office.close()


def letter_with(office, *files):
    with office.desk() as desk:
        arrivals = tuple(
            check_in(io.BytesIO(content), name, directory=desk.var / "arrivals", person=CLERK)
            for name, content in files
        )
        form = Incoming(subject="มีไฟล์", number=f"ฟล {len(files)}", arrivals=arrivals)
        letter = register_incoming(desk, office.actor(desk, CLERK), unit="d54", form=form).letter
        desk.tm.commit()
        return letter.id


def read(office, letter):
    with office.desk() as desk:
        while read_waiting(desk):
            pass
    with office.desk() as desk:
        return texts_of(records.letter_by_id(desk.root, letter))


def test_sheet_by_sheet(office):
    letter = letter_with(office, ("a.pdf", pdf(2, "one")), ("b.txt", "สอง\fสาม".encode()))
    assert read(office, letter) == (("a.pdf", ("one 1", "one 2")), ("b.txt", ("สอง", "สาม")))


def test_what_cannot_be_read_has_no_words_and_is_not_tried_again(office, monkeypatch):
    def fail(*_what):
        raise NotDrawn("too long")

    monkeypatch.setattr(text_layer, "run_drawer", fail)
    letter = letter_with(office, ("a.pdf", pdf(1, "one")), ("c.png", image()), ("b.txt", b"two"))
    assert read(office, letter) == (("b.txt", ("two",)),)
    with office.desk() as desk:
        assert read_waiting(desk) == 0


def test_no_more_than_so_many_characters_of_a_letter(office, monkeypatch):
    monkeypatch.setattr(file_texts, "MOST_CHARACTERS", 8)
    letter = letter_with(office, ("a.txt", b"123456\f7890"), ("b.txt", b"more"))
    assert read(office, letter) == (("a.txt", ("123456", "78")),)


def test_letters_from_before_there_was_a_set_are_read_too(office):
    letter = letter_with(office, ("a.txt", b"old words"))
    with office.desk() as desk:
        desk.root["letters"].unread = None
        desk.tm.commit()
    assert read(office, letter) == (("a.txt", ("old words",)),)


def test_a_store_from_before_is_looked_through_once_though_nothing_waits(office):
    with office.desk() as desk:
        desk.root["letters"].unread = None
        desk.tm.commit()
    with office.desk() as desk:
        assert read_waiting(desk) == 0
    with office.desk() as desk:
        assert desk.root["letters"].unread is not None


def test_who_saves_a_letter_does_not_look_through_a_store_from_before(office):
    with office.desk() as desk:
        desk.root["letters"].unread = None
        desk.tm.commit()
    letter = letter_with(office, ("a.txt", b"new words"))
    with office.desk() as desk:
        assert desk.root["letters"].unread is None
    assert read(office, letter) == (("a.txt", ("new words",)),)


def test_a_letter_is_looked_at_without_the_words_of_its_files(office, monkeypatch):
    letter = letter_with(office, ("a.txt", b"words"))
    read(office, letter)
    with office.desk() as desk:
        text = records.letter_by_id(desk.root, letter).files[0].text
        text._p_deactivate()
        doc = letter_document(desk.root, letter)
        assert (doc.title, text._p_changed) == ("มีไฟล์", None)  # not loaded
        assert doc.files == (("a.txt", ("words",)),)


def test_classified_ones_are_left_alone(office):
    letter = letter_with(office, ("a.txt", b"words"))
    with office.desk() as desk:
        records.letter_by_id(desk.root, letter).secrecy = "secret"
        desk.tm.commit()
    assert read(office, letter) == ()


def test_a_letter_that_is_gone_blocks_nothing(office):
    with office.desk() as desk:
        desk.root["letters"].unread.insert(77)
        desk.tm.commit()
        desk.tm.begin()
        assert read_waiting(desk) == 1
        assert read_waiting(desk) == 0


def test_a_read_file_keeps_its_words_apart_from_the_list(office):
    letter = letter_with(office, ("a.txt", b"words"))
    read(office, letter)
    with office.desk() as desk:
        assert isinstance(records.letter_by_id(desk.root, letter).files[0].text, FileText)
