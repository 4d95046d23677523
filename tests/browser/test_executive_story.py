"""สำนักงานผู้บริหาร (an executive's office): put forward, screened, three acted on at once on a phone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from saraban.letters import records
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from tests.browser.conftest import picture
from tests.browser.looking import Looking
from tests.common.hands import Hands

CLERK, SCREENER, EXECUTIVE = "u-dgov-clerk", "u-dgov-screener", "u-dgov"
SUBJECTS = ("ขอความเห็นชอบแผนระบายน้ำ", "ขอความเห็นชอบโครงการสวนสาธารณะ", "ขอความเห็นชอบปฏิทินการศึกษา")
TABLET = {"width": 768, "height": 1024}


@pytest.fixture(scope="module")
def told(desks, site):
    """One day of the office: clerk and screener at their desks, the executive with a phone."""
    told = SimpleNamespace(look=Looking(site.address), keys=arrive(site), site=site)
    told.clerk, told.screener = (Hands(desks(who), site, who) for who in (CLERK, SCREENER))
    told.executive = Hands(desks(EXECUTIVE, phone=True), site, EXECUTIVE)
    for step in (put_forward, screen, act):
        step(told)
    return told


def arrive(site):
    """Three letters that the office registered this morning, and another that is the most urgent."""
    with site.office.desk() as desk:
        clerk = site.office.actor(desk, CLERK)
        keys = []
        for subject in SUBJECTS:
            form = Incoming(
                subject=subject, from_text="หน่วยงานตัวอย่าง", body="ด้วยหน่วยงานขอความเห็นชอบ", urgency="most_urgent"
            )
            keys.append(register_incoming(desk, clerk, unit="dgov", form=form).paper.key)
            desk.tm.commit()
            desk.tm.begin()
    return keys


def put_forward(told):
    page = told.clerk.go("/offices/dgov")
    told.look.at(page, "office")
    for key in told.keys:
        page.check(f'input[name=paper][value="{key}"]')
    told.clerk.press("#put-forward .btn-primary")
    told.forward = told.clerk.text(".notes")


def screen(told):
    for n, key in enumerate(told.keys):
        page = told.screener.go("/offices/dgov")
        with page.expect_navigation():
            page.click(f'#to-screen a[href="/p/{key}/screen"]')
        if n == 0:
            told.look.at(page, "screen")
        page.fill("#f-summary", f"หน่วยงานขอความเห็นชอบ งบประมาณครบถ้วนตามระเบียบ ({SUBJECTS[n]})")
        page.check("input[name=recommendation][value=agree]")
        page.check('input[name=assign_to][value="unit:dgov"]')
        if n == 0:
            picture(page, "screen")
        told.screener.press("#screen .btn-primary")


def act(told):
    page = told.executive.go("/day")
    told.first = page.locator("#day .tray-words > a").all_inner_texts()[:3]
    told.look.at(page, "day list")
    picture(page, "day-phone")
    page.set_viewport_size(TABLET)
    told.look.at(page, "day list on a tablet")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/day/p-{told.keys[0]}")
    told.read = told.executive.text("main")
    told.look.at(page, "matter")
    page.goto("/day")
    for key in told.keys:
        page.check(f"#m-p-{key}")
    page.click(".day-more > summary")
    page.check("input[name=keep]")
    told.executive.press('.day-acts button[value="order:เห็นชอบ"]')
    told.done = told.executive.text("#done")
    told.look.at(page, "what was done")
    page = told.clerk.go("/directives?unit=dgov&side=given")
    told.directives = told.clerk.text("main")
    told.look.at(page, "directives")
    picture(page, "directives")


class TestDay:
    def test_it_was_put_forward(self, told):
        assert "เสนอผู้กลั่นกรองแล้ว" in told.forward

    def test_the_most_urgent_first_with_what_the_screener_says(self, told):
        assert set(told.first) == set(SUBJECTS)
        assert "เห็นควรให้ความเห็นชอบ" in told.read
        assert "ด้วยหน่วยงานขอความเห็นชอบ" in told.read

    def test_three_at_once_on_a_phone(self, told):
        assert all(subject in told.done for subject in SUBJECTS)
        with told.site.office.desk() as desk:
            who = told.site.office.actor(desk, EXECUTIVE)
            papers = [records.read_paper(desk.root, who, key) for key in told.keys]
        assert [(p.state, p.endorsements[-1].verb) for p in papers] == [("ordered", "เห็นชอบ")] * 3

    def test_the_orders_are_kept(self, told):
        assert all(f"เห็นชอบ (เรื่อง {subject})" in told.directives for subject in SUBJECTS)

    def test_every_page_was_in_order(self, told):
        assert told.look.wrong == []
