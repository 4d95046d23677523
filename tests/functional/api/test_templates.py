"""แบบหนังสือและหนังสือจากบัญชีรายชื่อผ่าน API: kept, changed, retired; a list makes all of its letters or none."""

from __future__ import annotations

import pytest

CLERK, OFFICER, STRANGER = "u-d54-edu-clerk", "u-d54-edu-officer", "u-sch-1-teacher"
HEAD = "u-d54-edu-head"
AT = "/units/d54-edu/templates"
BODY = {"subject": "ขอเชิญ {{ชื่อ}}", "to": ["{{ชื่อ}}"], "body": "ขอเชิญ {{ชื่อ}} ประชุม"}
LIST = "ชื่อ\nนายสมมติ\nนางตัวอย่าง\n"


@pytest.fixture
def keep(api, request):
    """Keeps a template under a name of its own."""

    def keep(**changes):
        name = f"แบบ {request.node.name[:60]} {len(changes)}"
        return api.post(AT, {**BODY, "name": name, **changes}, by=CLERK, status=201)

    return keep


@pytest.fixture
def key(keep):
    return keep()["template"]["id"]


def known(api, show="used"):
    return [t["id"] for t in api.get(f"{AT}?fields=id&show={show}", by=OFFICER)["items"]]


def merges(api):
    return [m["id"] for m in api.get("/units/d54-edu/merges?fields=id", by=OFFICER)["items"]]


class TestTemplates:
    def test_kept_and_read_as_it_was_given(self, api, keep):
        reference = {"number": "กท 1/2", "date": "2024-03-01", "owner": "กรมตัวอย่าง"}
        kept = keep(cosigners=["d54.director"], references=[reference], enclosures=["กำหนดการ"], urgency="urgent")
        read = api.get(f"/templates/{kept['template']['id']}", by=OFFICER)
        assert read.json == kept.json
        form = read["form"]
        assert {name: form[name] for name in BODY} == BODY
        assert (form["references"], form["enclosures"], form["cosigners"]) == (
            [reference],
            ["กำหนดการ"],
            ["d54.director"],
        )
        assert (read["template"]["blanks"], read["template"]["version"]) == (["ชื่อ"], 1)

    def test_what_is_not_sent_stays_and_the_same_again_adds_no_version(self, api, key):
        for _again in range(2):
            changed = api.call("PATCH", f"/templates/{key}", {"subject": "แจ้ง {{ชื่อ}}"}, by=CLERK)
            assert [v["n"] for v in changed["versions"]] == [1, 2]
        assert (changed["form"]["subject"], changed["form"]["body"]) == ("แจ้ง {{ชื่อ}}", BODY["body"])

    def test_a_change_made_meanwhile_is_told_to_who_asks(self, api, key):
        path = f"/templates/{key}"
        read = api.get(path, by=CLERK)["template"]["version"]
        body = {"subject": "แจ้งใหม่ {{ชื่อ}}", "seen": read}
        made = api.call("PATCH", path, body, by=CLERK)
        assert made["template"]["version"] == read + 1
        assert api.call("PATCH", path, body, by=CLERK).json == made.json
        refused = api.call("PATCH", path, {"subject": "ของอีกคน", "seen": read}, by=CLERK, status=409)
        assert refused["slug"] == "changed-meanwhile"
        assert api.get(path, by=CLERK).json == made.json
        assert api.call("PATCH", path, {"subject": "ไม่ถาม"}, by=CLERK)["template"]["version"] == read + 2
        for wrong in ({"seen": 1}, {"subject": "x", "seen": 0}, {"subject": "x", "seen": "1"}, {}):
            api.call("PATCH", path, wrong, by=CLERK, status=422)

    def test_retired_and_brought_back(self, api, key):
        assert api.post(f"/templates/{key}/retire", {}, by=CLERK)["template"]["retired_at"]
        assert key not in known(api)
        assert key in known(api, "all")
        api.post(f"/templates/{key}/retire", {}, by=CLERK, status=409)
        api.call("PATCH", f"/templates/{key}", {"subject": "x"}, by=CLERK, status=409)
        api.post(f"/templates/{key}/letters", {"mode": "each", "list": LIST}, by=CLERK, status=409)
        assert api.post(f"/templates/{key}/reinstate", {}, by=CLERK)["template"]["retired_at"] is None
        api.post(f"/templates/{key}/reinstate", {}, by=CLERK, status=409)
        assert key in known(api)

    def test_same_request_keeps_one_and_a_name_stands_once(self, api):
        body = {**BODY, "name": "แบบซ้ำ"}
        once = api.post(AT, body, by=CLERK, key="tpl-1", status=201)
        assert api.post(AT, body, by=CLERK, key="tpl-1", status=201).json == once.json
        api.post(AT, body, by=CLERK, status=409)

    @pytest.mark.parametrize(
        "changes", [{"name": " "}, {"name": ""}, {"subject": None}, {"deadlines": []}, {"kind": "none"}]
    )
    def test_what_cannot_be_is_refused(self, api, changes):
        before = known(api)
        api.post(AT, {**BODY, "name": "ผิด", **changes}, by=CLERK, status=422)
        assert known(api) == before

    def test_who_drafts_reads_and_does_not_keep(self, api, key):
        before = known(api)
        api.post(AT, {**BODY, "name": "ของผู้ร่าง"}, by=OFFICER, status=403)
        api.call("PATCH", f"/templates/{key}", {"subject": "x"}, by=OFFICER, status=403)
        api.post(f"/templates/{key}/retire", {}, by=OFFICER, status=403)
        assert known(api) == before

    def test_hidden_from_others_as_if_not_there(self, api, key):
        absent = api.get("/templates/4f2k9m0x7c1qz", by=STRANGER, status=404)
        assert api.get(f"/templates/{key}", by=STRANGER, status=404)["detail"] == absent["detail"]
        api.call("PATCH", f"/templates/{key}", {"subject": "x"}, by=STRANGER, status=404)
        for verb in ("retire", "reinstate"):
            api.post(f"/templates/{key}/{verb}", {}, by=STRANGER, status=404)
        for verb in ("preview", "letters"):
            api.post(f"/templates/{key}/{verb}", {"mode": "each", "list": LIST}, by=STRANGER, status=404)
        api.get(AT, by=STRANGER, status=404)
        api.get("/units/d54-edu/merges", by=STRANGER, status=404)
        api.post(AT, {**BODY, "name": "ของผู้อื่น"}, by=STRANGER, status=404)


class TestMerges:
    def test_looked_at_without_keeping_anything(self, api, key):
        before = merges(api)
        seen = api.post(f"/templates/{key}/preview", {"mode": "each", "list": LIST}, by=OFFICER)
        assert (seen["rows"], seen["letters"], seen["wrong"]) == (2, 2, [])
        assert [s["subject"] for s in seen["sample"]] == ["ขอเชิญ นายสมมติ", "ขอเชิญ นางตัวอย่าง"]
        assert merges(api) == before

    def test_made_once_read_and_cancelled(self, api, key):
        body = {"mode": "each", "list": LIST}
        made = api.post(f"/templates/{key}/letters", body, by=OFFICER, status=201)
        assert api.post(f"/templates/{key}/letters", body, by=OFFICER, status=201).json == made.json
        assert [x["subject"] for x in made["letters"]] == ["ขอเชิญ นายสมมติ", "ขอเชิญ นางตัวอย่าง"]
        at = f"/merges/{made['merge']['id']}"
        assert api.get(at, by=OFFICER).json == made.json
        api.get(at, by=STRANGER, status=404)
        api.post(f"{at}/undo", {"reason": "x"}, by=STRANGER, status=404)
        api.post(f"{at}/undo", {"reason": " "}, by=OFFICER, status=422)
        undone = api.post(f"{at}/undo", {"reason": "รายชื่อผิด"}, by=OFFICER)
        assert (undone["merge"]["undone_why"], undone["may_undo"]) == ("รายชื่อผิด", False)
        assert {x["state"] for x in undone["letters"]} == {"void"}
        api.post(f"{at}/undo", {"reason": "อีก"}, by=OFFICER, status=409)

    def test_a_wrong_cell_is_named_and_nothing_is_made(self, api, key):
        body = {"mode": "each", "list": "ชื่อ,หน่วยงาน\nนายสมมติ,ไม่มีหน่วยนี้\n"}
        before = merges(api)
        seen = api.post(f"/templates/{key}/preview", body, by=OFFICER)
        assert [(w["line"], w["column"]) for w in seen["wrong"]] == [(2, "B")]
        assert seen["wrong"][0]["message_th"] != seen["wrong"][0]["message_en"]
        assert api.post(f"/templates/{key}/letters", body, by=OFFICER, status=422)["slug"] == "bad-rows"
        assert merges(api) == before

    @pytest.mark.parametrize(
        "body", [{"mode": "both", "list": LIST}, {"mode": "each", "list": "ชื่อ\n"}, {"mode": "each"}]
    )
    def test_what_is_no_list_is_refused(self, api, key, body):
        before = merges(api)
        api.post(f"/templates/{key}/letters", body, by=OFFICER, status=422)
        assert merges(api) == before


class TestTogether:
    """All letters of a list are proposed or sent by one call; each counts alone."""

    @pytest.fixture
    def made(self, api, key, request):
        rows = f"นายสมมติ,d54-admin,{request.node.name}\nนางตัวอย่าง,,\n"
        body = {"mode": "each", "list": f"ชื่อ,หน่วยงาน,ของ\n{rows}"}
        return api.post(f"/templates/{key}/letters", body, by=OFFICER, status=201)

    def states(self, api, at):
        return [x["state"] for x in api.get(at, by=OFFICER)["letters"]]

    def sign(self, api, made):
        first, second = (x["id"] for x in made["letters"])
        given = api.signing(first, HEAD)
        seen = [{"id": x, "seen": api.get(f"/letters/{x}", by=HEAD)["seen"]} for x in (first, second)]
        api.post("/signings", {"letters": seen, "otp": given["otp"], "typed_name": given["typed_name"]}, by=HEAD)
        api.web.later(seconds=30)

    def test_proposed_signed_and_sent(self, api, made):
        at = f"/merges/{made['merge']['id']}"
        api.post(f"{at}/send", {}, by=HEAD, status=409)
        body = {"to_post": "d54-edu.head", "text": "โปรดลงนาม"}
        done = api.post(f"{at}/propose", body, by=OFFICER, key="merge-propose")
        assert [(x["letter"], x["to"], x["done"]) for x in done["items"]] == [
            (x["id"], to, True) for x, to in zip(made["letters"], ("นายสมมติ", "นางตัวอย่าง"), strict=True)
        ]
        assert api.post(f"{at}/propose", body, by=OFFICER, key="merge-propose").json == done.json
        assert self.states(api, at) == ["proposed", "proposed"]
        api.post(f"{at}/propose", body, by=OFFICER, status=409)
        self.sign(api, made)
        api.post(f"{at}/send", {}, by=OFFICER, status=403)
        sent = api.post(f"{at}/send", {}, by=HEAD)["items"]
        assert [x["done"] for x in sent] == [True, False]
        assert "Send on paper" in sent[1]["why_en"]
        assert sent[1]["why_th"] != sent[1]["why_en"]
        assert self.states(api, at) == ["sent", "signed"]

    def test_what_is_wrong_for_all_is_refused_once(self, api, made):
        at = f"/merges/{made['merge']['id']}"
        for post in ("d54-edu.officer", "nobody"):
            api.post(f"{at}/propose", {"to_post": post}, by=OFFICER, status=422)
        api.post(f"{at}/propose", {}, by=OFFICER, status=422)
        assert self.states(api, at) == ["draft", "draft"]

    def test_one_that_lies_with_a_checker_says_so(self, api, made):
        at, first = f"/merges/{made['merge']['id']}", made["letters"][0]["id"]
        api.post(f"/letters/{first}/submit", {"to_post": "d54-edu.head"}, by=OFFICER)
        done = api.post(f"{at}/propose", {"to_post": "d54-edu.head"}, by=OFFICER)["items"]
        assert [x["done"] for x in done] == [False, True]
        assert "ส่งตรวจ" in done[0]["why_th"]
        assert self.states(api, at) == ["checking", "proposed"]

    def test_hidden_from_others(self, api, made):
        at = f"/merges/{made['merge']['id']}"
        api.post(f"{at}/propose", {"to_post": "d54-edu.head"}, by=STRANGER, status=404)
        api.post(f"{at}/send", {}, by=STRANGER, status=404)
        assert self.states(api, at) == ["draft", "draft"]
