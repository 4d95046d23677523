"""หน้าลงนาม over HTTP: the issued letter is shown and given out, a cut-off signing is told, several by one code."""

import re

import pytest
from webtest import Upload

from saraban.core import idempotency
from saraban.documents.read_back import SheetDiffers, bare, read_pages
from saraban.letters import records
from saraban.signatures import issuing
from tests.common.api import Api
from tests.common.office import at
from tests.common.people import Person, fill
from tests.common.web import open_web

NAME = "นางสมมติ การศึกษาตัวอย่าง"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("signing"), **{"saraban.signing_sitting": "2"})
    web.office.clock.office = at(13, 9, 0)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def officer(web):
    return Person(web, "u-d54-edu-officer")


@pytest.fixture(scope="module")
def head(web):
    return Person(web, "u-d54-edu-head")


@pytest.fixture
def draft(officer):
    key = officer.write("/drafts/new", addressees=["unit:d54"], subject="ขอให้ส่งข้อมูล", body="ตามที่\nนั้น")
    form = officer.get(f"/l/{key}/propose").forms["act"]
    form["to_post"] = "d54-edu.head"
    form.submit(status=303)
    return key


def failing(*_given):
    raise SheetDiffers("x")


class TestIssued:
    def test_shown_and_given_out(self, web, head, draft):
        assert head.get(f"/l/{draft}/issued.pdf", status=404)
        head.sign(draft, NAME)
        page = head.get(f"/l/{draft}")
        assert "ลายมือชื่ออิเล็กทรอนิกส์ทั่วไป" in page.text
        given = head.get(f"/l/{draft}/issued.pdf")
        assert (given.content_type, given.body[:5]) == ("application/pdf", b"%PDF-")
        assert given.headers["Content-Disposition"].startswith("attachment")
        assert head.get(f"/l/{draft}/preview.pdf", status=303).location.endswith(f"/l/{draft}/issued.pdf")
        with_pages = head.get(f"/l/{draft}?sheet=issued")
        (picture,) = re.findall(rf"/l/{draft}/issued/\d+\.png", with_pages.text)
        assert head.get(picture).content_type == "image/png"
        head.get(f"/l/{draft}/issued/2.png", status=404)

    def test_the_office_keeps_a_copy_that_names_its_makers(self, head, officer, draft):
        head.get(f"/l/{draft}/office-copy.pdf", status=404)
        head.sign(draft, NAME)
        copy = "".join(page.text for page in read_pages(head.get(f"/l/{draft}/office-copy.pdf").body))
        for words in ("สำเนาคู่ฉบับ", "ผู้ร่าง", "ผู้พิมพ์", "ผู้ตรวจ", "นางสาวสมมติ วิชาการศึกษา"):
            assert bare(words) in copy

    def test_hidden_with_its_letter(self, web, head, draft):
        head.sign(draft, NAME)
        stranger = Person(web, "u-d53-clerk")
        for place in ("issued.pdf", "issued/1.png"):
            assert stranger.get(f"/l/{draft}/{place}", status=404)


class TestCutOff:
    def test_a_failure_is_told_and_the_number_held(self, head, draft, monkeypatch):
        with monkeypatch.context() as broken:
            broken.setattr(issuing, "set_letter", failing)
            form = head.get(f"/l/{draft}/sign").forms["sign"]
            refused = fill(form, typed_name=NAME, otp=head.web.code(head.name)).submit(status=500)
        head.web.later(seconds=30)
        held = re.search(r"เลขที่ (กท [๐-๙/]+) ลงวันที่", refused.text).group(1)
        assert held in head.get(f"/l/{draft}").text
        assert "เลขถัดไป" not in refused.text
        assert held in head.sign(draft, NAME).text

    def test_taken_out_by_hand(self, web, head, draft, monkeypatch):
        class Cut(BaseException):
            pass

        def cut(*_given):
            raise Cut

        with monkeypatch.context() as broken:
            broken.setattr(issuing, "set_letter", cut)
            form = head.get(f"/l/{draft}/sign").forms["sign"]
            with pytest.raises(Cut):
                fill(form, typed_name=NAME, otp=web.code(head.name)).submit()
        web.later(seconds=30)
        page = head.get(f"/l/{draft}")
        assert "การลงนามหนังสือฉบับนี้ครั้งก่อนไม่เสร็จสิ้น" in head.get(f"/l/{draft}/sign").text
        page.forms["do-bring-back"].submit(status=303)
        with web.office.desk() as desk:
            assert records.read_letter(desk.root, web.office.actor(desk, head.name), draft).state == "proposed"


class TestPressedTwice:
    """The second press of one form answers as the first, also where the record of the first was lost."""

    @pytest.fixture(autouse=True)
    def lost(self, monkeypatch):
        monkeypatch.setattr(idempotency, "_keep", lambda *_given: None)

    def test_one_letter(self, web, head, draft):
        form = fill(head.get(f"/l/{draft}/sign").forms["sign"], typed_name=NAME, otp=web.code(head.name))
        first = form.submit(status=303).location
        assert form.submit(status=303).location == first
        web.later(seconds=30)
        other = fill(form, typed_name=NAME + "ก", otp=web.code(head.name))
        other.submit(status=409)

    def test_a_sitting(self, web, head, draft):
        form = fill(head.get("/drafts/sign").forms["sign"], letters=[draft], typed_name=NAME, otp=web.code(head.name))
        first = form.submit(status=303).location
        assert form.submit(status=303).location == first
        web.later(seconds=30)


class TestSitting:
    @pytest.fixture
    def three(self, officer):
        keys = []
        for n in "๑๒๓":
            key = officer.write("/drafts/new", addressees=["unit:d54"], subject=f"เรื่องที่ {n}", body="ตามที่")
            form = officer.get(f"/l/{key}/propose").forms["act"]
            form["to_post"] = "d54-edu.head"
            form.submit(status=303)
            keys.append(key)
        return keys

    def sent(self, head, keys, **typed):
        form = head.get("/drafts/sign").forms["sign"]
        return fill(form, letters=keys, typed_name=NAME, otp=head.web.code(head.name), **typed)

    def test_one_code_signs_those_chosen(self, web, head, three):
        assert "/drafts/sign" in head.get("/drafts").text
        tray = head.get("/in-tray")
        assert 'href="/drafts/sign"' in tray.text
        assert "รับทราบ <kbd" not in tray.text  # nothing here is only to be read
        done = self.sent(head, three[:2]).submit(status=303).follow()
        web.later(seconds=30)
        assert "๒" in done.text
        numbers = [head.get(f"/l/{key}/issued.pdf") for key in three[:2]]
        assert all(one.body.startswith(b"%PDF-") for one in numbers)
        with web.office.desk() as desk:
            found = [records.read_letter(desk.root, web.office.actor(desk, head.name), key) for key in three]
            assert [x.state for x in found] == ["signed", "signed", "proposed"]
            assert found[0].signature.approval == found[1].signature.approval
            assert abs(found[1].entry[3] - found[0].entry[3]) == 1

    def test_more_than_are_allowed_or_none_at_all(self, head, three):
        for keys in (three, []):
            assert "๒ ฉบับ" in self.sent(head, keys).submit(status=422).text

    def test_one_that_changed_meanwhile_stops_all(self, web, head, officer, three):
        form = self.sent(head, three[:2])
        officer.press(officer.get(f"/l/{three[0]}"), f"/l/{three[0]}/recall")
        fill(officer.get(f"/l/{three[0]}/edit").forms["draft"], body="อย่างอื่น").submit(status=303)
        form.submit(status=409)
        assert head.get(f"/l/{three[1]}/issued.pdf", status=404)

    def test_letters_from_a_list_are_signed_by_twos(self, web, head, officer):
        source = officer.write(
            "/drafts/new", addressees=[], subject="เชิญ {{ชื่อ}}", to_text="{{ชื่อ}}", body="ขอเชิญ {{ชื่อ}}"
        )
        form = officer.get(f"/merge?letter={source}").forms["merge"]
        form["upload"], form["mode"] = Upload("list.csv", "ชื่อ\nนายหนึ่ง\nนายสอง\nนายสาม\n".encode()), "each"
        place = form.submit("act", value="make", status=303).location
        assert "/drafts/sign?merge=" not in officer.get(place).text
        way = re.search(r"/drafts/sign\?merge=\w+", head.get(place).text)[0]
        page = head.get(way)
        assert "อีก ๑ ฉบับ" in page.text
        form = page.forms["sign"]
        assert [box.checked for box in form.fields["letters"]] == [True, True]
        assert "นายหนึ่ง" in page.text
        assert "นายสาม" not in page.text
        refused = fill(form, letters=[], typed_name=NAME, otp="000000").submit(status=422).forms["sign"]
        assert not any(box.checked for box in refused.fields["letters"])
        form = head.get(way).forms["sign"]
        after = fill(form, typed_name=NAME, otp=web.code(head.name)).submit(status=303)
        web.later(seconds=30)
        assert after.location.endswith(way)
        form = after.follow().forms["sign"]
        done = fill(form, typed_name=NAME, otp=web.code(head.name)).submit(status=303)
        web.later(seconds=30)
        assert done.location.endswith(place.rpartition("/")[2])
        assert "/drafts/sign?merge=" not in done.follow().text
        Person(web, "u-d53-clerk").get(way, status=404)

    def test_by_a_program(self, web, head, three):
        api = Api(web)
        seen = {key: api.get(f"/letters/{key}", by=head.name)["seen"] for key in three}
        asked = [{"id": key, "seen": seen[key]} for key in three]
        body = {"letters": asked[:2], "otp": web.code(head.name), "typed_name": NAME}
        done = api.post("/signings", body, by=head.name, key="sitting-1")
        web.later(seconds=30)
        assert [one["state"] for one in done["letters"]] == ["signed", "signed"]
        assert api.post("/signings", body, by=head.name, key="sitting-1").json == done.json
        twice = {**body, "letters": [asked[2], asked[2]], "otp": web.code(head.name)}
        assert api.post("/signings", twice, by=head.name, status=422)["field"] == "letters"
        whole = api.get(f"/letters/{three[0]}", by=head.name)
        assert (whole["issued"]["media_type"], whole["held"]) == ("application/pdf", None)
