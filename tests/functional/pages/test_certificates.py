"""ใบรับรองของผู้ลงนาม over HTTP: an administrator enrols, renews, revokes; a person sees his own and puts a picture up."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image, ImageDraw

from saraban.people.service import find_person, rename_person, spell_person
from saraban.signatures.certificates import certificate_for, current_of, days_left, end_key, history_of, state_of
from saraban.signatures.ending import endings_for
from saraban.signatures.files_of_keys import KeyFiles
from saraban.signatures.images import image_in_use, proposed_image
from saraban.signatures.interfaces import PKCS12
from saraban.signatures.keys import KeyStores
from tests.common.api import Api
from tests.common.authority import PASSWORD, running
from tests.common.people import Person
from tests.common.signed_letters import room_of
from tests.common.web import open_web

HEAD, ADMIN = "u-d54-edu-head", "u-d54-admin"
PAGE = f"/admin/certificates/{HEAD}"


def picture(wide=200, high=80, kind="PNG", **options):
    image = Image.new("RGB", (wide, high), "white")
    ImageDraw.Draw(image).line((10, 10, wide - 10, high - 10), fill="black", width=3)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def spell(web, name):
    with web.office.desk() as desk:
        spell_person(desk.root, HEAD, name)
        desk.tm.commit()


@contextmanager
def renamed(web, name):
    with web.office.desk() as desk:
        before = find_person(desk.root, HEAD).name
        rename_person(desk.root, HEAD, name)
        desk.tm.commit()
    yield
    with web.office.desk() as desk:
        rename_person(desk.root, HEAD, before)
        desk.tm.commit()


@contextmanager
def put(clock, real):
    before, clock.real = clock.real, real
    yield
    clock.real = before


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as started:
        yield started


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("certificates"))
    web.office.clock.real = datetime.now(UTC)
    yield web
    web.office.close()


@pytest.fixture
def web(opened, authority):
    stores = KeyStores({PKCS12: KeyFiles(authority.directory, PASSWORD)})
    opened.office.registry.signing_room = replace(room_of(authority), stores=stores)
    yield opened
    with opened.office.desk() as desk:
        spell_person(desk.root, HEAD, "")
        for kept in ("certificates", "hand_images"):
            desk.root[kept].__init__()
        desk.tm.commit()


@pytest.fixture(scope="module")
def people(opened):
    return {who: Person(opened, who) for who in (ADMIN, HEAD)}


@pytest.fixture
def admin(web, people):
    return people[ADMIN]


@pytest.fixture
def head(web, people):
    return people[HEAD]


def look(page, key="director", number="100-3"):
    form = page.forms["look"]
    form["key"], form["number"] = key, number
    return form.submit(status="*")


def enrol(admin, key="director", number="100-3"):
    form = look(admin.get(PAGE), key, number).forms["confirm"]
    return form.submit("act", status=303).follow()


class TestEnrolling:
    def test_the_certificate_is_shown_before_it_is_put_down(self, web, admin):
        page = look(admin.get(PAGE))
        told = page.html.find(id="confirm").get_text(" ", strip=True)
        for words in (
            "นางสมมติ การศึกษาตัวอย่าง",
            "100-3",
            "duangkaeo@office.example",
            "มาตรา ๒๖ และ ๒๘ ผู้ให้บริการออกใบรับรอง",
        ):
            assert words in told
        with web.office.desk() as desk:
            assert history_of(desk.root, HEAD) == []

    def test_is_used_from_then_on(self, web, admin, head):
        page = enrol(admin)
        assert "ลงทะเบียนใบรับรองแล้ว" in page.text
        assert "นางสมมติ การศึกษาตัวอย่าง" in page.html.find(id="current").get_text()
        with web.office.desk() as desk:
            assert certificate_for(desk.root, HEAD, web.office.clock.real).key.name == "director"
        assert "นางสมมติ การศึกษาตัวอย่าง" in head.get("/me/certificate").text
        assert "นางสมมติ การศึกษาตัวอย่าง" not in admin.get("/me/certificate").text

    def test_pressing_twice_enrols_once(self, web, admin):
        form = look(admin.get(PAGE)).forms["confirm"]
        first, second = form.submit("act", status=303), form.submit("act", status=303)
        assert first.location == second.location
        with web.office.desk() as desk:
            assert len(history_of(desk.root, HEAD)) == 1

    def test_a_refusal_says_what_is_wrong_and_keeps_what_was_typed(self, admin):
        page = look(admin.get(PAGE), number="100-1")
        assert page.status_int == 422
        assert "ในใบรับรองไม่มีหมายเลข 100-1" in page.html.find(id="f-number-error").text
        assert page.forms["look"]["key"].value == "director"
        assert "confirm" not in page.forms

    def test_not_without_a_key_store(self, web, admin):
        web.office.registry.signing_room = replace(web.office.registry.signing_room, stores=KeyStores({}))
        page = admin.get(PAGE)
        assert "ยังไม่ได้ตั้งค่าคลังกุญแจ" in page.text
        assert "look" not in page.forms

    def test_not_ones_own(self, admin):
        assert "look" not in admin.get(f"/admin/certificates/{ADMIN}").forms

    def test_hidden_from_who_does_not_look_after_the_person(self, web, admin, head):
        assert head.get(PAGE, status=404)
        assert head.get("/admin/certificates", status=404)
        strange = admin.get("/admin/certificates/u-d53-head", status=404)
        nobody = admin.get("/admin/certificates/u-nobody", status=404)
        told, other = (re.sub("[0-9a-f]{12}", "", page.html.main.text) for page in (strange, nobody))
        assert told == other


class TestListing:
    def test_by_their_end_and_those_that_end_soon(self, web, admin):
        enrol(admin)
        assert HEAD in admin.get("/admin/certificates").text
        assert "ไม่มี" in admin.get("/admin/certificates?show=ending").text
        with web.office.desk() as desk:
            end = history_of(desk.root, HEAD)[0].until
        with put(web.office.clock, end):
            page = Person(web, "u-bma-admin").get("/admin/certificates?show=ending")
        assert HEAD in page.text
        assert "หมดอายุแล้ว" in page.text

    def test_opens_a_person_by_the_sign_in_name(self, admin):
        assert admin.get(f"/admin/certificates?person={HEAD}", status=303).location.endswith(PAGE)
        assert "ไม่มีบุคคลที่ใช้ชื่อผู้ใช้นี้" in admin.get("/admin/certificates?person=u-d53-head").text


class TestNames:
    def test_one_that_is_anothers_by_now_is_shown_and_signs_nothing(self, web, admin, head):
        enrol(admin)
        assert "ชื่อไม่ตรง" not in admin.get("/admin/certificates").text
        with renamed(web, "นางอื่น ตัวอย่าง"):
            assert "ชื่อไม่ตรง" in admin.get("/admin/certificates").text
            assert "ชื่อในใบรับรองไม่ตรงกับชื่อของบุคคลนี้ในทะเบียน" in admin.get(PAGE).text
            assert "ชื่อในใบรับรองไม่ตรงกับชื่อของท่านในทะเบียน" in head.get("/me/certificate").text
            spell(web, "Mrs. นางสมมติ การศึกษาตัวอย่าง")
            assert "ชื่อไม่ตรง" not in admin.get("/admin/certificates").text


class TestByAProgram:
    def test_ones_own_with_their_state_and_days(self, web, admin, head):
        api = Api(web)
        assert api.get("/me/certificates", by=HEAD)["items"] == []
        enrol(admin)
        (one,) = api.get("/me/certificates", by=HEAD)["items"]
        assert (one["name"], one["number"], one["level"]) == ("นางสมมติ การศึกษาตัวอย่าง", "100-3", "section-28")
        assert (one["state"], one["revoked_since"]) == ("valid", None)
        assert one["days_left"] in {729, 730}
        assert api.get("/me/certificates", by=ADMIN)["items"] == []
        spell(web, "แสนดี ตัวอย่าง")
        enrol(admin, "section", "100-2")
        assert [(x["state"], x["days_left"] is None) for x in api.get("/me/certificates", by=HEAD)["items"]] == [
            ("valid", False),
            ("replaced", True),
        ]
        api.call("GET", "/me/certificates", status=401)
        for method in ("POST", "PUT", "PATCH"):
            assert api.web.browser().request("/api/v1/me/certificates", method=method, status="*").status_int in {
                404,
                405,
            }

    def test_every_state(self, web, admin):
        enrol(admin)
        with web.office.desk() as desk:
            found = current_of(desk.root, HEAD)
            told = [
                state_of(desk.root, found, moment)
                for moment in (
                    found.since - timedelta(seconds=1),
                    found.since,
                    found.until - timedelta(days=60),
                    found.until - timedelta(seconds=1),
                    found.until,
                )
            ]
            assert told == ["not-begun", "valid", "ends-soon", "ends-soon", "ended"]
            assert [days_left(found, found.until - timedelta(days=n)) for n in (30, 1, 0, -1)] == [30, 1, 0, 0]
            rename_person(desk.root, HEAD, "นางอื่น ตัวอย่าง")
            assert state_of(desk.root, found, found.since) == "other-name"
            found.revoked_at = found.since
            assert state_of(desk.root, found, found.until) == "revoked"


class TestEnding:
    def test_holder_and_who_enrolled_it_see_it_in_the_in_tray(self, web, admin, head):
        enrol(admin)
        assert not admin.get("/in-tray").html.find(id="certificates-ending")
        with web.office.desk() as desk:
            kept, found = desk.root["certificates"], current_of(desk.root, HEAD)
            del kept.ends[end_key(found.until), found.n]
            found.until = web.office.clock.real + timedelta(days=20)
            kept.ends[end_key(found.until), found.n] = found.n
            desk.tm.commit()
            (own,), (others,) = endings_for(desk, HEAD), endings_for(desk, ADMIN)
            assert (own.is_own, others.is_own, own.record.n) == (True, False, others.record.n)
        for person, href in ((head, "/me/certificate"), (admin, PAGE)):
            assert person.get("/in-tray").html.find(id="certificates-ending").find("a")["href"] == href


class TestRenewing:
    def test_the_old_one_stays_as_history(self, web, admin):
        enrol(admin)
        page = look(admin.get(PAGE), "section", "100-2")
        assert page.status_code == 422
        assert "ใบรับรองออกให้แก่ “นายแสนดี ตัวอย่าง”" in page.html.find(id="f-key-error").text
        spell(web, "SAENDEE  ตัวอย่าง")
        assert look(admin.get(PAGE), "section", "100-2").status_code == 422
        spell(web, "แสนดี ตัวอย่าง")
        page = enrol(admin, "section", "100-2")
        assert "ต่ออายุใบรับรองแล้ว" in page.text
        assert "นายแสนดี" in page.html.find(id="current").get_text()
        assert "นางสมมติ การศึกษาตัวอย่าง" in page.html.find(id="past").get_text()


class TestRevoking:
    def test_with_reason_and_moment(self, web, admin):
        form = enrol(admin).forms["revoke"]
        form["why"] = "กุญแจหาย"
        page = form.submit(status=303).follow()
        past = page.html.find(id="past").get_text()
        assert "กุญแจหาย" in past
        assert "เพิกถอน" in past
        with web.office.desk() as desk:
            assert certificate_for(desk.root, HEAD, web.office.clock.real) is None

    def test_not_without_a_reason(self, admin):
        page = enrol(admin).forms["revoke"].submit(status=422)
        assert page.html.find(id="f-why-error")

    def test_not_from_a_moment_to_come(self, admin):
        form = enrol(admin).forms["revoke"]
        form["why"], form["since"], form["since_time"] = "กุญแจหาย", "1 ม.ค. 2600", "09:00"
        assert form.submit(status=422).html.find(id="f-since-error")

    def test_not_another_persons(self, admin):
        form = enrol(admin).forms["revoke"]
        form["why"] = "กุญแจหาย"
        form.action = "/admin/certificates/u-d54-works-head"
        form.submit(status=404)

    def test_not_what_is_no_act(self, admin):
        form = enrol(admin).forms["revoke"]
        form["act"] = "eat"
        form.submit(status=404)


class TestPictures:
    def put_up(self, head, content=None, name="hand.png"):
        form = head.get("/me/certificate").forms["propose"]
        form["file"] = (name, content or picture())
        return form.submit(status="*")

    def test_is_used_when_it_is_approved(self, web, head, admin):
        assert self.put_up(head).status_int == 303
        with web.office.desk() as desk:
            assert image_in_use(desk.root, HEAD) is None
        assert HEAD in admin.get("/admin/certificates").text
        page = admin.get(PAGE)
        assert admin.get(f"{PAGE}/proposed.png").content_type == "image/png"
        page.forms["decide"].submit("act", index=0, status=303)
        enrol(admin)
        with web.office.desk() as desk:
            assert (
                certificate_for(desk.root, HEAD, web.office.clock.real).image == image_in_use(desk.root, HEAD).content
            )
            assert proposed_image(desk.root, HEAD) is None
        assert head.get("/me/certificate/used.png").headers["Cache-Control"] == "no-store"
        head.get("/me/certificate/proposed.png", status=404)

    def test_a_new_one_waits_while_the_old_one_is_used(self, web, head, admin):
        self.put_up(head)
        admin.get(PAGE).forms["decide"].submit("act", index=0, status=303)
        self.put_up(head, picture(300))
        with web.office.desk() as desk:
            assert image_in_use(desk.root, HEAD).sha256 != proposed_image(desk.root, HEAD).sha256

    def test_only_the_one_that_was_looked_at(self, head, admin):
        self.put_up(head)
        form = admin.get(PAGE).forms["decide"]
        self.put_up(head, picture(300))
        assert form.submit("act", index=0, status="*").status_int == 409

    def test_is_refused_with_a_reason(self, web, head, admin):
        self.put_up(head)
        form = admin.get(PAGE).forms["decide"]
        assert form.submit("act", index=1, status="*").status_int == 422
        form = admin.get(PAGE).forms["decide"]
        form["image_why"] = "ภาพไม่ชัด"
        form.submit("act", index=1, status=303)
        assert "ภาพไม่ชัด" in head.get("/me/certificate").text
        assert "decide" not in admin.get(PAGE).forms

    def test_nobody_decides_on_his_own(self, admin):
        self.put_up(admin)
        assert "decide" not in admin.get(f"/admin/certificates/{ADMIN}").forms
        form = admin.get(f"/admin/certificates/{ADMIN}").forms["withdraw"]
        form["act"] = "approve"
        assert form.submit(status="*").status_int == 403

    def test_is_withdrawn_by_its_owner_or_an_administrator(self, web, head, admin):
        self.put_up(head)
        head.get("/me/certificate").forms["withdraw"].submit(status=303)
        self.put_up(head)
        admin.get(PAGE).forms["withdraw"].submit(status=303)
        with web.office.desk() as desk:
            assert proposed_image(desk.root, HEAD) is None

    @pytest.mark.parametrize(
        "content",
        [
            b"nothing",
            picture(kind="JPEG"),
            picture(3001, 100),
            picture(100, 1501),
            picture(10, 10),
            picture()[:60],
            picture() + bytes(600 * 1024),
        ],
        ids=["no picture", "JPEG", "wide", "high", "tiny", "cut off", "large"],
    )
    def test_what_is_not_taken(self, head, content):
        page = self.put_up(head, content)
        assert page.status_int == 422
        assert "PNG" in page.html.find(id="f-file-error").text

    def test_no_file(self, head):
        assert head.get("/me/certificate").forms["propose"].submit(status="*").status_int == 422

    def test_only_pixels_are_kept(self, web, head):
        self.put_up(head, picture() + b"secret words behind the end")
        with web.office.desk() as desk:
            assert b"secret" not in proposed_image(desk.root, HEAD).content

    def test_hidden_from_others(self, web, head, admin):
        self.put_up(head)
        Person(web, "u-d54-works-head").get(f"{PAGE}/proposed.png", status=404)
        admin.get(f"{PAGE}/used.png", status=404)
