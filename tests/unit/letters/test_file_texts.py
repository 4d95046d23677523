"""Files are read once, after the letter is saved, within limits; what cannot be read blocks nothing."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest

from saraban.files import text_layer
from saraban.files.content import FileText
from saraban.files.drawer import DrawerEnded, NotDrawn
from saraban.files.service import check_in
from saraban.letters import file_texts, records
from saraban.letters.documents import letter_document
from saraban.letters.file_texts import TRIED_AGAIN, enclosure_number, read_waiting, texts_of
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.search.interfaces import FileWords
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
        return words_of(records.letter_by_id(desk.root, letter))


def words_of(letter):
    return tuple((file.name, file.pages) for file in texts_of(letter))


def test_sheet_by_sheet(office):
    letter = letter_with(office, ("a.pdf", pdf(2, "one")), ("b.txt", "สอง\fสาม".encode()))
    assert read(office, letter) == (("a.pdf", ("one 1", "one 2")), ("b.txt", ("สอง", "สาม")))


def test_what_has_no_words_is_not_tried_again(office, monkeypatch):
    def fail(*_what):
        raise NotDrawn("damaged")

    monkeypatch.setattr(text_layer, "run_drawer", fail)
    letter = letter_with(office, ("a.pdf", pdf(1, "one")), ("c.png", image()), ("b.txt", b"two"))
    assert read(office, letter) == (("b.txt", ("two",)),)
    office.clock.real += timedelta(days=2)
    with office.desk() as desk:
        assert read_waiting(desk) == 0


@pytest.fixture
def late(monkeypatch):
    """Reading takes too long as long as there is something in this list."""
    late, run = [1], text_layer.run_drawer

    def reader(*what):
        if late:
            raise DrawerEnded("too long")
        return run(*what)

    monkeypatch.setattr(text_layer, "run_drawer", reader)
    return late


def test_what_broke_off_is_tried_again_later(office, late):
    letter = letter_with(office, ("a.pdf", pdf(1, "one")), ("b.txt", b"two"))
    other = letter_with(office, ("c.txt", b"three"))
    assert read(office, letter) == (("b.txt", ("two",)),)
    assert read(office, other) == (("c.txt", ("three",)),)  # it holds nothing up
    late.clear()
    assert read(office, letter) == (("b.txt", ("two",)),)
    office.clock.real += TRIED_AGAIN[0]
    assert read(office, letter) == (("a.pdf", ("one 1",)), ("b.txt", ("two",)))
    office.clock.real += timedelta(days=2)
    with office.desk() as desk:
        assert read_waiting(desk) == 0


def test_in_the_end_it_is_given_up_visibly(office, late, caplog):
    letter = letter_with(office, ("a.pdf", pdf(1, "one")))
    for wait in (timedelta(0), *TRIED_AGAIN):
        office.clock.real += wait
        assert read(office, letter) == ()
    with office.desk() as desk:
        file = records.letter_by_id(desk.root, letter).files[0]
        assert (file.tried, file.text.given_up) == (len(TRIED_AGAIN) + 1, True)
    assert "given up" in caplog.text
    late.clear()
    office.clock.real += timedelta(days=2)
    with office.desk() as desk:
        assert read_waiting(desk) == 0


def test_each_file_is_kept_by_itself(office, monkeypatch):
    letter = letter_with(office, ("a.txt", b"one"), ("b.txt", b"two"))
    reading = file_texts.pages_of

    def killed(file):
        if file.name == "b.txt":
            raise KeyboardInterrupt
        return reading(file)

    monkeypatch.setattr(file_texts, "pages_of", killed)
    with pytest.raises(KeyboardInterrupt), office.desk() as desk:
        read_waiting(desk)
    with office.desk() as desk:
        assert words_of(records.letter_by_id(desk.root, letter)) == (("a.txt", ("one",)),)


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
        assert doc.files == (FileWords("a.txt", ("words",)),)


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


LISTED = ("แบบสำรวจการใช้ระบบ จำนวน ๑ ชุด", "กำหนดการอบรม จำนวน ๑ ฉบับ")


@pytest.mark.parametrize(
    ("names", "written_here", "numbers"),
    [
        (("หนังสือ.pdf", "สิ่งที่ส่งมาด้วย 2.pdf", "สิ่งที่ส่งมาด้วย ๑.pdf"), False, [0, 2, 1]),
        (("สิ่งที่ส่งมาด้วย 9.pdf",), True, [0]),
        (("กำหนดการอบรม.pdf", "แบบ.pdf"), False, [2, 0]),
        (("a.pdf", "b.pdf"), True, [1, 2]),
        (("a.pdf", "b.pdf"), False, [0, 0]),
        (("a.pdf", "b.pdf", "c.pdf"), True, [0, 0, 0]),
    ],
)
def test_which_enclosure_a_file_is(names, written_here, numbers):
    files = tuple(SimpleNamespace(name=name) for name in names)
    signature = object() if written_here else None
    letter = SimpleNamespace(enclosures=LISTED, files=files, draft=None, signature=signature)
    assert [enclosure_number(letter, nth) for nth in range(len(names))] == numbers
