"""กรอบหน้าจอ over HTTP: headers, languages, assets, error pages, health."""

import json
import logging

import pytest
from webob import Request
from ZEO.Exceptions import ClientDisconnected
from ZODB.POSException import ConflictError

from saraban.core.store import InDoubt
from tests.common.web import open_web

CLERK = "u-d54-clerk"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("frame"))
    web.open_account(CLERK)
    yield web
    web.office.close()


@pytest.fixture(scope="module")
def clerk(web):
    return web.sign_in(CLERK)


class TestMethods:
    """An invented method must not tell an address that refuses or hides from one that does not exist."""

    @pytest.mark.parametrize("path", ["/search", "/p/nothing/forward", "/nothing-here", "/sign-in"])
    @pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
    def test_what_no_page_takes_is_refused_everywhere(self, clerk, path, method):
        refused = clerk.request(path, method=method, status=405)
        assert refused.headers["Allow"] == "GET, HEAD, POST"
        assert "วิธีอื่น" in refused.text
        assert refused.headers["X-Content-Type-Options"] == "nosniff"


class TestHeaders:
    @pytest.mark.parametrize("path", ["/health", "/nothing-here", "/sign-in", "/search"])
    def test_every_answer_is_strict(self, clerk, path):
        headers = clerk.get(path, status="*").headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Request-Id"]

    def test_assets_are_kept_for_a_year_and_sent_packed(self, clerk):
        address = clerk.get("/search").html.find("link", rel="stylesheet")["href"]
        request = Request.blank(address, headers={"Accept-Encoding": "br, gzip"})
        answer = request.get_response(clerk.app)
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.content_type == "text/css"
        assert int(answer.headers["Content-Length"]) < 60_000
        assert "Content-Encoding" not in clerk.get(address, headers={"Accept-Encoding": "identity"}).headers
        clerk.get("/assets/unknown.css", status=404)


class TestLanguages:
    def test_thai_first_english_by_choice(self, web):
        browser = web.browser()
        page = browser.get("/sign-in")
        assert page.html.html["lang"] == "th"
        form = next(f for f in page.forms.values() if f.action == "/language")
        answer = form.submit("lang", status=303)
        assert answer.location == "http://localhost/sign-in"
        assert browser.get("/sign-in").html.html["lang"] == "en"

    def test_only_a_post_changes_it(self, web):
        web.browser().get("/language?lang=en", status=404)


class TestErrors:
    def test_hidden_and_missing_are_one_page(self, clerk):
        page = clerk.get("/l/0000000000000", status=404)
        assert "<h1>" in page.text
        assert page.headers["X-Request-Id"] in page.text

    @pytest.mark.parametrize("path", ["/search?q=%ff", "/registers/d54/receive/2567?n=abc"])
    def test_nonsense_is_refused_kindly(self, clerk, path):
        answer = clerk.get(path, status="*")
        assert answer.status_int in {400, 404, 422}

    def test_an_address_that_is_no_text(self, web):
        request = Request.blank("/in-tray/")
        request.environ["PATH_INFO"] = "/in-tray/\xff"
        answer = request.get_response(web.app)
        assert answer.status_int == 400
        assert answer.headers["X-Request-Id"]

    def test_what_we_did_not_foresee_shows_its_reference_only(self, web, clerk, monkeypatch, caplog):
        def explode(*_args, **_kw):
            raise RuntimeError("เรื่องลับของหน่วยงาน")

        monkeypatch.setattr("saraban.ui.search.views.find_chains", explode)
        with caplog.at_level(logging.INFO):
            page = clerk.get("/search?q=x", status=500)
        assert page.headers["X-Request-Id"] in page.text
        assert "เรื่องลับ" not in page.text
        lines = [r.message for r in caplog.records if r.name in {"saraban.requests", "saraban.errors"}]
        assert lines
        assert "เรื่องลับ" not in "".join(lines)
        assert {json.loads(line)["id"] for line in lines} == {page.headers["X-Request-Id"]}

    @pytest.mark.parametrize(
        ("error", "said"),
        [(ClientDisconnected, "ยังไม่มีการบันทึก"), (InDoubt, "ยังไม่แน่ว่าบันทึกแล้วหรือไม่"), (ConflictError, "ยังไม่มีการบันทึก")],
    )
    def test_a_store_that_is_away_is_told(self, clerk, monkeypatch, error, said):
        def away(*_args, **_kw):
            raise error

        monkeypatch.setattr("saraban.ui.search.views.find_chains", away)
        page = clerk.get("/search?q=x", status=503)
        assert said in page.text
        assert page.headers["X-Request-Id"] in page.text


class TestHealth:
    def test_for_machines(self, web):
        answer = web.browser().get("/health", status="*")
        assert answer.content_type == "application/json"
        assert answer.json["checks"]["store"]["ok"] is True
        assert answer.json["checks"]["disk"]["free_mb"] > 0

    def test_for_people(self, web):
        answer = web.browser().get(
            "/health", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, status="*"
        )
        assert answer.content_type == "text/html"

    def test_a_broken_check_is_told(self, web, monkeypatch):
        monkeypatch.setitem(web.office.registry.health_checks, "store", lambda *_a: 1 / 0)
        answer = web.browser().get("/health", status=503)
        assert answer.json["status"] == "failing"
        assert answer.json["checks"]["store"] == {"ok": False}


class TestSearchAndBoard:
    def test_an_empty_search_asks_for_words(self, clerk):
        assert clerk.get("/search").html.select_one(".empty") is not None

    def test_nothing_found_says_what_was_searched(self, clerk):
        page = clerk.get("/search", {"q": "ไม่มีคำนี้แน่นอนxyz"})
        assert "ไม่มีคำนี้แน่นอนxyz" in page.html.select_one(".empty").text

    def test_a_wrong_day_is_said_and_left_out(self, clerk):
        page = clerk.get("/search", {"q": "รายงาน", "from": "31 ก.พ. 67"})
        assert page.html.select_one(".notice.warning") is not None

    def test_what_is_typed_is_escaped(self, clerk):
        assert "<script>alert" not in clerk.get("/search", {"q": "<script>alert(1)</script>"}).text

    def test_the_board_opens(self, clerk):
        page = clerk.get("/circulars?category=meeting&page=abc")
        assert page.html.select_one(".tabs [aria-current]") is not None
