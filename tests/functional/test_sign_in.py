"""เข้าสู่ระบบ over HTTP: the first day of a person, every refusal, and what survives what."""

import re

import pytest

from saraban.auth.service import hand_out_password
from tests.common.accounts import PASSWORD
from tests.common.web import open_web

HEAD = "u-d54-adm-head"


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
        return re.search(r'role="alert".*?<p>(.*?)</p>', response.text, re.DOTALL).group(1)

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
