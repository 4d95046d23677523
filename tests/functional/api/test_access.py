"""ใครเรียกได้ (who may call): tokens, posts, and that a hidden thing answers exactly as a thing that is not there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from saraban.auth.service import revoke_token, suspend_account, tokens_of

ABSENT = "4f2k9m0x7c1qz"


@pytest.fixture(scope="module")
def hidden(api):
    letter = {"subject": "เรื่องภายในเขต", "number": "ลต 1", "from_unit": "ก", "source_id": "secret-1"}
    done = api.post("/units/d54/received", letter, files=[("ลับ.txt", b"x")], by="u-d54-clerk", status=201)
    sent = api.post(f"/receipts/{done['receipt']}/forward", {"to": ["unit:d54-civil"]}, by="u-d54-clerk")
    return {"letter": done["letter"], "receipt": done["receipt"], "delivery": sent["deliveries"][0]["id"]}


class TestTokens:
    @pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic dXNlcjpwYXNz", "bearer srbn_" + "A" * 43])
    def test_bad_tokens(self, api, header):
        refused = api.call("GET", "/me", status=401, **({"Authorization": header} if header else {}))
        assert refused["slug"] == "token-refused"

    def test_a_cookie_counts_for_nothing(self, api):
        answer = api.web.browser().get("/api/v1/me", headers={"Cookie": "saraban_session=x"}, expect_errors=True)
        assert answer.status_int == 401

    def test_a_token_for_reading_writes_nothing(self, api, letter, last):
        token, before = api.token("u-d54-clerk", "read"), last()
        api.get("/me", token=token)
        refused = api.post("/units/d54/received", letter, token=token, status=403)
        assert refused["slug"] == "token-scope"
        assert refused.headers["WWW-Authenticate"].endswith('error="insufficient_scope"')
        assert last() == before

    def test_a_token_for_writing_only_reads_nothing(self, api):
        assert api.get("/me", token=api.token("u-d54-clerk", "write"), status=403)["slug"] == "token-scope"

    def test_expired(self, api):
        token, clock = api.token("u-auditor"), api.web.office.clock
        clock.real += timedelta(days=30)
        assert api.get("/me", token=token, status=401)["slug"] == "token-refused"
        clock.real -= timedelta(days=30)
        api.get("/me", token=token)

    def test_revoked(self, api):
        token = api.token("u-d54-asst")
        with api.web.office.desk() as desk:
            revoke_token(desk, "u-d54-asst", tokens_of(desk.root, "u-d54-asst")[0].id)
            desk.tm.commit()
        api.get("/me", token=token, status=401)

    def test_suspended_account(self, api):
        token = api.token("u-d54-works-head")
        with api.web.office.desk() as desk:
            suspend_account(desk, "u-d54-works-head")
            desk.tm.commit()
        api.get("/me", token=token, status=401)


class TestPosts:
    def test_me(self, api):
        me = api.get("/me", by="u-d54-adm-act")
        assert me["person"] == {"id": "u-d54-adm-act", "name": "นางสาวสมมติ รักษาการตัวอย่าง"}
        assert (me["post"], me["unit"]) == ("d54-admin.officer", "d54-admin")
        acted = me["posts"][1]
        assert (acted["post"], acted["acting"]["term"], acted["acting"]["since"]) == (
            "d54-admin.head",
            "รักษาการในตำแหน่ง",
            "2024-03-08",
        )
        assert me["units"] == ["d54", "d54-admin"]
        assert me["office"]["today"] == "2024-03-08"
        assert me["token"]["scopes"] == ["read", "write"]

    def test_the_post_acted_in_is_named(self, api):
        me = api.get("/me", by="u-d54-adm-act", post="acting")
        assert me["post"] == "d54-admin.head~act-d54-admin"

    def test_the_post_may_stand_in_the_address(self, api):
        me = api.get("/me?post=d54-admin.head~act-d54-admin", by="u-d54-adm-act")
        assert me["post"] == "d54-admin.head~act-d54-admin"

    def test_a_post_that_is_not_held(self, api):
        refused = api.get("/me", by="u-d54-adm-act", post="d54.director", status=403)
        assert refused["slug"] == "not-allowed"

    def test_after_the_acting_period_nobody_signs(self, api):
        office, key = api.web.office, api.post_of("u-d54-adm-act", "acting")
        before, office.clock.office = office.clock.office, office.clock.office + timedelta(days=22)
        assert api.get("/me", by="u-d54-adm-act", post=key, status=403)["slug"] == "not-allowed"
        office.clock.office = before


class TestHidden:
    """The same status, body and length as what is not there, apart from the id of the request."""

    CALLS = [
        ("GET", "/letters/{letter}", None),
        ("GET", "/letters/{receipt}", None),
        ("GET", "/letters/{letter}/file", None),
        ("GET", "/receipts/{receipt}", None),
        ("GET", "/receipts/{letter}", None),
        ("PATCH", "/letters/{letter}", {"subject": "x"}),
        ("POST", "/letters/{letter}/sign", {"otp": "123456", "typed_name": "x", "seen": "0" * 64}),
        ("POST", "/letters/{letter}/send", {}),
        ("POST", "/letters/{letter}/void", {"reason": "x"}),
        ("POST", "/letters/{letter}/publish", {}),
        ("POST", "/circulars/{letter}/acknowledge", {}),
        ("POST", "/receipts/{receipt}/close", {"result": "x"}),
        ("POST", "/receipts/{receipt}/forward", {"to": ["unit:d54-edu"]}),
        ("POST", "/receipts/{receipt}/file", {"folder": "x"}),
        ("POST", "/receipts/{receipt}/endorsements", {"act": "acknowledge"}),
        ("POST", "/deliveries/{delivery}/open", {}),
        ("POST", "/deliveries/{delivery}/register", {}),
        ("POST", "/deliveries/{delivery}/return", {"reason": "x"}),
        ("POST", "/deliveries/{delivery}/pull-back", {}),
        ("POST", "/letters", {"subject": "x", "parent_receipt": "{receipt}"}),
    ]

    @pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=[f"{m} {p}" for m, p, _b in CALLS])
    def test_hidden_is_missing(self, api, hidden, method, path, body):
        def fill(thing, ids):
            return (
                {k: v.format(**ids) if isinstance(v, str) else v for k, v in thing.items()}
                if thing is not None
                else None
            )

        absent = dict.fromkeys(hidden, ABSENT)
        one = api.call(method, path.format(**hidden), fill(body, hidden), by="u-sch-1-clerk", status=404)
        two = api.call(method, path.format(**absent), fill(body, absent), by="u-sch-1-clerk", status=404)
        assert cleaned(one) == cleaned(two)
        assert len(one.body) == len(two.body)
        assert varying(one) == varying(two)

    def test_lists_and_counts_know_nothing_of_it(self, api, hidden):
        assert api.get("/letters?number=ลต 1", by="u-sch-1-clerk")["items"] == []
        assert api.get("/letters?source_id=secret-1&unit=d54", by="u-sch-1-clerk")["items"] == []
        found = api.get("/search?q=เรื่องภายในเขต", by="u-sch-1-clerk")
        assert (found["total"], found["items"]) == (0, [])
        assert not any(counts for counts in found["facets"].values())
        assert api.get("/search?q=เรื่องภายในเขต", by="u-d54-clerk")["total"] > 0

    @pytest.mark.parametrize(
        "path", ["/units/d54/received", "/units/d54/sent", "/units/d54/incoming", "/inbox?tray=unit:d54"]
    )
    def test_books_and_trays_of_others(self, api, path):
        api.get(path, by="u-sch-1-clerk", status=404)

    @pytest.mark.parametrize("unit", ["d54", "nowhere"])
    def test_registering_for_others(self, api, letter, unit):
        api.post(f"/units/{unit}/received", letter, by="u-sch-1-clerk", status=404)

    def test_what_may_be_seen_but_not_done(self, api, hidden):
        refused = api.post(f"/receipts/{hidden['receipt']}/close", {"result": "เสร็จ"}, by="u-auditor", status=403)
        assert refused["slug"] == "not-allowed"


def cleaned(reply):
    return re.sub(rb'"request_id": "[0-9a-f]+"', b"", reply.body)


def varying(reply):
    return sorted((k, v) for k, v in reply.headers.items() if k != "X-Request-Id")
