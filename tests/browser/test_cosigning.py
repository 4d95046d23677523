"""ลงนามร่วมในเบราว์เซอร์: several sign a letter in turn, from the draft to what the printed code tells of it."""

from __future__ import annotations

import pytest

from saraban.core.ids import id_text
from saraban.letters import records
from saraban.letters.verifying import code_of
from tests.browser.conftest import picture
from tests.browser.served import look
from tests.browser.test_accessibility import WORDS, english_in
from tests.common.authority import PASSWORD, running
from tests.common.cosigning_world import FIRST, HEAD, OFFICER, SECOND, UNIT, draft, name_of, open_cosigning_office, sign

#: The secret of a key, and what the authority of the tests is called.
AS_THEY_ARE = {"PIN", "ca"}
SECOND_TITLE, THIRD_TITLE = "หัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก", "ผู้อำนวยการเขตหนองจอก"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as authority:
        world = open_cosigning_office(tmp_path_factory.mktemp("cosigning"), authority)
        yield world
        world.office.web.office.close()


@pytest.fixture(scope="module")
def web(world):
    return world.office.web


def unfold(page):
    """Open what is folded away in a form."""
    page.evaluate("document.querySelectorAll('#draft details').forEach(one => one.open = true)")


@pytest.fixture
def looked(screen):
    """Looks at a page; on the desk keeps a picture of it, which speaks no English."""

    def looked(page, name="", **how):
        look(page, screen, unfold)
        assert set(english_in(page.evaluate(WORDS))) <= AS_THEY_ARE
        if screen == "desk" and name:
            picture(page, name, **how)

    return looked


def test_the_draft_names_who_signs_after_the_first(person, looked, screen):
    page = person(OFFICER)
    page.goto(f"/drafts/new?unit={UNIT}&kind=minutes")
    assert page.locator("label[for=f-own-recorder] .must").inner_text() == "(จำเป็นเมื่อมีผู้ลงนามคนเดียว)"
    looked(page)
    page.goto(f"/drafts/new?unit={UNIT}&kind=announcement")
    page.fill("[name=subject]", "แนวปฏิบัติร่วมเรื่องการรับส่งหนังสือ")
    page.fill("[name=body]", "ด้วยเห็นสมควรกำหนดแนวปฏิบัติในการรับส่งหนังสือร่วมกัน")
    page.locator("details:has([name=cosigners])").evaluate("one => one.open = true")
    page.fill("[name=cosigners]", f"{SECOND_TITLE}\n{THIRD_TITLE}")
    page.select_option("[name=signer_post]", "d54-edu.head")
    with page.expect_navigation():
        page.click("#draft .btn-primary")
    assert SECOND_TITLE in page.inner_text("main")
    page.goto(f"{page.url}/edit")
    looked(page, "several-draft", at="label[for=f-signer_post]", above=82)


def test_each_signs_in_turn_and_the_code_names_them_all(world, person, looked):
    letter = draft(world, subject="แนวปฏิบัติร่วมเรื่องการรับส่งหนังสือ")
    at = f"/l/{id_text(letter)}"
    sign(world, letter, HEAD)
    page = person(OFFICER)
    page.goto(at)
    assert SECOND_TITLE in page.locator("main ol li", has_text="ลงนามเป็นคนต่อไป").inner_text()
    looked(page, "several-waiting")
    page = person(FIRST)
    page.goto(f"{at}/sign")
    looked(page, "several-sign")
    page.fill("#sign [name=typed_name]", name_of(FIRST))
    page.fill("#sign [name=pin]", PASSWORD)
    page.fill("#sign [name=otp]", world.office.web.code(FIRST))
    with page.expect_navigation():
        page.click("#sign .btn-primary")
    world.office.web.later(seconds=30)
    sign(world, letter, SECOND)
    with world.office.web.office.desk() as desk:
        code = code_of(records.letter_by_id(desk.root, letter))
    page.goto(f"/verify/{code}")
    told = page.locator("#signers li").all_inner_texts()
    assert [name_of(one) in words for one, words in zip((HEAD, FIRST, SECOND), told, strict=True)] == [True] * 3
    looked(page, "several-code")
