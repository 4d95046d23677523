"""ข่าวถึงตัว: the digest wished for on the page; feed and calendar by a secret address, with the rights of the moment."""

import re

import pytest

from saraban.agencies.service import find_unit
from saraban.auth.accounts import create_account
from saraban.circulars.service import publish, withdraw
from saraban.core.pace import Pace
from saraban.letters.incoming import Incoming
from saraban.letters.receiving import register_incoming
from saraban.letters.values import Deadline
from saraban.mail.service import post_mail, room_of
from saraban.news.digest import send_digests
from saraban.news.service import news_of, want_digest, wants_digest
from saraban.news.stopping import stop_secret
from saraban.people.service import end_holding, let_in, people_of, readdress_person
from saraban.search.keeping import save_search
from saraban.search.news import set_notice
from saraban.search.service import catch_up
from saraban.ui.news import stopping
from tests.common.office import at
from tests.common.people import Person
from tests.common.web import open_web

WORD, CODE = "qznews", "812 3456 7890"
READER = "u-d54-edu-officer"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("news"))
    web.office.clock.office = at(8, 9, 1)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def reader(web):
    return Person(web, READER)


def circulate(web, subject, *audience):
    """A circular of the district with a meeting; gives its key."""
    with web.office.desk() as desk:
        clerk = web.office.actor(desk, "u-d54-clerk")
        meeting = Deadline(at(13).date(), f"ประชุม {subject} Meeting ID: {CODE}", "meeting", "10:00")
        form = Incoming(subject=f"{subject} Passcode: {CODE}", body=f"{WORD}-body", deadlines=(meeting,))
        letter = register_incoming(desk, clerk, unit="d54", form=form).letter
        publish(desk, clerk, letter=letter, unit="d54", audience=audience or ("all",))
        desk.tm.commit()
        return letter.key


def addresses(person):
    """The two addresses, as the page shows them this once."""
    page = person.get("/me/news").forms["address"].submit()
    found = re.findall(r"http://localhost(?::80)?(/feeds/[^<]+)", page.text)
    assert len(found) == 2
    assert "/feeds/" not in person.get("/me/news").text
    return found


def fetched(web, address, **headers):
    """What a feed reader gets: no cookies."""
    return web.browser().get(address, headers=headers, expect_errors=True)


def same(answer, other):
    return without(answer) == without(other)


def without(answer):
    """A page without the number of the error and the address that was asked for."""
    return re.sub(r"[0-9a-f]{12,}|(?:/|%2F)feeds[^\"&<]+", "", answer.text)


def give_address(web, email):
    with web.office.desk() as desk:
        readdress_person(desk.root, READER, email)
        desk.tm.commit()


class TestAddress:
    def test_it_shows_what_the_person_may_read_without_codes_or_bodies(self, web, reader):
        circulate(web, f"{WORD}-all")
        circulate(web, f"{WORD}-d54", "below:d54")
        circulate(web, f"{WORD}-other", "unit:d54-finance")
        for address in addresses(reader):
            answer = fetched(web, address)
            assert answer.status_int == 200
            assert f"{WORD}-all" in answer.text
            assert f"{WORD}-d54" in answer.text
            assert f"{WORD}-other" not in answer.text
            assert f"{WORD}-body" not in answer.text
            assert "3456" not in answer.text
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert "Set-Cookie" not in answer.headers

    def test_kinds(self, web, reader):
        feed, dates = addresses(reader)
        assert fetched(web, feed).content_type == "application/atom+xml"
        answer = fetched(web, dates)
        assert answer.content_type == "text/calendar"
        assert answer.body.startswith(b"BEGIN:VCALENDAR\r\n")

    def test_what_did_not_change_is_not_sent_again(self, web, reader):
        feed, _dates = addresses(reader)
        circulate(web, f"{WORD}-tag")
        etag = fetched(web, feed).headers["ETag"]
        assert fetched(web, feed, **{"If-None-Match": etag}).status_int == 304
        circulate(web, f"{WORD}-tag-2")
        assert fetched(web, feed, **{"If-None-Match": etag}).status_int == 200

    def test_wrong_renewed_revoked_and_malformed_answer_alike(self, web, reader):
        first = addresses(reader)
        second = addresses(reader)
        reader.get("/me/news").forms["revoke"].submit(status=303)
        wrong = [a.replace(a.split("/")[2], "a" * 43) for a in first]
        short = [a.replace(a.split("/")[2], "a") for a in first]
        for kinds in zip(first, second, wrong, short, strict=True):
            answers = [fetched(web, address) for address in kinds]
            assert [a.status_int for a in answers] == [404] * 4
            assert all(same(answers[0], other) for other in answers[1:])

    def test_a_withdrawn_circular_is_gone_at_once(self, web, reader):
        key = circulate(web, f"{WORD}-wrong")
        both = addresses(reader)
        assert all(f"{WORD}-wrong" in fetched(web, a).text for a in both)
        with web.office.desk() as desk:
            clerk = web.office.actor(desk, "u-d54-clerk")
            letter = next(x for x in desk.root["letters"].letters.values() if x.key == key)
            withdraw(desk, clerk, letter=letter, why="ผิดฉบับ")
            desk.tm.commit()
        # its paper still stands in the registry's tray, which is not this person's
        assert not any(f"{WORD}-wrong" in fetched(web, a).text for a in both)

    def test_reading_by_an_address_writes_nothing(self, web, reader):
        both = addresses(reader)
        before = web.office.database.lastTransaction()
        for address in both:
            fetched(web, address)
        assert web.office.database.lastTransaction() == before


class TestLeaving:
    @pytest.mark.parametrize("how", ["shut-out", "no-post"])
    def test_who_has_left_gets_what_a_wrong_address_gets_and_no_digest(self, web, how):
        name = {"shut-out": "u-d54-finance-clerk", "no-post": "u-d54-finance-head"}[how]
        person = Person(web, name)
        circulate(web, f"{WORD}-late")
        both = addresses(person)
        assert all(fetched(web, a).status_int == 200 for a in both)
        with web.office.desk() as desk:
            if how == "shut-out":
                let_in(desk.root, name, active=False)
            for holding in people_of(desk.root).holdings_by_person[name] if how == "no-post" else ():
                end_holding(desk.root, holding, until=at(7).date())
            desk.tm.commit()
        wrong = fetched(web, "/feeds/x/circulars.atom")
        for address in both:
            answer = fetched(web, address)
            assert answer.status_int == 404
            assert same(answer, wrong)

    def test_moved_to_another_unit(self, web):
        person = Person(web, "u-d54-civil-head")
        with web.office.desk() as desk:
            assert find_unit(desk.root, "d54-civil")
        circulate(web, f"{WORD}-civil", "unit:d54-civil")
        feed, dates = addresses(person)
        assert f"{WORD}-civil" in fetched(web, feed).text
        with web.office.desk() as desk:
            people = people_of(desk.root)
            for key in people.holdings_by_person["u-d54-civil-head"]:
                people.holdings[key].until = at(7).date()
            people.changes.version += 1
            desk.tm.commit()
        assert f"{WORD}-civil" not in fetched(web, feed).text + fetched(web, dates).text


class TestDigest:
    def test_wished_for_sent_and_stopped(self, web, reader):
        give_address(web, "somsri@bangkok.example")
        done = reader.get("/me/news").forms["digest"].submit(status=303).follow()
        assert "เลิกรับสรุปประจำวัน" in done.text
        web.office.clock.office = at(8, 10, 1)
        circulate(web, f"{WORD}-digest")
        web.office.clock.office = at(9, 7, 30)
        with web.office.desk() as desk:
            assert send_digests(desk, web.office.registry) == 1
            desk.tm.commit()
            (letter,) = room_of(desk.root).messages.values()
        assert f"{WORD}-digest" in letter.text
        assert f"{WORD}-body" not in letter.text + letter.html
        assert "3456" not in letter.text + letter.html + letter.subject
        reader.get("/me/news").forms["digest"].submit(status=303)
        web.office.clock.office = at(10, 7, 30)
        with web.office.desk() as desk:
            assert send_digests(desk, web.office.registry) == 0

    def test_what_is_new_in_a_saved_search_is_told_once_and_of_letters_for_few_how_many(self, web):
        name = "u-d54-clerk"
        registry = web.office.registry
        web.office.clock.office = at(12, 9, 0)
        with web.office.desk() as desk:
            clerk = web.office.actor(desk, name)
            create_account(desk, name)
            readdress_person(desk.root, name, f"{name}@bangkok.example")
            want_digest(desk, clerk, wanted=True)
            desk.tm.commit()
            catch_up(desk, registry)
            saved = save_search(desk, clerk, name="เฝ้าดู", asked={"q": "qzwatched"})
            set_notice(desk, registry, clerk, key=saved.key, with_notice=True)
            desk.tm.commit()
        web.office.clock.office = at(12, 9, 30)
        for words, handling in (("หนึ่ง", ""), ("สอง", "concerned")):
            with web.office.desk() as desk:
                form = Incoming(subject=f"qzwatched {words}", handling=handling)
                register_incoming(desk, web.office.actor(desk, name), unit="d54", form=form)
                desk.tm.commit()
        bodies = []
        for day in (13, 14):
            web.office.clock.office = at(day, 7, 30)
            with web.office.desk() as desk:
                send_digests(desk, registry)
                desk.tm.commit()
                room = room_of(desk.root)
                key = room.by_key.get(f"digest:{name}:2024-03-{day}")
                bodies.append(room.messages[key].text if key else "")
        assert "qzwatched หนึ่ง (เฝ้าดู)" in bodies[0]
        assert "สอง" not in bodies[0]
        assert "หนังสือเฉพาะผู้เกี่ยวข้อง" in bodies[0]
        assert "เฝ้าดู" not in bodies[1]

    def test_without_an_e_mail_address(self, web, reader):
        give_address(web, "")
        page = reader.get("/me/news").forms["digest"].submit(status=422)
        assert "ไม่ใช่ที่อยู่อีเมล" in page.text


class TestStopping:
    """The address in each digest: stops it without signing in, by POST alone; wrong ones answer alike."""

    BODY = {"List-Unsubscribe": "One-Click"}

    @pytest.fixture
    def stopper(self, web):
        """A person who wants the digest, and the address that stops it."""
        name = "u-d54-edu-head"
        with web.office.desk() as desk:
            create_account(desk, name) if name not in desk.root["auth"].accounts else None
            readdress_person(desk.root, name, f"{name}@bangkok.example")
            want_digest(desk, web.office.actor(desk, name), wanted=True)
            news = news_of(desk.root)
            secret = stop_secret(news, news.subscribers[name])
            desk.tm.commit()
        return name, f"/digest/{secret}/stop"

    def wants(self, web, name):
        with web.office.desk() as desk:
            return wants_digest(desk.root, name)

    def test_looking_asks_and_changes_nothing(self, web, stopper):
        name, address = stopper
        before = web.office.database.lastTransaction()
        page = fetched(web, address)
        assert page.status_int == 200
        assert web.office.database.lastTransaction() == before
        assert self.wants(web, name)
        done = page.forms["stop"].submit(status=200)
        assert "เลิกส่งสรุปประจำวันแล้ว" in done.text
        assert not self.wants(web, name)

    def test_one_click_without_cookies_or_a_form_and_twice(self, web, stopper):
        name, address = stopper
        answers = [
            web.browser().post(address, self.BODY, headers={"Origin": "https://mail.example"}) for _twice in range(2)
        ]
        assert [a.status_int for a in answers] == [200, 200]
        assert same(*answers)
        assert not self.wants(web, name)
        assert answers[0].headers["Cache-Control"] == "no-store"

    def test_a_post_that_does_not_say_so_changes_nothing(self, web, stopper):
        name, address = stopper
        wrong = f"/digest/{'a' * 43}/stop"
        refused = [web.browser().post(a, {"x": "1"}, status=400) for a in (address, wrong)]
        assert re.sub(r"digest[^\"&<]+|[0-9a-f]{12,}", "", refused[0].text) == re.sub(
            r"digest[^\"&<]+|[0-9a-f]{12,}", "", refused[1].text
        )
        assert self.wants(web, name)

    def test_wrong_old_and_malformed_addresses_answer_alike(self, web, stopper):
        name, old = stopper
        with web.office.desk() as desk:
            readdress_person(desk.root, name, "other@bangkok.example")
            want_digest(desk, web.office.actor(desk, name), wanted=True)
            desk.tm.commit()
        pages = []
        for address in (old, f"/digest/{'a' * 43}/stop", "/digest/x/stop"):
            pages += [fetched(web, address), web.browser().post(address, self.BODY, expect_errors=True)]
        assert {p.status_int for p in pages} == {404}
        assert len({re.sub(r"digest(?:/|%2F)[^\"&<]+|[0-9a-f]{12,}", "", p.text) for p in pages}) == 1
        assert self.wants(web, name)

    def test_too_many_from_one_address(self, web, stopper, monkeypatch):
        name, address = stopper
        monkeypatch.setattr(stopping, "PACE", Pace(most=1))
        assert fetched(web, address).status_int == 200
        for tried in (address, f"/digest/{'a' * 43}/stop"):
            answer = web.browser().post(tried, self.BODY, expect_errors=True)
            assert (answer.status_int, answer.headers["Retry-After"]) == (429, "60")
        assert self.wants(web, name)


class TestMovedAddress:
    def test_a_wish_from_before_addresses_were_kept_hears_of_no_change(self, web, reader):
        give_address(web, "somsri@bangkok.example")
        reader.get("/me/news").forms["digest"].submit(status=303)
        with web.office.desk() as desk:
            news_of(desk.root).subscribers[READER].email = ""
            desk.tm.commit()
        page = reader.get("/me/news")
        assert "ถูกเปลี่ยน" not in page.html.select_one("#moved").text
        page.forms["agree"].submit(status=303)
        page = reader.get("/me/news")
        assert page.html.select_one("#moved") is None
        page.forms["digest"].submit(status=303)

    def test_the_page_asks_before_anything_is_sent_there(self, web, reader):
        give_address(web, "somsri@bangkok.example")
        reader.get("/me/news").forms["digest"].submit(status=303)
        give_address(web, "thief@bangkok.example")
        page = reader.get("/me/news")
        assert "อีเมลของท่านถูกเปลี่ยน" in page.html.select_one("#moved").text
        page.forms["agree"].submit(status=303)
        assert reader.get("/me/news").html.select_one("#moved") is None
        form = reader.get("/me/news").forms["language"]
        form["language"] = "en"
        form.submit(status=303)
        assert reader.get("/me/news").forms["language"]["language"].value == "en"
        reader.get("/me/news").forms["digest"].submit(status=303)


class TestMailRoom:
    def test_for_administrators_of_the_whole_office(self, web, reader):
        boss, local = Person(web, "u-bma-admin"), Person(web, "u-d54-admin")
        assert 'href="/admin/mail"' in boss.get("/admin/units").text
        assert 'href="/admin/mail"' not in local.get("/admin/units").text
        for person in (local, reader):
            person.get("/admin/mail", status=404)
        assert "ไม่มีอีเมลที่ส่งไม่สำเร็จ" in boss.get("/admin/mail").text

    def test_what_was_given_up_is_tried_again(self, web):
        boss = Person(web, "u-bma-admin")
        with web.office.desk() as desk:
            post_mail(desk, key="k", kind="digest", to="a@b.example", subject=WORD, text=WORD)
            room = room_of(desk.root)
            letter = room.messages[room.by_key["k"]]
            room.waiting.clear()
            letter.state, letter.finished, letter.error, letter.tries = "failed", desk.clock.now(), "SMTP 550", 1
            room.failed[int(letter.finished.timestamp()), letter.id] = None
            room.finished[int(letter.finished.timestamp()), letter.id] = "failed"
            desk.tm.commit()
        page = boss.get("/admin/mail")
        assert "SMTP 550" in page.text
        assert WORD not in page.text
        form = next(f for f in page.forms.values() if f.action == "/admin/mail")
        form.submit("letter", status=303)
        form.submit("letter", status=303)
        with web.office.desk() as desk:
            assert [m.state for m in room_of(desk.root).messages.values() if m.key == "k"] == ["waiting"]
        boss.browser.post("/admin/mail", {"letter": "x", "csrf_token": form["csrf_token"].value}, status=404)
