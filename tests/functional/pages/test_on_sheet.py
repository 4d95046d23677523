"""ลงนามบนแผ่น over HTTP: the note and the stamp on the sheet, by page and program, and what others see of it."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from PIL import Image
from webtest import Upload

from saraban.core.ids import id_text
from saraban.exchange.receiving import register_delivery
from saraban.exchange.sending import send
from saraban.letters import records
from saraban.letters.drafting import Draft, write_draft
from saraban.letters.incoming import Incoming
from saraban.letters.notes import Note
from saraban.letters.receiving import register_incoming
from saraban.signatures.offices import PublicCheck
from saraban.signatures.validation import Checker
from tests.common.api import Api
from tests.common.authority import PASSWORD, PEOPLE, running
from tests.common.issuing_world import HEAD
from tests.common.people import Person
from tests.common.sheet_world import CLERK, FIRST, HOLDERS, SECOND, open_sheet_office
from tests.common.signed_letters import trust_in

BOX = 'name="on_sheet"'
#: Where on the first page what is signed stands, in hundredths of it.
STAMPED, NOTED, SIGNED = (75, 2, 100, 12), (4, 25, 45, 38), (45, 25, 82, 33)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as authority:
        world = open_sheet_office(tmp_path_factory.mktemp("sheets"), authority)
        checker = Checker(trust_in(authority))
        world.office.web.office.registry.public_check = PublicCheck(checker, 50)
        yield world
        world.office.web.office.close()


@pytest.fixture(scope="module")
def people(world):
    return {name: Person(world.office.web, name) for name in (CLERK, FIRST, SECOND, "u-d54-asst", "u-opssec-clerk")}


@pytest.fixture
def paper(world):
    key = world.paper()
    return key, id_text(key)


def signed_form(world, person, form):
    """Fill in what signing on the sheet asks for."""
    form["typed_name"], form["pin"] = PEOPLE[HOLDERS[person]][0], PASSWORD
    world.office.web.later(seconds=30)
    form["otp"] = world.office.web.code(person)
    return form


def _blue(picture):
    """How much of a picture has the blue of what is signed."""
    return sum(count for count, (red, _green, blue) in picture.getcolors(1 << 20) if blue - red > 60)


class TestPages:
    def test_a_note_and_the_stamp(self, world, people, paper):
        key, at = paper[0], f"/p/{paper[1]}"
        assert people[FIRST].get(f"{at}/sheet.pdf", status=404)
        form = people[FIRST].get(f"{at}?tab=endorse&act=acknowledge").forms["note"]
        form["text"], form["on_sheet"] = "ทราบ ให้ถือปฏิบัติ", True
        done = signed_form(world, FIRST, form).submit(status=303).follow()
        assert "ลงนามเกษียนบนแผ่นแล้ว" in done.text
        form = people[CLERK].get(at).forms["stamp-sheet"]
        page = signed_form(world, CLERK, form).submit(status=303).follow()
        assert "stamp-sheet" not in page.forms
        sheet = people[SECOND].get(f"{at}/sheet.pdf")
        assert sheet.headers["Content-Disposition"].startswith("attachment")
        assert sheet.body == world.look(key)["sheet"]
        assert hashlib.sha256(sheet.body).hexdigest() in people[SECOND].get(at).text
        assert f"{at}/sheet/1.png" in people[SECOND].get(f"{at}?sheet=own").text
        drawn = Image.open(io.BytesIO(people[SECOND].get(f"{at}/sheet/1.png?w=800").body)).convert("RGB")
        across, down = drawn.width / 100, drawn.height / 100
        for left, top, right, bottom in STAMPED, NOTED, SIGNED:
            assert _blue(drawn.crop((left * across, top * down, right * across, bottom * down))) > 200
        assert people[SECOND].get(f"{at}/sheet/9.png", status=(404, 422))
        assert "withdraw" not in people[FIRST].get(f"{at}?tab=endorse").forms

    def test_anybody_is_told_that_the_grown_file_is_ours(self, world, people, paper):
        world.write(paper[0])
        now = world.look(paper[0])
        browser = world.office.web.browser()
        form = browser.get("/verify").forms["verify"]
        form["file"] = Upload("sheet.pdf", now["sheet"])
        page = form.submit()
        told = browser.post("/api/v1/verify", upload_files=[("file", "sheet.pdf", now["sheet"])]).json
        assert (told["outcome"], len(told["signatures"])) == ("valid", 2)
        assert (told["register"]["number"], told["register"]["state"]) == (now["number"], "issued")
        assert PEOPLE["note1"][0] in page.text

    def test_refused_and_shown_again_as_typed(self, world, people, paper):
        form = people[FIRST].get(f"/p/{paper[1]}?tab=endorse&act=acknowledge").forms["note"]
        form["text"], form["on_sheet"] = "ทราบ ให้ถือปฏิบัติ", True
        form = signed_form(world, FIRST, form)
        form["otp"] = "000000"
        again = form.submit(status="4*")
        assert again.forms["note"]["text"].value == "ทราบ ให้ถือปฏิบัติ"
        assert again.forms["note"]["on_sheet"].checked
        assert world.look(paper[0])["marks"] == ()

    def test_a_stamp_that_was_refused(self, world, people, paper):
        form = signed_form(world, CLERK, people[CLERK].get(f"/p/{paper[1]}").forms["stamp-sheet"])
        form["typed_name"] = "คนอื่น"
        again = form.submit(status="4*")
        assert "field-error" in again.forms["stamp-sheet"].text
        assert world.look(paper[0])["marks"] == ()

    def test_offered_only_to_who_has_a_certificate_and_where_one_signed(self, world, people, paper):
        at = f"/p/{paper[1]}?tab=endorse"
        assert BOX in people[FIRST].get(at).text
        assert BOX not in people["u-d54-asst"].get(at).text
        plain = id_text(world.paper(signed=False))
        assert BOX not in people[FIRST].get(f"/p/{plain}?tab=endorse").text

    def test_it_is_in_the_file_for_outsiders_of_who_reads_the_units_paper(self, world, paper):
        def held(person):
            found = Person(world.office.web, person).get(f"/l/{id_text(world.look(paper[0])['letter'])}/verify.zip")
            with zipfile.ZipFile(io.BytesIO(found.body)) as opened:
                return {name: opened.read(name) for name in opened.namelist() if name.endswith(".pdf")}

        before = held(FIRST)
        assert list(before) == ["letter.pdf"]
        world.write(paper[0])
        grown = {**before, f"sheet-d54-{paper[1]}.pdf": world.look(paper[0])["sheet"]}
        assert (held(FIRST), held(HEAD)) == (grown, before)

    def test_another_unit_sees_nothing_of_it(self, world, people, paper):
        world.write(paper[0])
        for path in ("sheet.pdf", "sheet/1.png"):
            people["u-opssec-clerk"].get(f"/p/{paper[1]}/{path}", status=404)


class TestApi:
    def test_note_stamp_and_file(self, world, people, paper):
        api, key = Api(world.office.web), paper[1]
        given = {"pin": PASSWORD, "seen": world.newest(paper[0])}
        note = {"act": "acknowledge", "text": "ทราบ", "on_sheet": self.given(api, SECOND, given)}
        made = api.post(f"/receipts/{key}/endorsements", note, by=SECOND, key="k1", status=201)
        assert (made["level"], made["is_on_sheet"]) == ("section-28", True)
        given["seen"] = world.newest(paper[0])
        stamped = api.post(f"/receipts/{key}/sheet-stamp", self.given(api, CLERK, given), by=CLERK)
        assert [mark["what"] for mark in stamped["sheet_marks"]] == ["note", "stamp"]
        assert stamped["sheet"]["sha256"] == world.newest(paper[0])
        assert api.get(f"/receipts/{key}/sheet", by=FIRST).body == world.look(paper[0])["sheet"]
        again = api.post(f"/receipts/{key}/endorsements", note, by=SECOND, key="k1", status=201)
        assert again["id"] == made["id"]

    def given(self, api, person, given):
        return {**given, "typed_name": PEOPLE[HOLDERS[person]][0], "otp": api.code(person)}

    def test_refused(self, world, people, paper):
        api, given = Api(world.office.web), {"pin": PASSWORD, "seen": "0" * 64}
        api.post(f"/receipts/{paper[1]}/sheet-stamp", self.given(api, CLERK, given), by=CLERK, status=409)
        api.get(f"/receipts/{paper[1]}/sheet", by=CLERK, status=404)


class TestForFew:
    """เฉพาะผู้เกี่ยวข้อง: the sheet of a letter for few grows, and is seen by those named in the unit alone."""

    NOTE = Note("acknowledge", "รับเรื่องไว้สอบสวน")

    @pytest.fixture
    def few(self, world):
        """Such a letter, issued by those it concerns and sent to one person of the district; his unit's paper."""
        office = world.office.web.office
        form = Incoming(
            subject="ร้องเรียน", number="กท ๐๔๐๑/๗๘", dated=date(2024, 3, 6), from_text="ผู้ร้อง", handling="concerned",
            named=("post:d54-edu.head",), confirm=("duplicate",),
        )  # fmt: skip
        with office.desk() as desk:
            head = office.actor(desk, HEAD)
            theirs = register_incoming(desk, office.actor(desk, "u-d54-edu-clerk"), unit="d54-edu", form=form).paper
            desk.tm.commit()
            desk.tm.begin()
            answer = Draft(subject="ส่งเรื่องร้องเรียน", to_text="ผู้อำนวยการเขต", body="ลับตา", addressees=("unit:d54",))
            letter = write_draft(desk, head, unit="d54-edu", form=answer, parent=theirs).id
            desk.tm.commit()
        world.office.sign(letter, pin=PASSWORD)
        with office.desk() as desk:
            there, head = records.letter_by_id(desk.root, letter), office.actor(desk, HEAD)
            (sent,) = send(desk, head, letter=there, named=(f"person:{FIRST}",))
            desk.tm.commit()
            desk.tm.begin()
            key = register_delivery(desk, office.actor(desk, CLERK), delivery=sent).paper.id
            desk.tm.commit()
        return key, id_text(key), id_text(letter)

    def test_grows_and_is_seen_by_those_named_only_at_every_door(self, world, people, few):
        key, paper, letter = few
        world.write(key, FIRST, self.NOTE)
        grown, api = world.look(key)["sheet"], Api(world.office.web)
        assert grown.startswith(world.look(key)["issued"])
        assert people[FIRST].get(f"/p/{paper}/sheet.pdf").body == grown
        assert people[FIRST].get(f"/p/{paper}/sheet/1.png").content_type == "image/png"
        assert api.get(f"/receipts/{paper}/sheet", by=FIRST).body == grown
        named = {FIRST: [f"sheet-d54-{paper}.pdf"], HEAD: []}
        for person, sheets in named.items():
            found = Person(world.office.web, person).get(f"/l/{letter}/verify.zip")
            with zipfile.ZipFile(io.BytesIO(found.body)) as opened:
                assert [name for name in opened.namelist() if name.startswith("sheet-")] == sheets
        for person in (CLERK, SECOND, "u-d54-asst", "u-opssec-clerk", HEAD):
            for path in (
                f"/p/{paper}",
                f"/p/{paper}/sheet.pdf",
                f"/p/{paper}/sheet/1.png",
                f"/p/{paper}/rendition.pdf",
            ):
                Person(world.office.web, person).get(path, status=404)
            for path in (f"/receipts/{paper}", f"/receipts/{paper}/sheet"):
                api.get(path, by=person, status=404)
            if person != HEAD:
                Person(world.office.web, person).get(f"/l/{letter}/verify.zip", status=404)

    def test_nobody_else_signs_on_it(self, world, few):
        for person in (SECOND, CLERK):
            assert world.refused(few[0], person, self.NOTE) == "not-found"
        assert world.refused(few[0], CLERK, None) == "not-found"
        assert world.look(few[0])["marks"] == ()

    def test_the_public_check_tells_nothing_of_the_letter(self, world, few):
        world.write(few[0], FIRST, self.NOTE)
        files, browser = [("file", "sheet.pdf", world.look(few[0])["sheet"])], world.office.web.browser()
        told = browser.post("/api/v1/verify", upload_files=files)
        assert (told.json["outcome"], told.json["register"]) == ("valid", None)
        assert "ร้องเรียน" not in told.text
