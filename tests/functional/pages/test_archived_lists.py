"""หน้าคลังบัญชีเพิกถอน: who administers or audits sees and fetches the lists; for others they are not there."""

from __future__ import annotations

from hashlib import sha256

import pytest

from saraban.signatures.offices import PublicCheck
from saraban.signatures.validation import Checker
from tests.common.lists_world import DAY, START, archiving, authority_of_then
from tests.common.people import Person
from tests.common.signed_letters import trust_in
from tests.common.time_travel import sign
from tests.common.web import open_web


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    with authority_of_then(tmp_path_factory.mktemp("lists")) as started:
        yield started


@pytest.fixture(scope="module")
def letter(authority):
    return sign(authority, START)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    web = open_web(tmp_path_factory.mktemp("lists-pages"))
    yield web
    web.office.close()


@pytest.fixture
def kept(web, authority, letter):
    with archiving(web.office, authority, letter) as made:
        made.take_two_days()
        yield made


@pytest.mark.parametrize("who", ["u-auditor", "u-d54-admin"])
def test_seen_and_fetched(web, kept, who):
    browser = Person(web, who)
    page = browser.get("/admin/lists")
    told = page.html.get_text(" ", strip=True)
    assert "Common Name" not in told
    for words in ("ผู้ออกใบรับรองตัวอย่าง ca · สำนักงานตัวอย่าง", "/office/crls/ca/latest.crl", "ประทับรับรองแล้ว"):
        assert words in told
    digest, _at = kept.kept()[0]
    answer = browser.get(f"/admin/lists/{digest}.crl")
    assert (answer.content_type, sha256(answer.body).hexdigest()) == ("application/pkix-crl", digest)
    assert "attachment" in answer.headers["Content-Disposition"]
    browser.get(f"/admin/lists/{'0' * 64}.crl", status=404)


def test_silence_is_told(web, kept):
    assert "ไม่ตอบ" in Person(web, "u-auditor").get("/admin/lists").html.get_text(" ")
    page = web.browser().get("/health", status="*")
    assert page.json["checks"]["lists"]["silent"] == 1


@pytest.mark.parametrize("who", ["u-d54-edu-head", "u-d54-clerk"])
def test_not_there_for_others(web, kept, who):
    browser = Person(web, who)
    digest, _at = kept.kept()[0]
    browser.get("/admin/lists", status=404)
    browser.get(f"/admin/lists/{digest}.crl", status=404)


def test_not_without_signing_in(web, kept):
    digest, _at = kept.kept()[0]
    for address in ("/admin/lists", f"/admin/lists/{digest}.crl"):
        assert "/sign-in" in web.browser().get(address, status=303).location


def test_the_verify_page_and_the_api_judge_by_them(web, kept, letter, authority):
    web.office.registry.public_check = PublicCheck(Checker(trust_in(authority)), 50)
    kept.seal(START + DAY)
    files = [("file", "letter.pdf", letter)]
    told = web.browser().post("/api/v1/verify", upload_files=files).json
    assert (told["outcome"], told["signatures"][0]["kept_at"][:10]) == ("valid", (START + DAY).date().isoformat())
    page = web.browser().post("/verify", upload_files=files).html.find(id="report").get_text(" ", strip=True)
    assert "ไม่ตอบ" in page
    kept.clear()
    told = web.browser().post("/api/v1/verify", upload_files=files).json
    assert (told["outcome"], told["signatures"][0]["kept_at"]) == ("problem", "")
