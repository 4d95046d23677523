"""การเข้าใช้งาน over HTTP: forms of other sites, cookies, signing out, posts, phones, tokens."""

import re
from datetime import timedelta

import pyotp
import pytest

from saraban.auth.service import issue_token, revoke_token, suspend_account, tokens_of
from saraban.core.clock import bangkok_date
from saraban.people.service import add_person, find_person, posts_of
from saraban.ui.layout.formats import Formats
from tests.common.accounts import PASSWORD
from tests.common.web import open_web

HEAD = "u-d54-adm-head"
ACTING = "u-d54-adm-act"
WRITES = (
    "/sign-in", "/sign-out", "/me/post", "/me/password", "/me/otp", "/me/otp/begin", "/me/recovery-codes",
    "/me/step-up", "/me/sign-out-everywhere", "/language", "/me/tokens/x/revoke",
)  # fmt: skip
FOREIGN = (
    ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "https://localhost"), ("Origin", "http://localhost:x"),
    ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
)  # fmt: skip


@pytest.fixture
def web(tmp_path):
    web = open_web(tmp_path)
    yield web
    web.office.close()


def is_in(browser):
    return browser.get("/me", expect_errors=True).status_int == 200


def cookie(browser, name="saraban_session"):
    return browser.cookies.get(name)


class TestForms:
    """Every write carries the token of this very session; what does not is refused and changes nothing."""

    def state(self, web):
        with web.office.desk() as desk:
            section = desk.root["auth"]
            return (
                len(section.sessions),
                {s.post for s in section.sessions.values()},
                desk.root._p_jar.db().lastTransaction(),
            )

    @pytest.mark.parametrize("token", [None, "", "0" * 64, "ก"])
    def test_without_the_right_token_nothing_happens(self, web, token):
        web.open_account(ACTING)
        browser = web.sign_in(ACTING)
        before = self.state(web)
        for path in WRITES:
            browser.post(path, {} if token is None else {"csrf_token": token}, status=400)
            assert self.state(web) == before, path
        assert is_in(browser)

    def test_the_token_of_another_session_counts_for_nothing(self, web):
        web.open_account(HEAD)
        web.open_account(ACTING)
        other = web.sign_in(HEAD).get("/me").forms["everywhere"]["csrf_token"].value
        browser = web.sign_in(ACTING)
        browser.post("/sign-out", {"csrf_token": other}, status=400)
        assert is_in(browser)

    def test_the_token_of_the_door_counts_for_nothing_inside(self, web):
        web.open_account(ACTING)
        browser = web.browser()
        door = browser.get("/sign-in").forms["sign-in"]["csrf_token"].value
        web.sign_in(ACTING, browser)
        browser.post("/sign-out", {"csrf_token": door}, status=400)
        assert is_in(browser)

    def test_another_site_s_forms_are_refused_with_the_right_token_too(self, web):
        web.open_account(ACTING)
        browser = web.sign_in(ACTING)
        token = browser.get("/me").forms["everywhere"]["csrf_token"].value
        before = self.state(web)
        for name, value in FOREIGN:
            browser.post("/me/sign-out-everywhere", {"csrf_token": token}, headers={name: value}, status=400)
            assert self.state(web) == before, value

    def test_our_own_origin_is_accepted(self, web):
        web.open_account(ACTING)
        browser = web.sign_in(ACTING)
        token = browser.get("/me").forms["everywhere"]["csrf_token"].value
        browser.post("/sign-out", {"csrf_token": token}, headers={"Origin": "http://localhost"}, status=303)
        assert not is_in(browser)

    def test_only_doors_without_sign_in_switch_the_check_off(self, web):
        """A mail program stops a digest by one press (RFC 8058); anybody checks a signature: neither has a session."""
        views = web.office.registry.introspector.get_category("views") or []
        off = [v for v in (view["introspectable"] for view in views) if v.get("require_csrf") is False]
        assert {v["route_name"] for v in off if not v["exception_only"]} <= {"digest-stop", "verify"}


class TestSessions:
    def test_the_cookie_is_for_the_server_only(self, web):
        web.open_account(HEAD)
        browser = web.browser()
        form = browser.get("/sign-in").forms["sign-in"]
        form["name"], form["password"], form["otp"] = HEAD, PASSWORD, web.code(HEAD)
        headers = [h for h in form.submit().headers.getall("Set-Cookie") if h.startswith("saraban_session=")]
        assert len(headers) == 1
        assert "HttpOnly" in headers[0]
        assert "SameSite=Lax" in headers[0]
        assert "Max-Age" not in headers[0]

    def test_over_https_it_is_secure(self, tmp_path):
        web = open_web(tmp_path, **{"saraban.secure_cookies": "true"})
        web.open_account(HEAD)
        browser = web.browser()
        door = "https://localhost/sign-in"
        fields = {
            "csrf_token": browser.get(door).forms["sign-in"]["csrf_token"].value,
            "name": HEAD,
            "password": PASSWORD,
        }
        page = browser.post(
            door, {**fields, "otp": web.code(HEAD)}, headers={"Origin": "https://localhost"}, status=303
        )
        sent = page.headers.getall("Set-Cookie")
        assert all("secure" in h.lower() for h in sent if h.startswith("saraban_session="))
        web.office.close()

    def test_a_planted_cookie_is_never_taken_over(self, web):
        web.open_account(HEAD)
        planted = "A" * 43
        browser = web.browser()
        form = browser.get("/sign-in").forms["sign-in"]
        browser.set_cookie("saraban_session", planted)
        form["name"], form["password"], form["otp"] = HEAD, PASSWORD, web.code(HEAD)
        sent = [h for h in form.submit(status=303).headers.getall("Set-Cookie") if h.startswith("saraban_session=")]
        assert len(sent) == 1
        assert planted not in sent[0]
        stranger = web.browser()
        stranger.set_cookie("saraban_session", planted)
        assert not is_in(stranger)

    def test_signing_in_again_ends_the_session_before(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        old = cookie(browser)
        browser.post(
            "/sign-out", {"csrf_token": browser.get("/me").forms["everywhere"]["csrf_token"].value}, status=303
        )
        thief = web.browser()
        thief.set_cookie("saraban_session", old)
        assert not is_in(thief)

    def test_ends_after_ten_hours(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        web.later(hours=9, minutes=59)
        assert is_in(browser)
        web.later(minutes=1)
        assert not is_in(browser)

    def test_sign_out_everywhere(self, web):
        web.open_account(HEAD)
        here, there = web.sign_in(HEAD), web.sign_in(HEAD)
        here.get("/me").forms["everywhere"].submit(status=303)
        assert not is_in(here)
        assert not is_in(there)

    def test_changing_the_password_signs_out_the_others_and_keeps_this_one(self, web):
        web.open_account(HEAD)
        here, there = web.sign_in(HEAD), web.sign_in(HEAD)
        form = here.get("/me/password").forms["password"]
        form["old_password"], form["new_password"], form["repeat_password"] = PASSWORD, *["ปลาสองตัวว่ายทวนน้ำ"] * 2
        form.submit(status=303)
        assert is_in(here)
        assert not is_in(there)

    def test_reading_pages_writes_nothing(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        before = web.office.database.lastTransaction()
        for path in ("/me", "/me/password", "/me/otp", "/me/step-up", "/sign-in", "/in-tray"):
            browser.get(path, expect_errors=True)
        web.browser().get("/sign-in")
        assert web.office.database.lastTransaction() == before

    def test_a_suspended_account_is_out_at_once(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        with web.office.desk() as desk:
            suspend_account(desk, HEAD)
            desk.tm.commit()
        assert not is_in(browser)

    def test_a_person_who_has_left_is_out_at_once(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        with web.office.desk() as desk:
            desk.root["people"][HEAD].active = False
            desk.tm.commit()
        assert not is_in(browser)

    @pytest.mark.parametrize(
        "gone", [lambda people: setattr(people[HEAD], "active", False), lambda people: people.remove(HEAD)]
    )
    @pytest.mark.parametrize("path", ["/drafts/new", "/", "/in-tray"])
    def test_an_account_of_nobody_at_work_is_told_so_and_can_sign_out(self, web, gone, path):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        with web.office.desk() as desk:
            gone(desk.root["people"])
            desk.tm.commit()
        page = browser.get(path, expect_errors=True)
        assert page.status_int == 403
        assert "ผู้ดูแลระบบ" in page.text
        token = page.forms["sign-out"]["csrf_token"].value
        sent = browser.post("/drafts/new", {"csrf_token": token, "subject": "ก"}, status=403)
        assert "ออกจากระบบ" in sent.text
        page.forms["sign-out"].submit(status=303)
        assert browser.get(path, status=303).location.partition("?")[0].endswith("/sign-in")

    def test_who_holds_no_post_gets_a_page_too(self, web):
        with web.office.desk() as desk:
            add_person(desk.root, id="u-new", name="นายสมมติ มาใหม่")
            desk.tm.commit()
        web.open_account("u-new")
        browser = web.sign_in("u-new")
        assert "ไม่มีตำแหน่ง" in browser.get("/drafts/new", status=403).text
        assert browser.get("/").maybe_follow().status_int == 200


def acting_browser(web):
    """Signed in as who acts for a post: the browser, the post's title, the last day, the person's name."""
    web.open_account(ACTING)
    browser = web.sign_in(ACTING)
    with web.office.desk() as desk:
        acting = next(h for h in posts_of(desk.root, ACTING, desk.today) if h.acting)
        for session in desk.root["auth"].sessions.values():
            session.post = acting.key
        desk.tm.commit()
        desk.tm.begin()
        return browser, acting.post.title, acting.acting.until, find_person(desk.root, ACTING).name


class TestPost:
    def test_switching_is_seen_on_the_next_page_and_in_this_browser_only(self, web):
        web.open_account(ACTING)
        here, there = web.sign_in(ACTING), web.sign_in(ACTING)
        form = here.get("/me").forms["posts"]
        form.submit("post", index=0, status=303)
        with web.office.desk() as desk:
            assert sorted(bool(s.post) for s in desk.root["auth"].sessions.values()) == [False, True]
        assert is_in(there)

    def test_a_post_that_has_ended_gives_way_to_the_first_one(self, web):
        browser, title, last_day, _name = acting_browser(web)
        assert f"{title}</b>" in browser.get("/me").text
        web.office.clock.office += timedelta(days=(last_day - bangkok_date(web.office.clock.office)).days + 1)
        page = browser.get("/me", status=200)
        assert f"{title}</b>" not in page.text

    def test_a_form_of_an_acting_grant_that_has_ended_since_says_whose_and_when(self, web):
        browser, title, last_day, name = acting_browser(web)
        form = browser.get("/me").forms["everywhere"]
        web.office.clock.office += timedelta(days=(last_day - bangkok_date(web.office.clock.office)).days + 1)
        told = form.submit(status=400).text
        assert "การรักษาการสิ้นสุดแล้ว" in told
        for words in (title, name, Formats("th", last_day).day(last_day)):
            assert words in told
        assert "เปิดค้างไว้นานเกินไป" not in told
        form["csrf_token"] = "x"
        assert "เปิดค้างไว้นานเกินไป" in form.submit(status=400).text

    def test_a_post_of_somebody_else_is_refused(self, web):
        web.open_account(ACTING)
        browser = web.sign_in(ACTING)
        token = browser.get("/me").forms["everywhere"]["csrf_token"].value
        browser.post("/me/post", {"csrf_token": token, "post": "d54.director"}, status=403)


class TestPhone:
    def test_another_phone_asks_for_a_code_first(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        web.later(minutes=11)
        page = browser.get("/me/otp").forms["begin"].submit(status=403)
        before = cookie(browser)
        form = page.forms["step-up"]
        form["otp"] = "000000"
        form = form.submit(status=422).forms["step-up"]
        form["otp"] = web.code(HEAD)
        page = form.submit(status=303)
        assert cookie(browser) != before
        thief = web.browser()
        thief.set_cookie("saraban_session", before)
        assert not is_in(thief)
        browser.get("/me/otp").forms["begin"].submit(status=303)
        page = browser.get("/me/otp")
        secret = re.search(r'class="key">([A-Z2-7 ]+)<', page.text).group(1).replace(" ", "")
        form = page.forms["phone"]
        form["otp"] = pyotp.TOTP(secret).generate_otp(int(web.office.clock.now().timestamp()) // 30)
        form.submit(status=200)
        assert is_in(browser)

    def test_new_recovery_codes(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        page = browser.get("/me").forms["recovery"].submit(status=200)
        assert web.codes[HEAD][0] not in page.text
        web.later(minutes=11)
        assert browser.get("/me").forms["recovery"].submit(status=303).location.endswith("/me/step-up")

    def test_the_picture_is_for_its_owner(self, web):
        web.browser().get("/me/otp/picture.png", status=404)


class TestDoors:
    """Cookies count for nothing at the API, tokens for nothing on pages."""

    def token(self, web, scopes=("read", "write"), days=30):
        with web.office.desk() as desk:
            text = issue_token(desk, HEAD, scopes, days)
            desk.tm.commit()
        return {"Authorization": f"Bearer {text}"}

    def test_a_token_opens_no_page(self, web):
        web.open_account(HEAD)
        web.browser().get("/me", headers=self.token(web), status=303)

    def test_a_session_opens_no_api(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        assert browser.get("/api/v1/me", expect_errors=True).status_int in (401, 404)

    def test_a_revoked_or_ended_token_is_refused(self, web):
        web.open_account(HEAD)
        headers = self.token(web)
        browser = web.browser()
        if browser.get("/api/v1/me", headers=headers, expect_errors=True).status_int == 404:
            pytest.skip("the API is not part of this build")
        browser.get("/api/v1/me", headers=headers, status=200)
        with web.office.desk() as desk:
            revoke_token(desk, HEAD, tokens_of(desk.root, HEAD)[0].id)
            desk.tm.commit()
        browser.get("/api/v1/me", headers=headers, status=401)
        ending = self.token(web, days=1)
        web.later(days=1)
        browser.get("/api/v1/me", headers=ending, status=401)
