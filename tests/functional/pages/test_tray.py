"""หน้างานรอดำเนินการ over HTTP: what waits, in order; many at once; kindly empty."""

import re

import pytest

from saraban.tasks import service as tasks
from saraban.thai.digits import to_thai
from tests.common.office import at
from tests.common.people import Person, fill, key_of
from tests.common.web import open_web

LETTERS = (
    ("เกินแล้ว", "๖ มี.ค. ๖๗", "normal"), ("วันนี้เลย", "๘ มี.ค. ๖๗", "normal"), ("ด่วนวันนี้", "๘ มี.ค. ๖๗", "most_urgent"),
    ("พรุ่งนี้ส่ง", "๙ มี.ค. ๖๗", "normal"), ("เดือนหน้า", "๑ เม.ย. ๖๗", "normal"), ("ไม่มีกำหนดเวลา", "", "normal"),
)  # fmt: skip


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("tray"))
    web.office.clock.office = at(5, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    clerk = Person(web, "u-d54-edu-clerk")
    for subject, deadline, urgency in LETTERS:
        form = clerk.get("/receive/d54-edu").forms["receive"]
        fill(form, subject=subject, deadlines=f"{deadline} ตอบ" if deadline else "", urgency=urgency).submit(status=303)
    web.office.clock.office = at(8, 9, 0)
    return clerk


class TestTray:
    def test_the_front_door_leads_here(self, clerk):
        assert clerk.get("/", status=303).location.endswith("/in-tray")

    def test_by_due_date_then_urgency(self, clerk):
        page = clerk.get("/in-tray").text
        places = [
            page.index(words)
            for words in (
                "เกินกำหนด <small>",
                "เกินแล้ว",
                "วันนี้ <small>",
                "ด่วนวันนี้",
                "วันนี้เลย",
                "สัปดาห์นี้ <small>",
                "พรุ่งนี้ส่ง",
                "ภายหลัง <small>",
                "เดือนหน้า",
                "ไม่มีกำหนด <small>",
                "ไม่มีกำหนดเวลา",
            )
        ]
        assert places == sorted(places)

    def test_counts_are_true(self, clerk):
        page = clerk.get("/in-tray").text
        assert "๖ เรื่อง" in page
        assert re.search(r'class="badge-count">๖<', page)

    def test_keys_for_hands_that_know_them(self, clerk):
        page = clerk.get("/in-tray").text
        for key in "xfman":
            assert f'data-key="{key}"' in page

    def test_kindly_empty(self, web):
        page = Person(web, "u-d54-welfare-head").get("/in-tray").text
        assert 'href="/circulars"' in page
        assert 'class="empty"' in page

    def test_nothing_selected_is_said(self, clerk):
        token = clerk.get("/in-tray").forms["tray"]["csrf_token"].value
        for path in ("/in-tray/acknowledge", "/in-tray/register"):
            assert "หนึ่งเรื่อง" in clerk.browser.post(path, {"csrf_token": token}, status=422).text

    def test_several_acknowledged_at_once(self, clerk):
        form = clerk.get("/in-tray").forms["tray"]
        for box in form.fields["paper"][:3]:
            box.checked = True
        page = form.submit(status=303).follow()
        assert "รับทราบแล้ว" in page.text

    def test_somebody_elses_paper_is_not_acknowledged(self, web, clerk):
        other = Person(web, "u-d53-clerk")
        mine = fill(other.get("/receive/d53").forms["receive"], subject="ของเขตอื่น").submit(status=303).follow()
        token = clerk.get("/in-tray").forms["tray"]["csrf_token"].value
        clerk.browser.post("/in-tray/acknowledge", {"csrf_token": token, "paper": key_of(mine)}, status=404)


class TestArrivals:
    def test_several_registered_in_order(self, web, clerk):
        district = Person(web, "u-d54-clerk")
        for subject in ("ส่งหนึ่ง", "ส่งสอง"):
            done = fill(district.get("/receive/d54").forms["receive"], subject=subject).submit(status=303).follow()
            form = district.get(f"/p/{key_of(done)}/forward").forms["act"]
            fill(form, to_units=["unit:d54-edu"], due="๑๒ มี.ค. ๖๗").submit(status=303)
        waiting = clerk.get("/in-tray").html.find("form", id="arrivals-d54-edu")
        assert [t["datetime"] for t in waiting.select(".due time")] == ["2024-03-12"] * 2
        before = re.search(r"เลขรับถัดไป <b>([๐-๙]+)</b>", clerk.get("/receive/d54-edu").text).group(1)
        form = clerk.get("/in-tray").forms["arrivals-d54-edu"]
        for box in form.fields["delivery"]:
            box.checked = True
        page = form.submit(status=303).follow()
        assert f"เลขรับ {before}, " in page.text
        assert "arrivals-d54-edu" not in page.forms


def test_the_choice_of_posts_says_what_waits_in_each(web):
    writer, acting = Person(web, "u-d54-clerk"), Person(web, "u-d54-adm-act")
    key = writer.write("/drafts/new", addressees=["unit:d54-edu"], subject="รอลงนาม", body="ตามที่")
    form = writer.get(f"/l/{key}/propose").forms["act"]
    form["to_post"] = "d54-admin.head"
    form.submit(status=303)
    buttons = re.findall(
        r'<button type="submit" name="post" value="([^"]+)"(.*?)</button>', acting.get("/in-tray").text, re.DOTALL
    )
    told = {post.partition("~")[0]: re.search(r"รอดำเนินการ ([๐-๙]+)", shown) for post, shown in buttons}
    assert len(told) > 1
    with web.office.desk() as desk:
        waiting = {post: tasks.count(desk.root, tasks.post_tray(post)) for post in told}
    assert waiting["d54-admin.head"] > 0
    elsewhere = acting.get("/in-tray").html.select_one("#waiting-elsewhere")
    assert [b["value"].partition("~")[0] for b in elsewhere.select('button[name="post"]')] == ["d54-admin.head"]
    assert {post: found[1] if found else "" for post, found in told.items()} == {
        post: to_thai(str(count)) if count else "" for post, count in waiting.items()
    }
