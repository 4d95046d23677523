"""สำเนาถูกต้อง: a copy says who certifies which letter, on every sheet; the original stays, and it is put on record."""

import hashlib
import io

import pytest

from saraban.audit import service as audit
from saraban.core.errors import Conflict, Missing
from saraban.files.service import keep, open_file
from saraban.letters.certifying import certify_copy, may_be_certified
from saraban.letters.drafting import Draft, sign, void_letter, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.rendition import original_of, rendition_of
from saraban.scripts.office_circular import OnRecord
from tests.common.sample_files import ooxml, pdf
from tests.integration.test_rendition import registered, words_of

HEAD = "u-d54-edu-head"


@pytest.fixture
def done(desk, office):
    done = registered(desk, office)
    done.letter.number = "ทส 0101/7"
    done.letter.files = (keep(desk, io.BytesIO(pdf(pages=2)), "หนังสือ.pdf"),)
    desk.tm.commit()
    desk.tm.begin()
    return done


@pytest.fixture
def clerk(desk, office):
    return office.actor(desk, "u-d54-clerk")


def certified(desk, office, actor, letter, paper=None):
    return certify_copy(desk, actor, letter=letter, paper=paper, pages=office.registry.page_images)


def test_every_sheet_and_the_last_page_say_who_certified_it(desk, office, clerk, done):
    pages = words_of(certified(desk, office, clerk, done.letter, done.paper))
    assert len(pages) == 4
    assert all("สำเนาถูกต้อง" in page for page in (*pages[:2], pages[-1]))
    name = "".join(clerk.name.split())
    assert all(name in page for page in (*pages[:2], pages[-1]))
    assert "ที่ทส๐๑๐๑/๗" in pages[-1]
    assert "จำนวน๒แผ่น" in pages[-1]
    assert done.letter.files[0].sha256 in pages[-1]
    assert "๘มีนาคม๒๕๖๗" in pages[-1]


def test_the_original_stays_as_it_came(desk, office, clerk, done):
    (stored,) = done.letter.files
    certified(desk, office, clerk, done.letter)
    with open_file(stored) as opened:
        assert hashlib.sha256(opened.read()).hexdigest() == stored.sha256


def test_it_is_on_record_of_which_original(desk, office, clerk, done):
    certified(desk, office, clerk, done.letter)
    *_others, last = audit.records(desk.root, clerk.unit)
    assert (last.event, last.person) == ("copy-certified", clerk.person)
    assert last.about == {"letter": done.letter.key, "original": done.letter.files[0].sha256}


def test_a_plain_copy_certifies_nothing(desk, office, done):
    words = "".join(words_of(rendition_of(desk.root, done.letter, done.paper, office.registry.page_images)))
    assert "สำเนาถูกต้อง" not in words


def test_nobody_certifies_what_he_may_not_read(desk, office, done):
    stranger = office.actor(desk, "u-d53-clerk")
    with pytest.raises(Missing):
        certified(desk, office, stranger, done.letter)


def test_there_is_nothing_to_certify_of_a_draft_or_a_void_letter(desk, office):
    head = office.actor(desk, HEAD)
    letter = write_draft(desk, head, unit="d54-edu", form=Draft("เรื่อง", "ผู้จัดการ", "ข้อความ"))
    with pytest.raises(Conflict) as refused:
        certified(desk, office, head, letter)
    assert refused.value.slug == "nothing-to-certify"
    desk.tm.commit()
    desk.tm.begin()
    sign(desk, head, letter=letter, proof=OnRecord(HEAD), typed_name=head.name)
    assert "สำเนาถูกต้อง" in "".join(words_of(certified(desk, office, head, letter)))
    desk.tm.commit()
    desk.tm.begin()
    void_letter(desk, head, letter=letter, reason="ผิด")
    with pytest.raises(Conflict):
        certified(desk, office, head, letter)


def test_there_is_nothing_to_certify_where_the_system_keeps_neither_text_nor_file(desk, office, clerk, done):
    bare = register_incoming(desk, clerk, unit="d54", form=Incoming(subject="มากับกระดาษ")).letter
    with pytest.raises(Conflict) as refused:
        certified(desk, office, clerk, bare)
    assert refused.value.slug == "nothing-to-certify"
    assert not may_be_certified(bare)
    assert may_be_certified(done.letter)


def test_a_copy_of_typed_text_says_that_it_is_no_copy_of_a_sheet(desk, office, clerk, done):
    form = Incoming(subject="พิมพ์จากกระดาษ", body="ขอเชิญประชุม")
    typed = register_incoming(desk, clerk, unit="d54", form=form)
    *_sheets, last = words_of(certified(desk, office, clerk, typed.letter))
    assert "คัดจากข้อความที่ลงทะเบียนไว้ในระบบ" in last
    assert "ไม่ใช่ภาพของต้นฉบับ" in last
    assert "SHA-256" not in last
    assert "คัดจากข้อความ" not in "".join(words_of(certified(desk, office, clerk, done.letter)))


def test_there_is_nothing_to_certify_of_a_file_without_sheets_where_no_text_was_typed(desk, office, clerk):
    bare = register_incoming(desk, clerk, unit="d54", form=Incoming(subject="มากับกระดาษ")).letter
    bare.files = (keep(desk, io.BytesIO(ooxml()), "บัญชี.docx"),)
    with pytest.raises(Conflict) as refused:
        certified(desk, office, clerk, bare)
    assert refused.value.slug == "nothing-to-certify"


def test_the_issued_letter_is_the_original_of_its_copies(desk, office, done):
    issued = done.letter.files[0]
    letter = done.letter
    letter.files, letter.issued, letter.signature = (), issued, object()
    assert original_of(letter, office.registry.page_images) is issued
    desk.tm.abort()
