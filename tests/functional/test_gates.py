"""What the doors let through: a post that has changed, a letter that went back, a hidden folder, odd addresses."""

from __future__ import annotations

import re

import pytest

from saraban.core.access import duty
from saraban.core.errors import NotAllowed
from saraban.exchange.forwarding import forward
from saraban.exchange.sending import pull_back
from saraban.filing.service import add_folder
from saraban.letters import records
from saraban.letters.drafting import Draft, change_draft, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.people.demonstration import set_office_clock
from saraban.people.rights import actor_for
from saraban.people.service import grant_acting
from saraban.tasks import service as tasks
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

HUGE = "9" * 5000


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("gates"))
    web.office.clock.office = at(8, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return Person(web, "u-d54-clerk")


@pytest.fixture(scope="module")
def section(web):
    return Person(web, "u-d54-edu-clerk")


def registered(web, **words):
    """A paper of the district's; gives its key."""
    with web.office.desk() as desk:
        actor = web.office.actor(desk, "u-d54-clerk")
        done = register_incoming(desk, actor, unit="d54", form=Incoming(**{"subject": "เรื่องทดลอง", **words}))
        desk.tm.commit()
        return done.paper.key


def sent_on(web, key, *, back):
    """Send a paper on to the section (and pull it back); gives the delivery's key."""
    with web.office.desk() as desk:
        actor = web.office.actor(desk, "u-d54-clerk")
        paper = records.read_paper(desk.root, actor, key)
        delivery = forward(desk, actor, paper=paper, to=("unit:d54-edu",))[0]
        if back:
            pull_back(desk, actor, delivery=delivery)
        desk.tm.commit()
        return delivery.key


@pytest.fixture(scope="module")
def admin(web):
    return Person(web, "u-d54-admin")


@pytest.fixture(scope="module")
def acting(web):
    return Person(web, "u-d54-adm-act")


@pytest.fixture(scope="module")
def hidden(web):
    """A folder that the director alone reads."""
    with web.office.desk() as desk:
        actor = web.office.actor(desk, "u-d54-clerk")
        folder = add_folder(desk, actor, unit="d54", title="เรื่องสอบวินัย", posts=("d54.director",))
        desk.tm.commit()
        return folder.id


class TestPostsThatChange:
    @pytest.fixture
    def note(self, web, acting):
        """A note begun as acting head."""
        key = registered(web)
        acting.act_as("d54-admin.head")
        form = acting.get(f"/p/{key}?tab=endorse&act=acknowledge").forms["note"]
        form["text"] = "รับทราบในฐานะรักษาการ"
        return key, form

    def stays_unwritten(self, web, key, answer):
        assert "รับทราบในฐานะรักษาการ" in answer.text
        with web.office.desk() as desk:
            actor = web.office.actor(desk, "u-d54-dir")
            assert records.read_paper(desk.root, actor, key).endorsements == ()

    def test_a_form_of_one_post_is_not_sent_in_another(self, web, acting, note):
        key, form = note
        acting.act_as("d54-admin.officer")
        self.stays_unwritten(web, key, form.submit(status=400))

    def test_a_form_of_an_acting_post_is_not_sent_after_its_end(self, web, acting, note):
        key, form = note
        before, web.office.clock.office = web.office.clock.office, at(30, 0, 1)
        try:
            self.stays_unwritten(web, key, form.submit(status=400))
        finally:
            web.office.clock.office = before

    def test_it_is_sent_in_its_own_post(self, web, note):
        key, form = note
        form.submit(status=303)
        with web.office.desk() as desk:
            actor = web.office.actor(desk, "u-d54-dir")
            assert [e.signing.grant for e in records.read_paper(desk.root, actor, key).endorsements] == [
                "act-d54-admin"
            ]


class TestWhatWentBack:
    @pytest.mark.parametrize("verb", ["register", "return"])
    def test_a_letter_pulled_back_shows_the_receiver_nothing(self, web, section, verb):
        delivery = sent_on(web, registered(web, subject="ส่งผิดฝ่าย เรื่องลับเฉพาะ"), back=True)
        page = section.get(f"/deliveries/{delivery}/{verb}", expect_errors=True)
        assert "ส่งผิดฝ่าย" not in page.text
        assert page.status_int == 409

    def test_what_waits_is_shown(self, web, section):
        delivery = sent_on(web, registered(web, subject="ส่งถูกฝ่าย"), back=False)
        assert "ส่งถูกฝ่าย" in section.get(f"/deliveries/{delivery}/register").text

    def test_a_refused_registering_keeps_what_was_typed(self, web, section):
        delivery = sent_on(web, registered(web), back=False)
        form = section.get(f"/deliveries/{delivery}/register").forms["register"]
        form["to_text"], form["action"] = "ผู้อำนวยการสถานศึกษา", "ก" * 1001
        again = form.submit(status=422).forms["register"]
        assert (again["to_text"].value, again["action"].value) == ("ผู้อำนวยการสถานศึกษา", "ก" * 1001)


class TestFolders:
    def test_a_hidden_folder_answers_as_none(self, web, hidden):
        teacher = Person(web, "u-sch-1-teacher")
        pages = [teacher.get(f"/folders/{key}", status=404) for key in (hidden, "4f2k9m0x7c1qz")]
        bodies = {re.sub(r"[0-9a-f]{12,}|4f2k9m0x7c1qz|" + hidden, "", page.text) for page in pages}
        assert len(bodies) == 1
        assert len({len(page.body) for page in pages}) == 1

    def test_its_name_is_told_to_who_reads_it(self, web, hidden):
        api = Api(web)
        for person, knows in (("u-d54-asst", False), ("u-d54-dir", True)):
            told = [f["id"] for f in api.get("/units/d54", by=person)["folders"]]
            assert (hidden in told) is knows


class TestTrays:
    def test_words_about_a_letter_are_told_to_who_reads_it(self, web):
        with web.office.desk() as desk:
            actor = web.office.actor(desk, "u-d54-clerk")
            done = register_incoming(desk, actor, unit="d54", form=Incoming(subject="เรื่องภายใน"))
            tray = tasks.person_tray("u-sch-2-teacher")  # as if the right to read had been taken since
            tasks.place(
                desk.root,
                tray,
                what="act",
                letter=done.letter.id,
                paper=done.paper.id,
                text="ถ้อยคำภายใน",
                since=desk.now,
            )
            desk.tm.commit()
        told = Api(web).get("/inbox", by="u-sch-2-teacher")
        assert [t["what"] for post in told["posts"] for tray in post["trays"] for t in tray["items"]] == ["act"]
        assert "ภายใน" not in str(told.json)


class TestSigning:
    def test_what_is_signed_is_what_was_shown(self, web):
        head = Person(web, "u-d54-edu-head")
        with web.office.desk() as desk:
            officer = web.office.actor(desk, "u-d54-edu-officer")
            letter = write_draft(desk, officer, unit="d54-edu", form=Draft(subject="ขออนุมัติ", addressees=("unit:d54",)))
            key, number = letter.key, letter.id
            desk.tm.commit()
        form = head.get(f"/l/{key}/sign").forms["sign"]
        with web.office.desk() as desk:
            officer = web.office.actor(desk, "u-d54-edu-officer")
            letter = records.letter_by_id(desk.root, number)
            change_draft(desk, officer, letter=letter, form=Draft(subject="เรื่องอื่น", addressees=("unit:d54",)))
            name = web.office.actor(desk, "u-d54-edu-head").name
            desk.tm.commit()
        form["typed_name"], form["otp"] = name, web.code("u-d54-edu-head")
        again = form.submit(status=409)
        assert "เรื่องอื่น" in again.text
        form = again.forms["sign"]
        form["typed_name"], form["otp"] = name, web.code("u-d54-edu-head")
        form.submit(status=303)


class TestBooks:
    def test_who_opens_a_book_without_reading_it_is_not_led_astray(self, admin):
        form = admin.get("/numbers/d54?do=open").forms["form"]
        form["series"], form["year"], form["start"], form["why"] = "certificate", "2567", "77", "ย้ายจากสมุดกระดาษ"
        assert "ทะเบียนนี้เริ่มที่เลข ๗๗" in form.submit(status=303).follow(status=200).text

    def test_what_was_mistyped_is_put_right_in_the_book_and_on_the_letter(self, web, clerk):
        key = registered(web, subject="เรื่องพิมพ์ผิด", number="กท 0001/71", from_text="สำนักผิด")
        with web.office.desk() as desk:
            paper = records.read_paper(desk.root, web.office.actor(desk, "u-d54-clerk"), key)
            n, signed = paper.n, records.letter_by_id(desk.root, paper.letter).key
        form = clerk.get(f"/registers/d54/receive/2567/{n}").forms["form-amend"]
        form["number"], form["from"], form["subject"], form["why"] = "กท 0001/72", "สำนักถูก", "เรื่องพิมพ์ถูก", "พิมพ์ผิด"
        form.submit(status=303)
        page = clerk.get(f"/l/{signed}").text
        assert "เรื่องพิมพ์ถูก" in page
        assert "สำนักถูก" in page
        assert "เรื่องพิมพ์ถูก" in clerk.get("/search", params={"q": "กท 0001/72"}).text
        assert "เรื่องพิมพ์" not in clerk.get("/search", params={"q": "กท 0001/71"}).text
        assert clerk.get("/search", params={"q": "กท๐๐๐๑/๗๒", "open": "1"}, status=303).location.endswith(
            f"/l/{signed}"
        )
        entry = clerk.get(f"/registers/d54/receive/2567/{n}").text
        assert "เรื่องพิมพ์ผิด" in entry


class TestAdministration:
    """A name that nobody has is said at its field; the form comes back as it was typed."""

    CASES = [
        ("appoint", {"person": "u-nobody", "post": "d54.assistant", "since": "1 เม.ย. 67"}, "people"),
        (
            "acting",
            {
                "person": "u-nobody", "post": "d54.director", "term": "acting-for", "instrument": "คำสั่งที่ ๙๙/๒๕๖๗",
                "since": "1 เม.ย. 67", "until": "2 เม.ย. 67",
            },
            "acting",
        ),
        ("move", {"parent": "nowhere"}, "unit"),
        ("move", {"parent": "d53"}, "unit"),
    ]  # fmt: skip

    @pytest.mark.parametrize(("verb", "fields", "tab"), CASES, ids=["appoint", "acting", "no-parent", "foreign-parent"])
    def test_names_that_nobody_has(self, web, admin, verb, fields, tab):
        code = "d54-works" if verb == "move" else "d54"
        page = admin.get(f"/admin/units?unit={code}&tab={tab}")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        again = admin.browser.post(f"/admin/units/{code}/{verb}", {"csrf_token": token, **fields}, status=422)
        for value in fields.values():
            assert value in again.text


class TestOddAddresses:
    @pytest.mark.parametrize("page", [HUGE, "²", "-1", "๙"])
    def test_pages_of_the_board(self, clerk, page):
        clerk.get("/circulars", params={"page": page}, status=200)

    def test_a_note_that_cannot_be(self, web, clerk):
        key = registered(web)
        token = re.search(r'name="csrf_token" value="([^"]+)"', clerk.get("/in-tray").text).group(1)
        for note in (HUGE, "²", ""):
            clerk.browser.post(f"/p/{key}/withdraw", {"csrf_token": token, "note": note}, status=409)


class TestLimits:
    def test_the_clock_is_not_set_by_who_acts_for_something_else(self, web):
        with web.office.desk() as desk:
            desk.root.info.demo = True
            period = {"since": desk.today, "until": desk.today}
            grant = grant_acting(
                desk.root, person="u-d54-edu-officer", post="d54.administrator", term="by-delegation",
                instrument="คำสั่ง ๑/๒๕๖๗", scope=("paper:endorse",), **period,
            )  # fmt: skip
            actor = actor_for(desk.root, "u-d54-edu-officer", f"d54.administrator~{grant.id}", desk.today)
            assert duty("administrator", "d54") in actor.principals
            with pytest.raises(NotAllowed):
                set_office_clock(desk, actor, at(9))
