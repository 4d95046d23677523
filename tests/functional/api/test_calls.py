"""การเรียกทีละอย่าง (call by call): units and roles, registers and numbers, receipts, drafts, files."""

from __future__ import annotations

import hashlib
import json

import pytest

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)
CLERK, EDU = "u-d54-clerk", "u-d54-edu-clerk"


class TestUnits:
    def test_the_tree_pages_by_cursor(self, api):
        codes, cursor = [], ""
        while True:
            page = api.get(f"/units?limit=7{cursor}", by="u-sch-1-teacher")
            codes += [u["code"] for u in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert codes == sorted(codes)
        assert len(codes) == len(set(codes)) > 30
        assert [i["id"] for i in api.get("/units?fields=id&limit=10000", by="u-sch-1-teacher")["items"]] == codes

    def test_below_and_kind(self, api):
        schools = api.get("/units?below=d54&kind=school&limit=2", by="u-sch-1-teacher")
        assert [u["code"] for u in schools["items"]] == ["d54-sch-1", "d54-sch-2"]
        rest = api.get(f"/units?below=d54&kind=school&limit=2&cursor={schools['next']}", by="u-sch-1-teacher")
        assert [u["code"] for u in rest["items"]] == ["d54-sch-3"]
        assert rest["items"][0]["prefix"] is None

    def test_one_unit(self, api):
        unit = api.get("/units/d54-edu", by="u-sch-1-teacher")
        assert (unit["title"], unit["prefix"], unit["parent"]) == ("ฝ่ายการศึกษา", "กท 5407", "d54")
        assert unit["above"][:2] == ["d54", "bma"]
        assert "d54-edu.head" in {p["id"] for p in unit["posts"]}
        assert (unit["grants"], unit["folders"]) == ([], [])
        assert api.get("/units/d54-edu", by=EDU)["folders"]

    def test_rename_and_move(self, api):
        done = api.call(
            "PATCH", "/units/d54-welfare", {"title": "ฝ่ายพัฒนาชุมชน", "parent": "d54-civil"}, by="u-d54-admin"
        )
        assert (done["title"], done["parent"]) == ("ฝ่ายพัฒนาชุมชน", "d54-civil")
        refused = api.call("PATCH", "/units/d54", {"parent": "d54-civil"}, by="u-d54-admin", status=422)
        assert refused["field"] == "parent"
        api.call("PATCH", "/units/d54-welfare", {"parent": "ops"}, by="u-d54-admin", status=404)
        api.call("PATCH", "/units/d54-welfare", {"parent": "d54"}, by="u-d54-admin")
        api.call("PATCH", "/units/d54-welfare", {}, by="u-d54-admin", status=422)
        api.call("PATCH", "/units/d54-welfare", {"title": "x"}, by=CLERK, status=404)

    def test_a_role_holds_from_the_next_request_and_ends_with_it(self, api, receive):
        done = receive("d54-edu", EDU)
        officer, path = "u-d54-works-clerk", f"/letters/{done['letter']}"
        api.get(path, by=officer, status=404)
        grant = "/units/d54-edu/grants/helper"
        body = {"role": "member", "post": "d54-works.registrar"}
        given = api.call("PUT", grant, body, by="u-d54-admin")
        assert (given["id"], given["role"], given["inherit"]) == ("helper", "member", False)
        api.get(path, by=officer)
        assert "helper" in {g["id"] for g in api.get("/units/d54-edu", by="u-d54-admin")["grants"]}
        api.call("DELETE", grant, by="u-d54-admin", status=204)
        api.get(path, by=officer, status=404)
        api.call("DELETE", grant, by="u-d54-admin", status=404)

    @pytest.mark.parametrize(
        "changes",
        [
            {"role": "king"},
            {"post": ""},
            {"since": "2567-01-01"},
            {"inherit": "yes"},
            {"since": "2024-03-09", "until": "2024-03-08"},
        ],
    )
    def test_bad_grants(self, api, changes):
        body = {"role": "member", "post": "d54-works.registrar", **changes}
        api.call("PUT", "/units/d54-edu/grants/bad", body, by="u-d54-admin", status=422)

    def test_roles_are_given_by_administrators(self, api):
        body = {"role": "administrator", "post": "d54-admin.registrar"}
        api.call("PUT", "/units/d54/grants/mine", body, by=CLERK, status=404)
        api.call("PUT", "/units/ops/grants/mine", body, by="u-d54-admin", status=404)


class TestPersons:
    PATH = "/units/d54-works/people/u-d54-works-clerk"

    def test_how_certificates_write_a_name(self, api):
        told = api.call("PATCH", self.PATH, {"certificate_name": "Sommut  Tuayang"}, by="u-d54-admin")
        assert (told["id"], told["certificate_name"]) == ("u-d54-works-clerk", "Sommut Tuayang")
        told = api.call("PATCH", self.PATH, {"certificate_name": ""}, by="u-d54-admin")
        assert told["certificate_name"] == ""

    @pytest.mark.parametrize("body", [{}, {"certificate_name": None}, {"certificate_name": "ก" * 201}])
    def test_not_as_it_cannot_stand_in_one(self, api, body):
        api.call("PATCH", self.PATH, body, by="u-d54-admin", status=422)

    def test_by_who_looks_after_the_person_and_never_ones_own(self, api):
        body = {"certificate_name": "Sommut Tuayang"}
        api.call("PATCH", self.PATH, body, by=CLERK, status=404)
        api.call("PATCH", "/units/d54-edu/people/u-d54-works-clerk", body, by="u-d54-admin", status=404)
        api.call("PATCH", "/units/d54-works/people/u-nobody", body, by="u-d54-admin", status=404)
        api.call("PATCH", "/units/d54-admin/people/u-d54-admin", body, by="u-d54-admin", status=403)


class TestRegisters:
    def test_pages_by_cursor_and_by_number(self, api, receive):
        numbers = [receive("d54-env", "u-d54-env-clerk")["receive_number"] for _n in range(5)]
        first = api.get("/units/d54-env/received?year=2567&limit=2", by="u-d54-env-clerk")
        assert [e["n"] for e in first["items"]] == numbers[:2]
        rest = api.get(f"/units/d54-env/received?limit=10&cursor={first['next']}", by="u-d54-env-clerk")
        assert ([e["n"] for e in rest["items"]], rest["next"]) == (numbers[2:], None)
        at = api.get(f"/units/d54-env/received?from_number={numbers[3]}", by="u-d54-env-clerk")
        assert [e["n"] for e in at["items"]] == numbers[3:]
        bare = api.get("/units/d54-env/received?fields=id&limit=10000", by="u-d54-env-clerk")
        assert [e["n"] for e in bare["items"]] == numbers
        assert set(bare["items"][0]) == {"n", "id"}
        api.get(f"/receipts/{bare['items'][0]['id']}", by="u-d54-env-clerk")
        assert len(api.get("/units/d54-env/received?day=2024-03-08", by="u-d54-env-clerk")["items"]) == 5

    def test_an_empty_book(self, api):
        page = api.get("/units/d54-sch-3/sent?year=2566&series=order", by="u-sch-3-clerk")
        assert (page["items"], page["next"], page["last"], page["title"]) == ([], None, 0, "ทะเบียนคำสั่ง")

    def test_a_number_without_a_document(self, api):
        body = {"subject": "หนังสือกระดาษ", "to": "ผู้อำนวยการสำนัก", "date": "2024-03-08"}
        row = api.post("/units/d54-finance/numbers", body, by="u-d54-finance-clerk", status=201)
        assert (row["n"], row["number"], row["state"], row["letter"]) == (1, "กท 5408/1", "issued", None)
        order = api.post(
            "/units/d54-finance/numbers", {"series": "order", "subject": "แต่งตั้ง"}, by="u-d54-finance-clerk", status=201
        )
        assert order["number_th"] == "๑/๒๕๖๗"
        refused = api.post("/units/d54-finance/numbers", {**body, "wanted": 9}, by="u-d54-finance-clerk", status=409)
        assert refused["slug"] == "no-insertion"
        api.post("/units/d54-finance/numbers", {"to": "x"}, by="u-d54-finance-clerk", status=422)

    def test_reserve_use_amend_void(self, api):
        by, numbers = "u-d54-inspect-clerk", "/units/d54-inspect/numbers"
        kept = {"who": "หัวหน้าฝ่าย", "why": "รอลงนาม", "until": "2024-03-15"}
        row = api.post(numbers, {"reserve": kept}, by=by, status=201)
        assert (row["state"], row["reserved"]) == ("reserved", kept)
        one = f"{numbers}/send/2567/{row['n']}"
        used = api.post(f"{one}/use", {"subject": "ใช้เลขที่จอง", "to": "ผู้อำนวยการเขต"}, by=by)
        assert (used["state"], used["subject"]) == ("issued", "ใช้เลขที่จอง")
        assert api.post(f"{one}/use", {"subject": "อีกครั้ง"}, by=by, status=409)["slug"] == "not-reserved"
        amended = api.post(f"{one}/amend", {"subject": "แก้ไขชื่อเรื่อง", "date": "2024-03-07", "why": "พิมพ์ผิด"}, by=by)
        assert {(a["field"], a["old"], a["new"], a["why"]) for a in amended["amendments"]} == {
            ("subject", "ใช้เลขที่จอง", "แก้ไขชื่อเรื่อง", "พิมพ์ผิด"),
            ("dated", "", "2024-03-07", "พิมพ์ผิด"),
        }
        gone = api.post(f"{one}/void", {"reason": "ไม่ได้ส่ง"}, by=by)
        assert (gone["state"], gone["void_reason"], gone["n"]) == ("void", "ไม่ได้ส่ง", row["n"])
        assert api.post(numbers, {"subject": "ถัดไป"}, by=by, status=201)["n"] == row["n"] + 1
        api.post(f"{numbers}/send/2567/99/void", {"reason": "x"}, by=by, status=404)
        api.post(f"{one}/void", {"reason": "x"}, by="u-d54-works-clerk", status=404)

    def test_a_reader_takes_no_numbers(self, api):
        refused = api.post("/units/d54-inspect/numbers", {"subject": "x"}, by="u-auditor", status=403)
        assert refused["slug"] == "not-allowed"


class TestReceipts:
    def test_close_file_and_open_again(self, api, receive):
        receipt = receive("d54-edu", EDU)["receipt"]
        folder = api.get("/units/d54-edu", by=EDU)["folders"][0]["id"]
        assert api.post(f"/receipts/{receipt}/file", {"folder": folder}, by=EDU, status=409)["slug"] == "wrong-state"
        closed = api.post(f"/receipts/{receipt}/close", {"result": "ดำเนินการแล้ว"}, by=EDU)
        assert (closed["state"], closed["result"]) == ("closed", "ดำเนินการแล้ว")
        assert api.post(f"/receipts/{receipt}/file", {"folder": folder}, by=EDU)["folder"] == folder
        assert api.post(f"/receipts/{receipt}/file", {"folder": "x"}, by=EDU, status=422)["field"] == "folder"
        opened = api.post(f"/receipts/{receipt}/reopen", {"reason": "มีหนังสือเพิ่มเติม"}, by=EDU)
        assert (opened["state"], opened["folder"]) == ("in_hand", "")
        assert [s["verb"] for s in opened["history"]] == ["close", "file", "reopen"]

    def test_forward_register_return(self, api, receive):
        done = receive()
        sent = api.post(
            f"/receipts/{done['receipt']}/forward",
            {"to": ["unit:d54-works", "unit:d54-clean"], "text": "ดำเนินการ"},
            by=CLERK,
        )
        works, clean = (d["id"] for d in sorted(sent["deliveries"], key=lambda d: d["to_unit"], reverse=True))
        (row,) = [
            i
            for i in api.get("/units/d54-works/incoming", by="u-d54-works-clerk")["items"]
            if i["delivery"]["id"] == works
        ]
        assert (row["delivery"]["text"], row["letter"]["id"]) == ("ดำเนินการ", done["letter"])
        taken = api.post(f"/deliveries/{works}/register", by="u-d54-works-clerk", status=201)
        assert taken["letter"] == done["letter"]
        assert api.post(f"/deliveries/{works}/register", by="u-d54-works-clerk", status=409)["slug"] == "wrong-state"
        back = api.post(f"/receipts/{taken['receipt']}/return", {"reason": "ไม่ใช่หน้าที่ของฝ่าย"}, by="u-d54-works-clerk")
        assert back["state"] == "returned"
        assert api.post(f"/deliveries/{clean}/pull-back", by=CLERK)["state"] == "pulled_back"
        assert api.post(f"/deliveries/{clean}/register", by="u-d54-clean-clerk", status=409)["slug"] == "wrong-state"
        api.get(f"/letters/{done['letter']}", by="u-d54-clean-clerk", status=404)
        chain = api.get(f"/letters/{done['letter']}", by=CLERK)["chain"]
        assert {c["unit"] for c in chain["children"][0]["children"]} == {"d54-works", "d54-clean"}

    def test_what_was_opened_is_not_pulled_back(self, api, receive):
        receipt = receive()["receipt"]
        sent = api.post(f"/receipts/{receipt}/forward", {"to": ["unit:d54-revenue"]}, by=CLERK)["deliveries"][0]["id"]
        assert api.post(f"/deliveries/{sent}/open", by="u-d54-revenue-clerk")["state"] == "opened"
        api.post(f"/deliveries/{sent}/pull-back", by=CLERK, status=409)
        assert (
            api.post(f"/deliveries/{sent}/return", {"reason": "ส่งผิดฝ่าย"}, by="u-d54-revenue-clerk")["reason"]
            == "ส่งผิดฝ่าย"
        )

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"act": "order", "text": "ดำเนินการ"}, "assign_to"),
            ({"act": "order", "text": "x", "assign_to": ["unit:nowhere"]}, "assign_to"),
            ({"act": "order", "text": "x", "assign_to": ["nobody"]}, "assign_to.0"),
            ({"act": "propose", "text": "เพื่อโปรดทราบ"}, "to"),
            ({"act": "propose", "to": "ผู้อำนวยการเขต"}, "text"),
            ({"act": "sing"}, "act"),
            ({}, "act"),
            ({"act": "propose", "to": "ผอ.", "text": "x", "due": "2024-03-01"}, "due"),
        ],
    )
    def test_bad_notes(self, api, receive, body, field):
        receipt = receive()["receipt"]
        refused = api.post(f"/receipts/{receipt}/endorsements", body, by="u-d54-dir", status=422)
        assert refused["field"] == field
        assert api.get(f"/receipts/{receipt}", by=CLERK)["endorsements"] == []

    def test_the_letters_id_stands_for_the_units_receipt(self, api, receive):
        done = receive()
        note = api.post(
            f"/receipts/{done['letter']}/endorsements",
            {"act": "acknowledge", "text": "ทราบ"},
            by="u-d54-dir",
            status=201,
        )
        shown = api.get(f"/receipts/{done['receipt']}", by=CLERK)
        assert [e["id"] for e in shown["endorsements"]] == [note["id"]]
        assert api.get(f"/letters/{done['receipt']}", by=CLERK)["id"] == done["letter"]

    def test_inbox(self, api, receive):
        done = receive(deadlines=[{"date": "2024-03-11", "text": "ตอบกลับ"}], urgency="most_urgent")
        api.post(
            f"/receipts/{done['receipt']}/endorsements",
            {"act": "propose", "to": "ผู้อำนวยการเขต", "text": "เพื่อโปรดพิจารณา"},
            by="u-d54-adm-head",
            status=201,
        )
        (post,) = api.get("/inbox", by="u-d54-dir")["posts"]
        tray = post["trays"][0]
        (task,) = [t for t in tray["items"] if t["receipt"] == done["receipt"]]
        assert (tray["tray"], task["what"], task["due"], task["urgency"]) == (
            "post:d54.director",
            "decide",
            "2024-03-11",
            "most_urgent",
        )
        assert tray["count"] == len(tray["items"])

    def test_a_tray_pages_by_cursor(self, api, receive):
        made = {receive("d54-civil", "u-d54-civil-clerk")["receipt"] for _n in range(5)}
        seen, cursor = [], ""
        while True:
            inbox = api.get(f"/inbox?tray=unit:d54-civil&limit=2{cursor}", by="u-d54-civil-clerk")
            (tray,) = inbox["posts"][0]["trays"]
            seen += [t["receipt"] for t in tray["items"]]
            if tray["next"] is None:
                break
            cursor = f"&cursor={tray['next']}"
        assert made <= set(seen)
        assert len(seen) == len(set(seen)) == tray["count"]


class TestDrafts:
    @pytest.fixture
    def draft(self, api):
        body = {
            "unit": "d54-edu",
            "subject": "ขอเชิญประชุม",
            "to": ["หัวหน้าฝ่าย"],
            "addressees": ["unit:d54-works"],
            "signer_post": "d54-edu.head",
        }
        return api.post("/letters", body, by="u-d54-edu-officer", status=201)["id"]

    def test_change_keeps_what_is_not_sent(self, api, draft):
        done = api.call("PATCH", f"/letters/{draft}", {"body": "ด้วยเขตจะจัดประชุม"}, by="u-d54-edu-officer")
        assert (done["subject"], done["body"], done["to"], done["signer_post"]) == (
            "ขอเชิญประชุม",
            "ด้วยเขตจะจัดประชุม",
            ["หัวหน้าฝ่าย"],
            "d54-edu.head",
        )
        assert done["addressees"] == ["unit:d54-works"]

    def test_a_change_made_meanwhile_is_told_to_who_asks(self, api, draft):
        by, path = "u-d54-edu-officer", f"/letters/{draft}"
        seen = api.get(path, by=by)["seen"]
        other = api.call("PATCH", path, {"body": "ของอีกคน", "seen": seen}, by="u-d54-edu-head")
        assert other["seen"] != seen
        refused = api.call("PATCH", path, {"body": "ของฉัน", "seen": seen}, by=by, status=409)
        assert refused["slug"] == "changed-meanwhile"
        assert "ร่าง" in refused["detail_th"]
        assert "changed this draft" in refused["detail_en"]
        assert api.get(path, by=by)["body"] == "ของอีกคน"
        assert api.call("PATCH", path, {"body": "ของฉัน", "seen": other["seen"]}, by=by)["body"] == "ของฉัน"
        assert api.call("PATCH", path, {"body": "ไม่ถาม"}, by=by)["body"] == "ไม่ถาม"
        assert api.call("PATCH", path, {"body": "x", "seen": "เก่า"}, by=by, status=422)["slug"]

    def test_there_is_something_to_have_seen_until_it_is_signed(self, api, draft):
        api.post(f"/letters/{draft}/propose", {"to_post": "d54-edu.head"}, by="u-d54-edu-officer")
        assert len(api.get(f"/letters/{draft}", by="u-d54-edu-officer")["seen"]) == 64
        head = "u-d54-edu-head"
        assert api.post(f"/letters/{draft}/sign", api.signing(draft, head), by=head)["seen"] is None

    def test_propose_return_recall(self, api, draft):
        by, head = "u-d54-edu-officer", "u-d54-edu-head"
        assert api.post(f"/letters/{draft}/propose", {"to_post": "d54-edu.head"}, by=by)["state"] == "proposed"
        assert api.call("PATCH", f"/letters/{draft}", {"body": "x"}, by=by, status=409)["slug"] == "wrong-state"
        back = api.post(f"/letters/{draft}/return", {"text": "แก้วันประชุม"}, by=head)
        assert (back["state"], back["steps"][-1]["text"]) == ("draft", "แก้วันประชุม")
        api.post(f"/letters/{draft}/propose", {"to_post": "d54-edu.head"}, by=by)
        assert api.post(f"/letters/{draft}/recall", by=by)["state"] == "draft"
        for post in ("nobody", "d53.head"):
            assert api.post(f"/letters/{draft}/propose", {"to_post": post}, by=by, status=422)["field"] == "to_post"

    def test_a_token_alone_signs_nothing(self, api, draft):
        head, path = "u-d54-edu-head", f"/letters/{draft}/sign"
        given = api.signing(draft, head)
        assert api.post(path, {**given, "otp": "000000"}, by=head, status=422)["slug"] == "otp-refused"
        refused = api.post(path, {**given, "typed_name": "คนอื่น"}, by=head, status=422)
        assert refused["field"] == "typed_name"
        assert api.post(path, given, by="u-d54-edu-officer", status=403)["slug"] == "not-allowed"
        done = api.post(path, given, by=head, key="sign-1")
        assert done["state"] == "signed"
        assert done["signature"]["method"] == "totp"
        again = api.post(path, {**given, "otp": api.code(head)}, by=head, key="sign-1")
        assert again.json == done.json
        other = api.post("/letters", {"unit": "d54-edu", "subject": "อีกฉบับ"}, by=head, status=201)["id"]
        spent = {**api.signing(other, head), "otp": given["otp"]}
        assert api.post(f"/letters/{other}/sign", spent, by=head, status=422)["slug"] == "otp-refused"

    @pytest.mark.parametrize("name", ["otp", "seen", "typed_name"])
    def test_what_a_signer_gives_is_all_needed(self, api, draft, name):
        head = "u-d54-edu-head"
        given = api.signing(draft, head)
        left = {key: value for key, value in given.items() if key != name}
        refused = api.post(f"/letters/{draft}/sign", left, by=head, status=422)
        assert (refused["field"], refused["slug"]) == (name, "missing-member")
        assert api.post(f"/letters/{draft}/sign", {**given, name: ""}, by=head, status=422)["field"] == name
        one = {"id": draft, "seen": given["seen"]}
        body = {"letters": [one], "otp": given["otp"], "typed_name": given["typed_name"]}
        place = "letters.0.seen" if name == "seen" else name
        (one if name == "seen" else body).pop(name)
        assert api.post("/signings", body, by=head, status=422)["field"] == place
        assert api.get(f"/letters/{draft}", by=head)["held"] is None

    def test_what_was_changed_since_it_was_seen_is_not_signed(self, api, draft):
        head = "u-d54-edu-head"
        given = api.signing(draft, head)
        api.call("PATCH", f"/letters/{draft}", {"body": "แก้"}, by=head)
        refused = api.post(f"/letters/{draft}/sign", given, by=head, status=409)
        assert refused["slug"] == "changed-meanwhile"
        body = {"letters": [{"id": draft, "seen": given["seen"]}], **{k: given[k] for k in ("otp", "typed_name")}}
        assert api.post("/signings", body, by=head, status=409)["slug"] == "changed-meanwhile"
        assert api.post(f"/letters/{draft}/sign", api.signing(draft, head), by=head)["state"] == "signed"

    def test_void_keeps_the_number(self, api, draft):
        head = "u-d54-edu-head"
        signed = api.post(f"/letters/{draft}/sign", api.signing(draft, head), by=head)
        n = int(signed["number"].rpartition("/")[2])
        assert api.post(f"/letters/{draft}/void", {"reason": "เลิกประชุม"}, by=EDU, status=403)
        row = api.get(f"/units/d54-edu/sent?from_number={n}&limit=1", by=EDU)["items"][0]
        assert (row["number"], row["letter"], row["state"]) == (signed["number"], draft, "issued")

    def test_the_unit_is_that_of_the_post_acted_in(self, api):
        done = api.post("/letters", {"subject": "ไม่ระบุหน่วย"}, by="u-d54-edu-officer", status=201)
        assert done["from_code"] == "d54-edu"

    def test_drafting_for_others(self, api):
        api.post("/letters", {"unit": "d54-works", "subject": "x"}, by="u-d54-edu-officer", status=404)

    def test_addressees_must_be_there(self, api):
        body = {"subject": "x", "addressees": ["unit:nowhere"]}
        assert api.post("/letters", body, by="u-d54-edu-officer", status=422)["field"] == "addressees"
        assert (
            api.post("/letters", {"subject": "x", "addressees": ["all"]}, by="u-d54-edu-officer", status=422)["field"]
            == "addressees.0"
        )


class TestFiles:
    def test_bytes_come_back_as_they_came(self, api, letter):
        letter["number"] = "ฟล 1"
        files = [('บันทึก "ข้อความ".pdf', PDF), ("../../แนบ.txt", "แนบ".encode())]
        done = api.post("/units/d54/received", letter, files=files, by=CLERK, status=201)
        shown = api.get(f"/letters/{done['letter']}", by=CLERK)["files"]
        assert [(f["media_type"], f["sha256"]) for f in shown] == [
            ("application/pdf", hashlib.sha256(PDF).hexdigest()),
            ("text/plain", hashlib.sha256("แนบ".encode()).hexdigest()),
        ]
        assert "/" not in shown[1]["name"]
        first = api.get(f"/letters/{done['letter']}/file", by=CLERK)
        assert first.body == PDF
        assert first.headers["X-Content-Type-Options"] == "nosniff"
        assert first.headers["Content-Disposition"].startswith("attachment;")
        assert first.headers["Content-Type"] == "application/pdf"
        assert first.headers["Cache-Control"] == "no-store"
        second = api.get(f"/letters/{done['letter']}/file?file={shown[1]['id']}", by=CLERK)
        assert second.body == "แนบ".encode()
        api.get(f"/letters/{done['letter']}/file?file=4f2k9m0x7c1qz", by=CLERK, status=404)

    def test_a_letter_without_files(self, api, receive):
        api.get(f"/letters/{receive()['letter']}/file", by=CLERK, status=404)

    @pytest.mark.parametrize(
        ("name", "content"), [("x.pdf", b"MZ\x90"), ("x.svg", b"<svg/>"), ("x.pdf", b""), ("x.html", b"<html>")]
    )
    def test_refused_files_leave_nothing(self, api, letter, last, name, content):
        before = last()
        letter["number"] = "ฟล 2"
        refused = api.post(
            "/units/d54/received", letter, files=[("ok.txt", b"ok"), (name, content)], by=CLERK, status=422
        )
        assert (refused["field"], refused["slug"][:4]) == ("files", "file")
        assert last() == before
        assert api.get("/letters?number=ฟล 2", by=CLERK)["items"] == []

    def test_too_large(self, api, letter):
        letter["number"] = "ฟล 3"
        content = b"a" * (1024 * 1024 + 1)
        api.web.office.registry.saraban.__dict__["max_file_bytes"] = 1024 * 1024
        refused = api.post("/units/d54/received", letter, files=[("big.txt", content)], by=CLERK, status=422)
        assert refused["slug"] == "file-too-large"
        api.post("/units/d54/received", letter, files=[("big.txt", content * 9)], by=CLERK, status=413)
        api.web.office.registry.saraban.__dict__["max_file_bytes"] = 50 * 1024 * 1024

    def test_files_of_a_draft_are_added(self, api):
        by = "u-d54-edu-officer"
        done = api.post("/letters", {"subject": "มีไฟล์"}, files=[("a.txt", b"a")], by=by, status=201)
        more = api.call("PATCH", f"/letters/{done['id']}", {"body": "x"}, files=[("b.txt", b"b")], by=by)
        assert [f["name"] for f in more["files"]] == ["a.txt", "b.txt"]

    def test_other_parts_of_a_form(self, api, letter):
        answer = api.web.browser().post(
            "/api/v1/units/d54/received",
            {"subject": "x"},
            expect_errors=True,
            headers={"Authorization": f"Bearer {api.token(CLERK)}"},
            upload_files=[("files", "a", b"a")],
        )
        assert (answer.status_int, answer.json["field"]) == (422, "subject")

    def test_the_json_may_come_as_a_file_too(self, api, letter):
        """As clients send a part with a type of its own."""
        letter["number"] = "ฟล 4"
        body = json.dumps(letter).encode()
        answer = send_form(api, [("data", "data.json", body), ("files", "ก.txt", b"a")])
        assert answer.status_int == 201
        assert send_form(api, [("data", "data.json", b"\xff")]).json["slug"] == "bad-request"
        assert send_form(api, [("data", "data.json", b" " * (4 * 1024 * 1024 + 1))]).status_int == 413

    def test_too_many_files(self, api, last):
        before = last()
        refused = send_form(api, [("files", f"{n}.txt", b"a") for n in range(51)])
        assert (refused.status_int, refused.json["slug"], refused.json["field"]) == (422, "too-many", "files")
        assert last() == before

    def test_a_form_that_is_none(self, api):
        headers = {"Authorization": f"Bearer {api.token(CLERK)}", "Content-Type": "multipart/form-data"}
        answer = api.web.browser().post("/api/v1/units/d54/received", b"x", headers=headers, expect_errors=True)
        assert (answer.status_int, answer.json["slug"]) == (400, "bad-request")


def send_form(api, parts):
    headers = {"Authorization": f"Bearer {api.token(CLERK)}"}
    return api.web.browser().post("/api/v1/units/d54/received", headers=headers, upload_files=parts, expect_errors=True)
