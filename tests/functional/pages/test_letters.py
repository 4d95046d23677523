"""หน้าหนังสือ over HTTP: sheet, notes, sending on, closing, filing, circulating - for who may, and nobody else."""

import hashlib
import re

import pytest
from webtest import Upload

from tests.common.office import at
from tests.common.people import Person, fill, key_of
from tests.common.sample_files import pdf
from tests.common.web import open_web

PEOPLE = (
    "u-d54-clerk",
    "u-d54-adm-head",
    "u-d54-dir",
    "u-d54-edu-clerk",
    "u-d54-edu-head",
    "u-d53-clerk",
    "u-sch-1-teacher",
)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("letters"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def people(web):
    return {name: Person(web, name) for name in PEOPLE}


@pytest.fixture
def clerk(people):
    return people["u-d54-clerk"]


@pytest.fixture
def head(people):
    return people["u-d54-adm-head"]


@pytest.fixture
def director(people):
    return people["u-d54-dir"]


@pytest.fixture
def paper(clerk):
    """A letter just received by the district, with a scan."""
    form = clerk.get("/receive/d54").forms["receive"]
    form["files"] = [Upload("ต้นฉบับ.pdf", pdf(2), "application/pdf")]
    return key_of(fill(form, subject="ขอเชิญประชุม").submit(status=303).follow())


def letter_of(person, paper):
    return re.search(r'"/l/(\w{13})/pages/', person.get(f"/p/{paper}").text).group(1)


def arrival_of(tray, letter):
    """The key of the delivery that brings a letter."""
    row = next(r for r in re.findall(r"<li[^>]*data-row.*?</li>", tray.text, re.DOTALL) if f"/l/{letter}" in r)
    return re.search(r"/deliveries/(\w+)/return", row).group(1)


class TestCopies:
    def test_the_copy_is_a_download_with_the_sheets(self, clerk, paper):
        for address in (f"/p/{paper}/rendition.pdf", f"/l/{letter_of(clerk, paper)}/rendition.pdf"):
            copy = clerk.get(address)
            assert copy.content_type == "application/pdf"
            assert copy.body.startswith(b"%PDF-")
            assert copy.headers["Content-Disposition"].startswith("attachment;")
            assert "sandbox" in copy.headers["Content-Security-Policy"]

    def test_who_may_not_read_it_gets_none(self, clerk, people, paper):
        letter = letter_of(clerk, paper)
        for person in (people["u-d53-clerk"], people["u-sch-1-teacher"]):
            person.get(f"/p/{paper}/rendition.pdf", status=404)
            person.get(f"/l/{letter}/rendition.pdf", status=404)


class TestOriginals:
    def test_sheets_are_images_drawn_here(self, clerk, paper):
        page = clerk.get(f"/p/{paper}")
        sources = re.findall(r'src="(/l/[^"]+)"', page.text)
        assert len(sources) == 2
        image = clerk.get(sources[0].replace("&amp;", "&"))
        assert image.content_type == "image/png"
        assert image.body.startswith(b"\x89PNG")
        clerk.get(sources[0].replace("/1.png", "/9.png"), status=404)
        clerk.get(sources[0].replace("/1.png", "/x.png"), status=404)

    def test_bytes_do_not_change_by_notes(self, clerk, head, paper):
        address = re.search(r'href="(/l/\w+/files/\w+)"', clerk.get(f"/p/{paper}?tab=files").text).group(1)
        before = clerk.get(address)
        head.endorse(paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดทราบ")
        after = clerk.get(address)
        assert before.headers["Content-Disposition"].startswith("attachment;")
        assert hashlib.sha256(after.body).digest() == hashlib.sha256(before.body).digest()
        assert hashlib.sha256(after.body).hexdigest() in clerk.get(f"/p/{paper}?tab=files").text

    def test_nobody_else_gets_them(self, clerk, people, paper):
        page = clerk.get(f"/p/{paper}?tab=files").text
        letter = letter_of(clerk, paper)
        address = re.search(r'href="(/l/\w+/files/\w+)"', page).group(1)
        for name in ("u-d53-clerk", "u-sch-1-teacher", "u-d54-edu-clerk"):
            for path in (
                f"/p/{paper}",
                f"/l/{letter}",
                address,
                f"/l/{letter}/pages/1.png",
                f"/p/{paper}/forward",
                f"/l/{letter}/publish",
            ):
                people[name].get(path, status=404)

    def test_with_and_without_stamp(self, clerk, paper):
        assert 'class="stamp"' in clerk.get(f"/p/{paper}").text
        assert 'class="stamp"' not in clerk.get(f"/p/{paper}?sheet=plain").text


class TestNotes:
    def test_acknowledged_in_the_tray_with_others(self, clerk, head, director, paper):
        head.endorse(paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดทราบ", due="๑๕ มี.ค. ๖๗")
        form = director.get("/in-tray").forms["tray"]
        for box in form.fields["paper"]:
            box.checked = getattr(box, "_value", "") == paper
        page = form.submit(status=303).follow()
        assert paper not in page.text
        assert "รับทราบ" in clerk.get(f"/p/{paper}").text

    def test_opened_by_post_only(self, head, director, paper):
        head.endorse(paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดทราบ")
        assert "seen" in director.get(f"/p/{paper}").forms
        assert "seen" in director.get(f"/p/{paper}").forms
        director.get(f"/p/{paper}").forms["seen"].submit(status=303)
        assert "seen" not in director.get(f"/p/{paper}").forms

    def test_taken_back_until_it_is_read(self, head, director, paper):
        head.endorse(paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดทราบ")
        page = head.get(f"/p/{paper}?tab=endorse").forms["withdraw"].submit(status=303).follow()
        assert "withdrawn" in page.text
        head.endorse(paper, "propose", to="ผู้อำนวยการเขต", verb="เพื่อโปรดพิจารณา")
        offered = head.get(f"/p/{paper}?tab=endorse").forms["withdraw"]
        assert "withdraw" not in director.get(f"/p/{paper}?tab=endorse").forms
        director.get(f"/p/{paper}").forms["seen"].submit(status=303)
        assert "withdraw" not in head.get(f"/p/{paper}?tab=endorse").forms
        offered.submit(status=409)

    def test_pressed_twice_it_stands_once(self, head, paper):
        form = fill(head.get(f"/p/{paper}?tab=endorse&act=propose").forms["note"], to="ผู้อำนวยการเขต", text="เห็นควรรับไว้")
        form.submit(status=303)
        form.submit(status=303)
        assert head.get(f"/p/{paper}").text.count("เห็นควรรับไว้") == 2  # on the sheet and in the chain

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"to": "", "text": "ก"}, "to"),
            ({"to": "ผู้อำนวยการเขต"}, "text"),
            ({"to": "ผู้อำนวยการเขต", "text": "ก", "due": "๑ ม.ค. ๖๗"}, "due"),
            ({"to": "ผู้อำนวยการเขต", "text": "ก", "due": "พรุ่งนี้"}, "due"),
        ],
    )
    def test_refused_at_its_field(self, head, paper, fields, field):
        again = fill(head.get(f"/p/{paper}?tab=endorse&act=propose").forms["note"], **fields).submit(status=422)
        assert f'href="#f-{field}"' in again.text
        assert again.forms["note"]["to"].value == fields["to"]

    def test_an_order_to_a_group_and_somebody_by_name(self, clerk, director, paper):
        page = director.endorse(paper, "order", verb="มอบดำเนินการ", assign_to=["group:d54-schools"], others="ฝ่ายการคลัง")
        assert "ฝ่ายการคลัง" in page.text
        chosen = re.findall(r'name="to_units" value="([^"]+)" checked', clerk.get(f"/p/{paper}/forward").text)
        assert set(chosen) == {"unit:d54-sch-1", "unit:d54-sch-2", "unit:d54-sch-3", "unit:d54-finance"}

    def test_an_unknown_name(self, director, paper):
        form = fill(director.get(f"/p/{paper}?tab=endorse&act=order").forms["note"], text="มอบ", others="ฝ่ายที่ไม่มี")
        assert "ฝ่ายที่ไม่มี" in form.submit(status=422).forms["note"]["others"].value

    def test_a_clerk_gives_no_orders(self, clerk, paper):
        page = clerk.get(f"/p/{paper}?tab=endorse&act=order")
        assert page.forms["note"].action.endswith("/propose")
        token = page.forms["note"]["csrf_token"].value
        clerk.browser.post(
            f"/p/{paper}/order", {"csrf_token": token, "text": "ทำ", "assign_to": "unit:d54-edu"}, status=403
        )


class TestSendingOn:
    def test_registered_by_the_receiver_and_back_to_the_sender(self, clerk, people, paper):
        form = clerk.get(f"/p/{paper}/forward").forms["act"]
        fill(form, to_units=["unit:d54-edu"], text="โปรดดำเนินการ").submit(status=303)
        edu = people["u-d54-edu-clerk"]
        tray = edu.get("/in-tray")
        assert "โปรดดำเนินการ" in tray.text
        token = tray.forms["arrivals-d54-edu"]["csrf_token"].value
        key = arrival_of(tray, letter_of(clerk, paper))
        edu.browser.post("/in-tray/register", {"csrf_token": token, "delivery": key}, status=303)
        chain = clerk.get(f"/p/{paper}").text
        assert re.search("ฝ่ายการศึกษา รับที่ [๐-๙]+", chain)

    def test_returned_with_a_reason(self, clerk, people, paper):
        fill(clerk.get(f"/p/{paper}/forward").forms["act"], to_units=["unit:d54-edu"]).submit(status=303)
        edu = people["u-d54-edu-clerk"]
        key = arrival_of(edu.get("/in-tray"), letter_of(clerk, paper))
        form = edu.get(f"/deliveries/{key}/return").forms["return"]
        form.submit(status=422)
        form = edu.get(f"/deliveries/{key}/return").forms["return"]
        fill(form, reason="ไม่เกี่ยวกับฝ่าย").submit(status=303)
        assert "ไม่เกี่ยวกับฝ่าย" in clerk.get(f"/p/{paper}").text
        assert "ไม่เกี่ยวกับฝ่าย" in clerk.get("/in-tray").text

    def test_pulled_back_before_it_is_opened(self, clerk, people, paper):
        fill(clerk.get(f"/p/{paper}/forward").forms["act"], to_units=["unit:d54-edu"]).submit(status=303)
        letter = letter_of(clerk, paper)
        page = clerk.get(f"/p/{paper}")
        people["u-d54-edu-clerk"].get(f"/l/{letter}")
        clerk.press(page, r"/deliveries/\w+/pull-back")
        people["u-d54-edu-clerk"].get(f"/l/{letter}", status=404)

    def test_looking_tells_nobody_until_it_is_said(self, clerk, people, paper):
        fill(clerk.get(f"/p/{paper}/forward").forms["act"], to_units=["unit:d54-edu"]).submit(status=303)
        edu, letter = people["u-d54-edu-clerk"], letter_of(clerk, paper)
        page = edu.get(f"/l/{letter}")
        assert "/pull-back" in clerk.get(f"/p/{paper}").text
        page.forms["seen"].submit(status=303)
        assert "/pull-back" not in clerk.get(f"/p/{paper}").text
        assert "seen" not in edu.get(f"/l/{letter}").forms

    def test_opened_it_cannot_be_pulled_back(self, clerk, people, paper):
        fill(clerk.get(f"/p/{paper}/forward").forms["act"], to_units=["unit:d54-edu"]).submit(status=303)
        edu = people["u-d54-edu-clerk"]
        tray = edu.get("/in-tray")
        key = arrival_of(tray, letter_of(clerk, paper))
        edu.press(tray, f"/deliveries/{key}/open")
        assert edu.get(f"/deliveries/{key}", status=303).location.rpartition("/")[2] == letter_of(clerk, paper)
        token = tray.forms["arrivals-d54-edu"]["csrf_token"].value
        clerk_token = clerk.get(f"/p/{paper}/forward").forms["act"]["csrf_token"].value
        clerk.browser.post(f"/deliveries/{key}/pull-back", {"csrf_token": clerk_token}, status=409)
        registered = edu.browser.post(f"/deliveries/{key}/register", {"csrf_token": token}, status=303).follow()
        back = edu.get(f"/p/{key_of(registered)}/return").forms["act"]
        fill(back, reason="ส่งผิดฝ่าย").submit(status=303)
        assert "ส่งผิดฝ่าย" in clerk.get(f"/p/{paper}").text

    def test_a_task_is_pulled_back_while_it_is_unread(self, clerk, paper):
        fill(clerk.get(f"/p/{paper}/forward").forms["act"], to_units=["post:d54.assistant"]).submit(status=303)
        page = clerk.get(f"/p/{paper}")
        form = next(f for f in page.forms.values() if f.action == f"/p/{paper}/take-back")
        assert form["target"].value == "post:d54.assistant"
        form.submit(status=303)
        assert f"/p/{paper}/take-back" not in clerk.get(f"/p/{paper}").text

    def test_nobody_chosen(self, clerk, paper):
        assert "f-to" in clerk.get(f"/p/{paper}/forward").forms["act"].submit(status=422).text


class TestFinishing:
    def test_closed_filed_opened_again(self, clerk, paper):
        assert "f-result" in clerk.get(f"/p/{paper}/close").forms["act"].submit(status=422).text
        fill(clerk.get(f"/p/{paper}/close").forms["act"], result="แจ้งเวียนแล้ว").submit(status=303)
        made = clerk.get("/folders").forms
        folder = next(f for f in made.values() if f.action == "/folders" and f["unit"].value == "d54")
        key = fill(folder, title="ประชุม ๒๕๖๗").submit(status=303).location.rpartition("/")[2]
        fill(clerk.get(f"/p/{paper}/file").forms["act"], folder=key).submit(status=303)
        assert f"/p/{paper}" in clerk.get(f"/folders/{key}").text
        assert "แจ้งเวียนแล้ว" in clerk.get(f"/p/{paper}?tab=facts").text
        fill(clerk.get(f"/p/{paper}/reopen").forms["act"], reason="มีเรื่องเพิ่ม").submit(status=303)
        assert f"/p/{paper}" not in clerk.get(f"/folders/{key}").text
        clerk.get(f"/p/{paper}/reopen", status=409)

    def test_a_wrong_registration_is_cancelled_from_the_menu(self, clerk, director, paper):
        assert f"/p/{paper}/void" in clerk.get(f"/p/{paper}").text
        assert f"/p/{paper}/void" not in director.get(f"/p/{paper}").text
        assert "f-reason" in clerk.get(f"/p/{paper}/void").forms["act"].submit(status=422).text
        fill(clerk.get(f"/p/{paper}/void").forms["act"], reason="ลงทะเบียนซ้ำ").submit(status=303)
        shown = clerk.get(f"/p/{paper}").text
        assert "ยกเลิกการลงทะเบียนรับ" in shown
        assert f"/p/{paper}/forward" not in shown
        assert f"/p/{paper}" not in clerk.get("/in-tray").text

    def test_a_folder_with_a_list_hides_what_lies_in_it(self, clerk, people, paper):
        fill(clerk.get(f"/p/{paper}/close").forms["act"], result="เสร็จ").submit(status=303)
        folder = next(
            f for f in clerk.get("/folders").forms.values() if f.action == "/folders" and f["unit"].value == "d54"
        )
        key = (
            fill(folder, title="เฉพาะผู้อำนวยการ", posts=["d54.director"]).submit(status=303).location.rpartition("/")[2]
        )
        fill(clerk.get(f"/p/{paper}/file").forms["act"], folder=key).submit(status=303)
        clerk.get(f"/p/{paper}", status=404)
        clerk.get(f"/folders/{key}", status=404)
        assert f"/p/{paper}" in people["u-d54-dir"].get(f"/folders/{key}").text

    def test_on_the_board_for_everybody(self, clerk, people, paper):
        letter = letter_of(clerk, paper)
        people["u-sch-1-teacher"].get(f"/l/{letter}", status=404)
        form = clerk.get(f"/l/{letter}/publish").forms["publish"]
        assert form.submit(status=303)
        page = people["u-sch-1-teacher"].get(f"/l/{letter}")
        assert "เลขรับ" not in page.text
        clerk.get(f"/l/{letter}/publish", status=404)

    def test_an_expiry_that_is_no_day(self, clerk, paper):
        form = clerk.get(f"/l/{letter_of(clerk, paper)}/publish").forms["publish"]
        assert fill(form, expires="๙.๙๙").submit(status=422).forms["publish"]["expires"].value == "๙.๙๙"


class TestTabs:
    @pytest.mark.parametrize("tab", ["chain", "endorse", "files", "facts", "rights", "nonsense"])
    def test_each_opens(self, clerk, paper, tab):
        assert 'class="tabs"' in clerk.get(f"/p/{paper}?tab={tab}").text

    def test_why_one_sees_it(self, clerk, paper):
        page = clerk.get(f"/p/{paper}?tab=rights").text
        assert "สำนักงานเขตหนองจอก" in page
        assert "นายสมมติ อำนวยการเขตตัวอย่าง" in page

    def test_one_primary_action_for_each(self, clerk, head, director, paper):
        def primary(person):
            return re.search(r'class="btn btn-primary" href="([^"]+)" data-key="n"', person.get(f"/p/{paper}").text)

        assert primary(head).group(1).endswith("act=propose#endorse")
        assert primary(director).group(1).endswith("act=order#endorse")
        director.endorse(paper, "order", text="ดำเนินการ", assign_to=["unit:d54-edu"])
        assert primary(clerk).group(1) == f"/p/{paper}/forward"
        assert primary(director) is None
