"""Passcodes and meeting identifiers are hidden; everything else stays."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.thai.digits import to_thai
from saraban.thai.masking import MASK, blank, mask
from saraban.thai.normalise import INVISIBLE

MEMO = (Path(__file__).parents[2] / "common" / "memo.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Meeting ID: 812 3456 7890 Passcode: 445566", f"Meeting ID: {MASK} Passcode: {MASK}"),
        ("Meeting ID: ๘๑๒ ๓๔๕๖ ๗๘๙๐ Passcode: ๔๔๕๕๖๖ โดยมี", f"Meeting ID: {MASK} Passcode: {MASK} โดยมี"),
        ("หมายเลขห้อง Meeting ID 812-3456-7890", f"หมายเลขห้อง Meeting ID {MASK}"),
        ("รหัสผ่าน ๑๒๓๔๕๖", f"รหัสผ่าน {MASK}"),
        ("รหัสผ่านเข้าห้องประชุม คือ ab!9 ณ", f"รหัสผ่านเข้าห้องประชุม คือ {MASK} ณ"),
        ("รหัสการประชุม 123 456 789", f"รหัสการประชุม {MASK}"),
        ("รหัสเข้าร่วมประชุม: 99", f"รหัสเข้าร่วมประชุม: {MASK}"),
        ("PIN=4321", f"PIN={MASK}"),
        ("รหัสผ่าน_ ab12.pdf", f"รหัสผ่าน_ {MASK}"),
        ("รหัสผ่าน ab12cd.pdf", f"รหัสผ่าน {MASK}"),
        ("meeting_id_81234567890.pdf", f"meeting_id_{MASK}"),
        ("Passcode  - 12", f"Passcode  - {MASK}"),
        ("Passcode – abcd", f"Passcode – {MASK}"),
        ("(Passcode: 123456)", f"(Passcode: {MASK})"),
        ("Passcode (รหัสผ่าน) : Ab12", f"Passcode (รหัสผ่าน) : {MASK}"),
        ("Meeting ID และ Passcode: 812 3456 7890 / 445566", f"Meeting ID และ Passcode: {MASK} / {MASK}"),
        ("Meeting ID:\n812 3456 7890\nPasscode:\n77", f"Meeting ID:\n{MASK}\nPasscode:\n{MASK}"),
        ("Meeting ID: Passcode: 1234", f"Meeting ID: Passcode: {MASK}"),
        ("รหัสผ่าน: ดังต่อไปนี้ 123456", f"รหัสผ่าน: {MASK} {MASK}"),
        ("Passcode: id99", f"Passcode: {MASK}"),
        ("Pass\u200bcode: 12\u200b34", f"Passcode: {MASK}"),
        ("Ｐａｓｓｃｏｄｅ：１２３４", f"Ｐａｓｓｃｏｄｅ：{MASK}"),
        ("PA\u017f\u017fCODE 12345678", f"PA\u017f\u017fCODE {MASK}"),
        ("P\u0130N: 4321", f"P\u0130N: {MASK}"),
        ("meeting \u0131d 81234567", f"meeting \u0131d {MASK}"),
        ("ho\u017ft \u212aey: 99", f"ho\u017ft \u212aey: {MASK}"),
        ("เลขที่ห้อง 8123456789", f"เลขที่ห้อง {MASK}"),
        ("ที่ abc-defg-hij", f"ที่ {MASK}"),
        ("ผ่าน Zoom 812 3456 7890", f"ผ่าน Zoom {MASK}"),
        ("Zoom ID 8123456789", f"Zoom ID {MASK}"),
        ("https://us02web.zoom.us/j/81234567890?pwd=Xyz ครับ", f"https://us02web.zoom.us/{MASK} ครับ"),
        ("https://meet.google.com/abc-defg-hij", f"https://meet.google.com/{MASK}"),
        ("รหัส abc-defg-hij", f"รหัส {MASK}"),
        ("https://teams.microsoft.com/l/meetup-join/19%3a", f"https://teams.microsoft.com/{MASK}"),
        ("https://example.go.th/join?a=1&pwd=secret&b=2", f"https://example.go.th/join?a=1&pwd={MASK}&b=2"),
        ("Passcode: 123456 ๑๕ มีนาคม ๒๕๖๗", f"Passcode: {MASK} ๑๕ มีนาคม ๒๕๖๗"),
        ("Passcode: 123456 10.00 น.", f"Passcode: {MASK} 10.00 น."),
    ],
)
def test_is_hidden(written, shown):
    assert mask(written).replace("\u200b", "") == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ที่ กท ๐๔๐๓/ว ๒๕ ลงวันที่ ๑๙ กุมภาพันธ์ ๒๕๖๗",
        "โทร. ๐ ๒๒๒๑ ๒๑๔๑ ต่อ 1234 โทรสาร 0-2224-4690",
        "ประชุมผ่านโปรแกรม Zoom โทร. 081 234 5678",
        "ให้เปลี่ยนรหัสผ่านทุก 90 วัน ตามหนังสือ ที่ กท 0403/ว 25",
        "ลืมรหัสผ่านให้ติดต่อ 02 123 4567",
        "รหัสผ่านตามหนังสือ ที่ กท ๐๔๐๓/๑๒๓๔",
        "ห้องประชุม ๓๐๑ ชั้น ๓ หมายเลขห้อง 301",
        "รหัสไปรษณีย์ 10200 รหัสหน่วยงาน 5407 รหัสแฟ้ม 01-02",
        "วันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ เวลา ๑๐.๐๐ น. ผ่านโปรแกรม Zoom Cloud Meetings",
        "BMA OTP และสมัครอีเมล @bangkok.go.th https://bangkok.go.th/hr?id=12",
        "ทํา เเจ้ง",
    ],
)
def test_stays(text):
    assert mask(text) == text


def test_the_memo_loses_its_two_codes_only():
    assert mask(MEMO) == MEMO.replace(
        "Meeting ID: 000 0000 0000 Passcode: 000000", f"Meeting ID: {MASK} Passcode: {MASK}"
    )


labels = st.sampled_from(
    [
        "Meeting ID",
        "passcode",
        "PASSWORD",
        "PIN",
        "รหัสผ่าน",
        "รหัสการประชุม",
        "รหัสผ่านเข้าห้องประชุม",
        "Webinar ID",
        "Zoom Meeting ID",
    ]
)
joints = st.sampled_from([":", " : ", "=", ": ", "\n:\n", " คือ ", ":\u200b"])
first = st.sampled_from("ABCXYZabcxyz123456789๑๒๓")
sign = st.sampled_from(string.ascii_letters + string.digits + "๐๑๒๓๔๕๖๗๘๙!@#$%^&*_+")
codes = st.builds(lambda a, rest: a + "".join(rest), first, st.lists(sign, min_size=3, max_size=12))
digits = st.lists(st.text("0123456789", min_size=3, max_size=4), min_size=1, max_size=4).map(tuple)
around = st.sampled_from(["", "ขอเชิญประชุม ", "ห้อง ๑๒ เวลา ๑๐.๐๐ น. ", "(", "เรื่อง\n"])


@given(around, labels, joints, codes, around)
def test_no_code_after_a_label_is_shown(before, label, joint, code, after):
    shown = mask(f"{before}{label}{joint}{code} {after}")
    assert shown.replace("\u200b", "") == f"{before}{label}{joint}{MASK} {after}".replace("\u200b", "")


@given(labels, st.sampled_from([" ", ": ", "  "]), digits, st.sampled_from([" ", "-", "", "\u00a0"]), st.booleans())
def test_no_group_of_digits_is_shown(label, joint, groups, between, thai):
    number = between.join(groups)
    number = to_thai(number) if thai else number
    if joint.strip() or sum(map(len, groups)) > 3:
        assert re.findall("[0-9๐-๙]", mask(f"{label}{joint}{number} จบ")) == []


@pytest.mark.parametrize("label", ["รหัสผ่าน ", "Passcode: ", "Meeting ID ", "zoom "])
def test_a_text_of_nothing_but_labels_is_read_in_one_pass(label):
    assert mask(label * 2000 + "ที่ กท ๐๔๐๓") is not None
    assert mask(f"{label}{' ' * 3000}: 123456").endswith(MASK) or label == "zoom "


pieces = st.sampled_from(
    [
        "ที่ กท ๐๔๐๓/ว ๒๕",
        "๑๙ กุมภาพันธ์ ๒๕๖๗",
        "โทร. ๐ ๒๒๒๑ ๒๑๔๑",
        "เวลา ๑๐.๐๐ น.",
        "ประชุม",
        "รหัสหน่วยงาน ๕๔๐๗",
        "12,500 บาท",
        "Zoom",
        "OTP",
        "ข้อ ๕.๑",
    ]
)


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_ordinary_text_is_left_alone(text):
    assert mask(text) == text


@given(st.lists(st.one_of(pieces, labels, codes, st.text(max_size=6)), max_size=12).map(" ".join))
def test_masking_keeps_lengths_and_is_done_once(text):
    assert len(blank(text)) == len(text)
    once = mask(text)
    assert mask(once) == once
    assert set(INVISIBLE) & set(once) <= set(text)
