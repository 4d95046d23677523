"""The pages of classified letters over HTTP: registering, reading, every act and its refusals."""

import re

import pytest
from webtest import Upload

from saraban.core.ids import id_value
from saraban.ui.vault import acts
from tests.common import vault
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.vault import CANARY, CLERK, DIRECTOR, HEAD, ORDER, OTHER, REGISTRAR
from tests.common.web import open_web

FORM = "/secret/register/d54"
TYPED = {
    "level": "secret",
    "number": "ตย 0009/ล 4",
    "dated": "๔ มี.ค. ๖๗",
    "from_text": "หน่วยงานตัวอย่าง",
    "to_text": "ผู้อำนวยการเขตหนองจอก",
    "subject": CANARY,
    "sheets": "๑ ชุด ๒ แผ่น",
    "body": f"ข้อความ {CANARY}\nบรรทัดที่สอง",
    "enclosures": "แผนผัง ๑ แผ่น",
}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("secret"))
    web.office.clock.office = at(8, 9, 0)
    vault.clear(web)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def people(web):
    known = {}

    def person(name):
        found = known.setdefault(name, None) or Person(web, name)
        known[name] = found
        return found

    return person


def named(web, key):
    with web.office.desk() as desk:
        return [n.person for n in desk.root["vault"].papers[id_value(key)].named]


@pytest.fixture
def registrar(people):
    return fresh(people(REGISTRAR))


@pytest.fixture
def director(people):
    return fresh(people(DIRECTOR))


@pytest.fixture
def key(web):
    return vault.register(web.office, name=(DIRECTOR,))


def fresh(person):
    """Give the phone's code again, as somebody does who wants to read; the note of it is read away."""
    person.web.later(seconds=30)
    form = person.get("/me/step-up?back=/secret").forms["step-up"]
    form["otp"] = person.web.code(person.name)
    form.submit(status=303).follow()
    return person


def openings(web, key):
    with web.office.desk() as desk:
        papers = desk.root["vault"].papers
        return len(next(p for p in papers.values() if p.key == key).openings)


def letters(web):
    with web.office.desk() as desk:
        return len(desk.root["vault"].letters)


class TestRegistering:
    def test_a_letter_gets_its_numbers_and_is_shown(self, web, registrar):
        form = fill(registrar.get(FORM).forms["secret"], **TYPED)
        form["files"] = [Upload("ลับ.txt", f"ในไฟล์ {CANARY}".encode(), "text/plain")]
        page = form.submit(status=303).follow()
        text = page.html.select_one("main").text
        assert "เลขทะเบียนรับลับ" in text
        marks = [m.text.strip() for m in page.html.select(".secret-mark")]
        assert marks == ["ลับมาก", "ลับมาก"]
        for words in (CANARY, "บรรทัดที่สอง", "แผนผัง ๑ แผ่น", "๑ ชุด ๒ แผ่น", "๔ มีนาคม ๒๕๖๗", "ตย ๐๐๐๙/ล ๔"):
            assert words in text, words
        assert page.headers["Cache-Control"] == "no-store, private"
        file = page.html.select_one("#files a[download]")["href"]
        bytes_of = registrar.get(file)
        assert bytes_of.body.decode() == f"ในไฟล์ {CANARY}"
        assert bytes_of.headers["Cache-Control"] == "no-store, private"
        assert bytes_of.headers["Content-Disposition"].startswith("attachment")
        assert "เปิดไฟล์" in registrar.get(page.request.path).html.select_one("#openings").text

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"level": "top_secret"}, "ลับที่สุด"),
            ({"number": "ตย 0009/ลส 4"}, "ลส"),
            ({"level": ""}, "เลือกชั้นความลับ"),
            ({"level": "open"}, "ลับ"),
            ({"subject": " "}, "เรื่อง"),
            ({"dated": "๓๑ ก.พ. ๖๗"}, "๓๑ ก.พ. ๖๗"),
            ({"dated": "๙ มี.ค. ๖๗"}, "วัน"),
            ({"from_text": "ก" * 400}, "300"),
        ],
    )
    def test_a_refused_form_keeps_what_was_typed_and_stores_nothing(self, web, registrar, change, said):
        before = letters(web)
        form = registrar.get(FORM).forms["secret"]
        typed = {**TYPED, **change, "csrf_token": form["csrf_token"].value, "request_id": form["request_id"].value}
        again = registrar.browser.post(FORM, typed, status=422)
        assert said in again.html.select_one("main").text.replace("๓๐๐", "300")
        assert again.forms["secret"]["number"].value == typed["number"]
        assert letters(web) == before

    def test_files_are_asked_for_again(self, web, registrar):
        form = fill(registrar.get(FORM).forms["secret"], **{**TYPED, "subject": ""})
        form["files"] = [Upload("ลับ.txt", b"x", "text/plain")]
        again = form.submit(status=422)
        assert "โปรดเลือกไฟล์อีกครั้ง" in again.text
        directory = web.office.registry.saraban.var / "arrivals"
        assert not directory.exists() or not list(directory.iterdir())

    def test_a_file_that_is_not_taken_leaves_no_letter(self, web, registrar):
        before = letters(web)
        form = fill(registrar.get(FORM).forms["secret"], **TYPED)
        form["files"] = [Upload("โปรแกรม.exe", b"MZ\x90\x00" + bytes(200), "application/octet-stream")]
        form.submit(status=422)
        assert letters(web) == before

    def test_the_same_press_twice_registers_once(self, web, registrar):
        before = letters(web)
        form = fill(registrar.get(FORM).forms["secret"], **TYPED)
        first, second = form.submit(status=303), form.submit(status=303)
        assert first.location == second.location
        assert letters(web) == before + 1

    def test_only_the_secret_registrar_has_the_form(self, director):
        director.get(FORM, status=404)
        director.get("/secret/register", status=404)

    def test_the_short_address_leads_to_the_own_registry(self, registrar):
        assert registrar.get("/secret/register").location.endswith(FORM)


class TestPhone:
    def test_a_code_that_is_too_old_is_asked_for_and_leads_back(self, web, people, key):
        reader = people(DIRECTOR)
        web.later(minutes=16)
        asked = reader.get(f"/secret/p/{key}", status=303)
        assert asked.location.endswith(f"/me/step-up?back=%2Fsecret%2Fp%2F{key}")
        form = asked.follow().forms["step-up"]
        form["otp"] = "000000"
        form = form.submit(status=422).forms["step-up"]
        form["otp"] = web.code(DIRECTOR)
        done = form.submit(status=303)
        assert done.location.endswith(f"/secret/p/{key}")
        assert CANARY in done.follow().text

    def test_no_other_host_is_gone_to(self, people):
        page = people(DIRECTOR).get("/me/step-up?back=https://elsewhere.example/secret")
        assert page.forms["step-up"]["back"].value == "/me"

    def test_a_form_keeps_its_words_until_the_code_is_there(self, web, registrar, key):
        form = registrar.get(f"/secret/p/{key}/note").forms["act"]
        fill(form, act="propose", text="เพื่อโปรดพิจารณาสั่งการ")
        web.later(minutes=16)
        before = openings(web, key)
        again = form.submit(status=403)
        assert again.forms["act"]["text"].value == "เพื่อโปรดพิจารณาสั่งการ"
        assert CANARY not in again.text
        link = again.html.select_one('a[href^="/me/step-up"]')["href"]
        assert openings(web, key) == before
        step = registrar.get(link).forms["step-up"]
        step["otp"] = web.code(REGISTRAR)
        step.submit(status=303).follow()
        stale = again.forms["act"].submit(status=400)
        assert "เพื่อโปรดพิจารณาสั่งการ" in stale.text
        done = stale.forms["again"].submit(status=303).follow()
        assert "เพื่อโปรดพิจารณาสั่งการ" in done.html.select_one(".sheet-notes").text


class TestList:
    def test_subjects_are_shown_with_a_fresh_code_only(self, web, people, key):
        reader = fresh(people(DIRECTOR))
        page = reader.get("/secret")
        assert f"/secret/p/{key}" in page.text
        assert CANARY in page.text
        web.later(minutes=16)
        page = reader.get("/secret")
        assert f"/secret/p/{key}" in page.text
        assert CANARY not in page.text
        assert page.html.select_one('a[href="/me/step-up?back=%2Fsecret"]')

    def test_it_is_searched_without_an_address(self, web, director, key):
        page = director.get("/secret")
        form = page.forms["find-secret"]
        form["query"] = CANARY
        found = form.submit()
        assert found.request.path == "/secret/find"
        assert f"/secret/p/{key}" in found.text
        form["query"] = "ไม่มีคำนี้"
        assert "ไม่พบหนังสือ" in form.submit().text
        form["query"] = ""
        assert f"/secret/p/{key}" in form.submit().text
        web.later(minutes=16)
        form["query"] = CANARY
        refused = form.submit(status=403)
        assert f"/secret/p/{key}" not in refused.text
        assert refused.html.select_one('a[href^="/me/step-up"]')


class TestWhatWaits:
    def waits(self, who, key):
        page = who.get("/secret").html
        lying = page.select_one(f'#lying a[href="/secret/p/{key}"]') is not None
        told = who.get("/in-tray").html.select_one('#waiting-elsewhere a[href="/secret"]') is not None
        assert told or not lying, "the in-tray leads there as long as something lies with one"
        assert (page.select_one(f'#named a[href="/secret/p/{key}"]') is not None) is not lying
        return lying

    def test_it_lies_with_whoever_has_the_next_word(self, people, registrar, director, key):
        assert self.waits(registrar, key)  # to be put before somebody
        assert not self.waits(director, key)
        TestActs().act(registrar, key, "note", act="propose", text="เพื่อโปรดพิจารณา")
        assert not self.waits(registrar, key)
        assert self.waits(director, key)
        TestActs().act(director, key, "note", act="order", text="อนุมัติ")
        assert self.waits(registrar, key)  # to be carried out
        assert not self.waits(director, key)
        TestActs().act(registrar, key, "close", result="ดำเนินการแล้ว")
        assert not self.waits(registrar, key)

    def test_the_menu_counts_what_lies_with_one(self, registrar, key):
        def count():
            found = registrar.get("/in-tray").html.select_one('nav a[href="/secret"] .badge-count')
            return int(found.get_text().strip().split()[0]) if found else 0

        before = count()
        TestActs().act(registrar, key, "note", act="propose", text="เพื่อโปรดพิจารณา")
        assert count() == before - 1

    def test_who_is_not_named_is_told_nothing(self, people, web):
        web.open_account(CLERK)
        assert "/secret" not in people(CLERK).get("/in-tray").text

    def test_a_letter_put_before_nobody_who_reads_it_is_said(self, web, people):
        alone = vault.register(web.office)
        said = "ยังไม่มีผู้อื่นที่มีรายชื่อและสั่งการได้"
        page = TestActs().act(fresh(people(REGISTRAR)), alone, "note", act="propose", text="เพื่อโปรดพิจารณา")
        assert said in page.text
        assert page.html.select_one(f'.notes a[href="/secret/p/{alone}/name"]') is not None or said in page.text
        page = TestActs().act(people(REGISTRAR), alone, "name", persons=[DIRECTOR], why="เสนอ")
        assert said not in TestActs().act(people(REGISTRAR), alone, "note", act="propose", text="เพื่อโปรดพิจารณา").text


class TestActs:
    def act(self, who, key, what, status=303, **fields):
        form = who.get(f"/secret/p/{key}/{what}").forms["act"]
        assert CANARY not in form.text
        answer = fill(form, **fields).submit(status=status)
        return answer.follow() if status == 303 else answer

    def test_of_many_some_are_shown_and_the_others_are_found(self, web, registrar, key, monkeypatch):
        before = named(web, key)
        monkeypatch.setattr(acts, "MOST_SHOWN", 2)
        self.act(registrar, key, "level", level="open", instrument="คำสั่งที่ ๒", why="หมดเหตุ")
        form = registrar.get(f"/secret/p/{key}/name").forms["act"]
        assert len(form.fields["persons"]) == 2
        other = form.fields["persons"][0]
        other.checked = True
        form["find"], form["why"] = "ธุรการ", "ลงทะเบียนปกติ"
        again = form.submit("look", status=200)
        found = again.forms["act"]
        assert found.fields["persons"][0].checked  # what was chosen stays in sight
        assert found["why"].value == "ลงทะเบียนปกติ"
        shown = again.html.select(".choices label")
        assert 2 <= len(shown) <= 3
        assert all("ธุรการ" in label.text for label in shown[1:])
        found["find"] = "ไม่มีใครชื่อนี้"
        none = found.submit("look", status=200)
        assert len(none.html.select(".choices label")) == 1
        assert named(web, key) == before  # looking has named nobody

    def test_notes_of_those_named(self, registrar, director, key):
        page = self.act(registrar, key, "note", act="propose", text="เพื่อโปรดพิจารณา", to="ผู้อำนวยการเขต")
        assert "เพื่อโปรดพิจารณา" in page.html.select_one(".sheet-notes").text
        form = registrar.get(f"/secret/p/{key}/note").forms["act"]
        assert "order" not in [option[0] for option in form["act"].options]
        page = self.act(director, key, "note", act="order", text="ดำเนินการ\nโดยด่วน")
        assert "โดยด่วน" in page.html.select_one(".sheet-notes").text
        assert "รับทราบ" in self.act(director, key, "note", act="acknowledge").html.select_one(".sheet-notes").text

    def test_an_empty_note_is_refused(self, registrar, key):
        assert 'href="#f-text"' in self.act(registrar, key, "note", 422, act="propose", text=" ").text

    def test_a_person_is_named_with_a_reason_and_taken_off_again(self, web, registrar, director):
        confidential = vault.door.SecretIncoming(level="confidential", subject=CANARY)
        key = vault.register(web.office, confidential)
        director.get(f"/secret/p/{key}", status=404)
        again = self.act(registrar, key, "name", 422, persons=[DIRECTOR])
        assert [box.checked for box in again.forms["act"].fields["persons"] if box._value == DIRECTOR] == [True]
        page = self.act(registrar, key, "name", persons=[DIRECTOR, HEAD], why="เพื่อสั่งการ")
        assert "เพื่อสั่งการ" in page.html.select_one("#readers").text
        assert CANARY in director.get(f"/secret/p/{key}").text
        page = self.act(registrar, key, "unname", person=DIRECTOR, why="พ้นหน้าที่")
        assert "พ้นหน้าที่" in page.html.select_one("#readers").text
        director.get(f"/secret/p/{key}", status=404)

    def test_only_the_cleared_can_be_named(self, registrar, key):
        form = registrar.get(f"/secret/p/{key}/name").forms["act"]
        assert "persons" not in form.fields
        token = {"csrf_token": form["csrf_token"].value, "why": "x"}
        for person in (HEAD, CLERK, "nobody"):
            registrar.browser.post(f"/secret/p/{key}/name", {**token, "persons": person}, status=422)

    def test_copies(self, registrar, key):
        assert 'href="#f-count"' in self.act(registrar, key, "copies", 422, count="x", why="ผู้อำนวยการ").text
        page = self.act(registrar, key, "copies", count="๒", why="ผู้อำนวยการ")
        assert "ทำสำเนา ๒ ชุด: ผู้อำนวยการ" in page.html.select_one("#facts").text

    def test_the_level_is_changed_and_the_old_mark_struck(self, registrar, key):
        refused = self.act(registrar, key, "level", 422, level="confidential", instrument="", why="หมดเหตุ")
        assert refused.forms["act"]["why"].value == "หมดเหตุ"
        page = self.act(registrar, key, "level", level="confidential", instrument=ORDER, why="หมดเหตุ")
        mark = page.html.select_one(".secret-mark")
        assert (mark.s.text, mark.text.replace(mark.s.text, "").strip()) == ("ลับมาก", "ลับ")
        form = registrar.get(f"/secret/p/{key}/level").forms["act"]
        top = {"csrf_token": form["csrf_token"].value, "level": "top_secret", "why": "x", "instrument": "x"}
        assert "ลับที่สุด" in registrar.browser.post(f"/secret/p/{key}/level", top, status=422).text

    def test_it_is_closed_with_its_result(self, registrar, key):
        self.act(registrar, key, "close", 422, result=" ")
        page = self.act(registrar, key, "close", result="ดำเนินการแล้ว")
        assert "ดำเนินการแล้ว" in page.html.select_one("#facts").text
        registrar.get(f"/secret/p/{key}/close", status=404)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        again = registrar.browser.post(f"/secret/p/{key}/note", {"csrf_token": token, "act": "propose"}, status=409)
        assert CANARY not in again.text

    def test_a_named_reader_does_no_work_of_the_registry(self, director, key):
        page = director.get(f"/secret/p/{key}")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        for act in ("copies", "send", "level", "close", "open"):
            assert f"/secret/p/{key}/{act}" not in page.text
            director.get(f"/secret/p/{key}/{act}", status=404)
            answer = director.browser.post(f"/secret/p/{key}/{act}", {"csrf_token": token, "count": "1"}, status="*")
            assert answer.status_int in {404, 409}, act

    def test_the_ended_secrecy_leads_into_the_ordinary_book(self, registrar, key, people, web):
        page = self.act(registrar, key, "level", level="open", instrument=ORDER, why="หมดเหตุ")
        assert "ยกเลิกชั้นความลับแล้ว" in page.text
        with web.office.desk() as desk:
            now = web.office.clock.now()
            vault.door.name(
                desk, web.office.actor(desk, REGISTRAR), key, persons=[CLERK], why="ลงทะเบียนปกติ", proved_at=now
            )
            desk.tm.commit()
        clerk = fresh(people(CLERK))
        done = self.act(clerk, key, "open")
        assert done.request.path.startswith("/p/")
        assert CANARY in done.text
        assert done.request.path in clerk.get(f"/secret/p/{key}").text
        clerk.get(f"/secret/p/{key}/open", status=404)


class TestSending:
    def test_it_goes_to_the_other_registrar_by_name_and_is_received_there(self, web, registrar, people, key):
        form = registrar.get(f"/secret/p/{key}/send").forms["act"]
        again = fill(form, text="เพื่อทราบ").submit(status=422)
        assert again.forms["act"]["text"].value == "เพื่อทราบ"
        form = again.forms["act"]
        form.fields["receivers"][0].checked = True
        page = form.submit(status=303).follow()
        assert "เลขทะเบียนส่งลับ ๑" in page.html.select_one("#facts").text

        other = fresh(people(OTHER))
        waiting = other.get("/secret").html.select_one("#waiting a")["href"]
        shown = other.get(waiting)
        assert CANARY not in shown.text
        registrar.get(waiting, status=404)
        long = fill(shown.forms["secret"], remark="ก" * 600).submit(status=422)
        assert CANARY not in long.text
        there = fill(long.forms["secret"], remark="เก็บตู้ ๓").submit(status=303).follow()
        assert "ของเขตเท่านั้น" not in there.text
        assert CANARY in there.text
        assert "เพื่อทราบ" in there.html.select_one("#facts").text
        assert "เก็บตู้ ๓" in there.html.select_one("#facts").text
        other.get(waiting, status=409)
        assert "ลงทะเบียนรับแล้ว" in registrar.get(f"/secret/p/{key}").html.select_one("#facts").text


class TestOrdinaryForm:
    RECEIVE = "/receive/d54"

    def send(self, person, **fields):
        typed = {"subject": CANARY, "number": "ตย 1/ล 1", **fields}
        form = fill(person.get(self.RECEIVE).forms["receive"], **typed)
        form["files"] = [Upload("ลับ.txt", CANARY.encode(), "text/plain")]
        return form.submit(status=422)

    def test_others_are_told_whom_to_give_it_to(self, web, people):
        page = self.send(people(CLERK), secrecy="secret")
        said = page.html.select_one("#referred").text
        assert "นายทะเบียนข้อมูลข่าวสารลับ" in said
        assert not page.html.select_one("#referred button")
        directory = web.office.registry.saraban.var / "arrivals"
        assert not [p for p in directory.iterdir() if CANARY.encode() in p.read_bytes()]

    @pytest.mark.parametrize("other", [{"dated": "เมื่อวาน"}, {"subject": ""}, {"answer_by": "31/2/2567"}])
    def test_no_file_stays_though_something_else_is_wrong_too(self, web, people, other):
        self.send(people(CLERK), secrecy="secret", **other)
        directory = web.office.registry.saraban.var / "arrivals"
        assert not [p for p in directory.iterdir() if CANARY.encode() in p.read_bytes()]

    def test_top_secret_is_referred_to_nobody(self, people):
        assert not self.send(people(CLERK), secrecy="top_secret").html.select_one("#referred")

    def test_the_words_go_into_the_secret_form(self, registrar):
        form = registrar.get(FORM).forms["secret"]
        typed = {"csrf_token": form["csrf_token"].value, "carry": "1", "secrecy": "confidential", "subject": CANARY}
        carried = registrar.browser.post(FORM, typed, status=200).forms["secret"]
        assert (carried["level"].value, carried["subject"].value) == ("confidential", CANARY)


class TestStaleForm:
    def test_files_are_not_left_out_unnoticed(self, registrar):
        form = fill(registrar.get(FORM).forms["secret"], **TYPED)
        form["files"] = [Upload("ลับ.txt", b"x", "text/plain")]
        form["csrf_token"] = "old"
        again = form.submit(status=400).forms["again"]
        assert again["subject"].value == CANARY
        again["files"] = [Upload("ลับ.txt", CANARY.encode(), "text/plain")]
        page = again.submit(status=303).follow()
        assert registrar.get(page.html.select_one("#files a[download]")["href"]).body.decode() == CANARY


class TestFileForText:
    @pytest.mark.parametrize(("address", "name"), [(FORM, "secret"), ("/receive/d54", "receive")])
    def test_refused_with_nothing_stored(self, web, people, registrar, address, name):
        person = registrar if address == FORM else people(CLERK)
        before = letters(web)
        form = person.get(address).forms[name]
        fields = {"csrf_token": form["csrf_token"].value, "request_id": form["request_id"].value, "number": "ตย 1"}
        files = [("subject", "a.txt", b"a")]
        answer = person.browser.post(address, fields, upload_files=files, status=400)
        assert "Traceback" not in answer.text
        assert letters(web) == before
