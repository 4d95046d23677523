"""เข้าสู่ระบบ over HTTP: the first day of a person, every refusal, and what survives what."""

import re

import pyotp
import pytest

from saraban.auth.service import hand_out_password, issue_token, revoke_token, suspend_account, tokens_of
from saraban.people.content import People
from tests.common.accounts import PASSWORD
from tests.common.web import open_web

HEAD = "u-d54-adm-head"
ACTING = "u-d54-adm-act"
WRITES = (
    "/sign-in", "/sign-out", "/me/post", "/me/password", "/me/otp", "/me/otp/begin", "/me/recovery-codes", "/me/step-up",
    "/me/sign-out-everywhere", "/language", "/me/tokens/x/revoke",
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


class TestFirstDay:
    def test_password_then_phone_then_work(self, web):
        first = web.open_account(HEAD, ready=False)
        browser = web.browser()
        asked = browser.get("/me", status=303)
        assert asked.location == "http://localhost/sign-in?back=%2Fme"
        form = asked.follow().forms["sign-in"]
        form["name"], form["password"] = HEAD, first
        page = form.submit(status=303)
        assert page.location == "http://localhost/me/password?back=%2Fme"

        for path in ("/", "/me", "/me/otp/picture.png"):  # nothing is open before the password is one's own
            assert not is_in(browser), path
        form = page.follow().forms["password"]
        form["new_password"], form["repeat_password"] = PASSWORD, PASSWORD + "ๆ"
        again = form.submit(status=422)
        assert "f-repeat_password" in again
        form = again.forms["password"]
        form["new_password"] = form["repeat_password"] = PASSWORD
        before = cookie(browser)
        page = form.submit(status=303)
        assert cookie(browser) != before
        assert page.location == "http://localhost/me/otp?back=%2Fme"

        page = page.follow()
        assert not is_in(browser)
        secret = re.search(r'class="key">([A-Z2-7 ]+)<', page.text).group(1).replace(" ", "")
        picture = browser.get("/me/otp/picture.png")
        assert picture.content_type == "image/png"
        assert picture.headers["Cache-Control"] == "no-store"
        web.phones[HEAD] = secret
        form = page.forms["phone"]
        form["otp"] = "000000"
        form = form.submit(status=422).forms["phone"]
        form["otp"] = web.code(HEAD)
        page = form.submit(status=200)
        codes = re.findall(r"<code>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</code>", page.text)
        assert len(set(codes)) == 10
        assert is_in(browser)
        assert codes[0] not in browser.get("/me").text

    def test_the_password_rules_are_told_at_the_field(self, web):
        first = web.open_account(HEAD, ready=False)
        browser = web.browser()
        form = browser.get("/sign-in").forms["sign-in"]
        form["name"], form["password"] = HEAD, first
        form = form.submit().follow().forms["password"]
        form["new_password"] = form["repeat_password"] = "สั้นไป"
        assert "๑๒" in form.submit(status=422).text or "12" in form.submit(status=422).text

    def test_a_demonstration_account_may_leave_the_phone_for_later(self, web):
        first = web.open_account(HEAD, ready=False, may_put_off_otp=True, hint=("ลองเกษียนหนังสือ", "Try endorsing"))
        with web.office.desk() as desk:
            desk.root.info.demo = True
            desk.tm.commit()
        browser = web.browser()
        page = browser.get("/sign-in")
        assert "ลองเกษียนหนังสือ" in page
        page = page.click(href=f"/sign-in\\?name={HEAD}")
        form = page.forms["sign-in"]
        assert form["name"].value == HEAD
        form["password"] = first
        form = form.submit(status=303).follow().forms["password"]
        form["new_password"] = form["repeat_password"] = PASSWORD
        form.submit(status=303)
        assert is_in(browser)

    def test_guests_are_not_shown_elsewhere(self, web):
        web.open_account(HEAD, hint=("ลองเกษียนหนังสือ", "Try endorsing"))
        assert "ลองเกษียนหนังสือ" not in web.browser().get("/sign-in")


class TestRefusals:
    def fill(self, browser, name=HEAD, password=PASSWORD, otp=""):
        form = browser.get("/sign-in").forms["sign-in"]
        form["name"], form["password"], form["otp"] = name, password, otp
        return form

    def words(self, response):
        return re.search(r'role="alert".*?<p>(.*?)</p>', response.text, re.S).group(1)

    def test_unknown_name_wrong_password_and_wrong_code_answer_alike(self, web):
        web.open_account(HEAD)
        browser = web.browser()
        answers = [
            self.fill(browser, "nobody").submit(status=401),
            self.fill(browser, password="ไม่ใช่รหัสนี้แน่นอน").submit(status=401),
            self.fill(browser).submit(status=401),
            self.fill(browser, otp="000000").submit(status=401),
        ]
        assert len({self.words(a) for a in answers}) == 1
        assert cookie(browser) is None
        assert PASSWORD not in answers[-1].text
        assert answers[-1].forms["sign-in"]["name"].value == HEAD

    def test_a_used_code_does_not_open_twice(self, web):
        web.open_account(HEAD)
        code = web.code(HEAD)
        self.fill(web.browser(), otp=code).submit(status=303)
        self.fill(web.browser(), otp=code).submit(status=401)

    @pytest.mark.parametrize("name", [HEAD, "nobody"])
    def test_five_failures_lock_in_steps_whoever_it_is(self, web, name):
        web.open_account(HEAD)
        browser = web.browser()
        for _n in range(4):
            self.fill(browser, name, "ไม่ใช่รหัสนี้แน่นอน").submit(status=401)
        assert self.fill(browser, name, "ไม่ใช่รหัสนี้แน่นอน").submit(status=429).headers["Retry-After"] == "60"
        assert self.fill(browser, name, otp=web.code(HEAD)).submit(status=429)
        web.later(seconds=60)
        assert self.fill(browser, name, "ไม่ใช่รหัสนี้แน่นอน").submit(status=429).headers["Retry-After"] == "120"
        web.later(seconds=120)
        self.fill(browser, name, otp=web.code(HEAD)).submit(status=303 if name == HEAD else 429)

    def test_a_recovery_code_opens_once(self, web):
        web.open_account(HEAD)
        code = web.codes[HEAD][0]
        self.fill(web.browser(), otp=code).submit(status=303)
        self.fill(web.browser(), otp=code).submit(status=401)

    def test_going_on_never_leads_to_another_host(self, web):
        web.open_account(HEAD)
        for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"):
            browser = web.browser()
            form = browser.get("/sign-in", {"back": back}).forms["sign-in"]
            form["name"], form["password"], form["otp"] = HEAD, PASSWORD, web.code(HEAD)
            form["back"].force_value(back)
            assert form.submit(status=303).location == "http://localhost/", back
            web.later(seconds=30)

    def test_going_on_leads_where_the_person_was_going(self, web):
        web.open_account(HEAD)
        browser = web.browser()
        form = browser.get("/me?x=1").follow().forms["sign-in"]
        form["name"], form["password"], form["otp"] = HEAD, PASSWORD, web.code(HEAD)
        assert form.submit(status=303).location == "http://localhost/me?x=1"


class TestForms:
    """Every write carries the token of this very session; what does not is refused and changes nothing."""

    def state(self, web):
        with web.office.desk() as desk:
            section = desk.root["auth"]
            return (len(section.sessions), {s.post for s in section.sessions.values()}, desk.root._p_jar.db().lastTransaction())

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

    def test_no_view_switches_the_check_off(self, web):
        views = web.office.registry.introspector.get_category("views") or []
        off = [v["introspectable"]["callable"] for v in views if v["introspectable"].get("require_csrf") is False]
        assert off == []


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
        browser = web.browser(**{"wsgi.url_scheme": "https", "HTTP_HOST": "localhost:443"})
        page = browser.get("/sign-in")
        form = page.forms["sign-in"]
        form["name"], form["password"], form["otp"] = HEAD, PASSWORD, web.code(HEAD)
        sent = form.submit(headers={"Origin": "https://localhost:443"}, status=303).headers.getall("Set-Cookie")
        assert all("secure" in h.lower() for h in sent if h.startswith("saraban_session="))
        web.office.close()

    def test_a_planted_cookie_is_never_taken_over(self, web):
        web.open_account(HEAD)
        browser = web.browser()
        browser.set_cookie("saraban_session", "A" * 43)
        web.sign_in(HEAD, browser)
        assert cookie(browser) != "A" * 43
        stranger = web.browser()
        stranger.set_cookie("saraban_session", "A" * 43)
        assert not is_in(stranger)

    def test_signing_in_again_ends_the_session_before(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        old = cookie(browser)
        browser.post("/sign-out", {"csrf_token": browser.get("/me").forms["everywhere"]["csrf_token"].value}, status=303)
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
            people: People = desk.root["people"]
            people[HEAD].active = False
            desk.tm.commit()
        assert not is_in(browser)


class TestPost:
    def test_switching_is_seen_on_the_next_page_and_in_this_browser_only(self, web):
        web.open_account(ACTING)
        here, there = web.sign_in(ACTING), web.sign_in(ACTING)
        form = here.get("/me").forms["posts"]
        form.submit("post", index=0, status=303)
        with web.office.desk() as desk:
            assert sorted(bool(s.post) for s in desk.root["auth"].sessions.values()) == [False, True]
        assert is_in(there)

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


class TestLostEverything:
    def test_a_handed_out_password_starts_over(self, web):
        web.open_account(HEAD)
        browser = web.sign_in(HEAD)
        with web.office.desk() as desk:
            fresh = hand_out_password(desk, HEAD, reset_otp=True)
            desk.tm.commit()
        assert not is_in(browser)
        form = browser.get("/sign-in").forms["sign-in"]
        form["name"], form["password"] = HEAD, fresh
        assert form.submit(status=303).location == "http://localhost/me/password"


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
