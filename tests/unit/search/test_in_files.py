"""Words in files: read where they are needed, hidden like all others, and no burden for who searches."""

from __future__ import annotations

from saraban.search.analysis import digest_of
from saraban.search.in_files import passage_of, places_of
from saraban.search.interfaces import FileWords, Place
from saraban.search.overlay import LONGEST_FILES, Overlay
from saraban.search.searchables import Searchable, Searchables
from tests.common.search_world import make_doc


def with_file(*pages, name="ก.pdf"):
    return make_doc(read_files=lambda: (FileWords(name, pages),))


def test_they_are_read_when_first_asked_for_and_once():
    asked = []
    doc = make_doc(read_files=lambda: asked.append(1) or (FileWords("ก.pdf", ("หนึ่ง",)),))
    assert (doc.title, asked) == (make_doc().title, [])
    assert doc.files == doc.files == (FileWords("ก.pdf", ("หนึ่ง",)),)
    assert asked == [1]


def test_a_document_differs_by_them_and_is_as_before_without():
    assert digest_of(with_file("หนึ่ง")) != digest_of(with_file("สอง"))
    assert digest_of(make_doc(read_files=tuple)) == digest_of(make_doc())


def test_a_code_is_hidden_whose_label_ends_the_sheet_before():
    doc = with_file("กำหนดการ รหัสผ่าน:", "kx83Qz9 เริ่มเวลา ๙ นาฬิกา")
    passage, places = passage_of(doc, ("เริ่มเวลา",))
    said = "".join(words for words, _marked in passage)
    assert [place.page for place in places] == [2]
    assert "เริ่มเวลา" in said
    assert "kx83" not in said
    assert "รหัสผ่าน" not in said  # it is the sheet that was found, not the one before


def test_of_two_files_of_one_name_the_sheet_that_was_found():
    doc = make_doc(
        read_files=lambda: (
            FileWords("ก.pdf", ("บทนำ", "ส่วนแรก")),
            FileWords("ก.pdf", ("รหัสผ่าน", "qz77Ab1 ม้าน้ำ"), 2),
        )
    )
    assert "qz77" not in "".join(words for words, _marked in passage_of(doc, ("ม้าน้ำ",))[0])
    assert places_of(doc, ("ม้าน้ำ",)) == (Place("ก.pdf", 2, 2),)


def test_a_changed_letter_is_found_by_short_files_at_once_and_by_long_ones_in_the_index(analyser):
    for pages, found in ((("ม้าน้ำ",), True), (("ม้าน้ำ " * LONGEST_FILES,), False)):
        doc = with_file(*pages)
        kinds = Searchables(L=Searchable(lambda _root, _id, doc=doc: doc, lambda *_a: None, lambda _root: ()))
        [made] = Overlay().shelf(None, {doc.key: (1,)}, analyser, kinds).documents
        assert (analyser.terms_of("ม้าน้ำ")[0] <= made.terms.text) is found
        assert analyser.terms_of(doc.title)[0] <= made.terms.text
        assert analyser.terms_of("ม้าน้ำ")[0] <= analyser.analyse(doc).text
