"""หนังสือเวียน ว ๓๒ over the API: from the Permanent Secretary's office to the schools, every number as on the paper."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.common.api import open_api
from tests.common.office import at

SUBJECT = "การติดตามความคืบหน้าการใช้งานระบบสารบรรณอิเล็กทรอนิกส์ของกรุงเทพมหานคร"
GROUPS = (
    "office-directors",
    "csc-head",
    "gov-secretary",
    "council-secretary",
    "district-directors",
    "ops-bureaus",
    "commerce-director",
)
PHASES = ("2024-02-29", "2024-03-31", "2024-04-30", "2024-08-01")
BODY = (
    "ตามที่ได้มีการประชุมติดตามความคืบหน้า ให้เวียนหนังสือในระบบหนังสือเวียนอิเล็กทรอนิกส์ สมัครอีเมล @bangkok.go.th "
    "สมัคร BMA Single Sign-On และดาวน์โหลดแอปพลิเคชัน BMA OTP ประชุมในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๑๐.๐๐ น."
)
ACTIONS = (
    "สมัครอีเมลส่วนบุคคล @bangkok.go.th",
    "สมัคร BMA Single Sign-On",
    "สมัครใบรับรองอิเล็กทรอนิกส์ (CA)",
    "ดาวน์โหลดแอปพลิเคชัน BMA OTP",
)


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    api = open_api(tmp_path_factory.mktemp("office"))
    yield api
    api.web.office.close()


@pytest.fixture(scope="module")
def walked(api):
    """Walk the eight steps once; the tests look at what each one answered."""
    told = SimpleNamespace()
    clock = api.web.office.clock

    clock.office = at(4, 9, 0)
    told.draft = api.post(
        "/letters",
        {
            "unit": "ops-sec",
            "subject": SUBJECT,
            "is_circular": True,
            "body": BODY,
            "to": [
                "ผู้อำนวยการสำนัก",
                "หัวหน้าสำนักงาน ก.ก.",
                "เลขานุการผู้ว่าราชการกรุงเทพมหานคร",
                "เลขานุการสภากรุงเทพมหานคร",
                "ผู้อำนวยการเขต",
                "หัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร",
                "ผู้อำนวยการสำนักงานการพาณิชย์ของกรุงเทพมหานคร",
            ],
            "addressees": [f"group:{g}" for g in GROUPS],
            "references": [
                {"number": "กท ๐๔๐๓/ว ๒๕", "date": "2024-02-19"},
                {"number": "กท ๐๔๐๓/ว ๒๘", "date": "2024-02-21"},
            ],
            "confirm": ["reference:กท0403/ว25@2567", "reference:กท0403/ว28@2567"],
            "deadlines": [{"date": d, "text": f"ระยะที่ {n}"} for n, d in enumerate(PHASES, 1)]
            + [{"date": "2024-03-15", "text": "ประชุมติดตาม", "kind": "meeting", "time": "10:00"}],
        },
        by="u-opssec-officer",
        status=201,
    )
    circular = told.draft["id"]
    api.post(f"/letters/{circular}/propose", {"to_post": "ops-sec.director"}, by="u-opssec-officer")
    told.signed = api.post(
        f"/letters/{circular}/sign", api.signing(circular, "u-opssec", acting="acting"), by="u-opssec", acting="acting"
    )
    told.sent = api.post(f"/letters/{circular}/send", by="u-opssec-clerk")
    api.post(f"/letters/{circular}/publish", {"category": "policy"}, by="u-opssec-clerk", status=201)

    clock.office = at(8, 9, 1)
    waiting = api.get("/units/d54/incoming", by="u-d54-clerk")
    (delivery,) = [i["delivery"]["id"] for i in waiting["items"]]
    api.post(f"/deliveries/{delivery}/open", by="u-d54-clerk")
    told.d54 = api.post(
        f"/deliveries/{delivery}/register",
        {"action": "ฝ่ายปกครอง", "to": "ผู้อำนวยการเขต"},
        by="u-d54-clerk",
        status=201,
        key="step-2",
    )
    notes = f"/receipts/{told.d54['receipt']}/endorsements"
    told.proposal = api.post(
        notes,
        {
            "act": "propose",
            "to": "ผู้อำนวยการเขต",
            "verb": "เพื่อโปรดพิจารณา",
            "due": "2024-03-12",
            "text": "เห็นควรมอบให้ทุกฝ่ายพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป",
        },
        by="u-d54-adm-head",
        status=201,
    )
    api.post(notes, {"act": "propose", "to": "ผู้อำนวยการเขต", "verb": "เพื่อโปรดพิจารณา"}, by="u-d54-asst", status=201)
    told.order = api.post(
        notes, {"act": "order", "text": "ดำเนินการตามเสนอ", "assign_to": ["unit:d54-admin"]}, by="u-d54-dir", status=201
    )

    covering = api.post(
        "/letters",
        {
            "unit": "d54-admin",
            "parent_receipt": told.d54["receipt"],
            "subject": SUBJECT,
            "to": ["หัวหน้าฝ่าย"],
            "body": "สำเนาถูกต้องมาเพื่อโปรดทราบและดำเนินการในส่วนที่เกี่ยวข้อง ดังนี้",
            "addressees": ["group:d54-section-heads"],
        },
        by="u-d54-adm-act",
        acting="acting",
        status=201,
    )["id"]
    told.n511 = api.post(
        f"/letters/{covering}/sign",
        api.signing(covering, "u-d54-adm-act", acting="acting"),
        by="u-d54-adm-act",
        acting="acting",
    )
    api.post(f"/letters/{covering}/send", by="u-d54-clerk")

    clock.office = at(11, 8, 40)
    (delivery,) = [i["delivery"]["id"] for i in api.get("/units/d54-edu/incoming", by="u-d54-edu-clerk")["items"]]
    told.edu = api.post(f"/deliveries/{delivery}/register", {"to": "หัวหน้าฝ่ายการศึกษา"}, by="u-d54-edu-clerk", status=201)
    api.post(
        f"/receipts/{told.edu['receipt']}/endorsements",
        {"act": "acknowledge", "text": "1๗๙"},
        by="u-d54-edu-head",
        status=201,
    )

    clock.office = at(13, 10, 0)
    onward = api.post(
        "/letters",
        {
            "unit": "d54-edu",
            "parent_receipt": told.edu["receipt"],
            "subject": "ขอให้ผู้บริหารสถานศึกษาดำเนินการ",
            "to": ["ผู้อำนวยการสถานศึกษาโรงเรียนในสังกัดสำนักงานเขตหนองจอก"],
            "body": "ให้แล้วเสร็จภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
            "addressees": ["group:d54-schools"],
            "deadlines": [{"date": "2024-03-15", "text": "แล้วเสร็จ"}],
            "actions": list(ACTIONS),
        },
        by="u-d54-edu-head",
        status=201,
    )["id"]
    told.n800 = api.post(f"/letters/{onward}/sign", api.signing(onward, "u-d54-edu-head"), by="u-d54-edu-head")
    api.post(f"/letters/{onward}/send", by="u-d54-edu-clerk")

    told.schools = []
    for n in (1, 2, 3):
        clock.office = at(13, 13, n)
        (delivery,) = [
            i["delivery"]["id"] for i in api.get(f"/units/d54-sch-{n}/incoming", by=f"u-sch-{n}-clerk")["items"]
        ]
        told.schools.append(api.post(f"/deliveries/{delivery}/register", by=f"u-sch-{n}-clerk", status=201))
    told.circular = circular
    return told


def test_every_number_is_the_one_on_the_paper(walked):
    assert walked.signed["number"] == "กท 0403/ว 32"
    assert walked.signed["number_th"] == "กท ๐๔๐๓/ว ๓๒"
    assert walked.signed["date_th"] == "๔ มี.ค. ๒๕๖๗"
    assert (walked.d54["receive_number"], walked.d54["year"]) == (3398, 2567)
    assert walked.d54["receive_number_th"] == "๓๓๙๘"
    assert walked.d54["received_at"] == "2024-03-08T09:01:00+07:00"
    assert walked.d54["received_at_th"] == "๘ มี.ค. ๒๕๖๗ ๐๙.๐๑ น."
    assert walked.n511["number"] == "กท 5401/511"
    assert (walked.edu["receive_number"], walked.edu["received_at"][:10]) == (556, "2024-03-11")
    assert walked.n800["number_th"] == "กท ๕๔๐๗/๘๐๐"
    assert walked.n800["is_circular"] is False
    assert [s["receive_number"] for s in walked.schools] == [1, 1, 1]


def test_one_entry_and_one_delivery_for_each_unit(api, walked):
    units = [d["to_unit"] for d in walked.sent["deliveries"]]
    assert len(units) == len(set(units)) >= 15
    page = api.get("/units/ops-sec/sent?series=circular&year=2567", by="u-opssec-clerk")
    assert [e["n"] for e in page["items"]] == [*range(25, 33)]
    assert page["items"][-1]["number"] == "กท 0403/ว 32"
    assert (page["items"][-1]["letter"], page["items"][-1]["date"]) == (walked.circular, "2024-03-04")


def test_the_register_of_the_district(api, walked):
    page = api.get("/units/d54/received?year=2567&from_number=3398", by="u-d54-clerk")
    (row,) = page["items"]
    assert (row["n"], row["number_th"], row["date"], row["to"], row["action"]) == (
        3398,
        "กท ๐๔๐๓/ว ๓๒",
        "2024-03-04",
        "ผู้อำนวยการเขต",
        "ฝ่ายปกครอง",
    )
    assert row["from_unit"] == "สำนักงานเลขานุการปลัดกรุงเทพมหานคร"
    assert row["receipt"] == walked.d54["receipt"]
    assert (page["start"], page["last"], page["next"]) == (3398, 3398, None)


def test_the_sender_sees_the_receive_number_and_no_more(api, walked):
    chain = api.get(f"/letters/{walked.circular}", by="u-opssec-clerk")["chain"]
    (d54,) = [n for n in chain["children"] if n["unit"] == "d54"]
    assert (d54["is_folded"], d54["receipt"], d54["children"]) == (True, None, [])
    assert d54["delivery"]["receive_number"] == 3398


@pytest.mark.parametrize("spelling", ["กท ๐๔๐๓/ว ๓๒", "กท 0403/ว 32", "กท0403/ว32", "กท ๕๔๐๑/๕๑๑", "กท ๕๔๐๗/๘๐๐"])
def test_from_any_number_the_same_chain(api, walked, spelling):
    (letter,) = api.get(f"/letters?number={spelling}", by="u-auditor")["items"]
    shown = api.get(f"/letters/{letter['id']}", by="u-auditor")
    numbers = [n["letter"]["number"] for n in flat(shown["chain"]) if n["kind"] == "letter" and n["letter"]]
    assert shown["chain_id"] == walked.circular
    assert numbers == ["กท 0403/ว 32", "กท 5401/511", "กท 5407/800"]


@pytest.mark.parametrize("words", ["กท ๐๔๐๓/ว ๓๒", "กท0403/ว32", "3398", "556", "กท ๕๔๐๑/๕๑๑", "กท 5407/800"])
def test_search_by_any_number_finds_the_chain(api, walked, words):
    hits = api.get(f"/search?q={words}", by="u-auditor")
    assert hits["total"] == len(hits["items"]) > 0
    assert {hit["chain"] for hit in hits["items"]} == {walked.circular}


def test_two_heads_on_one_sheet_each_with_their_block(walked):
    assert walked.proposal["lines"] == [
        "(นายสมมติ ปกครองตัวอย่าง)",
        "เจ้าพนักงานปกครองชำนาญการพิเศษ",
        "หัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก",
    ]
    assert walked.n511["signature"]["lines"][-1] == "รักษาการในตำแหน่งหัวหน้าฝ่ายปกครอง สำนักงานเขตหนองจอก"
    assert walked.signed["signature"]["lines"] == [
        "(นางสมมติ บริหารกลางตัวอย่าง)",
        "ผู้อำนวยการส่วนบริหารกลาง",
        "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเลขานุการปลัดกรุงเทพมหานคร สำนักปลัดกรุงเทพมหานคร",
    ]


def test_due_dates(api, walked):
    assert api.get(f"/receipts/{walked.d54['receipt']}", by="u-d54-clerk")["due"] == "2024-03-12"
    (school,) = api.get("/inbox", by="u-sch-1-clerk")["posts"]
    (tray,) = [t for t in school["trays"] if t["tray"] == "unit:d54-sch-1"]
    asked = {t["text"]: t["due"] for t in tray["items"] if t["what"] == "act"}
    assert asked == dict.fromkeys(ACTIONS, "2024-03-15")


def test_the_first_phase_was_past_on_the_letters_date_and_is_marked(walked):
    assert [(d["date"], d["is_past"]) for d in walked.draft["deadlines"]][:2] == [
        ("2024-02-29", True),
        ("2024-03-31", False),
    ]


def test_notes_are_in_order_with_author_and_post(api, walked):
    notes = api.get(f"/receipts/{walked.d54['receipt']}", by="u-auditor")["endorsements"]
    assert [(n["act"], n["post"]) for n in notes] == [
        ("propose", "d54-admin.head"),
        ("propose", "d54.assistant"),
        ("order", "d54.director"),
    ]


def test_a_teacher_finds_the_circular_and_not_the_districts_notes(api, walked):
    for words in ("หนังสือเวียน", "BMA OTP", "@bangkok.go.th"):
        assert walked.circular in {h["letter"] for h in api.get(f"/search?q={words}", by="u-sch-1-teacher")["items"]}, (
            words
        )
    assert api.get("/search?q=เห็นควรมอบให้ทุกฝ่าย", by="u-sch-1-teacher")["total"] == 0
    api.get(f"/receipts/{walked.d54['receipt']}", by="u-sch-1-teacher", status=404)
    shown = api.get(f"/letters/{walked.circular}", by="u-sch-1-teacher")
    assert all(n["receipt"] is None for n in flat(shown["chain"]) if n["unit"] in {"d54", "d54-edu", "d54-sch-2"})


def test_circular_board(api, walked):
    row = on_board(api, walked.circular, by="u-sch-2-teacher")
    assert (row["letter"]["number"], row["category"], row["read_at"]) == ("กท 0403/ว 32", "policy", None)
    first = api.post(f"/circulars/{walked.circular}/acknowledge", by="u-sch-2-teacher")
    assert api.post(f"/circulars/{walked.circular}/acknowledge", by="u-sch-2-teacher").json == first.json
    assert on_board(api, walked.circular, by="u-sch-2-teacher")["read_at"] == first["read_at"]


def test_a_delegate_left_blank_is_refused(api, walked):
    refused = api.post(
        f"/receipts/{walked.edu['receipt']}/endorsements",
        {"act": "propose", "to": "ผู้อำนวยการเขต", "text": "เห็นควรมอบให้..... พิจารณา"},
        by="u-d54-edu-head",
        status=422,
    )
    assert (refused["slug"], refused["field"]) == ("blank-delegate", "text")


def test_the_next_numbers_are_one_more(api, walked):
    api.web.office.clock.office = at(14, 9)
    row = api.post("/units/d54-edu/numbers", {"subject": "หนังสือกระดาษ"}, by="u-d54-edu-clerk", status=201)
    assert (row["n"], row["number_th"]) == (801, "กท ๕๔๐๗/๘๐๑")
    letter = {"number": "ศธ 04001/7", "date": "2024-03-13", "from_unit": "กระทรวงตัวอย่าง", "subject": "ขอความร่วมมือ"}
    assert api.post("/units/d54/received", letter, by="u-d54-clerk", status=201)["receive_number"] == 3399


def on_board(api, letter, by):
    (row,) = [r for r in api.get("/circulars", by=by)["items"] if r["letter"]["id"] == letter]
    return row


def flat(node):
    return [node, *(n for child in node["children"] for n in flat(child))]
