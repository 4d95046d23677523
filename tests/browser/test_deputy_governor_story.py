"""บันทึกถึงรองผู้ว่าราชการ: a memo reaches the deputy governor through clerk and screener, and comes back signed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from saraban.documents.read_back import bare, read_pages
from saraban.letters import records
from saraban.thai.digits import to_thai
from tests.browser.looking import Looking
from tests.common.hands import Hands, fill

OFFICE = "สำนักงานรองผู้ว่าราชการกรุงเทพมหานคร"
SUBJECT, ANSWER = "ขออนุมัติโครงการห้องสมุดริมคลอง", "อนุมัติโครงการห้องสมุดริมคลอง"
BODY = "ด้วยฝ่ายการศึกษาขออนุมัติโครงการห้องสมุดริมคลอง งบประมาณ ๔๕๐,๐๐๐ บาท\nจึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ"
REPLY = "ตามที่ฝ่ายการศึกษาขออนุมัติโครงการห้องสมุดริมคลอง นั้น\nรองผู้ว่าราชการกรุงเทพมหานครพิจารณาแล้วอนุมัติ"


@pytest.fixture(scope="module")
def told(desks, site):
    """The memo's way there and the answer's way back, by the pages of each."""
    told = SimpleNamespace(look=Looking(site.address), site=site)
    told.drafter, told.head, told.registry, told.clerk, told.screener = (
        Hands(desks(who), site, who)
        for who in ("u-d54-edu-officer", "u-d54-edu-head", "u-d54-edu-clerk", "u-dgov-clerk", "u-dgov-screener")
    )
    told.executive = Hands(desks("u-dgov", phone=True), site, "u-dgov")
    for step in (write, receive, screen, order, answer, sign, come_back):
        step(told)
    return told


def write(told):
    """The drafter writes, the head of the section signs, the memo leaves with its number."""
    told.memo = told.drafter.write("/drafts/new", [], others=OFFICE, subject=SUBJECT, body=BODY, urgency=["urgent"])
    told.drafter.go(f"/l/{told.memo}/propose")
    told.drafter.page.check('[name=to_post][value="d54-edu.head"]')
    told.drafter.press("#act .btn-primary")
    told.asked = told.head.sign(told.memo, "นางสมมติ การศึกษาตัวอย่าง")
    told.drafter.go(f"/l/{told.memo}/signed")
    told.registry.go(f"/l/{told.memo}/signed")
    told.registry.send()


def receive(told):
    """The clerk of the office takes it in and puts it forward to the screener."""
    told.clerk.register_arrival(told.asked)
    told.paper = told.clerk.key()
    page = told.clerk.go("/offices/dgov")
    page.check(f'input[name=paper][value="{told.paper}"]')
    told.clerk.press("#put-forward .btn-primary")


def screen(told):
    """The screener sums it up; before this the executive's list has nothing of it."""
    told.early = told.executive.go("/day").content()
    page = told.screener.go("/offices/dgov")
    with page.expect_navigation():
        page.click(f'#to-screen a[href="/p/{told.paper}/screen"]')
    fill(page.locator("#screen"), summary="ขออนุมัติโครงการ งบประมาณ ๔๕๐,๐๐๐ บาท อยู่ในแผน", recommendation=["approve"])
    page.check('input[name=assign_to][value="unit:dgov"]')
    told.screener.press("#screen .btn-primary")


def order(told):
    """The executive reads what the screener says on a phone and approves."""
    page = told.executive.go(f"/day/p-{told.paper}")
    told.read = told.executive.text()
    told.look.at(page, "matter")
    page.goto("/day")
    page.check(f"#m-p-{told.paper}")
    told.executive.press('.day-acts button[value="order:อนุมัติ"]')


def answer(told):
    """The clerk writes the answer on the strength of the order; it goes through the screener again."""
    told.reply = told.clerk.write(
        f"/drafts/new?paper={told.paper}&answer=1", ["unit:d54-edu"], subject=ANSWER, body=REPLY,
        to_text="หัวหน้าฝ่ายการศึกษา",
    )  # fmt: skip
    told.clerk.go(f"/l/{told.reply}/submit")
    told.clerk.page.check('[name=to_post][value="dgov.screener"]')
    told.clerk.press("#act .btn-primary")
    page = told.screener.go("/offices/dgov")
    with page.expect_navigation():
        page.click(f'#to-screen a[href="/l/{told.reply}/screen"]')
    fill(page.locator("#screen"), summary="หนังสือตอบตามที่สั่งการ", recommendation=["sign"])
    told.screener.press("#screen .btn-primary")


def sign(told):
    """The executive signs it, by the code of the phone; the clerk sends it."""
    told.day = told.executive.go("/day").inner_text("#day")
    told.number = told.executive.sign(told.reply, "นายสมมติ รองผู้ว่าการตัวอย่าง")
    told.look.at(told.executive.page, "signed")
    told.clerk.go(f"/l/{told.reply}/signed")
    told.clerk.send()


def come_back(told):
    """The section takes the answer in; the drafter reads it."""
    told.registry.register_arrival(ANSWER)
    told.back = told.registry.key()
    told.drafter.go(f"/p/{told.back}")
    told.seen = told.drafter.text()
    told.issued = told.drafter.page.request.get(f"/l/{told.reply}/issued.pdf")


class TestStory:
    def test_nothing_reaches_the_executive_past_the_screener(self, told):
        assert SUBJECT not in told.early

    def test_the_executive_reads_memo_and_recommendation(self, told):
        assert "อยู่ในแผน" in told.read
        assert "งบประมาณ ๔๕๐,๐๐๐ บาท" in told.read

    def test_the_answer_lies_before_the_executive_screened(self, told):
        assert ANSWER in told.day

    def test_it_comes_back_signed_and_numbered(self, told):
        assert f"ที่ {told.number}" in " ".join(told.seen.split())
        assert "นายสมมติ รองผู้ว่าการตัวอย่าง" in told.seen
        with told.site.office.desk() as desk:
            letter = records.read_letter(desk.root, told.site.office.actor(desk, "u-d54-edu-officer"), told.reply)
            assert (letter.state, letter.signature.block.post, letter.entry[:2]) == (
                "sent",
                "dgov.head",
                ("dgov", "send"),
            )
            assert to_thai(letter.number) == told.number
            assert [p.unit for p in records.papers_of(desk.root, letter.id)] == ["d54-edu"]

    def test_what_comes_back_is_the_issued_pdf(self, told):
        assert told.issued.ok
        words = "".join(page.text for page in read_pages(told.issued.body()))
        assert bare("รองผู้ว่าราชการกรุงเทพมหานครพิจารณาแล้วอนุมัติ") in words
        assert bare("(นายสมมติ รองผู้ว่าการตัวอย่าง)") in words

    def test_every_page_was_in_order(self, told):
        assert told.look.wrong == []
