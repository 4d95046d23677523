"""เช้าของหัวหน้าฝ่าย (a section head's morning), at a desk and on a phone: read, ordered, acknowledged, signed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from saraban.letters.drafting import Draft, propose_draft, write_draft
from saraban.letters.endorsing import propose
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline
from tests.browser.conftest import picture
from tests.browser.looking import Looking
from tests.common.hands import Hands

HEAD, CLERK, OFFICER = "u-d54-edu-head", "u-d54-edu-clerk", "u-d54-edu-officer"
NAME = "นางสมมติ การศึกษาตัวอย่าง"
#: (subject, urgency, day of March that it is due)
LETTERS = (
    ("ขอข้อมูลครูอัตราจ้าง", "normal", None),
    ("ขอเชิญร่วมพิธีทำบุญตักบาตร", "normal", None),
    ("ขอให้สำรวจเด็กนอกระบบการศึกษา", "normal", 8),
    ("ขอให้ปิดโรงเรียนเป็นกรณีพิเศษ", "most_urgent", 8),
    ("ขอรายชื่อนักเรียนทุน", "normal", 7),
    ("ขอใช้สนามโรงเรียน", "urgent", 12),
)
IN_ORDER = ("ทุน", "กรณีพิเศษ", "นอกระบบ", "สนาม")
DRAFT = "ขออนุมัติจัดกิจกรรมวันเด็กอ่านหนังสือ"


@pytest.fixture(scope="module", params=[False, True], ids=["desk", "phone"])
def told(request, desks, site):
    """One morning, told once at each width."""
    mark = " (ครั้งที่สอง)" if request.param else ""
    told = SimpleNamespace(mark=mark, phone=request.param, look=Looking(site.address))
    told.hands = Hands(desks(HEAD, phone=request.param), site, HEAD)
    told.subject = lambda part: next(s for s, _u, _d in LETTERS if part in s) + mark
    prepare(site, mark)
    for step in (look, read_and_order, acknowledge, sign, answers):
        step(told)
    return told


def prepare(site, mark):
    """The registry has laid the morning's letters before the head, the officer a draft."""
    with site.office.desk() as desk:
        clerk = site.office.actor(desk, CLERK)
        for subject, urgency, day in LETTERS:
            due = (Deadline(date(2024, 3, day), "ส่งข้อมูล"),) if day and day > 7 else ()
            form = Incoming(subject=subject + mark, from_text="สำนักการศึกษา", urgency=urgency, deadlines=due)
            paper = register_incoming(desk, clerk, unit="d54-edu", form=form).paper
            paper.due = date(2024, 3, day) if day else None
            propose(
                desk, clerk, paper=paper, to="หัวหน้าฝ่ายการศึกษา", to_post="d54-edu.head", verb="เพื่อโปรดพิจารณา", text=""
            )
            desk.tm.commit()
            desk.tm.begin()
        officer = site.office.actor(desk, OFFICER)
        form = Draft(subject=DRAFT + mark, to_text="ผู้อำนวยการเขต", body="ด้วยฝ่ายการศึกษา", addressees=("unit:d54",))
        propose_draft(
            desk, officer, letter=write_draft(desk, officer, unit="d54-edu", form=form), to_post="d54-edu.head"
        )
        desk.tm.commit()


def rows(told):
    return [t for t in told.hands.page.locator("#tray .tray-words > a").all_inner_texts() if told.mark in t]


def look(told):
    """What is pressing comes first."""
    told.hands.go("/in-tray")
    told.groups = [g.split()[0] for g in told.hands.page.locator("#tray .group").all_inner_texts()]
    told.order = [t for t in rows(told) if any(part in t for part in IN_ORDER)]
    told.look.at(told.hands.page, "tray")
    picture(told.hands.page, "head-morning")


def read_and_order(told):
    """Opens the first, reads it, orders."""
    subject, page = told.subject("ทุน"), told.hands.page
    with page.expect_navigation():
        page.click(f'#tray .tray-row a:has-text("{subject}")')
    told.read = told.hands.text("h1")
    told.look.at(page, "letter")
    paper = told.hands.key()
    told.hands.go(f"/p/{paper}?tab=endorse&act=order")
    told.look.at(page, "order")
    told.hands.endorse(paper, "order", text="มอบนักวิชาการศึกษาดำเนินการ", assign_to=["post:d54-edu.officer"])
    told.ordered = told.hands.text(".timeline.chain")


def acknowledge(told):
    """Several at once."""
    page = told.hands.go("/in-tray")
    for part in ("ครูอัตราจ้าง", "ตักบาตร"):
        row = page.locator("#tray .tray-row", has_text=told.subject(part))
        row.locator("input[type=checkbox]").check()
    with page.expect_navigation():
        page.click("#tray .tray-tools .btn")
    told.after = told.hands.text(".notes")
    told.left = rows(told)


def sign(told):
    """Reads the draft that waits and signs it."""
    page = told.hands.page
    with page.expect_navigation():
        page.click(f'#tray .tray-row a:has-text("{DRAFT}{told.mark}")')
    key = told.hands.key()
    told.hands.go(f"/l/{key}/sign")
    told.look.at(page, "sign")
    told.number = told.hands.sign(key, NAME)
    told.look.at(page, "signed")


def answers(told):
    """Sees who is late."""
    told.hands.go("/answers")
    told.counts = told.hands.text("#asked .tray-what")
    told.look.at(told.hands.page, "answers awaited")


class TestMorning:
    def test_late_first_then_by_urgency(self, told):
        assert told.groups[:3] == ["เกินกำหนด", "วันนี้", "สัปดาห์นี้"]
        assert told.order == [told.subject(part) for part in IN_ORDER]

    def test_read_and_ordered(self, told):
        assert told.subject("ทุน") in told.read
        assert "สั่งการ “มอบนักวิชาการศึกษาดำเนินการ” → นักวิชาการศึกษาชำนาญการ" in told.ordered

    def test_several_acknowledged_at_once(self, told):
        assert "รับทราบแล้ว ๒" in told.after
        assert not [s for s in told.left if "ครูอัตราจ้าง" in s or "ตักบาตร" in s or "ทุน" in s]

    def test_signed_with_a_number(self, told):
        assert told.number.startswith("กท ๕๔๐๗/")

    def test_answers_awaited_are_counted(self, told):
        assert "เกินกำหนด ๒" in told.counts


def test_every_page_of_the_morning_is_for_everybody(told):
    assert told.look.wrong == []
    assert len(told.look.seen) == 6
