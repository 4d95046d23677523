"""ลงนามร่วม over HTTP: several sign a letter in turn by page and program; what each sees, and what others do not."""

from datetime import datetime

import pytest
from webtest import Upload

from saraban.core.ids import id_text, id_value
from saraban.letters import records
from saraban.letters.verifying import code_of
from saraban.signatures.offices import PublicCheck
from saraban.signatures.validation import Checker
from tests.common.api import Api
from tests.common.authority import PASSWORD, PEOPLE, running
from tests.common.cosigning_world import (
    FIRST,
    HEAD,
    MINUTES,
    OFFICER,
    SECOND,
    SECOND_POST,
    THIRD_POST,
    UNIT,
    draft,
    look,
    sign,
)
from tests.common.people import Person
from tests.common.sheet_world import HOLDERS, open_sheet_office
from tests.common.signed_letters import trust_in

LEVELS = {"section-9": "มาตรา ๙:", "section-26": "มาตรา ๒๖:", "section-28": "มาตรา ๒๖ และ ๒๘:"}
HEAD_TITLE = "หัวหน้าฝ่ายการศึกษา สำนักงานเขตหนองจอก"
SECOND_TITLE, THIRD_TITLE = "หัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก", "ผู้อำนวยการเขตหนองจอก"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as authority:
        world = open_sheet_office(tmp_path_factory.mktemp("cosigning"), authority)
        checker = Checker(trust_in(authority))
        world.office.web.office.registry.public_check = PublicCheck(checker, 50)
        world.office.web.open_account(OFFICER)
        yield world
        assert world.office.problems() == []
        world.office.web.office.close()


@pytest.fixture(autouse=True)
def another_code(world):
    """Each test begins with codes that nobody has used."""
    world.office.web.later(seconds=60)


@pytest.fixture(scope="module")
def people(world):
    return {name: Person(world.office.web, name) for name in (HEAD, FIRST, SECOND, OFFICER, "u-opssec-clerk")}


def given(world, person, form):
    """Fill in what signing asks for."""
    form["typed_name"], form["pin"] = PEOPLE[HOLDERS[person]][0], PASSWORD
    world.office.web.later(seconds=30)
    form["otp"] = world.office.web.code(person)
    return form


class TestPages:
    def test_written_proposed_and_signed_by_three(self, world, people):
        form = people[OFFICER].get("/drafts/new?unit=" + UNIT).forms["draft"]
        form["kind"] = "announcement"
        form = form.submit("act", value="kind").forms["draft"]
        form["subject"], form["body"] = "แนวปฏิบัติร่วมกัน", "ด้วยเห็นสมควรกำหนดแนวปฏิบัติ"
        form["cosigners"] = f"{SECOND_TITLE}\n{THIRD_TITLE}"
        page = form.submit(status=303).follow()
        at = page.request.path
        assert SECOND_TITLE in page.text
        assert people[OFFICER].get(f"{at}/edit").forms["draft"]["cosigners"].value == f"{SECOND_TITLE}\n{THIRD_TITLE}"
        form = people[OFFICER].get(f"{at}/propose").forms["act"]
        form["to_post"] = "d54-edu.head"
        form.submit(status=303)
        people[FIRST].get(at, status=404)
        page = given(world, HEAD, people[HEAD].get(f"{at}/sign").forms["sign"]).submit(status=303).follow()
        assert f"หนังสือรอ {SECOND_TITLE} ลงนาม" in page.text
        people[SECOND].get(f"{at}/so-far.pdf", status=404)
        assert f"{at}/so-far/1.png" in people[FIRST].get(f"{at}/sign").text
        assert people[FIRST].get(f"{at}/so-far/1.png").content_type == "image/png"
        assert "รอลงนามร่วม" in people[FIRST].get("/in-tray").text
        assert at.removeprefix("/l/") in people[FIRST].get("/drafts/sign").text
        people[OFFICER].get(f"{at}/sign", status=403)
        given(world, FIRST, people[FIRST].get(f"{at}/sign").forms["sign"]).submit(status=303)
        assert people[SECOND].get(f"{at}/so-far.pdf").body == look(world, id_value(at.removeprefix("/l/")))["file"]
        page = given(world, SECOND, people[SECOND].get(f"{at}/sign").forms["sign"]).submit(status=303).follow()
        assert page.request.path == f"{at}/signed"
        people[SECOND].get(f"{at}/so-far.pdf", status=404)
        self.is_told(world, people, at)

    def is_told(self, world, people, at):
        """The letter's page and the check of the file name everybody who signed."""
        browser, told = world.office.web.browser(), people[OFFICER].get(at).text
        form = browser.get("/verify").forms["verify"]
        form["file"] = Upload("letter.pdf", people[OFFICER].get(f"{at}/issued.pdf").body)
        checked = form.submit().text
        for person in (HEAD, FIRST, SECOND):
            assert PEOPLE[HOLDERS[person]][0] in told
            assert PEOPLE[HOLDERS[person]][0] in checked

        self.is_told_of_the_code(world, id_value(at.removeprefix("/l/")))

    def is_told_of_the_code(self, world, letter):
        """Behind the printed code everybody who signed is named in order, with what is printed, when and how strong."""
        with world.office.web.office.desk() as desk:
            code = code_of(records.letter_by_id(desk.root, letter))
        rows = world.office.web.browser().get(f"/verify/{code}").html.find(id="signers").find_all("li")
        signed = look(world, letter)["signatures"]
        assert [[p.get_text() for p in row.find_all("p")] for row in rows] == [list(s.block.lines) for s in signed]
        for row, one in zip(rows, signed, strict=True):
            assert datetime.fromisoformat(row.time["datetime"]) == one.at.replace(second=0, microsecond=0)
            assert LEVELS[one.level] in row.get_text()

    def test_minutes_by_who_wrote_them_down(self, world, people):
        """He need not sign for the unit; his name is not typed, since he signs."""
        form = people[OFFICER].get(f"/drafts/new?unit={UNIT}&kind=minutes").forms["draft"]
        assert "ผู้ตรวจรายงานการประชุม" in form.text
        for name, value in (("subject", "คณะทำงาน"), ("body", "ที่ประชุมรับทราบ"), ("cosigners", HEAD_TITLE)):
            form[name] = value
        for name, value in MINUTES["filled"]:
            form[f"own-{name}"] = value
        at = form.submit(status=303).follow().request.path
        form = people[OFFICER].get(f"{at}/propose").forms["act"]
        offered = [option[0] for option in form["to_post"].options]
        assert "d54-edu.officer" in offered
        assert "d54-edu.head" not in offered
        form["to_post"] = "d54-edu.officer"
        form.submit(status=303)
        people[HEAD].get(f"{at}/sign", status="4*")
        page = people[OFFICER].get(f"{at}/sign")
        assert "ผู้จดรายงานการประชุม" in page.text
        form = page.forms["sign"]
        world.office.web.later(seconds=30)
        form["typed_name"], form["otp"] = "นางสาวสมมติ วิชาการศึกษา", world.office.web.code(OFFICER)
        form.submit(status=303)
        form = given(world, HEAD, people[HEAD].get(f"{at}/sign").forms["sign"])
        assert "ทุกคนจึงลงนามด้วยชื่อที่พิมพ์" in form.submit(status="4*").text
        form = given(world, HEAD, people[HEAD].get(f"{at}/sign").forms["sign"])
        form["typed_only"] = True
        form.submit(status=303)
        assert look(world, id_value(at.removeprefix("/l/")))["level"] == "section-9"

    def test_returned_unsigned(self, world, people):
        letter = draft(world)
        sign(world, letter, HEAD)
        at = f"/l/{id_text(letter)}"
        people[HEAD].get(f"{at}/decline", status=403)
        form = people[FIRST].get(f"{at}/decline").forms["act"]
        assert form.submit(status="4*").forms["act"]
        form["text"] = "ขอให้แก้ข้อ ๒"
        page = form.submit(status=303).follow()
        assert "ส่งหนังสือคืนผู้ร่างแล้ว" in page.text
        assert "ขอให้แก้ข้อ ๒" in people[OFFICER].get("/in-tray").text
        assert look(world, letter)["state"] == "draft"

    def test_a_wrong_code_keeps_what_was_typed(self, world, people):
        letter = draft(world)
        sign(world, letter, HEAD)
        form = given(world, FIRST, people[FIRST].get(f"/l/{id_text(letter)}/sign").forms["sign"])
        form["otp"] = "000000"
        again = form.submit(status="4*")
        assert again.forms["sign"]["typed_name"].value == PEOPLE[HOLDERS[FIRST]][0]
        assert look(world, letter)["state"] == "cosigning"

    def test_in_one_sitting(self, world, people):
        letters = [draft(world, SECOND_POST) for _n in range(2)]
        for letter in letters:
            sign(world, letter, HEAD)
        page = people[FIRST].get("/drafts/sign?" + "&".join(f"letters={id_text(x)}" for x in letters))
        given(world, FIRST, page.forms["sign"]).submit(status=303)
        assert {look(world, x)["state"] for x in letters} == {"signed"}

    def test_another_office_sees_nothing_of_it(self, world, people):
        letter = draft(world)
        sign(world, letter, HEAD)
        for path in ("", "/sign", "/decline", "/so-far.pdf", "/so-far/1.png"):
            people["u-opssec-clerk"].get(f"/l/{id_text(letter)}{path}", status=404)


class TestApi:
    def test_drafted_signed_in_turn_and_returned(self, world):
        api = Api(world.office.web)
        body = {
            "unit": UNIT,
            "kind": "announcement",
            "subject": "ประกาศร่วม",
            "body": "ด้วย",
            "cosigners": [SECOND_POST, THIRD_POST],
        }
        made = api.post("/letters", body, by=OFFICER, status=201)
        key = made["id"]
        assert (made["cosigners"], made["turn"], made["level"]) == ([SECOND_POST, THIRD_POST], "", "")
        api.post(f"/letters/{key}/propose", {"to_post": "d54-edu.head"}, by=OFFICER)
        first = self.sign(api, key, HEAD)
        assert (first["state"], first["turn"], first["number"]) == ("cosigning", SECOND_POST, "")
        assert first["seen"] == first["so_far"]["sha256"]
        assert api.get(f"/letters/{key}/file", by=FIRST).body == look(world, id_value(key))["file"]
        second = self.sign(api, key, FIRST)
        assert [one["name"] for one in second["signatures"]] == [PEOPLE[HOLDERS[p]][0] for p in (HEAD, FIRST)]
        back = api.post(f"/letters/{key}/decline", {"text": "แก้ไขข้อ ๑"}, by=SECOND)
        assert (back["state"], back["signatures"], back["held"]["number"]) == ("draft", [], first["held"]["number"])

    def sign(self, api, key, person):
        seen = api.get(f"/letters/{key}", by=person)["seen"]
        given = {"seen": seen, "typed_name": PEOPLE[HOLDERS[person]][0], "otp": api.code(person), "pin": PASSWORD}
        return api.post(f"/letters/{key}/sign", given, by=person)
